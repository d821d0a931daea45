"""The order of contents: that of the files, or by how much is told again, which is worked out in a thread."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.library.catalogue import Catalogue
from reader.library.lazy import Numbers
from reader.library.ranking import Ranking, ranked, ranked_articles
from reader.tui.listing import next_of
from reader.tui.outline import Row, Section

if TYPE_CHECKING:
    from reader.tui.panes.contents_list import ContentsList, ContentsView

AS_IN_FILES, MOST_FIRST, LEAST_FIRST = "As in the files", "Most repeated first", "Least repeated first"
ORDERS = (AS_IN_FILES, MOST_FIRST, LEAST_FIRST)


class Ordering:
    """Which order is wanted, and what stands behind the one that is shown."""

    def __init__(self, contents: ContentsList, catalogue: Catalogue) -> None:
        self._contents = contents
        self._catalogue = catalogue
        self.wanted = AS_IN_FILES
        """One of `ORDERS`."""
        self.ranking: Ranking | None = None
        """What is shown; None for the order of the files."""
        self._left: tuple[ContentsView, tuple[int, int | None] | None] | None = None
        """Where contents stood in the order of the files, and the article."""

    def section(self, document: int) -> Section:
        """What stands under a document, in this order."""
        catalogue, ranking = self._catalogue, self.ranking
        rest = Numbers(catalogue.rest_in(document), partial(catalogue.rest_numbers, document))
        if ranking is None:
            return Section(Numbers(catalogue.stories_in(document), partial(catalogue.story_numbers, document)), rest)
        articles = ranked_articles(catalogue, document, least_first=ranking.least_first)
        places = array("q", [-1]) * (len(articles) + len(rest))
        for place, article in enumerate(articles):
            places[article] = place
        return Section(articles, rest, places)

    def turn(self) -> None:
        """To the next order. Whoever goes through all of them is back where they were."""
        contents = self._contents
        if self.wanted == AS_IN_FILES:
            self._left = contents.view(), contents.current
        self.wanted = next_of(ORDERS, self.wanted)
        if self.wanted == AS_IN_FILES:
            self._take(None)
            if self._left is not None and self._left[1] == contents.current:
                contents.put_back(self._left[0])
        else:
            self.follow()

    def restore(self, wanted: str) -> None:
        """Begin with one of the orders."""
        self.wanted = wanted
        self.follow()

    def follow(self) -> None:
        """Work out the order that is wanted, unless it is that of the files or is shown as it is now."""
        shown = self.ranking
        wanted = self._catalogue.moment, self.wanted == LEAST_FIRST
        if self.wanted != AS_IN_FILES and (shown is None or (shown.moment, shown.least_first) != wanted):
            self._contents.run_worker(self._find, thread=True, exclusive=True, group="order")

    def _find(self) -> None:
        worker = get_current_worker()
        found = ranked(self._catalogue, least_first=self.wanted == LEAST_FIRST)
        if not worker.is_cancelled:
            self._contents.app.call_from_thread(self._take, found)

    def _take(self, ranking: Ranking | None) -> None:
        """List in another order, with the cursor on what is on the page, or anew in the same, where it stays."""
        if ranking is not None and (self.wanted == AS_IN_FILES or ranking.moment != self._catalogue.moment):
            self.follow()
            return
        contents, before = self._contents, self.ranking
        row = contents.row()
        is_other = ranking is None or before is None or before.least_first != ranking.least_first
        if is_other and contents.current:
            row = Row(*contents.current)
        self.ranking = ranking
        contents.list_anew(row)
