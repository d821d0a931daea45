"""What stands beside each other as one text that can be searched, and where on the rows its hits are."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from reader.positions import Span
from reader.text.flow import Flow
from reader.tui.beside import Pieces, Row

Mark = tuple[int, int, str]
"""Characters [start, end) of one side of a row, and the overlay that they get."""

_BETWEEN_SIDES = "\n\n"


@dataclass(frozen=True, slots=True)
class BesideText:
    """The rows of the left side, then those of the right, as text: rows are parted by a space, as words are."""

    text: str
    rows: "array[int]"
    """The row of each piece of the text that is not empty."""
    starts: "array[int]"
    """Where in the text each of these begins."""
    offsets: "tuple[array[int], array[int]]"
    """By side and row, where in the text it begins; -1 if it is empty."""

    flow: ClassVar[Flow | None] = None
    """Its lines are joined already."""

    @property
    def start(self) -> int:
        """Where the text begins that is searched."""
        return 0

    @property
    def end(self) -> int:
        """Where it ends."""
        return len(self.text)

    def row_of(self, offset: int) -> int:
        """The row that shows a character."""
        return self.rows[bisect_right(self.starts, offset) - 1]

    def marks(self, row: int, side: int, length: int, hits: Sequence[Span], here: Span | None) -> list[Mark]:
        """What of ascending hits stands on one side of a row, which has so many characters; `here` is the present."""
        start = self.offsets[side][row]
        if start < 0:
            return []
        found = []
        for at in range(max(0, bisect_left(hits, (start,)) - 1), len(hits)):
            hit = hits[at]
            if hit[0] >= start + length:
                break
            if hit[1] > start:
                found.append((hit[0] - start, hit[1] - start, "hit-here" if hit == here else "hit"))
        return found


def joined(rows: Sequence[Row]) -> BesideText:
    """The text of rows."""
    parts: list[str] = []
    numbers, starts, offset = array("q"), array("q"), 0
    sides: list[array[int]] = []
    for side in ("here", "there"):
        offsets = array("q", [-1]) * len(rows)
        for number, row in enumerate(rows):
            if text := "".join(text for text, _ in getattr(row, side)):
                offsets[number] = offset
                numbers.append(number)
                starts.append(offset)
                parts += (text, " ")
                offset += len(text) + 1
        parts.append(_BETWEEN_SIDES)
        offset += len(_BETWEEN_SIDES)
        sides.append(offsets)
    return BesideText("".join(parts), numbers, starts, (sides[0], sides[1]))


def cut(pieces: Pieces, marks: Sequence[Mark]) -> Iterator[tuple[str, str, str | None]]:
    """The pieces of a side of a row as (text, kind, overlay), parted where marks begin and end."""
    at = 0
    for text, kind in pieces:
        end = at + len(text)
        inside = {place for mark in marks for place in mark[:2] if at < place < end}
        for start, stop in pairwise(sorted({at, end, *inside})):
            overlay = next((name for first, last, name in marks if first <= start < last), None)
            yield text[start - at : stop - at], kind, overlay
        at = end
