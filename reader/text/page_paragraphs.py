"""The paragraphs of a piece of text as they are set on the page: what is one, and what parts it from that above."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from reader.positions import Span
from reader.text.divided import Divisions
from reader.text.file_lines import LOOKED_AT, FileLine, file_lines
from reader.text.filled import markdown_runs, runs
from reader.text.hanging import blanks, hanging, set_in, turned
from reader.text.hidden import hidden
from reader.text.joined import Shown, joined
from reader.text.subheads import is_subhead_at

PROSE_CHARACTERS = 80
"""Of the shortest line that is taken for a paragraph of its own by its length, where a sentence ends with it."""

MOST_LINES = 40
"""Lines between blank lines that are one paragraph, as a verse or a function is; of longer ones each is one by itself,
as in a log or a table of data."""

WIDEST_VERSE = 60
"""Cells of a line of verse, where most lines are paragraphs."""

MOST_BLANKS = 2
"""Blank lines of the file that are shown in a row: more say no more."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the page: the span [start, end) of a text, with the indentation before it."""

    start: int
    end: int
    flows: bool = False
    """Whether its line ends are shown as blanks; else they are line ends."""
    lead: str = ""
    """What stands before each further row of the screen: the indentation of an item, the signs of quoted mail."""
    turned: str | None = None
    """Of several lines that are kept, whose rows hang each under its own line: as `hanging` takes it."""
    above: int = 0
    """Lines that are free above it at least."""
    spaced: bool = True
    """Whether as many are free as the user likes between paragraphs."""
    is_prose: bool = True
    """Whether it is set as prose is, its first line indented if the user likes that."""
    hidden: tuple[Span, ...] = ()
    """What is not shown of a paragraph that flows, besides its line ends: as `joined` takes it."""

    def shown(self, text: str) -> Shown:
        """It as it is shown."""
        if self.flows:
            return joined(text, self.start, self.end, self.hidden)
        return Shown(text[self.start : self.end], (0,), (self.start,))

    def lead_of(self, text: str, begin: int) -> str:
        """What stands before the further rows of the screen of the line of the file that begins at a character."""
        if self.turned is None:
            return self.lead
        stop = text.find("\n", begin, self.end)
        return hanging(text, file_lines(text, begin, self.end if stop < 0 else stop)[0], self.turned)

    def lead_at(self, text: str, at: int) -> str:
        """What stands before the row of the screen that begins at a character: nothing where a line of the file does,
        with or without its indentation."""
        begin = self.start if self.turned is None else max(self.start, text.rfind("\n", self.start, at) + 1)
        is_first = at - begin <= LOOKED_AT and not text[begin:at].strip()
        return "" if is_first else self.lead_of(text, begin)

    def within(self, start: int, end: int) -> "Paragraph":
        """What of it is in a span."""
        return (
            self
            if start <= self.start and self.end <= end
            else replace(self, start=max(start, self.start), end=min(end, self.end))
        )


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


def page_paragraphs(
    text: str, low: int, high: int, blanks: int, divisions: Divisions, *, is_markdown: bool
) -> Iterator[Paragraph]:
    """The paragraphs of `text[low:high]`, below some blank lines."""
    lines = file_lines(text, low, high, blanks)
    if not lines:
        return
    found = markdown_runs(text, lines) if is_markdown else runs(text, lines)
    singles = [_Block(run, is_filled) for run, is_filled in found]
    margin = max((line.width for run in singles if run.flows for line in run.lines), default=0)
    are_adjacent = not is_markdown and _are_lines(singles, margin)
    if are_adjacent and not _are_filled(singles, margin):
        stanzas = tuple(_stanzas(singles))
        ins = set_in([each.first for each in stanzas if _is_prose(each, margin)])
        for each in stanzas:
            unseen = hidden(text, each.lines, divisions) if each.flows else ()
            lead, turn = _lead(text, each, margin, ins)
            prose = each.flows or len(each.lines) == 1
            yield Paragraph(each.first.start, each.lines[-1].end, each.flows, lead, turn, is_prose=prose, hidden=unseen)
        return
    indents = {each.first.indent for each in singles if each.flows and each.is_plain} if are_adjacent else set()
    before: _Block | None = None
    blocks = tuple(_blocks(singles, margin, indents))
    ins = set_in([each.first for each in blocks if _is_prose(each, margin)])
    for each in blocks:
        blanks = each.first.blanks
        prose, prose_before = _is_prose(each, margin), before is None or _is_prose(before, margin)
        if not blanks:
            spaced = before is not None and any(_is_parted(block, margin, indents) for block in (before, each))
            spaced = spaced and not (before and _heads(text, before))
            above = 0
        else:
            spaced = prose or prose_before
            above = (not (prose and prose_before)) if spaced else min(blanks, MOST_BLANKS)
        unseen = hidden(text, each.lines, divisions) if each.flows else ()
        start, end = each.first.start, each.lines[-1].end
        yield Paragraph(start, end, each.flows, *_lead(text, each, margin, ins), int(above), spaced, prose, unseen)
        before = each


