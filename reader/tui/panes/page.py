"""The page: one article, wrapped to a measure, with a gutter that shows what is told elsewhere."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.segment import Segment
from textual import events
from textual.message import Message

from reader.library.queries import Passage
from reader.settings import PageSettings
from reader.tui.article_lines import ArticleLines, Line
from reader.tui.inking import Mark, character_at, segments, stretched
from reader.tui.keys import PAGE, bindings
from reader.tui.line_view import LineView
from reader.tui.made import Made
from reader.tui.merging import Merged
from reader.tui.safe import TAB, crop
from reader.tui.wrapping import wrap

LEAST_MEASURE_CELLS, MOST_MEASURE_CELLS = 24, 160

BAR_MARK = "╺"
"""Beside the scrollbar's thumb: something is there."""

GUTTER_CELLS = 3
"""Cursor mark, repeat bar, space."""

SCREENS_AHEAD = 3
"""Screens above and below that are wrapped before one gets there, so that line numbers hold while one moves."""

SOME_DOCUMENTS, MANY_DOCUMENTS = 2, 5
"""Other documents that tell a passage from which its bar is brighter, and brightest."""

_SEEN = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the page shows: a span of a text, with a heading that is not part of it."""

    document: int
    article: int | None
    """None for the page that describes a document."""
    title: str
    facts: str
    """Lines under the title: where it is from, how long it is."""
    text: str
    """The whole text of the document, harmless, offsets as in the clean text."""
    start: int
    end: int
    passages: tuple[Passage, ...] = ()


class Page(LineView):
    """The article that is being read.

    | key | does |
    |---|---|
    | j k space b g G | move |
    | { } | paragraph |
    | ( ) | passage that is told elsewhere |
    | enter | go to the twin of the passage under the cursor |
    """

    BINDINGS = bindings(PAGE)

    plain_style = "page--text"

    SCROLL_OFF_SHARE = 0.25

    @dataclass
    class Moved(Message):
        """The cursor came to another line, which starts at `place` in the document."""

        place: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Page.Moved)

    @dataclass
    class Finished(Message):
        """The reader paged past an end of the article: 1 after its last line, -1 before its first."""

        direction: int

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
    class BarClicked(Message):
        """The user wants to see the repeats of the passage on the cursor line."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self._drag_from: int | None = None
        self.content: PageContent | None = None
        self.look = PageSettings()
        """How paragraphs are set; the measure is what the user made of it."""
        self.measure = self.look.measure
        self.target: tuple[int, int] | None = None
        """A span to show highlighted: where a jump led."""
        self.passage: Passage | None = None
        """The passage that the repeats pane shows in full."""
        self.made = Made()
        """What the user made of the text."""
        self.selected: tuple[int, int] | None = None
        """A span that was selected."""
        self.hits: Sequence[tuple[int, int]] = ()
        """Spans that a search found, in order."""
        self._hit: int | None = None
        self.merged: Merged | None = None
        """What stands on the page in place of a passage: the passage and a twin of it in one."""
        self._starts: list[int] = []
        self._head = ""
        self._heading = wrap("", 0, 0, 1)
        self._lines = ArticleLines("", 0, 0, 1, self.look)
        self._head_lines = 0
        self._wrapped_cells = 0
        self._kept = -1, 0
        """The cursor line after the last wrapping, and the place that it stands for: it may stand amid the line."""

    # What is shown.

    def show(self, content: PageContent, *, at: int | None = None, target: tuple[int, int] | None = None) -> None:
        """Show an article from its start, or with the cursor on the character `at` of the document."""
        self.content, self.target, self.passage = content, target, None
        self.hits, self._hit = (), None
        self.made, self.selected = Made(), None
        self._starts = [passage.start for passage in content.passages]
        self.merged = None
        self._kept = -1, 0
        self._wrap()
        self.top = self.cursor = 0
        if at is not None and at > content.start:
            self.cursor = self.line_of(at)
            self.scroll_top(self.cursor - self.content_size.height // 3)
        elif self.line_count() > self._head_lines:
            self.cursor = self._head_lines
        self.refresh()
        self.cursor_moved()

    def clear(self) -> None:
        """Show nothing."""
        self.content = None
        self.hits, self._hit = (), None
        self.lines_changed()

    def shows(self, place: tuple[int, int]) -> bool:
        """Whether it is an article of this (document, article) that is shown."""
        return self.content is not None and (self.content.document, self.content.article) == place

    def renumber(self, document: int, article: int) -> None:
        """The article on the page has other numbers now."""
        if self.content is not None:
            self.content = replace(self.content, document=document, article=article)

    def set_passages(self, passages: Sequence[Passage]) -> None:
        """Mark passages that were found after the page was shown."""
        if self.content is None:
            return
        self.content = replace(self.content, passages=tuple(passages))
        self._starts = [passage.start for passage in passages]
        self._bar_rows = None
        self.refresh()
        self.cursor_moved()

    def point_out(self, passage: Passage | None) -> None:
        """Mark the passage that the repeats pane shows in full."""
        if passage != self.passage:
            self.passage = passage
            self.refresh()

    def set_made(self, made: Made) -> None:
        """Draw what the user made of the text."""
        if made != self.made:
            self.made = made
            self.refresh()

    def set_selected(self, selected: tuple[int, int] | None) -> None:
        """Show a span as selected, or none."""
        self.selected = selected
        self.refresh()

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Mark what a search found."""
        self.hits, self._hit = hits, None
        self._bar_rows = None
        self.refresh()

    def go_to_hit(self, step: int, *, from_here: bool = False) -> None:
        """To the next or previous hit, round the end; `from_here`: to that on the cursor line, if there is one."""
        if not self.hits:
            return
        if from_here:
            at = bisect_left(self.hits, (self.place,))
        elif self._hit is None:
            at = bisect_left(self.hits, (self.place,)) - (step < 0)
        else:
            at = self._hit + step
        self.choose_hit(at)

    def choose_hit(self, at: int) -> None:
        """To a hit by its number, from 0, or from -1 for the last."""
        self._hit = at % len(self.hits)
        self.move_to(self.line_of(self.hits[self._hit][0]))
        self.refresh()

    def hit_number(self) -> int:
        """1-based number of the hit that was gone to; 0 if none was."""
        return 0 if self._hit is None else self._hit + 1

    def set_target(self, target: tuple[int, int] | None) -> None:
        """Highlight a span, or none."""
        self.target = target
        self.refresh()

    def bring_into_view(self, offset: int) -> None:
        """Scroll to a character if it is not on screen; the cursor goes there too."""
        line = self.line_of(max(offset, self.content.start) if self.content else 0)
        if not self.top <= line < self.top + self.content_size.height:
            self.scroll_top(line - self.content_size.height // 3)
        if line != self.cursor:
            self.cursor = line
            self.refresh()

    def show_merged(self, merged: Merged | None) -> None:
        """Put a passage merged with a twin in its place on the page, or the passage itself again."""
        if merged is not self.merged and self.content is not None:
            self.merged = merged
            self._rewrap(anew=True)

    def set_look(self, look: PageSettings) -> None:
        """Set paragraphs in another way."""
        self.look = look
        self._rewrap(anew=True)

    def view(self) -> tuple[int, int]:
        """(character on the cursor line, row of the cursor on screen): enough to come back to exactly here."""
        return self.place, self.cursor - self.top

    def restore(self, view: tuple[int, int]) -> None:
        """Come back to where `view` was taken."""
        place, row = view
        self.cursor = self.line_of(place)
        self.scroll_top(self.cursor - row)
        self.refresh()
        self.cursor_moved()

    def set_measure(self, cells: int) -> None:
        """Wrap to another line length; the cursor stays at its place in the text."""
        self.measure = max(LEAST_MEASURE_CELLS, min(MOST_MEASURE_CELLS, cells))
        self._rewrap()

    def on_resize(self) -> None:
        self._rewrap()

    def _rewrap(self, *, anew: bool = False) -> None:
        if self.content is None or (self.text_cells() == self._wrapped_cells and not anew):
            self.lines_changed()
            return
        place, row = self.view()
        if self.cursor == self._kept[0]:
            place = self._kept[1]
        on_heading = self.cursor < self._head_lines
        self._wrap()
        self.cursor = min(self.cursor, self._head_lines) if on_heading else self.line_of(place)
        self.top = max(0, min(self.cursor - row, self.line_count() - self.content_size.height))
        self.show_cursor()
        self._kept = self.cursor, place
        self.refresh()

    def _wrap(self) -> None:
        content = self.content
        if content is None:
            return
        self._wrapped_cells = width = self.text_cells()
        self._bar_rows = None
        self._head = "\n".join([content.title, *(crop(line, width) for line in content.facts.split("\n"))])
        self._heading = wrap(self._head, 0, len(self._head), width, spacing=0)
        self._head_lines = len(self._heading) + 1
        self._lines = ArticleLines(
            content.text, content.start, content.end, width, self.look, self.merged, self._lines_shifted
        )

    def _lines_shifted(self, line: int, by: int) -> None:
        """The lines from `line` of the article on have other numbers."""
        line += self._head_lines
        self.top += by if self.top >= line else 0
        kept, place = self._kept
        self._kept = kept + by if kept >= line else kept, place
        self.cursor += by if self.cursor >= line else 0

    def _settle(self, top: int) -> None:
        """Wrap what may soon be on the screen if `top` is its first line."""
        around = SCREENS_AHEAD * self.content_size.height
        top -= self._head_lines
        self._lines.settle(top - around, top + around)

    def scroll_top(self, top: int) -> bool:
        self._settle(top)
        return super().scroll_top(top)

    def text_cells(self) -> int:
        """Width of the lines in cells."""
        return max(8, min(self.measure, self.content_size.width - GUTTER_CELLS - 2))

    def line_count(self) -> int:
        return self._head_lines + len(self._lines) if self.content else 0

    @property
    def place(self) -> int:
        """Offset in the document of the first character on the cursor line."""
        return self._offset_of(self.cursor)

    def line_of(self, offset: int) -> int:
        """The line that shows a character of the document."""
        return self._head_lines + self._lines.line_of(offset)

    def _offset_of(self, line: int) -> int:
        if self.content is None:
            return 0
        line -= self._head_lines
        return self._lines[line].place if line >= 0 and len(self._lines) else self.content.start

    def lines_on_screen(self) -> list[tuple[int, int]]:
        """The spans of the document that stand on the lines on screen, in order."""
        first = max(self.top, self._head_lines)
        last = min(self.line_count(), self.top + self.content_size.height)
        spans = (self.line_span(line) for line in range(first, last))
        return [(start, end) for start, end in spans if start < end]

    def line_span(self, line: int) -> tuple[int, int]:
        """The span of the document on a line; empty for one of the heading or between paragraphs."""
        row = line - self._head_lines
        if row < 0:
            return self.place, self.place
        found = self._lines[row]
        return found.place, found.place_after

    def offset_at(self, x: int, y: int) -> int:
        """The character of the document under a cell of the pane, or the nearest one."""
        row = max(0, min(self.top + y - self._head_lines, len(self._lines) - 1))
        line = self._lines[row]
        left = self._margin(self.content_size.width - 1) + GUTTER_CELLS + self._indent_of(line)
        at = line.start + character_at(line.text[line.start : line.end], x - left, self._stretch_of(line))
        return line.merged.place_of(at) if line.merged else at

    def share_read(self) -> int:
        """How far the last line on screen is into the article, in percent."""
        count = self.line_count()
        return 100 if count == 0 else min(100, 100 * (self.top + self.content_size.height) // count)

    # Drawing.

    def draw_line(self, line: int, width: int) -> list[Segment]:
        if self.content is None:
            return []
        margin = self._margin(width)
        plain = self.style_of("page--text")
        if line < self._head_lines:
            return [Segment(" " * (margin + GUTTER_CELLS), plain), *self._heading_line(line)]
        row = line - self._head_lines
        shown = self._lines[row]
        drawn = [Segment(" " * margin, plain)]
        sign = self.made.sign_on(shown.place, shown.place_after)
        sign = sign or ("›" if line == self.cursor and self.has_focus else " ")
        drawn.append(Segment(sign, self.style_of("page--cursor")))
        if shown.is_blank:
            bar = self._bar(self._lines[row - 1].place_after, shown.place + 1, both=True) if row else None
            return [*drawn, bar] if bar else drawn
        drawn.append(self._bar(shown.place, shown.place_after) or Segment(" ", plain))
        drawn.append(Segment(" " * (1 + self._indent_of(shown)), plain))
        return [*drawn, *self._text(shown)]

    def _margin(self, width: int) -> int:
        return max(0, (width - GUTTER_CELLS - self.text_cells()) // 2)

    def _indent_of(self, line: Line) -> int:
        return min(self.look.indent, self.text_cells() // 2) if self.look.indent and line.begins_paragraph else 0

    def _stretch_of(self, line: Line) -> int:
        """Cells to which a line is stretched; 0 if it is not."""
        if not self.look.justify or line.ends_paragraph:
            return 0
        return self.text_cells() - self._indent_of(line)

    def _heading_line(self, line: int) -> list[Segment]:
        if line >= len(self._heading):
            return []
        start, end = self._heading.starts[line], self._heading.ends[line]
        in_title = self.content is not None and end <= len(self.content.title)
        name = "page--title" if in_title else "page--facts"
        return [Segment(self._head[start:end].replace("\t", TAB), self.style_of(name))]

    def _text(self, line: Line) -> list[Segment]:
        """The characters of a line with everything that marks them."""
        marks: list[Mark] = [(*span, "highlight") for span in self.made.highlights]
        if self.passage is not None and line.merged is None:
            marks.append((self.passage.start, self.passage.end, "passage"))
        if self.target is not None:
            marks.append((*self.target, "target"))
        marks += self._hit_marks(line.place, line.place_after)
        if self.selected is not None:
            marks.append((*self.selected, "selected"))
        known = self.made.known.within(line.place, line.place_after)
        drawn = segments(line, marks, known, self.style_of)
        cells = self._stretch_of(line)
        return stretched(drawn, cells) if cells else drawn

    def _hit_marks(self, start: int, end: int) -> list[tuple[int, int, str]]:
        at = max(0, bisect_left(self.hits, (start,)) - 1)
        marks = []
        while at < len(self.hits) and self.hits[at][0] < end:
            marks.append((*self.hits[at], "hit-here" if at == self._hit else "hit"))
            at += 1
        return marks

    def _bar(self, start: int, end: int, *, both: bool = False) -> Segment | None:
        """The gutter beside a line: brighter with the number of other documents. `both`: a passage must hold it all."""
        found = [
            passage
            for passage in self.passages_on(start, end)
            if not both or (passage.start <= start and end <= passage.end)
        ]
        if not found:
            return None
        others = max(passage.other_documents for passage in found)
        name = (
            "page--within"
            if others == 0
            else "page--across"
            if others < SOME_DOCUMENTS
            else "page--across-some"
            if others < MANY_DOCUMENTS
            else "page--across-many"
        )
        is_current = self.passage in found
        return Segment("┃" if is_current else "│", self.style_of(name))

    def passages_on(self, start: int, end: int) -> list[Passage]:
        """Passages that overlap a span of the document."""
        if self.content is None:
            return []
        last = bisect_left(self._starts, end)
        return [passage for passage in self.content.passages[:last] if start < passage.end]

    def mark_bar(self, name: str, offsets: Iterable[int], style: str) -> None:
        """Mark places of the document beside the text, on the scrollbar; those of a name replace what it marked."""
        self._bar_marks[name] = tuple(offsets), style
        self._bar_rows = None
        self.refresh()

    def _bar_segment(self, y: int) -> Segment:
        plain = super()._bar_segment(y)
        name = self._marked_rows().get(y)
        if name is None:
            return plain
        return Segment(plain.text if plain.text.strip() else BAR_MARK, self.style_of(name))

    def _marked_rows(self) -> dict[int, str]:
        """Rows of the scrollbar beside which something is marked; worked out when something has changed."""
        key = self.content_size.height, len(self._lines), len(self.hits)
        if self._bar_rows is None or self._bar_rows[0] != key:
            rows: dict[int, str] = {}
            within = [
                passage.start
                for passage in (self.content.passages if self.content else ())
                if not passage.other_documents
            ]
            across = [
                passage.start for passage in (self.content.passages if self.content else ()) if passage.other_documents
            ]
            hits = [start for start, _ in self.hits]
            own = [(within, "page--within"), (across, "page--across"), (hits, "page--bar-hit")]
            for offsets, name in (*own, *self._bar_marks.values()):
                for offset in offsets:
                    line = self._head_lines + self._lines.share_of(offset) * len(self._lines)
                    rows[min(key[0] - 1, int(line / max(1, self.line_count()) * key[0]))] = name
            self._bar_rows = key, rows
        return self._bar_rows[1]

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

    def cursor_moved(self) -> None:
        self.post_message(self.Moved(self.place))

    def can_rest_on(self, line: int) -> bool:
        row = line - self._head_lines
        return row >= 0 and not self._lines[row].is_blank if self.content else True

    def action_top(self) -> None:
        super().action_top()
        self.scroll_top(0)

    def action_page(self, pages: float) -> None:
        """As everywhere, and on into the next article once the end is on screen."""
        at_end = self.top + self.content_size.height >= self.line_count()
        if pages == 1 and at_end:
            self.post_message(self.Finished(1))
        elif pages == -1 and self.top == 0:
            self.post_message(self.Finished(-1))
        else:
            super().action_page(pages)

    def action_bottom(self) -> None:
        if not self.counting:
            self._lines.settle_end()
        super().action_bottom()

    def action_move(self, lines: int) -> None:
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
        place = self.place
        for _ in range(self.take_count()):
            if step > 0:
                after = content.text.find("\n", place, content.end) + 1
                place = _first_character(content.text, after, content.end) if after else content.end
            else:
                before = len(content.text[content.start : place].rstrip()) + content.start
                place = content.text.rfind("\n", content.start, before) + 1 or content.start
        self._settle(self.line_of(place))
        self.move_to(self.line_of(place) if place < content.end else self.line_count() - 1, step=-step)

    def action_passage(self, step: int) -> None:
        """To the start of the next or previous passage that is told elsewhere."""
        if self.content is None:
            return
        end = self._offset_of(self.cursor + 1) if self.cursor + 1 < self.line_count() else self.content.end
        here = self.place
        starts = sorted({max(passage.start, self.content.start) for passage in self.content.passages})
        after = [start for start in starts if start >= max(end, here + 1)]
        before = [start for start in starts if start < here and self.line_of(start) < self.cursor]
        wanted = after if step > 0 else before[::-1]
        count = self.take_count()
        if wanted:
            self.move_to(self.line_of(wanted[min(count, len(wanted)) - 1]))
        else:
            self.app.bell()

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
        if self._drag_from is not None:
            self._drag_from = None
            self.release_mouse()

def _first_character(text: str, start: int, end: int) -> int:
    """Offset of the first character of `text[start:end]` that is seen; `end` if there is none."""
    found = _SEEN.search(text, start, end)
    return found.start() if found else end
