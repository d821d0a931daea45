"""What is not to be painted, taken out of every line on its way to the terminal.

Up to there it stays, so that offsets into a text are places in what is drawn of it. It takes no cell.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.text.controls import without_unseen


class Unseen(LineFilter):
    """Lines without what is UNSEEN."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(without_unseen(text), style, control) for text, style, control in segments]
