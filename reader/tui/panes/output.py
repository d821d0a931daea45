"""A text that is no document, wrapped: the output of a command, the messages of the program."""

from rich.cells import set_cell_size
from rich.segment import Segment

from reader.text.controls import sanitise
from reader.tui.line_view import LineView
from reader.tui.safe import TAB
from reader.tui.wrapping import WrapTable, wrap


class OutputLines(LineView):
    """Lines of a text as wide as there is room."""

    plain_style = "line--text"

    def __init__(self) -> None:
        super().__init__(id="output")
        self._text = ""
        self._table = WrapTable()

    def show(self, text: str) -> None:
        """Show another text."""
        self._text = sanitise(text, keep="\n\t")
        self.top = self.cursor = 0
        self.on_resize()

    def on_resize(self) -> None:
        self._table = wrap(self._text, 0, len(self._text), max(1, self.content_size.width - 2), spacing=0)
        self.lines_changed()

    def line_count(self) -> int:
        return len(self._table)

    def draw_line(self, line: int, width: int) -> list[Segment]:
        text = self._text[self._table.starts[line] : self._table.ends[line]].replace("\t", TAB)
        style = self.style_of("line--text", self.cursor_overlay if line == self.cursor else None)
        return [Segment(set_cell_size(text, width), style)]
