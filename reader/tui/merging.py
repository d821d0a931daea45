"""A passage merged with its twin where it stands on the page: its own paragraphs, with what the twin says instead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.flow import Flow
from reader.tui.differences import MOVED_AWAY, MOVED_IN, ONLY_HERE, ONLY_THERE, SAME

if TYPE_CHECKING:  # the module of edit scripts imports numpy and rapidfuzz
    from reader.reuse.alignment import Edit

MOST_AROUND = 4000
"""Characters of the paragraphs around a passage that are shown with it: they may be a million long."""

BETWEEN = "between"
"""What parts the words of the document from those of the twin: neither says it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a merged text."""

    start: int
    end: int
    kind: str
    place: int
    """Offset in the document of its first character; of what only the twin says, of the place where it would stand."""

    @property
    def is_here(self) -> bool:
        """Whether the document says it."""
        return self.kind in (SAME, ONLY_HERE, MOVED_AWAY)


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """A span [start, end) of a document merged with a twin."""

    start: int
    end: int
    text: str
    parts: tuple[Part, ...]
    """In order, covering the text."""
    flow: Flow
    """The paragraphs of the text, in which lines that the document or the twin joins are joined already."""

    def _part_at(self, shown: int) -> Part:
        return self.parts[max(0, bisect_right(self.parts, shown, key=lambda part: part.start) - 1)]

    def place_of(self, shown: int) -> int:
        """Offset in the document of a character of the merged text."""
        part = self._part_at(shown)
        return part.place + shown - part.start if part.is_here else part.place

    def shown_at(self, place: int) -> int:
        """Offset in the merged text of a character of the document."""
        at = bisect_right(self.parts, place, key=lambda part: part.place) - 1
        while at > 0 and not self.parts[at].is_here:
            at -= 1
        part = self.parts[max(0, at)]
        return min(part.end, part.start + max(0, place - part.place))

    def parts_in(self, start: int, end: int) -> list[Part]:
        """The parts that stand on a span of the merged text, cut to it."""
        found = []
        at = max(0, bisect_right(self.parts, start, key=lambda part: part.start) - 1)
        while at < len(self.parts) and self.parts[at].start < end:
            part = self.parts[at]
            low, high = max(start, part.start), min(end, part.end)
            if low < high:
                found.append(Part(low, high, part.kind, part.place + (low - part.start if part.is_here else 0)))
            at += 1
        return found


class _Pieces:
    """The parts of a merged text as they come, cut to the bounds of an article."""

    def __init__(self, flow: Flow, bounds: tuple[int, int]) -> None:
        self._flow = flow
        self._low, self._high = bounds
        self._length = 0
        self.texts: list[str] = []
        self.parts: list[Part] = []

    def here(self, start: int, end: int, kind: str) -> None:
        """What the document says from `start` to `end`."""
        low, high = max(start, self._low), min(end, self._high)
        if low < high:
            for text, place in self._flow.shown(low, high).pieces():
                self._add(text, kind, place)

    def there(self, text: str, kind: str, place: int) -> None:
        """What only the twin says."""
        if self._low <= place <= self._high:
            self._add(text, kind, place)

    def _add(self, text: str, kind: str, place: int) -> None:
        if text:
            self.parts.append(Part(self._length, self._length + len(text), kind, place))
            self.texts.append(text)
            self._length += len(text)


def merge(flow: Flow, start: int, end: int, there: Flow, edits: Iterable[Edit], bounds: tuple[int, int]) -> Merged:
    """The passage [start, end) of a text merged with the twin `there`, with the whole paragraphs that it stands in.

    `edits` lead from the passage to the twin; `bounds` are those of the article, beyond which nothing is shown.
    """
    text = flow.text
    low = max(flow.paragraph_at(start, *bounds)[0], start - MOST_AROUND)
    high = min(max(end, flow.paragraph_at(max(start, end - 1), *bounds)[1]), end + MOST_AROUND)
    high += text[high : high + 1] == "\n" and high < bounds[1]
    pieces = _Pieces(flow, bounds)
    pieces.here(low, start, SAME)
    reached, reached_there = start, 0
    for edit in edits:
        a_start, a_end = start + edit.a_start, start + edit.a_end
        if a_start < a_end:
            pieces.here(reached, a_start, SAME)
            kind = SAME if edit.op == "equal" else MOVED_AWAY if edit.moved else ONLY_HERE
            pieces.here(a_start, a_end, kind)
            reached = a_end
        if edit.b_start < edit.b_end and edit.op != "equal":
            said, gap = there.shown(edit.b_start, edit.b_end).text, there.shown(reached_there, edit.b_start).text
            said_here = flow.shown(a_start, a_end).text
            whole_lines = "\n" in said or "\n" in said_here or (edit.op == "insert" and "\n" in gap)
            parts = [("\n" if whole_lines else " ", BETWEEN), (said, MOVED_IN if edit.moved else ONLY_THERE)]
            # Where the document's own space stands before, what it says next needs one.
            for part, kind in parts[::-1] if text[max(0, reached - 1) : reached].isspace() else parts:
                pieces.there(part, kind, reached)
        reached_there = max(reached_there, edit.b_end)
    pieces.here(reached, high, SAME)
    merged = "".join(pieces.texts)
    return Merged(low, high, merged, tuple(pieces.parts), flow.of_joined(merged, low))
