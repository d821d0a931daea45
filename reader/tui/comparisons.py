"""Passages held against their twins: made in a thread when they are first looked at, and kept for a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.queries import Twin
from reader.library.texts import Texts
from reader.tui.differences import Comparison, Differences, compare
from reader.tui.safe import safe_line

KEPT = 500
"""Comparisons in memory: more than one looks at in a sitting."""


class Comparisons:
    """Comparisons by the document of a passage and its twin."""

    def __init__(self, screen: Screen[None], catalogue: Catalogue, texts: Texts, ready: Callable[[], None]) -> None:
        """`ready` is called on the screen's thread when there is an answer that there was not before."""
        self._screen = screen
        self._catalogue = catalogue
        self._texts = texts
        self._ready = ready
        self._made: dict[tuple[int, Twin], Comparison] = {}

    def of(self, here: int, twin: Twin) -> Comparison | None:
        """The comparison, if it was made already; it is made if not."""
        made = self._made.get((here, twin))
        if made is None:
            task = partial(self._make, here, twin)
            self._screen.run_worker(task, thread=True, exclusive=True, group="comparison")
        return made

    def _make(self, here: int, twin: Twin) -> None:
        documents = self._catalogue.documents
        try:
            told = self._texts.text(documents[here])[twin.told_start : twin.told_end]
            again = self._texts.text(documents[twin.document])[twin.start : twin.end]
        except TwicetoldError as error:
            comparison = Comparison((), Differences.note(safe_line(str(error))))
        else:
            comparison = compare(told, again)
        self._screen.app.call_from_thread(self._take, here, twin, comparison)

    def _take(self, here: int, twin: Twin, comparison: Comparison) -> None:
        if len(self._made) >= KEPT:
            self._made.clear()
        self._made[(here, twin)] = comparison
        self._ready()
