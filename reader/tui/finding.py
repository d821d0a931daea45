"""From the hits in a library to the page: opening the finder, reading what was chosen, and going on from hit to hit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
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
    from reader.library.finding import InArticle, LibrarySearch, Results
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
        self._aside = False
        """Whether the page shows the hits of another search, which is being typed."""
        self._owed: tuple[int, int] | None = None
        """A step, and how many of them, to go on by once the hits of the page are known."""
        self._arriving: int | None = None
        """The number of the hit to go to on the page that is on its way, from 0, or from -1 for the last."""

    def open(self) -> None:
        """Show the finder with what was looked for last."""
        from reader.library.finding import LibrarySearch
        from reader.tui.screens.finder import FinderScreen, Search

        self._library = self._library or LibrarySearch(self._screen.catalogue, self._titles())
        search = self._search or Search()
        read = self._results.texts[self._number] if self._results and self._number >= 0 else None
        at = tuple(place for place in (self._opening.article, read) if place is not None)
        self._finder = FinderScreen(
            self._screen.catalogue, self._texts, self._library, search, self.history, self._remember, at
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
        self._results, self._aside = choice.results, False
        texts = choice.results.texts
        self._number = texts.index(choice.place) if choice.place in texts else -1
        self._jumping.leave()
        self._screen.awaited.begin()
        if choice.hits is not None:
            self._arrive(choice.place, choice.hits.spans, choice.hits.best)
        else:
            self._screen.run_worker(
                partial(self._look_at, choice.results, choice.place), thread=True, exclusive=True, group="hits"
            )

    # From hit to hit.

    @property
    def active(self) -> bool:
        """Whether there is something that was found in the library."""
        return self._results is not None

    def step(self, step: int, count: int = 1) -> bool:
        """Go so many hits on or back, on the page and then in the library; False if nothing was found.

        It goes round the end of what was found at most once.
        """
        results, page = self._results, self._screen.page
        if results is None or self._aside:
            return False
        if self._are_coming():
            self._owed = step, count
            self._screen.awaited.begin()
            return True
        if page.hits and not page.hit_number():
            page.go_to_hit(step)
            count -= 1
        at = page.hit_number()
        left = min(count, len(page.hits) - at if step > 0 else max(0, at - 1))
        if left:
            page.choose_hit(at - 1 + step * left)
        self._changed()
        if count > left and results.texts:
            self._screen.awaited.begin()
            look = partial(self._look_on, results, step, count - left)
            self._screen.run_worker(look, thread=True, exclusive=True, group="hits")
        return True

    def _are_coming(self) -> bool:
        """Whether the hits of the article on the page are still being looked up."""
        content = self._screen.page.content
        if content is None or content.article is None or self._opening.raw:
            return False
        return self._known is None or self._known[0] != (content.document, content.article)

    def _look_on(self, results: Results, step: int, count: int) -> None:
        """In a thread: go to the hit so many after, or before, those of the article that was read last."""
        worker, texts = get_current_worker(), results.texts
        before = number = self._number
        spans: tuple[Span, ...] = ()
        for _ in texts:
            number = (number + step) % len(texts) if number >= 0 else 0
            spans = self._hits(results, texts[number]).spans
            here = max(1, len(spans))  # what cannot be read is gone to as well, to be told why
            if count <= here or worker.is_cancelled:
                break
            count -= here
        if not worker.is_cancelled:
            wrapped = (number - before) * step <= 0 <= before
            arriving = min(count, len(spans)) - 1 if step > 0 else -min(count, len(spans))
            self._screen.app.call_from_thread(self._arrive, texts[number], spans, arriving, step if wrapped else 0)

    def _look_at(self, results: Results, place: Place) -> None:
        """In a thread: go to the hit of an article that the finder showed."""
        worker, hits = get_current_worker(), self._hits(results, place)
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._arrive, place, hits.spans, hits.best)

    def _look_up(self, results: Results, place: Place) -> None:
        """In a thread: mark the hits of the article on the page."""
        worker, hits = get_current_worker(), self._hits(results, place)
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._mark, place, hits.spans)

    def _hits(self, results: Results, place: Place) -> InArticle:
        from reader.library.finding import InArticle

        with suppress(TwicetoldError, IndexError):
            if self._library is not None:
                return self._library.hits(results, place)
        return InArticle((), 0)

    def _arrive(self, place: Place, spans: tuple[Span, ...], arriving: int, wrapped: int = 0) -> None:
        """Open an article at one of its hits; `wrapped`: the step by which the way there went round an end."""
        if self._results is None:
            self._screen.awaited.end()
            return
        if place in self._results.texts:
            self._number = self._results.texts.index(place)
        if wrapped:
            say_wrapped(self._screen, wrapped, max(len(self._results.texts), len(spans)))
        self._known, self._arriving = (place, spans), arriving
        at = spans[arriving][0] if spans else -1
        self._opening.open(*place, at=at if at >= 0 else None)  # what is above the article is on its first screen
        self._screen.focus_pane("page")

    def page_changed(self) -> None:
        """Mark the hits of the article that is now on the page."""
        content, self._owed = self._screen.page.content, None
        if self._results is None or content is None or content.article is None or self._opening.raw or self._aside:
            self._screen.awaited.end()
            return
        place = content.document, content.article
        if self._known is not None and self._known[0] == place:
            self._mark(*self._known)
        else:
            self._arriving = None
            look = partial(self._look_up, self._results, place)
            self._screen.run_worker(look, thread=True, exclusive=True, group="hits")

    def _mark(self, place: Place, spans: tuple[Span, ...]) -> None:
        page = self._screen.page
        if self._results is None or self._opening.raw or self._aside or not page.shows(place):
            return
        self._known = place, spans
        if place in self._results.texts:
            self._number = self._results.texts.index(place)
        page.set_hits(spans)
        if self._arriving is not None and spans:
            page.choose_hit(self._arriving)
        self._arriving = None
        self._screen.awaited.end()
        self._changed()
        owed, self._owed = self._owed, None
        if owed is not None:
            self.step(*owed)

    def describe(self) -> str:
        """Which of the articles that were found is on the page; "" if none is."""
        results = self._results
        if results is None or self._aside or self._number < 0 or not results.texts:
            return ""
        total = results.total if results.total is not None else len(results.texts)
        return f"{self._number + 1:,} of {plural(total, 'article')} found"

    def put_aside(self, aside: bool) -> None:
        """Leave the page to a search that is being typed, or come back to it after that."""
        came_back = self._aside and not aside
        self._aside = aside
        if came_back and not self._screen.page.hits:
            self.page_changed()

    def forget(self) -> None:
        """Mark nothing any more; the hits of a search for which this was put aside stay."""
        if self._results is not None:
            self._results = self._known = self._arriving = None
            if not self._aside:
                self._screen.page.set_hits(())
            self._aside = False
            self._changed()

    def library_changed(self, renumbering: Renumbering | None = None) -> None:
        """Search anew in an open finder; forget hits whose documents may have other numbers."""
        if renumbering is not None:
            self._results = self._known = self._arriving = None
        if self._finder is not None and self._finder.is_current:
            self._finder.again(renumbered=renumbering is not None)
