"""Where a passage begins and ends: the stretch of each side whose words are best explained by the other side.

Each word of a window around a box scores the log-odds of what is seen of it on the other side, if the passage is told
there again against if it is not: it occurs there beside a neighbour of its own, alone, or not at all. Chance comes from
the word's rarity and the length of the other side, so common words weigh little and no stop list is needed. The
passage is the stretch with the largest sum (Kadane's maximum subarray, for all boxes at once); the order of the words
plays no part, so moved sentences stay inside.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.passages import Boxes
from reader.reuse.rarity import Rarity

MARGIN = 60
"""Words looked at on each side of a box."""

KEPT_TOGETHER = 0.70
KEPT_ALONE = 0.12
LOST = 0.18
"""How the words of a reworded passage fare: with a neighbour, without, not at all. They sum to 1."""

NEIGHBOUR_CHANCE = 0.2
"""Of the words found by chance, how many have a neighbour beside them by chance."""

HIGHEST = 5.0
LOWEST = -2.0
"""Bounds of one word's log-odds: no single word makes or breaks a passage."""

PATIENCE = 6
"""Lost words in a row that count in full; a longer gap is one event, an omission."""

LONG_GAP = -0.25
"""What each further lost word of a gap costs."""

_LEFT = np.uint64(0x9E3779B97F4A7C15)
_SEPARATION = 1e7


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """Boxes with their final edges, and what speaks for each: summed log-odds and multiset overlap in words."""

    boxes: Boxes
    evidence: NDArray[np.float64]
    shared: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Windows:
    """Word spans of many boxes laid end to end: word index and box number of every position."""

    words: NDArray[np.int64]
    box: NDArray[np.int64]
    head: NDArray[np.int64]


