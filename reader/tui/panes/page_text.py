"""The article on the page as lines: wrapped to a measure, with a gutter that shows what is told elsewhere."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from rich.segment import Segment

from reader.library.queries import Passage
from reader.settings import PageSettings
from reader.text.flow import Flow
from reader.text.hanging import TURNED_CODE
from reader.tui.article_lines import ArticleLines, Line
from reader.tui.inking import Mark, character_at, segments, stretched
from reader.tui.line_view import LineView
from reader.tui.made import Made
from reader.tui.merging import Merged
from reader.tui.page_content import PageContent
from reader.tui.panes.ruler import REPEAT_SIGN, ruler_signs
from reader.tui.safe import TAB, crop
from reader.tui.wrapping import cells_of, is_divided, led, wrap

LEAST_MEASURE_CELLS, MOST_MEASURE_CELLS = 24, 160

TOLD_BAR, HERE_BAR = "│", "┃"

GUTTER_CELLS = 3
"""Cursor mark, repeat bar, space."""

SCREENS_AHEAD = 3
"""Screens above and below that are wrapped before one gets there, so that line numbers hold while one moves."""

SOME_DOCUMENTS, MANY_DOCUMENTS = 2, 5
"""Other documents that tell a passage from which its bar is brighter, and brightest."""


AS_ON_DISK = PageSettings(spacing=0)


class PageText(LineView):
    """An article as lines, with everything that marks them."""

    plain_style = "page--text"

    SCROLL_OFF_SHARE = 0.25

    def __init__(self) -> None:
        super().__init__(id="page")
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
        self._lines = ArticleLines(Flow(""), 0, 0, 1, self.look)
        self._head_lines = 0
        self._wrapped_cells = 0
        self._kept = -1, 0
        """The cursor line after the last wrapping, and the place that it stands for: it may stand amid the line."""
        self._bar_rows: tuple[tuple[int, int], dict[int, tuple[str, str]]] | None = None

    # Lines.

    def set_measure(self, cells: int) -> None:
        """Wrap to another line length; the cursor stays at its place in the text."""
        self.measure = max(LEAST_MEASURE_CELLS, min(MOST_MEASURE_CELLS, cells))
        self._rewrap()

    def set_look(self, look: PageSettings) -> None:
        """Set paragraphs in another way."""
        self.look = look
        self._rewrap(anew=True)

    @property
    def _look(self) -> PageSettings:
        """How the paragraphs that are on the page are set."""
        return AS_ON_DISK if self.content and self.content.as_on_disk else self.look

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
        facts = [*(crop(line, width) for line in content.facts.split("\n")), content.fields]
        self._head = "\n".join(filter(None, (content.title, *facts)))
        self._heading = wrap(self._head, 0, len(self._head), width, spacing=0)
        self._head_lines = len(self._heading) + 1
        self._lines = ArticleLines(
            content.flow,
            content.start,
            content.end,
            width,
            self._look,
            self.merged,
            self._lines_shifted,
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
        cursor = self.cursor
        self._settle(top)
        return super().scroll_top(top + self.cursor - cursor)  # where lines got other numbers, the cursor has it now

    def text_cells(self) -> int:
        """Width of the lines in cells."""
        return max(8, min(self.measure, self.content_size.width - GUTTER_CELLS - 2))

    def line_count(self) -> int:
        return self._head_lines + len(self._lines) if self.content else 0

    def can_rest_on(self, line: int) -> bool:
        row = line - self._head_lines
        return row >= 0 and not self._lines[row].is_blank if self.content else True

    # Places in the text.

    @property
    def place(self) -> int:
        """Offset in the document of the first character on the cursor line."""
        return self._offset_of(self.cursor)

    def view(self) -> tuple[int, int]:
        """(character on the cursor line, row of the cursor on screen): enough to come back to exactly here."""
        return self.place, self.cursor - self.top

    def line_of(self, offset: int) -> int:
        """The line that shows a character of the document, or of the fields above it."""
        if offset < 0:
            return self._heading.line_at(len(self._head) + offset)
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
        left = self._margin(self.content_size.width - 1) + GUTTER_CELLS + self._indent_of(line) + self._led(line)
        shown = line.shown
        at = shown.place_of(character_at(shown.text, x - left, self._stretch_of(line)))
        return line.merged.place_of(at) if line.merged else at

    def share_read(self) -> int:
        """How far the last line on screen is into the article, in percent."""
        count = self.line_count()
        return 100 if count == 0 else min(100, 100 * (self.top + self.content_size.height) // count)

    def passages_on(self, start: int, end: int) -> list[Passage]:
        """Passages that overlap a span of the document."""
        if self.content is None:
            return []
        last = bisect_left(self._starts, end)
        return [passage for passage in self.content.passages[:last] if start < passage.end]

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
        signs = self.made.signs_on(shown.place, shown.place_after)
        acts_here = self.has_focus or self.selected is not None  # as what is selected to write a note on
        sign = signs[-1:] or ("›" if line == self.cursor and acts_here else " ")
        drawn.append(Segment(sign, self.style_of("page--cursor")))
        if shown.is_blank:
            bar = self._bar(self._lines[row - 1].place_after, shown.place + 1, both=True) if row else None
            return [*drawn, bar] if bar else drawn
        drawn.append(self._bar(shown.place, shown.place_after) or Segment(" ", plain))
        drawn.append(Segment(signs[-2:-1] or " ", self.style_of("page--cursor")))
        lead = shown.lead[-self._led(shown) :] if shown.lead else ""
        faint = self.style_of("page--facts")
        drawn.append(Segment(" " * self._indent_of(shown) + lead, faint if TURNED_CODE in lead else plain))
        return [*drawn, *self._text(shown)]

    def _margin(self, width: int) -> int:
        return max(0, (width - GUTTER_CELLS - self.text_cells()) // 2)

    def _indent_of(self, line: Line) -> int:
        return min(self._look.indent, self.text_cells() // 2) if self._look.indent and line.begins_paragraph else 0

    def _stretch_of(self, line: Line) -> int:
        """Cells to which a line is stretched; 0 if it is not."""
        if not self._look.justify or line.ends_paragraph:
            return 0
        return self.text_cells() - self._indent_of(line) - self._led(line)

    def _led(self, line: Line) -> int:
        """Cells before a line that repeat what leads its paragraph."""
        return led(line.lead, self.text_cells())

    def _heading_line(self, line: int) -> list[Segment]:
        if line >= len(self._heading):
            return []
        start, end = self._heading.starts[line], self._heading.ends[line]
        in_title = self.content is not None and end <= len(self.content.title)
        name = "page--title" if in_title else "page--facts"
        size = len(self._head)
        marks = self._hit_marks(start - size, end - size)
        edges = {min(end, max(start, at + size)) for first, last, _ in marks for at in (first, last)}
        drawn = []
        for low, high in pairwise(sorted({start, end, *edges})):
            ink = next((ink for first, last, ink in marks if first <= low - size < last), None)
            drawn.append(Segment(self._head[low:high].replace("\t", TAB), self.style_of(name, ink)))
        return drawn

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
        if self._is_divided(line):
            drawn.append(Segment("-", drawn[-1].style if drawn else None))
        cells = self._stretch_of(line)
        return stretched(drawn, cells) if cells else drawn

    def _is_divided(self, line: Line) -> bool:
        """Whether the line ends inside a word that was divided, not one that is longer than a line."""
        if not self._look.hyphenate or not is_divided(line.text, line.end):
            return False
        return cells_of(line.shown.text) + self._indent_of(line) + self._led(line) < self.text_cells()

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
        return Segment(HERE_BAR if is_current else TOLD_BAR, self.style_of(name))

    # The scrollbar, which is a ruler too.

    def _bar_segment(self, y: int) -> Segment:
        plain = super()._bar_segment(y)
        sign, name = self._marked_rows().get(y, ("", ""))
        if not sign:
            return plain
        is_thumb = sign == REPEAT_SIGN and plain.text.strip()
        return Segment(plain.text if is_thumb else sign, self.style_of(name))

    def _marked_rows(self) -> dict[int, tuple[str, str]]:
        """Rows of the scrollbar beside which something stands, as (sign, style); worked out when that has changed."""
        key = self.content_size.height, len(self._lines)
        if self._bar_rows is None or self._bar_rows[0] != key:
            rows: dict[int, tuple[str, str]] = {}
            signs = ruler_signs(self.content, self.hits, self.made) if self.content else ()
            for offset, sign, name in signs:
                share = self._lines.share_of(offset) * len(self._lines)
                line = self._head_lines + share if offset >= 0 else self.line_of(offset)
                rows[min(key[0] - 1, int(line / max(1, self.line_count()) * key[0]))] = sign, name
            self._bar_rows = key, rows
        return self._bar_rows[1]
