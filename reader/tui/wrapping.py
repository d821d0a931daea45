"""Where the lines of a text break at a given width, as a table of character offsets.

The text itself is never copied or joined: a display line is a span of it, so that positions, hits and selections keep
their meaning at every width.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

from reader.text.page_paragraphs import Paragraph
from reader.tui.hyphenation import LETTERS

TAB_CELLS = 4
"""Cells that a tab takes on the screen."""

_NOT_ONE_CELL = re.compile(
    "[^ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05ea\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2200-\u22ff]"
)
"""Anything outside blocks whose every character is exactly one cell wide: only then is width counted in characters."""


_NOT_FIRST = frozenset(
    "、。，．：；？！）］｝〕〉》」』】〗〙〛”’·・…—～％‰々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}%"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【〖〘〚“‘([{")
"""What begins and ends no line of Chinese and Japanese (JIS X 4051; W3C, Requirements for Chinese Text Layout)."""

_BREAK = "\u200b"
"""Where a line may end, though nothing is seen there: as between words of Khmer."""

_NEXT_WORD = re.compile(rf"\s+([{LETTERS}]+)")
_INSIDE = re.compile(f"[{LETTERS}]{{2}}")

Divide = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True, eq=False)
class WrapTable:
    """Display lines as parallel arrays of half-open spans, in order; a blank line between paragraphs is empty."""

    starts: "array[int]" = field(default_factory=lambda: array("q"))
    ends: "array[int]" = field(default_factory=lambda: array("q"))

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start: int, end: int) -> None:
        """A further line."""
        self.starts.append(start)
        self.ends.append(end)

    def line_at(self, offset: int) -> int:
        """Index of the display line that shows the character at `offset`, or the last one before it."""
        line = bisect_right(self.starts, offset) - 1
        while line > 0 and self.starts[line] == self.ends[line]:
            line -= 1
        return max(0, line)


@lru_cache(maxsize=8)
def _line_pattern(width: int) -> re.Pattern[str]:
    """A line of one-cell characters, group 1, after white space that is not shown.

    It ends before white space, after a hyphen or dash inside a word, or, if a word is longer than it, anywhere.
    """
    rest = max(0, width - 2)
    body = rf"\S(?:.{{0,{rest}}}(?:\S(?=\s|$)|(?<=[^\W\d_])[-–—](?=[^\W\d_])))" if width > 2 else r"(?!)"
    return re.compile(rf"\s*({body}|\S(?=\s|$)|\S.{{0,{width - 1}}})")


def wrap(text: str, start: int, end: int, width: int, spacing: int = 1) -> WrapTable:
    """Break `text[start:end]` into lines of at most `width` cells, with `spacing` blank lines between paragraphs.

    A paragraph is a line of the text; empty ones are dropped, since the spacing stands for them. Indentation of a
    paragraph's first line is kept. Takes time linear in the span.
    """
    table = WrapTable()
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        if stop < 0:
            stop = end
        paragraph_end = position + len(text[position:stop].rstrip())
        if paragraph_end > position:
            if len(table):
                for _ in range(spacing):
                    table.add(position - 1, position - 1)
            _wrap_paragraph(table, text, position, paragraph_end, max(1, width), max(1, width), None)
        position = stop + 1
    return table


def wrap_paragraph(
    table: WrapTable, text: str, paragraph: Paragraph, width: int, indent: int = 0, divide: Divide | None = None
) -> None:
    """Add the lines of a paragraph of a page, of at most `width` cells.

    Of the first, `indent` cells more are left free; before each further one there is room for what leads it. `divide`
    gives the places in a word at which it may be divided: a cell is left free for the hyphen.
    """
    width = max(1, width)
    first = max(1, width - min(indent, width // 2))
    start, end = paragraph.start, paragraph.end
    if not paragraph.flows:
        position = start
        while position <= end:
            stop = text.find("\n", position, end)
            stop = end if stop < 0 else stop
            last = position + len(text[position:stop].rstrip())
            if last - position <= first and not _NOT_ONE_CELL.search(text, position, last):
                table.add(position, last)
            else:
                further = width - led(paragraph.lead_of(text, position), width)
                _wrap_paragraph(table, text, position, last, first, further, divide)
            position = stop + 1
        return
    shown = paragraph.shown(text)
    lines = WrapTable()
    _wrap_paragraph(lines, shown.text, 0, len(shown.text), first, width - led(paragraph.lead, width), divide)
    for line, stop in zip(lines.starts, lines.ends, strict=True):
        table.add(shown.place_of(line), shown.place_of(stop - 1) + 1)


def led(lead: str, width: int) -> int:
    """Cells that what leads the lines of a paragraph takes of their width: its end, if it would leave little of it."""
    return min(len(lead), width // 2)


def wrapped(text: str, width: int) -> list[str]:
    """A short text as lines of at most `width` cells."""
    table = wrap(text, 0, len(text), width)
    return [text[start:end] for start, end in zip(table.starts, table.ends, strict=True)]


def _wrap_paragraph(
    table: WrapTable, text: str, start: int, end: int, first: int, width: int, divide: Divide | None
) -> None:
    """Add the lines of a paragraph: one of at most `first` cells, and further ones of `width`."""
    if _NOT_ONE_CELL.search(text, start, end):
        _wrap_by_cells(table, text, start, end, first, width)
        return
    if end - start <= first:
        table.add(start, end)
        return
    further = _line_pattern(width)
    spaces = end - start - len(text[start:end].lstrip())
    start += max(0, spaces - first // 2)  # as far in as it leaves room
    first -= min(spaces, first // 2)
    position = start
    if first > 0 and (spaces or first != width) and (match := _line_pattern(first).match(text, start, end)):
        position = _divided(text, start, match.end(1), end, first, divide) if divide else match.end(1)
        table.add(start, position)
    starts, ends = table.starts, table.ends
    while match := further.match(text, position, end):
        begin = match.start(1)
        position = _divided(text, begin, match.end(1), end, width, divide) if divide else match.end(1)
        starts.append(begin)  # most lines come here: a call of `add` would take a fifth of the time
        ends.append(position)


def _divided(text: str, start: int, stop: int, end: int, width: int, divide: Divide) -> int:
    """Where a line that could end at `stop` ends if the word after it is divided."""
    word = _NEXT_WORD.match(text, stop, end)
    if word is None:
        return stop
    room = start + width - 1 - word.start(1)
    return max((word.start(1) + at for at in divide(word[1]) if at <= room), default=stop)


def is_divided(text: str, at: int) -> bool:
    """Whether a line that ends at a character, and is not full, ends inside a word."""
    return at > 0 and _INSIDE.match(text, at - 1) is not None


def _wrap_by_cells(table: WrapTable, text: str, start: int, end: int, first: int, width: int) -> None:
    """As `_wrap_paragraph`, measuring each grapheme; wide characters may be separated anywhere."""
    line_start, used, room = start, 0, first
    break_at = -1  # where the current line may end, just after a space or beside a wide character
    spaced = text[start:end].replace("\t", " ")  # a tab has no width for rich, and would join the grapheme before it
    for from_, to, cells in split_graphemes(spaced)[0]:
        at = start + from_
        grapheme = text[at : start + to]
        cells = TAB_CELLS if grapheme == "\t" else cells
        if grapheme.isspace() and used > 0:
            break_at = start + to
        elif cells > 1 and at > line_start and _may_part(text, at):
            break_at = at
        if used + cells > room and at > line_start and not grapheme.isspace():
            cut = break_at if break_at > line_start else at
            room = width
            if cells_of(text[cut:at]) + cells > width:
                cut = at
            _add_line(table, text, line_start, cut)
            line_start, break_at = cut, -1
            used = cells_of(text[cut:at])
        used += cells
        if grapheme.endswith(_BREAK):
            break_at = start + to
        if cells > 1 and start + to < end and _may_part(text, start + to):
            break_at = max(break_at, start + to)
    _add_line(table, text, line_start, end)


def _may_part(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`, one of it and that before being wide."""
    return text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST


def _add_line(table: WrapTable, text: str, start: int, end: int) -> None:
    stripped = start + len(text[start:end].rstrip())
    if stripped > start:
        table.add(start, stripped)


def cells_of(text: str) -> int:
    """Width of `text` in cells, tabs included."""
    return cell_len(text) + text.count("\t") * TAB_CELLS
