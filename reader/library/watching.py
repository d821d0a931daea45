"""Changes on disk, as they happen, gathered until they pause."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

from reader.library.sources import STDIN

GATHER_MS, PAUSE_MS = 1600, 50
"""Changes that come together are taken together: after a pause, or after the first number at the latest."""

LOOK_AGAIN_MS = 5 * 60 * 1000
"""Network drives tell nobody that something changed: one looks oneself this often."""


class Watcher:
    """Watches from now on, in a thread, so that no change is missed while one is busy with those before."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._news = Event()
        self._ended = False
        Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        for _ in changes(self._paths):
            self._news.set()
        self._ended = True
        self._news.set()

    def has_changed(self) -> bool:
        """Whether something may have changed since this was asked last, or waited for."""
        if not self._news.is_set():
            return False
        self._news.clear()
        return True

    def wait(self) -> bool:
        """Block until something may have changed; False when nothing can be watched any more."""
        if not self._ended:
            self._news.wait()
            self._news.clear()
        return not self._ended


def changes(paths: Sequence[Path]) -> Iterator[None]:
    """Whenever something below the paths may have changed; ends when nothing can be watched any more."""
    from watchfiles import watch  # late: only a library that stays open is watched

    existing = [path.absolute() for path in paths if path != STDIN and path.exists()]
    folders = [path for path in existing if path.is_dir()]
    files = [path for path in existing if not path.is_dir()]
    # A file that is replaced is another one, which only its folder knows; below a folder, watching goes all the way.
    watched = {*folders, *files} if folders else {path.parent for path in files}
    if not watched:
        return
    names, tops = {str(path) for path in files}, tuple(f"{path}{os.sep}" for path in folders)

    def concerns(_: object, changed: str) -> bool:
        return changed in names or changed.startswith(tops)

    try:
        for _ in watch(
            *watched,
            watch_filter=concerns,
            debounce=GATHER_MS,
            step=PAUSE_MS,
            rust_timeout=LOOK_AGAIN_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=bool(folders),
            ignore_permission_denied=True,
        ):
            yield
    except (OSError, RuntimeError):
        return  # too many folders for the system, or they are gone: the library is read again at the next start
