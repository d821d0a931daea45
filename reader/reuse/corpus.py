"""What the steps of text reuse know of a collection, whether it is in memory or on disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reader.reuse.copies import Copies
from reader.reuse.parts import Parts, Stories, no_stories
from reader.reuse.places import Index, distinct
from reader.text.words import WordTable

Hashes = NDArray[np.uint64]

KEPT_BORDERS = 4096
"""Texts whose borders are kept: some ten numbers each."""


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A collection. Its texts are the different sequences of words, by hash; words are counted through all of them.

    Its documents are the `parts` of those that were given.
    """

    copies: Copies
    parts: Parts
    first: Index
    """The first word of each text, and the end."""

    hashes: Callable[[Index], NDArray[np.uint64]]
    """The hashes of some words."""

    run: Callable[[int, int], NDArray[np.uint64]]
    """The hashes of the words [low, high)."""

    starts: Callable[[Index, Index], NDArray[np.int32]]
    ends: Callable[[Index, Index], NDArray[np.int32]]
    """Where words start and end, in characters: given their documents, and their numbers in these."""

    points: Callable[[Index, Index], NDArray[np.uint32]]
    """The code points of some documents at some offsets; 0 outside of them."""

    borders: Callable[[int], Sequence[int]]
    """The words at which stories begin inside a text, ascending."""

    def texts(self, at: Index) -> Index:
        """The texts that hold some words."""
        return np.searchsorted(self.first, at, side="right") - 1


def in_memory(
    copies: Copies, parts: Parts, rows: Index, texts: Sequence[str], table: WordTable, stories: Stories = no_stories
) -> tuple[Corpus, Hashes]:
    """The corpus of documents that are at hand, and all its words; part i is texts[rows[i]], as in the table."""
    order = rows[copies.originals()]
    sizes = np.diff(table.first)[order]
    first = np.concatenate(([0], np.cumsum(sizes)))
    words = np.arange(int(first[-1])) + np.repeat(table.first[order] - first[:-1], sizes)
    hashes = table.hashes[words]

    def points(documents: Index, at: Index) -> NDArray[np.uint32]:
        places = zip(rows[documents].tolist(), at.tolist(), strict=True)
        found = (ord(texts[text][place]) if 0 <= place < len(texts[text]) else 0 for text, place in places)
        return np.fromiter(found, np.uint32, len(at))

    def starts_of(text: int) -> NDArray[np.int32]:
        low, high = table.first[order[text] : order[text] + 2]
        return table.starts[low:high]

    corpus = Corpus(
        copies,
        parts,
        first,
        lambda at: hashes[at],
        lambda low, high: hashes[low:high],
        lambda documents, at: table.starts[table.first[rows[documents]] + at],
        lambda documents, at: table.ends[table.first[rows[documents]] + at],
        points,
        story_borders(copies, first, parts.stories(stories), starts_of),
    )
    return corpus, hashes


def story_borders(
    copies: Copies, first: Index, stories: Stories, starts: Callable[[int], NDArray[np.int32]]
) -> Callable[[int], Sequence[int]]:
    """The borders of a corpus, given where the words of a text start in its first document, in characters."""

    @lru_cache(maxsize=KEPT_BORDERS)
    def borders(text: int) -> Sequence[int]:
        begin = stories(copies.documents[text][0])
        if not begin:
            return ()
        of_text = starts(text)
        at = distinct(np.searchsorted(of_text, begin))
        return tuple((first[text] + at[(at > 0) & (at < len(of_text))]).tolist())

    return borders
