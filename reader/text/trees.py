"""Boosted symmetric trees, evaluated with numpy alone.

A symmetric (oblivious) tree asks the same question at every node of a level, so that the answers are the bits of the
leaf's number (Prokhorenkova et al. 2018, CatBoost): a few comparisons of whole columns for each tree.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

ROWS = 256
"""Rows answered together, by all trees at once: their answers fit the cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """`columns` and `borders` `[trees, depth]`: the bit of a level is set where the column is above the border;
    `leaves` `[trees, 2**depth]`: what each leaf adds to `bias`, in logits. The first level is the lowest bit; at most
    eight levels."""

    columns: NDArray[np.int16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits `[rows]` of `values` `[rows, columns]`."""
        total = np.empty(len(values), np.float32)
        questions = _questions(self)
        leaves, first_leaves = self.leaves.reshape(-1), np.arange(0, self.leaves.size, self.leaves.shape[1])[:, None]
        for low in range(0, len(values), ROWS):
            # A row by itself is summed in another order, and the same gap must get the same logit beside any others.
            low = max(0, min(low, len(values) - 2))
            by_column = np.ascontiguousarray(values[low : low + ROWS].T)
            answers = (by_column.take(questions.columns, axis=0) > questions.borders).view(np.uint8)
            leaf = np.zeros((len(self.leaves), answers.shape[1]), np.uint8)
            for asked in questions.levels[::-1]:
                leaf += leaf
                leaf |= answers.take(asked, axis=0)
            total[low : low + ROWS] = leaves.take(leaf + first_leaves).sum(axis=0) + self.bias
        return total


@dataclass(frozen=True, slots=True, eq=False)
class _Questions:
    """What trees ask, every question once: `columns` `[questions]`, `borders` `[questions, 1]`, and which of them each
    tree asks at each level, `levels` `[depth, trees]`."""

    columns: NDArray[np.intp]
    borders: NDArray[np.float32]
    levels: NDArray[np.intp]


@lru_cache(maxsize=8)
def _questions(trees: Trees) -> _Questions:
    pairs = np.rec.fromarrays((trees.columns.ravel(), trees.borders.ravel()))
    unique, asked = np.unique(pairs, return_inverse=True)
    columns, borders = (unique[name] for name in unique.dtype.names or ())
    levels = np.ascontiguousarray(asked.reshape(trees.columns.shape).T)
    return _Questions(columns.astype(np.intp), borders[:, None], levels)


def probability(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logistic function."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
