"""From likely passages to alignments: templates folded, digests joined, copies and clusters told."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from reader.reuse.clusters import connected, families, loose, templates
from reader.reuse.corpus import Corpus
from reader.reuse.doubles import without_doubles
from reader.reuse.edges import Refined, Scores, taken
from reader.reuse.headings import trimmed
from reader.reuse.likely import STRENGTH, strength
from reader.reuse.merging import digests, recounted
from reader.reuse.paragraph_edges import within_paragraphs
from reader.reuse.parting import parted
from reader.reuse.parts import Parts
from reader.reuse.places import Alignment, Index, Place, Places, stacked
from reader.reuse.punctuation import punctuated
from reader.reuse.settings import Scope, Settings

Found = tuple[Places, Places, Scores]
"""Pairs of places, and how similar each pair is."""


def alignments(rows: Refined, corpus: Corpus, settings: Settings) -> tuple[Alignment, ...]:
    """The alignments that likely passages come to, ordered by place; the order of the rows does not matter."""
    a, b = rows.boxes.a, rows.boxes.b
    rows = taken(rows, np.lexsort((b.high, a.high, b.low, a.low)))
    similarity = rows.similarity()
    originals = np.array(corpus.copies.originals(), np.int64)
    pairs = _places(corpus, rows, *(originals[corpus.texts(side.low)] for side in (rows.boxes.a, rows.boxes.b)))
    folded = templates(*pairs, similarity, families(*pairs))
    accepted = np.flatnonzero(~folded & (strength(rows, corpus.first) >= STRENGTH))
    final = without_doubles(digests(taken(rows, accepted), corpus.first, corpus.run), corpus.first)
    final = recounted(final, corpus.run)
    final = trimmed(parted(final, corpus, settings.minimum_words), corpus, originals, settings.minimum_words)
    final = within_paragraphs(final, corpus, originals, settings.minimum_words)
    final, *documents = _expanded(final, corpus, originals)
    found = [
        (*punctuated(corpus.points, *_places(corpus, final, *documents)), final.similarity()),
        _whole(corpus, settings.minimum_words),
    ]
    return _reported(
        stacked([a for a, _, _ in found]),
        stacked([b for _, b, _ in found]),
        np.concatenate([similarity for _, _, similarity in found]),
        corpus.parts,
        settings,
    )


def _reported(a: Places, b: Places, similarity: Scores, parts: Parts, settings: Settings) -> tuple[Alignment, ...]:
    """Pairs of places of parts as alignments, those that are wanted, in order."""
    later = (a.document > b.document) | ((a.document == b.document) & (a.start > b.start))
    a, b = (
        Places(*(np.where(later, y, x) for x, y in zip(_columns(first), _columns(second), strict=True)))
        for first, second in ((a, b), (b, a))
    )
    wanted = similarity >= settings.minimum_similarity
    if settings.scope is not Scope.ALL:
        wanted &= parts.same_document(a, b) == (settings.scope is Scope.WITHIN)
    order = np.lexsort((b.end, b.start, b.document, a.end, a.start, a.document))
    order = order[wanted[order]]
    a, b = a.take(order), b.take(order)
    likeness = similarity[order]
    columns = (likeness, connected(a, b), loose(a, b, likeness, families(a, b)))
    rows = zip(_each(parts.told(a)), _each(parts.told(b)), *(column.tolist() for column in columns), strict=True)
    return tuple(Alignment(*row) for row in rows)


def _expanded(some: Refined, corpus: Corpus, originals: Index) -> tuple[Refined, Index, Index]:
    """The passages for all documents that hold their texts, and the documents of both sides."""
    text_a, text_b = corpus.texts(some.boxes.a.low), corpus.texts(some.boxes.b.low)
    holders = np.array([len(documents) for documents in corpus.copies.documents], np.int64)
    single = (holders[text_a] == 1) & (holders[text_b] == 1)
    rows = [np.flatnonzero(single)]
    documents = [np.stack((originals[text_a[rows[0]]], originals[text_b[rows[0]]]), 1)]
    for row in np.flatnonzero(~single).tolist():
        pairs = corpus.copies.pairs(int(text_a[row]), int(text_b[row]))
        rows.append(np.full(len(pairs), row))
        documents.append(np.array(pairs, np.int64))
    held = np.concatenate(documents)
    return taken(some, np.concatenate(rows)), held[:, 0], held[:, 1]


def _whole(corpus: Corpus, minimum_words: int) -> Found:
    """Documents that are the same, from the first word to the last, story by story."""
    spans, documents = [np.empty((0, 2), np.int64)], [np.empty((0, 2), np.int64)]
    for number, pairs in corpus.copies.repeated():
        edges = [int(corpus.first[number]), *corpus.borders(number), int(corpus.first[number + 1])]
        for low, high in pairwise(edges):
            if high - low >= minimum_words:
                spans.append(np.full((len(pairs), 2), (low, high)))
                documents.append(np.array(pairs, np.int64))
    span, held = np.concatenate(spans), np.concatenate(documents)
    a, b = (_spans(corpus, held[:, i], span[:, 0], span[:, 1]) for i in (0, 1))
    return a, b, np.ones(len(span))


def _places(corpus: Corpus, some: Refined, documents_a: Index, documents_b: Index) -> tuple[Places, Places]:
    """The places of each row in documents that hold its texts, from the first to the last word."""
    a, b = some.boxes.a, some.boxes.b
    return _spans(corpus, documents_a, a.low, a.high), _spans(corpus, documents_b, b.low, b.high)


def _spans(corpus: Corpus, documents: Index, low: Index, high: Index) -> Places:
    """The words [low, high) of the corpus as places in documents that hold their texts."""
    begin = corpus.first[corpus.texts(low)]
    start, end = corpus.starts(documents, low - begin), corpus.ends(documents, high - 1 - begin)
    return Places(documents, start.astype(np.int64), end.astype(np.int64))


def _columns(places: Places) -> tuple[Index, Index, Index]:
    return places.document, places.start, places.end


def _each(places: Places) -> Iterator[Place]:
    return (Place(*row) for row in zip(*(column.tolist() for column in _columns(places)), strict=True))
