"""The passages of the article on the page and their twins: what repeats lists, and what the page points out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.library.queries import Passage, passages
from reader.library.texts import Texts
from reader.tui.comparisons import Comparisons
from reader.tui.describing import no_repeats
from reader.tui.differences import Differences
from reader.tui.opening import Opening
from reader.tui.panes.repeats import Entry

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


class Twins:
    """Keeps page and repeats pane at the same passage."""

    def __init__(self, screen: ThreePanes, opening: Opening, texts: Texts, *, compared: Callable[[], None]) -> None:
        """`compared` is called when a passage was held against a twin that it was not before."""
        self._screen = screen
        self._opening = opening
        self._compared = compared
        self.comparisons = Comparisons(screen, screen.catalogue, texts, self._comparison_ready)

    def show(self) -> None:
        """List the twins of what is on the page."""
        screen, catalogue = self._screen, self._screen.catalogue
        screen.repeats.differences_of = self._differences_of
        content = screen.page.content
        if content is None or content.article is None:
            screen.repeats.show((), "")
            return
        span = catalogue.documents[content.document].articles[content.article]
        found = passages(catalogue, content.document, span.start, span.end)
        if found != content.passages and not self._opening.raw:
            screen.page.set_passages(found)
        entries = sorted(self._entries(content.document, found), key=lambda entry: entry.twin.within)
        screen.repeats.show(entries, no_repeats(catalogue, content.document))
        self.follow_page()

    def _entries(self, here: int, found: Sequence[Passage]) -> Iterator[Entry]:
        for passage in found:
            for twin in passage.twins:
                document = self._screen.catalogue.documents[twin.document]
                article = document.articles[document.article_of(twin.start, twin.end)]
                yield Entry(here, passage, twin, document.name, article.title)

    def passage_here(self) -> Passage | None:
        """The passage on the cursor line of the page, the one that most others tell if there are several."""
        place = self._opening.place
        under = self._screen.page.passages_on(place, place + 1)
        return max(under, key=lambda passage: (passage.other_documents, passage.end - passage.start), default=None)

    def follow_page(self) -> None:
        """Show in full the passage on the cursor line of the page."""
        self._screen.repeats.show_passage(self.passage_here())
        chosen = self._screen.repeats.chosen()
        self._screen.page.point_out(chosen.passage if chosen else None)

    def follow_repeats(self, entry: Entry) -> None:
        """Bring the passage of a twin into view on the page."""
        self._screen.page.point_out(entry.passage)
        self._screen.page.bring_into_view(entry.passage.start)

    def _differences_of(self, entry: Entry) -> Differences | None:
        comparison = self.comparisons.of(entry.here, entry.twin)
        return comparison.differences if comparison else None

    def _comparison_ready(self) -> None:
        self._screen.repeats.differences_ready()
        self._compared()
