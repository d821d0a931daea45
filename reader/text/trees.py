"""Boosted symmetric trees, evaluated with numpy alone.

A symmetric (oblivious) tree asks the same question at every node of a level, so that the answers are the bits of the
leaf's number (Prokhorenkova et al. 2018, CatBoost): a few comparisons of whole columns for each tree.
"""

from dataclasses import dataclass

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
        count, depth = self.columns.shape
        total = np.empty(len(values), np.float32)
        rows_of_leaves = np.arange(count)[:, None]
        for low in range(0, len(values), ROWS):
            by_column = np.ascontiguousarray(values[low : low + ROWS].T)
            leaf = np.zeros((count, by_column.shape[1]), np.uint8)
            for level in range(depth):
                answers = by_column[self.columns[:, level]] > self.borders[:, level, None]
                leaf += answers.astype(np.uint8) << np.uint8(level)
            total[low : low + ROWS] = self.leaves[rows_of_leaves, leaf].sum(axis=0) + self.bias
        return total


def probability(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logistic function."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
