"""From seeds to boxes: stretches of two documents in which seeds lie close together in both, in whatever order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.reuse.bags import SHAPES
from reader.reuse.places import Index
from reader.reuse.seeds import Seeds

GAP = 50
"""Words without a seed that part two passages, in either document."""

LONGEST = 256
"""Words of a box: longer ones are cut, so that what a word meets by chance on the other side stays small."""

FEWEST_SEEDS = 3
"""Seeds that make a pair of documents worth a look."""

FEWEST_PLACES = 2
"""Different places with seeds that make a box, in either document."""

FEWEST_BOXES = 32
WORDS_A_BOX = 32
"""Boxes of a pair of documents: so many, and one more for so many words. Only tables and logs have more."""

MANY_LINKS = 1 << 18
WORDS_A_LINK = 2
"""Links of a text with itself from which on single seeds are no reason for one: so many, and more than one for so many
words. What tells itself twice has one for two words; tables and logs, whose lines share numbers, have many more."""

CHUNK = 1 << 18
"""Seeds clustered at once: they stay in the cache and their sort keys in 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Columns of one length: word spans [low, high), and in each the core [core_low, core_high) where seeds crowd."""

    low: Index
    high: Index
    core_low: Index
    core_high: Index

    def __len__(self) -> int:
        return len(self.low)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Spans":
        """The spans of some rows."""
        return Spans(self.low[rows], self.high[rows], self.core_low[rows], self.core_high[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Pairs of spans, a before b, each span inside one document."""

    a: Spans
    b: Spans

    def __len__(self) -> int:
        return len(self.a)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Boxes":
        """The boxes of some rows."""
        return Boxes(self.a.take(rows), self.b.take(rows))


def boxes(some: Iterable[Seeds], first: Index, nearest: int) -> Boxes:
    """Gap clusters of seeds, none across a document's border; `first` are the documents' first words, and the end.

    Seeds come by stretches of words, in order, all that begin in a stretch at once. Those inside one document are at
    least `nearest` words long.
    """
    x, y, times, pair = _paired(_telling(some, first, nearest), first)
    cuts = np.flatnonzero(np.diff(pair, prepend=-1))
    cuts = np.append(cuts[np.diff(cuts // CHUNK, prepend=-1) > 0], len(pair))
    parts = [_clustered(x[i:j], y[i:j], times[i:j], pair[i:j], first) for i, j in pairwise(cuts.tolist())]
    return stacked([_empty(), *parts])


Links = tuple[Index, Index, Index]
"""Each two places that are linked, in order, and by how many seeds: in equal text by one of each shape of bag."""


def _paired(links: Links, first: Index) -> tuple[Index, Index, Index, Index]:
    """Links by pair of documents, without pairs that have too few seeds; the last are the pairs."""
    x, y, times = links
    document_x, document_y = (np.searchsorted(first, words, side="right") - 1 for words in (x, y))
    pair = document_x * len(first) + document_y
    order = _order(pair, np.zeros(1, np.int64))
    pair = pair[order]
    labels = _labels(pair)
    kept = (np.bincount(labels, times[order], minlength=1) >= FEWEST_SEEDS)[labels]
    order = order[kept]
    return x[order], y[order], times[order], pair[kept]


def _telling(some: Iterable[Seeds], first: Index, nearest: int) -> Links:
    """The links that tell something: all, but for texts that have too many with themselves. Of these those that are
    equal text by two shapes of bag do or, where these are too many, by all."""
    most = np.maximum(MANY_LINKS, np.diff(first) // WORDS_A_LINK)
    links = [np.zeros(len(most), np.int64) for _ in SHAPES[1:]]  # by 1 and more shapes of bag, by 2 and more
    least = np.ones(len(most), np.int64)

    def kept(x: Index, y: Index, times: Index) -> Links:
        text = np.searchsorted(first, x, side="right") - 1
        rows = np.flatnonzero((y >= first[text + 1]) | (times >= least[text]))
        return x[rows], y[rows], times[rows]

    none = np.empty(0, np.int64)
    found: list[Links] = [(none, none, none)]
    for part in some:
        x, y, times = _links(part, first, nearest)
        text = np.searchsorted(first, x, side="right") - 1
        within = y < first[text + 1]
        for shapes, count in enumerate(links, 1):
            count += np.bincount(text[within & (times >= shapes)], minlength=len(most))
        least = 1 + np.logical_and.accumulate([count > most for count in links]).sum(axis=0)
        # Of a text that has too many by now, most need not be kept until the end.
        found.append(kept(x, y, times))
    return kept(*map(np.concatenate, zip(*found, strict=True)))


def _links(some: Seeds, first: Index, nearest: int) -> Links:
    """The links that seeds make, but for those inside one document that are too short."""
    # The first places are in one group of documents, so that both fit into 64 bits.
    lowest = int(some.x.min()) if len(some) else 0
    bits = np.uint64(int(some.y.max(initial=0)).bit_length())
    keys = (some.x - lowest).astype(np.uint64)
    keys <<= bits
    keys |= some.y.view(np.uint64)
    keys.sort()
    heads = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1])))
    times = np.diff(heads, append=len(keys))
    keys = keys[heads]
    y = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    x = (keys >> bits).astype(np.int64) + lowest
    ends = first[np.searchsorted(first, x, side="right")]
    far = np.flatnonzero((y >= ends) | (y - x >= nearest))
    return x[far], y[far], times[far]


