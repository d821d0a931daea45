"""Two columns of text that scroll as one, what both say on the same rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from reader.positions import Span
from reader.tui.beside import Pieces, Row, Said, changes, other_half, places, rows
from reader.tui.beside_text import BesideText, Mark, cut, joined
from reader.tui.keymaps import naming_key
from reader.tui.keys import BESIDE, bindings
from reader.tui.line_view import LineView
from reader.tui.threads import take_in

if TYPE_CHECKING:
    from reader.reuse.alignment import Edit

MARGIN_CELLS, PARTING_CELLS = 1, 3
"""Before the columns, and between them."""

WAITING_SIGN = "┄"
"""Where a side is free since the other says more: a row without it is a blank line of the text."""

INKS = {
    "here": "page--here-beside",
    "there": "page--there",
    "moved-away": "page--moved-beside",
    "moved-in": "page--moved-in",
}
"""Nothing is struck through here: the side says what it is."""


class Beside(LineView):
    """Two columns of text that scroll as one.

    | key | does |
    |---|---|
    | n N | next, previous hit of a search, or difference |
    | ( ) | next, previous difference |
    | m | the other half of what is moved |
    | / | search both sides |
    | w | whole articles, or only the passage |
    | J K | next, previous twin |
    | tab | the other side, for a and y |
    | a | note on the paragraph under the cursor |
    | enter | read the twin, from what is under the cursor on |
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

    @dataclass
    class LaidOut(Message):
        """There are other rows."""

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._texts: tuple[Said, Said] | None = None
        self._edits: tuple[Edit, ...] = ()
        self.rows: list[Row] = []
        self.changes: list[int] = []
        """The row of each difference."""
        self.content: BesideText | None = None
        """What is searched."""
        self.side = 0
        """Which side is copied and noted on."""
        self.hits: Sequence[Span] = ()
        """Spans of that, from row to row."""
        self._ascending: Sequence[Span] = ()
        """The same in the order of the text."""
        self._hit: int | None = None
        """The number, from 0, of the one that was gone to."""
        self._near: int | None = None
        self._line: int | None = None
        self.comparing = True
        """Whether nothing is shown yet of what is to be."""
        self._laying_out = False
        self._laid_out_for = 0
        """Cells of a column, of the rows that there are."""

    def compare(self) -> None:
        """Show nothing until other texts are there."""
        self.comparing = True
        self.rows, self.changes = [], []
        self._take(None)
        self.lines_changed()

    def show(
        self, here: Said, there: Said, edits: tuple[Edit, ...], near: int | None = None, line: int | None = None
    ) -> None:
        """Show two texts with what leads from one to the other, from the first difference on, or that nearest to an
        offset of the first text, or the row of a place in its document."""
        self._texts, self._edits, self._near, self._line = (here, there), edits, near, line
        self.compare()
        self._lay_out()

    def on_resize(self) -> None:
        if self.column_cells() != self._laid_out_for:  # a prompt takes a line only
            self._lay_out()

    def column_cells(self) -> int:
        """Width of a column."""
        return max(2, (self.content_size.width - 1 - MARGIN_CELLS - PARTING_CELLS) // 2)

    def _lay_out(self) -> None:
        """In a thread, one layout at a time: that of a megabyte takes seconds."""
        if self._texts is not None and not self._laying_out:
            self._laying_out = True
            self.run_worker(partial(self._make_rows, self._texts, self._edits, self.column_cells()), thread=True)

    def _make_rows(self, texts: tuple[Said, Said], edits: tuple[Edit, ...], cells: int) -> None:
        made = rows(*texts, edits, cells)
        take_in(self, self._laid_out, texts, cells, made, changes(made), joined(made))

    def _laid_out(
        self, texts: tuple[Said, Said], cells: int, made: list[Row], differences: list[int], content: BesideText
    ) -> None:
        self._laying_out = False
        if texts is not self._texts or cells != self.column_cells():
            self._lay_out()
            return
        share = self.cursor / max(1, len(self.rows))
        number = self.change_numbers()[0] if self.cursor in self.changes else 0
        self.rows, self.changes, self._laid_out_for = made, differences, cells
        self._take(content)
        self.cursor = differences[number - 1] if number else int(share * len(made))
        if self.comparing:
            self.comparing = False
            self.top = 0
            self.cursor = differences[self._nearest()] if differences else 0
            if self._line is not None:
                self.cursor = self._row_of(self._line)
        self.lines_changed()
        self.show_cursor()
        self.post_message(self.LaidOut())
        self.post_message(self.Moved())

    def _take(self, content: BesideText | None) -> None:
        """Have another text to search, without hits."""
        self.content = content
        self.hits, self._ascending, self._hit = (), (), None

    def line_count(self) -> int:
        return len(self.rows)

    def draw_line(self, line: int, width: int) -> list[Segment]:
        row, cells = self.rows[line], self.column_cells()
        sign = "›" if line == self.cursor else "┆" if row.differs else "│"
        style = self.style_of("page--cursor" if line == self.cursor else "page--within")
        margin = Segment(" " * MARGIN_CELLS, self.style_of("page--text"))
        here, there = (self._column(line, side, cells) for side in range(2))
        return [margin, *here, Segment(f" {sign} ", style), *there]

    def _column(self, line: int, side: int, cells: int) -> list[Segment]:
        row = self.rows[line]
        pieces = row.there if side else row.here
        if row.waits[side]:
            return [Segment(WAITING_SIGN.ljust(cells), self.style_of("page--facts"))]
        drawn = [
            Segment(text, self.style_of(INKS.get(kind, "page--text"), overlay))
            for text, kind, overlay in cut(pieces, self._marks(line, side, pieces))
        ]
        used = sum(cell_len(text) for text, _ in pieces)
        return [*drawn, Segment(" " * max(0, cells - used), self.style_of("page--text"))]

    def _marks(self, line: int, side: int, pieces: Pieces) -> list[Mark]:
        if not self.hits or self.content is None:
            return []
        present = None if self._hit is None else self.hits[self._hit]
        return self.content.marks(line, side, sum(len(text) for text, _ in pieces), self._ascending, present)

    # What a search found.

    def set_hits(self, hits: Sequence[Span]) -> None:
        """Mark what a search found in `content`."""
        content, self._hit = self.content, None
        self._ascending = sorted(hits) if content else ()
        self.hits = sorted(self._ascending, key=lambda hit: content.row_of(hit[0])) if content else ()
        self.refresh()

    def go_to_hit(self, step: int, *, from_here: bool = False) -> bool:
        """To the next or previous hit, round the end, from that on the cursor row if `from_here`; whether it went round
        the end."""
        content = self.content
        if not self.hits or content is None:
            return False
        if from_here or self._hit is None:
            at = bisect_left(self.hits, self.cursor, key=lambda hit: content.row_of(hit[0]))
            at -= not from_here and step < 0
        else:
            at = self._hit + step
        self.choose_hit(at)
        return not 0 <= at < len(self.hits)

    def choose_hit_here(self) -> None:
        """Take the hit that begins on the cursor row, if one does, as gone to."""
        if self.content is not None:
            at = bisect_left(self.hits, self.cursor, key=lambda hit: self.content.row_of(hit[0]) if self.content else 0)
            if at < len(self.hits) and self.content.row_of(self.hits[at][0]) == self.cursor:
                self.choose_hit(at)

    def choose_hit(self, at: int) -> None:
        """To a hit by its number, from 0, or from -1 for the last."""
        if self.content is not None:
            self._hit = at % len(self.hits)
            self.move_to(self.content.row_of(self.hits[self._hit][0]))
            self.refresh()

    def searched_from(self) -> int:
        """The place around which hits are looked for where there are very many: both sides begin there."""
        return self.content.start if self.content else 0

    def hit_number(self) -> int:
        """1-based number of the hit that was gone to; 0 if none was."""
        return 0 if self._hit is None else self._hit + 1

    def view(self) -> tuple[int, int]:
        """(row of the cursor, its place on the screen): enough to come back to exactly here."""
        return self.cursor, self.cursor - self.top

    def restore(self, view: tuple[int, int]) -> None:
        """Come back to where `view` was taken."""
        self.cursor = view[0]
        self.scroll_top(view[0] - view[1])
        self.lines_changed()
        self.cursor_moved()

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

    def moved(self) -> tuple[int, int] | None:
        """The side on which the other half of what is moved stands, of the difference at or above the cursor, and where
        in its document."""
        number = self.change_numbers()[0]
        found = other_half(self._edits, number - 1) if number else None
        return (found[0], found[1] + self._texts[found[0]].start) if found and self._texts else None

    def action_other_half(self) -> None:
        """To the other half of what is moved, and to its side."""
        if found := self.moved():
            self.side = found[0]
            self.move_to(self._row_of(found[1], self.side))
            self.post_message(self.Moved())
        else:
            self.notify("Nothing is moved here.", markup=False, timeout=3)

    def places(self) -> Span:
        """Where in either document the cursor row stands."""
        return self.rows[self.cursor].places

    def _row_of(self, place: int, side: int = 0) -> int:
        """The first row on which what stands at a place of a side's document stands, or what is nearest above it."""
        at = max(0, bisect_right(self.rows, place, key=lambda row: row.places[side]) - 1)
        return bisect_left(self.rows, self.rows[at].places[side], key=lambda row: row.places[side])

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
            which = "last" if step > 0 else "first"
            way = naming_key(self, "beside.next-twin", " {} goes to the next twin.")
            said = f"This is the {which} difference." if self.changes else "Both say the same words."
            self.notify(f"{said}{way}", markup=False, timeout=3)
            return
        self.move_to(self.changes[min(at, len(self.changes) - 1)])

    def action_whole(self) -> None:
        self.post_message(self.WholeWanted())

    def action_jump(self) -> None:
        self.post_message(self.JumpWanted())
