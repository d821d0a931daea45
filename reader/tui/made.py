"""What the user made of a page, to be drawn on it."""

from bisect import bisect_left
from dataclasses import dataclass, field

from reader.library.userdata.spans import Spans
from reader.positions import Span


@dataclass(frozen=True, slots=True)
class Made:
    """Offsets are those of the text on the page."""

    known: Spans = field(default_factory=Spans)
    """What was read elsewhere: it is dimmed."""
    highlights: tuple[Span, ...] = ()
    """What a note is about."""
    signs: tuple[tuple[int, str], ...] = ()
    """(offset, sign) of marks and notes, in order: they stand beside the line."""

    def sign_on(self, start: int, end: int) -> str:
        """The sign beside a line, of several the last; empty if there is none."""
        at = bisect_left(self.signs, (end,)) - 1
        return self.signs[at][1] if at >= 0 and self.signs[at][0] >= start else ""
