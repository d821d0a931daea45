"""All that tell a passage, also those that it was not aligned with.

Comparing links a place to a few others with the same words, not to each of thousands: whoever wants all of them goes
from alignment to alignment through the cluster, on from the places that are most like the passage.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from heapq import heappop, heappush

from reader.library.catalogue import Catalogue
from reader.library.entries import Side
from reader.library.queries import Passage, Twin

MOST_PLACES = 5_000
"""Places that are looked at for one passage."""

MOST_UNLIKE = 250
"""Places in a row that are not like the passage, after which no more are looked at: the rest of its cluster hangs on
it by what stands beside it, as where sentences are put together anew in each text."""

LEAST_ALIKE = 0.4
"""What is less like the passage only tells something of its cluster: comparing asks for as much in common."""

KEPT_PLACES = 1_000
"""Places whose words and links are kept: some kilobytes each."""


class Tellings:
    """Looks for them, for the passages of an article. They share many places, so what was found there is kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = lru_cache(KEPT_PLACES)(partial(_words, catalogue))
        self._linked = lru_cache(KEPT_PLACES)(partial(_linked, catalogue))

    def further_twins(self, document: int, passage: Passage, is_cancelled: Callable[[], bool]) -> Iterator[Twin]:
        """Twins of a passage of a document beside those that it has, as they are found. For a thread.

        Their similarity is that of comparing: words in common, by how often each occurs, over the mean number of words.
        Raises TwicetoldError if a text cannot be had.
        """
        known: dict[int, list[tuple[int, int]]] = {document: [(passage.start, passage.end)]}
        ahead: list[tuple[float, int, Side]] = []
        for twin in passage.twins:
            known.setdefault(twin.document, []).append((twin.start, twin.end))
            ahead.append((-1.0, len(ahead), (twin.document, twin.start, twin.end)))
        words = self._words((document, passage.start, passage.end))
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
                alike = _similarity(words, self._words(place))
                heappush(ahead, (-alike, looked_at, place))
                if alike >= LEAST_ALIKE:
                    unlike = 0
                    yield Twin(*place, passage.start, passage.end, alike, place[0] == document)


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


def _words(catalogue: Catalogue, place: Side) -> Counter[int]:
    from reader.text.words import words  # late: brings numpy

    document, start, end = place
    return Counter(words(catalogue.text(catalogue.entry(document), start, end)).hashes.tolist())


def _similarity(one: Counter[int], other: Counter[int]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())
