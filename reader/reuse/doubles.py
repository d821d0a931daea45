"""The same two places found twice, with edges that differ: of these the pair with the stronger case is enough.

Code, tables and songs, whose parts are alike, are found at several distances from themselves.
"""

from collections import defaultdict

import numpy as np

from reader.reuse.edges import Refined, taken
from reader.reuse.places import Index

SHARED = 0.5
"""Share of the shorter of two spans that lies in both if they are one place."""

LOOK_AHEAD = 64
"""Passages of the same two documents that begin next, with which one is compared: keeps this linear."""


def without_doubles(some: Refined, first: Index) -> Refined:
    """The passages but for those whose places both belong to a stronger one's; `first` as in `Corpus`."""
    a, b = some.boxes.a, some.boxes.b
    pair = np.searchsorted(first, a.low, side="right") * len(first) + np.searchsorted(first, b.low, side="right")
    order = np.lexsort((b.low, a.low, pair))
    rivals: defaultdict[int, list[int]] = defaultdict(list)
    for step in range(1, min(LOOK_AHEAD, len(order) - 1) + 1):
        x, y = order[:-step], order[step:]
        together = pair[x] == pair[y]
        for side in (a, b):
            shared = np.minimum(side.high[x], side.high[y]) - np.maximum(side.low[x], side.low[y])
            shorter = np.minimum(side.high[x] - side.low[x], side.high[y] - side.low[y])
            together &= shared > SHARED * shorter
        for one, other in zip(x[together].tolist(), y[together].tolist(), strict=True):
            rivals[one].append(other)
            rivals[other].append(one)
    kept = np.ones(len(order), np.bool_)
    rank = np.empty(len(order), np.int64)
    rank[np.lexsort((b.high, a.high, b.low, a.low, -some.evidence))] = np.arange(len(order))
    for row in sorted(rivals, key=rank.__getitem__):
        kept[row] = not any(kept[rival] and rank[rival] < rank[row] for rival in rivals[row])
    return taken(some, np.flatnonzero(kept))
