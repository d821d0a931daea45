"""An index that another process writes, seen from outside: whether that one has read everything yet."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

from reader.library.database import ALL_READ, BROKEN, COMPARED, DamagedIndexError, is_passing, open_to_read, to_blob
from reader.library.index_file import IndexFile, sole_writer
from reader.library.notices import Comparing, Notice, Progress, Trouble
from reader.library.sources import SourceFile, discover
from reader.plurals import plural

LOOK_SECONDS = 0.1
"""How often one looks what another process has read."""

NOTICING_SECONDS = 5.0
"""How long another process, which has read all that it knew of, is left to notice that something has changed: a reader
that is open does so within two seconds, but on some network drives only after minutes."""

LEAVING_SECONDS = 3.0
"""How long another process, which has read everything, is left to let the index go: one that answers a question does so
at once, but for what SQLite has to write still."""


@contextmanager
def turn_to_write(
    paths: Sequence[Path], index: IndexFile, heard: Callable[[Notice], None], *, is_patient: bool = False
) -> Iterator[bool]:
    """As `sole_writer`, once no other process reads: whether this one may write the index, for as long as it lasts.

    If it may not, another one has read all there is, and goes on: it has the library open, or compares it. `is_patient`
    waits until it has compared all, too, and leaves it some time to end.
    """
    others = _reading(paths, index, is_patient=is_patient)
    while True:
        with sole_writer(index.path) as is_sole:
            notice = None if is_sole else next(others, None)
            if notice is None:
                yield is_sole
                return
        heard(notice)
        sleep(LOOK_SECONDS)


def _reading(paths: Sequence[Path], index: IndexFile, *, is_patient: bool) -> Iterator[Notice]:
    """How far another process is, at each look, until it has read all that is on disk now; if one `is_patient`, until
    that is compared, too, and some time beyond.

    What it does not notice is not waited for, but told of. Nor is it waited for to mend a damaged index: it need not
    come upon what is wrong.
    """
    yield Progress(0, 0)
    found = (item for item in discover(paths) if isinstance(item, SourceFile))
    on_disk = {to_blob(str(file.path)): (file.size, file.mtime_ns) for file in found}
    done = {ALL_READ, COMPARED} if is_patient else {ALL_READ}
    idle_since = None
    while True:
        try:
            states, known = _known(index)
        except DamagedIndexError:
            return
        is_idle = done <= states
        lacking = len(on_disk.items() - known.items()) + len(known.keys() - on_disk.keys())
        idle_since = (idle_since or monotonic()) if is_idle else None
        idle_for = monotonic() - idle_since if idle_since else 0.0
        if lacking and idle_for > NOTICING_SECONDS:
            files = plural(lacking, "file")
            yield Trouble(f"another process that reads this library has not noticed yet that {files} changed")
            return
        if is_idle and not lacking and idle_for >= (LEAVING_SECONDS if is_patient else 0.0):
            return
        is_comparing = ALL_READ in states and not is_idle
        yield Comparing() if is_comparing else Progress(max(len(on_disk) - lacking, 0), len(on_disk))


def _known(index: IndexFile) -> tuple[set[str], dict[bytes, tuple[int, int]]]:
    """The states that hold, and the size and time of each file that was read, by its path.

    Raises DamagedIndexError.
    """
    try:
        with closing(open_to_read(index.path)) as connection:
            connection.execute("BEGIN")
            states = {key for (key,) in connection.execute("SELECT key FROM state WHERE value = 1")}
            rows = connection.execute("SELECT path, size, mtime_ns FROM files").fetchall()
    except OSError:
        return set(), {}
    except BROKEN as error:
        if is_passing(error):
            return set(), {}
        raise DamagedIndexError(str(error)) from error
    return states, {path: (size, mtime) for path, size, mtime in rows}
