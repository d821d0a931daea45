"""The characters of a line of the page with everything that marks them: one pass over spans that may overlap."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from reader.text.subheads import LONGEST, is_subhead_at
from reader.tui.article_lines import Line
from reader.tui.differences import MOVED_AWAY, MOVED_IN, ONLY_HERE, ONLY_THERE
from reader.tui.safe import TAB
from reader.tui.wrapping import cells_of

Mark = tuple[int, int, str]
"""A span of the document and the name of the overlay on it; of several on a character, the last holds."""

MERGED_INKS = {
    ONLY_HERE: "page--here",
    ONLY_THERE: "page--there",
    MOVED_AWAY: "page--moved-away",
    MOVED_IN: "page--moved-in",
}
"""How the parts of a merged text are written; what both say is plain."""


def segments(
    line: Line, marks: Sequence[Mark], known: Sequence[tuple[int, int]], style_of: Callable[[str, str | None], Style]
) -> list[Segment]:
    """The text of a line with its marks; the spans that are `known` are written faintly."""
    found = []
    for text, begin, ink in _runs(line):
        if begin is None:
            found.append(Segment(text.replace("\t", TAB), style_of(ink, None)))
            continue
        place, end = begin, begin + len(text)
        here = [mark for mark in marks if mark[0] < end and place < mark[1]]
        edges = [at for first, last, _ in here for at in (first, last)] + [at for span in known for at in span]
        cuts = sorted({place, end, *(at for at in edges if place < at < end)})
        for first, last in pairwise(cuts):
            covering = [name for low, high, name in here if low <= first and last <= high]
            piece = text[first - place : last - place].replace("\t", TAB)
            is_known = ink == "page--text" and any(low <= first and last <= high for low, high in known)
            style = style_of("page--known" if is_known else ink, covering[-1] if covering else None)
            found.append(Segment(piece, style))
    return found


def _runs(line: Line) -> Iterator[tuple[str, int | None, str]]:
    """(text, offset in the document or None, ink) of the parts of a line."""
    if line.merged is None:
        ink = "page--subhead" if _in_subhead(line) else "page--text"
        yield from ((text, begin, ink) for text, begin in line.shown.pieces())
        return
    for part in line.merged.parts_in(line.start, line.end):
        place = part.place if part.is_here else None
        yield line.text[part.start : part.end], place, MERGED_INKS.get(part.kind, "page--text")


def _in_subhead(line: Line) -> bool:
    """Whether the line is all or a part of a sub-head."""
    found = line.paragraph
    if found is None or found.end - found.start > LONGEST or line.text.find("\n", found.start, found.end) >= 0:
        return False
    return is_subhead_at(line.text, found.start, found.end)


def stretched(line: list[Segment], cells: int) -> list[Segment]:
    """A line made as wide as `cells` by widening the spaces between its words, evenly from left to right."""
    each, wider = _widening("".join(segment.text for segment in line), cells)
    wide = []
    for segment in line:
        pieces = segment.text.split(" ")
        text = pieces[0]
        for piece in pieces[1:]:
            text += " " * (1 + each + (wider > 0)) + piece
            wider -= 1
        wide.append(Segment(text, segment.style))
    return wide


def character_at(text: str, x: int, cells: int) -> int:
    """Number of the character of a line under its cell `x`; `cells` is how wide it was stretched, 0 if it was not."""
    each, wider = _widening(text, cells)
    used = 0
    for at, character in enumerate(text):
        used += cells_of(character)
        if character == " ":
            used += each + (wider > 0)
            wider -= 1
        if used > x:
            return at
    return len(text)


def _widening(text: str, cells: int) -> tuple[int, int]:
    """By how many cells each space of a line is widened, and how many of the first by one more."""
    more, gaps = cells - cells_of(text), text.count(" ")
    return divmod(more, gaps) if more > 0 and gaps else (0, 0)
