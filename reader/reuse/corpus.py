"""What the steps of text reuse know of a collection, whether it is in memory or on disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.copies import Copies
from reader.text.words import WordTable

Index = NDArray[np.int64]


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

    characters: Callable[[int, int, int], str]
    """Some characters of a text: its number, start and end."""


def in_memory(copies: Copies, texts: Sequence[str], table: WordTable) -> Corpus:
    """The corpus of texts that are at hand, and of their words."""
    return Corpus(
        copies,
        table.first,
        lambda at: table.hashes[at],
        lambda at: table.starts[at],
        lambda at: table.ends[at],
        lambda text, start, end: texts[text][start:end],
    )
