"""How rare each word is in a collection: a stop list and weights that know no language.

A word is counted once for each distinct pair of neighbours that it occurs between, so that a story told forty times
counts once: otherwise the very words of a collection's repeats would be its most common ones and be skipped. Of a
large collection only pieces whose hash falls into a sample are counted; the sample depends on the pieces alone, so that
counts depend neither on the order or the grouping of the documents nor, mostly, on a few documents more or less.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, distinct
from reader.text.words import mixed

COMMON_SHARE = 1 / 500
"""Words above this share of a collection are too common to tell passages apart (1/2000 loses reworded passages)."""

COMMON_FLOOR = 12
"""No word with at most this many contexts is common, however small the collection."""

FEWEST_CONTEXTS = 256
"""Contexts that a collection has at least, as it were: of a few sentences every word would be common."""

SAMPLE_WORDS = 1 << 19
"""Words that are counted, about: enough to count every common word to a few percent."""

PIECE_WORDS = 256
"""Words that are sampled together. Few enough that a new text seldom has a sampled piece, and changes what is rare."""

SLOT_BITS = 22
"""Words are counted in a table of 2**SLOT_BITS slots by the top bits of their hash: so many that few collide."""

UNSEEN = 0.5
"""Count given to words that were not sampled."""

_LEFT = np.uint64(0x9E3779B97F4A7C15)
_RIGHT = np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """Relative frequencies of the words of a collection."""

    table: NDArray[np.float32]
    """Share of the collection by slot; the number of slots is a power of two."""

    common_table: NDArray[np.bool_]
    """Which slots hold words too common to seed a passage."""

    common_share: float
    """The share above which they are."""

    def shares(self, hashes: NDArray[np.uint64]) -> NDArray[np.float32]:
        """Share of the collection that each word makes up."""
        return self.table.take(_slots(hashes, len(self.table)))

    def common(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which words are too common to seed a passage."""
        return self.common_table.take(_slots(hashes, len(self.table)))

    def worth(self, hashes: NDArray[np.uint64]) -> NDArray[np.float32]:
        """How rare each word is on the scale of -log of its share: 1 for one that is just not common, at most."""
        return np.minimum(np.log(self.shares(hashes)) / np.float32(np.log(self.common_share)), np.float32(1))


def sample_bits(n_words: int) -> int:
    """Halvings that bring a collection of this many words down to SAMPLE_WORDS."""
    return max(0, (max(n_words, 1) - 1).bit_length() - SAMPLE_WORDS.bit_length() + 1)


def contexts(hashes: NDArray[np.uint64], first: Index, low: int, high: int, bits: int) -> NDArray[np.uint64]:
    """The distinct contexts in the sampled pieces that begin at the words [low, high) of a collection, sorted.

    `hashes` are the words [low, high + PIECE_WORDS) as far as there are any; `first` are the first words of all texts
    of the collection, and the end; 1 of 2**bits pieces is sampled. A context is 64 bits: the top ones of a hash of the
    word and its neighbours, the rest the word's slot.
    """
    starts, ends = _pieces(first, low, high)
    starts, ends = starts - low, ends - low
    if bits:
        sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(hashes)))
        sampled = mixed(sums[ends] - sums[starts]) & np.uint64((1 << bits) - 1) == 0
        starts, ends = starts[sampled], ends[sampled]
    sizes = np.maximum(ends - starts - 2, 0)
    heads = np.cumsum(sizes) - sizes
    at = np.arange(int(sizes.sum())) + np.repeat(starts - heads, sizes)
    keys = hashes[at] * _LEFT + hashes[at + 2] * _RIGHT + hashes[at + 1]
    slots = hashes[at + 1] >> np.uint64(64 - SLOT_BITS)
    return distinct(mixed(keys) >> np.uint64(SLOT_BITS) << np.uint64(SLOT_BITS) | slots)


def _pieces(first: Index, low: int, high: int) -> tuple[Index, Index]:
    """Where the pieces of texts that begin at the words [low, high) start and end."""
    i, j = np.searchsorted(first, low, side="right") - 1, np.searchsorted(first, high)
    begin, end = first[i:j].copy(), first[i + 1 : j + 1]
    if len(begin):
        begin[0] += -((begin[0] - low) // PIECE_WORDS) * PIECE_WORDS
    counts = np.maximum(-((begin - np.minimum(end, high)) // PIECE_WORDS), 0)
    heads = np.cumsum(counts) - counts
    starts = np.repeat(begin, counts) + PIECE_WORDS * (np.arange(int(counts.sum())) - np.repeat(heads, counts))
    return starts, np.minimum(starts + PIECE_WORDS, np.repeat(end, counts))


def rarity(some: NDArray[np.uint64]) -> Rarity:
    """Frequencies from the distinct contexts of a whole collection."""
    total = max(FEWEST_CONTEXTS, len(some))
    bits = min(SLOT_BITS, total.bit_length() + 2)
    slots = np.sort((some & np.uint64((1 << SLOT_BITS) - 1)) >> np.uint64(SLOT_BITS - bits))
    heads = np.flatnonzero(np.concatenate((np.ones(min(len(slots), 1), np.bool_), slots[1:] != slots[:-1])))
    # Counting in place of sorting would take an array of 32 MB, most of it zeros.
    table = np.full(1 << bits, UNSEEN / total, np.float32)
    table[slots[heads]] = np.diff(heads, append=len(slots)) / total
    common_share = max(COMMON_SHARE, COMMON_FLOOR / total)
    return Rarity(table, table > common_share, common_share)


def _slots(hashes: NDArray[np.uint64], n_slots: int) -> NDArray[np.int64]:
    return (hashes >> np.uint64(65 - n_slots.bit_length())).view(np.int64)
