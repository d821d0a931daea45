"""Where the index of a library is, who may write it, and how it is deleted.

It lies in the cache folder and holds nothing that cannot be made again from the files, so whatever is wrong with it is
mended by deleting it.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader.config import cache_folder
from reader.library.skipping import why
from reader.library.sources import absolute

SCHEMA_VERSION = 34
"""Part of the file's name: another version of the program uses a file of its own and leaves this one alone. It rises,
too, when the same files would be read otherwise: by other weights, into other paragraphs, titles, words
or passages."""

TEMPORARY = "twicetold-"
"""How the names of temporary folders begin, such as lie beside an index while its library is compared."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """Where the index of a library is."""

    path: Path
    temporary: bool = False
    """The index is lost when the program ends: the library is nobody's, or it cannot be kept."""
    text_field: str | None = None
    """The field or column of records that it takes for their text, where that is not a usual one."""
    hindrance: str = ""
    """Why it cannot be kept, and what to do, for people."""


def index_of(paths: Sequence[Path], text_field: str | None = None) -> IndexFile:
    """The index of the library that consists of these files and folders, whatever their order, read by a `text_field`.

    Makes its folder, readable by the user alone; a temporary one where that hinders. Raises OSError if there is
    no place at all.
    """
    path = place_of(paths, text_field)
    if hindrance := obstacle(path):
        hindrance += "; move it away"
    else:
        try:
            make_private(path.parent)
            open_private(path)
            return IndexFile(path, text_field=text_field)
        except OSError as error:
            hindrance = f"{error.filename or path.parent} cannot be written ({why(error)}); see `reader doctor`"
    return temporary_index(text_field, hindrance)


def place_of(paths: Sequence[Path], text_field: str | None = None) -> Path:
    """Where the index of a library would be."""
    names = sorted({os.fsencode(absolute(path)) for path in paths})
    by_field = [b"", os.fsencode(text_field)] if text_field else []
    key = hashlib.sha256(b"\0".join(names + by_field)).hexdigest()[:32]
    return libraries() / key / file_name(SCHEMA_VERSION)


@cache
def program_fingerprint() -> str:
    """A hash of the modules and weights that texts go through: with others, what is in an index is out of date."""
    top = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for room in ("text", "reuse", "library"):
        for path in sorted((top / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(top).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def temporary_index(text_field: str | None = None, hindrance: str = "") -> IndexFile:
    """A place for an index in a folder of its own, which `release` deletes. Raises OSError if there is none."""
    import tempfile

    path = Path(tempfile.mkdtemp(prefix=TEMPORARY)) / file_name(SCHEMA_VERSION)
    return IndexFile(path, temporary=True, text_field=text_field, hindrance=hindrance)


def libraries() -> Path:
    """The folder in which each library has one for its index."""
    return cache_folder() / "libraries"


def obstacle(path: Path) -> str:
    """What stands in the place of an index, of a file beside it or of its folder, for people; empty if nothing does."""
    for folder in path.parents[1], path.parent:
        if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - never an error
            return f"{folder} is no folder, which an index needs there"
    for file in (*_files(path), lock_of(path)):
        if os.path.lexists(file) and (os.path.islink(file) or not os.path.isfile(file)):  # noqa: PTH113, PTH114
            return f"{file} is no plain file, which an index needs there"
    return ""


def file_name(version: int) -> str:
    """The name of the index of a version, in the folder of its library."""
    return f"index-{version}.sqlite3"


def make_private(folder: Path) -> None:
    """Make a folder that is the user's alone. One that is everybody's, such as /tmp, is left as it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mode = folder.stat().st_mode
    if os.name == "posix" and mode & 0o077 and not mode & stat.S_ISVTX:
        folder.chmod(0o700)


def open_private(path: Path) -> None:
    """Make sure that a file is there and is the user's alone; SQLite gives its companions the same mode."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def delete(path: Path) -> None:
    """Delete an index with its companions; whoever still reads it keeps what was there."""
    for file in _files(path):
        file.unlink(missing_ok=True)


def _files(path: Path) -> list[Path]:
    """An index and its companions."""
    return [Path(f"{path}{suffix}") for suffix in ("", "-wal", "-shm")]


def clear(path: Path) -> None:
    """Delete the temporary files beside an index that a process leaves which was killed."""
    import shutil

    for left in path.parent.glob(f"{TEMPORARY}*"):
        shutil.rmtree(left, ignore_errors=True)


def release(index: IndexFile) -> None:
    """Nobody uses the index any more: a temporary one is deleted with its folder."""
    if index.temporary:
        import shutil

        shutil.rmtree(index.path.parent, ignore_errors=True)


def lock_of(path: Path) -> Path:
    """The file beside an index that its writer holds locked."""
    return path.with_name("writer.lock")


@contextlib.contextmanager
def sole_writer(path: Path) -> Iterator[bool]:
    """Whether this process is the only one that may write the index, for as long as the context lasts.

    The lock dies with the process that holds it. The folder is made if it was deleted.
    """
    make_private(path.parent)
    descriptor = os.open(lock_of(path), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
