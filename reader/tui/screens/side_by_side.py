"""A passage and its twin side by side: they scroll together, and what both say stands on the same rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.entries import DocumentEntry
from reader.library.texts import Texts
from reader.plurals import plural
from reader.tui.bars import KeyHints, StatusBar
from reader.tui.beside import Row, changes, places, rows
from reader.tui.keys import BESIDE, bindings
from reader.tui.line_view import LineView
from reader.tui.listing import Entry
from reader.tui.safe import crop_at_word, safe, safe_line
from reader.tui.screens.layer import take_in

if TYPE_CHECKING:
    from reader.reuse.alignment import Edit

MARGIN_CELLS, PARTING_CELLS = 1, 3
"""Before the columns, and between them."""


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two tellings."""

    document: DocumentEntry
    title: str
    line: int
    """1-based, on which the article starts."""
    passage: Span
    article: Span
    """Spans of the document."""


def _side(catalogue: Catalogue, document: int, passage: Span) -> Side:
    entry = catalogue.documents[document]
    article = entry.articles[entry.article_of(*passage)]
    return Side(entry, article.title, article.line, passage, (article.start, article.end))


def _in_one_article(one: Side, other: Side) -> bool:
    return one.document.id == other.document.id and one.article == other.article


def _around(one: Side, other: Side) -> tuple[Span, Span]:
    """What is compared instead of the passages: their articles; of one that holds both, each passage with what stands
    around it, as far as the other."""
    if not _in_one_article(one, other):
        return one.article, other.article
    (start, end), between = one.article, sorted((*one.passage, *other.passage))[1:3]
    earlier, later = (start, max(between)), (min(between), end)
    return (earlier, later) if one.passage < other.passage else (later, earlier)


