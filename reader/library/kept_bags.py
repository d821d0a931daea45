"""Texts that were compared before or are now, and where each of their bags stands."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.library.word_columns import WordColumns
from reader.library.word_corpus import corpus_of_parts
from reader.reuse.bags import bags
from reader.reuse.parts import Parts
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity, contexts
from reader.reuse.seeds import Seeds, seeds
from reader.text.words import mixed

_BAG = np.dtype("<u8")

Hashes = NDArray[np.uint64]


class Universe:
    """Texts that are or were compared, in the order of the digests of their words; these are counted through."""

    def __init__(self, columns: WordColumns, digests: NDArray[Any]) -> None:
        self._digests = digests
        rows = columns.texts()
        keys = np.ascontiguousarray(rows["same"]).view("S16")
        order = np.argsort(keys, kind="stable")
        some = order[np.searchsorted(keys[order], digests)]
        self.corpus = corpus_of_parts(columns, some, Parts.whole(len(some)))

    def numbers(self, digests: NDArray[Any]) -> Index:
        """The texts with these digests."""
        return np.searchsorted(self._digests, digests)

    def words(self, texts: Index) -> tuple[Index, Index]:
        """All words of some texts, and the first of each text among these."""
        low = self.corpus.first[texts]
        sizes = self.corpus.first[texts + 1] - low
        heads = np.concatenate(([0], np.cumsum(sizes)))
        return np.arange(int(heads[-1])) + np.repeat(low - heads[:-1], sizes), heads

    def sampled(self, texts: Index, bits: int) -> Hashes:
        """The contexts of some texts that are counted."""
        words, heads = self.words(texts)
        hashes = self.corpus.hashes(words)
        return contexts(hashes, heads, 0, len(words), bits)

    def pairs(self, some: Seeds) -> Index:
        """A number for the pair of texts of each seed."""
        return self.corpus.texts(some.x) * len(self._digests) + self.corpus.texts(some.y)

    def links(self, some: Seeds) -> tuple[Index, Hashes]:
        """The pairs of texts that are linked, ascending, and a hash of all links of each."""
        pairs, where = np.unique(self.pairs(some), return_inverse=True)
        sums = np.zeros(len(pairs), np.uint64)
        np.add.at(sums, where, mixed(mixed(some.x.astype(np.uint64)) + some.y.astype(np.uint64)))
        return pairs, sums


class BagIndex:
    """Where each bag stands: on disk for the texts that were all compared, found anew for those that came since."""

    def __init__(self, universe: Universe, base: Index, folder: Path, bits: int, frequencies: Rarity) -> None:
        self._universe = universe
        self._bits = np.uint64(bits)
        self._places = np.uint64((1 << bits) - 1)
        self._frequencies = frequencies
        self._files = sorted(folder.glob("bags-*"))
        sizes = np.diff(universe.corpus.first)[base]
        self._base_first = np.concatenate(([0], np.cumsum(sizes)))
        self._shift = universe.corpus.first[:-1][base] - self._base_first[:-1]
        later = np.setdiff1d(np.arange(len(universe.corpus.first) - 1), base)
        self._later = self._found(later)

    def _found(self, texts: Index) -> tuple[Hashes, Index]:
        """The bags of some texts in order, and their places in the universe."""
        words, heads = self._universe.words(texts)
        hashes = self._universe.corpus.hashes(words)
        keys = np.sort(bags(hashes, heads, 0, int(self._bits), self._frequencies))
        return keys >> self._bits, words[(keys & self._places).astype(np.int64)]

    def labels(self, texts: Index) -> Hashes:
        """The different bags of some texts."""
        return np.unique(self._found(texts)[0])

    def seeds(self, labels: Hashes, texts: Index) -> Seeds:
        """The links through some bags between places in some texts, as places in the universe."""
        found, places = [], []
        for path in self._files:
            keys = np.memmap(path, _BAG, "r") if path.stat().st_size else np.empty(0, _BAG)
            low = np.searchsorted(keys, labels << self._bits)
            rows, _ = _ranges(low, np.searchsorted(keys, labels << self._bits | self._places, side="right"))
            some = np.asarray(keys[rows])
            at = (some & self._places).astype(np.int64)
            found.append(some >> self._bits)
            places.append(at + self._shift[np.searchsorted(self._base_first, at, side="right") - 1])
        bag, place = self._later
        rows, _ = _ranges(np.searchsorted(bag, labels), np.searchsorted(bag, labels, side="right"))
        label = np.concatenate([*found, bag[rows]])
        where = np.concatenate([*places, place[rows]])
        kept = np.isin(self._universe.corpus.texts(where), texts)
        label, where = label[kept], where[kept]
        # Ranks keep the order of places and take fewer bits, so that both fit into a key.
        ranks, rank = np.unique(where, return_inverse=True)
        keys = np.sort(label << self._bits | rank.astype(np.uint64))
        linked = seeds(keys, int(self._bits), lambda some: self._universe.corpus.texts(ranks[some]))
        return Seeds(ranks[linked.x], ranks[linked.y])


def _ranges(low: Index, high: Index) -> tuple[Index, Index]:
    """The numbers in all ranges [low, high), and how many each has."""
    sizes = high - low
    heads = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) + np.repeat(low - heads, sizes), sizes


def each(digests: NDArray[Any]) -> list[bytes]:
    """The digests of a column one by one."""
    return [key.tobytes() for key in np.ascontiguousarray(digests).view("V16")]
