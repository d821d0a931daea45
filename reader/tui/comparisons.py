"""Passages held against their twins when they are first looked at, and kept for a while.

Short ones at once, so that an article and what differs in its twin come in one frame; long ones in a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual.screen import Screen

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.entries import DocumentEntry
from reader.library.queries import Twin
from reader.library.texts import Texts
from reader.positions import Span
from reader.text.divided import divisions_of
from reader.text.sentences import whole_sentences
from reader.tui.describing import flow_of, line_at
from reader.tui.differences import Comparison, Differences, compare
from reader.tui.safe import safe_line

KEPT = 500
"""Comparisons in memory: more than one looks at in a sitting."""

AT_ONCE_CHARACTERS = 4000
"""Passages of this length, and no longer, are compared at once: it takes some 2 ms."""


class Comparisons:
    """Comparisons by the document of a passage and its twin."""

    def __init__(self, screen: Screen[None], catalogue: Catalogue, texts: Texts, ready: Callable[[], None]) -> None:
        """`ready` is called on the screen's thread when there is an answer that there was not before."""
        self._screen = screen
        self._catalogue = catalogue
        self._texts = texts
        self._ready = ready
        self._made: dict[tuple[int, int, Twin], Comparison] = {}
        """By the ids of both documents, which are others when a document was read again."""
        self._imported = False
        """Whether a thread has imported what compares: that takes longer than comparing."""

    def of(self, here: int, twin: Twin) -> Comparison | None:
        """The comparison, if it was made already or is short; it is made if not."""
        documents = self._catalogue.documents
        one, other = documents[here], documents[twin.document]
        made = self._made.get((one.id, other.id, twin)) or self._at_once(one, other, twin)
        if made is None:
            self._screen.call_after_refresh(self._start, one, other, twin)  # no thread delays the frame to come
        return made

    def _at_once(self, one: DocumentEntry, other: DocumentEntry, twin: Twin) -> Comparison | None:
        if not self._imported or max(twin.told_end - twin.told_start, twin.end - twin.start) > AT_ONCE_CHARACTERS:
            return None
        told, again = self._texts.at_once(one), self._texts.at_once(other)
        if told is None or again is None:
            return None
        comparison = _compared(one, told, other, again, twin)
        self._keep(one, other, twin, comparison)
        return comparison

    def _start(self, one: DocumentEntry, other: DocumentEntry, twin: Twin) -> None:
        task = partial(self._make, one, other, twin)
        self._screen.run_worker(task, thread=True, exclusive=True, group="comparison")

    def _make(self, one: DocumentEntry, other: DocumentEntry, twin: Twin) -> None:
        try:
            told, again = self._texts.text(one), self._texts.text(other)
        except TwicetoldError as error:
            comparison = Comparison((), Differences.note(safe_line(str(error))))
        else:
            comparison = _compared(one, told, other, again, twin)
            self._imported = True
        self._screen.app.call_from_thread(self._take, one, other, twin, comparison)

    def _take(self, one: DocumentEntry, other: DocumentEntry, twin: Twin, comparison: Comparison) -> None:
        self._keep(one, other, twin, comparison)
        self._ready()

    def _keep(self, one: DocumentEntry, other: DocumentEntry, twin: Twin, comparison: Comparison) -> None:
        if len(self._made) >= KEPT:
            self._made.clear()
        self._made[one.id, other.id, twin] = comparison


def _compared(here: DocumentEntry, told: str, there: DocumentEntry, again: str, twin: Twin) -> Comparison:
    """The passage in the text of a document held against its twin in that of another, both with whole sentences."""
    passage, place = (twin.told_start, twin.told_end), (twin.start, twin.end)
    first, second = (_whole(*each) for each in ((here, told, passage), (there, again, place)))
    counted = passage[0] - first[0], passage[1] - first[0]
    whole = divisions_of(told).whole(*first), divisions_of(again).whole(*second)
    made = compare(told[slice(*first)], again[slice(*second)], counted, whole)
    article = there.articles[there.article_of(*place)]
    return replace(made, told=first, again=second, line=line_at(article, again, twin.start))


def _whole(document: DocumentEntry, text: str, passage: Span) -> Span:
    article = document.articles[document.article_of(*passage)]
    return whole_sentences(flow_of(document, text), passage, (article.start, article.end))
