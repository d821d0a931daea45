"""Places that share a bag, linked at a cost that grows linearly however often the bag occurs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index

LINKS = 12
"""Earlier places that a place is linked to: up to 13 tellings of a passage are compared each with each."""

COMMON_LINKS = 2
"""The same for bags of boilerplate, where a chain is enough to connect all its places."""

COMMON_PLACES = 64
"""A bag with more places than this is boilerplate."""

PLACES_OF_TEXT = 4096
"""Places of a bag in one text that are linked, the first ones: what a text tells more often is a line of a table or a
log, or it is made of few words that come again and again, and all it would give is links, six to the word."""

AT_ONCE = 1 << 21
"""Seeds that are looked at together: some 100 MB. In tables and logs there are up to eight for each word, most of which
tell nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """Columns of one length: pairs of word indices x < y whose bags are equal."""

    x: NDArray[np.int64]
    y: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.x)

    def between(self, low: int, high: int) -> "Seeds":
        """Those whose first place is one of the words [low, high)."""
        rows = np.flatnonzero((self.x >= low) & (self.x < high))
        return Seeds(self.x[rows], self.y[rows])


def seeds(keys: NDArray[np.uint64], bits: int, texts: Callable[[Index], Index]) -> Seeds:
    """All links between equal bags.

    `keys` are all bags of a collection, or all of one partition by value, sorted; their low `bits` bits are places.
    `texts` gives the texts, by number, that hold some places.
    """
    fresh = _fresh(keys, bits)
    keys = _first_of_texts(keys[np.flatnonzero(~(fresh[1:] & fresh[:-1]))], bits, texts)
    places = (keys & np.uint64((1 << bits) - 1)).astype(np.int64)
    starts = np.flatnonzero(_fresh(keys, bits))
    sizes = np.diff(starts)
    rank = np.arange(len(places)) - np.repeat(starts[:-1], sizes)
    budget = np.minimum(rank, np.repeat(np.where(sizes > COMMON_PLACES, COMMON_LINKS, LINKS), sizes))
    xs, ys = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    later = np.flatnonzero(budget)
    for back in range(1, LINKS + 1):
        later = later[budget[later] >= back]
        xs.append(places[later - back])
        ys.append(places[later])
    return Seeds(np.concatenate(xs), np.concatenate(ys))


def _fresh(keys: NDArray[np.uint64], bits: int) -> NDArray[np.bool_]:
    """Where another bag begins, and the end."""
    labels = keys >> np.uint64(bits)
    fresh = np.ones(len(keys) + 1, np.bool_)
    np.not_equal(labels[1:], labels[:-1], out=fresh[1:-1])
    return fresh


def _first_of_texts(keys: NDArray[np.uint64], bits: int, texts: Callable[[Index], Index]) -> NDArray[np.uint64]:
    """The keys without those whose bag stands in PLACES_OF_TEXT places of the same text before."""
    shift = np.uint64(bits)
    later, before = keys[PLACES_OF_TEXT:], keys[:-PLACES_OF_TEXT]
    often = np.flatnonzero(later >> shift == before >> shift)
    if not len(often):
        return keys
    places = np.uint64((1 << bits) - 1)
    text, text_before = (texts((some[often] & places).astype(np.int64)) for some in (later, before))
    return np.delete(keys, often[text == text_before] + PLACES_OF_TEXT)


def joined(parts: Sequence[Seeds]) -> Seeds:
    """The seeds of all parts."""
    none = np.empty(0, np.int64)
    return Seeds(
        np.concatenate([none, *(part.x for part in parts)]), np.concatenate([none, *(part.y for part in parts)])
    )


def stretches(parts: Sequence[Seeds], n_words: int) -> Iterator[Seeds]:
    """The seeds of all partitions, about AT_ONCE of them at a time, by the words that come first."""
    borders = stretch_borders(0, n_words, sum(map(len, parts)))
    for low, high in pairwise([0, *borders.tolist(), n_words]):
        yield joined([part.between(low, high) for part in parts] if len(borders) else parts)


def stretch_borders(low: int, high: int, n_seeds: int) -> Index:
    """Words that part so many seeds, which begin at the words [low, high), into stretches of about AT_ONCE."""
    n_stretches = 1 + n_seeds // AT_ONCE
    return low + (high - low) * np.arange(1, n_stretches) // n_stretches