def _clustered(x: Index, y: Index, times: Index, group: Index, first: Index) -> Boxes:
    """The boxes of links that come by pair of documents, each as good as so many seeds."""
    order, group = _told_apart(x, y, group, len(first))
    x, y, times = x[order], y[order], times[order]
    axis, passes, settled = 0, 0, False
    # What one pass leaves as it is hangs together in the other direction too, by the pass before.
    while not (settled and passes > 1) and len(x):
        order = _order(group, (x, y)[axis])
        x, y, times, before = x[order], y[order], times[order], group[order]
        steps = np.diff((x, y)[axis])
        fresh = (before[1:] != before[:-1]) | (steps > GAP)
        group = np.concatenate(([0], np.cumsum(fresh)))
        settled = group[-1] == before[-1]
        # Seeds at one place say no more than one of them.
        places = np.bincount(group[1:], (steps > 0) & ~fresh, minlength=int(group[-1]) + 1) + 1
        kept = (places >= FEWEST_PLACES)[group]
        if not kept.all():
            x, y, times, group, settled = x[kept], y[kept], times[kept], _labels(group[kept]), False
        axis, passes = 1 - axis, passes + 1
    if not len(x):
        return _empty()
    if axis == 0:  # they are in the order of y
        order = _order(group, x)
        x, y, times, group = x[order], y[order], times[order], group[order]
    documents = np.searchsorted(first, (x, y), side="right")
    distance = np.where(documents[0] == documents[1], np.minimum(y - x, LONGEST), LONGEST)
    group = _cut(group, x, distance)
    order = _order(group, y)
    x, y, times, group = x[order], y[order], times[order], group[order]
    group = _cut(group, y, np.full(len(y), LONGEST))
    kept = (np.bincount(group, times) >= FEWEST_PLACES)[group]
    x, y, times, group = x[kept], y[kept], times[kept], _labels(group[kept])
    order, seed_group = _order(group, x), np.repeat(group, times)
    found = Boxes(_spans(np.repeat(x[order], times[order]), seed_group), _spans(np.repeat(y, times), seed_group))
    return found.take(_affordable(found, np.bincount(seed_group), first))


def _affordable(some: Boxes, n_seeds: Index, first: Index) -> Index:
    """The boxes that a pair of documents may have, those with the most seeds first: a number linear in their words."""
    a, b = (np.searchsorted(first, span.low, side="right") - 1 for span in (some.a, some.b))
    words = np.diff(first)
    budget = FEWEST_BOXES + np.minimum(words[a], words[b]) // WORDS_A_BOX
    order = np.lexsort((some.b.low, some.a.low, -n_seeds, b, a))
    fresh = np.flatnonzero((np.diff(a[order], prepend=-1) != 0) | (np.diff(b[order], prepend=-1) != 0))
    rank = np.arange(len(order)) - np.repeat(fresh, np.diff(np.append(fresh, len(order))))
    return np.sort(order[rank < budget[order]])


def _told_apart(x: Index, y: Index, pair: Index, n_documents: int) -> tuple[Index, Index]:
    """An order by pair, and inside one document by distance; the group of each link in it.

    Links inside one document are parted where their distance jumps by over GAP. What one document tells three times
    would hang together otherwise: the second telling is near to both others.
    """
    group, order, distance = _labels(pair), np.arange(len(pair)), np.zeros(len(pair), np.int64)
    within = np.flatnonzero(pair // n_documents == pair % n_documents)
    distance[within] = (y - x)[within]
    order[within] = within[_order(group[within], distance[within])]
    distance[within] = distance[order[within]]
    fresh = (np.diff(group) > 0) | (np.diff(distance) > GAP)
    return order, np.concatenate((np.zeros(min(len(pair), 1), np.int64), np.cumsum(fresh)))


def _cut(group: Index, values: Index, most: Index) -> Index:
    """New numbers for groups cut every so many words: the fewest in the group.

    In a table whose rows are alike all places hang together, and what follows its own copy would reach into it.
    """
    if not len(group):
        return group
    heads = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(np.append(heads, len(values)))
    piece = (values - np.repeat(values[heads], sizes)) // np.repeat(np.minimum.reduceat(most, heads), sizes)
    return _labels(group * (int(piece.max()) + 1) + piece)


def _order(group: Index, values: Index) -> Index:
    """Indices that sort by group, then by value.

    Where group, value and index fit into 64 bits they are sorted as one number: many times faster than by index.
    """
    n = len(group)
    index_bits, value_bits = n.bit_length(), int(values.max(initial=0)).bit_length()
    if int(group.max(initial=0)).bit_length() + value_bits + index_bits > 64:
        return np.lexsort((np.broadcast_to(values, n), group))
    keys = (group.astype(np.uint64) << np.uint64(value_bits) | values.astype(np.uint64)) << np.uint64(index_bits)
    keys = np.sort(keys | np.arange(n, dtype=np.uint64))
    return (keys & np.uint64((1 << index_bits) - 1)).astype(np.int64)


def _spans(ordered: Index, group: Index) -> Spans:
    """The spans of groups of places; the core leaves out the outermost tenths."""
    heads = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(np.append(heads, len(group)))
    tails = heads + sizes - 1
    return Spans(ordered[heads], ordered[tails] + 1, ordered[heads + sizes // 10], ordered[tails - sizes // 10] + 1)


def _labels(ordered: Index) -> Index:
    """Numbers 0, 1, 2… for the runs of equal values."""
    labels = np.zeros(len(ordered), np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=labels[1:])
    return labels


def stacked(parts: Sequence[Boxes]) -> Boxes:
    """The rows of all parts, in order."""
    return Boxes(_stacked_spans([part.a for part in parts]), _stacked_spans([part.b for part in parts]))


def _stacked_spans(parts: Sequence[Spans]) -> Spans:
    return Spans(
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
        np.concatenate([part.core_low for part in parts]),
        np.concatenate([part.core_high for part in parts]),
    )


def _empty() -> Boxes:
    none = np.empty(0, np.int64)
    return Boxes(Spans(none, none, none, none), Spans(none, none, none, none))
