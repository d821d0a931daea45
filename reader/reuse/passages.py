"""From seeds to boxes: stretches of two documents in which seeds lie close together in both, in whatever order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.seeds import Seeds

Index = NDArray[np.int64]

GAP = 40
"""Words without a seed that part two passages, in either document."""

LONGEST = 256
"""Words of a box: longer ones are cut, so that what a word meets by chance on the other side stays small."""

FEWEST_SEEDS = 2
"""Seeds that make a box."""


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


def boxes(some: Seeds, first: Index) -> Boxes:
    """Gap clusters of seeds, none across a document's border; `first` are the documents' first words, and the end."""
    documents_x = np.searchsorted(first, some.x, side="right")
    documents_y = np.searchsorted(first, some.y, side="right")
    pair = documents_x * len(first) + documents_y
    order = np.argsort(pair, kind="stable")
    x, y, group = _crowded(some.x[order], some.y[order], _labels(pair[order]))
    settled = axis = 0
    while settled < 2 and len(x):
        values = (x, y)[axis]
        order = np.lexsort((values, group))
        x, y, before, values = x[order], y[order], group[order], values[order]
        fresh = (before[1:] != before[:-1]) | (values[1:] - values[:-1] > GAP)
        group = np.concatenate(([0], np.cumsum(fresh)))
        settled = settled + 1 if group[-1] == before[-1] else 0
        x, y, group = _crowded(x, y, group)
        axis = 1 - axis
    order = np.lexsort((x, group))
    x, y, group = x[order], y[order], group[order]
    heads = np.flatnonzero(np.diff(group, prepend=-1))
    piece = (x - np.repeat(x[heads], np.diff(np.append(heads, len(x))))) // LONGEST
    group = _labels(group * (int(piece.max(initial=0)) + 1) + piece)
    return Boxes(_spans(x, group), _spans(y[np.lexsort((y, group))], group))


def _spans(ordered: Index, group: Index) -> Spans:
    """The spans of groups of places; the core holds the middle half of them."""
    heads = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(np.append(heads, len(group)))
    tails = heads + sizes - 1
    return Spans(ordered[heads], ordered[tails] + 1, ordered[heads + sizes // 4], ordered[tails - sizes // 4] + 1)


def _labels(ordered: Index) -> Index:
    """Numbers 0, 1, 2… for the runs of equal values."""
    labels = np.zeros(len(ordered), np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=labels[1:])
    return labels


def _crowded(x: Index, y: Index, group: Index) -> tuple[Index, Index, Index]:
    """Seeds whose group has enough of them; groups stay in order and are numbered anew."""
    if not len(group):
        return x, y, group
    kept = (np.bincount(group) >= FEWEST_SEEDS)[group]
    return x[kept], y[kept], _labels(group[kept])
