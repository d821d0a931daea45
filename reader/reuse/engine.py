"""Text reuse in one call: every passage that a collection tells twice."""

from collections.abc import Sequence

import numpy as np

from reader.reuse.bags import bags, repeated
from reader.reuse.clusters import connected, templates
from reader.reuse.edges import Refined, refine
from reader.reuse.merging import joined, merged
from reader.reuse.passages import Boxes, boxes
from reader.reuse.places import Alignment, Place
from reader.reuse.rarity import Rarity, contexts, rarity, sample_bits
from reader.reuse.seeds import seeds
from reader.reuse.settings import Scope, Settings
from reader.text.words import WordTable, word_table

__all__ = ["Alignment", "Place", "Scope", "Settings", "find_reuse"]

BATCH = 256
"""Boxes refined at once: bounds memory, and keeps the words of a batch in the cache."""

EVIDENCE = 34.0
"""Log-odds, times similarity, that a passage must reach: in newswire, about three pairs in a megabyte do by chance."""


def find_reuse(texts: Sequence[str], settings: Settings = Settings()) -> tuple[Alignment, ...]:  # noqa: B008
    """Every passage told twice in the texts, across and within them, ordered by place.

    The same texts in another order give the same alignments. Time and memory grow linearly with the texts.
    """
    table = word_table(texts)
    found: list[tuple[Place, Place, float]] = []
    for a0, a1, b0, b1, similarity in _passages(table, settings):
        a, b = sorted((_place(table, a0, a1), _place(table, b0, b1)))
        found.append((a, b, similarity))
    found.sort()
    pairs = [(a, b) for a, b, _ in found]
    folded = templates(pairs, [similarity for _, _, similarity in found], connected(pairs))
    kept = [row for row, fold in zip(found, folded, strict=True) if not fold and _wanted(*row, settings)]
    labels = connected([(a, b) for a, b, _ in kept])
    return tuple(Alignment(*row, label) for row, label in zip(kept, labels, strict=True))


def _wanted(a: Place, b: Place, similarity: float, settings: Settings) -> bool:
    in_scope = settings.scope is Scope.ALL or (a.document == b.document) == (settings.scope is Scope.WITHIN)
    return in_scope and similarity >= settings.minimum_similarity


def _place(table: WordTable, low: int, high: int) -> Place:
    document = int(np.searchsorted(table.first, low, side="right")) - 1
    return Place(document, int(table.starts[low]), int(table.ends[high - 1]))


def _passages(table: WordTable, settings: Settings) -> list[tuple[int, int, int, int, float]]:
    """Word spans (a0, a1, b0, b1) of the passages, and how similar their sides are."""
    frequencies = rarity(contexts(table.hashes, sample_bits(len(table.hashes))))
    some = repeated(bags(table.hashes, table.first, frequencies.common(table.hashes)))
    linked = seeds(some, len(table.hashes), settings.minimum_words)
    refined = _refined(boxes(linked, table.first), table, frequencies)
    refined = merged(refined, table.first, lambda some: _refined(some, table, frequencies))
    a, b = refined.boxes.a, refined.boxes.b
    lengths_a, lengths_b = a.high - a.low, b.high - b.low
    similarity = 2 * refined.shared / np.maximum(lengths_a + lengths_b, 1)
    accepted = np.flatnonzero(
        (refined.evidence * similarity >= EVIDENCE) & (np.minimum(lengths_a, lengths_b) >= settings.minimum_words)
    )
    columns = (a.low, a.high, b.low, b.high, similarity)
    return list(zip(*(column[accepted].tolist() for column in columns), strict=True))


def _refined(some: Boxes, table: WordTable, frequencies: Rarity) -> Refined:
    """All boxes refined, batch by batch."""
    order = np.arange(len(some))
    return joined(
        [
            refine(some.take(order[at : at + BATCH]), table.hashes, table.first, frequencies)
            for at in range(0, len(some), BATCH)
        ]
    )
