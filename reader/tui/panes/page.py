"""The page: the article that is being read, and what keys and mouse do on it."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.message import Message

from reader.tui.keys import PAGE, bindings
from reader.tui.panes.page_marks import MarkedPage
from reader.tui.panes.page_text import GUTTER_CELLS


class Page(MarkedPage):
    """The article that is being read.

    | key | does |
    |---|---|
    | j k space b g G | move |
    | { } | paragraph |
    | ( ) | passage that is told elsewhere |
    | enter | go to the twin of the passage under the cursor |
    """

    BINDINGS = bindings(PAGE)

    @dataclass
    class Moved(Message):
        """The cursor came to another line, which starts at `place` in the document."""

        place: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Page.Moved)

    @dataclass
    class LineWanted(Message):
        """The user wants to go to a line of the document, counted from 1."""

        line: int

    @dataclass
    class Finished(Message):
        """The reader paged past an end of the article: 1 after its last line, -1 before its first."""

        direction: int
        count: int
        """By how many articles."""

    @dataclass
    class JumpWanted(Message):
        """The user wants to go to the twin of the passage under the cursor."""

    @dataclass
    class Dragged(Message):
        """The mouse was dragged over the text, from one character to before another."""

        anchor: int
        head: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Page.Dragged)

    @dataclass
    class Brought(Message):
        """The cursor line begins elsewhere, by what was pointed out or by another width: the user did not move it."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Page.Brought)

    @dataclass
    class BarClicked(Message):
        """The user wants to see the repeats of the passage on the cursor line."""

    def __init__(self) -> None:
        super().__init__()
        self._drag_from: int | None = None
        self.leaving: Callable[[], None] = lambda: None
        """Called before a key goes to a far place of the article, from which one may want to go back."""
        self.extend: Callable[[int], None] | None = None
        """Takes, in paragraphs, by how much a selection is to grow that the keys of lines extend."""

    # Where it stands.

    @property
    def is_at_end(self) -> bool:
        """Whether the cursor is on the last line of the document."""
        return self.content is not None and not self.content.text[self.line_span(self.cursor)[1] :].strip()

    def bring_into_view(self, offset: int) -> None:
        """Scroll to a character if it is not on screen; the cursor goes there too."""
        line = self.line_of(max(offset, self.content.start) if self.content else 0)
        is_on_screen = self.top <= line < self.top + self.content_size.height
        if line != self.cursor:
            self.cursor = line
            self.refresh()
            self._tell(self.Brought())
        if not is_on_screen:
            self.scroll_top(self.cursor - self.content_size.height // 3)

    def restore(self, view: tuple[int, int]) -> None:
        """Come back to where `view` was taken."""
        place, row = view
        self.cursor = self.line_of(place)
        self.scroll_top(self.cursor - row)
        self.refresh()
        self.cursor_moved()

    # Acting.

    def clicked(self, line: int, x: int) -> None:
        """On the gutter: the repeats of the passage, if they are hidden."""
        left = self._margin(self.content_size.width - 1)
        if left <= x < left + GUTTER_CELLS and self.passages_on(*self.line_span(line)):
            self.post_message(self.BarClicked())

    def on_click(self, event: events.Click) -> None:
        """Twice on a passage: go to its twin."""
        if event.chain == 2 and self.passages_on(*self.line_span(self.cursor)):
            self.action_jump()

    def on_resize(self) -> None:
        if self.content is not None:
            self._tell(self.Brought())

    def cursor_moved(self) -> None:
        self._tell(self.Moved(self.place))

    def _tell(self, message: Message) -> None:
        """Tell the screen at once, for one frame to show all that follows; nobody when the program is ending."""
        if self.is_attached:
            self.screen.post_message(message)

    def action_top(self) -> None:
        if self.cursor > self._head_lines:
            self.leaving()
        super().action_top()
        self.scroll_top(0)

    def action_page(self, pages: float) -> None:
        """As everywhere, and on into the next article once the end is on screen."""
        at_end = self.top + self.content_size.height >= self.line_count()
        if pages == 1 and at_end:
            self.post_message(self.Finished(1, self.take_count()))
        elif pages == -1 and self.top == 0:
            self.post_message(self.Finished(-1, self.take_count()))
        else:
            super().action_page(pages)

    def action_bottom(self) -> None:
        """To the end, or with a count to that line of the document, as in less and vim."""
        if not self.count:
            self._lines.settle_end()
        elif self.content is not None and self.content.article is not None:
            self.post_message(self.LineWanted(self.take_count()))
            return
        if self.cursor < self.line_count() - 1:
            self.leaving()
        super().action_bottom()

    def action_share(self) -> None:
        """To a share of the article in percent, the count, as in less."""
        if not self.count:
            self.app.bell()
            return
        share = min(100, self.take_count())
        line = self._head_lines + round(share / 100 * (self.line_count() - 1 - self._head_lines))
        if line != self.cursor:
            self.leaving()
        self.move_to(line, step=-1 if share == 100 else 1)

    def action_move(self, lines: int) -> None:
        if self.extend is not None:
            self.extend(lines * self.take_count())
            return
        if lines < 0 and self.cursor <= self._head_lines:
            self.take_count()
            self.scroll_top(0)
            return
        super().action_move(lines)

    def action_paragraph(self, step: int) -> None:
        """To the first line of the next or previous paragraph."""
        content = self.content
        if content is None:
            return
        place, find = self.place, content.flow.next_start if step > 0 else content.flow.previous_start
        for _ in range(self.take_count()):
            found = find(place, content.start, content.end)
            if found is None:
                place = content.end if step > 0 else content.start
                break
            place = found
        self._settle(self.line_of(place))
        self.move_to(self.line_of(place) if place < content.end else self.line_count() - 1, step=-step)

    def go_to_passage(self, step: int, count: int = 1) -> bool:
        """To the start of the next or previous passage that is told elsewhere; False if the article has none there."""
        if self.content is None:
            return False
        end = self._offset_of(self.cursor + 1) if self.cursor + 1 < self.line_count() else self.content.end
        here = self.place
        starts = sorted({max(passage.start, self.content.start) for passage in self.content.passages})
        after = [start for start in starts if start >= max(end, here + 1)]
        before = [start for start in starts if start < here and self.line_of(start) < self.cursor]
        wanted = after if step > 0 else before[::-1]
        if wanted:
            self.move_to(self.line_of(wanted[min(count, len(wanted)) - 1]))
        return bool(wanted)

    def action_jump(self) -> None:
        self.post_message(self.JumpWanted())

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    # Selecting with the mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= self.content_size.width - 1 or self.content is None:
            return
        self._drag_from = self.offset_at(offset.x, offset.y)
        self.capture_mouse()
        self.post_message(self.Dragged(self._drag_from, self._drag_from))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drag_from is not None:
            self.post_message(self.Dragged(self._drag_from, self.offset_at(event.x, event.y - self.gutter.top)))

    def on_mouse_up(self) -> None:
        self.drag_from(None)

    def drag_from(self, anchor: int | None) -> None:
        """What is being dragged begins at another character, or, with None, nothing is dragged any more."""
        if self._drag_from is not None:
            self._drag_from = anchor
            if anchor is None:
                self.release_mouse()
