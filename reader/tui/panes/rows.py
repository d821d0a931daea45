"""A list of rows over the reading screen, each with a line of its own and columns that are as wide as they must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.message import Message

from reader.tui.line_view import LineView
from reader.tui.safe import crop

GAP_CELLS = 2

WIDEST_SHARE = 0.5
"""Share of the width that a column but the last may take."""


class Rows(LineView):
    """Rows of columns; the last column takes what is left."""

    plain_style = "repeats--article"

    @dataclass
    class Opened(Message):
        """The user chose a row."""

        number: int

    def __init__(self, rows: Sequence[Sequence[str]], inks: Sequence[str], *, id: str) -> None:
        """`rows` are harmless texts; `inks` the names of the columns' styles."""
        super().__init__(id=id)
        self._rows = rows
        self._inks = inks

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """List other rows."""
        self._rows = rows
        self.lines_changed()

    def line_count(self) -> int:
        return len(self._rows)

    def draw_line(self, line: int, width: int) -> list[Segment]:
        cursor = self.cursor_overlay if line == self.cursor else None
        row = self._rows[line]
        shown = self._rows[self.top : self.top + self.content_size.height]
        segments = [Segment("› " if cursor else "  ", self.style_of("found--mark", cursor))]
        left = width - 2
        for column, (cell, ink) in enumerate(zip(row, self._inks, strict=True)):
            room = left
            if column < len(row) - 1:
                widest = max(cell_len(other[column]) for other in shown)
                room = min(left, widest + GAP_CELLS, int(width * WIDEST_SHARE))
            gap = GAP_CELLS if column < len(row) - 1 else 0
            text = set_cell_size(crop(cell, max(0, room - gap)), max(0, room))
            segments.append(Segment(text, self.style_of(ink, cursor)))
            left -= room
        return segments

    def action_open(self) -> None:
        if self._rows:
            self.post_message(self.Opened(self.cursor))

    def clicked(self, line: int, x: int) -> None:
        self.action_open()
