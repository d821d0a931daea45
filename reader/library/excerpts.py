"""What a list shows of an article in which something was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.positions import Place, Span

SNIPPET_CHARACTERS = 240
"""Two or three lines of a pane."""

_LEAD_CHARACTERS = 60
"""Of them before the first word that was looked for."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of an article that holds most of what was looked for."""

    place: Place
    spans: tuple[Span, ...]
    """Where what was looked for stands: offsets in the clean text of the document, ascending."""
    line: int
    """1-based line of the document on which the first of the shown spans stands."""
    text: str
    marks: tuple[Span, ...]
    """Where it stands in `text`."""


def densest(text: str, spans: Sequence[Span]) -> Span:
    """The part of a text, from word to word, that holds the most spans; the first such."""
    if not spans:
        return 0, _word_edge(text, min(len(text), SNIPPET_CHARACTERS))
    width = SNIPPET_CHARACTERS - _LEAD_CHARACTERS
    best, most, last = 0, 0, 0
    for first in range(len(spans)):
        while last < len(spans) and spans[last][1] <= spans[first][0] + width:
            last += 1
        if last - first > most:
            best, most = first, last - first
    start = max(0, spans[best][0] - _LEAD_CHARACTERS)
    start = (start and text.find(" ", start, spans[best][0]) + 1) or start
    return start, max(spans[best][1], _word_edge(text, min(len(text), start + SNIPPET_CHARACTERS)))


def _word_edge(text: str, at: int) -> int:
    """The end of the last word before a place."""
    return at if at >= len(text) else max(text.rfind(" ", max(0, at - 40), at), 0) or at
