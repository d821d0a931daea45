"""Bags of three rarer words that stand close together, whatever their order: what two tellings have in common.

Skipping common words and taking the shapes (0,1,2), (0,1,3), (0,2,3) of consecutive rarer words lets a bag survive
swaps, an inserted word and about a third of the words edited; sampling bags instead loses short edited passages. Where
rarer words are too few for that, runs of words take the place of bags.
"""

import numpy as np
from numpy.typing import NDArray

from reader.reuse.rarity import Rarity
from reader.reuse.runs import bare, runs

SPREAD = 14
"""Words from the first to the last of a bag, or of a run, at most."""

WORDS = 3
"""Words of a bag; a run is as rare as so many."""

SHAPES = ((1, 2), (1, 3), (2, 3))
"""Offsets of the second and third word among the rarer words that follow the first."""


def place_bits(n_words: int) -> int:
    """Low bits of a bag's key that hold its place, in a collection of this many words."""
    return max(1, n_words.bit_length())


def bags(
    hashes: NDArray[np.uint64], first: NDArray[np.int64], base: int, bits: int, rarity: Rarity, begun: int | None = None
) -> NDArray[np.uint64]:
    """Keys of the bags of a block of documents, and of the runs where there are none, in no order.

    The words of document i are hashes[first[i]:first[i + 1]]; the first word of the block is word `base` of the
    collection. Bags that begin after the first `begun` words are left out. The top 64 - bits bits of a key are the
    order-free hash of three words, or the hash of a run, the rest is the place of the first word in the collection, so
    that sorting brings equal bags together; keys may be partitioned by value.
    """
    is_rare = ~rarity.common(hashes)
    rare = np.flatnonzero(is_rare)
    ends = np.repeat(first[1:], np.diff(np.searchsorted(rare, first)))
    words = hashes.take(rare)
    reach = np.minimum(rare + SPREAD, ends)
    starts = len(rare) if begun is None else int(np.searchsorted(rare, begun))
    places = (rare + base).view(np.uint64)
    labels = np.uint64((1 << 64) - (1 << bits))
    alone = bare(is_rare, first, WORDS, SPREAD, begun)
    alone, keys = runs(hashes, alone, first, WORDS, SPREAD, rarity)
    parts = [keys & labels | (alone + base).view(np.uint64)]
    for second, third in SHAPES:
        n = min(starts, max(len(rare) - third, 0))
        keys = words[:n] + words[second : second + n]
        keys += words[third : third + n]
        keys &= labels
        keys |= places[:n]
        parts.append(keys.take(np.flatnonzero(rare[third : third + n] < reach[:n])))
    return np.concatenate(parts)
