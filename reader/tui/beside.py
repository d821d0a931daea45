"""Two texts beside each other, row by row: words that both say stand on the same row, what only one says has the other
side free."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.positions import Span
from reader.text.flow import Flow, ParagraphLines
from reader.tui.differences import MOVED_AWAY, MOVED_IN, ONLY_HERE, ONLY_THERE, SAME, Words, with_marks
from reader.tui.safe import TAB
from reader.tui.wrapping import wrap

if TYPE_CHECKING:
    from reader.reuse.alignment import Edit

Pieces = tuple[tuple[str, str], ...]
"""A line as (text, kind)."""

_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says: the span [start, end) of a text, with the paragraphs of all of it."""

    flow: Flow
    start: int
    end: int

    @property
    def text(self) -> str:
        """The span as it is."""
        return self.flow.text[self.start : self.end]

    @classmethod
    def note(cls, text: str) -> Said:
        """A text that is no telling."""
        return cls(ParagraphLines(text), 0, len(text))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the screen."""

    here: Pieces
    there: Pieces
    places: Span
    """Where it stands in either document: its first difference, or its first words; of a side that is free, what stands
    above it."""
    begun: int = 0
    """How many differences begin on it."""
    waits: tuple[bool, bool] = (False, False)
    """Of either side, whether it is free though its text goes on without a blank line there: the other says more."""

    @property
    def differs(self) -> bool:
        """Whether something on it is not on the other side."""
        return any(kind != SAME for _, kind in (*self.here, *self.there))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Characters without a space, and what parts them from those before."""

    text: str
    place: int
    """In the document."""
    spaced: bool
    breaks: int = 0
    """Rows down where they begin: 1 where a line of the text does, 2 where one is free above it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that both sides say, on one of them."""

    chunks: Sequence[_Chunk]
    starts: Sequence[int]
    """Where each word begins, in the document."""

    @classmethod
    def of(cls, said: Said, span: Span, chunks: Sequence[_Chunk]) -> _Words:
        """The words of a span of what one side says."""
        from reader.reuse.alignment import whole_words

        starts = whole_words(said.text[slice(*span)]).starts + (said.start + span[0])
        return cls(chunks, starts.tolist())

    def places_after(self) -> Iterator[int]:
        """Where in the document what follows each chunk begins."""
        yield from (chunk.place for chunk in self.chunks[1:])
        if self.chunks:
            yield sys.maxsize


class _Column:
    """One side: rows of a width that are filled from left to right."""

    def __init__(self, width: int, start: int) -> None:
        self.width = width
        self.rows: list[list[tuple[str, str]]] = [[]]
        self.places = [start]
        """Of each row, in the document."""
        self.used = 0
        self._blank: set[int] = set()
        """Rows that are blank lines of the text."""

    def fits(self, *chunks: _Chunk) -> bool:
        """Whether some chunks have room on the present row, or will have no more on another."""
        cells = sum(chunk.spaced + cell_len(chunk.text) for chunk in chunks)
        return self.used == 0 or self.used + cells <= self.width

    def go_to(self, row: int) -> None:
        """Go on at the start of a row further down."""
        if row >= len(self.rows):
            self.places += self.places[-1:] * (row + 1 - len(self.rows))
            self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
            self.used = 0

    def add(self, chunk: _Chunk, kind: str) -> None:
        """Put a chunk on the present row, or the next ones if it is too long."""
        text = chunk.text
        if not self.used:
            self.places[-1] = chunk.place
            if chunk.breaks > 1:
                self._blank.add(len(self.rows) - 2)
        while True:
            room = self.width - self.used - (chunk.spaced and self.used > 0)
            part = text if cell_len(text) <= room else _first_line(text, room)
            if part:
                self._put(part, kind, spaced=chunk.spaced and self.used > 0)
            text = text[len(part) :]
            if not text:
                return
            self.go_to(len(self.rows))

    def waits(self) -> list[bool]:
        """Of each row, whether it is free amid the text and no blank line of it."""
        last = max((at for at, row in enumerate(self.rows) if row), default=0)
        return [not row and at < last and at not in self._blank for at, row in enumerate(self.rows)]

    def _put(self, text: str, kind: str, *, spaced: bool) -> None:
        row = self.rows[-1]
        if row and row[-1][1] == kind:
            row[-1] = (row[-1][0] + " " * spaced + text, kind)
        else:
            if spaced:
                row.append((" ", SAME))
            row.append((text, kind))
        self.used += spaced + cell_len(text)


