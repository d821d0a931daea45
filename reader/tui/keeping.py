"""The user data, for the screen: opened after the first screen, changed one thing after the other in a thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual.message import Message
from textual.screen import Screen

from reader.errors import TwicetoldError
from reader.library.userdata.kept import Kept
from reader.tui.safe import safe_line

if TYPE_CHECKING:
    from reader.library.texts import Texts


Result = TypeVar("Result")


class Done(Message):
    """A task is done; `call` takes its result where the screen is."""

    bubble = False

    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__()
        self.call = call


class _Task(NamedTuple):
    """What is to be done, and what then."""

    call: Callable[[Kept], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[str], None] | None
    makes: bool


class Keeping:
    """The user data while a library is open. If it cannot be opened, that is said once and nothing is kept."""

    def __init__(self, screen: Screen[None], texts: Texts, paths: Sequence[Path]) -> None:
        self._screen = screen
        self._texts = texts
        self._paths = paths
        self._kept: Kept | None = None
        self._tasks: deque[_Task] = deque()
        self._lock = Lock()
        self._draining = self._closed = False
        self.is_forgotten = False
        """Whether what is kept ends with the program, as its file cannot be written; False until it has been opened."""
        self.has_made = False
        """Whether the user made something that is."""

    def do(
        self,
        task: Callable[[Kept], Result],
        then: Callable[[Result], None] | None = None,
        *,
        failed: Callable[[str], None] | None = None,
        makes: bool = False,
    ) -> None:
        """Run a task in the thread, after all that were given before; its result goes to `then`, on the screen.

        `failed` is given, there too, why it could not be done, which is else said; `makes`: by it the user makes
        something.
        """
        if self._closed:
            return
        self._tasks.append(_Task(task, then, failed, makes))
        if not self._draining:
            self._draining = True
            self._screen.run_worker(self._drain, thread=True, group="kept", exit_on_error=False)

    def ask(self, task: Callable[[Kept], Result]) -> Result | None:
        """The result of a task that runs now, after all that were given before; None if it has none.

        It waits: no call for the screen's own thread.
        """
        with self._lock:
            if self._closed:
                return None
            while self._tasks:
                self._run(self._tasks.popleft())
            try:
                kept = self._kept = self._kept or self._open()
                return task(kept)
            except TwicetoldError as error:
                self.say(str(error))
                return None

    def _drain(self) -> None:
        while True:
            with self._lock:
                if not self._tasks:
                    self._draining = False
                    return
                self._run(self._tasks.popleft())

    def _run(self, task: _Task) -> None:
        try:
            kept = self._kept = self._kept or self._open()
            result = task.call(kept)
        except TwicetoldError as error:
            message = str(error)
            if (failed := task.failed) is None:
                self.say(message)
            else:
                self._screen.post_message(Done(lambda: failed(message)))
        except IndexError:
            pass  # a document or an article that the task was about is no longer in the library
        else:
            self.has_made |= task.makes and self.is_forgotten
            if (then := task.then) is not None:
                self._screen.post_message(Done(lambda: then(result)))

    def _open(self) -> Kept:
        from reader.library.userdata.store import UserData  # late: the thread that opens it imports it

        data = UserData.open()
        self.is_forgotten = not data.saved
        if data.message:
            self.say(data.message)
        return Kept(data, data.documents.library(self._paths), self._texts)

    def say(self, message: str) -> None:
        """Warn the user; may be called from any thread."""
        message = safe_line(message)
        say = self._screen.notify
        self._screen.post_message(Done(lambda: say(message, severity="warning", markup=False)))

    def close(self) -> None:
        """Do what is left to do, and let go of the file."""
        self._closed = True
        with self._lock:
            while self._tasks:
                self._run(self._tasks.popleft()._replace(then=None))
            if self._kept:
                self._kept.data.close()
                self._kept = None
