"""Line ends that are shown as blanks, and the way from what is shown back to the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate

from reader.positions import Span

JOINT = re.compile(r"[ \t]*\n[ \t\u00a0\u3000]*(?:>[ \t\u00a0]*)*")

HYPHENS = frozenset("-\u2010")
"""What divides a word at the end of a line."""

_WIDE = "[\u2e80-\u303f\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
"""Written without blanks between words."""

WIDE_END = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")
"""A line end between two of them, which is not shown (CSS Text 3, 4.1.3)."""

_WITHIN = re.compile(r"\u00ad$|[^\W\d_](?:[-\u2010\u2011—]|--)$")
"""How a line ends within a word, or within what a dash joins without blanks."""


Piece = tuple[str, int]
"""Some text, and where in its document it stands."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A span of a text as it is shown: with its line ends joined."""

    text: str
    starts: tuple[int, ...]
    """Where in `text` each piece begins that stands in the document as it is."""
    places: tuple[int, ...]
    """Where in the document."""

    @classmethod
    def of(cls, pieces: Iterable[Piece], start: int) -> "Shown":
        """What these pieces make, of a span that starts there."""
        kept = [piece for piece in pieces if piece[0]]
        starts = accumulate((len(text) for text, _ in kept[:-1]), initial=0)
        return cls("".join(text for text, _ in kept), tuple(starts), tuple(place for _, place in kept) or (start,))

    def place_of(self, at: int) -> int:
        """Offset in the document of a character of `text`, or of its end."""
        piece = bisect_right(self.starts, at) - 1
        return self.places[piece] + at - self.starts[piece]

    def pieces(self) -> Iterator[Piece]:
        """What stands in the document in one piece, a joint as its first character, with its offset there."""
        for start, stop, place in zip(self.starts, (*self.starts[1:], len(self.text)), self.places, strict=True):
            yield self.text[start:stop], place


def joined(text: str, start: int, end: int, hidden: Sequence[Span] = ()) -> Shown:
    """A span of a text with every line end in it shown as a blank, without the indentation and quotation signs behind
    it; as nothing behind a hyphen within a word, and between characters that are written without blanks. What else is
    `hidden` is a gap, shown as a blank, or a hyphen with the line end behind it, shown as nothing."""
    if text.find("\n", start, end) < 0 and not hidden:
        return Shown(text[start:end], (0,), (start,))
    pieces: list[str] = []
    starts, places = [0], [start]
    length, at = 0, start
    for low, high in joints(text, start, end, hidden):
        piece = text[at:low] + _between(text, low, high)
        pieces.append(piece)
        length, at = length + len(piece), high
        if places[-1] - starts[-1] != at - length:
            starts.append(length)
            places.append(at)
    return Shown("".join((*pieces, text[at:end])), tuple(starts), tuple(places))


def joints(text: str, start: int, end: int, hidden: Sequence[Span] = ()) -> Iterator[Span]:
    """The line ends of a span of a text that flows, with what is not shown behind them, and what else is `hidden`."""
    ends = (found.span() for found in JOINT.finditer(text, start, end))
    if not hidden:
        yield from ends
        return
    inside = hidden[bisect_left(hidden, (start,)) : bisect_right(hidden, (end,))]
    at = start
    for low, high in merge((span for span in inside if span[1] <= end), ends):
        if low >= at:
            yield low, high
            at = high


def _between(text: str, low: int, high: int) -> str:
    """What is shown for a joint."""
    if text[low] in HYPHENS:
        return ""
    before, after = text[max(0, low - 3) : low], text[high : high + 1]
    if WIDE_END.search(f"{before[-1:]}\n{after}"):
        return ""
    return "" if _WITHIN.search(before) and after.isalpha() else " "
