"""Jumping: to a twin, back to exactly where one was, and forward again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.renumbering import Renumbering
from reader.text.edited import Edit
from reader.tui.differences import counterpart
from reader.tui.jumps import Jumps, Location
from reader.tui.listing import Entry
from reader.tui.opening import Opening
from reader.tui.twins import Twins

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


class Jumping:
    """The way from place to place."""

    def __init__(self, screen: ThreePanes, opening: Opening, twins: Twins) -> None:
        self._screen = screen
        self._opening = opening
        self._twins = twins
        self._jumps = Jumps()
        self.on_leave: Callable[[Location], None] = lambda location: None
        """Called with each place that a jump leaves."""
        self._waiting: tuple[Entry, int] | None = None
        """A jump that waits to know what the twin says for the line."""

    def here(self) -> Location | None:
        """The view of the page now, if an article is on it."""
        content = self._screen.page.content
        if content is None or content.article is None:
            return None
        place, row = self._screen.page.view()
        chosen = self._screen.repeats.chosen()
        twin = chosen.twin if chosen else None
        return Location(content.document, content.article, place, row, self._screen.focused_pane(), twin)

    def leave(self, location: Location | None = None, *, view: tuple[int, int] | None = None) -> None:
        """Remember a place, or the present one, as where a jump begins; or another `view` of the present article."""
        if location := location or self.here():
            if view is not None:
                location = replace(location, place=view[0], row=view[1])
            self._jumps.leave(location)
            self.on_leave(location)

    def restore(self, locations: Sequence[Location]) -> None:
        """Put the places of an earlier session before those of this one."""
        self._jumps.put_before(locations)

    def renumber(self, renumbering: Renumbering) -> None:
        """Keep the places whose documents are still there under other numbers."""
        documents = self._screen.catalogue.documents

        def now(location: Location) -> Location | None:
            new = renumbered(location, renumbering)
            if new is None or not renumbering.is_changed(location.document):
                return new
            return replace(new, article=documents[new.document].article_at(new.place))

        self._jumps.change(now)

    def articles_changed(self) -> None:
        """Keep the places although articles have other numbers."""
        documents = self._screen.catalogue.documents
        self._jumps.change(lambda at: replace(at, article=documents[at.document].article_at(at.place)))

    def edited(self, document: int, edit: Edit) -> None:
        """Keep the places at their words in a document that was edited."""
        entry = self._screen.catalogue.documents[document]

        def now(at: Location) -> Location:
            place = edit.place(at.place)
            return replace(at, place=place, article=entry.article_at(place))

        self._jumps.change(lambda at: now(at) if at.document == document else at)

    def swap(self) -> bool:
        """Go to where the last jump began, and from there back again; False if there was none."""
        target, here = self._jumps.last, self.here()
        if target is None:
            return False
        if here:
            self.leave(here)
        self.return_to(target)
        return True

    def to_twin(self, entry: Entry, place: int | None = None) -> None:
        """Go to a twin: to what it says for `place` on the page, or to its start."""
        twin, at = entry.twin, None
        self._waiting = None
        if place is not None and twin.told_start <= place < twin.told_end:
            comparison = self._twins.comparisons.of(entry.here, twin)
            if comparison is None:
                self._waiting = entry, place
                return
            at = comparison.again[0] + counterpart(comparison.edits, place - comparison.told[0])
        self.into_twin(entry, at)

    def into_twin(self, entry: Entry, at: int | None) -> None:
        """Go to a twin, to a place in its document, or to its start."""
        twin = entry.twin
        document = self._screen.catalogue.documents[twin.document]
        if at is None:
            article = document.article_of(twin.start, twin.end)
            at = max(twin.start, document.articles[article].start)
        else:
            article = document.article_at(at)
        self.leave()
        self._opening.open(twin.document, article, at=at, target=(twin.start, twin.end))
        self._screen.focus_pane("page")

    def comparison_ready(self) -> None:
        """Go on with a jump that waited."""
        if self._waiting is not None:
            self.to_twin(*self._waiting)

    def back(self) -> bool:
        """Return to where the last jump began, exactly; False if there was none."""
        return self._return(self._jumps.back)

    def forward(self) -> bool:
        """Go again where `back` came from; False if there is no such place."""
        return self._return(self._jumps.forward)

    def _return(self, choose: Callable[[Location], Location | None]) -> bool:
        here = self.here()
        location = choose(here) if here else None
        if location is not None:
            self.return_to(location)
        return location is not None

    def return_to(self, location: Location) -> None:
        """Show an article as it was, with the same twin, and the focus where it was."""
        self._twins.come_back(location)
        self._opening.open(location.document, location.article, at=location.place)
        self._screen.call_after_refresh(self._screen.page.restore, (location.place, location.row))
        self._screen.focus_pane(location.pane)


def renumbered(location: Location, renumbering: Renumbering) -> Location | None:
    """A place by the numbers that documents have now; None if its document is gone."""
    document, twin = renumbering.document(location.document), location.twin
    if document is None:
        return None
    number = renumbering.document(twin.document) if twin else None
    return replace(
        location, document=document, twin=replace(twin, document=number) if twin and number is not None else None
    )
