"""Searching the page, or what stands side by side: the prompt, the hits in a thread as one types, the way from hit to
hit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.worker import get_current_worker

from reader.find.cancelling import Cancelled
from reader.plurals import plural
from reader.positions import Span
from reader.tui.history import History
from reader.tui.in_order import Awaited
from reader.tui.listing import next_of
from reader.tui.page_content import PageContent
from reader.tui.panes.prompt import Prompt, close_prompt, open_prompt, show_prompt
from reader.tui.safe import safe_line

if TYPE_CHECKING:  # imported with the first letter that is typed
    from reader.find.phrase import Nearest, SearchedText
    from reader.tui.panes.beside import Beside
    from reader.tui.panes.page import Page

MOST_HITS = 100_000
"""Hits that are marked and gone through at a time: each takes memory, and room on the ruler."""

MODES = {"literal": "", "word": "whole words", "regex": "regular expression"}
"""How what is typed is read, and what the prompt says of it; a key goes round."""


def say_wrapped(screen: Screen[Any], step: int, hits: int) -> None:
    """Say that the way from hit to hit went round an end, by a step on or back; a lone hit has no way."""
    way = "From the last hit to the first." if step > 0 else "From the first hit to the last."
    way = way if hits > 1 else "It is the only hit."
    screen.notify(way, markup=False, timeout=2)


def describe_hits(search: PageSearch, page: Page | Beside, further: str = "") -> list[str]:
    """What the status line says of a search: how it was read, which hit the page is at, of how many, and what else
    there is to say of hits."""
    if page.hits:
        before, more = search.around
        number, count = page.hit_number(), before + len(page.hits)
        counted = plural(count, "hit")
        said = [search.describe(), f"hit {before + number:,}/{count:,}{more}" if number else counted + more, further]
    else:
        said = [search.describe(), "no hits"] if search.query and not search.missed else []
    return [each for each in said if each]


@dataclass(frozen=True, slots=True)
class Before:
    """The page when the prompt was opened: what a search that is cancelled leaves."""

    text: str
    view: tuple[int, int]
    place: int
    """Around which hits are looked for."""
    query: str
    mode: str
    fault: str
    hits: Sequence[Span]
    around: tuple[int, str]
    number: int
    """Of the hit that had been gone to, from 1; 0 if none had."""


class PageSearch:
    """The search in what a pane shows, open or not; its hits stay marked until escape."""

    def __init__(
        self,
        screen: Screen[None],
        page: Page | Beside,
        awaited: Awaited,
        history: History,
        changed: Callable[[], None],
        stayed: Callable[[], None],
        where: str = "in this article",
    ) -> None:
        """`changed` is called when the hits or the present hit became others; `stayed` when the user took what was
        found, the page being at it. `where` it is searched is said when nothing is found there."""
        self._screen = screen
        self._page = page
        self._awaited = awaited
        self._where = where
        self._changed = changed
        self._stayed = stayed
        self.history = history
        self._searched: SearchedText | None = None
        self.query = ""
        """What is searched for, empty if nothing is."""
        self.mode = next(iter(MODES))
        self.fault = ""
        """Why what is typed is no regular expression, though it should be one: it is searched for as it is written."""
        self.missed = False
        """Whether it was said already that there are no hits."""
        self.around = 0, ""
        """How many hits come before those that are marked, and "+" if others come after them."""
        self._edge: tuple[Span, int] | None = None
        """The outermost of them, from which the user goes on, by a step, while those around it are looked for."""
        self._is_at_hit = False
        """Whether the user has gone to one: where the page is shown anew, its line still has it."""
        self._before: Before | None = None
        """While the prompt is open."""
        self._searching = self._stays_when_found = False

    @property
    def prompt(self) -> Prompt | None:
        """The line in which one types, if it is open."""
        return open_prompt(self._screen, "search")

    async def open(self) -> None:
        """Show the prompt, or go back to it."""
        prompt = self.prompt
        if prompt is None:
            self._before = self._now()
            prompt = Prompt("search", "Search", history=self.history)
            prompt.set_aside(MODES[self.mode])
            await show_prompt(prompt, self._page)
        else:
            self._screen.set_focus(prompt)
        self._screen.run_worker(self._prepare, thread=True, exclusive=True, group="prepare-search")

    def _now(self) -> Before:
        page = self._page
        text = page.content.text if page.content else ""
        return Before(
            text,
            page.view(),
            page.searched_from(),
            self.query,
            self.mode,
            self.fault,
            page.hits,
            self.around,
            page.hit_number(),
        )

    def _prepare(self) -> None:
        """Fold a long text while the first letters are typed."""
        worker, searched = get_current_worker(), self._searched_text()
        if searched is not None:
            with suppress(Cancelled):
                searched.prepare(lambda: worker.is_cancelled)

    def _searched_text(self) -> SearchedText | None:
        """The text of the page, folded as far as searches have come."""
        from reader.find.phrase import SearchedText

        content = self._page.content
        if content is None:
            return None
        searched = self._searched
        if searched is None or searched.text is not content.text:
            searched = self._searched = SearchedText(content.text, content.flow)
        return searched

    def turn_mode(self) -> None:
        """Read what is typed in the next way."""
        self.mode = next_of(tuple(MODES), self.mode)
        if prompt := self.prompt:
            prompt.set_aside(MODES[self.mode])
            self.typed(prompt.value)

    def typed(self, query: str) -> None:
        """Search for what is in the prompt now; an older search is given up."""
        self._stays_when_found = self._stays_when_found and query == self.query
        self.missed = self.missed and query == self.query
        self.query = query
        self._searching = bool(query) and self._page.content is not None
        if not self._searching:
            self.fault = ""
            self._screen.workers.cancel_group(self._screen, "search")
            self._show(query, [])
            return
        place = self._before.place if self._before else self._page.searched_from()
        self._screen.run_worker(
            partial(self._search, query, self.mode, place), thread=True, exclusive=True, group="search"
        )

    def page_changed(self) -> None:
        """Search anew because another article is on the page."""
        if self.query:
            self.typed(self.query)

    def _search(self, query: str, mode: str, place: int) -> None:
        from reader.find.phrase import Mode, Phrase, SearchedText, hits, nearest, unreadable

        content, searched = self._page.content, self._searched_text()
        if content is None or searched is None:
            return
        worker = get_current_worker()
        phrase = Phrase(query, Mode(mode))
        fault = unreadable(phrase)
        try:
            above = content.fields if isinstance(content, PageContent) else ""
            size = len(above)
            of_fields = hits(SearchedText(above), phrase, is_cancelled=lambda: worker.is_cancelled)
            of_text = hits(
                searched,
                phrase,
                start=content.start,
                end=content.end,
                is_cancelled=lambda: worker.is_cancelled,
            )
            blocks = chain(([(start - size, end - size) for start, end in block] for block in of_fields), of_text)
            first = next(blocks, [])
            if first and self._edge is None:
                self._screen.app.call_from_thread(self._show, query, first, fault)
            found = nearest(chain([first], blocks), place, MOST_HITS)
        except Cancelled:
            return
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._found_all, query, found, fault)

    def _found_all(self, query: str, found: Nearest, fault: str) -> None:
        edge, self._edge = self._edge, None
        self._show(query, found.spans, fault, (found.before, "+" * found.has_more))
        if query == self.query:
            if edge and edge[0] in found.spans:
                self._page.choose_hit(found.spans.index(edge[0]))
                self.step(edge[1])
            self._searching = False
            if self._stays_when_found:
                self._screen.call_later(self.accept)

    def _show(self, query: str, found: list[Span], fault: str = "", around: tuple[int, str] = (0, "")) -> None:
        if query != self.query:
            return
        self.fault, self.around = fault, around
        self.missed = self.missed and not found
        page = self._page
        page.set_hits(found)
        if self.prompt is not None and self._before is not None:
            page.restore(self._before.view)
            if found:
                page.go_to_hit(1, from_here=True)
        elif self._is_at_hit and self._edge is None:
            page.choose_hit_here()
        self._is_at_hit = page.hit_number() > 0
        self._changed()

    def step(self, step: int) -> bool:
        """Go to the next or previous hit; False if there is none."""
        if not self._page.hits:
            return False
        number, (before, more) = self._page.hit_number(), self.around
        if (step > 0 and more and number == len(self._page.hits)) or (step < 0 and before and number == 1):
            self._edge = self._page.hits[number - 1], step
            self._page.choose_hit(number - 1)  # where those around it are looked for
            self.typed(self.query)
            return True
        if self._page.go_to_hit(step) and self.prompt is None:
            say_wrapped(self._screen, step, len(self._page.hits))
        self._is_at_hit = True
        self._changed()
        return True

    async def accept(self) -> None:
        """Stay at the hit, once it is that of all that was typed; the hits remain marked. Where there is none, it is
        said. Without a query, all is left as it was."""
        self._stays_when_found = self._searching
        if self._searching:
            self._awaited.begin()
        elif not self.query:
            await self.cancel()
        else:
            self._stayed()
            if not self._page.hits:
                self.say_not_found()
            await self._close()

    def say_not_found(self) -> None:
        """Say that there are no hits, and what may be the reason."""
        self.missed = True
        self._changed()
        why = f" It is no regular expression: {safe_line(self.fault)}." if self.fault else ""
        self._screen.notify(f"{safe_line(self.query)}: not found {self._where}.{why}", markup=False)

    def describe(self) -> str:
        """What the status line says of how the query was read, where that is not how it was meant."""
        return f"regex: {safe_line(self.fault)}" if self.fault else ""

    async def cancel(self) -> None:
        """Put the page back as it was, with the hits that it had."""
        before, self._before, page = self._before, None, self._page
        self.clear()
        if before is not None:
            if before.query:
                self.query, self.mode, self.fault = before.query, before.mode, before.fault
            if page.content is not None and page.content.text is before.text:
                page.set_hits(before.hits)
                self.around = before.around
                if before.number:
                    page.choose_hit(before.number - 1)
            else:
                self.page_changed()
            page.restore(before.view)
            self._changed()
        await self._close()

    @property
    def before(self) -> tuple[int, int] | None:
        """The view of the page when the prompt was opened, while it is."""
        return self._before.view if self._before else None

    async def _close(self) -> None:
        self._before = None
        self._stays_when_found = False
        self._awaited.end()
        self._screen.set_focus(self._page)
        await close_prompt(self._screen, "search")

    def clear(self) -> None:
        """Forget the hits."""
        self._screen.workers.cancel_group(self._screen, "search")
        self._searching = self.missed = False
        self.around, self._edge, self._is_at_hit = (0, ""), None, False
        self.query = self.fault = ""
        self._page.set_hits([])
        self._changed()
