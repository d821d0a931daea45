"""What was read: a clock beside the page, and how much of each article that is.

The rule: a line counts as read once it was on screen for as long as a fast reader takes for all that stands there
before it and was not read yet, but never sooner than after a few seconds (settings.ReadingSettings). The clock stands
still while the terminal has no focus, while something lies over the page, and starts anew with another page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.userdata.history import MOSTLY
from reader.library.userdata.known import joined, mark_read, read_here, with_twins
from reader.library.userdata.spans import Spans
from reader.positions import Span
from reader.settings import ReadingSettings
from reader.tui.wrapping import cells_of

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.kept import Kept
    from reader.tui.keeping import Keeping
    from reader.tui.screens.three_panes import ThreePanes

TICK_SECONDS = 1.0
"""How often the clock looks at the page."""

KEEP_SECONDS = 8.0
"""What was read is written down at most this often, and when another article comes."""

CELLS_A_WORD = 6
"""The typist's word: five letters and a space. Counted in cells it also holds for scripts without spaces."""

KEPT_SHARES = 5000
"""Shares kept for the rows of contents: many screens of them."""


class Dwelling:
    """How long lines were on screen, and which of them are read by now."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._settings = settings
        self._since: dict[Span, float] = {}
        """When each line on screen came there."""
        self._patience = 0.0
        """Seconds of reading that are not spent on lines yet."""
        self._last: float | None = None

    def stop(self) -> None:
        """Nobody can read now."""
        self._last = None
        self._since.clear()
        self._patience = 0.0

    def look(self, text: str, lines: Sequence[Span], read: Spans, now: float) -> list[Span]:
        """These lines are on screen; those that count as read from now on. `now` is in seconds."""
        stayed = self._since.keys() & set(lines)
        elapsed = now - self._last if self._last is not None else 0.0
        self._patience = self._patience + elapsed if stayed else 0.0
        self._last = now
        self._since = {line: self._since.get(line, now) for line in lines}
        found: list[Span] = []
        for start, end in lines:
            if start == end or read.share(start, end) == 1.0:
                continue
            seconds = cells_of(text[start:end]) / CELLS_A_WORD * 60 / self._settings.words_per_minute
            if seconds > self._patience or now - self._since[start, end] < self._settings.seconds:
                break
            self._patience -= seconds
            found.append((start, end))
        else:
            self._patience = 0.0  # all is read: waiting longer reads nothing
        return found


class ReadingHistory:
    """Records what is read on the page."""

    def __init__(self, screen: ThreePanes, keeping: Keeping, can_read: Callable[[], bool]) -> None:
        """`can_read`: whether somebody can be reading the page now."""
        self._screen = screen
        self._keeping = keeping
        self._can_read = can_read
        self._dwelling = Dwelling(screen.settings.reading)
        self._entry: DocumentEntry | None = None
        self._read = Spans()
        """Of the article on the page, here or elsewhere."""
        self._new = Spans()
        """What is not written down yet."""
        self._kept_at = 0.0
        self._recorded = False
        """Whether something was written down since the page changed."""

    def start(self) -> None:
        """Begin to look at the page, unless the user does not want it."""
        if self._screen.settings.reading.record:
            self._screen.set_interval(TICK_SECONDS, self.tick)

    def page_changed(self, entry: DocumentEntry | None) -> bool:
        """Another article is on the page, `entry` its document, or none that can be read.

        Whether something was read while the one before was there.
        """
        self.keep()
        self._dwelling.stop()
        self._entry, self._read = entry, Spans()
        recorded, self._recorded = self._recorded, False
        return recorded

    def known(self, read: Spans) -> None:
        """What of the article on the page was read before."""
        self._read = self._read.union(read)

    def tick(self, now: float | None = None) -> None:
        """Look at what is on screen."""
        now = monotonic() if now is None else now
        content = self._screen.page.content
        if content is None or self._entry is None or not self._can_read():
            self._dwelling.stop()
            return
        for start, end in self._dwelling.look(content.text, self._screen.page.lines_on_screen(), self._read, now):
            self._read, self._new = self._read.add(start, end), self._new.add(start, end)
        if self._new and now - self._kept_at >= KEEP_SECONDS:
            self._kept_at = now
            self.keep()

    def keep(self) -> None:
        """Write down what was read."""
        if self._entry is None or not self._new:
            return
        entry, new, self._new = self._entry, self._new, Spans()
        self._recorded = True
        self._keeping.do(lambda kept: mark_read(kept, entry, joined(kept, entry, new)))


class Shares:
    """How much of each article was read, here or in its twins: worked out in the thread for the rows on screen."""

    def __init__(self, screen: ThreePanes, keeping: Keeping) -> None:
        self._screen = screen
        self._keeping = keeping
        self._known: dict[tuple[int, int], float] = {}
        self._wanted: set[tuple[int, int]] = set()

    def of(self, document: int, article: int) -> float:
        """The share, 0 while it is not known; contents is drawn again when it is."""
        share = self._known.get((document, article))
        if share is None:
            if not self._wanted:
                self._screen.call_after_refresh(self._ask)
            self._wanted.add((document, article))
        return share or 0.0

    def forget(self) -> None:
        """Something was read, or documents have other numbers."""
        self._known.clear()
        self._screen.contents.refresh()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, set()
        self._keeping.do(lambda kept: self._work_out(kept, wanted), self._take)

    def _work_out(self, kept: Kept, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], float]:
        catalogue, least = self._screen.catalogue, self._screen.settings.reading.similarity
        shares: dict[tuple[int, int], float] = {}
        for document, article in wanted:
            with suppress(IndexError, TwicetoldError):
                entry = catalogue.documents[document]
                span = entry.articles[article]
                read = with_twins(kept, catalogue, document, span, least, read_here(kept, entry), MOSTLY)
                shares[document, article] = read.share(span.start, span.end)
        return shares

    def _take(self, shares: dict[tuple[int, int], float]) -> None:
        if any(shares.values()):
            self._screen.contents.refresh()
        self._known.update(shares)
        for key in list(self._known)[:-KEPT_SHARES]:
            del self._known[key]
