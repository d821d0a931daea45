"""Stretches that two passages tell word for word, where as bags of words these make no case.

What is made of a few words that come again and again is like any other text of these words, but for their order.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined, replaced, taken
from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity

FEWEST = 24
"""Words of a stretch, at least: shorter ones of common words are stock phrases."""

ALIKE = 0.5
"""Similarity of a passage that may be one for such a stretch, at least."""

_BASE = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]


def verbatim(rows: Refined, weak: Index, corpus: Corpus, frequencies: Rarity) -> Refined:
    """The passages, of some weak ones the longest stretch that both sides tell word for word, where it is a better
    case."""
    a, b = rows.boxes.a, rows.boxes.b
    long = np.minimum(a.high - a.low, b.high - b.low) >= FEWEST
    weak = weak[(long & (rows.similarity() >= ALIKE))[weak]]
    better, spans, evidence = [], [], []
    for row in weak.tolist():
        words_a, words_b = (corpus.hashes(np.arange(side.low[row], side.high[row])) for side in (a, b))
        at_a, at_b, n = _longest(words_a, words_b)
        case = _evidence(words_a[at_a : at_a + n], frequencies)
        if case > rows.evidence[row]:
            better.append(row)
            evidence.append(case)
            spans.append((a.low[row] + at_a, b.low[row] + at_b, n))
    if not better:
        return rows
    low_a, low_b, shared = np.array(spans, np.int64).T
    some = taken(rows, np.array(better))
    boxes = Boxes(_narrowed(some.boxes.a, low_a, shared), _narrowed(some.boxes.b, low_b, shared))
    return replaced(rows, np.array(better), replace(some, boxes=boxes, evidence=np.array(evidence), shared=shared))


def _narrowed(some: Spans, low: Index, words: Index) -> Spans:
    high = low + words
    return Spans(low, high, np.clip(some.core_low, low, high), np.clip(some.core_high, low, high))


def _longest(a: Hashes, b: Hashes) -> tuple[int, int, int]:
    """Where the longest run of equal words begins on both sides, and how many these are; 0 if fewer than FEWEST."""
    windows, others = _windows(a), _windows(b)
    order = np.argsort(others, kind="stable")
    ordered = others[order]
    at = np.minimum(np.searchsorted(ordered, windows), len(order) - 1)
    equal = ordered[at] == windows
    place = order[at]
    # Windows that are equal to such as follow each other on the other side, too, are one run.
    apart = np.ones(len(at), np.bool_)
    apart[1:] = ~equal[1:] | ~equal[:-1] | (place[1:] != place[:-1] + 1)
    heads = np.flatnonzero(apart)
    sizes = np.diff(heads, append=len(at)) * equal[heads]
    best = int(np.argmax(sizes))
    begin = int(heads[best])
    return begin, int(place[begin]), int(sizes[best]) + FEWEST - 1 if sizes[best] else 0


def _windows(words: Hashes) -> Hashes:
    """A number for each FEWEST words in a row."""
    n = len(words) - FEWEST + 1
    windows = np.zeros(n, np.uint64)
    for at in range(FEWEST):
        windows = windows * _BASE + words[at : at + n]
    return windows


def _evidence(words: Hashes, frequencies: Rarity) -> float:
    """Summed -log of the shares of the words but the first; a word counts once for each word that it follows."""
    pairs = words[:-1] * _BASE + words[1:]
    order = np.argsort(pairs, kind="stable")
    ordered = pairs[order]
    fresh = np.ones(len(order), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return -float(np.log(frequencies.shares(words[1:][order[fresh]])).sum())
