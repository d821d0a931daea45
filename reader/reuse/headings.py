"""Passages trimmed at headings: texts with the sections of one form, such as versions of a contract, tell one of them
again and not the next, of which a passage takes the heading along, and perhaps a few words that hardly any lacks.
"""

from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined, joined, taken
from reader.reuse.merging import shared_words
from reader.reuse.parting import narrowed
from reader.reuse.passages import Spans
from reader.reuse.places import Index
from reader.text.subheads import LONGEST, is_subhead_at

FEW = 6
"""Words before a heading at the beginning of a passage, or behind one at its end, that are trimmed."""

AGREEING = 3
"""Words beside a cut that both sides must have in the same order."""

MOST_WORDS = 16
"""Words of a heading."""

SMALL = 3
"""Letters of a small word, as "of" and "the" are."""

KEPT_TEXTS = 4096
"""Places of which what stands around them is kept: two megabytes."""

Pair = tuple[Index, Index]
"""A column of either side."""

_LINE_END = ord("\n")


def trimmed(some: Refined, corpus: Corpus, originals: Index, minimum_words: int) -> Refined:
    """The passages, without the few words before a heading at their beginning, and without a heading at their end and
    the few words behind it; `originals` are the first documents of the texts.

    It is done where both sides say the same beside the cut, and leave `minimum_words` words.
    """
    a, b = some.boxes.a, some.boxes.b
    (low_a, high_a), (low_b, high_b) = (_tried(corpus, originals, side) for side in (a, b))
    beside = np.arange(AGREEING)
    low = _unlike(corpus, (a.low, b.low), agreed(corpus, (a.low, b.low), (low_a, low_b), beside))
    high = agreed(corpus, (a.high, b.high), (high_a, high_b), -1 - beside)
    return narrowed_to(some, corpus, np.stack((low[0], high[0], low[1], high[1]), 1), minimum_words)


def narrowed_to(some: Refined, corpus: Corpus, spans: Index, minimum_words: int) -> Refined:
    """The passages, narrowed to other spans of their words where these have `minimum_words` words."""
    a, b = some.boxes.a, some.boxes.b
    enough = np.minimum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]) >= minimum_words
    changed = (spans != np.stack((a.low, a.high, b.low, b.high), 1)).any(axis=1) & enough
    if not changed.any():
        return some
    spans = spans[changed]
    shared = [shared_words(corpus.run(i, k), corpus.run(j, m)) for i, k, j, m in spans.tolist()]
    others, rows = taken(some, np.flatnonzero(~changed)), taken(some, np.flatnonzero(changed))
    return joined((others, narrowed(rows, spans, np.array(shared))))


def agreed(corpus: Corpus, edges: Pair, cuts: Pair, beside: Index) -> Pair:
    """The cuts of both sides where the words `beside` them are the same, else the edges."""
    rows = np.flatnonzero((cuts[0] != edges[0]) | (cuts[1] != edges[1]))
    words_a, words_b = (corpus.hashes((cut[rows, None] + beside).ravel()) for cut in cuts)
    agreed = np.zeros(len(edges[0]), np.bool_)
    agreed[rows] = (words_a == words_b).reshape(-1, len(beside)).all(axis=1)
    return np.where(agreed, cuts[0], edges[0]), np.where(agreed, cuts[1], edges[1])


def _unlike(corpus: Corpus, edges: Pair, cuts: Pair) -> Pair:
    """The cuts of both sides, but the edges where most of what is between is told again: it is no chance then."""
    a, b = (cut.copy() for cut in cuts)
    for row in np.flatnonzero((a > edges[0]) & (b > edges[1])).tolist():
        words = [corpus.run(int(edge[row]), int(cut[row])) for edge, cut in zip(edges, cuts, strict=True)]
        if 2 * shared_words(*words) >= max(map(len, words)):
            a[row], b[row] = edges[0][row], edges[1][row]
    return a, b


def _tried(corpus: Corpus, originals: Index, side: Spans) -> Pair:
    """Where the spans of a side would begin and end if headings were their edges."""
    around = lru_cache(KEPT_TEXTS)(partial(_around, corpus))  # a passage has as many rows as twins
    texts = corpus.texts(side.low)
    documents, first = originals[texts], corpus.first[texts]
    low, high = side.low.copy(), side.high.copy()
    rows = np.flatnonzero(side.high - side.low > FEW + AGREEING)
    for step in range(1, FEW + 1):
        at = corpus.starts(documents[rows], side.low[rows] + step - first[rows]).astype(np.int64)
        found = np.flatnonzero(corpus.points(documents[rows], at - 1) == _LINE_END)
        found = found[_is_short(corpus, documents[rows[found]], at[found], 1)]
        for row, start in zip(rows[found].tolist(), at[found].tolist(), strict=True):
            text, base = around(int(documents[row]), start)
            if _is_heading(text, start - base, text.find("\n", start - base)):
                low[row] = side.low[row] + step
    for step in range(FEW + 1):
        at = corpus.ends(documents[rows], side.high[rows] - 1 - step - first[rows]).astype(np.int64)
        found = np.flatnonzero(corpus.points(documents[rows], at) == _LINE_END)
        found = found[_is_short(corpus, documents[rows[found]], at[found], -1)]
        for row, end in zip(rows[found].tolist(), at[found].tolist(), strict=True):
            text, base = around(int(documents[row]), end)
            start = text.rfind("\n", 0, end - base) + 1
            if _is_heading(text, start, end - base):
                words = np.arange(max(side.low[row] + AGREEING, side.high[row] - step - MOST_WORDS), side.high[row])
                starts = corpus.starts(np.full(len(words), documents[row]), words - first[row])
                high[row] = words[np.searchsorted(starts, start + base)]
    return low, high


def _is_short(corpus: Corpus, documents: Index, edges: Index, step: int) -> NDArray[np.bool_]:
    """Whether the lines behind some edges, by a step of 1, or before them, by -1, are no longer than a heading: nearly
    all are paragraphs, of which no more need be read."""
    at = edges[:, None] + step * np.arange(1, LONGEST + 2)
    points = corpus.points(np.repeat(documents, LONGEST + 1), at.ravel())
    return np.asarray((points.reshape(at.shape) == _LINE_END).any(axis=1))


def _around(corpus: Corpus, document: int, at: int) -> tuple[str, int]:
    """What stands around a character of a document, and where that begins."""
    base = max(0, at - 2 * LONGEST)
    places = np.arange(base, at + 4 * LONGEST)
    points = corpus.points(np.full(len(places), document), places)
    return "".join(map(chr, points[points > 0].tolist())), base


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether a line is a heading; one that ends as no sentence does, with a small word, was cut."""
    words = text[start:end].split()
    is_cut = not words or (len(words[-1]) <= SMALL and words[-1].islower())
    return not is_cut and len(words) <= MOST_WORDS and is_subhead_at(text, start, end)
