"""Boosted symmetric trees, evaluated with numpy alone.

A symmetric (oblivious) tree asks the same question at every node of a level, so that the answers are the bits of the
leaf's number (Prokhorenkova et al. 2018, CatBoost): a few comparisons of whole columns for each tree.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
        total = np.full(len(values), self.bias, np.float32)
        by_column = np.ascontiguousarray(values.T)
        for columns, borders, leaves in zip(self.columns.tolist(), self.borders.tolist(), self.leaves, strict=True):
            leaf = np.zeros(len(values), np.uint8)
            for level, (column, border) in enumerate(zip(columns, borders, strict=True)):
                leaf += (by_column[column] > border).astype(np.uint8) << np.uint8(level)
            total += leaves[leaf]
        return total


def probability(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logistic function."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
