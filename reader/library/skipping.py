"""What is not read, and how it is named and explained; light, since the first screen needs it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

MAX_LISTED = 50
"""Reasons for which records of one file are not read that are listed; further records are counted."""

NAMED = 3
"""Records that are named of those that are skipped for one reason."""

_BYTE = re.compile(r"(\\*)([\ud800-\udfff])|(\\+)(?=x[89a-f][0-9a-f])")
"""A byte that is not UTF-8, or what looks as one is shown, with the backslashes before it."""


UP_TO_THERE = "read up to there"
"""How the reason ends of what is read, but not to its end."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is not read, or not to its end, and why, in words for the user."""

    name: str
    reason: str
    count: int = 1
    """How many files or records there are of it."""

    @property
    def is_begun(self) -> bool:
        """Whether what comes before that is read."""
        return self.reason.endswith(UP_TO_THERE)


def skipped_and_begun(skipped: Iterable[Skipped]) -> tuple[int, int]:
    """How many files or records are not read, and how many not to their end."""
    counts = [0, 0]
    for each in skipped:
        counts[each.is_begun] += each.count
    return counts[0], counts[1]


def shown_name(name: str) -> str:
    r"""A file name that can be stored and compared, another for each name: bytes that are not UTF-8 as `\xff` (Python
    has surrogates), with the backslashes before it doubled, as they are in a name that really has `\xff`."""
    return _BYTE.sub(_shown_byte, name)


def _shown_byte(found: re.Match[str]) -> str:
    backslashes, byte, looks_so = found.groups()
    return 2 * looks_so if looks_so else f"{2 * backslashes}\\x{ord(byte) & 0xFF:02x}"


def why(error: Exception) -> str:
    """What an error of the system or of a library means for the user, in a few words and one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    if isinstance(error, RecursionError):
        return "one thing stands in another too many times"
    return " ".join(str(error).split())[:200] or type(error).__name__


def capped(name: str, items: Iterable[Item]) -> Iterator[Item | Skipped]:
    """What is read in a file of some name; at the end what is skipped in it, each reason once with the records that it
    holds for, and a count where there are very many reasons."""
    skipped: dict[str, list[str]] = {}
    unlisted = 0
    for item in items:
        if not isinstance(item, Skipped):
            yield item
        elif item.reason in skipped or len(skipped) < MAX_LISTED:
            skipped.setdefault(item.reason, []).append(item.name)
        else:
            unlisted += 1
    for reason, names in skipped.items():
        if len(names) == 1:
            yield Skipped(names[0], reason)
        else:
            first = ", ".join(record.removeprefix(name) for record in names[:NAMED])
            more = " …" if len(names) > NAMED else ""
            yield Skipped(name, f"{len(names):,} records ({first}{more}): {reason}", len(names))
    if unlisted:
        yield Skipped(name, f"{unlisted:,} more records that cannot be read", unlisted)
