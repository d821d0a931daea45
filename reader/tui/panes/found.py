"""What a search of the library found: the list that the cursor of the finder goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.library.catalogue import Catalogue
from reader.positions import Place
from reader.tui.panes.found_rows import TEXT_LINES, FoundRows, summary
from reader.tui.safe import safe_line

if TYPE_CHECKING:  # imported when something is looked for
    from reader.library.excerpts import Excerpt
    from reader.library.finding import Results

KEPT_EXCERPTS = 2000
"""Many screens of them; the oldest go first."""


class FoundList(FoundRows):
    """The hits of a search; the cursor rests on their first lines."""

    @dataclass
    class Pointed(Message):
        """The cursor came to another hit, or there is none."""

        place: Place | None

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FoundList.Pointed)

    @dataclass
    class Opened(Message):
        """The user wants to read the hit that was clicked."""

    @dataclass
    class Wanted(Message):
        """Excerpts of the hits [start, end) are needed."""

        start: int
        end: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, FoundList.Wanted)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.begins_at: tuple[Place, ...] = ()
        """The first of these that is listed has the cursor, until the user moves it."""

    # What is listed.

    def show(self, results: Results, excerpts: Mapping[int, Excerpt], fault: str = "", *, warning: str = "") -> None:
        """List results; the cursor stays on the hit that it was moved to, else it is where it begins.

        `fault` says what in the query could mean nothing, and why nothing was found; `warning` what hardly means what
        it was meant to, whatever was found.
        """
        moved = self.place if self.results is not None and self.cursor > self._first_line() else None
        self.results, self._notes = results, ()
        self._fault, self._warning = safe_line(fault), safe_line(warning)
        self._excerpts = dict(excerpts)
        self.set_title(summary(results))
        lines = (self._line_of(place) for place in (moved, *self.begins_at) if place is not None)
        line = next((line for line in lines if line is not None), None)
        self.cursor = self._first_line() if line is None else line
        if line is None:
            self.top = 0
        self.lines_changed()
        self.show_cursor()
        self.cursor_moved()

    def say(self, notes: Sequence[str]) -> None:
        """Show lines of text, which are harmless, instead of results."""
        self.results, self._notes = None, notes
        self._excerpts = {}
        self.set_title("Find")
        self.cursor = self.top = 0
        self.refresh()
        self.post_message(self.Pointed(None))

    def add_excerpts(self, results: Results, excerpts: Mapping[int, Excerpt]) -> None:
        """Take in what `Wanted` asked for."""
        if self.results is results:
            self._excerpts.update(excerpts)
            while len(self._excerpts) > KEPT_EXCERPTS:
                del self._excerpts[next(iter(self._excerpts))]
            self.refresh()

    # Moving.

    def cursor_moved(self) -> None:
        self.post_message(self.Pointed(self.place))

    def point(self, hits: int) -> None:
        """Move on by some hits, or back."""
        self.begins_at = ()
        step = 1 if hits > 0 else -1
        for _ in range(abs(hits)):
            self.move_to(self.cursor + step, step=step)

    def next_section(self) -> None:
        """From the texts to the titles and back."""
        self.begins_at = ()
        on_titles = self._at(self.cursor)[0] == "title"
        self.move_to(self._first_line() if on_titles else self._titles_from() + 1)

    def clicked(self, line: int, x: int) -> None:
        self.post_message(self.Opened())

    def refresh_line(self, line: int) -> None:
        super().refresh_line(line)
        super().refresh_line(line + 1)

    def show_cursor(self) -> bool:
        """With the heading above it, if there is one, and its excerpt."""
        height = self.content_size.height
        top = min(self.top, self.cursor - 1)
        scrolled = self.scroll_top(max(top, self.cursor + TEXT_LINES - height))
        self._want()
        return scrolled

    def scroll_top(self, top: int) -> bool:
        scrolled = super().scroll_top(top)
        if scrolled:
            self._want()
        return scrolled

    def on_resize(self) -> None:
        if self.results is not None and not self.can_rest_on(self.cursor):
            self.move_to(self._first_line())

    def _want(self) -> None:
        """Ask for the excerpts of the lines on screen that are not there, with those of the screens around."""
        if self.results is None or not self.results.texts:
            return
        height = max(1, self.content_size.height)
        texts = len(self.results.texts)
        top = self.top - self._above()
        first = max(0, (top - 1) // TEXT_LINES)
        last = min(texts, (top + height) // TEXT_LINES + 1)
        if any(number not in self._excerpts for number in range(first, last)):
            screenful = height // TEXT_LINES + 1
            self.post_message(self.Wanted(max(0, first - screenful), min(texts, last + screenful)))
