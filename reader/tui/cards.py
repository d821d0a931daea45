"""Cards over the reading screen: what is in a document and was repaired there, and what is not read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.positions import Span
from reader.tui.describing import what_is_in
from reader.tui.jumping import Jumping
from reader.tui.opening import Opening

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


class Cards:
    """Opens them, and goes where they lead."""

    def __init__(self, screen: ThreePanes, opening: Opening, jumping: Jumping) -> None:
        self._screen = screen
        self._opening = opening
        self._jumping = jumping

    def show_document(self) -> None:
        """The card of the document on the page."""
        from reader.tui.screens.card import DocumentCard  # when it is asked for

        if self._opening.shown is not None:
            number = self._opening.shown[0]
            document = self._screen.catalogue.documents[number]
            card = DocumentCard(document, what_is_in(self._screen.catalogue, number))
            self._screen.app.push_screen(card, partial(self._go, number, document.id))

    def _go(self, number: int, document_id: int, span: Span | None) -> None:
        documents = self._screen.catalogue.documents
        if span is None or number >= len(documents) or documents[number].id != document_id:
            return
        self._jumping.leave()
        self._opening.open(number, documents[number].article_at(span[0]), at=span[0], target=span)
        self._screen.focus_pane("page")

    def show_skipped(self) -> None:
        """The list of what is not read."""
        from reader.tui.screens.card import SkippedCard  # when it is asked for

        self._screen.app.push_screen(SkippedCard(self._screen.catalogue.skipped))
