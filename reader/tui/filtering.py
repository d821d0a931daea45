"""Filtering contents: the prompt, the search in a thread, and everything put back as it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.library.catalogue import Catalogue
from reader.tui.history import History
from reader.tui.panes.contents import Contents
from reader.tui.panes.contents_list import NOTHING_FOUND, ContentsView
from reader.tui.panes.prompt import Prompt, close_prompt, open_prompt, show_prompt
from reader.tui.safe import safe_line

if TYPE_CHECKING:  # the matcher is imported with the first letter that is typed
    from reader.library.filtering import Filtered, TitleFilter
    from reader.tui.screens.three_panes import ThreePanes

NAMED = "By the name of the file"
"""Above titles that do not have the words, or not all, of documents that have them in their names."""

LETTERED = "By letters of the path"
"""Above titles of documents that have the letters of a word with a slash in their names."""

APART = "Letters here and there"
"""Above titles that do not have the words as they are written."""


class ContentsFilter:
    """The filter of contents, open or not."""

    def __init__(
        self,
        screen: ThreePanes,
        catalogue: Catalogue,
        titles: Callable[[], TitleFilter],
        history: History,
        opened: Callable[[], None],
        on_page: Callable[[], tuple[int, int | None] | None],
    ) -> None:
        """`titles` are the catalogue's; `opened` is called when the user wants to read the hit under the cursor;
        `on_page` says of which (document, article) that is.
        """
        self._screen = screen
        self._catalogue = catalogue
        self._opened = opened
        self._titles = titles
        self._on_page = on_page
        self.history = history
        self._before: ContentsView | None = None
        self._searching = self._open_when_found = False
        self._moment = -1
        """Of the catalogue, when the last search began."""
        self._stays = False
        """Whether the cursor stays where it is when hits come: nothing was typed."""

    @property
    def prompt(self) -> Prompt | None:
        """The line in which the filter is typed, if it is open."""
        return open_prompt(self._screen, "filter")

    @property
    def _contents(self) -> Contents:
        return self._screen.contents

    async def open(self) -> None:
        """Show the prompt, or go back to it, with all that stands in it selected."""
        prompt = self.prompt
        if prompt is None:
            self._before = self._contents.view()
            await show_prompt(Prompt("filter", "Filter titles", history=self.history), self._contents)
        else:
            self._before = None  # the cursor stood among hits
            self._screen.set_focus(prompt)
            prompt.action_select_all()  # as in the finder: what is typed replaces what was looked for
        self._screen.run_worker(self._prepare, thread=True, exclusive=True, group="titles")

    def _prepare(self) -> None:
        worker = get_current_worker()
        self._titles().prepare(self._catalogue, lambda: worker.is_cancelled)

    def typed(self, query: str) -> None:
        """Search for what is in the prompt now; an older search is given up."""
        self._stays = self._open_when_found = False
        self._begin(query)

    def _begin(self, query: str) -> None:
        self._searching = True
        self._moment = self._catalogue.moment
        self._screen.run_worker(partial(self._search, query), thread=True, exclusive=True, group="filter")

    def follow(self) -> None:
        """Search anew, after the present search, if the catalogue shows another moment than the one searched."""
        prompt = self.prompt
        if prompt and prompt.value and not self._searching and self._catalogue.moment != self._moment:
            self._stays = True
            self._begin(prompt.value)

    def renumbered(self) -> None:
        """Search anew because documents or articles have other numbers: what is being found has the old ones."""
        self._before, self._moment = None, -1
        if self._searching and (prompt := self.prompt):
            self._begin(prompt.value)
        self.follow()

    def _search(self, query: str) -> None:
        worker = get_current_worker()
        result = self._titles().filter(self._catalogue, query, is_cancelled=lambda: worker.is_cancelled)
        if result is not None and not worker.is_cancelled:
            self._screen.app.call_from_thread(self._show, result)

    def _show(self, result: Filtered) -> None:
        if self.prompt is None:
            return
        self._searching = False
        contents = self._contents
        row = contents.row()
        contents.positions_of, contents.positions_in_name = result.positions_of, result.positions_in_name
        further = [(APART, result.apart), (f"Spelt otherwise: {safe_line(result.did_you_mean)}", result.near)]
        shown = result.shown
        lettered = (LETTERED, result.lettered)
        if shown:
            further = [(NAMED, result.named), lettered, *further]
        elif shown is not None:
            further.reverse()  # what is likelier meant comes first
            further = [lettered, *further] if result.named else further
            shown = result.named or result.lettered
        contents.set_shown(shown, further, result.did_you_mean)
        self._screen.hints.set_variant("filter", "" if len(contents.outline) else "empty")
        if self._stays:
            places = (self._on_page(), (row.document, row.article) if row else None)
            contents.stand_at(*(place for place in places if place))
        elif result.best is not None:
            contents.stand_at(result.best)
            # The list comes first: what is drawn of the page and of its repeats takes longer than the list itself.
            self._screen.call_after_refresh(self._preview)
        if self._open_when_found:
            self.accept()
        self.follow()

    def _preview(self) -> None:
        """Show the hit under the cursor on the page, unless other hits are about to come."""
        if self.prompt and not self._searching:
            self._contents.cursor_moved()

    def accept(self) -> None:
        """Open the hit under the cursor, once the hits are those of all that was typed."""
        self._open_when_found = self._searching
        if self._searching:
            self._screen.awaited.begin()
            return
        self._screen.awaited.end()
        if self._contents.row() is None:
            self._screen.notify(NOTHING_FOUND, markup=False, timeout=2)
        else:
            self._opened()

    async def close(self) -> ContentsView | None:
        """Show all titles again; returns where contents stood when all were shown last, if the filter was opened then
        and not gone back to."""
        self._searching = self._open_when_found = False
        self._screen.awaited.end()
        self._contents.set_shown(None)
        self._screen.hints.set_variant("filter", "")
        before, self._before = self._before, None
        await close_prompt(self._screen, "filter")
        return before
