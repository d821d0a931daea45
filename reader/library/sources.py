"""What there is to read: the files under the given paths, and the documents that each of them holds."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from reader.library.pseudo import is_made_up, pseudo_file_systems
from reader.library.skipping import Skipped, shown_name, why

if TYPE_CHECKING:
    from reader.library.documents import Document

STDIN = Path("-")
"""Given as a path: what is piped in."""


def is_stream(path: Path) -> bool:
    """Whether what a path leads to can be read only once, and only by this process: standard input, or a pipe."""
    if path == STDIN:
        return True
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether there is something of a name, although it may lead nowhere or not be looked at: then it is skipped."""
    try:
        path.lstat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return path == STDIN
    return True


def ways_to(path: Path) -> tuple[Path, Path]:
    """The paths at which a file may be read: as it was named, and without links."""
    return absolute(path), path.resolve()


def absolute(path: Path) -> Path:
    """The path from the root without `..`, so that a library is the same one from wherever it is named.

    Links stay, but for those that a `..` leads out of: it leads where it does for the system. Standard input is itself.
    """
    if path == STDIN:
        return path
    whole = path.absolute()
    if ".." not in whole.parts:
        return whole
    so_far = Path(whole.anchor)
    for part in whole.parts[1:]:
        if part != "..":
            so_far /= part
        else:
            so_far = (Path(os.path.realpath(so_far)) if so_far.is_symlink() else so_far).parent
    return so_far


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that will be read."""

    path: Path
    """Absolute, so that a library is the same one from wherever it is opened."""
    name: str
    """Shown: relative to the folder that was given, with "/" on every system."""
    size: int
    mtime_ns: int
    """When it was changed; the nearest number of 64 bits where a date is no such number (before 1677, after 2262)."""
    ctime_ns: int = field(default=0, compare=False)
    """When anything about it was changed, its date too; 0 if that was not looked up. On Windows, when it was made."""
    text_field: str | None = field(default=None, compare=False)
    """The field or column of records that alone is read; without it all that is told in them."""

    @property
    def is_stream(self) -> bool:
        """Whether it can be read only once, and only by this process."""
        return not self.size and is_stream(self.path)

    @property
    def is_made_up(self) -> bool:
        """Whether the system makes it up as it is read, so that it may be another each time."""
        return not self.size and is_made_up(self.path)


def discover(paths: Sequence[Path], text_field: str | None = None) -> Iterator[SourceFile | Skipped]:
    """The files under the paths, sorted by name within each folder, without opening any, to be read by a `text_field`.

    Hidden files and folders are passed over unless given themselves; pipes in folders are skipped, and pseudo file
    systems, but for a file that is given itself. A file that is given is its own name; if several paths are given, the
    names of those under a folder start with the folder's name. Given ones of one name have as many of the folders
    around them as tell them apart. Links are followed, out of a folder too; each file comes once, under its own name
    rather than that of a link to it.
    """
    for found in _discovered(paths):
        yield replace(found, text_field=text_field) if text_field and isinstance(found, SourceFile) else found


def _discovered(paths: Sequence[Path]) -> Iterator[SourceFile | Skipped]:
    seen: set[tuple[int, int]] = set()
    pseudo = pseudo_file_systems()
    tops = [path.resolve() for path in paths if _is_top(path)]
    names = _names(paths)
    is_piped = False
    for path in paths:
        if path == STDIN:
            yield Skipped("-", TWICE) if is_piped else SourceFile(STDIN, "-", 0, 0)
            is_piped = True
            continue
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Skipped(_shown(path), _why_not(path, error))
            continue
        path = absolute(path)
        if status.st_dev in pseudo and (path.is_symlink() or not stat.S_ISREG(status.st_mode)):
            yield Skipped(_shown(path), PSEUDO.format(pseudo[status.st_dev]))
        elif stat.S_ISDIR(status.st_mode):
            yield from _walk(path, f"{names[path]}/" if len(paths) > 1 else "", seen, tops, pseudo)
        elif path.is_symlink() and _is_below(path.resolve(), tops):
            yield Skipped(_shown(path), LINK)
        else:
            yield _file(path, names[path], status, seen, is_given=True)


def _is_top(path: Path) -> bool:
    """Whether what is given is a folder, or a file and no link to one."""
    try:
        return stat.S_ISDIR(path.stat().st_mode) or stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _why_not(path: Path, error: Exception) -> str:
    return NOWHERE if isinstance(error, FileNotFoundError) and path.is_symlink() else why(error)


LINK = "a link to what is read under its own name"
PSEUDO = "on a pseudo file system ({}), where only files are read that are named themselves"
NOWHERE = "a link that leads nowhere"
TWICE = "the same file as one that is read already"
UNWRITTEN = "a named pipe that nothing writes to: start that first, or let the shell do so by <(…)"

WRITER_SECONDS = 3
"""How long a named pipe waits for what writes to it."""


def _is_below(target: Path, tops: Sequence[Path]) -> bool:
    """Whether a walk through some folders, which are resolved, comes to what a link leads to."""
    inside = (target.relative_to(top).parts for top in tops if target.is_relative_to(top))
    return any(not any(part.startswith(".") for part in parts) for parts in inside)


def count_hidden(paths: Iterable[Path]) -> int:
    """How many hidden files and folders stand in some folders, and are passed over with all that is in them."""
    count = 0
    pseudo = pseudo_file_systems()
    for path in paths:
        for folder, folders, files in os.walk(path):
            if is_made_up(Path(folder), pseudo):
                folders.clear()
                continue
            count += sum(name.startswith(".") for name in (*folders, *files))
            folders[:] = (name for name in folders if not name.startswith("."))
    return count


def read_with(paths: Sequence[Path], target: Path) -> Path | None:
    """Which of the paths a file would be read with; None if none of them holds it, or only in something hidden."""
    for path in paths:
        top, whole = path.resolve(), target.resolve()
        if whole.is_relative_to(top) and not any(part.startswith(".") for part in whole.relative_to(top).parts):
            return path
    return None


def name_with(paths: Sequence[Path], target: Path) -> str | None:
    """The name that a file would be read under, whether or not it is there now; None as of `read_with`."""
    path = read_with(paths, target)
    if path is None:
        return None
    top, whole = path.resolve(), target.resolve()
    name = _names(paths)[absolute(path)]
    if whole == top:
        return shown_name(name)
    return shown_name((f"{name}/" if len(paths) > 1 else "") + whole.relative_to(top).as_posix())


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """What the given paths are called, by where they are: by their own names, of which those that are the same begin
    with as many of the folders around them as tell them apart."""
    whole = {path: path if path.name else path.resolve() for path in map(absolute, paths)}
    depths = dict.fromkeys(whole, 1)
    while True:
        names = {path: "/".join(whole[path].parts[-depth:]).lstrip("/") for path, depth in depths.items()}
        times = Counter(names.values())
        alike = [path for path, name in names.items() if times[name] > 1 and depths[path] < len(whole[path].parts)]
        if not alike:
            return names
        for path in alike:
            depths[path] += 1


def _walk(
    top: Path, prefix: str, seen: set[tuple[int, int]], tops: Sequence[Path], pseudo: Mapping[int, str]
) -> Iterator[SourceFile | Skipped]:
    """The files of a folder and those below it; each folder is entered once, so that loops of links end."""
    waiting = [(top, prefix, False)]
    while waiting:
        path, name, is_link = waiting.pop()
        name_here = name.removesuffix("/") or path.as_posix()
        shown = shown_name(name_here)
        try:
            status = path.stat()
            if status.st_dev in pseudo:
                yield Skipped(shown, PSEUDO.format(pseudo[status.st_dev]))
                continue
            if is_link and top.resolve().is_relative_to(path.resolve()):
                yield Skipped(shown, "a link to a folder that it is in")
                continue
            if is_link and _is_below(path.resolve(), tops):
                yield Skipped(shown, LINK)
                continue
            if not stat.S_ISDIR(status.st_mode):
                yield _file(path, name_here, status, seen)
                continue
            if (status.st_dev, status.st_ino) in seen:
                yield Skipped(shown, "a folder that is read already")
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                found = [(entry.name, entry.is_symlink()) for entry in entries if not entry.name.startswith(".")]
        except (OSError, ValueError) as error:
            yield Skipped(shown, _why_not(path, error))
            continue
        # The first name ends on top of the stack; its "/" is dropped again if it turns out to be a file.
        waiting += [(path / entry, f"{name}{entry}/", link) for entry, link in sorted(found, reverse=True)]


_NOT_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


LATEST_NS = (1 << 63) - 1
"""What SQLite, and many a file system, can tell."""


def _file(
    path: Path, name: str, status: os.stat_result, seen: set[tuple[int, int]], *, is_given: bool = False
) -> SourceFile | Skipped:
    for is_kind, reason in _NOT_FILES:
        if is_kind(status.st_mode) and not (is_given and stat.S_ISFIFO(status.st_mode)):
            return Skipped(shown_name(name), reason)
    if (status.st_dev, status.st_ino) in seen:
        return Skipped(shown_name(name), TWICE)
    seen.add((status.st_dev, status.st_ino))
    return SourceFile(path, shown_name(name), status.st_size, mtime_ns(status), status.st_ctime_ns)


def mtime_ns(status: os.stat_result) -> int:
    """When a file was changed, as `SourceFile` has it."""
    return max(-LATEST_NS - 1, min(status.st_mtime_ns, LATEST_NS))


def _shown(path: Path) -> str:
    return shown_name(path.as_posix())


def read(file: SourceFile) -> Iterator[Document | Skipped]:
    """The documents in one file, in their order: one for a text, one a record or member for what holds several.

    Whatever cannot be read comes as Skipped; nothing is raised.
    """
    empty = True
    for item in _opened(file):
        empty = False
        yield item
    if empty:
        yield Skipped(file.name, "nothing in it")


def _opened(file: SourceFile) -> Iterator[Document | Skipped]:
    from reader.library.archives import unpack  # late: to list files, no file format is needed

    if file.path == STDIN:
        yield from unpack(file.name, sys.stdin.buffer, file.text_field)
        return
    try:
        stream = open_pipe(file.path) if file.is_stream else _open_file(file)
    except (OSError, ValueError) as error:
        yield Skipped(file.name, why(error))
        return
    if stream is None:
        yield Skipped(file.name, UNWRITTEN)
        return
    with stream:
        yield from unpack(file.name, stream, file.text_field, size=file.size)


def _open_file(file: SourceFile) -> BinaryIO:
    """A file, open for reading; one that is made up does not wait for what has still to happen. Raises OSError."""
    flags = os.O_NONBLOCK if file.is_made_up else 0
    return open(file.path, "rb", opener=lambda path, mode: os.open(path, mode | flags))


def open_pipe(path: Path) -> BinaryIO | None:
    """A pipe, open for reading; None if nobody opens it for writing, which would be waited for without end.

    Raises OSError if it cannot be opened.
    """
    opened: list[BinaryIO | OSError] = []

    def open_it() -> None:
        try:
            opened.append(path.open("rb"))
        except OSError as error:
            opened.append(error)

    thread = Thread(target=open_it, daemon=True)
    thread.start()
    thread.join(WRITER_SECONDS)
    is_late = not opened
    if is_late:
        with suppress(OSError):
            os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))  # as a writer, which lets the thread go
            thread.join()
    stream = opened[0] if opened else None
    if isinstance(stream, OSError):
        raise stream
    if stream and is_late:
        stream.close()
    return None if is_late else stream
