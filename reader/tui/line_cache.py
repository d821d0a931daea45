"""The lines that a line view has drawn, until they change.

Textual asks the style sheet about borders, padding, outlines, hatching, tint and opacity for every line of a widget
that it draws; a line view has at most a border above, and so draws in half the time.
"""

from collections.abc import Sequence
from typing import Any

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


def forget_drawn(screen: Screen[Any]) -> None:
    """Forget what the widgets of a screen have drawn, as far as it is cheap to draw again.

    Textual keeps the lines of every container, and of each line the pieces that it was cut into for the last four
    arrangements of what stands above it: some thousand strips, with seven caches each. Lines of text are kept, since
    they are dear, and cut anew with the next frame.
    """
    for node in screen.walk_children(Widget, with_self=True):
        drawn = node._styles_cache
        if isinstance(drawn, LineCache):
            drawn.forget_pieces()
        else:
            drawn.clear()


class LineCache(StylesCache):
    """The lines of a widget whose style sheet gives it nothing but a background and a border above or below."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, Strip] = {}
        self._made_for: tuple[int, Sequence[LineFilter]] = 0, ()

    def clear(self) -> None:
        super().clear()
        self._lines.clear()

    def forget_pieces(self) -> None:
        """Keep the lines, and not what they were cut into."""
        for line in self._lines.values():
            line._divide_cache.clear()
            line._crop_cache.clear()

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        width, height = widget.region.size
        filters = widget.get_line_filters()
        if self._made_for != (width, filters):
            self.clear()
            self._made_for = width, filters
        rows = crop.line_range
        drawn = [y for y in rows if y in self._dirty_lines or y not in self._lines]
        if drawn:
            gutter, background = widget.styles.gutter, widget.background_colors[1]
            for y in drawn:
                if gutter.top <= y < height - gutter.bottom:
                    self._lines[y] = _filtered(widget.render_line(y - gutter.top), filters, background)
                else:
                    self._lines[y] = super().render_widget(widget, Region(0, y, width, 1))[0]
            self._dirty_lines.difference_update(drawn)
        strips = [self._lines[y] for y in rows]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips


def _filtered(strip: Strip, filters: Sequence[LineFilter], background: Color) -> Strip:
    """A line as the terminal can show it."""
    if not filters:
        return strip
    segments: list[Segment] = list(strip)
    for each in filters:
        segments = each.apply(segments, background)
    return Strip(segments, strip.cell_length)
