"""The display lines of an article, block by block as they are looked at: a document of 20 MB opens like a small one.

Lines are numbered from 0. The lines of blocks that nobody has looked at are estimated; when one is, the lines after it
get other numbers, which is told to whoever holds such numbers.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from reader.settings import PageSettings
from reader.text.flow import Flow
from reader.text.joined import Shown, joined
from reader.text.page_paragraphs import Paragraph
from reader.tui.hyphenation import divisions
from reader.tui.merging import Merged
from reader.tui.wrapping import WrapTable, led, wrap_paragraph

BLOCK_CHARACTERS = 1 << 15
"""Length of a block within a long paragraph: it is wrapped in a millisecond or two, and holds many screens."""

MOST_BLOCKS = 3
"""Blocks that a region of a text may be long before it is cut amid a paragraph."""

_LINES_A_CHARACTER = 1.2
"""Lines that a text takes, times the width, over its characters: a guess until a block was wrapped."""

_EMPTY = WrapTable()


@dataclass(frozen=True, slots=True)
class Line:
    """A display line: the span [start, end) of `text`, which is the document, or what was merged with it."""

    text: str
    start: int
    end: int
    merged: Merged | None = None
    """If it is set, offsets are into its text."""
    paragraph: Paragraph | None = None
    """That in which it stands, in the same offsets; None if it stands in none."""

    @property
    def shown(self) -> Shown:
        """What is written on it: line ends within it are joints."""
        return joined(self.text, self.start, self.end, self.paragraph.hidden if self.paragraph else ())

    @property
    def begins_paragraph(self) -> bool:
        """Whether a paragraph of prose begins here."""
        return self.paragraph is not None and self.paragraph.is_prose and self.start <= self.paragraph.start

    @property
    def ends_paragraph(self) -> bool:
        """Whether it is as long as it is meant to be: the last line of a paragraph, or one whose end is kept."""
        return self.paragraph is None or not self.paragraph.is_prose or self.end >= self.paragraph.end

    @property
    def lead(self) -> str:
        """What stands before it where a line of the file goes on."""
        return self.paragraph.lead_at(self.text, self.start) if self.paragraph else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.start == self.end

    @property
    def place(self) -> int:
        """Offset in the document of what stands first on the line."""
        return self.merged.place_of(self.start) if self.merged else self.start

    @property
    def place_after(self) -> int:
        """Offset in the document of the end of the line."""
        return self.merged.place_of(self.end) if self.merged else self.end


class ArticleLines:
    """The lines of `text[start:end]`, the span of `merged` in it replaced by what was merged."""

    def __init__(
        self,
        flow: Flow,
        start: int,
        end: int,
        width: int,
        look: PageSettings,
        merged: Merged | None = None,
        shifted: Callable[[int, int], None] = lambda line, by: None,
    ) -> None:
        """`shifted(line, by)` is called when the lines from `line` on got numbers that are higher `by` so many."""
        self._flow = flow
        self.text = flow.text
        self.start, self.end = start, end
        self.width, self.look = width, look
        self.merged = merged
        self._shifted = shifted
        self._cuts = array("q", _cuts(flow, start, end, merged))
        self._paragraphs: dict[int, list[Paragraph]] = {}
        """Of the blocks that were wrapped, ascending."""
        self._tables: list[WrapTable | None] = [None] * (len(self._cuts) - 1)
        self._counts = [self._estimate(block) for block in range(len(self._tables))]
        self._firsts: list[int] | None = None
        if len(self._tables) == 1:
            self._wrap(0)

    def __len__(self) -> int:
        return self._first_lines()[-1]

    def _first_lines(self) -> list[int]:
        """Number of the first line of each block, and how many lines there are."""
        if self._firsts is None:
            self._firsts = [0, *accumulate(self._counts)]
        return self._firsts

    def _estimate(self, block: int) -> int:
        low, high = self._cuts[block], self._cuts[block + 1]
        return 1 + int((high - low) * _LINES_A_CHARACTER / self.width)

    def _is_merged(self, block: int) -> bool:
        return self.merged is not None and self._cuts[block] == self.merged.start

    def _wrap(self, block: int) -> WrapTable:
        table = self._tables[block]
        if table is not None:
            return table
        look = self.look
        divide = partial(divisions, language=look.hyphenate) if look.hyphenate else None
        flow, start, end, low, high = self._flow, self.start, self.end, self._cuts[block], self._cuts[block + 1]
        gap = 0
        if self._is_merged(block) and self.merged is not None:
            gap = self._lines_above(next(flow.paragraphs(low, low + 1), None), low)
            flow, start, low = self.merged.flow, 0, 0
            end = high = len(flow.text)
        table, found = WrapTable(), self._paragraphs.setdefault(block, [])
        for each in flow.paragraphs(low, high):
            paragraph, part = each.within(start, end), each.within(low, high)
            free = self._lines_above(each, low) if found or flow is self._flow else gap
            row = len(table)
            at = part.start if row == 0 else table.ends[-1]
            for _ in range(free):
                table.add(at, at)
            if part.start > paragraph.start:
                indent = led(paragraph.lead, self.width)
            else:
                indent = look.indent if paragraph.is_prose else 0
            wrap_paragraph(table, flow.text, part, self.width, indent, divide)
            found.append(paragraph)
        after, more = self._first_lines()[block + 1], len(table) - self._counts[block]
        self._tables[block], self._counts[block] = table, len(table)
        if more:
            self._firsts = None
            self._shifted(after, more)
        return table

    def _lines_above(self, paragraph: Paragraph | None, low: int) -> int:
        """How many lines are free above a paragraph of a block that begins at `low`."""
        if paragraph is None or paragraph.start < low or self._flow.is_first(paragraph.start, self.start):
            return 0
        return max(paragraph.above, self.look.spacing if paragraph.spaced else 0)

    def settle(self, first: int, last: int) -> None:
        """Wrap the blocks of the lines [first, last); their numbers hold unless an earlier block is wrapped."""
        block = self._block_of(max(0, first))
        while block < len(self._tables) and self._first_lines()[block] < max(last, first + 1):
            self._wrap(block)
            block += 1

    def _block_of(self, line: int) -> int:
        return max(0, min(bisect_right(self._first_lines(), line) - 1, len(self._tables) - 1))

    def settle_end(self) -> None:
        """Wrap the last block, so that the last line is the last."""
        if self._tables:
            self._wrap(len(self._tables) - 1)

    def __getitem__(self, line: int) -> Line:
        """A line; one beyond the end is empty and stands at the end."""
        block = self._block_of(line)
        table = self._wrap(block) if self._tables else _EMPTY
        row = line - (self._first_lines()[block] if self._tables else 0)
        merged = self.merged if self._tables and self._is_merged(block) else None
        text = merged.text if merged else self.text
        if not 0 <= row < len(table):
            end = len(merged.text) if merged else self._cuts[block + 1] if self._tables else self.end
            return Line(text, end, end, merged)
        start, paragraphs = table.starts[row], self._paragraphs[block]
        at = bisect_right(paragraphs, start, key=lambda paragraph: paragraph.start) - 1
        return Line(text, start, table.ends[row], merged, paragraphs[at] if at >= 0 else None)

    def line_of(self, offset: int) -> int:
        """Number of the line that shows a character of the document, or the last one before it."""
        if not self._tables:
            return 0
        block = max(0, min(bisect_right(self._cuts, offset) - 1, len(self._tables) - 1))
        table = self._wrap(block)
        if self._is_merged(block) and self.merged is not None:
            offset = self.merged.shown_at(offset)
        row = table.line_at(offset) if len(table) else 0
        return self._first_lines()[block] + row

    def share_of(self, offset: int) -> float:
        """How far down a character stands, 0..1, as far as is known without wrapping anything."""
        if not self._tables:
            return 0.0
        block = max(0, min(bisect_right(self._cuts, offset) - 1, len(self._tables) - 1))
        low, high = self._cuts[block], self._cuts[block + 1]
        table = self._tables[block]
        if table is not None and len(table) and not self._is_merged(block):
            row = float(table.line_at(offset))
        else:
            row = self._counts[block] * (offset - low) / max(1, high - low)
        return (self._first_lines()[block] + row) / max(1, len(self))


def _cuts(flow: Flow, start: int, end: int, merged: Merged | None) -> Iterator[int]:
    """Where blocks begin, and the end: between paragraphs, and inside those that are longer than a block."""
    yield start
    if merged is None:
        yield from _plain_cuts(flow, start, end)
    else:
        if start < merged.start:
            yield from _plain_cuts(flow, start, merged.start)
        yield merged.end
        if merged.end < end:
            yield from _plain_cuts(flow, merged.end, end)


def _plain_cuts(flow: Flow, start: int, end: int) -> Iterator[int]:
    at = start
    for cut in (*flow.cuts(start, end), end):
        while cut - at > MOST_BLOCKS * BLOCK_CHARACTERS:
            at = flow.cut_within(at + BLOCK_CHARACTERS, at + 2 * BLOCK_CHARACTERS)
            yield at
        if at < cut or start == end:
            yield cut
        at = cut
