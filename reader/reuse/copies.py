"""Documents that are the same word by word: recognised by hash, aligned as wholes, looked into once.

The order in which they are looked into is that of their hashes, so no result depends on how the input is ordered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index
from reader.reuse.seeds import COMMON_LINKS, LINKS

MANY_COPIES = 4096
"""Documents that hold the same text from which on each is linked with few others: records that are all alike."""


@dataclass(frozen=True, slots=True)
class Copies:
    """For each different sequence of words, in the order of their hashes, the documents that hold it, ascending."""

    documents: tuple[tuple[int, ...], ...]

    def originals(self) -> list[int]:
        """The first document of each different text."""
        return [copies[0] for copies in self.documents]

    def pairs(self, a: int, b: int) -> list[tuple[int, int]]:
        """Documents that hold two texts, or twice the same that holds one: all pairs if few, else a linear number."""
        copies_a, copies_b = self.documents[a], self.documents[b]
        if a == b:
            return [(copy, copy) for copy in copies_a]
        if len(copies_a) * len(copies_b) <= LINKS * LINKS:
            return [(i, j) for i in copies_a for j in copies_b]
        return [(i, copies_b[0]) for i in copies_a] + [(copies_a[0], j) for j in copies_b[1:]]

    def repeated(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """The texts that several documents hold, and pairs of these: each with the LINKS before it, or with
        COMMON_LINKS behind the first MANY_COPIES."""
        for text, copies in enumerate(self.documents):
            if len(copies) > 1:
                links = ((n, LINKS if n < MANY_COPIES else COMMON_LINKS) for n in range(len(copies)))
                yield text, [(early, copies[n]) for n, back in links for early in copies[max(n - back, 0) : n]]


def digest(text: str) -> bytes:
    """16 bytes that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def word_digests(hashes: NDArray[np.uint64], first: Index) -> list[bytes]:
    """16 bytes that stand for the words of each text; those of text i are hashes[first[i]:first[i + 1]]."""
    spans = pairwise(first.tolist())
    values = hashes.astype("<u8", copy=False)
    return [blake2b(values[low:high].data, digest_size=16).digest() for low, high in spans]


def copies(digests: Iterable[bytes]) -> Copies:
    """The different texts among those whose words have these digests."""
    documents: defaultdict[bytes, list[int]] = defaultdict(list)
    for index, key in enumerate(digests):
        documents[key].append(index)
    return Copies(tuple(tuple(documents[key]) for key in sorted(documents)))
