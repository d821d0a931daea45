"""Opening: what is on the page, fetched in a thread when its file has to be read first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.renumbering import Renumbering
from reader.library.texts import Source, Texts
from reader.library.userdata.catalogued import find, key_of
from reader.library.userdata.documents import DocumentKey
from reader.positions import Span
from reader.text.edited import Edit, edited
from reader.text.flow import ParagraphLines
from reader.text.sourcemap import SourceMap
from reader.tui.describing import about_document, article_content, empty_library
from reader.tui.keymaps import naming_key
from reader.tui.page_content import PageContent
from reader.tui.safe import safe_line

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


NOWHERE = -1
"""Stands for the document of a text that the library no longer has."""


class Opening:
    """The article or document that is on the page, as clean text or as its source."""

    def __init__(
        self, screen: ThreePanes, texts: Texts, *, shown: Callable[[], None], missing: Callable[[], None]
    ) -> None:
        """`shown` is called when the page shows something else; `missing` when its text could not be had."""
        self._screen = screen
        self._texts = texts
        self._shown_callback = shown
        self._missing_callback = missing
        self.edited: Callable[[int, Edit], None] = lambda document, edit: None
        """Called when the text on the page was edited, with its document, before it is shown anew."""
        self.shown: tuple[int, int | None] | None = None
        """(document, article) that is on the page or on its way there; no article: what is known of the document."""
        self._request = 0
        """Counts what was asked for: only the last is shown."""
        self.raw = False
        """Whether the page shows sources."""
        self._source_map: SourceMap | None = None
        """While the source is on the page: the way from its offsets to those of the clean text."""
        self._key: DocumentKey | None = None
        """Of the document of the article on the page."""
        self._left: DocumentKey | None = None
        """Of the document of the article on the page, while the library does not have it."""

    @property
    def left(self) -> str:
        """The name of the document whose text is still on the page though it is gone or empty; "" if there is none."""
        return safe_line(f"{self._left.path.name}{self._left.record}") if self._left else ""

    @property
    def document(self) -> DocumentKey | None:
        """That of the article which was put on the page last."""
        return self._key

    @property
    def _catalogue(self) -> Catalogue:
        return self._screen.catalogue

    @property
    def article(self) -> tuple[int, int] | None:
        """(document, article) on the page, if it is an article."""
        if self.shown is None or self.shown[1] is None:
            return None
        return self.shown[0], self.shown[1]

    @property
    def place(self) -> int:
        """Offset in the clean text of the character on the cursor line."""
        return self.to_clean(self._screen.page.place)

    def to_clean(self, offset: int) -> int:
        """Offset in the clean text of a character of the text on the page, which may be the source."""
        return self._source_map.to_clean(offset) if self._source_map else offset

    def open(self, document: int, article: int, *, at: int | None = None, target: Span | None = None) -> None:
        """Show an article, at once or, if its text is long and not in memory, when a thread has it.

        `at` and `target` are offsets in the clean text: where the cursor goes, what is highlighted. Where the document
        was read again meanwhile and has fewer articles, the one that is there now is shown.
        """
        entry = self._catalogue.documents[document]
        if article >= len(entry.articles):
            if not entry.articles:
                self.open_document(document)
                return
            article = entry.article_at(at or 0)
        self.shown = (document, article)
        self._screen.contents.point_at(document, article)
        self._request += 1
        text = None if self.raw else self._texts.at_once(entry)
        if text is not None:
            self._show(document, article, text, at, target)
        else:
            fetch = partial(self._fetch, self._request, document, article, at, target)
            self._screen.run_worker(fetch, thread=True, exclusive=True, group="fetch")

    def _fetch(self, request: int, document: int, article: int, at: int | None, target: Span | None) -> None:
        call = self._screen.app.call_from_thread
        try:
            entry = self._catalogue.documents[document]
            shown = self._texts.source(entry) if self.raw else self._texts.text(entry)
        except TwicetoldError as error:
            call(self._show_missing, document, str(error))
            return
        except IndexError:
            return  # the library has changed, and the page is about to be
        if request == self._request:  # else the reader has gone on, if only to another place of the article
            call(self._show, document, article, shown, at, target)

    def _show(self, document: int, article: int, shown: str | Source, at: int | None, target: Span | None) -> None:
        if self.shown != (document, article) or self.raw == isinstance(shown, str):
            return  # the reader has moved on while the file was read
        way_back = naming_key(self._screen, "read.raw", " · {} shows the text again")
        before = self._screen.page.content.flow if self._screen.page.content else None
        content = article_content(self._catalogue, document, article, shown, way_back, before)
        self._key, self._left = key_of(self._catalogue.documents[document]), None
        self._source_map = None if isinstance(shown, str) else shown.source_map
        if self._source_map is not None:
            at = None if at is None else self._source_map.to_source(at)
            target = None
        self._screen.page.show(content, at=at, target=target)
        self._shown_callback()

    def _show_missing(self, document: int, message: str) -> None:
        message = safe_line(message)
        self._screen.page.show(
            PageContent(document, None, "This document cannot be read", "", ParagraphLines(message), 0, len(message))
        )
        self._missing_callback()

    def open_document(self, document: int) -> None:
        """Show what is known of a document instead of an article."""
        self.shown, self._left = (document, None), None
        self._screen.contents.point_at(document, None)
        title, text = about_document(self._catalogue, document)
        self._screen.page.show(PageContent(document, None, title, "", ParagraphLines(text), 0, len(text)))
        self._shown_callback()

    def say_empty(self, names: list[str]) -> None:
        """Say that there is nothing to read below these names, and why; what is being read stays."""
        if self._left:
            return
        text = empty_library(self._catalogue, names)
        self._screen.page.show(PageContent(0, None, "Nothing to read", "", ParagraphLines(text), 0, len(text)))
        self._shown_callback()

    def renumber(self, renumbering: Renumbering) -> None:
        """Stay with the same article after documents were changed, removed or inserted before it."""
        shown, place, content = self.shown, self.place, self._screen.page.content
        self.shown = None
        document = renumbering.document(shown[0]) if shown else None
        if shown is None or (document is None and shown[1] is None):
            return
        if document is None or (shown[1] is not None and not self._catalogue.documents[document].articles):
            self._leave()
        elif shown[1] is None:
            self.open_document(document)
        elif renumbering.is_changed(shown[0]) and content is not None:
            self._open_edited(document, place, content.text)
        else:
            self.open_again(document, place)

    def _leave(self) -> None:
        """Keep the text on the page, though the library no longer has it."""
        page = self._screen.page
        if self._key is None or page.content is None:
            return
        self._left = self._key
        self._request += 1
        page.content = replace(page.content, document=NOWHERE, article=None)
        page.set_passages(())
        page.set_target(None)
        self._shown_callback()

    def come_back(self) -> None:
        """If the document that was gone is there again, go on where the cursor is in what it was."""
        content = self._screen.page.content
        if self._left is None or content is None:
            return
        document = find(self._catalogue, self._left)
        if document is not None and self._catalogue.documents[document].articles:
            self._left = None
            self._open_edited(document, self.place, content.text)

    def _open_edited(self, document: int, place: int, before: str) -> None:
        """Show what now stands where the cursor was in the text `before`, once a thread has found it."""
        article = self._catalogue.documents[document].article_at(place)
        self.shown = (document, article)
        self._screen.page.renumber(document, article)
        self._request += 1
        page = self._screen.page
        at_end = page.is_at_end and page.selected is None  # what grows does not take one away from what is selected
        follow = partial(self._follow_edit, self._request, document, page.place, before, is_at_end=at_end)
        self._screen.run_worker(follow, thread=True, exclusive=True, group="fetch")

    def _follow_edit(self, request: int, document: int, place: int, before: str, *, is_at_end: bool) -> None:
        edit = None
        with suppress(TwicetoldError, IndexError):  # opening it says what is wrong
            entry = self._catalogue.documents[document]
            source = self._texts.source(entry) if self.raw else None
            edit = edited(before, source.text if source else self._texts.text(entry))
            place = _place(edit, place, is_at_end=is_at_end)
            place = source.source_map.to_clean(place) if source else place
        self._screen.app.call_from_thread(self._edit_followed, request, document, place, edit)

    def _edit_followed(self, request: int, document: int, place: int, edit: Edit | None) -> None:
        if request == self._request and self.shown is not None and self.shown[0] == document:
            if edit is not None:
                self.edited(document, edit)
            self.open_again(document, place)

    def open_again(self, document: int, place: int) -> None:
        """Show the article that now stands where the present one stood, under its present numbers at once."""
        page, row = self._screen.page, self._screen.page.view()[1]
        article = self._catalogue.documents[document].article_at(place)
        page.renumber(document, article)
        self.open(document, article, at=place)
        if not self.raw:
            page.restore((place, row))

    def turn_raw(self) -> None:
        """Show the source of the article as decoded, or the clean text again."""
        self.raw = not self.raw
        if article := self.article:
            self.open(*article, at=self.place)


def _place(edit: Edit, place: int, *, is_at_end: bool) -> int:
    """Where one stands after an edit; who stands at the end of what only grows, stays at its end."""
    return max(0, len(edit.after.rstrip()) - 1) if is_at_end and edit.only_continued else edit.place(place)
