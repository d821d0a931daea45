"""Looking for something from the reading screen: the filter of contents, the search in the page, the finder."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from reader.library.renumbering import Renumbering
from reader.tui.filtering import ContentsFilter
from reader.tui.finding import Finding
from reader.tui.history import History
from reader.tui.jumping import renumbered
from reader.tui.jumps import Location
from reader.tui.keymaps import naming_key
from reader.tui.panes.prompt import Prompt
from reader.tui.screens.overruling import OverrulingScreen
from reader.tui.searching import PageSearch, describe_hits
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.library.filtering import TitleFilter
    from reader.library.userdata.flagged import Flagged
    from reader.library.userdata.kept import Kept


class SeekingScreen(OverrulingScreen):
    """The part of the reading screen that looks for something."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._titles: TitleFilter | None = None
        queries = {scope: History(scope, self.keeping) for scope in ("titles", "page", "library")}
        self.filter = ContentsFilter(
            self, self.catalogue, self.titles, queries["titles"], self._open_filtered, lambda: self.opening.shown
        )
        self.search = PageSearch(
            self, self.page, self.awaited, queries["page"], self.update_position, self._stayed_at_hit
        )
        self.finding = Finding(
            self, self.texts, self.titles, self.opening, self.jumping, queries["library"],
            changed=self.update_position, chosen=self.search.clear,
        )  # fmt: skip
        self._before_filter: Location | None = None

    def update_position(self) -> None:
        """Say where the page is, and at which hit."""

    def describe_hits(self) -> list[str]:
        """What the status line says of a search: how it was read, which hit the page is at, of how many."""
        return describe_hits(self.search, self.page, self.finding.describe())

    def renumber_filter(self, renumbering: Renumbering) -> None:
        """Come back to the same place after the filter, though documents have other numbers."""
        if self._before_filter:
            self._before_filter = renumbered(self._before_filter, renumbering)
        self.filter.renumbered()

    def _articles_changed(self) -> None:
        super()._articles_changed()
        self.filter.renumbered()

    def titles(self) -> TitleFilter:
        """The titles of the library, prepared for searching."""
        from reader.library.filtering import TitleFilter  # with the first letter that is typed

        self._titles = self._titles or TitleFilter(self._flagged)
        return self._titles

    def _flagged(self, is_cancelled: Callable[[], bool]) -> Flagged:
        """What the user made of the articles, for the thread of a search."""
        from reader.library.userdata.flagged import Flagged, flagged

        least = self.settings.reading.similarity

        def task(kept: Kept) -> Flagged:
            return flagged(kept, least, is_cancelled)

        return self.keeping.ask(task) or Flagged()

    async def action_search(self) -> None:
        """Filter contents; on the page or in repeats, search the page."""
        if self.focused is self.contents:
            self._before_filter = self.jumping.here()
            await self.filter.open()
        else:
            self.focus_pane("page")
            await self.search.open()

    def action_find(self) -> None:
        self.finding.open()

    @on(Prompt.Changed, "#filter")
    def _filter_typed(self, event: Prompt.Changed) -> None:
        self.twins.put_off()
        self.filter.typed(event.value)

    @on(Prompt.Pointed, "#filter")
    def _filter_pointed(self, event: Prompt.Pointed) -> None:
        self.contents.move_to(self.contents.cursor + event.hits, step=event.hits)

    @on(Prompt.Accepted, "#filter")
    def _filter_accepted(self) -> None:
        self.filter.accept()

    def _open_filtered(self) -> None:
        if self._before_filter:
            self.jumping.leave(self._before_filter)
        self.contents.action_open()

    @on(Prompt.Cancelled, "#filter")
    async def _filter_cancelled(self) -> None:
        """Put everything back: the article and the place in it, contents, the focus."""
        before = await self.filter.close()
        if self._before_filter:
            self.jumping.return_to(self._before_filter)
        if before:
            self.contents.put_back(before)
        self.focus_pane("contents")

    async def close_filter(self) -> None:
        """Show all of contents again; the article that was found stays on the page."""
        await self.filter.close()
        if article := self.opening.article:
            self.contents.point_at(*article)

    @on(Prompt.Changed, "#search")
    def _search_typed(self, event: Prompt.Changed) -> None:
        self.finding.put_aside(True)
        self.search.typed(event.value)

    def _stayed_at_hit(self) -> None:
        self.finding.forget()
        before = self.search.before
        if before is not None and before[0] != self.page.place:
            self.jumping.leave(view=before)

    @on(Prompt.Pointed, "#search")
    def _search_pointed(self, event: Prompt.Pointed) -> None:
        self.search.step(1 if event.hits > 0 else -1)

    @on(Prompt.ModeWanted, "#search")
    def _search_mode(self) -> None:
        self.search.turn_mode()

    @on(Prompt.Accepted, "#search")
    async def _search_accepted(self) -> None:
        await self.search.accept()
        if not self.search.query:
            self.finding.put_aside(False)

    @on(Prompt.Cancelled, "#search")
    async def _search_cancelled(self) -> None:
        await self.search.cancel()
        self.finding.put_aside(False)

    def action_hit(self, step: int) -> None:
        """To the next or previous hit of the search."""
        count = self.take_count()
        if self.finding.step(step, count):
            return
        for _ in range(count):
            if not self.search.step(step):
                if self.search.query:
                    self.search.say_not_found()
                    return
                ways = (
                    naming_key(self, "read.search", " {} searches the page."),
                    naming_key(self, "read.find", " {} searches the library."),
                )
                self.notify(f"Nothing is searched for.{''.join(ways)}", markup=False)
                return
