"""Words that line ends divide, made findable whole and with their hyphen, however they are shown."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reader.positions import Span
from reader.text.divided import divisions
from reader.text.joined import Piece, Shown


def forms(text: str, shown: Shown) -> Sequence[Shown]:
    """A part of a text as it is shown, and where it holds divided words, also with all of them whole, and with all of
    them with a hyphen on one line."""
    divided = divisions(text, shown.places[0], shown.place_of(len(shown.text)))
    if not divided:
        return (shown,)
    whole = undivided(shown, divided)
    found = (shown, whole, Shown.of(_hyphened(text, whole, divided), shown.places[0]))
    return list({form.text: form for form in found}.values())


def undivided(shown: Shown, divided: Sequence[Span]) -> Shown:
    """What is shown with these divided words whole."""
    return Shown.of(_without(shown, divided), shown.places[0]) if divided else shown


def apart(spans: Iterable[Span]) -> list[Span]:
    """Spans ascending, of those that overlap the first and longest."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _without(shown: Shown, gone: Sequence[Span]) -> Iterator[Piece]:
    ends = [high for _, high in gone]
    for text, place in shown.pieces():
        at, end = place, place + len(text)
        for low, high in gone[bisect_right(ends, place) :]:
            if low >= end:
                break
            yield text[at - place : low - place], at
            at = min(high, end)
        yield text[at - place :], at


def _hyphened(text: str, whole: Shown, divided: Sequence[Span]) -> Iterator[Piece]:
    hyphens = {high: low for low, high in divided}
    for piece, place in whole.pieces():
        if place in hyphens:
            yield text[hyphens[place]], hyphens[place]
        yield piece, place
