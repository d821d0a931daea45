"""Where the reader opens its first document, as a command line names it."""

import os
from pathlib import Path
from typing import NamedTuple

from reader.errors import TwicetoldError

MOST_DIGITS = 10
"""A number with more is part of a name."""


class Start(NamedTuple):
    """A line of a document."""

    file: Path | None = None
    """That of the document; None for where reading stopped."""
    line: int = 0
    """Counted from 1."""
    record: str = ""
    """What the name of the document has after that of its file, where that holds several: `#5`, `/member.txt`; empty
    for the first."""


STOPPED = Start()


def start_of(paths: list[Path]) -> tuple[list[Path], Start]:
    """The paths, and where to start if one of them is `FILE:LINE`, `FILE#RECORD` or `FILE#RECORD:LINE`.

    A member of an archive is written as in listings: `FILE/MEMBER`. What exists under its whole name is itself. Raises
    TwicetoldError if several say where.
    """
    given = [(path, _start(path)) for path in paths]
    told = [path for path, start in given if start.file]
    if len(told) > 1:
        raise TwicetoldError(f"reading starts at one place, not at {' and '.join(map(str, told))}: say one of them")
    return [start.file or path for path, start in given], next((it for _, it in given if it.file), STOPPED)


def _start(path: Path) -> Start:
    """Where to start, if a path says more than which file."""
    if os.path.exists(path):  # noqa: PTH110 - never an error
        return STOPPED
    whole = str(path)
    name, colon, digits = whole.rpartition(":")
    if colon and digits.isdecimal() and len(digits) < MOST_DIGITS and (found := parted(name)):
        return Start(found[0], max(1, int(digits)), found[1])
    if found := parted(whole):
        return Start(found[0], 1, found[1])
    return STOPPED


def parted(name: str) -> tuple[Path, str] | None:
    """A file and what follows its name; None if there is no file that a name begins with."""
    for end in range(len(name), 0, -1):
        if (end == len(name) or name[end] in "#/") and os.path.isfile(name[:end]):  # noqa: PTH113 - never an error
            return Path(name[:end]), name[end:]
    return None
