"""Runs of words in a row, for places about which rarer words are too few for a bag: in forms, liturgy, logs, weather.

Where all words are common, what is rare is that they follow each other. A run goes on until its words are together as
rare as those of a bag: some four words of a vocabulary of 120, six of one of 30. Two tellings share it only where none
of its words was changed; as every word begins one, that is often enough.
"""

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, distinct
from reader.reuse.rarity import Rarity
from reader.text.words import mixed

_BASE = np.uint64(0x9E3779B97F4A7C15)


def bare(is_rare: NDArray[np.bool_], first: Index, fewest: int, spread: int, begun: int | None = None) -> Index:
    """The words from which on fewer than `fewest` rarer ones stand within `spread` words, in their text; of the first
    `begun` words. The words of text i are [first[i], first[i + 1])."""
    n = len(is_rare)
    # Counts go round in a byte, but hardly within a spread.
    counts = np.zeros(n + spread + 1, np.uint8)
    np.cumsum(is_rare, dtype=np.uint8, out=counts[1 : n + 1])
    counts[n + 1 :] = counts[n]
    few = counts[spread:] - counts[:-spread] < fewest
    first = distinct(first)
    last = np.maximum(first[1:, None] - np.arange(1, spread), first[:-1, None])
    few[last] = counts[first[1:, None]] - counts[last] < fewest
    return np.flatnonzero(few[: n if begun is None else begun])


def runs(
    hashes: NDArray[np.uint64], at: Index, first: Index, worth: int, spread: int, rarity: Rarity
) -> tuple[Index, NDArray[np.uint64]]:
    """The runs that begin at some words and end within `spread` words, in their text: where they begin, and for each a
    hash of its words in their order. It is as rare as `worth` words that are just not common.
    """
    reach = np.minimum(at + spread, first[np.searchsorted(first, at, side="right")])
    rare, keys = np.zeros(len(at), np.float32), np.zeros(len(at), np.uint64)
    going, step = np.arange(len(at)), 0
    while len(going):
        words = hashes.take(at[going] + step)
        rare[going] += rarity.worth(words)
        keys[going] = keys[going] * _BASE + words
        step += 1
        going = going[(rare[going] < worth) & (at[going] + step < reach[going])]
    whole = np.flatnonzero(rare >= worth)
    return at[whole], mixed(keys[whole])
