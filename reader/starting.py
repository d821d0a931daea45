"""Where the reader opens its first document, as a command line names it."""

import os
from pathlib import Path
from typing import NamedTuple

MOST_DIGITS = 10
"""A number with more is part of a name."""


class Start(NamedTuple):
    """A line of a document; of which one, where a file holds several."""

    line: int = 0
    """Counted from 1; 0 for where reading stopped."""
    record: str = ""
    """What its name has after that of the file: `#5`, `/member.txt`; empty for the first."""


FIRST = Start()


def start_of(paths: list[Path]) -> tuple[list[Path], Start]:
    """The paths, and where to start if there is one path, which is `FILE:LINE`, `FILE#RECORD` or `FILE#RECORD:LINE`.

    A member of an archive is written as in listings: `FILE/MEMBER`. What exists under its whole name is itself.
    """
    if len(paths) != 1 or os.path.exists(paths[0]):  # noqa: PTH110 - never an error
        return paths, FIRST
    whole = str(paths[0])
    name, colon, digits = whole.rpartition(":")
    if colon and digits.isdecimal() and len(digits) < MOST_DIGITS and (found := parted(name)):
        return [found[0]], Start(int(digits), found[1])
    if found := parted(whole):
        return [found[0]], Start(1, found[1])
    return paths, FIRST


def parted(name: str) -> tuple[Path, str] | None:
    """A file and what follows its name; None if there is no file that a name begins with."""
    ends = (end for end in range(len(name), 0, -1) if end == len(name) or name[end] in "#/")
    for end in ends:
        if os.path.isfile(name[:end]):  # noqa: PTH113 - never an error
            return Path(name[:end]), name[end:]
    return None