def refine(boxes: Boxes, hashes: NDArray[np.uint64], first: NDArray[np.int64], rarity: Rarity) -> Refined:
    """The boxes with edges where the evidence puts them; `first` are the documents' first words, and the end."""
    document_a = np.searchsorted(first, boxes.a0, side="right") - 1
    document_b = np.searchsorted(first, boxes.b0, side="right") - 1
    middle = np.where(document_a == document_b, np.maximum((boxes.a1 + boxes.b0) // 2, boxes.a0 + 1), -1)
    a_low, a_high = first[document_a], np.where(middle >= 0, middle, first[document_a + 1])
    b_low, b_high = np.where(middle >= 0, middle, first[document_b]), first[document_b + 1]
    window_a = _windows(np.maximum(boxes.a0 - MARGIN, a_low), np.minimum(boxes.a1 + MARGIN, a_high))
    window_b = _windows(np.maximum(boxes.b0 - MARGIN, b_low), np.minimum(boxes.b1 + MARGIN, b_high))
    shares_a = rarity.shares(hashes[window_a.words])
    shares_b = rarity.shares(hashes[window_b.words])
    a0, a1, b0, b1 = boxes.a0, np.minimum(boxes.a1, a_high), np.maximum(boxes.b0, b_low), boxes.b1
    full_a = _windows(np.maximum(a0 - MARGIN, a_low), np.minimum(a1 + MARGIN, a_high))
    full_b = _windows(np.maximum(b0 - MARGIN, b_low), np.minimum(b1 + MARGIN, b_high))
    score_a = _scores(window_a, full_b, shares_a, hashes)
    score_b = _scores(window_b, full_a, shares_b, hashes)
    a0, a1, _ = _best(score_a, window_a, len(boxes))
    b0, b1, _ = _best(score_b, window_b, len(boxes))
    for _ in range(2):
        score_a = _scores(window_a, _windows(b0, b1), shares_a, hashes)
        score_b = _scores(window_b, _windows(a0, a1), shares_b, hashes)
        a0, a1, evidence_a = _best(score_a, window_a, len(boxes))
        b0, b1, evidence_b = _best(score_b, window_b, len(boxes))
    final = Boxes(a0, a1, b0, b1)
    return Refined(final, np.minimum(evidence_a, evidence_b), _shared(final, hashes))


def _windows(low: NDArray[np.int64], high: NDArray[np.int64]) -> _Windows:
    sizes = np.maximum(high - low, 0)
    head = np.concatenate(([0], np.cumsum(sizes)))
    box = np.repeat(np.arange(len(sizes)), sizes)
    return _Windows(np.arange(int(head[-1])) + (low - head[:-1])[box], box, head)


def _keys(values: NDArray[np.uint64], box: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Sortable keys of (box, value): 24 bits for the box, 40 of the value."""
    return (box.astype(np.uint64) << np.uint64(40)) | (values >> np.uint64(24))


def _found(needles: NDArray[np.uint64], hay: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which needles are in the sorted hay."""
    if not len(hay):
        return np.zeros(len(needles), np.bool_)
    found: NDArray[np.bool_] = hay[np.minimum(np.searchsorted(hay, needles), len(hay) - 1)] == needles
    return found


def _pairs(window: _Windows, hashes: NDArray[np.uint64], step: int) -> NDArray[np.uint64]:
    """Keys of the ordered pairs (word, word `step` further on) of a window; pairs that leave it are 0."""
    n = len(window.words) - step
    if n <= 0:
        return np.empty(0, np.uint64)
    left, right = hashes[window.words[:n]], hashes[window.words[step:]]
    values = (left * _LEFT) ^ (right >> np.uint64(7))
    keys = _keys((values ^ (values >> np.uint64(29))) * _LEFT, window.box[:n])
    return np.where(window.box[:n] == window.box[step:], keys, 0)


def _scores(
    window: _Windows, other: _Windows, shares: NDArray[np.float64], hashes: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """Log-odds of every word of `window`, given the words of the other side."""
    own = hashes[window.words]
    alone = _found(_keys(own, window.box), np.sort(_keys(hashes[other.words], other.box)))
    hay = np.sort(np.concatenate((_pairs(other, hashes, 1), _pairs(other, hashes, 2))))
    together = np.zeros(len(own), np.bool_)
    for step in (1, 2):
        keys = _pairs(window, hashes, step)
        at = np.flatnonzero(_found(keys, hay) & (keys != 0))
        together[at] = True
        together[at + step] = True
    sizes = np.diff(other.head)[window.box]
    chance = -np.expm1(-shares * np.maximum(sizes, 1))
    score = np.log(LOST / (1 - np.minimum(chance, 0.9)))
    score = np.where(alone, np.log(KEPT_ALONE / ((1 - NEIGHBOUR_CHANCE) * chance)), score)
    score = np.where(together, np.log(KEPT_TOGETHER / (NEIGHBOUR_CHANCE * chance)), score)
    score = np.clip(score, LOWEST, HIGHEST)
    index = np.arange(len(own))
    last = np.maximum.accumulate(np.where(alone | together, index, 0))
    last = np.maximum(last, window.head[window.box])
    return np.where((score < 0) & (index - last > PATIENCE), np.maximum(score, LONG_GAP), score)


def _best(
    score: NDArray[np.float64], window: _Windows, n: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Word span and sum of the best stretch of every window; an empty span where nothing scores."""
    sums = np.concatenate(([0.0], np.cumsum(score)))
    before = sums[:-1] - _SEPARATION * window.box
    lowest = np.minimum.accumulate(before)
    index = np.arange(len(score))
    start = np.maximum.accumulate(np.where(before == lowest, index, 0))
    gain = sums[1:] - _SEPARATION * window.box - lowest
    low = np.zeros(n, np.int64)
    high = np.zeros(n, np.int64)
    best = np.zeros(n)
    present = np.flatnonzero(np.diff(window.head))
    if len(present):
        best[present] = np.maximum.reduceat(gain, window.head[present])
        peak = np.flatnonzero(gain == best[window.box])
        boxes, at = np.unique(window.box[peak], return_index=True)
        end = peak[at]
        low[boxes], high[boxes] = window.words[start[end]], window.words[end] + 1
        empty = best <= 0
        high[empty] = low[empty]
    return low, high, best


def _shared(boxes: Boxes, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Words that both sides of each box have, counted as often as they occur in both."""
    a, b = _windows(boxes.a0, boxes.a1), _windows(boxes.b0, boxes.b1)
    keys_a, counts_a = np.unique(_keys(hashes[a.words], a.box), return_counts=True)
    keys_b, counts_b = np.unique(_keys(hashes[b.words], b.box), return_counts=True)
    if not len(keys_b):
        return np.zeros(len(boxes), np.int64)
    at = np.minimum(np.searchsorted(keys_b, keys_a), len(keys_b) - 1)
    both = np.where(keys_b[at] == keys_a, np.minimum(counts_a, counts_b[at]), 0)
    owner = (keys_a >> np.uint64(40)).astype(np.int64)
    return np.bincount(owner, weights=both, minlength=len(boxes)).astype(np.int64)
