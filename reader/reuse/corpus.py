"""What the steps of text reuse know of a collection, whether it is in memory or on disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.copies import Copies
from reader.reuse.places import Index
from reader.text.words import WordTable


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The different texts of a collection in the order of their hashes; words are counted through all of them."""

    copies: Copies
    first: Index
    """The first word of each text, and the end."""

    hashes: Callable[[Index], NDArray[np.uint64]]
    """The hashes of some words."""

    starts: Callable[[Index], NDArray[np.int32]]
    ends: Callable[[Index], NDArray[np.int32]]
    """Where some words start and end in their texts, in characters."""

    points: Callable[[Index, Index], NDArray[np.uint32]]
    """The code points of some texts at some offsets; 0 outside of them."""

    def texts(self, at: Index) -> Index:
        """The texts that hold some words."""
        return np.searchsorted(self.first, at, side="right") - 1


def in_memory(copies: Copies, texts: Sequence[str], table: WordTable) -> Corpus:
    """The corpus of texts that are at hand, and of their words."""

    def points(some: Index, at: Index) -> NDArray[np.uint32]:
        rows = zip(some.tolist(), at.tolist(), strict=True)
        found = (ord(texts[text][place]) if 0 <= place < len(texts[text]) else 0 for text, place in rows)
        return np.fromiter(found, np.uint32, len(at))

    return Corpus(
        copies,
        table.first,
        lambda at: table.hashes[at],
        lambda at: table.starts[at],
        lambda at: table.ends[at],
        points,
    )
