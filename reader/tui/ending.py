"""An end that comes whatever the program is doing, and whatever has become of its terminal.

A program that is told to end, or whose terminal was closed, ends in order: layers are closed, the terminal is put back,
the analysis is stopped. Where something keeps that from happening, such as a terminal that takes no more output, it
ends all the same a little later.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from time import sleep
from types import FrameType
from typing import IO, TYPE_CHECKING, Any

from reader.tui.first_frame import CLEAR, ENDING
from reader.tui.terse import terse

if TYPE_CHECKING:
    from textual.driver import Driver

PATIENCE_SECONDS = 3.0
"""How long an orderly end may take."""

HANGUP = 1
"""The number of SIGHUP, where there is such a signal."""

FRAME = 256
"""Characters from which on what is written is a frame, or a part of one; shorter are the modes of the terminal."""

LEAVE = "\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""Every mode that Textual switches on, switched off (xterm control sequences)."""


class Ending:
    """Hears signals and the end of the terminal, and has the program left."""

    def __init__(self, leave: Callable[[], None]) -> None:
        """`leave` begins an orderly end; it is called once, in any thread."""
        self._leave = leave
        self.status = 0
        """The exit status once the program was told to end, or lost its terminal: as shells give it for the signal."""
        self._before = _attributes()

    def listen(self) -> None:
        """Begin to hear. Call it in the main thread."""
        for number in (signal.SIGINT, *ENDING):  # ctrl+c on this terminal is a key, and sends no signal
            signal.signal(number, self._told)
        if hasattr(select, "poll"):
            Thread(target=self._watch_terminal, name="terminal", daemon=True).start()

    def _told(self, number: int, _frame: FrameType | None) -> None:
        self._begin(number)

    def _watch_terminal(self) -> None:
        """Wait until nobody holds the other side of the terminal: not every program in it is sent SIGHUP then."""
        poll = select.poll()
        with suppress(OSError, ValueError):
            poll.register(sys.__stdout__ or 1, 0)  # hanging up is told without being asked for
            for _, event in poll.poll():
                if event & select.POLLHUP:
                    self._begin(HANGUP)

    def _begin(self, number: int) -> None:
        if not self.status:
            self.status = 128 + number
            Thread(target=self._end_at_last, daemon=True).start()
            self._leave()

    def _end_at_last(self) -> None:
        sleep(PATIENCE_SECONDS)
        _restore(self._before)
        os._exit(self.status)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """While another program has the terminal, ctrl+c there is meant for that one. Call it in the main thread."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)  # what is ignored, the other would ignore, too
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Enduring:
    """A terminal to write to that may go away: what cannot be written then is dropped.

    The thread that writes for Textual would end with the first mistake, and the program wait for it for ever.
    """

    def __init__(self, terminal: IO[str]) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._terminal.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._terminal.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._terminal, name)


def enduring(driver: type[Driver]) -> type[Driver]:
    """A driver of Textual's, for a terminal that may go away."""

    class EnduringDriver(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            if sys.__stdout__ is not None:
                self._file: Any = Enduring(sys.__stdout__)  # Textual draws on standard error, which may lead elsewhere
            self._goes_on = False
            self._is_shown = False

        def write(self, data: str) -> None:
            super().write(terse(data) if len(data) >= FRAME else data)

        def start_application_mode(self) -> None:
            super().start_application_mode()
            self._is_shown = True

        def stop_application_mode(self) -> None:
            if self._is_shown:  # else an editor has the terminal, or the shell
                self.write(CLEAR)
            self._is_shown = False
            super().stop_application_mode()

        def _sigcont_application(self, *_: object) -> None:
            """Go on after being stopped, but not inside of what the signal came upon, which may hold any lock."""
            if not self._goes_on:
                self._goes_on = True
                from asyncio import get_running_loop  # late: the first frame is drawn before it is loaded

                get_running_loop().call_soon_threadsafe(self._go_on)

        def _go_on(self) -> None:
            """Whoever stops the program without asking it (SIGSTOP) leaves the threads that hear keys and draw, which
            Textual would start once more, and keys would go to any of them."""
            self._goes_on = False
            hearing = self._key_thread
            if not (self._auto_restart and hearing is not None and hearing.is_alive()):
                super()._sigcont_application()
                return
            self.exit_event.set()
            hearing.join()
            self.exit_event.clear()
            self.close()
            before = self.attrs_before
            super()._sigcont_application()
            self.attrs_before: Any = before  # not those of its own that the terminal still had

    return EnduringDriver if hasattr(select, "poll") else driver


def _attributes() -> list[Any] | None:
    """How the terminal is set now; None where that cannot be known."""
    with suppress(Exception):  # no such module, or no such terminal: termios.error is no OSError
        import termios

        return termios.tcgetattr(1)
    return None


def _restore(attributes: list[Any] | None) -> None:
    """Put the terminal back without waiting for it."""
    with suppress(Exception):
        import termios

        if attributes is not None:
            termios.tcsetattr(1, termios.TCSANOW, attributes)
        terminal = os.open(os.ttyname(1), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        os.write(terminal, LEAVE.encode())
