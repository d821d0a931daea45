"""To the next or previous passage that is told elsewhere: in the article, else in a thread across the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.errors import TwicetoldError
from reader.library.queries import next_told
from reader.tui.jumping import Jumping
from reader.tui.opening import Opening

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


class NextPassage:
    """The way from passage to passage."""

    def __init__(self, screen: ThreePanes, opening: Opening, jumping: Jumping) -> None:
        self._screen = screen
        self._opening = opening
        self._jumping = jumping

    def go(self, step: int, count: int) -> None:
        """Go so many passages on or back; where the article has no more, to the nearest of another article."""
        if not self._screen.page.go_to_passage(step, count):
            look = partial(self._look, step)
            self._screen.run_worker(look, thread=True, exclusive=True, group="passage")

    def _look(self, step: int) -> None:
        worker, shown = get_current_worker(), self._opening.shown or (0, None)
        try:
            found = next_told(self._screen.catalogue, *shown, step, lambda: worker.is_cancelled)
        except (TwicetoldError, IndexError):
            return  # the library has changed: it is about to be shown anew
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._found, shown, step, found)

    def _found(self, shown: tuple[int, int | None], step: int, found: tuple[int, int, int] | None) -> None:
        if (self._opening.shown or (0, None)) != shown:
            return  # the reader has moved on
        if found is not None:
            document, article, place = found
            self._jumping.leave()
            self._opening.open(document, article, at=place)
        elif self._screen.catalogue.compared:
            self._screen.notify(f"No repeated passage {'after' if step > 0 else 'before'} this.", markup=False)
        else:
            self._screen.notify("What is told twice is still being looked for.", markup=False)
