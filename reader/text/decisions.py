"""What a reader decides about where stories start and what they are called, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """Of what was found."""

    MERGE = "merge"
    """The span that starts here belongs to the one before."""
    SPLIT = "split"
    """Another story starts here."""
    RENAME = "rename"
    """The span that starts here is called otherwise."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One change at a place."""

    start: int
    """Offset into the clean text."""
    change: Change
    title: str = ""
    """The new one of a RENAME, or of what a SPLIT begins; may be empty for the latter."""
    size: int = 0
    """Characters of the span that a RENAME named; 0 if they are not known."""
