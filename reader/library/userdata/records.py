"""What the user made, as values."""

from dataclasses import dataclass
from enum import StrEnum

from reader.library.userdata.anchors import Anchor
from reader.text.decisions import Decision


class Kind(StrEnum):
    """Of annotations."""

    MARK = "mark"
    """Has a letter, a to z, and belongs to a library."""
    NOTE = "note"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark, note or highlight."""

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
    draft: int | None = None
    """Of a note that was left unfinished: the number of the one that it changes, 0 if it is a new one."""

    @property
    def note(self) -> str:
        """What a note says, and of a draft that it is one; empty if it is no note."""
        if self.kind is not Kind.NOTE:
            return ""
        return self.label if self.draft is None else f"draft: {self.label}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading of a document stopped."""

    document: int
    start: int
    lost: bool
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Decision):
    """A boundary between articles, or a title, put right by the user."""

    number: int
    document: int
    lost: bool


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
