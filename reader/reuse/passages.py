"""From seeds to boxes: stretches of two documents in which seeds lie close together in both, in whatever order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.seeds import Seeds

GAP = 40
"""Words without a seed that part two passages, in either document."""

LONGEST = 256
"""Words of a box: longer ones are cut, so that what a word meets by chance on the other side stays small."""

FEWEST_SEEDS = 2
"""Seeds at distinct places that make a box."""


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Columns of one length: word spans [a0, a1) and [b0, b1) with a0 < b0, each inside one document."""

    a0: NDArray[np.int64]
    a1: NDArray[np.int64]
    b0: NDArray[np.int64]
    b1: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.a0)

    def take(self, index: NDArray[np.int64] | NDArray[np.bool_]) -> "Boxes":
        return Boxes(self.a0[index], self.a1[index], self.b0[index], self.b1[index])


def boxes(some: Seeds, first: NDArray[np.int64]) -> Boxes:
    """Gap clusters of seeds, none across a document's border; `first` are the documents' first words, and the end."""
    documents_x = np.searchsorted(first, some.x, side="right")
    documents_y = np.searchsorted(first, some.y, side="right")
    pair = documents_x * len(first) + documents_y
    order = np.argsort(pair, kind="stable")
    x, y, group = some.x[order], some.y[order], _labels(pair[order])
    x, y, group = _crowded(x, y, group)
    settled = 0
    axis = 0
    while settled < 2 and len(x):
        before = int(group[-1]) + 1
        values = (x, y)[axis]
        order = np.lexsort((values, group))
        x, y, group, values = x[order], y[order], group[order], values[order]
        fresh = (group[1:] != group[:-1]) | (values[1:] - values[:-1] > GAP)
        group = np.concatenate(([0], np.cumsum(fresh)))
        settled = settled + 1 if int(group[-1]) + 1 == before else 0
        x, y, group = _crowded(x, y, group)
        axis = 1 - axis
    if not len(x):
        none = np.empty(0, np.int64)
        return Boxes(none, none, none, none)
    order = np.lexsort((x, group))
    x, y, group = x[order], y[order], group[order]
    heads = np.flatnonzero(np.diff(group, prepend=-1))
    piece = (x - np.repeat(x[heads], np.diff(np.append(heads, len(x))))) // LONGEST
    heads = np.flatnonzero((np.diff(group, prepend=-1) != 0) | (np.diff(piece, prepend=0) != 0))
    return Boxes(
        np.minimum.reduceat(x, heads),
        np.maximum.reduceat(x, heads) + 1,
        np.minimum.reduceat(y, heads),
        np.maximum.reduceat(y, heads) + 1,
    )


def _labels(ordered: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers 0, 1, 2… for the runs of equal values."""
    labels = np.zeros(len(ordered), np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=labels[1:])
    return labels


def _crowded(
    x: NDArray[np.int64], y: NDArray[np.int64], group: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Seeds whose group has enough of them; groups stay in order and are numbered anew."""
    if not len(group):
        return x, y, group
    kept = (np.bincount(group) >= FEWEST_SEEDS)[group]
    return x[kept], y[kept], _labels(group[kept])
