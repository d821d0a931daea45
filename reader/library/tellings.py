"""All that tell a passage, also those that it was not aligned with.

Comparing links a place to a few others with the same words, not to each of thousands: whoever wants all of them goes
from alignment to alignment through the cluster, on from the places that are most like the passage.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from reader.library.catalogue import Catalogue
from reader.library.entries import Side
from reader.library.queries import Passage, Twin
from reader.library.userdata.spans import Spans, spans
from reader.positions import Span

if TYPE_CHECKING:  # brings numpy
    from reader.text.words import Words

MOST_PLACES = 5_000
"""Places that are looked at for one passage."""

MOST_UNLIKE = 250
"""Places in a row that are not like the passage, after which no more are looked at: the rest of its cluster hangs on
it by what stands beside it, as where sentences are put together anew in each text."""

LEAST_ALIKE = 0.4
"""What is less like the passage only tells something of its cluster: comparing asks for as much in common."""

PART_ALIKE = 0.7
"""Similarity from which on a part of a place tells a passage: the likeliest of many parts has up to half of the words
by chance."""

IN_PARTS = 0.5
"""Share of a place from which on it is no further twin if parts of the passage are told there: their twins are."""

KEPT_PLACES = 1_000
"""Places whose words and links are kept: some kilobytes each."""


class Tellings:
    """Looks for them, for the passages of an article. They share many places, so what was found there is kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = lru_cache(KEPT_PLACES)(partial(_words, catalogue))
        self._linked = lru_cache(KEPT_PLACES)(partial(_linked, catalogue))
        self._parts = lru_cache(KEPT_PLACES)(partial(_parts, catalogue))

    def further_twins(self, document: int, passage: Passage, is_cancelled: Callable[[], bool]) -> Iterator[Twin]:
        """Twins of a passage of a document beside those that it has, as they are found. For a thread.

        Their similarity is that of comparing: words in common, by how often each occurs, over the mean number of words.
        Of a place that tells more, the twin is the part that tells the passage, if that is more like it. None is what
        comparing has found to tell the passage part by part, as the clauses of two contracts do: each has its twin.
        Raises TwicetoldError if a text cannot be had.
        """
        known: dict[int, list[tuple[int, int]]] = {document: [(passage.start, passage.end)]}
        ahead: list[tuple[float, int, Side]] = []
        for twin in passage.twins:
            known.setdefault(twin.document, []).append((twin.start, twin.end))
            ahead.append((-1.0, len(ahead), (twin.document, twin.start, twin.end)))
        told = Counter(self._words((document, passage.start, passage.end)).hashes.tolist())
        parts = self._parts((document, passage.start, passage.end))
        looked_at = unlike = 0
        while ahead and not is_cancelled():
            for place in self._linked(heappop(ahead)[-1], passage.cluster):
                spans = known.setdefault(place[0], [])
                if any(start < place[2] and place[1] < end for start, end in spans):
                    continue
                if looked_at == MOST_PLACES or unlike == MOST_UNLIKE:
                    return
                spans.append(place[1:])
                looked_at += 1
                unlike += 1
                part, alike = _telling(told, place, self._words(place))
                heappush(ahead, (-alike, looked_at, place))
                if alike >= LEAST_ALIKE:
                    unlike = 0
                    if place[0] not in parts or parts[place[0]].share(*place[1:]) < IN_PARTS:
                        yield Twin(*part, passage.start, passage.end, alike, part[0] == document)


def _parts(catalogue: Catalogue, place: Side) -> dict[int, Spans]:
    """What tells parts of a place again, by its document."""
    document, low, high = place
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for each in catalogue.alignments(document, low, high):
        for (_, start, end), (other, again, again_end) in each.sides_in(document):
            if 2 * (min(end, high) - max(start, low)) >= end - start:
                found[other].append((again, again_end))
    return {other: spans(pairs) for other, pairs in found.items()}


def _linked(catalogue: Catalogue, place: Side, cluster: int) -> tuple[Side, ...]:
    """The places of a cluster that were aligned with a place."""
    document, low, high = place
    return tuple(
        there
        for each in catalogue.alignments(document, low, high)
        if each.cluster == cluster
        for (_, start, end), there in each.sides_in(document)
        if start < high and low < end
    )


def _words(catalogue: Catalogue, place: Side) -> "Words":
    from reader.text.subtitles import without_cues
    from reader.text.words import words  # late: brings numpy

    document, start, end = place
    return words(without_cues(catalogue.text(catalogue.entry(document), start, end)))


def _telling(told: Counter[int], place: Side, some: "Words") -> tuple[Side, float]:
    """The part of a place with some words that tells a passage with other words, and how similar the two are."""
    there, size = some.hashes.tolist(), told.total()
    shared = (told & Counter(there)).total()
    alike = 2 * shared / max(1, size + len(there))
    if len(there) > size and shared >= PART_ALIKE * size:
        first, inside = _best_window(told, there, size)
        if inside > max(PART_ALIKE, alike) * size:
            document, start, _ = place
            part = document, start + int(some.starts[first]), start + int(some.ends[first + size - 1])
            return part, inside / size
    return place, alike


def _best_window(told: Counter[int], there: list[int], size: int) -> tuple[int, int]:
    """The first of `size` words in a row that have the most of some words, and how many these are."""
    missing = Counter(told)
    shared = best = first = 0
    for at, word in enumerate(there):
        shared += missing[word] > 0
        missing[word] -= 1
        if at >= size:
            gone = there[at - size]
            missing[gone] += 1
            shared -= missing[gone] > 0
        if shared > best:
            best, first = shared, max(0, at + 1 - size)
    return first, best
