"""Reading everything once, from the reading screen: what was read is recorded, dimmed elsewhere, and passed over."""

from __future__ import annotations

from functools import partial

from reader.library.queries import next_article
from reader.library.userdata.known import mark_read, mark_unread, next_unread
from reader.library.userdata.spans import Spans
from reader.positions import Span
from reader.tui.keys import READ_CHOICES, TRACKING, bindings
from reader.tui.reading_history import ReadingHistory, Shares
from reader.tui.screens.selecting import SelectingScreen
from reader.tui.session import Session


class TrackingScreen(SelectingScreen):
    """The part of the reading screen that knows what was read."""

    BINDINGS = bindings(TRACKING)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.history = ReadingHistory(self, self.keeping, self._can_read)
        self.shares = Shares(self, self.keeping)
        self.on_page.read = self.history.known

    def on_mount(self) -> None:
        if self.settings.reading.record:
            self.contents.share_read_of = self.shares.of
        self.history.start()

    def _can_read(self) -> bool:
        return self.app.app_focus and self.app.screen is self and self.page.is_on_screen

    def page_changed(self) -> None:
        article, content = self.opening.article, self.page.content
        entry = None
        if article is not None and content is not None and content.article is not None and not self.opening.raw:
            entry = self.catalogue.documents[article[0]]
        if self.history.page_changed(entry):
            self.shares.forget()
        super().page_changed()

    def close_user_data(self) -> None:
        self.history.keep()
        super().close_user_data()

    # To what is unread.

    def action_unread(self) -> None:
        """To the next passage that was read nowhere; where a document is shown, from its first article on."""
        article, shown = self.opening.article, self.opening.shown
        if shown is None:
            self.entry()  # which says why there is none
            return
        self.history.keep()
        if article is not None:
            start, after = article, self._after_what_is_read()
        elif (first := next_article(self.catalogue, *shown, 1)) is not None:
            start, after = first, 0
        else:
            self._unread_found(None)
            return
        least = self.settings.reading.similarity
        self.keeping.do(
            lambda kept: next_unread(kept, self.catalogue, (*start, after), least, self._is_closing),
            self._unread_found,
        )

    def _after_what_is_read(self) -> int:
        """Where one looks on from: what stands on the cursor line is where one is, and not what comes next."""
        after = self.page.line_span(self.page.cursor)[1] if not self.opening.raw else self.opening.place
        if self.page.made.known.share(self.page.place, after) < 1 and self.page.target is None:
            after = self._end_of_unread(after)
        return after

    def _end_of_unread(self, at: int) -> int:
        """Where the paragraph ends that the cursor is in."""
        content = self.page.content
        return max(at, content.flow.paragraph_at(at, content.start, content.end)[1]) if content else at

    def _is_closing(self) -> bool:
        return not self.is_attached

    def _unread_found(self, found: tuple[int, int, Span] | None) -> None:
        if found is None:
            self.notify("Everything from here on has been read.", markup=False)
            return
        document, article, (start, end) = found
        content = self.page.content
        at = start
        if content is not None and content.document == document and self.opening.article and not self.opening.raw:
            at += len(content.text[start:end]) - len(content.text[start:end].lstrip())
        self.jumping.leave()
        self.opening.open(document, article, at=at)
        self.focus_pane("page")

    # Read and unread by decision.

    def action_mark_read(self) -> None:
        """Ask what is to count as read or unread."""
        from reader.tui.screens.chooser import choose

        if not self.settings.reading.record:
            self.notify("Nothing is recorded: your settings say record = false under [reading].", markup=False)
            return
        if self.opening.shown is None:
            self.entry()  # which says why there is none
        else:
            choose(self, "Read or unread", READ_CHOICES, only="" if self.opening.article else "mark.document")

    def action_set_read(self, read: bool, document: bool) -> None:
        """Let an article or a document count as read, or as unread."""
        shown = self.opening.shown
        if shown is None or (shown[1] is None and not document):
            self.entry()  # which says why there is none
            return
        entry = self.catalogue.documents[shown[0]]
        span = (0, entry.characters)
        if not document and shown[1] is not None:
            span = (entry.articles[shown[1]].start, entry.articles[shown[1]].end)
        self.history.keep()
        as_read, as_unread = (
            partial(mark_read, entry=entry, read=Spans((span,))),
            partial(mark_unread, entry=entry, span=span),
        )
        what = "document" if document else "article"
        self.keeping.do(
            as_read if read else as_unread,
            lambda _: self._marked(f"The {what} counts as {'read' if read else 'unread'}."),
        )

    def _marked(self, message: str) -> None:
        self.notify(message, markup=False, timeout=2)
        self.shares.forget()
        self.on_page.look()
