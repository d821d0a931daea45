"""What the user made of a page, to be drawn on it."""

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import itemgetter

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
    """(offset, sign) of marks and notes, in order, what matters most last: they stand beside the line."""

    def signs_on(self, start: int, end: int) -> str:
        """The signs beside a line, each once; empty if there are none."""
        low, high = bisect_left(self.signs, start, key=itemgetter(0)), bisect_left(self.signs, end, key=itemgetter(0))
        return "".join(dict.fromkeys(sign for _, sign in self.signs[low:high]))
