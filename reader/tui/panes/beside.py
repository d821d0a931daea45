"""Two columns of text that scroll as one, what both say on the same rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from reader.tui.beside import Row, changes, places, rows
from reader.tui.keymaps import naming_key
from reader.tui.keys import BESIDE, bindings
from reader.tui.line_view import LineView
from reader.tui.threads import take_in

if TYPE_CHECKING:
    from reader.reuse.alignment import Edit

MARGIN_CELLS, PARTING_CELLS = 1, 3
"""Before the columns, and between them."""

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
    | n N ( ) | next, previous difference |
    | w | whole articles, or only the passage |
    | J K | next, previous twin |
    | tab | the other side, for a and y |
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
        drawn = [Segment(text, self.style_of(INKS.get(kind, "page--text"))) for text, kind in pieces]
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
            which = "last" if step > 0 else "first"
            way = naming_key(self, "beside.next-twin", " {} goes to the next twin.")
            said = f"This is the {which} difference." if self.changes else "Both say the same."
            self.notify(f"{said}{way}", markup=False, timeout=3)
            return
        self.move_to(self.changes[min(at, len(self.changes) - 1)])

    def action_whole(self) -> None:
        self.post_message(self.WholeWanted())

    def action_jump(self) -> None:
        self.post_message(self.JumpWanted())
