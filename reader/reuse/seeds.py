"""Places that share a bag, linked at a cost that grows linearly however often the bag occurs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.bags import Bags

LINKS = 12
"""Earlier places that a place is linked to: up to 13 tellings of a passage are compared each with each."""

COMMON_LINKS = 2
"""The same for bags of boilerplate, where a chain is enough to connect all its places."""

COMMON_PLACES = 64
"""A bag with more places than this is boilerplate."""


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """Columns of one length: pairs of word indices x < y whose bags are equal."""

    x: NDArray[np.int64]
    y: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.x)


def seeds(some: Bags, n_words: int, nearest: int) -> Seeds:
    """All links between equal bags at least `nearest` words apart; word indices lie below `n_words`."""
    bits = np.uint64(max(1, n_words.bit_length()))
    keys = np.sort((some.hashes >> bits << bits) | some.places.astype(np.uint64))
    labels = keys >> bits
    places = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    n = len(keys)
    fresh = np.ones(n + 1, np.bool_)
    np.not_equal(labels[1:], labels[:-1], out=fresh[1:-1])
    starts = np.flatnonzero(fresh)
    sizes = np.diff(starts)
    links = np.where(sizes > COMMON_PLACES, COMMON_LINKS, np.minimum(sizes - 1, LINKS))
    rank = np.arange(n) - np.repeat(starts[:-1], sizes)
    budget = np.minimum(rank, np.repeat(links, sizes))
    xs, ys = [], []
    later = np.flatnonzero(budget)
    for back in range(1, LINKS + 1):
        later = later[budget[later] >= back]
        xs.append(places[later - back])
        ys.append(places[later])
    x, y = np.concatenate(xs), np.concatenate(ys)
    apart = y - x >= nearest
    return Seeds(x[apart], y[apart])
