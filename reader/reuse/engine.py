"""Text reuse in one call: every passage that a collection in memory tells twice."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reader.reuse.bags import SPREAD, bags, place_bits
from reader.reuse.copies import copies, word_digests
from reader.reuse.corpus import Corpus, in_memory
from reader.reuse.likely import likely
from reader.reuse.parts import Parts, Stories, no_stories
from reader.reuse.places import Alignment, Index, Place, distinct
from reader.reuse.rarity import PIECE_WORDS, Rarity, contexts, rarity, sample_bits
from reader.reuse.reporting import alignments
from reader.reuse.seeds import Seeds, seeds, stretches
from reader.reuse.settings import Scope, Settings
from reader.text.mails import mails
from reader.text.unframed import unframed
from reader.text.words import word_table

__all__ = ["Alignment", "Place", "Scope", "Settings", "find_reuse"]

BLOCK_WORDS = 1 << 16
"""Words whose bags are made at once, and about as many bags as are linked at once: they stay in the cache."""

MOST_HALVINGS = 6
"""Partitions of the bags, as a power of two: blocks times partitions is what is handled, and must stay linear."""


def find_reuse(
    texts: Sequence[str],
    settings: Settings = Settings(),  # noqa: B008
    stories: Stories = no_stories,
) -> tuple[Alignment, ...]:
    """Every passage told twice in the texts, across and within them, ordered by place; parted where `stories` begin.

    The mails of an mbox are compared with each other as texts are.
    The same texts in another order give the same alignments. Time and memory grow linearly with the texts.
    """
    numbers: dict[str, int] = {}
    documents: list[int] = []
    starts: list[int] = []
    rows: list[int] = []
    for document, text in enumerate(texts):
        start = 0
        for part in mails(text):
            documents.append(document)
            starts.append(start)
            rows.append(numbers.setdefault(part, len(numbers)))
            start += len(part)
    parts = Parts(np.array(documents, np.int64), np.array(starts, np.int64))
    table = word_table(tuple(map(unframed, numbers)))
    digests = word_digests(table.hashes, table.first)
    same = copies(digests[row] for row in rows)
    corpus, hashes = in_memory(same, parts, np.array(rows, np.int64), tuple(numbers), table, stories)
    return compared(corpus, hashes, settings)


def compared(corpus: Corpus, hashes: NDArray[np.uint64], settings: Settings) -> tuple[Alignment, ...]:
    """The alignments of a corpus whose words, all in `hashes`, are in memory."""
    bits = sample_bits(len(hashes))
    sampled = [np.empty(0, np.uint64)]
    for low in range(0, len(hashes), BLOCK_WORDS):
        high = min(low + BLOCK_WORDS, len(hashes))
        sampled.append(contexts(hashes[low : high + PIECE_WORDS], corpus.first, low, high, bits))
    frequencies = rarity(distinct(np.concatenate(sampled)))
    linked = _seeds(hashes, corpus, frequencies)
    return alignments(
        likely(stretches(linked, len(hashes)), corpus, frequencies, settings.minimum_words), corpus, settings
    )


def block_bags(
    hashes: NDArray[np.uint64], first: Index, low: int, high: int, frequencies: Rarity
) -> NDArray[np.uint64]:
    """Keys of the bags that begin at the words [low, high) of a collection, sorted.

    `hashes` are the words [low, high + SPREAD) as far as there are any; `first` are the first words of all documents of
    the collection, and the end.
    """
    bits = place_bits(int(first[-1]))
    parts = [np.empty(0, np.uint64)]
    for start in range(low, high, BLOCK_WORDS):
        end = min(start + BLOCK_WORDS, high)
        some = hashes[start - low : end - low + SPREAD]
        i, j = np.searchsorted(first, (start, start + len(some)), side="right")
        inside = np.concatenate(([0], first[i:j] - start, [len(some)]))
        parts.append(bags(some, inside, start, bits, frequencies, end - start))
    keys = np.concatenate(parts)
    keys.sort()
    return keys


def partition_borders(n_words: int, block_words: int) -> NDArray[np.uint64]:
    """Values that part the bags of a collection so that about as many come together as a block has."""
    halvings = min(1 + (n_words // block_words).bit_length(), MOST_HALVINGS)
    return np.arange(1, 1 << halvings, dtype=np.uint64) << np.uint64(64 - halvings)


def _seeds(hashes: NDArray[np.uint64], corpus: Corpus, frequencies: Rarity) -> list[Seeds]:
    """The seeds of the collection by partition: bags by block, links by partition of bags."""
    n_words = len(hashes)
    borders = partition_borders(n_words, BLOCK_WORDS)
    keys: list[list[NDArray[np.uint64]]] = [[] for _ in range(len(borders) + 1)]
    for low in range(0, n_words, BLOCK_WORDS):
        high = min(low + BLOCK_WORDS, n_words)
        block = block_bags(hashes[low : high + SPREAD], corpus.first, low, high, frequencies)
        for partition, part in zip(keys, np.split(block, np.searchsorted(block, borders)), strict=True):
            partition.append(part)
    found = []
    while keys:
        # Taken off the list so that its memory is there for the next.
        some = np.sort(np.concatenate([np.empty(0, np.uint64), *keys.pop()]))
        found.append(seeds(some, place_bits(n_words), corpus.texts))
    return found
