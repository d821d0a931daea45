"""From likely passages to alignments: templates folded, digests joined, copies and clusters told."""

from collections.abc import Iterator

import numpy as np

from reader.reuse.clusters import connected, templates
from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined, taken
from reader.reuse.merging import digests, recounted
from reader.reuse.places import Alignment, Place
from reader.reuse.punctuation import punctuated
from reader.reuse.settings import Scope, Settings

EVIDENCE = 34.0
"""Log-odds, times similarity, that a passage must reach: in newswire, about three pairs in a megabyte do by chance."""


def alignments(rows: Refined, corpus: Corpus, settings: Settings) -> tuple[Alignment, ...]:
    """The alignments that likely passages come to, ordered by place; the order of the rows does not matter."""
    a, b = rows.boxes.a, rows.boxes.b
    rows = taken(rows, np.lexsort((b.high, a.high, b.low, a.low)))
    pairs = _pairs(corpus, rows)
    folded = templates(pairs, rows.similarity().tolist(), connected(pairs))
    accepted = ~np.array(folded, np.bool_) & (rows.evidence * rows.similarity() >= EVIDENCE)
    final = recounted(digests(taken(rows, np.flatnonzero(accepted)), corpus.first), corpus.hashes)
    found = [
        (*twins, similarity)
        for (a, b), similarity in zip(_pairs(corpus, final), final.similarity().tolist(), strict=True)
        for twins in corpus.copies.expanded(*punctuated(corpus.characters, a, b))
    ]
    found += [(a, b, 1.0) for a, b in _whole(corpus, settings.minimum_words)]
    found = sorted((row for row in found if _wanted(*row, settings)), key=_by_place)
    labels = connected([(a, b) for a, b, _ in found])
    return tuple(Alignment(*row, label) for row, label in zip(found, labels, strict=True))


def _whole(corpus: Corpus, minimum_words: int) -> Iterator[tuple[Place, Place]]:
    """Documents that are the same, from the first word to the last."""
    for text, pairs in corpus.copies.repeated():
        low, high = int(corpus.first[text]), int(corpus.first[text + 1])
        if high - low >= minimum_words:
            start, end = int(corpus.starts(np.array([low]))[0]), int(corpus.ends(np.array([high - 1]))[0])
            yield from ((Place(i, start, end), Place(j, start, end)) for i, j in pairs)


def _by_place(row: tuple[Place, Place, float]) -> tuple[int, int, int, int, int, int]:
    a, b, _ = row
    return a.document, a.start, a.end, b.document, b.start, b.end


def _wanted(a: Place, b: Place, similarity: float, settings: Settings) -> bool:
    in_scope = settings.scope is Scope.ALL or (a.document == b.document) == (settings.scope is Scope.WITHIN)
    return in_scope and similarity >= settings.minimum_similarity


def _pairs(corpus: Corpus, some: Refined) -> list[tuple[Place, Place]]:
    """The places of each row, from the first to the last word."""
    sides = []
    for spans in (some.boxes.a, some.boxes.b):
        documents = np.searchsorted(corpus.first, spans.low, side="right") - 1
        columns = (documents, corpus.starts(spans.low), corpus.ends(spans.high - 1))
        sides.append([Place(*row) for row in zip(*(column.tolist() for column in columns), strict=True)])
    return list(zip(*sides, strict=True))