def rows(here: Said, there: Said, edits: Sequence[Edit], width: int) -> list[Row]:
    """Two texts in columns of `width` cells each, by the edit script from one to the other."""
    left, right = (_Column(max(2, width), said.start) for said in (here, there))
    chunks_here = _chunks(here, [(edit.a_start, edit.a_end, edit.op == "equal") for edit in edits])
    chunks_there = _chunks(there, [(edit.b_start, edit.b_end, edit.op == "equal") for edit in edits])
    begun: Counter[int] = Counter()
    differences: dict[int, Span] = {}
    differing = False
    for edit, said_here, said_there in zip(edits, chunks_here, chunks_there, strict=True):
        if edit.op != "equal":
            filled = (
                *_fill(left, said_here, MOVED_AWAY if edit.moved else ONLY_HERE),
                *_fill(right, said_there, MOVED_IN if edit.moved else ONLY_THERE),
            )
            row = min(filled)
            if not differing and not begun[row]:
                differences[row] = here.start + edit.a_start, there.start + edit.b_start
            begun[row] += not differing
            differing = True
            continue
        differing = False
        words_here = _Words.of(here, (edit.a_start, edit.a_end), said_here)
        words_there = _Words.of(there, (edit.b_start, edit.b_end), said_there)
        for one, other in _in_step(words_here, words_there):
            row = max(len(left.rows), len(right.rows)) - 1
            left.go_to(row)
            right.go_to(row)
            breaks = max(chunk.breaks for chunk in (*one[:1], *other[:1]))
            if breaks and (left.used or right.used):
                row += breaks
            elif not (left.fits(*one) and right.fits(*other)):
                row += 1
            left.go_to(row)
            right.go_to(row)
            _fill(left, one, SAME)
            _fill(right, other, SAME)
    count = max(len(left.rows), len(right.rows))
    left.go_to(count - 1)
    right.go_to(count - 1)
    places = zip(left.places, right.places, strict=True)
    waits = zip(left.waits(), right.waits(), strict=True)
    return [
        Row(tuple(one), tuple(other), differences.get(at, place), begun[at], waiting)
        for at, (one, other, place, waiting) in enumerate(zip(left.rows, right.rows, places, waits, strict=True))
    ]


def _first_line(text: str, cells: int) -> str:
    """What of a text without spaces stands on the first of lines of so many cells; nothing where there is no room."""
    if cells < 1:
        return ""
    ahead = text[: 2 * cells + 1]  # twice as many characters as have room, for those that take none
    return ahead[: wrap(ahead, 0, len(ahead), cells).ends[0]]


def _in_step(here: _Words, there: _Words) -> Iterator[tuple[Sequence[_Chunk], Sequence[_Chunk]]]:
    """The chunks of words that both say, each with that in which the other says them; with several where the words are
    joined otherwise, or signs stand by themselves."""
    ends = [[bisect_left(each.starts, place) for place in each.places_after()] for each in (here, there)]
    done = [0, 0]
    for count in sorted(set(ends[0]).intersection(ends[1]) - {0}):
        now = [bisect_left(each, count) + 1 for each in ends]
        for side, said in enumerate((here, there)):
            while now[side] < len(ends[side]) and ends[side][now[side]] == count and not said.chunks[now[side]].breaks:
                now[side] += 1
        yield here.chunks[done[0] : now[0]], there.chunks[done[1] : now[1]]
        done = now
    rest = here.chunks[done[0] :], there.chunks[done[1] :]
    if any(rest):
        yield rest


def _fill(column: _Column, chunks: Sequence[_Chunk], kind: str) -> list[int]:
    """Put chunks in a column; gives the row on which each begins."""
    filled = []
    for chunk in chunks:
        if chunk.breaks and column.used:
            column.go_to(len(column.rows) + chunk.breaks - 1)
        elif not column.fits(chunk):
            column.go_to(len(column.rows))
        filled.append(len(column.rows) - 1)
        column.add(chunk, kind)
    return filled


def _chunks(said: Said, words: Sequence[Words]) -> Iterator[list[_Chunk]]:
    """The chunks of each stretch of words, with the marks that belong to it; none for an empty one."""
    parts = dict(with_marks(said.text, words))
    gap = ""
    for each in words:
        found: list[_Chunk] = []
        if each in parts:
            (low, high), at = parts[each], 0
            shown = said.flow.shown(said.start + low, said.start + high)
            for match in _CHUNK.finditer(shown.text):
                gap += shown.text[at : match.start()]
                place = shown.place_of(match.start())
                breaks = 1 + said.flow.is_free_above(place) if "\n" in gap else 0
                found.append(_Chunk(match[0].replace("\t", TAB), place, bool(gap), breaks))
                gap, at = "", match.end()
            gap += shown.text[at:]
        yield found


def changes(some: Sequence[Row]) -> list[int]:
    """The row of each difference: of several that begin on one row, the same."""
    return [at for at, row in enumerate(some) for _ in range(row.begun)]


def differences_of(edits: Sequence[Edit]) -> list[list[Edit]]:
    """The steps of each difference: of what stands between two stretches that both say."""
    return [list(run) for same, run in groupby(edits, lambda edit: edit.op == "equal") if not same]


def places(edits: Sequence[Edit]) -> list[int]:
    """Where in the first text each difference begins."""
    return [run[0].a_start for run in differences_of(edits)]


def other_half(edits: Sequence[Edit], number: int) -> tuple[int, int] | None:
    """Of the first block in a difference that is moved, by its number from 0: the side and the place where its other
    half stands; None if nothing in it is moved."""
    for edit in differences_of(edits)[number]:
        if edit.moved is not None:
            return int(edit.op == "delete"), edit.moved[0]
    return None