class Beside(LineView):
    """Two columns of text that scroll as one.

    | key | does |
    |---|---|
    | n N ( ) | next, previous difference |
    | w | whole articles, or only the passage |
    | enter | read the twin where it stands |
    """

    BINDINGS = bindings(BESIDE)

    plain_style = "page--text"

    SCROLL_OFF_SHARE = 0.25

    @dataclass
    class WholeWanted(Message):
        """Compare the whole articles, or only the passage again."""

    @dataclass
    class JumpWanted(Message):
        """The user wants to read the twin where it stands."""

    @dataclass
    class Moved(Message):
        """The cursor came to another row."""

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._texts: tuple[str, str] | None = None
        self._edits: tuple[Edit, ...] = ()
        self.rows: list[Row] = []
        self.changes: list[int] = []
        """The row of each difference."""
        self._near: int | None = None
        self.comparing = True
        """Whether nothing is shown yet of what is to be."""
        self._laying_out = False

    def compare(self) -> None:
        """Show nothing until other texts are there."""
        self.comparing = True
        self.rows, self.changes = [], []
        self.lines_changed()

    def show(self, here: str, there: str, edits: tuple[Edit, ...], near: int | None = None) -> None:
        """Show two texts with what leads from one to the other, from the first difference on, or that nearest to an
        offset of the first text."""
        self._texts, self._edits, self._near = (here, there), edits, near
        self.compare()
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def column_cells(self) -> int:
        """Width of a column."""
        return max(2, (self.content_size.width - 1 - MARGIN_CELLS - PARTING_CELLS) // 2)

    def _lay_out(self) -> None:
        """In a thread, one layout at a time: that of a megabyte takes seconds."""
        if self._texts is not None and not self._laying_out:
            self._laying_out = True
            self.run_worker(partial(self._make_rows, self._texts, self._edits, self.column_cells()), thread=True)

    def _make_rows(self, texts: tuple[str, str], edits: tuple[Edit, ...], cells: int) -> None:
        made = rows(*texts, edits, cells)
        take_in(self, self._laid_out, texts, cells, made, changes(made))

    def _laid_out(self, texts: tuple[str, str], cells: int, made: list[Row], differences: list[int]) -> None:
        self._laying_out = False
        if not self.is_attached:
            return
        if texts is not self._texts or cells != self.column_cells():
            self._lay_out()
            return
        share = self.cursor / max(1, len(self.rows))
        number = self.change_numbers()[0] if self.cursor in self.changes else 0
        self.rows, self.changes = made, differences
        self.cursor = differences[number - 1] if number else int(share * len(made))
        if self.comparing:
            self.comparing = False
            self.top = 0
            self.cursor = differences[self._nearest()] if differences else 0
        self.lines_changed()
        self.show_cursor()
        self.post_message(self.Moved())

    def line_count(self) -> int:
        return len(self.rows)

    def draw_line(self, line: int, width: int) -> list[Segment]:
        row, cells = self.rows[line], self.column_cells()
        sign = "›" if line == self.cursor else "┆" if row.differs else "│"
        style = self.style_of("page--cursor" if line == self.cursor else "page--within")
        margin = Segment(" " * MARGIN_CELLS, self.style_of("page--text"))
        return [margin, *self._column(row.here, cells), Segment(f" {sign} ", style), *self._column(row.there, cells)]

    def _column(self, pieces: tuple[tuple[str, str], ...], cells: int) -> list[Segment]:
        drawn = [Segment(text, self.style_of(BESIDE_INKS.get(kind, "page--text"))) for text, kind in pieces]
        used = sum(cell_len(text) for text, _ in pieces)
        return [*drawn, Segment(" " * max(0, cells - used), self.style_of("page--text"))]

    def cursor_moved(self) -> None:
        self.post_message(self.Moved())

    def change_numbers(self) -> tuple[int, int]:
        """1-based numbers of the first and last difference of the row at or above the cursor that has one; 0 above the
        first."""
        last = bisect_right(self.changes, self.cursor)
        return (bisect_left(self.changes, self.changes[last - 1]) + 1, last) if last else (0, 0)

    def place(self) -> int | None:
        """Offset in the first text of the difference at or above the cursor, if there is one."""
        number = self.change_numbers()[0]
        return places(self._edits)[number - 1] if number else None

    def _nearest(self) -> int:
        near = self._near
        if near is None:
            return 0
        found = places(self._edits)
        return min(range(len(found)), key=lambda number: abs(found[number] - near))

    def action_change(self, step: int) -> None:
        """To the next or previous difference."""
        count = self.take_count()
        at = bisect_right(self.changes, self.cursor) - 1 + count
        if step < 0:
            at = bisect_left(self.changes, self.cursor) - count
        if not self.changes or (step > 0 and self.cursor >= self.changes[-1]) or at < 0:
            self.app.bell()
            return
        self.move_to(self.changes[min(at, len(self.changes) - 1)])

    def action_whole(self) -> None:
        self.post_message(self.WholeWanted())

    def action_jump(self) -> None:
        self.post_message(self.JumpWanted())


BESIDE_INKS = {
    "here": "page--here-beside",
    "there": "page--there",
    "moved-away": "page--moved-beside",
    "moved-in": "page--moved-in",
}
"""Nothing is struck through here: the side says what it is."""


class SideBySide(Screen[None]):
    """Two tellings over the whole screen."""

    DEFAULT_CSS = """
    SideBySide { background: $background; }
    SideBySide Beside { height: 1fr; }
    """

    def __init__(self, catalogue: Catalogue, texts: Texts, entry: Entry, jump: Callable[[Entry], None]) -> None:
        """`jump` is called when the user wants to read the twin where it stands."""
        super().__init__()
        twin = entry.twin
        self._sides = (
            _side(catalogue, entry.here, (twin.told_start, twin.told_end)),
            _side(catalogue, twin.document, (twin.start, twin.end)),
        )
        self._in_one_document = self._sides[0].document.id == self._sides[1].document.id
        self._in_one_article = _in_one_article(*self._sides)
        self._entry = entry
        self._texts = texts
        self._jump = jump
        self._whole = False
        self._shown_from = 0
        """Where in the document the text begins that is shown of this side."""
        self._place: int | None = None
        """The difference, in the document, that is to be seen."""
        self._beside = Beside()
        self._status = StatusBar()

    def compose(self) -> ComposeResult:
        yield self._beside
        yield self._status
        yield KeyHints()

    def on_mount(self) -> None:
        self._compare()

    def _compare(self) -> None:
        self.run_worker(partial(self._make, self._whole), thread=True, exclusive=True, group="beside")

    def _make(self, whole: bool) -> None:
        from reader.reuse.alignment import diff

        try:
            spans = _around(*self._sides) if whole else tuple(side.passage for side in self._sides)
            here, there = (
                self._texts.text(side.document)[slice(*span)] for side, span in zip(self._sides, spans, strict=True)
            )
            start = spans[0][0]
        except TwicetoldError as error:
            here, there, start = safe_line(str(error)), "", 0
        take_in(self.screen, self._show, here, there, diff(here, there), start)

    def _show(self, here: str, there: str, edits: tuple[Edit, ...], start: int) -> None:
        self._shown_from = start
        self._beside.show(here, there, edits, None if self._place is None else self._place - start)

    def on_resize(self) -> None:
        self._update()

    def on_beside_moved(self) -> None:
        self._update()

    def _update(self) -> None:
        beside = self._beside
        cells = beside.column_cells()
        names = [crop_at_word(self._named(side), cells - 1) for side in self._sides]
        gap = " " * max(1, cells + PARTING_CELLS - cell_len(names[0]))
        beside.border_title = Content(f"{names[0]}{gap}{names[1]}")
        (first, last), count = beside.change_numbers(), len(beside.changes)
        around = "what stands around them" if self._in_one_article else "whole articles"
        parts = [around if self._whole else f"{self._entry.twin.similarity:.0%} alike"]
        if beside.comparing:
            parts.append("comparing…")
        else:
            at = f"difference {first:,}" if first == last else f"differences {first:,}–{last:,}"
            parts.append(f"{at}/{count:,}" if last else plural(count, "difference"))
        if self._in_one_document and not self._in_one_article:
            parts.append(self._sides[0].document.name)
        self._status.set_position(safe(" · ".join(parts)))

    def _named(self, side: Side) -> str:
        """What tells a side from the other: of two articles of one document, only where they start and their titles."""
        if self._in_one_document and not self._in_one_article:
            return f"line {side.line:,} · {safe_line(side.title)}"
        name = safe_line(side.document.name)
        if self._in_one_article:
            start, end = side.article
            name += f", {(side.passage[0] - start) / max(1, end - start):.0%} in"
        return f"{name} · {safe_line(side.title)}"

    def on_beside_whole_wanted(self) -> None:
        self._whole = not self._whole
        if (place := self._beside.place()) is not None:
            self._place = self._shown_from + place
        self._beside.compare()
        self._update()
        self._compare()

    def on_beside_jump_wanted(self) -> None:
        self.dismiss()
        self._jump(self._entry)

    def action_close(self) -> None:
        self.dismiss()
