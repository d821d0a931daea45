"""Indexing in a process of its own, so that the screen never waits for it.

The child is `python -m reader.library.background INDEX IS-TEMPORARY TEXT-FIELD PATH…`. It writes one notice a line on
its standard output, looks at the files again when a byte comes on its standard input, and ends when that does, which is
when the parent is gone, however that ended; a temporary index goes with it. What it finds is in the index when a notice
speaks of it; the parent reads it there.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from time import sleep

from reader.errors import TwicetoldError
from reader.find.cancelling import never
from reader.library.database import BROKEN, DamagedIndexError, fault_of, is_passing, open_to_read
from reader.library.index_file import TEMPORARY, IndexFile, clear, delete, index_of, lock_of, release, sole_writer
from reader.library.notices import Notice, Rebuilding, Trouble, Written, from_line, to_line
from reader.library.numerics import set_up
from reader.library.skipping import why
from reader.library.watching import LOOK_UP_SECONDS, Watcher, identity

FOLLOW_SECONDS = 0.3
"""How often a process that may not write looks whether another one has written, or has ended."""


class AnalysisError(TwicetoldError):
    """The indexing process ended without finishing its work."""


class Analyst:
    """A running process that brings the index of some paths up to date and keeps it so."""

    def __init__(self, paths: Sequence[Path], index: IndexFile) -> None:
        self._stopped = False
        self._index = index.path
        command = [
            sys.executable,
            "-m",
            "reader.library.background",
            str(index.path),
            TEMPORARY if index.temporary else "",
            index.text_field or "",
            *map(str, paths),
        ]
        environment = dict(os.environ)
        set_up(environment)
        self._process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # ctrl+c in the terminal is for the reader alone
        )

    def notices(self) -> Iterator[Notice]:
        """Block for each next notice, for as long as the process lives.

        Raises `AnalysisError` if the process dies by itself.
        """
        if self._process.stdout is None:
            raise AnalysisError("the analysis has no output to read")
        with self._process.stdout as output:
            for line in output:
                yield from_line(line)
        if self._process.wait() != 0 and not self._stopped:
            raise AnalysisError("the analysis stopped early; articles and repeats may be missing")

    def look_again(self) -> bool:
        """Have the files looked at again though nothing is known to have changed; whether the process still lives."""
        if self._process.stdin is None or self._process.stdin.closed:
            return False
        try:
            self._process.stdin.write(b"\n")
            self._process.stdin.flush()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End the process with those that it has started; what it committed is kept. `notices` then ends too."""
        self._stopped = True
        if os.name == "posix":
            import signal

            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
        with suppress(OSError), sole_writer(self._index) as is_free:
            if is_free:
                clear(self._index)


def analyse(
    paths: Sequence[Path],
    index: IndexFile | None = None,
    has_changed: Callable[[], bool] = never,
    *,
    is_open: bool = False,
    is_checked: bool = False,
) -> Generator[Notice, None, None]:
    """Bring the index of some paths up to date, once, in this process.

    An index that turns out to be damaged is made anew; if it `is_checked`, all of it is looked at for that first. Where
    the disk is full, what was committed stays. For `has_changed` see `bring_up_to_date`; `is_open` says that the
    library is open and will be brought up to date again.
    """
    from reader.library.indexing import bring_up_to_date
    from reader.library.processes import keep_memory
    from reader.library.storing import Store

    keep_memory()
    index = index or index_of(paths)
    if is_checked and (fault := fault_of(index.path)):
        delete(index.path)
        yield Rebuilding(fault)
    for last_try in (False, True):
        try:
            store = Store(index.path, index.text_field)
            try:
                if not is_open:
                    clear(index.path)
                yield from bring_up_to_date(store, paths, has_changed, is_open=is_open)
            finally:
                store.close()
            return
        except (*BROKEN, DamagedIndexError) as error:
            if is_passing(error):
                yield Trouble(_explained(error, index))
                return
            if last_try:
                raise
            delete(index.path)
            yield Rebuilding(str(error))
        except (OSError, MemoryError, BrokenExecutor) as error:
            yield Trouble(f"not everything that is told twice was found: comparing stopped early ({why(error)})")
            return


def _explained(error: Exception, index: IndexFile) -> str:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
        return f"the disk is full: the index in {index.path.parent} is incomplete. Free some space and start again"
    return f"the index in {index.path.parent} cannot be written ({error}): it is incomplete"


def keep_up_to_date(paths: Sequence[Path], index: IndexFile, watcher: Watcher) -> Iterator[Notice]:
    """All that the child does: index what there is, and then whatever changes. An index that is deleted is made anew.

    While another process does the same for this library, its work is told instead.
    """
    while True:
        with ExitStack() as writing:
            while not writing.enter_context(sole_writer(index.path)):
                writing.close()
                yield from follow(index)
            lock = lock_of(index.path)
            held = identity(lock)
            clear(index.path)
            watcher.start()
            yield from analyse(paths, index, watcher.has_changed, is_open=True)
            # Who deletes the cache folder deletes the lock with it, which another process could then take, too.
            while index.path.exists() and identity(lock) == held:
                if watcher.wait(LOOK_UP_SECONDS):
                    yield from analyse(paths, index, watcher.has_changed, is_open=True)
        yield Rebuilding("it was deleted")


def follow(index: IndexFile) -> Iterator[Notice]:
    """Tell that another process has written the index, until that one ends."""
    seen: tuple[int, int] | None = None
    inode, connection = 0, None
    try:
        while True:
            with sole_writer(index.path) as is_free:
                if is_free:
                    return
            with suppress(*BROKEN, DamagedIndexError, OSError):
                if connection is None or index.path.stat().st_ino != inode:
                    inode, connection = index.path.stat().st_ino, open_to_read(index.path)
                version = inode, connection.execute("PRAGMA data_version").fetchone()[0]
                if version != seen:
                    seen = version
                    yield Written()
            sleep(FOLLOW_SECONDS)
    finally:
        if connection:
            connection.close()


def _listen_to_parent(watcher: Watcher, index: IndexFile) -> None:
    """Look at the files again for each byte that comes, and end when none can come any more."""
    from threading import Thread

    def listen() -> None:
        while os.read(0, 1):  # not through `sys.stdin`, whose lock would be in the way of a regular end
            watcher.look_again()
        release(index)  # for a parent that was killed
        os._exit(0)

    Thread(target=listen, daemon=True).start()


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[4:]]
    wanted = IndexFile(Path(sys.argv[1]), temporary=bool(sys.argv[2]), text_field=sys.argv[3] or None)
    watching = Watcher(given)
    _listen_to_parent(watching, wanted)
    for notice in keep_up_to_date(given, wanted, watching):
        sys.stdout.write(to_line(notice) + "\n")
        sys.stdout.flush()
