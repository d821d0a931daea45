"""How rare each word is in a collection: a stop list and weights that know no language.

A word is counted once for each distinct pair of neighbours that it occurs between, so that a story told forty times
counts once: otherwise the very words of a collection's repeats would be its most common ones and be skipped. Only
contexts whose hash falls into a sample are kept; the sample depends on the contexts alone, so counts do not depend
on the order or the grouping of the documents.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.words import mixed

COMMON_SHARE = 1 / 500
"""Words above this share of a collection are too common to tell passages apart (1/2000 loses reworded passages)."""

COMMON_FLOOR = 12
"""No word with at most this many contexts is common, however small the collection."""

SAMPLE_CONTEXTS = 1 << 21
"""Contexts aimed for: enough to count every common word to a few percent."""

_LEFT = np.uint64(0x9E3779B97F4A7C15)
_RIGHT = np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """Relative frequencies of the words of a collection; words that were not sampled count as seen half a time."""

    hashes: NDArray[np.uint64]
    counts: NDArray[np.int64]
    total: int

    def shares(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Share of the collection that each word makes up."""
        if not len(self.hashes):
            return np.full(len(hashes), 0.5)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        counts = np.where(self.hashes[at] == hashes, self.counts[at], 0.5)
        shares: NDArray[np.float64] = counts / self.total
        return shares

    def common(self) -> NDArray[np.uint64]:
        """The stop list: hashes of the words too common to seed a passage, sorted."""
        return self.hashes[self.counts > max(COMMON_FLOOR, self.total * COMMON_SHARE)]


def contexts(hashes: NDArray[np.uint64], sample_bits: int) -> NDArray[np.uint64]:
    """Sampled (context, word) rows, shape (n, 2), distinct: 1 of 2**sample_bits contexts is kept."""
    if len(hashes) < 3:
        return np.empty((0, 2), np.uint64)
    keys = mixed(hashes[:-2] * _LEFT + hashes[2:] * _RIGHT + hashes[1:-1])
    kept = np.flatnonzero(keys >> np.uint64(64 - sample_bits) == 0) if sample_bits else np.arange(len(keys))
    return distinct(np.stack((keys[kept], hashes[1:-1][kept]), axis=1))


def distinct(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Rows with distinct first columns, sorted by it."""
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    fresh = np.ones(len(rows), np.bool_)
    np.not_equal(rows[1:, 0], rows[:-1, 0], out=fresh[1:])
    return rows[fresh]


def sample_bits(n_words: int) -> int:
    """Halvings that bring a collection of this many words down to SAMPLE_CONTEXTS."""
    return max(0, (max(n_words, 1) - 1).bit_length() - SAMPLE_CONTEXTS.bit_length() + 1)


def rarity(rows: NDArray[np.uint64]) -> Rarity:
    """Frequencies from the distinct contexts of a whole collection."""
    hashes, counts = np.unique(rows[:, 1], return_counts=True)
    return Rarity(hashes, counts.astype(np.int64), max(1, len(rows)))
