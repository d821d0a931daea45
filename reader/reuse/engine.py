"""Text reuse in one call: every passage that a collection tells twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reader.reuse.bags import bags, repeated
from reader.reuse.clusters import connected
from reader.reuse.edges import Refined, refine
from reader.reuse.passages import Boxes, boxes
from reader.reuse.rarity import Rarity, contexts, rarity, sample_bits
from reader.reuse.seeds import seeds
from reader.reuse.settings import Scope, Settings
from reader.text.words import WordTable, word_table

BATCH = 2000
"""Boxes refined at once: bounds memory, and keeps the words of a batch in the cache."""

MERGE_GAP = 40
"""Words between two passages of the same two documents, on either side, below which they are one passage."""

MERGE_LOOK = 8
"""Neighbours that a passage is compared with before it is merged: keeps merging linear."""

EVIDENCE = 38.0
"""Log-odds that a passage must reach."""

EVIDENCE_PER_WORD = 1.8
"""The same per word of its shorter side: a long passage needs more than a short one."""

CONTAINMENT = 0.55
"""Share of the shorter side's words that the other side must have."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one text, in characters."""

    document: int
    """Index in the input."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages that say the same; `a` comes before `b` by document, then by start."""

    a: Place
    b: Place
    similarity: float
    """Twice the number of words that both passages have, over the sum of their lengths in words; in 0..1."""

    cluster: int
    """Alignments with the same number tell the same thing; numbered from 0 in order of first appearance."""


def find_reuse(texts: Sequence[str], settings: Settings = Settings()) -> tuple[Alignment, ...]:  # noqa: B008
    """Every passage told twice in the texts, across and within them, ordered by place.

    The same texts in another order give the same alignments. Time and memory grow linearly with the texts.
    """
    table = word_table(texts)
    found = _passages(table, settings)
    aligned = []
    for a0, a1, b0, b1, shared in found:
        a, b = sorted((_place(table, a0, a1), _place(table, b0, b1)), key=lambda p: (p.document, p.start))
        similarity = 2 * shared / ((a1 - a0) + (b1 - b0))
        if similarity >= settings.minimum_similarity and _in_scope(a, b, settings.scope):
            aligned.append((a, b, similarity))
    aligned.sort(key=lambda row: (row[0].document, row[0].start, row[0].end, row[1].document, row[1].start, row[1].end))
    labels = connected(
        [(a.document, a.start, a.end) for a, _, _ in aligned], [(b.document, b.start, b.end) for _, b, _ in aligned]
    )
    return tuple(Alignment(a, b, similarity, label) for (a, b, similarity), label in zip(aligned, labels, strict=True))


def _in_scope(a: Place, b: Place, scope: Scope) -> bool:
    return scope is Scope.ALL or (a.document == b.document) == (scope is Scope.WITHIN)


def _place(table: WordTable, low: int, high: int) -> Place:
    document = int(np.searchsorted(table.first, low, side="right")) - 1
    return Place(document, int(table.starts[low]), int(table.ends[high - 1]))


def _passages(table: WordTable, settings: Settings) -> list[tuple[int, int, int, int, int]]:
    """Word spans (a0, a1, b0, b1) of the passages, and the words that their sides share."""
    frequencies = rarity(contexts(table.hashes, sample_bits(len(table.hashes))))
    some = repeated(bags(table.hashes, table.first, frequencies.common()))
    linked = seeds(some, len(table.hashes), settings.minimum_words)
    candidates = boxes(linked, table.first)
    refined = _refined(candidates, table, frequencies)
    for _ in range(2):
        rows = _merged(refined, table)
        merged = Boxes(*(np.array([row[i] for row in rows], np.int64) for i in range(4)))
        if len(merged) == len(refined.boxes):
            break
        refined = _refined(merged, table, frequencies)
    final = refined.boxes
    shorter = np.minimum(final.a1 - final.a0, final.b1 - final.b0)
    accepted = np.flatnonzero(
        (refined.evidence >= np.maximum(EVIDENCE, EVIDENCE_PER_WORD * shorter))
        & (refined.shared >= CONTAINMENT * shorter)
        & (shorter >= settings.minimum_words)
    )
    return [
        (int(final.a0[i]), int(final.a1[i]), int(final.b0[i]), int(final.b1[i]), int(refined.shared[i]))
        for i in accepted.tolist()
    ]


def _refined(some: Boxes, table: WordTable, frequencies: Rarity) -> Refined:
    """All boxes refined, batch by batch."""
    order = np.arange(len(some))
    parts = [
        refine(some.take(order[at : at + BATCH]), table.hashes, table.first, frequencies)
        for at in range(0, max(len(some), 1), BATCH)
    ]
    columns = [np.concatenate([getattr(part.boxes, name) for part in parts]) for name in ("a0", "a1", "b0", "b1")]
    return Refined(
        Boxes(*columns),
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.shared for part in parts]),
    )


def _merged(refined: Refined, table: WordTable) -> list[tuple[int, int, int, int]]:
    """Boxes of the same two documents joined while they lie close together in both."""
    box = refined.boxes
    alive = np.flatnonzero((refined.evidence > 0) & (box.a1 > box.a0) & (box.b1 > box.b0))
    document_a = np.searchsorted(table.first, box.a0[alive], side="right")
    document_b = np.searchsorted(table.first, box.b0[alive], side="right")
    order = np.lexsort((box.b0[alive], box.a0[alive], document_b, document_a))
    alive, document_a, document_b = alive[order], document_a[order], document_b[order]
    columns = (document_a, document_b, box.a0[alive], box.a1[alive], box.b0[alive], box.b1[alive])
    rows: list[list[int]] = []
    for da, db, a0, a1, b0, b1 in zip(*(column.tolist() for column in columns), strict=True):
        for row in reversed(rows[-MERGE_LOOK:]):
            if row[0] != da or row[1] != db:
                continue
            if a0 - row[3] > MERGE_GAP or b0 - row[5] > MERGE_GAP or row[4] - b1 > MERGE_GAP:
                continue
            if da == db and max(row[3], a1) > min(row[4], b0):
                continue
            row[3], row[4], row[5] = max(row[3], a1), min(row[4], b0), max(row[5], b1)
            break
        else:
            rows.append([da, db, a0, a1, b0, b1])
    return [(row[2], row[3], row[4], row[5]) for row in rows]
