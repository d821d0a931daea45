"""Going on: to the next article, document or repeated passage, and to a line of the document on the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.errors import TwicetoldError
from reader.library.queries import next_article, next_document, next_told
from reader.tui.describing import last_line, offset_of_line, uncompared
from reader.tui.jumping import Jumping
from reader.tui.opening import Opening

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


class Going:
    """The way through the library as it is read; at its ends it is said that there is nothing more."""

    def __init__(self, screen: ThreePanes, opening: Opening, jumping: Jumping) -> None:
        self._screen = screen
        self._opening = opening
        self._jumping = jumping

    @property
    def _here(self) -> tuple[int, int | None]:
        """(document, article) from which one goes on."""
        return self._opening.shown or (0, None)

    def to_article(self, step: int, count: int, *, reading_on: bool = False) -> None:
        """So many articles on, or back, across documents; `reading_on`: by what is no jump, back to the end of one."""
        screen = self._screen
        for number in range(count):
            target = next_article(screen.catalogue, *self._here, step)
            if target is None:
                end = f"This is the {'last' if step > 0 else 'first'} article."
                self._say(end if screen.catalogue.articles_in_all() else "There is no article to go to.")
                return
            if number == 0 and not reading_on:
                self._jumping.leave()
            self._opening.open(*target)
        if reading_on and step < 0:
            screen.call_after_refresh(screen.page.action_bottom)

    def to_document(self, step: int, count: int) -> None:
        """To the first article of the document so many on, or back, of those that have one."""
        for number in range(count):
            target = next_document(self._screen.catalogue, self._here[0], step)
            if target is None:
                self._say(f"This is the {'last' if step > 0 else 'first'} document.")
                return
            if number == 0:
                self._jumping.leave()
            self._opening.open(*target)

    def to_passage(self, step: int, count: int) -> None:
        """So many passages on, or back, of those that are told elsewhere; where the article has no more, to the nearest
        of another, which a thread looks for."""
        if not self._screen.page.go_to_passage(step, count):
            look = partial(self._look_for_passage, step)
            self._screen.run_worker(look, thread=True, exclusive=True, group="passage")

    def _look_for_passage(self, step: int) -> None:
        worker, here = get_current_worker(), self._here
        try:
            found = next_told(self._screen.catalogue, *here, step, lambda: worker.is_cancelled)
        except (TwicetoldError, IndexError):
            return  # the library has changed: it is about to be shown anew
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._passage_found, here, step, found)

    def _passage_found(self, here: tuple[int, int | None], step: int, found: tuple[int, int, int] | None) -> None:
        if self._here != here:
            return  # the reader has moved on
        if found is not None:
            document, article, place = found
            self._jumping.leave()
            self._opening.open(document, article, at=place)
        elif self._screen.catalogue.compared:
            self._screen.notify(f"No repeated passage {'after' if step > 0 else 'before'} this.", markup=False)
        else:
            self._screen.notify(uncompared(self._screen.catalogue), markup=False)

    def to_line(self, line: int) -> None:
        """To a line of the document on the page, 1-based; in another article if it is there, to the last if there are
        fewer."""
        page = self._screen.page
        content = page.content
        if content is None or content.article is None:
            self._screen.app.bell()
            return
        offset = offset_of_line(content.text, line)
        if line > (last := last_line(content.text)):
            self._say(f"The last line is {last:,}.")
        self._jumping.leave()
        document = self._screen.catalogue.documents[content.document]
        article = document.article_at_line(min(line, last))
        if article == content.article:
            page.move_to(page.line_of(max(offset, content.start)))
        else:  # which may begin within the line, behind a form feed
            place = max(self._opening.to_clean(offset), document.articles[article].start)
            self._opening.open(content.document, article, at=place)
        self._screen.focus_pane("page")

    def _say(self, message: str) -> None:
        self._screen.notify(message, markup=False, timeout=2)
