"""Clusters: passages connected by alignments, one thing told n times."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, Place, Places, distinct, stacked

SAME_SPAN = 0.6
"""Two spans of one document are one passage if they share this much of the longer one.

As it is more than half, no passage is the same as two that lie side by side in it: a file that holds two licences ties
them no more than the texts that hold either. In the documentation of 51 Python packages, where half of the shorter one
had put 163 passages of the licences, READMEs and metadata into one cluster, of two passages of a cluster 87 in 100
have 40 % of their words in common (at 0.5 77, at 0.67 90); of 45 passages planted three times or more, one of them cut
short, such tellings are a cluster of their own in 23 (at 0.5 in 15, at 0.67 in 25)."""

HANGING_SPAN = 0.5
"""Two spans of one document hang together if they share this much of the shorter one: as lines of a table do."""

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


Overlap = Callable[[Index, Index, Index], NDArray[np.bool_]]
"""Whether spans are the same, by the characters that they share, and those of the shorter and of the longer one."""


def _one_passage(shared: Index, shorter: Index, longer: Index) -> NDArray[np.bool_]:
    return shared >= SAME_SPAN * longer


def _hanging(shared: Index, shorter: Index, longer: Index) -> NDArray[np.bool_]:
    return shared >= HANGING_SPAN * shorter


def connected(a: Places, b: Places) -> Index:
    """A cluster number for each aligned pair of places, numbered by first appearance.

    Places of one document that share SAME_SPAN of the longer are one passage, so that a part of a passage which is
    told again by itself is a passage, too.
    """
    return _labels(a, b, _one_passage)


def families(a: Places, b: Places) -> Index:
    """The same for places that hang together: what is tied by whatever holds both is in one family."""
    return _labels(a, b, _hanging)


def _labels(a: Places, b: Places, same: Overlap) -> Index:
    passage = _passages(a, b, same)
    roots = _components(len(passage), passage[: len(a)], passage[len(a) :])
    root = roots[passage[: len(a)]]
    appears = np.empty(len(passage), np.int64)
    appears[root[::-1]] = np.arange(len(root))[::-1]  # the last one written is the first
    return np.searchsorted(distinct(appears[root]), appears[root])


def _passages(a: Places, b: Places, same: Overlap) -> Index:
    """A number below twice the pairs for the passage at each place, those of `a` and then those of `b`."""
    both = stacked([a, b])
    order = np.lexsort((both.end, both.start, both.document))
    ordered = both.take(order)
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (np.diff(ordered.document) != 0) | (np.diff(ordered.start) != 0) | (np.diff(ordered.end) != 0)
    passage = np.empty(len(order), np.int64)
    passage[order] = np.cumsum(fresh) - 1
    return _components(int(fresh.sum()), *_overlapping(ordered.take(fresh), same))[passage]


def _overlapping(ordered: Places, same: Overlap) -> tuple[Index, Index]:
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
        one = same(shared, np.minimum(lengths[x], lengths[y]), np.maximum(lengths[x], lengths[y]))
        found.append((x[one], y[one]))
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

    `labels` are the families of the pairs.
    """
    folded = np.zeros(len(labels), np.bool_)
    if not len(labels):
        return folded
    weak = _usual(_passages(a, b, _hanging), np.tile(similarities, 2)).reshape(2, -1).max(axis=0) < TEMPLATE_SIMILARITY
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
    """Which pairs are alike because the lines of their document are of one template; `labels` number the families."""
    weak = np.flatnonzero((a.document == b.document) & (similarities < TEMPLATE_SIMILARITY))
    found = np.zeros(len(labels), np.bool_)
    if len(weak) >= LOOSE_PAIRS:
        group = labels[weak] * (a.document.max() + 1) + a.document[weak]
        of = np.searchsorted(distinct(group), group)
        found[weak] = np.bincount(of)[of] >= LOOSE_PAIRS
    return found


def _same(a: Place, b: Place) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= HANGING_SPAN * min(a.end - a.start, b.end - b.start)


def _distinct(places: Sequence[Place]) -> list[Place]:
    """The places in order, each run of places that are the same passage made one."""
    merged: list[Place] = []
    for place in sorted(set(places)):
        if merged and merged[-1].document == place.document and _same(merged[-1], place):
            merged[-1] = Place(place.document, merged[-1].start, max(merged[-1].end, place.end))
        else:
            merged.append(place)
    return merged
