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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.positions import Span
from reader.text.filled import FileLine, file_lines, markdown_runs, runs

REGION = 1 << 14
"""Characters that are looked at together, at least: some 250 lines, whose margins and gaps tell how they are meant."""

PROSE_CHARACTERS = 80
"""Of the shortest line that is taken for a paragraph of its own by its length, where a sentence ends with it."""

MOST_LINES = 40
"""Lines between blank lines that are one paragraph, as a verse or a function is; of longer ones each is one by itself,
as in a log or a table of data."""

MOST_BLANKS = 2
"""Blank lines of the file that are shown in a row: more say no more."""

NEAR = 8
"""Part of a region in which its beginning is sought: there is a blank line within, or hardly any in the text."""

TAB = "    "
"""What a tab is shown as before a line."""

_ABOVE = 200
"""Characters before a region in which the blank lines above it are counted."""

_LAST_LINE = re.compile(r"\n[^\n]{1,50}[.!?…。！？\"”»’)]\n")
"""A short line that ends a sentence: a paragraph most likely ends with it."""

_JOINT = re.compile(r"[ \t]*\n[ \t\u00a0\u3000]*(?:>[ \t\u00a0]*)*")
_WIDE = re.compile(
    "[\u2e80-\u303f\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
"""Written without blanks between words: a line end between two of them is not shown (CSS Text 3, 4.1.3)."""

_WITHIN = re.compile(r"\u00ad$|[^\W\d_](?:[-\u2010\u2011—]|--)$")
"""How a line ends within a word, or within what a dash joins without blanks."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the page: the span [start, end) of a text, with the indentation before it."""

    start: int
    end: int
    flows: bool = False
    """Whether its line ends are shown as blanks; else they are line ends."""
    lead: str = ""
    """What stands before each further line of the screen: the indentation of an item, the signs of quoted mail."""
    above: int = 0
    """Lines that are free above it at least."""
    spaced: bool = True
    """Whether as many are free as the user likes between paragraphs."""
    is_prose: bool = True
    """Whether it is set as prose is, its first line indented if the user likes that."""

    def within(self, start: int, end: int) -> "Paragraph":
        """What of it is in a span."""
        return (
            self
            if start <= self.start and self.end <= end
            else replace(self, start=max(start, self.start), end=min(end, self.end))
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A span of a text as it is shown: with its line ends joined."""

    text: str
    starts: tuple[int, ...]
    """Where in `text` each piece begins that stands in the document as it is."""
    places: tuple[int, ...]
    """Where in the document."""

    def place_of(self, at: int) -> int:
        """Offset in the document of a character of `text`, or of its end."""
        piece = bisect_right(self.starts, at) - 1
        return self.places[piece] + at - self.starts[piece]

    def pieces(self) -> Iterator[tuple[str, int]]:
        """What stands in the document in one piece, a joint as its first character, with its offset there."""
        for start, stop, place in zip(self.starts, (*self.starts[1:], len(self.text)), self.places, strict=True):
            yield self.text[start:stop], place


def joined(text: str, start: int, end: int) -> Shown:
    """A span of a text with every line end in it shown as a blank, without the indentation and quotation signs behind
    it; as nothing behind a hyphen within a word, and between characters that are written without blanks."""
    if text.find("\n", start, end) < 0:
        return Shown(text[start:end], (0,), (start,))
    pieces: list[str] = []
    starts, places = [0], [start]
    length, at = 0, start
    for joint in _JOINT.finditer(text, start, end):
        piece = text[at : joint.start()] + _between(text, joint)
        pieces.append(piece)
        length, at = length + len(piece), joint.end()
        if places[-1] - starts[-1] != at - length:
            starts.append(length)
            places.append(at)
    return Shown("".join((*pieces, text[at:end])), tuple(starts), tuple(places))


def _between(text: str, joint: re.Match[str]) -> str:
    """What is shown for a line end."""
    at = joint.start()
    before, after = text[max(0, at - 3) : at], text[joint.end() : joint.end() + 1]
    if _WIDE.match(before[-1:]) and _WIDE.match(after):
        return ""
    return "" if _WITHIN.search(before) and after.isalpha() else " "


class Flow:
    """The paragraphs of a text, found as they are asked for."""

    def __init__(self, text: str, *, is_markdown: bool = False) -> None:
        """Markdown is known by the name of its file: its line ends mean less than those of other texts."""
        self.text = text
        self.is_markdown = is_markdown
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
        return tuple(_paragraphs(self.text, low, high, blanks, is_markdown=self.is_markdown))

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
        """The line ends of a span that are not shown as such, with the indentation and the signs that are not shown."""
        for each in self.paragraphs(start, end):
            if each.flows:
                for joint in _JOINT.finditer(self.text, max(start, each.start), min(end, each.end)):
                    yield joint.span()

    def shown(self, start: int, end: int) -> Shown:
        """A span as it is shown."""
        pieces: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        length, at = 0, start
        flowing = (each.within(start, end) for each in self.paragraphs(start, end) if each.flows)
        for each in (*flowing, Paragraph(end, end)):
            for part in (Shown(self.text[at : each.start], (0,), (at,)), joined(self.text, each.start, each.end)):
                if part.text:
                    starts += (length + number for number in part.starts)
                    places += part.places
                    pieces.append(part.text)
                    length += len(part.text)
            at = each.end
        return Shown("".join(pieces), tuple(starts), tuple(places))

    def of_joined(self, text: str, offset: int) -> "Flow":
        """The paragraphs of another text that was made, with its lines joined, of what stands around a place."""
        region = self._region(*self._region_of(offset))
        parted_evenly = all(each.spaced and not each.above for each in region)
        return ParagraphLines(text) if parted_evenly else Flow(text, is_markdown=self.is_markdown)

    def is_free_above(self, offset: int) -> bool:
        """Whether a line is left free above the paragraph that holds a character."""
        found = self._last_begun(offset, 0, len(self.text))
        return found is not None and (found.spaced or found.above > 0)


def _start(paragraph: Paragraph) -> int:
    return paragraph.start


class Unjoined(Flow):
    """A text of which no lines are joined."""

    def shown(self, start: int, end: int) -> Shown:
        return Shown(self.text[start:end], (0,), (start,))


class ParagraphLines(Unjoined):
    """A text of which every line that is not blank is a paragraph."""

    def _found(self, low: int, high: int) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(line.start, line.end) for line in file_lines(self.text, low, high))


class LinesAsTheyAre(Unjoined):
    """A text line by line, blank ones too, as an editor shows it."""

    def _found(self, low: int, high: int) -> tuple[Paragraph, ...]:
        found = []
        at = low
        while at < high:
            stop = self.text.find("\n", at, high)
            stop = high if stop < 0 else stop
            found.append(Paragraph(at, stop, spaced=False, is_prose=False))
            at = stop + 1
        return tuple(found)


@dataclass(slots=True)
class _Block:
    """Lines that are one paragraph."""

    lines: Sequence[FileLine]
    flows: bool

    @property
    def first(self) -> FileLine:
        return self.lines[0]

    @property
    def is_plain(self) -> bool:
        """Whether nothing at its beginning says that it is anything but prose."""
        return not (self.first.is_kept or self.first.mark or self.first.quote)


def _paragraphs(text: str, low: int, high: int, blanks: int, *, is_markdown: bool) -> Iterator[Paragraph]:
    """The paragraphs of `text[low:high]`, below some blank lines."""
    lines = file_lines(text, low, high, blanks)
    if not lines:
        return
    found = markdown_runs(text, lines) if is_markdown else runs(text, lines)
    singles = [_Block(run, is_filled) for run, is_filled in found]
    margin = max((line.width for run in singles if run.flows for line in run.lines), default=0)
    if not is_markdown and _are_lines(singles, margin):
        yield from (
            Paragraph(each.first.start, each.lines[-1].end, each.flows, _lead(text, each) if each.flows else "")
            for each in singles
        )
        return
    before: _Block | None = None
    for each in _blocks(singles, margin):
        blanks = each.first.blanks
        prose, prose_before = _is_prose(each, margin), before is None or _is_prose(before, margin)
        if not blanks:
            spaced = before is not None and (_is_line(before, margin) or _is_line(each, margin))
            above = 0
        else:
            spaced = prose or prose_before
            above = (not (prose and prose_before)) if spaced else min(blanks, MOST_BLANKS)
        yield Paragraph(each.first.start, each.lines[-1].end, each.flows, _lead(text, each), int(above), spaced, prose)
        before = each


def _is_line(block: _Block, margin: int) -> bool:
    """Whether it is a line that is a paragraph, longer than the lines that were filled to a margin."""
    line = block.first
    is_long = line.width >= PROSE_CHARACTERS and line.width > margin
    return not block.flows and len(block.lines) == 1 and block.is_plain and is_long and line.closes


def _is_prose(block: _Block, margin: int) -> bool:
    """Whether a block is a paragraph of prose: filled, or a line with which a sentence ends."""
    return block.flows or (len(block.lines) == 1 and block.is_plain and block.first.closes)


def _are_lines(blocks: Sequence[_Block], margin: int) -> bool:
    """Whether every line of a text that was not filled is a paragraph: where paragraphs of prose follow each other
    without blank lines between them more often than with."""
    adjacent = parted = closed = free = 0
    for at, block in enumerate(blocks):
        free += at > 0 and block.first.blanks > 0
        closed += block.is_plain and block.lines[-1].closes
        if at + 1 < len(blocks) and (_is_line(block, margin) or (block.flows and block.is_plain)):
            after = blocks[at + 1]
            parted += after.first.blanks > 0
            adjacent += not after.first.blanks and after.is_plain and (after.flows or after.first.closes)
    if adjacent or parted:
        return adjacent > parted
    return not free and 2 * closed >= len(blocks)


def _blocks(singles: Sequence[_Block], margin: int) -> Iterator[_Block]:
    """The lines that were not filled and stand together as one block each, unless they are many, records or items."""
    kept: list[FileLine] = []

    def told() -> Iterator[_Block]:
        if len(kept) > MOST_LINES:
            yield from (_Block([line], flows=False) for line in kept)
        elif kept:
            yield _Block(tuple(kept), flows=False)
        kept.clear()

    for each in singles:
        line = each.first
        if each.flows or line.blanks or line.mark or line.is_own or _is_line(each, margin):
            yield from told()
        if each.flows or _is_line(each, margin):
            yield each
        else:
            kept.append(line)
            if line.is_own:
                yield from told()
    yield from told()


def _lead(text: str, block: _Block) -> str:
    """What stands before the further lines of the screen of a block: before those of the file, or as far in as its only
    line begins."""
    line = block.lines[-1]
    if len(block.lines) > 1:
        return text[line.start : line.body].replace("\t", TAB) if block.flows else ""
    before = text[line.start : line.body + line.mark] if line.mark or line.quote else ""
    return "".join(sign if sign == ">" else TAB if sign == "\t" else " " for sign in before)
