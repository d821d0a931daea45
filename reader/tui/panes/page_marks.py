"""What is on the page: an article, with its passages, hits, selection, notes and differences marked on it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from reader.library.queries import Passage
from reader.positions import Span
from reader.tui.made import Made
from reader.tui.merging import Merged
from reader.tui.page_content import PageContent
from reader.tui.panes.page_text import PageText


class MarkedPage(PageText):
    """An article as lines on which others mark what they know of it."""

    def show(self, content: PageContent, *, at: int | None = None, target: Span | None = None) -> None:
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
            self._kept = self.cursor, at  # a page that is hidden is wrapped anew when it is seen
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
            self._bar_rows = None
            self.refresh()

    def set_selected(self, selected: Span | None) -> None:
        """Show a span as selected, or none."""
        self.selected = selected
        self.refresh()

    def set_hits(self, hits: Sequence[Span]) -> None:
        """Mark what a search found."""
        self.hits, self._hit = hits, None
        self._bar_rows = None
        self.refresh()

    def go_to_hit(self, step: int, *, from_here: bool = False) -> bool:
        """To the next or previous hit, round the end; `from_here`: to that on the cursor line, if there is one.

        Says whether it went round the end.
        """
        if not self.hits:
            return False
        if from_here:
            at = bisect_left(self.hits, (self.place,))
        elif self._hit is None:
            at = bisect_left(self.hits, (self.place,)) - (step < 0)
        else:
            at = self._hit + step
        self.choose_hit(at)
        return not 0 <= at < len(self.hits)

    def choose_hit_here(self) -> None:
        """Take the hit that begins on the cursor line, if one does, as gone to."""
        at = bisect_left(self.hits, (self.place,))
        if at < len(self.hits) and self.line_of(self.hits[at][0]) == self.cursor:
            self.choose_hit(at)

    def choose_hit(self, at: int) -> None:
        """To a hit by its number, from 0, or from -1 for the last; where the cursor cannot go, it is in view."""
        self._hit = at % len(self.hits)
        line = self.line_of(self.hits[self._hit][0])
        self.move_to(line)
        if line < self.cursor:
            self.scroll_top(min(self.top, line))
        self.refresh()

    def searched_from(self) -> int:
        """The place around which hits are looked for where there are very many."""
        return self.place

    def hit_number(self) -> int:
        """1-based number of the hit that was gone to; 0 if none was."""
        return 0 if self._hit is None else self._hit + 1

    def set_target(self, target: Span | None) -> None:
        """Highlight a span, or none."""
        self.target = target
        self.refresh()

    def show_merged(self, merged: Merged | None) -> None:
        """Put a passage merged with a twin in its place on the page, or the passage itself again."""
        if merged is not self.merged and self.content is not None:
            self.merged = merged
            self._rewrap(anew=True)
