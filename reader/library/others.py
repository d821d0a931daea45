"""An index that another process writes, seen from outside: whether that one has read everything yet."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic

from reader.library.database import ALL_READ, BROKEN, DamagedIndexError, open_to_read, to_blob
from reader.library.index_file import IndexFile
from reader.library.notices import Notice, Progress, Trouble
from reader.library.sources import SourceFile, discover
from reader.plurals import plural

LOOK_SECONDS = 0.1
"""How often one looks what another process has read."""

NOTICING_SECONDS = 5.0
"""How long another process, which has read all that it knew of, is left to notice that something has changed: a reader
that is open does so within two seconds, but on some network drives only after minutes."""


def others_reading(paths: Sequence[Path], index: IndexFile) -> Iterator[Notice]:
    """How far another process is, at each look, until it has read all that is on disk now.

    What it does not notice is not waited for, but told of. To be left when the other process has ended.
    """
    yield Progress(0, 0)
    found = (item for item in discover(paths) if isinstance(item, SourceFile))
    on_disk = {to_blob(str(file.path)): (file.size, file.mtime_ns) for file in found}
    idle_since = None
    while True:
        is_idle, known = _known(index)
        lacking = len(on_disk.items() - known.items()) + len(known.keys() - on_disk.keys())
        if is_idle and not lacking:
            return
        idle_since = (idle_since or monotonic()) if is_idle else None
        if idle_since and monotonic() - idle_since > NOTICING_SECONDS:
            files = plural(lacking, "file")
            yield Trouble(f"another process that reads this library has not noticed yet that {files} changed")
            return
        yield Progress(max(len(on_disk) - lacking, 0), len(on_disk))


def _known(index: IndexFile) -> tuple[bool, dict[bytes, tuple[int, int]]]:
    """Whether all was read that was found, and the size and time of each file that was, by its path."""
    try:
        with closing(open_to_read(index.path)) as connection:
            connection.execute("BEGIN")
            is_idle = connection.execute("SELECT 1 FROM state WHERE key = ? AND value = 1", (ALL_READ,)).fetchone()
            rows = connection.execute("SELECT path, size, mtime_ns FROM files").fetchall()
    except (*BROKEN, DamagedIndexError, OSError):
        return False, {}
    return bool(is_idle), {path: (size, mtime) for path, size, mtime in rows}
