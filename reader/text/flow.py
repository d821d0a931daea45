"""How a text is set to be read: which of its lines flow together, which stay lines, and what parts them.

The one place that knows what a paragraph of the page is. In a text whose paragraphs are lines, each line is one. In a
text that was filled at a margin, the lines of a paragraph are joined, their ends shown as blanks. Whatever else stands
between blank lines, as verse, code, tables and headers do, keeps its lines, and the blank lines of the file part it.

Found region by region as it is asked for, so that a text of any length opens at once. Spans are half-open character
offsets. A paragraph holds a newline within only where lines are joined or kept; nothing of the text is outside of
paragraphs but blank lines.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from reader.positions import Span
from reader.text.divided import Divisions
from reader.text.file_lines import file_lines
from reader.text.hanging import hanging
from reader.text.joined import Shown, joints
from reader.text.page_paragraphs import Paragraph, page_paragraphs

REGION = 1 << 14
"""Characters that are looked at together, at least: some 250 lines, whose margins and gaps tell how they are meant."""

NEAR = 8
"""Part of a region in which its beginning is sought: there is a blank line within, or hardly any in the text."""

_ABOVE = 200
"""Characters before a region in which the blank lines above it are counted."""

_LAST_LINE = re.compile(r"\n[^\n]{1,50}[.!?…。！？\"”»’)]\n")
"""A short line that ends a sentence: a paragraph most likely ends with it."""


class Flow:
    """The paragraphs of a text, found as they are asked for."""

    def __init__(self, text: str, *, is_markdown: bool = False) -> None:
        """Markdown is known by the name of its file: its line ends mean less than those of other texts."""
        self.text = text
        self.is_markdown = is_markdown
        self.divisions = Divisions(text)
        """Which divided words are written whole."""
        self._regions: dict[int, tuple[Paragraph, ...]] = {}
        self._bounds: dict[int, int | None] = {}
        self._last = 0, 0
        """The bounds of the region that was asked for last."""

    # Regions.

    def _bound(self, number: int) -> int | None:
        """Where a region begins: behind the first blank line near to its share of the text, else behind the first
        line that seems to end a paragraph, else any; None if there is none."""
        if number not in self._bounds:
            low = number * REGION
            high = min(low + REGION, len(self.text))
            found: int | None = None
            if number == 0:
                found = 0
            elif high - low == REGION and len(self.text) - low >= REGION:
                near = low + REGION // NEAR
                at = self.text.find("\n\n", low, near)
                last = None if at >= 0 else _LAST_LINE.search(self.text, low, near)
                at = at + 2 if at >= 0 else last.end() if last else self.text.find("\n", low, high) + 1
                found = at or None
            self._bounds[number] = found
        return self._bounds[number]

    def _region_of(self, offset: int) -> tuple[int, int]:
        """The bounds of the region that holds a character."""
        last = self._last
        if not last[0] <= offset < last[1]:
            last = self._last = self._region_sought(offset)
        return last

    def _region_sought(self, offset: int) -> tuple[int, int]:
        offset = max(0, min(offset, len(self.text) - 1))
        number = offset // REGION
        low = self._bound(number)
        while low is None or low > offset:
            number -= 1
            low = self._bound(number)
        while (number := number + 1) * REGION < len(self.text):
            high = self._bound(number)
            if high is not None and high > low:
                return low, high
        return low, len(self.text)

    def cuts(self, start: int, end: int) -> Iterator[int]:
        """Places inside [start, end) between paragraphs, at which a text may be worked off: nothing is looked at."""
        at = start
        while (at := self._region_of(at)[1]) < end:
            yield at

    def _region(self, low: int, high: int) -> tuple[Paragraph, ...]:
        if low not in self._regions:
            self._regions[low] = self._found(low, high)
        return self._regions[low]

    def _found(self, low: int, high: int) -> tuple[Paragraph, ...]:
        above = self.text[max(0, low - _ABOVE) : low]
        blanks = max(0, above.count("\n", len(above.rstrip())) - 1)
        return tuple(page_paragraphs(self.text, low, high, blanks, self.divisions, is_markdown=self.is_markdown))

    # Paragraphs.

    def paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        """The paragraphs that reach into a span."""
        at = start
        while at < end:
            low, high = self._region_of(at)
            found = self._region(low, high)
            number = max(0, bisect_right(found, start, key=_start) - 1) if low < start else 0
            while number < len(found) and found[number].start < end:
                if found[number].end > start or found[number].start == start:
                    yield found[number]
                number += 1
            at = high

    def paragraph_at(self, offset: int, start: int, end: int) -> Span:
        """What of a span is in the paragraph that holds a character, or in the last before it, or else in the first."""
        found = self._last_begun(offset, start, end) or next(self.paragraphs(start, end), None)
        part = found.within(start, end) if found else None
        return (part.start, part.end) if part else (start, start)

    def _last_begun(self, offset: int, start: int, end: int) -> Paragraph | None:
        """The last paragraph in a span that begins at a character or before it."""
        at = min(offset, end - 1)
        while at >= start:
            low, high = self._region_of(at)
            found = self._region(low, high)
            number = bisect_right(found, at, key=_start) - 1
            if number >= 0:
                return found[number] if found[number].end > start else None
            at = low - 1
        return None

    def next_start(self, offset: int, start: int, end: int) -> int | None:
        """Where in a span the next paragraph begins behind a character."""
        found = (each for each in self.paragraphs(max(offset, start), end) if each.start < each.end)
        return next((each.start for each in found if each.start > offset and each.start >= start), None)

    def previous_start(self, offset: int, start: int, end: int) -> int | None:
        """Where in a span the last paragraph begins before a character."""
        found = self._last_begun(offset - 1, start, end)
        while found and found.start == found.end:  # a blank line of a text as it is
            found = self._last_begun(found.start - 1, start, end)
        return max(found.start, start) if found else None

    def is_first(self, offset: int, start: int) -> bool:
        """Whether no paragraph stands between two places."""
        return self._last_begun(offset - 1, start, offset) is None

    def cut_within(self, low: int, high: int) -> int:
        """A place in (low, high] to cut a long text at: between two paragraphs, else between words, else anywhere."""
        found = self.next_start(low, low, high)
        return found or self.text.find(" ", low, high) + 1 or high

    def joints(self, start: int, end: int) -> Iterator[Span]:
        """The line ends of a span that are not shown as such, with the indentation and the signs that are not shown,
        and what else is not shown as it is."""
        for each in self.paragraphs(start, end):
            if each.flows:
                yield from joints(self.text, max(start, each.start), min(end, each.end), each.hidden)

    def shown(self, start: int, end: int) -> Shown:
        """A span as it is shown."""
        pieces: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        length, at = 0, start
        flowing = (each.within(start, end) for each in self.paragraphs(start, end) if each.flows)
        for each in (*flowing, Paragraph(end, end)):
            for part in (Shown(self.text[at : each.start], (0,), (at,)), each.shown(self.text)):
                if part.text:
                    starts += (length + number for number in part.starts)
                    places += part.places
                    pieces.append(part.text)
                    length += len(part.text)
            at = each.end
        return Shown("".join(pieces), tuple(starts) or (0,), tuple(places) or (start,))

    def of_joined(self, text: str, offset: int) -> "Flow":
        """The paragraphs of another text that was made, with its lines joined, of what stands around a place."""
        region = self._region(*self._region_of(offset))
        parted_evenly = all(each.spaced and not each.above for each in region)
        return ParagraphLines(text) if parted_evenly else _Joined(text, is_markdown=self.is_markdown)

    def is_free_above(self, offset: int) -> bool:
        """Whether a line is left free above the line of a character: only above the first of a paragraph."""
        found = self._last_begun(offset, 0, len(self.text))
        if found is None or "\n" in self.text[found.start : offset]:
            return False
        return found.spaced or found.above > 0


def _start(paragraph: Paragraph) -> int:
    return paragraph.start


class _Joined(Flow):
    """A text of which the lines that are one paragraph are joined already: each that is left ends where it ends."""

    def _found(self, low: int, high: int) -> tuple[Paragraph, ...]:
        return tuple(replace(each, flows=False) for each in super()._found(low, high))


class Unjoined(Flow):
    """A text of which no lines are joined."""

    def shown(self, start: int, end: int) -> Shown:
        return Shown(self.text[start:end], (0,), (start,))


class ParagraphLines(Unjoined):
    """A text of which every line that is not blank is a paragraph."""

    def _found(self, low: int, high: int) -> tuple[Paragraph, ...]:
        lines = file_lines(self.text, low, high)
        return tuple(Paragraph(each.start, each.end, lead=hanging(self.text, each) * bool(each.mark)) for each in lines)


class LinesAsTheyAre(Unjoined):
    """A text line by line, blank ones too, as an editor shows it."""

    def _found(self, low: int, high: int) -> tuple[Paragraph, ...]:
        found = []
        leads = {line.start: hanging(self.text, line) for line in file_lines(self.text, low, high)}
        at = low
        while at < high:
            stop = self.text.find("\n", at, high)
            stop = high if stop < 0 else stop
            found.append(Paragraph(at, stop, lead=leads.get(at, ""), spaced=False, is_prose=False))
            at = stop + 1
        return tuple(found)
