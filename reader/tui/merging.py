"""A passage merged with its twin where it stands on the page: its own paragraphs, with what the twin says instead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reader.positions import Span
from reader.text.flow import Flow
from reader.text.joined import Shown
from reader.tui.changes import changes
from reader.tui.differences import MOVED_AWAY, MOVED_IN, ONLY_HERE, ONLY_THERE, SAME

if TYPE_CHECKING:  # the module of edit scripts imports numpy and rapidfuzz
    from reader.reuse.alignment import Edit

MOST_AROUND = 4000
"""Characters of the paragraphs around a passage that are shown with it: they may be a million long."""

BETWEEN = "between"
"""What parts the words of the document from those of the twin: neither says it."""

_STICKS = re.compile(r"[^\w\s(\[{«‹“„‘‚¿¡\"'#*>-]")
"""A mark that follows a word without a blank."""


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

    def ends_with_blank(self) -> bool:
        """Whether a blank stands last, or nothing."""
        return not self.texts or self.texts[-1][-1].isspace()

    def _add(self, text: str, kind: str, place: int) -> None:
        if text:
            self.parts.append(Part(self._length, self._length + len(text), kind, place))
            self.texts.append(text)
            self._length += len(text)


def merge(flow: Flow, start: int, end: int, there: Flow, edits: Iterable[Edit], bounds: tuple[int, int]) -> Merged:
    """The passage [start, end) of a text merged with the twin `there`, with the whole paragraphs that it stands in.

    `edits` lead from the passage to the twin; `bounds` are those of the article, beyond which nothing is shown. Without
    what only the twin says one reads the text as it is; without what only the text says, the twin, but for marks
    between words that both say.
    """
    text = flow.text
    low = max(flow.paragraph_at(start, *bounds)[0], start - MOST_AROUND)
    high = min(max(end, flow.paragraph_at(max(start, end - 1), *bounds)[1]), end + MOST_AROUND)
    high += text[high : high + 1] == "\n" and high < bounds[1]
    pieces = _Pieces(flow, bounds)
    pieces.here(low, start, SAME)
    reached, reached_there = start, 0
    runs = [(same, tuple(run)) for same, run in groupby(edits, lambda edit: edit.op == "equal")]
    for (same, run), (_, after) in pairwise([*runs, (True, ())]):
        if same:
            pieces.here(reached, start + run[-1].a_end, SAME)
            reached, reached_there = start + run[-1].a_end, run[-1].b_end
            continue
        here = reached, start + after[0].a_start if after else end
        its = reached_there, after[0].b_start if after else len(there.text)
        cuts = [(start + each.a_start, bool(each.moved)) for each in run if each.a_start < each.a_end]
        its_cuts = [(each.b_start, bool(each.moved)) for each in run if each.b_start < each.b_end]
        _merge_change(pieces, flow.shown(*here), there, its, cuts, its_cuts)
        reached = here[1]
    pieces.here(reached, high, SAME)
    merged = "".join(pieces.texts)
    return Merged(low, high, merged, tuple(pieces.parts), flow.of_joined(merged, low))


Cuts = Sequence[tuple[int, bool]]
"""Where the parts of a change begin, and whether each was moved."""


def _merge_change(pieces: _Pieces, here: Shown, there: Flow, span: Span, cuts: Cuts, its_cuts: Cuts) -> None:
    """Merge what stands between two words that both say with what stands in a span of the twin there."""
    its, at = there.shown(*span), 0
    for mine, other in changes(here.text, its.text):
        low, high = _trimmed(here.text, mine)
        first, last = _trimmed(its.text, other)
        if low == high and _STICKS.match(its.text, first, last):
            low = high = mine[0]  # it follows the word before, not what parts it from the next
        pieces.here(here.place_of(at), here.place_of(low), SAME)
        for part, is_moved in _cut((here.place_of(low), here.place_of(high)), cuts):
            pieces.here(*part, MOVED_AWAY if is_moved else ONLY_HERE)
        place, at = here.place_of(high), high
        if first < last:
            gap = its.text[other[0] : first] or " " * (low < high and not _STICKS.match(its.text, first, last))
            if low < high and "\n" in here.text[low:high] + its.text[first:last]:
                gap = "\n"
            if gap and not pieces.ends_with_blank():
                pieces.there(gap, BETWEEN, place)
            for part, is_moved in _cut((its.place_of(first), its.place_of(last)), its_cuts):
                pieces.there(there.shown(*part).text, MOVED_IN if is_moved else ONLY_THERE, place)
            if not here.text[at : at + 1].isspace():
                pieces.there(its.text[last : other[1]], BETWEEN, place)
    pieces.here(here.place_of(at), here.place_of(len(here.text)), SAME)


def _trimmed(text: str, span: Span) -> Span:
    """A span without the blanks at its ends; an empty one at its end if there is nothing else."""
    low, high = span
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high


def _cut(span: Span, cuts: Cuts) -> Iterator[tuple[Span, bool]]:
    """A span in parts, each with whether it was moved; what stands before the first cut belongs to it."""
    starts = [span[0], *(at for at, _ in cuts[1:] if at < span[1]), span[1]]
    for part, (_, is_moved) in zip(pairwise(starts), cuts or [(0, False)], strict=False):
        if part[0] < part[1]:
            yield part, is_moved