def _is_line(block: _Block, margin: int) -> bool:
    """Whether it is a line that is a paragraph, longer than the lines that were filled to a margin."""
    line = block.first
    is_long = line.width >= PROSE_CHARACTERS and line.width > margin
    return not block.flows and len(block.lines) == 1 and block.is_plain and is_long and line.closes


def _is_parted(block: _Block, margin: int, indents: Set[int]) -> bool:
    """Whether it is a paragraph of prose that is parted from others where the file leaves no line free: a long line, or
    one that begins as far in as the filled paragraphs that follow each other without blank lines."""
    return _is_line(block, margin) or (block.is_plain and block.first.indent in indents and _is_prose(block, margin))


def _heads(text: str, block: _Block) -> bool:
    """Whether a block is a heading, with which stays what the file leaves no line free below it."""
    line = block.first
    if block.flows or len(block.lines) > 1 or line.closes or line.width > WIDEST_VERSE:
        return False
    return line.blanks > 0 or is_subhead_at(text, line.start, line.end)


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


def _are_filled(blocks: Sequence[_Block], margin: int) -> bool:
    """Whether more of the paragraphs of prose were filled than are lines."""
    return sum(block.flows for block in blocks) > sum(_is_line(block, margin) for block in blocks)


def _is_speech(lines: Sequence[FileLine], indents: Set[int]) -> bool:
    """Whether lines that no blank line parts are paragraphs of a line each, as what is said in a novel often is: all
    begin as far in as the paragraphs around them, and with most a sentence ends, as with few lines of verse."""
    return all(line.indent in indents and not (line.is_kept or line.mark or line.quote) for line in lines) and 2 * sum(
        line.closes for line in lines
    ) > len(lines)


def _stanzas(singles: Sequence[_Block]) -> Iterator[_Block]:
    """The paragraphs of a text in which each line is one, short lines together that stand apart from them: further in,
    or between blank lines, and of which most close no sentence."""
    margin = min(block.first.indent for block in singles)
    at = 0
    while at < len(singles):
        end, is_in = at, singles[at].first.indent > margin
        while end < len(singles) and _may_be_verse(singles[end]):
            line = singles[end].first
            if end > at and (line.blanks or is_in is not (line.indent > margin)):
                break
            end += 1
        lines = [block.first for block in singles[at:end]]
        is_parted = lines and (at == 0 or lines[0].blanks) and (end == len(singles) or singles[end].first.blanks)
        if len(lines) > 1 and (is_in or is_parted) and 2 * sum(line.closes for line in lines) <= len(lines):
            yield _Block(lines, flows=False)
        else:
            end = max(end, at + 1)
            yield from singles[at:end]
        at = end


def _may_be_verse(block: _Block) -> bool:
    line = block.first
    return not block.flows and not line.is_own and not line.mark and line.width <= WIDEST_VERSE


def _blocks(singles: Sequence[_Block], margin: int, indents: Set[int]) -> Iterator[_Block]:
    """The lines that were not filled and stand together as one block each, unless they are many, records or items, or
    paragraphs among those that begin at these `indents` and that only their beginning parts."""
    kept: list[FileLine] = []

    def told() -> Iterator[_Block]:
        if len(kept) > MOST_LINES or _is_speech(kept, indents):
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


def _lead(text: str, block: _Block, margin: int, ins: Set[int]) -> tuple[str, str | None]:
    """`lead` and `turned` of a block: its rows begin as those of the file do, or else hang under its own text; but of
    prose that is not set in at these indentations, only the first is indented."""
    line = block.lines[-1]
    if len(block.lines) > 1:
        return (blanks(text[line.start : line.body]), None) if block.flows else ("", turned(text, block.lines))
    if line.mark or line.quote:
        return hanging(text, line), None
    turn = turned(text, block.lines)
    is_indented = turn or line.indent in ins or not _is_prose(block, margin)
    return (hanging(text, line, turn) if is_indented else ""), None
