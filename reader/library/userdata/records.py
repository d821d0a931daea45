"""What the user made, as values."""

from dataclasses import dataclass
from enum import StrEnum

from reader.library.userdata.anchors import Anchor


class Kind(StrEnum):
    """Of annotations."""

    MARK = "mark"
    """Has a letter, a to z, and belongs to a library."""
    BOOKMARK = "bookmark"
    NOTE = "note"
    HIGHLIGHT = "highlight"


class Change(StrEnum):
    """Of the boundaries that were found between articles."""

    MERGE = "merge"
    """The article that starts here continues the one before."""
    SPLIT = "split"
    """An article starts here."""
    RENAME = "rename"
    """The article that starts here has another title."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark, bookmark, note or highlight."""

    number: int
    document: int
    kind: Kind
    label: str
    """The letter of a mark, the text of a note; else empty."""
    start: int
    end: int
    """Span in the present text of the document; for one that is lost, where it was last."""
    lost: bool
    """The text was edited so that the span could not be found again."""
    quote: str
    """What it said when it was made."""
    made: int
    """Unix time, seconds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading of a document stopped."""

    document: int
    start: int
    lost: bool
    made: int


@dataclass(frozen=True, slots=True)
class Override:
    """A boundary between articles, or a title, put right by the user."""

    number: int
    document: int
    change: Change
    start: int
    lost: bool
    title: str
    """Of a renamed article, or of one that was split off; may be empty for the latter."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A place that was left by a jump."""

    document: int
    start: int


def quote_of(anchor: str) -> str:
    """What a stored anchor says, empty if it cannot be understood."""
    try:
        return Anchor.from_json(anchor).quote
    except ValueError:
        return ""
