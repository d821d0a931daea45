"""Clusters: passages connected by alignments, one thing told n times."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from reader.reuse.places import Alignment, Place

SHARED_SPAN = 0.5
"""Two spans of one document are the same passage if they share this much of the shorter one."""

TEMPLATE_PLACES = 5
"""Fewest passages that make a template: below it, a likeness may well be a retelling."""

TEMPLATE_CHARACTERS = 200
"""Usual length of a template, at most: a sentence. Longer passages with many reworded twins are a story going round."""

TEMPLATE_SIMILARITY = 0.85
"""A cluster whose alignments mostly stay below this is a frame filled with other matter each time."""

TEMPLATE_LENGTH = 1.5
"""Times the usual length of a template up to which an alignment in its cluster is one more use of it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One thing told several times."""

    number: int
    places: tuple[Place, ...]
    """The passages in order, overlapping ones of a document made one."""

    documents: int
    """How many documents hold them."""

    representative: Place
    """The earliest by date where dates are known, else the longest; of equals, the first."""

    @property
    def size(self) -> int:
        """How often it is told."""
        return len(self.places)


def clusters(alignments: Sequence[Alignment], date: Callable[[Place], str | None] = lambda _: None) -> list[Cluster]:
    """The clusters of alignments by number. `date` gives the ISO date of a passage where it is known."""
    members: defaultdict[int, list[Place]] = defaultdict(list)
    for alignment in alignments:
        members[alignment.cluster] += (alignment.a, alignment.b)
    found = []
    for number, places in sorted(members.items()):
        told = _distinct(places)
        first = min(told, key=lambda place: (date(place) or "9999", place.start - place.end, place))
        found.append(Cluster(number, tuple(told), len({place.document for place in told}), first))
    return found


def connected(pairs: Sequence[tuple[Place, Place]]) -> list[int]:
    """A cluster number for each aligned pair of places, numbered by first appearance.

    Places of one document that overlap by SHARED_SPAN of the shorter are one passage; union-find with path halving.
    """
    parent = list(range(len(pairs)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    spans = sorted((place.document, place.start, place.end, i) for i, pair in enumerate(pairs) for place in pair)
    open_spans: list[tuple[int, int, int, int]] = []
    for span in spans:
        document, start, end, i = span
        open_spans = [other for other in open_spans if other[0] == document and other[2] > start]
        seen = False
        for _, low, high, j in open_spans:
            if min(high, end) - start >= SHARED_SPAN * min(high - low, end - start):
                parent[root(i)] = root(j)
                seen = seen or (low == start and high == end)
        # Equal spans stand for each other, or a passage with ten thousand twins would be compared with each of them.
        if not seen:
            open_spans.append(span)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(i), len(numbers)) for i in range(len(pairs))]


def templates(pairs: Sequence[tuple[Place, Place]], similarities: Sequence[float], labels: Sequence[int]) -> list[bool]:
    """Which pairs only share a frame (tables, fixtures, league reports): many places, none much like another."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        rows[label].append(i)
    folded = [False] * len(pairs)
    for members in rows.values():
        if len(members) < TEMPLATE_PLACES - 1 or median(similarities[i] for i in members) >= TEMPLATE_SIMILARITY:
            continue
        if len(_distinct([place for i in members for place in pairs[i]])) < TEMPLATE_PLACES:
            continue
        lengths = {i: min(place.end - place.start for place in pairs[i]) for i in members}
        usual = median(lengths.values())
        if usual > TEMPLATE_CHARACTERS:
            continue
        for i in members:
            folded[i] = similarities[i] < TEMPLATE_SIMILARITY and lengths[i] <= TEMPLATE_LENGTH * usual
    return folded


def _same(a: Place, b: Place) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= SHARED_SPAN * min(a.end - a.start, b.end - b.start)


def _distinct(places: Sequence[Place]) -> list[Place]:
    """The places in order, each run of places that are the same passage made one."""
    merged: list[Place] = []
    for place in sorted(set(places)):
        if merged and merged[-1].document == place.document and _same(merged[-1], place):
            merged[-1] = Place(place.document, merged[-1].start, max(merged[-1].end, place.end))
        else:
            merged.append(place)
    return merged
