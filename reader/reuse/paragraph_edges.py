"""Passages trimmed at paragraphs: a passage takes the first word of the next paragraph along where both sides have the
same there, as many begin with "The"."""

import numpy as np
from numpy.typing import NDArray

from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined
from reader.reuse.headings import Pair, agreed, narrowed_to
from reader.reuse.passages import Spans
from reader.reuse.places import Index
from reader.text.punctuation import STOPS

FEW = 3
"""Words of another paragraph at an edge of a passage that are trimmed."""

AGREEING = 3
"""Words beside a cut that both sides must have in the same order."""

BETWEEN = 8
"""Characters between two words that are looked at: a full stop, quotation marks, line ends."""

_LINE_END = ord("\n")
_STOPS = np.array([ord(stop) for stop in STOPS], np.uint32)


def within_paragraphs(some: Refined, corpus: Corpus, originals: Index, minimum_words: int) -> Refined:
    """The passages without as few words at an edge that belong to the paragraph before or after, where both sides say
    the same beside the cut and leave `minimum_words` words; `originals` are the first documents of the texts."""
    a, b = some.boxes.a, some.boxes.b
    (low_a, high_a), (low_b, high_b) = (_tried(corpus, originals, side) for side in (a, b))
    beside = np.arange(AGREEING)
    low = agreed(corpus, (a.low, b.low), (low_a, low_b), beside)
    high = agreed(corpus, (a.high, b.high), (high_a, high_b), -1 - beside)
    return narrowed_to(some, corpus, np.stack((low[0], high[0], low[1], high[1]), 1), minimum_words)


def _tried(corpus: Corpus, originals: Index, side: Spans) -> Pair:
    """Where the spans of a side would begin and end if paragraphs were their edges."""
    low, high = side.low.copy(), side.high.copy()
    long = side.high - side.low > 2 * FEW + AGREEING
    begun = np.flatnonzero(long & ~_is_border(corpus, originals, side.low, corpus.texts(side.low)))
    ended = np.flatnonzero(long & ~_is_border(corpus, originals, side.high, corpus.texts(side.high - 1)))
    for step in range(FEW, 0, -1):  # the outermost border counts: what is behind it is told again
        for rows, edges, before, inward in ((begun, low, side.low, step), (ended, high, side.high, -step)):
            at = before[rows] + inward
            found = _is_border(corpus, originals, at, corpus.texts(at))
            edges[rows[found]] = at[found]
    return low, high


def _is_border(corpus: Corpus, originals: Index, words: Index, texts: Index) -> NDArray[np.bool_]:
    """Whether paragraphs of some texts begin with some words: after an empty line, or after a line that ends a
    sentence. The beginning and the end of a text are borders, too."""
    borders: NDArray[np.bool_] = (words == corpus.first[texts]) | (words == corpus.first[texts + 1])
    rows = np.flatnonzero(~borders)
    documents, numbers = originals[texts[rows]], (words - corpus.first[texts])[rows]
    begin, end = corpus.ends(documents, numbers - 1), corpus.starts(documents, numbers)
    at = begin.astype(np.int64)[:, None] + np.arange(BETWEEN)
    points = corpus.points(np.repeat(documents, BETWEEN), at.ravel()).reshape(at.shape)
    points = np.where(at < end[:, None], points, 0)
    lines, stops = (points == _LINE_END).sum(axis=1), np.isin(points, _STOPS).any(axis=1)
    borders[rows] = (lines > 1) | ((lines == 1) & stops)
    return borders
