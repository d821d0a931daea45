"""The passages of the article on the page and their twins: what repeats lists, and what the page points out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.errors import TwicetoldError
from reader.find.cancelling import Cancelled
from reader.library.queries import Passage, Twin, passages, with_more
from reader.library.texts import Texts
from reader.text.divided import divisions_of, undivided
from reader.text.subtitles import without_cues
from reader.tui.comparisons import Comparisons
from reader.tui.describing import line_at, no_repeats
from reader.tui.differences import Comparison
from reader.tui.jumps import Location
from reader.tui.line_view import LineView
from reader.tui.listing import Described, Entry, Extent, Listing, Told, listed
from reader.tui.opening import Opening
from reader.tui.panes.twin_rows import Near

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import Worker

    from reader.tui.page_content import PageContent
    from reader.tui.screens.three_panes import ThreePanes

REST_SECONDS = 0.1
"""After this long with an article one may want to know what is near it, or who else tells it; who leafs through does
not."""

TYPING_REST_SECONDS = 0.5
"""The same while something is typed: each letter brings another article, and finding it needs the processor."""

SHOWN_SECONDS = 0.5
"""Further twins are shown at most this often while they are being looked for."""

NAMED = 200
"""Characters of a passage that name it: more than the pane is wide."""

Key = tuple[int, int, int]
"""Of a passage in its document: start, end, cluster."""


class Twins:
    """Keeps page and repeats pane at the same passage."""

    def __init__(self, screen: ThreePanes, opening: Opening, texts: Texts, *, compared: Callable[[], None]) -> None:
        """`compared` is called when a passage was held against a twin that it was not before."""
        self._screen = screen
        self._opening = opening
        self._texts = texts
        self._compared = compared
        self._described: dict[Twin, Described] = {}
        self._extents: dict[Twin, Extent] = {}
        self._further: dict[Key, list[Twin]] = {}
        """Twins that the passages of the article were not aligned with, as far as they were found."""
        self._back_at: Location | None = None
        """The place that the reader has come back to, until another article is opened or another twin chosen."""
        self._look_for_near = False
        self._rest: Timer | None = None
        self._rests_since = 0.0
        """When something was shown or typed last, in seconds of the monotonic clock."""
        self._looking: Worker[None] | None = None
        """Looks for what is near the article, or who else tells it."""
        self.comparisons = Comparisons(screen, screen.catalogue, texts, self._comparison_ready)
        screen.repeats.comparison_of = self._comparison_of
        screen.repeats.describe = self._describe
        screen.repeats.extent_of = self._extent_of
        screen.repeats.told_of = self._told_of

    def show(self, *, keep: bool = False, so_far: bool = False, opened: bool = False) -> None:
        """List the twins of what is on the page. `keep` to the twin that is shown; `so_far`: more are looked for.

        `opened`: it has just been put there, so its passages are those that the library has now.
        """
        screen, catalogue = self._screen, self._screen.catalogue
        if not keep:
            self._described.clear()
            self._extents.clear()
            self._further = {}
        content = screen.page.content
        if content is None or content.article is None:
            is_document = content is not None and self._opening.shown is not None
            screen.repeats.show(Listing(), "Choose an article to see what of it is told again." if is_document else "")
            return
        if self._back_at and not screen.page.shows((self._back_at.document, self._back_at.article)):
            self._back_at = None
        found = self._passages(content, content.article, opened=opened)
        text = "" if self._opening.raw else content.text
        listing = listed(
            content.document,
            found,
            screen.repeats.wanted,
            lambda start, end: text[start:end],
            self._describe,
        )
        note = "Nothing that is told again is like what you want to see." if found else ""
        note = note or no_repeats(catalogue, content.document)
        screen.repeats.show(listing, note, keep=keep, so_far=so_far or not catalogue.compared)
        self.follow_page()
        if keep:
            return  # what is near, and who else tells it, is the same
        self._look_for_near = not found
        screen.workers.cancel_group(screen, "near")
        if catalogue.compared:
            self._wait()

    def _passages(self, content: PageContent, article: int, *, opened: bool) -> tuple[Passage, ...]:
        """The passages of the article on the page, with all twins that were found; the page marks the same ones."""
        if opened and not self._opening.raw:
            return content.passages
        catalogue = self._screen.catalogue
        span = catalogue.documents[content.document].articles[article]
        found = tuple(
            with_more(each, self._further.get((each.start, each.end, each.cluster), ()))
            for each in passages(catalogue, content.document, span.start, span.end)
        )
        if self._opening.raw:
            return found  # the page shows none: their places are in the clean text
        if found == content.passages:
            return content.passages  # page and pane hold the same objects
        self._screen.page.set_passages(found)
        return found

    def _wait(self) -> None:
        self._rests_since = monotonic()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._screen.set_timer(REST_SECONDS, self._rested)

    def put_off(self) -> None:
        """A letter was typed: what is being looked for can wait."""
        if self._rest is not None:
            self._wait()
        elif self._looking is not None and not self._looking.is_finished:
            self._looking.cancel()
            self._wait()

    def _rested(self) -> None:
        """The reader stays with an article: look for who else tells it, or for what is near it if nobody does."""
        self._rest = None
        is_typing = not isinstance(self._screen.focused, LineView)
        left = self._rests_since + TYPING_REST_SECONDS - monotonic()
        if is_typing and left > 0:
            self._rest = self._screen.set_timer(left, self._rested)
            return
        content = self._screen.page.content
        if content is not None and content.article is not None:
            place = content.document, content.article
            find = partial(self._find_near, *place) if self._look_for_near else partial(self._find_further, place)
            self._looking = self._screen.run_worker(find, thread=True, exclusive=True, group="near")

    def _find_further(self, article: tuple[int, int]) -> None:
        """Go through the clusters of the article, showing what is found from time to time."""
        from reader.library.tellings import Tellings

        worker, catalogue = get_current_worker(), self._screen.catalogue
        tellings = Tellings(catalogue)
        shown = monotonic()
        found: dict[Key, list[Twin]] = {}
        described: dict[Twin, Described] = {}

        def show(*, so_far: bool = False) -> None:
            if not worker.is_cancelled and described:
                further = {key: list(twins) for key, twins in found.items()}
                self._screen.app.call_from_thread(self._show_further, article, further, dict(described), so_far)

        try:
            entry = catalogue.documents[article[0]]
            span = entry.articles[article[1]]
            for passage in passages(catalogue, article[0], span.start, span.end):
                twins = found.setdefault((passage.start, passage.end, passage.cluster), [])
                for twin in tellings.further_twins(article[0], passage, lambda: worker.is_cancelled):
                    twins.append(twin)
                    described[twin] = self._described_anew(twin)
                    if monotonic() - shown >= SHOWN_SECONDS:
                        show(so_far=True)
                        shown = monotonic()
        except (TwicetoldError, IndexError):
            return  # the library has changed: it is about to be shown anew
        show()

    def _show_further(
        self,
        article: tuple[int, int],
        further: dict[Key, list[Twin]],
        described: dict[Twin, Described],
        so_far: bool,
    ) -> None:
        if self._opening.article == article:
            self._further = further
            self._described.update(described)
            self.show(keep=True, so_far=so_far)

    def _describe(self, entry: Entry) -> Described:
        twin = entry.twin
        described = self._described.get(twin)
        if described is None:
            described = self._described[twin] = self._described_anew(twin)
        return described

    def _described_anew(self, twin: Twin) -> Described:
        document = self._screen.catalogue.documents[twin.document]
        number = document.article_of(twin.start, twin.end)
        article = document.articles[number]
        is_here = (twin.document, number) == self._opening.article
        return Described(document.name, "" if is_here else article.title, None if is_here else article.date)

    def _extent_of(self, entry: Entry) -> Extent:
        """Where a twin begins, and how much it tells, as far as the texts can be had at once."""
        from reader.text.words import words  # late: numpy

        twin = entry.twin
        extent = self._extents.get(twin)
        if extent is None:
            document = self._screen.catalogue.documents[twin.document]
            article = document.articles[document.article_of(twin.start, twin.end)]
            told = self._texts.at_once(self._screen.catalogue.documents[entry.here])
            again = self._texts.at_once(document)
            extent = self._extents[twin] = Extent(
                0 if again is None else line_at(article, again, twin.start),
                0 if told is None else len(words(without_cues(told[twin.told_start : twin.told_end]))),
            )
        return extent

    def _told_of(self, entry: Entry) -> Told:
        """Where the passage of a twin stands and how it begins, as far as the text can be had at once."""
        document, passage = self._screen.catalogue.documents[entry.here], entry.passage
        text = self._texts.at_once(document)
        if text is None:
            return Told()
        article = document.articles[document.article_of(passage.start, passage.end)]
        first, last = (line_at(article, text, place) for place in (passage.start, passage.end - 1))
        named = passage.start, min(passage.end, passage.start + NAMED)
        beginning = undivided(text[slice(*named)], divisions_of(text).whole(*named))
        return Told(first, last, " ".join(beginning.split()))

    def _find_near(self, document: int, article: int) -> None:
        from reader.library.fulltext import FullText
        from reader.library.vocabulary import nearest

        worker, catalogue = get_current_worker(), self._screen.catalogue
        text = FullText(catalogue)
        try:
            found = nearest(catalogue, text, document, article, is_cancelled=lambda: worker.is_cancelled)
            near = [
                Near(number, at, entry.name, entry.articles[at].title, each.shared, each.telling)
                for each in found
                for number, at in [each.place]
                for entry in [catalogue.documents[number]]
            ]
        except (Cancelled, TwicetoldError, IndexError):
            return  # the reader has moved on, or the library has changed
        finally:
            text.close()
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._show_near, (document, article), near)

    def _show_near(self, article: tuple[int, int], near: list[Near]) -> None:
        if self._opening.article == article:
            self._screen.repeats.show_near(near)

    def passage_here(self) -> Passage | None:
        """The passage on the cursor line of the page; of several one of which the article holds the most, rather than
        all of a document, and then the one that most others tell."""
        content = self._screen.page.content

        def rank(passage: Passage) -> tuple[bool, int, int]:
            held = min(passage.end, content.end) - max(passage.start, content.start) if content else 0
            size = passage.end - passage.start
            return 2 * held >= size, passage.other_documents, size

        return max(self._on_cursor_line(), key=rank, default=None)

    def is_here(self, passage: Passage) -> bool:
        """Whether a passage has a part on the cursor line of the page."""
        return passage in self._on_cursor_line()

    def _on_cursor_line(self) -> list[Passage]:
        page = self._screen.page
        return page.passages_on(*page.line_span(page.cursor)) if page.content else []

    def come_back(self, location: Location) -> None:
        """A place is about to be shown again: with the twin that was shown there."""
        self._back_at = location

    def follow_page(self) -> None:
        """Show in full the passage on the cursor line of the page."""
        self._screen.repeats.show_passage(self.passage_here())
        back = self._back_at
        if back is not None and back.twin is not None and self._screen.page.place == back.place:
            self._screen.repeats.show_twin(back.twin)
        chosen = self._screen.repeats.chosen()
        self._screen.page.point_out(chosen.passage if chosen else None)

    def follow_repeats(self, entry: Entry) -> None:
        """Bring the passage of a twin into view on the page."""
        self._back_at = None
        self._screen.page.point_out(entry.passage)
        self._screen.page.bring_into_view(entry.passage.start)

    def _comparison_of(self, entry: Entry) -> Comparison | None:
        return self.comparisons.of(entry.here, entry.twin)

    def _comparison_ready(self) -> None:
        self._screen.repeats.comparison_ready()
        self._compared()
