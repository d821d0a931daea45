"""What there is to read: the files under the given paths, and the documents that each of them holds."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.errors import UnreadableError
from reader.text.clean import CleanText, clean
from reader.text.decoding import decode

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that will be read."""

    path: Path
    name: str
    """Shown: relative to the folder that was given, with "/" on every system."""
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is not read, and why, in words for the user."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read: a file, a record of a file, a member of an archive."""

    name: str
    clean: CleanText
    encoding: str
    confidence: float
    """How sure the encoding is, 0..1."""
    replaced: int
    """Characters that are U+FFFD because their bytes mean nothing in the encoding."""
    source: str
    """The characters before cleaning, which source offsets count; the clean text itself if nothing changed."""


def discover(paths: Sequence[Path]) -> Iterator[SourceFile | Skipped]:
    """The files under the paths, sorted by name within each folder, without opening any.

    Hidden files and folders are passed over unless given themselves. A file that is given is its own name; if several
    paths are given, the names of those under a folder start with the folder's name. Each file comes once.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path == STDIN:
            yield SourceFile(STDIN, "-", 0, 0)
            continue
        prefix = f"{path.name or path.resolve().name}/" if len(paths) > 1 else ""
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Skipped(str(path), _why(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, prefix, seen)
        else:
            yield from _file(path, path.name, status, seen)


def _walk(folder: Path, prefix: str, seen: set[tuple[int, int]]) -> Iterator[SourceFile | Skipped]:
    """The files of one folder and those below it; a folder is entered once, so that loops of links end."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            yield Skipped(prefix.rstrip("/") or str(folder), "a link to a folder that is read already")
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield Skipped(prefix.rstrip("/") or str(folder), _why(error))
        return
    for name in names:
        path = folder / name
        shown = prefix + name
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Skipped(shown, _why(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, f"{shown}/", seen)
        else:
            yield from _file(path, shown, status, seen)


_NOT_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _file(path: Path, name: str, status: os.stat_result, seen: set[tuple[int, int]]) -> Iterator[SourceFile | Skipped]:
    for is_kind, reason in _NOT_FILES:
        if is_kind(status.st_mode):
            yield Skipped(name, reason)
            return
    if (status.st_dev, status.st_ino) in seen:
        yield Skipped(name, "the same file as one that is read already")
        return
    seen.add((status.st_dev, status.st_ino))
    yield SourceFile(path, name, status.st_size, status.st_mtime_ns)


def read(file: SourceFile) -> Iterator[Document | Skipped]:
    """The documents in one file, in their order."""
    try:
        data = sys.stdin.buffer.read() if file.path == STDIN else file.path.read_bytes()
    except (OSError, ValueError) as error:
        yield Skipped(file.name, _why(error))
        return
    try:
        yield document(file.name, data)
    except UnreadableError as error:
        yield Skipped(file.name, str(error))


def document(name: str, data: bytes | bytearray) -> Document:
    """The document whose bytes these are. Raises UnreadableError if they are not text."""
    decoded = decode(data)
    return Document(name, clean(decoded.text), decoded.encoding, decoded.confidence, decoded.replaced, decoded.text)


def _why(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
