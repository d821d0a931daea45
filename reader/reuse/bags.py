"""Bags of three rarer words that stand close together, whatever their order: what two tellings have in common.

Skipping common words and taking the shapes (0,1,2), (0,1,3), (0,2,3) of consecutive rarer words lets a bag survive
swaps, an inserted word and about a third of the words edited; sampling bags instead loses short edited passages.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.words import mixed

SPREAD = 14
"""Words from the first to the last of a bag, at most."""

SHAPES = ((1, 2), (1, 3), (2, 3))
"""Offsets of the second and third word among the rarer words that follow the first."""

_SKETCH_SLACK = 3
"""Counters of the sketch that finds bags seen once, in powers of two above their number: at most 1 in 8 stays."""


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """Columns of one length: order-free hash of three words, and the index of the first of them."""

    hashes: NDArray[np.uint64]
    places: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.hashes)


def bags(hashes: NDArray[np.uint64], first: NDArray[np.int64], common: NDArray[np.bool_]) -> Bags:
    """The bags of the documents whose words are hashes[first[i]:first[i + 1]]; `common` tells which to skip."""
    rare = np.flatnonzero(~common)
    if len(rare) < 3:
        return Bags(np.empty(0, np.uint64), np.empty(0, np.int64))
    ends = np.repeat(first[1:], np.diff(np.searchsorted(rare, first)))
    words = mixed(hashes[rare])
    reach = np.minimum(rare + SPREAD, ends)
    found, places = [], []
    for second, third in SHAPES:
        n = len(rare) - third
        if n <= 0:
            continue
        near = np.flatnonzero(rare[third:] < reach[:n])
        found.append((words[:n] + words[second : second + n] + words[third : third + n])[near])
        places.append(rare[near])
    return Bags(mixed(np.concatenate(found)), np.concatenate(places))


def repeated(some: Bags) -> Bags:
    """The bags that may occur twice; all that do are kept, most that do not are dropped."""
    bits = len(some).bit_length() + _SKETCH_SLACK
    slots = (some.hashes >> np.uint64(64 - bits)).astype(np.int64)
    kept = np.flatnonzero((np.bincount(slots, minlength=1) > 1)[slots])
    return Bags(some.hashes[kept], some.places[kept])
