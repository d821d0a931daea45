"""From the hits in a library to the page: opening the finder, reading what was chosen, and going on from hit to hit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.errors import TwicetoldError
from reader.library.texts import Texts
from reader.plurals import plural
from reader.positions import Place, Span
from reader.tui.history import History
from reader.tui.jumping import Jumping
from reader.tui.opening import Opening
from reader.tui.searching import say_wrapped

if TYPE_CHECKING:  # imported when something is looked for
    from reader.library.filtering import TitleFilter
    from reader.library.finding import LibrarySearch, Results
    from reader.library.renumbering import Renumbering
    from reader.tui.screens.finder import Choice, FinderScreen, Search
    from reader.tui.screens.three_panes import ThreePanes


class Finding:
    """What was last found in the library; its hits stay marked on every page until they are forgotten."""

    def __init__(
        self,
        screen: ThreePanes,
        texts: Texts,
        titles: Callable[[], TitleFilter],
        opening: Opening,
        jumping: Jumping,
        history: History,
        changed: Callable[[], None],
        chosen: Callable[[], None],
    ) -> None:
        """`changed` is called when the hits on the page or the present hit became others; `chosen` before a hit that
        the user chose in the finder is opened."""
        self._screen = screen
        self._texts = texts
        self._titles = titles
        self._opening = opening
        self._jumping = jumping
        self._changed = changed
        self._before_choice = chosen
        self.history = history
        self._library: LibrarySearch | None = None
        self._finder: FinderScreen | None = None
        self._search: Search | None = None
        self._results: Results | None = None
        self._number = 0
        """Which of the hits in texts was read last."""
        self._known: tuple[Place, tuple[Span, ...]] | None = None
        self._arriving: int | None = None
        """The hit to go to on the page that is on its way: 0 or -1."""

    def open(self) -> None:
        """Show the finder with what was looked for last."""
        from reader.library.finding import LibrarySearch
        from reader.tui.screens.finder import FinderScreen, Search

        self._library = self._library or LibrarySearch(self._screen.catalogue, self._titles())
        search = self._search or Search()
        self._finder = FinderScreen(
            self._screen.catalogue, self._texts, self._library, search, self.history, self._remember
        )
        self._screen.app.push_screen(self._finder, self._chosen)

    def close(self) -> None:
        """Let go of the index."""
        if self._library:
            self._library.close()

    def _remember(self, search: Search) -> None:
        self._search = search

    def _chosen(self, choice: Choice | None) -> None:
        if choice is None:
            return
        self._before_choice()
        self._results = choice.results
        texts = choice.results.texts
        self._number = texts.index(choice.place) if choice.place in texts else -1
        self._jumping.leave()
        if choice.spans:
            self._arrive(choice.place, choice.spans, 0)
        else:
            self._go(choice.place, 0)

    # From hit to hit.

    @property
    def active(self) -> bool:
        """Whether there is something that was found in the library."""
        return self._results is not None

    def step(self, step: int) -> bool:
        """Go to the next or previous hit on the page, then to that of the library; False if nothing was found."""
        results, page = self._results, self._screen.page
        if results is None:
            return False
        at = page.hit_number()
        if page.hits and not (at == len(page.hits) if step > 0 else at == 1):
            page.go_to_hit(step)
            self._changed()
        elif results.texts:
            wanted = self._number + step if self._number >= 0 else 0
            self._number = wanted % len(results.texts)
            if wanted != self._number:
                say_wrapped(self._screen, step)
            self._go(results.texts[self._number], 0 if step > 0 else -1)
        return True

    def _go(self, place: Place, arriving: int) -> None:
        fetch = partial(self._fetch, place, arriving)
        self._screen.run_worker(fetch, thread=True, exclusive=True, group="hits")

    def _fetch(self, place: Place, arriving: int | None) -> None:
        worker, results, library = get_current_worker(), self._results, self._library
        if results is None or library is None:
            return
        try:
            spans = library.spans(results, place)
        except (TwicetoldError, IndexError):
            spans = ()
        if worker.is_cancelled:
            return
        if arriving is None:
            self._screen.app.call_from_thread(self._mark, place, spans)
        else:
            self._screen.app.call_from_thread(self._arrive, place, spans, arriving)

    def _arrive(self, place: Place, spans: tuple[Span, ...], arriving: int) -> None:
        """Open a hit, on its first or last place."""
        if self._results is None:
            return
        self._known, self._arriving = (place, spans), arriving
        self._opening.open(*place, at=spans[arriving][0] if spans else None)
        self._screen.focus_pane("page")

    def page_changed(self) -> None:
        """Mark the hits of the article that is now on the page."""
        content = self._screen.page.content
        if self._results is None or content is None or content.article is None or self._opening.raw:
            return
        place = content.document, content.article
        if self._known is not None and self._known[0] == place:
            self._mark(*self._known)
        else:
            self._arriving = None
            fetch = partial(self._fetch, place, None)
            self._screen.run_worker(fetch, thread=True, exclusive=True, group="hits")

    def _mark(self, place: Place, spans: tuple[Span, ...]) -> None:
        page = self._screen.page
        if self._results is None or self._opening.raw or not page.shows(place):
            return
        self._known = place, spans
        if place in self._results.texts:
            self._number = self._results.texts.index(place)
        page.set_hits(spans)
        if self._arriving is not None and spans:
            page.choose_hit(self._arriving)
        self._arriving = None
        self._changed()

    def describe(self) -> str:
        """Which of the articles that were found is on the page; "" if none is."""
        results = self._results
        if results is None or self._number < 0 or not results.texts:
            return ""
        total = results.total if results.total is not None else len(results.texts)
        return f"{self._number + 1:,} of {plural(total, 'article')} found"

    def forget(self) -> None:
        """Mark nothing any more."""
        if self._results is not None:
            self._results = self._known = self._arriving = None
            self._screen.page.set_hits(())
            self._changed()

    def library_changed(self, renumbering: Renumbering | None = None) -> None:
        """Search anew in an open finder; forget hits whose documents may have other numbers."""
        if renumbering is not None:
            self._results = self._known = self._arriving = None
        if self._finder is not None and self._finder.is_current:
            self._finder.again(renumbered=renumbering is not None)
