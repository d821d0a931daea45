"""A widget that draws lines on demand, with a cursor, a scroll position and a scrollbar of its own.

All three panes are one. Nothing is laid out or kept for a line that is not on screen, so a list of a million lines
costs what a list of thirty does. It scrolls itself, without Textual's scroll view: that animates, defers, and lays out
again when the height changes.
"""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import MOVES, bindings
from reader.tui.line_cache import LineCache
from reader.tui.palette import Palette
from reader.tui.safe import crop_at_word

WHEEL_LINES = 3
"""Lines that one notch of the mouse wheel scrolls."""

RULE_CELLS = 2
"""Cells of the rule before and after the title of a pane, at least."""

OVERLAP_LINES = 2
"""Lines of the old page that stay visible after a page down, so that the eye finds its place."""


MOST_DIGITS = 6
"""A longer count is a slip of the hand."""


class LineView(Widget, can_focus=True):
    """A list of lines with a cursor.

    A subclass gives `line_count` and `draw_line`, and may override `cursor_moved` and `can_rest_on`.
    """

    BINDINGS = bindings(MOVES)

    ALLOW_SELECT = False

    plain_style = "line--thumb"
    """Name of the style of a cell without anything."""

    SCROLL_OFF_SHARE = 0.0
    """Share of the height that is kept visible above and below the cursor."""

    @dataclass
    class Counted(Message):
        """The number before the next key is another; `count` is empty if there is none any more."""

        count: str

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.top = 0
        """Index of the first line on screen."""
        self.cursor = 0
        """Index of the line that the keys act on."""
        self._pane_titles: tuple[str, ...] = ()
        self.count = ""
        """The digits typed before a key that it may repeat; empty if none were."""
        self._dragging = False
        self._palette: Palette | None = None
        self._styles_cache = LineCache()
        self._drawn_size: Size | None = None
        """While lines are drawn: the size of what they are drawn on."""

    def on_mount(self) -> None:
        use_chosen_keys(self)

    def on_blur(self) -> None:
        self._set_count("")

    def set_title(self, *titles: str) -> None:
        """Say above the lines what they are, by the first title for which there is room; titles are harmless."""
        self._pane_titles = titles
        self._fit_title()

    def _fit_title(self) -> None:
        """The title stands clear of the rule where there is room for that; if none has room, the last is cut."""
        room = self.outer_size.width - RULE_CELLS
        wanted = next((title for title in self._pane_titles if cell_len(title) < room), self._pane_titles[-1])
        title = f" {crop_at_word(wanted, room - 1)}" if room > 0 else f" {wanted}"
        self.border_title = Content(title + " " * (room <= 0 or cell_len(title) < room))

    def on_resize(self) -> None:
        if self._pane_titles:
            self._fit_title()
        self.lines_changed()
        self.show_cursor()

    # What a subclass says about its lines.

    def line_count(self) -> int:
        """Number of lines."""
        raise NotImplementedError

    def draw_line(self, line: int, width: int) -> list[Segment]:
        """The segments of one line; at most `width` cells."""
        raise NotImplementedError

    def cursor_moved(self) -> None:
        """Called after the cursor came to another line."""

    def can_rest_on(self, line: int) -> bool:
        """Whether the cursor may stop on a line."""
        return True

    # Drawing.

    @property
    def content_size(self) -> Size:
        """Cells that there are for lines. Textual looks for the widget in the layout each time that it is asked."""
        return self._drawn_size or super().content_size

    def render_lines(self, crop: Region) -> list[Strip]:
        self._drawn_size = self.content_size
        try:
            return super().render_lines(crop)
        finally:
            self._drawn_size = None

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        line = self.top + y
        style = self.style_of(self.plain_style)
        count = self.line_count()
        text_width = max(0, width - 1)
        segments = self.draw_line(line, text_width) if line < count else []
        used = sum(segment.cell_length for segment in segments)
        if used > text_width:
            segments = Segment.adjust_line_length(segments, text_width, style)
        elif used < text_width:
            segments = [*segments, Segment(" " * (text_width - used), style)]
        bar = self._bar_segment(y) if count > self.content_size.height else Segment(" ", style)
        return Strip([*segments, bar], text_width + 1)

    def _bar_segment(self, y: int) -> Segment:
        first, last = self._thumb()
        style = self.style_of("line--thumb-focused" if self.has_focus else "line--thumb")
        return Segment("▐" if first <= y < last else " ", style)

    def _thumb(self) -> tuple[int, int]:
        """First and last row of the scrollbar's thumb, half open."""
        height, count = self.content_size.height, max(1, self.line_count())
        size = max(1, height * height // count)
        span = max(1, count - height)
        first = round((height - size) * min(self.top, span) / span)
        return first, first + size

    def style_of(self, name: str, overlay: str | None = None) -> Style:
        """Style of a name in the palette; an `overlay` gives it another background."""
        return self.palette.style(name, overlay)

    @property
    def palette(self) -> Palette:
        """The styles of the present theme."""
        if self._palette is None:
            self._palette = Palette(self.app.theme_variables, own=self.app.native_ansi_color)
        return self._palette

    def notify_style_update(self) -> None:
        """Forget the styles: the theme may have changed."""
        super().notify_style_update()
        self._palette = None

    @property
    def cursor_overlay(self) -> str:
        """The overlay of the cursor line."""
        return "cursor-focused" if self.has_focus else "cursor"

    # Moving.

    def take_count(self) -> int:
        """The number typed before a motion, 1 if none was; forgets it."""
        count = self.count
        self._set_count("")
        return int(count or 1)

    def _set_count(self, count: str) -> None:
        if count != self.count:
            self.count = count
            self.post_message(self.Counted(count))

    def move_to(self, line: int, *, step: int = 1, still: bool = False) -> None:
        """Put the cursor on `line`, or on the next one in the direction of `step` that it can rest on.

        Where that is on the screen already, `still` leaves all lines where they are.
        """
        last = self.line_count() - 1
        line = max(0, min(line, last))
        target = line
        while 0 <= target <= last and not self.can_rest_on(target):
            target += 1 if step >= 0 else -1
        if not 0 <= target <= last:
            target = self.cursor if self.can_rest_on(min(self.cursor, max(0, last))) else line
        still = still and self.top <= target < self.top + self.content_size.height
        if target == self.cursor:
            if not still:
                self.show_cursor()
            return
        old, self.cursor = self.cursor, target
        if still or not self.show_cursor():
            self.refresh_line(old)
            self.refresh_line(target)
        self.cursor_moved()

    def show_cursor(self) -> bool:
        """Scroll as little as shows the cursor; says whether it scrolled. A pane that is hidden has no lines to scroll,
        and shows the cursor when it is seen again."""
        height = self.content_size.height
        if height <= 0:
            return False
        margin = min(int(height * self.SCROLL_OFF_SHARE), max(0, (height - 1) // 2))
        top = min(self.top, self.cursor - margin)
        top = max(top, self.cursor + margin - height + 1)
        return self.scroll_top(top)

    def scroll_top(self, top: int) -> bool:
        """Make `top` the first line on screen, as far as there are lines; says whether it was not."""
        top = max(0, min(top, self.line_count() - self.content_size.height))
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def scroll_page(self, lines: int) -> None:
        """Scroll by `lines`; the cursor keeps its place on the screen, and goes to the end where there is no more."""
        before = self.top
        self.scroll_top(self.top + lines)
        moved = self.top - before
        self.move_to(self.cursor + (moved or lines), step=lines)

    def refresh_line(self, line: int) -> None:
        """Draw one line again."""
        y = line - self.top
        if 0 <= y < self.content_size.height:
            self.refresh(Region(0, y, self.content_size.width, 1))

    def lines_changed(self) -> None:
        """Draw everything again after the lines became others; the cursor stays on a line that exists."""
        count = self.line_count()
        self.cursor = max(0, min(self.cursor, count - 1))
        self.top = max(0, min(self.top, count - self.content_size.height))
        self.refresh()

    def action_move(self, lines: int) -> None:
        step = lines * self.take_count()
        self.move_to(self.cursor + step, step=step)

    def action_page(self, pages: float) -> None:
        height = max(1, self.content_size.height - OVERLAP_LINES)
        self.scroll_page(int(height * pages) * self.take_count())

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll, and leave the cursor where it is as long as that is on the screen."""
        if self.scroll_top(self.top + lines * self.take_count()):
            self.keep_cursor_visible()

    def action_top(self) -> None:
        self.take_count()
        self.move_to(0)

    def action_bottom(self) -> None:
        counted = bool(self.count)
        count = self.take_count()
        self.move_to(count - 1 if counted else self.line_count() - 1, step=1 if counted else -1)

    def action_digit(self, digit: str) -> None:
        """A digit of the count of the next motion."""
        if len(self.count) < MOST_DIGITS:
            self._set_count(self.count + digit)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(WHEEL_LINES, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(-WHEEL_LINES, event)

    def _wheel(self, lines: int, event: events.MouseEvent) -> None:
        event.stop()
        if self.scroll_top(self.top + lines):
            self.keep_cursor_visible()

    def keep_cursor_visible(self) -> None:
        """Bring the cursor to the lines on screen after they were scrolled by mouse."""
        bottom = self.top + self.content_size.height - 1
        line = max(self.top, min(self.cursor, bottom))
        if line != self.cursor:
            self.cursor = line
            self.cursor_moved()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.x == self.content_size.width - 1 and self.line_count() > self.content_size.height:
            self._dragging = True
            self.capture_mouse()
            self._drag_to(offset.y)
        elif (line := self.top + offset.y) < self.line_count():
            self.move_to(line, step=1 if offset.y < self.content_size.height // 2 else -1, still=True)
            self.clicked(line, offset.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _drag_to(self, y: int) -> None:
        first, last = self._thumb()
        height = max(1, self.content_size.height - (last - first))
        share = max(0.0, min(1.0, (y - (last - first) / 2) / height))
        if self.scroll_top(round(share * (self.line_count() - self.content_size.height))):
            self.keep_cursor_visible()

    def clicked(self, line: int, x: int) -> None:
        """Called when a line was clicked, after the cursor came to it."""
