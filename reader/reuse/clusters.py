"""Clusters: passages connected by alignments, one thing told n times."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, Place, Places, distinct, stacked

SHARED_SPAN = 0.5
"""Two spans of one document are the same passage if they share this much of the shorter one."""

LOOK_AHEAD = 256
"""Places that begin inside a place with which it is compared: keeps clustering linear where thousands overlap."""

TEMPLATE_PLACES = 5
"""Fewest passages that make a template: below it, a likeness may well be a retelling."""

TEMPLATE_CHARACTERS = 200
"""Usual length of a template, at most: a sentence. Longer passages with many reworded twins are a story going round."""

TEMPLATE_SIMILARITY = 0.85
"""A passage whose alignments mostly stay below this is a frame filled with other matter each time."""

TEMPLATE_LENGTH = 1.5
"""Times the usual length of a template up to which an alignment in its cluster is one more use of it."""

LOOSE_PAIRS = 256
"""Fewest pairs of one cluster within one document, less than TEMPLATE_SIMILARITY alike, that are so because its lines
are of one template, as in a log or a table.

In logs of 3 MB (nginx, syslog, Java, a build) the largest cluster has some 5,000 to 6,300 of them, which are all but
980 to 1,780 of 6,360 to 8,080 pairs (Java: 4,270 of 9,270, stack traces told word for word). In 300 to 8,000 KB of
other texts put into one document it has at most 218 (every patch of a version of Vim), 131 (release notes of Rust),
106 (seventeen licences), 22 (web pages) and 11 (news of five newspapers)."""


def connected(a: Places, b: Places) -> Index:
    """A cluster number for each aligned pair of places, numbered by first appearance.

    Places of one document that overlap by SHARED_SPAN of the shorter are one passage.
    """
    passage = _passages(a, b)
    roots = _components(len(passage), passage[: len(a)], passage[len(a) :])
    root = roots[passage[: len(a)]]
    appears = np.empty(len(passage), np.int64)
    appears[root[::-1]] = np.arange(len(root))[::-1]  # the last one written is the first
    return np.searchsorted(distinct(appears[root]), appears[root])


def _passages(a: Places, b: Places) -> Index:
    """A number below twice the pairs for the passage at each place, those of `a` and then those of `b`."""
    both = stacked([a, b])
    order = np.lexsort((both.end, both.start, both.document))
    ordered = both.take(order)
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (np.diff(ordered.document) != 0) | (np.diff(ordered.start) != 0) | (np.diff(ordered.end) != 0)
    passage = np.empty(len(order), np.int64)
    passage[order] = np.cumsum(fresh) - 1
    return _components(int(fresh.sum()), *_overlapping(ordered.take(fresh)))[passage]


def _overlapping(ordered: Places) -> tuple[Index, Index]:
    """Pairs of different places, given in order, that are the same passage."""
    x = np.arange(len(ordered))
    lengths = ordered.lengths()
    found = [(x[:0], x[:0])]
    for step in range(1, LOOK_AHEAD + 1):
        x = x[x + step < len(ordered)]
        y = x + step
        shared = np.minimum(ordered.end[x], ordered.end[y]) - ordered.start[y]
        near = (ordered.document[x] == ordered.document[y]) & (shared > 0)
        x, y, shared = x[near], y[near], shared[near]
        if not len(x):
            break
        same = shared >= SHARED_SPAN * np.minimum(lengths[x], lengths[y])
        found.append((x[same], y[same]))
    return np.concatenate([x for x, _ in found]), np.concatenate([y for _, y in found])


def _components(n: int, x: Index, y: Index) -> Index:
    """For each of n things the least of those that it is connected with by the pairs (x, y).

    Roots hook onto lesser roots and paths are halved until nothing changes (Shiloach and Vishkin 1982).
    """
    root = np.arange(n)
    while len(x):
        low, high = np.minimum(root[x], root[y]), np.maximum(root[x], root[y])
        apart = low < high
        x, y = x[apart], y[apart]
        np.minimum.at(root, high[apart], low[apart])
        while True:
            above = root[root]
            if np.array_equal(above, root):
                break
            root = above
    return root


def templates(a: Places, b: Places, similarities: NDArray[np.float64], labels: Index) -> NDArray[np.bool_]:
    """Which pairs only share a frame (tables, fixtures, league reports): many places, none much like another.

    `labels` are the cluster numbers of the pairs.
    """
    folded = np.zeros(len(labels), np.bool_)
    if not len(labels):
        return folded
    weak = _usual(_passages(a, b), np.tile(similarities, 2)).reshape(2, -1).max(axis=0) < TEMPLATE_SIMILARITY
    lengths = np.minimum(a.lengths(), b.lengths())
    order = np.argsort(labels, kind="stable")
    order = order[weak[order]]
    heads = np.flatnonzero(np.diff(labels[order], prepend=-1))
    for members in np.split(order, heads[1:]):
        if len(members) < TEMPLATE_PLACES - 1:
            continue
        usual = np.median(lengths[members])
        if usual > TEMPLATE_CHARACTERS:
            continue
        places = stacked([a.take(members), b.take(members)])
        rows = zip(places.document.tolist(), places.start.tolist(), places.end.tolist(), strict=True)
        if len(_distinct([Place(*row) for row in rows])) >= TEMPLATE_PLACES:
            folded[members] = (similarities[members] < TEMPLATE_SIMILARITY) & (
                lengths[members] <= TEMPLATE_LENGTH * usual
            )
    return folded


def _usual(owners: Index, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each value the lower median of those with the same owner."""
    order = np.lexsort((values, owners))
    sizes = np.bincount(owners)
    middle = np.cumsum(sizes) - sizes + np.maximum(sizes - 1, 0) // 2
    usual: NDArray[np.float64] = values[order][np.minimum(middle, len(values) - 1)][owners]
    return usual


def loose(a: Places, b: Places, similarities: NDArray[np.float64], labels: Index) -> NDArray[np.bool_]:
    """Which pairs are alike because the lines of their document are of one template; `labels` number the clusters."""
    weak = np.flatnonzero((a.document == b.document) & (similarities < TEMPLATE_SIMILARITY))
    found = np.zeros(len(labels), np.bool_)
    if len(weak) >= LOOSE_PAIRS:
        group = labels[weak] * (a.document.max() + 1) + a.document[weak]
        of = np.searchsorted(distinct(group), group)
        found[weak] = np.bincount(of)[of] >= LOOSE_PAIRS
    return found


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
