"""Changes on disk, as they happen, gathered until they pause."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from reader.library.sources import STDIN, absolute

GATHER_MS, PAUSE_MS = 1600, 50
"""Changes that come together are taken together: after a pause, or after the first number at the latest."""

LOOK_UP_SECONDS = 2
"""Whether what is watched is still there, or there again, is looked up this often: of a folder that is deleted, or
mounted over, the system tells no more."""

LOOK_AGAIN_SECONDS = 5 * 60
"""Network drives tell nobody that something changed: one looks oneself this often."""


class Watcher:
    """Watches in a thread, so that no change is missed while one is busy with those before."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._news = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Watch from now on."""
        if self._thread is None:
            self._thread = Thread(target=self._watch, daemon=True)
            self._thread.start()

    def _watch(self) -> None:
        for _ in changes(self._paths):
            self._news.set()

    def look_again(self) -> None:
        """Something may have changed, as somebody else knows."""
        self._news.set()

    def has_changed(self) -> bool:
        """Whether something may have changed since this was asked last, or waited for."""
        return self.wait(0)

    def wait(self, seconds: float | None = None) -> bool:
        """Block until something may have changed, for so long at most; whether it may."""
        has_changed = self._news.wait(seconds)
        self._news.clear()
        return has_changed


def changes(paths: Sequence[Path]) -> Iterator[None]:
    """Whenever something below the paths may have changed, also after they were deleted and put back.

    Ends at once if none of them can change.
    """
    roots = [absolute(path) for path in paths if path != STDIN]
    is_late = False
    while roots:
        watched = _to_watch(roots)
        try:
            yield from _until_others(roots, watched, is_late=is_late)
        except (OSError, RuntimeError):
            if _to_watch(roots) == watched:  # too many folders for the system
                sleep(LOOK_AGAIN_SECONDS)
        yield
        is_late = True


Identity = tuple[int, int]


def identity(path: Path) -> Identity | None:
    """What tells a file or folder from another that takes its name, for as long as it is there; None if it is not."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _to_watch(roots: Sequence[Path]) -> dict[Path, Identity]:
    """What there is to be watched."""
    # A file that is replaced is another one, which only its folder knows; below a folder, watching goes all the way.
    tops = roots if any(path.is_dir() for path in roots) else [path.parent for path in roots]
    return {path: known for path in tops if (known := identity(path))}


def _until_others(roots: Sequence[Path], watched: dict[Path, Identity], *, is_late: bool) -> Iterator[None]:
    """The changes until something else has to be watched.

    `is_late`: something may have changed before watching begins.
    """
    from watchfiles import Change, watch  # late: only a library that stays open is watched

    if not watched:
        if is_late:
            yield
        while not _to_watch(roots):
            sleep(LOOK_UP_SECONDS)
        return
    names, tops = {str(path) for path in (*roots, *watched)}, tuple(f"{path}{os.sep}" for path in roots)
    lost = {(Change.deleted, str(path)) for path in watched}

    def concerns(_: Change, changed: str) -> bool:
        return changed in names or changed.startswith(tops)

    waking = watch(
        *watched,
        watch_filter=concerns,
        debounce=GATHER_MS,
        step=PAUSE_MS,
        rust_timeout=int(LOOK_UP_SECONDS * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=any(path.is_dir() for path in roots),
        ignore_permission_denied=True,
    )
    looked = monotonic()
    with closing(waking):
        for seen in waking:
            if lost & seen or _to_watch(roots) != watched:
                return
            if seen or is_late or monotonic() - looked > LOOK_AGAIN_SECONDS:
                is_late, looked = False, monotonic()
                yield
