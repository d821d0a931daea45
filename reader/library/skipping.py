"""What is not read, and how it is named and explained; light, since the first screen needs it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

MAX_LISTED = 50
"""Records of one file that are listed when they cannot be read; the rest are counted."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is not read, and why, in words for the user."""

    name: str
    reason: str


def shown_name(name: str) -> str:
    """A file name that can be stored and compared: bytes that are not UTF-8 as \\xff (Python has surrogates)."""
    return _SURROGATE.sub(lambda match: f"\\x{ord(match.group()) & 0xFF:02x}", name)


def why(error: Exception) -> str:
    """What an error of the system or of a library means for the user, in a few words and one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    if isinstance(error, RecursionError):
        return "one thing stands in another too many times"
    return " ".join(str(error).split())[:200] or type(error).__name__


def capped(name: str, items: Iterable[Item]) -> Iterator[Item | Skipped]:
    """What is read in a file of some name, with a count instead of a list where very many records are skipped."""
    unlisted = skipped = 0
    for item in items:
        if isinstance(item, Skipped):
            skipped += 1
            if skipped > MAX_LISTED:
                unlisted += 1
                continue
        yield item
    if unlisted:
        yield Skipped(name, f"{unlisted:,} more records that cannot be read")
