"""What is piped in, kept in files while the reader is open.

A pipe gives what it holds once, to one process; the reader reads in a process of its own, and some of it again.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from reader.errors import TwicetoldError
from reader.library.index_file import IndexFile, release, temporary_index
from reader.library.skipping import why
from reader.library.sources import STDIN, UNWRITTEN, is_stream, open_pipe

UNPIPED = "- is what is piped in, and nothing is: COMMAND | reader -"

READ_AT_ONCE = 1 << 20
"""Bytes; of a pipe, the system gives less."""


@dataclass(frozen=True, slots=True)
class Spool:
    """What was piped in."""

    index: IndexFile
    """It is nobody's library: its index is temporary, and the files lie beside it."""
    files: Mapping[Path, Path]
    """The file that holds it, by the path that was given."""

    def instead_of(self, paths: Sequence[Path]) -> list[Path]:
        """The paths at which that can be read which was given by some."""
        return [self.files.get(path, path) for path in paths]

    @property
    def is_empty(self) -> bool:
        """Whether nothing came."""
        return not any(file.stat().st_size for file in self.files.values())


@contextmanager
def spooled(
    paths: Sequence[Path], stdin: BinaryIO | None, text_field: str | None, heard: Callable[[int], None]
) -> Iterator[Spool]:
    """Read the pipes among some paths to their end, `-` from `stdin`, if there is one; `heard` is told how many bytes
    have come so far.

    Their files are the user's alone, and deleted at the end with the index. Raises TwicetoldError where a pipe cannot
    be read or kept.
    """
    index = _place(text_field)
    try:
        yield Spool(index, _kept(paths, stdin, index.path.parent, heard))
    finally:
        release(index)


def _place(text_field: str | None) -> IndexFile:
    try:
        return temporary_index(text_field)
    except OSError as error:
        raise TwicetoldError(f"there is no place for what is piped in ({why(error)}): {MAKE_ROOM}") from error


MAKE_ROOM = "make room, or name a folder that has some by TMPDIR"


def _kept(
    paths: Sequence[Path], stdin: BinaryIO | None, folder: Path, heard: Callable[[int], None]
) -> dict[Path, Path]:
    files: dict[Path, Path] = {}
    come = 0
    for path in dict.fromkeys(filter(is_stream, paths)):
        file = folder / str(len(files)) / path.name  # which tells the format
        try:
            file.parent.mkdir(mode=0o700)
            with open(file, "xb", opener=partial(os.open, mode=0o600)) as kept:
                for piece in _pieces(path, stdin):
                    kept.write(piece)
                    come += len(piece)
                    heard(come)
        except OSError as error:
            raise TwicetoldError(f"{path} cannot be kept in {folder} ({why(error)}): {MAKE_ROOM}") from error
        files[path] = file
    return files


def _pieces(path: Path, stdin: BinaryIO | None) -> Iterator[bytes]:
    """What comes through a pipe, as it comes. Raises TwicetoldError where it cannot be read."""
    try:
        stream = stdin if path == STDIN else open_pipe(path)
        if stream is None:
            raise TwicetoldError(UNPIPED if path == STDIN else f"{path} is {UNWRITTEN}")
        with stream:
            while piece := cast(BufferedReader, stream).read1(READ_AT_ONCE):
                yield piece
    except OSError as error:
        raise TwicetoldError(f"{path} cannot be read ({why(error)})") from error
