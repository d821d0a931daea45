"""Text reuse in one call: every passage that a collection tells twice."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.reuse.bags import bags, place_bits
from reader.reuse.clusters import connected, templates
from reader.reuse.copies import Copies, copies
from reader.reuse.edges import MARGIN, Refined, joined, refine, taken
from reader.reuse.merging import digests, merged, recounted
from reader.reuse.passages import Boxes, boxes
from reader.reuse.places import Alignment, Place
from reader.reuse.punctuation import punctuated
from reader.reuse.rarity import Rarity, contexts, distinct, rarity, sample_bits
from reader.reuse.seeds import Seeds, seeds
from reader.reuse.seeds import joined as joined_seeds
from reader.reuse.settings import Scope, Settings
from reader.text.words import WordTable, word_table

__all__ = ["Alignment", "Place", "Scope", "Settings", "find_reuse"]

BLOCK_WORDS = 1 << 16
"""Words whose bags are made at once, and about as many bags as are linked at once: they stay in the cache."""

MOST_HALVINGS = 6
"""Partitions of the bags, as a power of two: blocks times partitions is what is handled, and must stay linear."""

BATCH_WORDS = 1 << 17
"""Words of the boxes that are refined at once: they stay in the cache."""

EVIDENCE = 34.0
"""Log-odds, times similarity, that a passage must reach: in newswire, about three pairs in a megabyte do by chance."""

LIKELY = 17.0
"""The same for what is looked at to tell templates: most uses of a frame are too weak to be passages themselves."""


def find_reuse(texts: Sequence[str], settings: Settings = Settings()) -> tuple[Alignment, ...]:  # noqa: B008
    """Every passage told twice in the texts, across and within them, ordered by place.

    The same texts in another order give the same alignments. Time and memory grow linearly with the texts.
    """
    same = copies(texts)
    different = [texts[i] for i in same.originals()]
    table = word_table(different)
    likely = _likely(table, settings.minimum_words)
    pairs = _pairs(table, likely)
    folded = templates(pairs, likely.similarity().tolist(), connected(pairs))
    accepted = ~np.array(folded, np.bool_) & (likely.evidence * likely.similarity() >= EVIDENCE)
    final = recounted(digests(taken(likely, np.flatnonzero(accepted)), table.first), table.hashes)
    found = [
        (*twins, similarity)
        for (a, b), similarity in zip(_pairs(table, final), final.similarity().tolist(), strict=True)
        for twins in same.expanded(*punctuated(different, a, b))
    ]
    found += [(a, b, 1.0) for a, b in _whole(same, table, settings.minimum_words)]
    found = sorted((row for row in found if _wanted(*row, settings)), key=_by_place)
    labels = connected([(a, b) for a, b, _ in found])
    return tuple(Alignment(*row, label) for row, label in zip(found, labels, strict=True))


def _whole(same: Copies, table: WordTable, minimum_words: int) -> Iterator[tuple[Place, Place]]:
    """Documents that are the same, from the first word to the last."""
    for text, pairs in same.repeated():
        low, high = int(table.first[text]), int(table.first[text + 1])
        if high - low >= minimum_words:
            start, end = int(table.starts[low]), int(table.ends[high - 1])
            yield from ((Place(i, start, end), Place(j, start, end)) for i, j in pairs)


def _by_place(row: tuple[Place, Place, float]) -> tuple[int, int, int, int, int, int]:
    a, b, _ = row
    return a.document, a.start, a.end, b.document, b.start, b.end


def _wanted(a: Place, b: Place, similarity: float, settings: Settings) -> bool:
    in_scope = settings.scope is Scope.ALL or (a.document == b.document) == (settings.scope is Scope.WITHIN)
    return in_scope and similarity >= settings.minimum_similarity


def _pairs(table: WordTable, some: Refined) -> list[tuple[Place, Place]]:
    """The places of each row, from the first to the last word."""
    sides = []
    for spans in (some.boxes.a, some.boxes.b):
        documents = np.searchsorted(table.first, spans.low, side="right") - 1
        columns = (documents, table.starts[spans.low], table.ends[spans.high - 1])
        sides.append([Place(*row) for row in zip(*(column.tolist() for column in columns), strict=True)])
    return list(zip(*sides, strict=True))


def _likely(table: WordTable, minimum_words: int) -> Refined:
    """What may be a passage told twice."""
    frequencies = _rarity(table.hashes)
    linked = _seeds(table, frequencies, minimum_words)
    refined = _refined(boxes(linked, table.first), table, frequencies)
    refined = merged(refined, table.first, lambda some: _refined(some, table, frequencies))
    a, b = refined.boxes.a, refined.boxes.b
    long_enough = np.minimum(a.high - a.low, b.high - b.low) >= minimum_words
    return taken(refined, np.flatnonzero((refined.evidence * refined.similarity() >= LIKELY) & long_enough))


def _rarity(hashes: NDArray[np.uint64]) -> Rarity:
    """Word frequencies of the collection, block by block; blocks overlap by the neighbours of their border words."""
    bits = sample_bits(len(hashes))
    blocks = [hashes[max(at - 2, 0) : at + BLOCK_WORDS] for at in range(0, max(len(hashes), 1), BLOCK_WORDS)]
    return rarity(distinct(np.concatenate([contexts(block, bits) for block in blocks])))


def _seeds(table: WordTable, frequencies: Rarity, nearest: int) -> Seeds:
    """The seeds of the collection: bags by block of documents, links by partition of bags."""
    n_words = len(table.hashes)
    bits = place_bits(n_words)
    cuts = [*np.searchsorted(table.first, np.arange(0, n_words, BLOCK_WORDS)).tolist(), len(table.first) - 1]
    halvings = min(1 + (n_words // BLOCK_WORDS).bit_length(), MOST_HALVINGS)
    borders = np.arange(1, 1 << halvings, dtype=np.uint64) << np.uint64(64 - halvings)
    keys: list[list[NDArray[np.uint64]]] = [[] for _ in range(1 << halvings)]
    for i, j in pairwise(cuts):
        low, high = int(table.first[i]), int(table.first[j])
        block = bags(table.hashes[low:high], table.first[i : j + 1] - low, low, bits, frequencies)
        for partition, part in zip(keys, np.split(block, np.searchsorted(block, borders)), strict=True):
            partition.append(part)
    found = []
    while keys:
        # Taken off the list so that its memory is there for the next.
        found.append(seeds(np.sort(np.concatenate([np.empty(0, np.uint64), *keys.pop()])), bits, nearest))
    return joined_seeds(found)


def _refined(some: Boxes, table: WordTable, frequencies: Rarity) -> Refined:
    """All boxes refined, in batches of about as many words."""
    sizes = np.cumsum(some.a.high - some.a.low + some.b.high - some.b.low + 4 * MARGIN)
    cuts = np.flatnonzero(np.diff(sizes // BATCH_WORDS, prepend=-1, append=-1))
    batches = [np.arange(i, j) for i, j in pairwise([0, *cuts[1:].tolist()])] or [np.arange(0)]
    return joined([refine(some.take(batch), table.hashes, table.first, frequencies) for batch in batches])
