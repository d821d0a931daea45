"""Documents that are the same to the character: recognised by hash, aligned as wholes, looked into once.

The order in which they are looked into is that of their hashes, so no result depends on how the input is ordered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from reader.reuse.places import Place
from reader.reuse.seeds import LINKS


@dataclass(frozen=True, slots=True)
class Copies:
    """For each different text, in the order of their hashes, the documents that hold it, ascending."""

    documents: tuple[tuple[int, ...], ...]

    def originals(self) -> list[int]:
        """The first document of each different text."""
        return [copies[0] for copies in self.documents]

    def expanded(self, a: Place, b: Place) -> Iterator[tuple[Place, Place]]:
        """A pair of places in different texts, or in one, for the copies of these texts; at linear cost."""
        copies_a, copies_b = self.documents[a.document], self.documents[b.document]
        if a.document == b.document:
            pairs = [(copy, copy) for copy in copies_a]
        elif len(copies_a) * len(copies_b) <= LINKS * LINKS:
            pairs = [(i, j) for i in copies_a for j in copies_b]
        else:
            pairs = [(i, copies_b[0]) for i in copies_a] + [(copies_a[0], j) for j in copies_b[1:]]
        for i, j in pairs:
            first, second = Place(i, a.start, a.end), Place(j, b.start, b.end)
            yield (first, second) if first <= second else (second, first)

    def repeated(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """The texts that several documents hold, and pairs of these: each with the LINKS before it."""
        for text, copies in enumerate(self.documents):
            if len(copies) > 1:
                yield (
                    text,
                    [(early, late) for n, late in enumerate(copies) for early in copies[max(n - LINKS, 0) : n]],
                )


def digest(text: str) -> bytes:
    """16 bytes that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def copies(digests: Iterable[bytes]) -> Copies:
    """The different texts among those with these digests."""
    documents: defaultdict[bytes, list[int]] = defaultdict(list)
    for index, key in enumerate(digests):
        documents[key].append(index)
    return Copies(tuple(tuple(documents[key]) for key in sorted(documents)))
