"""Passages parted where stories begin: texts that tell several stories in the same order tell each of them again."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.reuse.corpus import Corpus, Hashes
from reader.reuse.edges import Refined, joined, taken
from reader.reuse.merging import shared_words
from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.steps import longest_rise

RUN = 5
"""Words in a row that tell the place on one side which a place on the other has."""

LOOKED_AT = 16
"""Words from the beginning of a story among which such a run is looked for: the first ones may have changed."""

NEAR = 3
"""Words by which the places of two beginnings of stories may differ that are one."""

_BASE = np.uint64(0x9E3779B97F4A7C15)

ALIKE = 0.4
"""Similarity of a part below which it tells nothing again: it was carried along by its neighbours."""


def parted(some: Refined, corpus: Corpus, minimum_words: int) -> Refined:
    """The passages, cut where a story begins on both sides, as `corpus.borders` knows.

    What begins a story on one side only may be a mistake. Parts of fewer than `minimum_words` words are left out; what
    would lose all of its parts stays as it is.
    """
    a, b = some.boxes.a, some.boxes.b
    columns = (corpus.texts(a.low), a.low, a.high, corpus.texts(b.low), b.low, b.high)
    rows: list[int] = []
    spans: list[tuple[int, int, int, int]] = []
    shared: list[int] = []
    each = zip(*(column.tolist() for column in columns), strict=True)
    for row, (text_a, low_a, high_a, text_b, low_b, high_b) in enumerate(each):
        begin_a = _inside(corpus.borders(text_a), low_a, high_a)
        begin_b = _inside(corpus.borders(text_b), low_b, high_b) if begin_a else []
        if not begin_b:
            continue
        words_a, words_b = corpus.run(low_a, high_a), corpus.run(low_b, high_b)
        cuts = [(0, 0), *_cuts(words_a, words_b, begin_a, begin_b), (len(words_a), len(words_b))]
        for (i, j), (k, m) in pairwise(cuts):
            n_shared = shared_words(words_a[i:k], words_b[j:m]) if min(k - i, m - j) >= minimum_words else 0
            if len(cuts) > 2 and n_shared and 2 * n_shared >= ALIKE * (k - i + m - j):
                rows.append(row)
                spans.append((low_a + i, low_a + k, low_b + j, low_b + m))
                shared.append(n_shared)
    if not rows:
        return some
    whole = np.flatnonzero(np.bincount(rows, minlength=len(some.boxes)) == 0)
    return joined((taken(some, whole), _parts(taken(some, np.array(rows)), np.array(spans), np.array(shared))))


def _parts(some: Refined, spans: Index, shared: Index) -> Refined:
    """Rows narrowed to some spans, with as much of what speaks for them as they have of their words."""
    a, b = some.boxes.a, some.boxes.b
    share = (spans[:, 1] - spans[:, 0]) / (a.high - a.low)
    boxes = Boxes(_narrowed(a, spans[:, 0], spans[:, 1]), _narrowed(b, spans[:, 2], spans[:, 3]))
    return Refined(boxes, some.evidence * share, some.information * share, shared)


def _narrowed(some: Spans, low: Index, high: Index) -> Spans:
    return Spans(low, high, np.clip(some.core_low, low, high), np.clip(some.core_high, low, high))


def _inside(borders: Sequence[int], low: int, high: int) -> list[int]:
    """The borders between the words of a passage, counted from its first word."""
    return [border - low for border in borders[bisect_right(borders, low) : bisect_left(borders, high)]]


def _cuts(a: Hashes, b: Hashes, begin_a: Sequence[int], begin_b: Sequence[int]) -> list[tuple[int, int]]:
    """Words of both sides at which the same story begins, in order on both sides."""
    runs_a, runs_b = _runs(a), _runs(b)
    order = np.argsort(runs_b, kind="stable")
    ordered = runs_b[order]
    pairs = []
    for i in begin_a:
        wanted = runs_a[i : i + LOOKED_AT]
        low, high = (np.searchsorted(ordered, wanted, side=side) for side in ("left", "right"))
        for step in np.flatnonzero(high > low)[:1].tolist():
            places = order[low[step] : high[step]] - step
            # Of several places that which is as far from the beginning.
            place = int(places[np.argmin(np.abs(places - i * len(b) / len(a)))])
            pairs += [(i, j) for j in begin_b[bisect_left(begin_b, place - NEAR) : bisect_right(begin_b, place + NEAR)]]
    return longest_rise(pairs)


def _runs(words: Hashes) -> NDArray[np.uint64]:
    """A number for each run of words: equal for equal runs, and by chance for hardly any others."""
    n = max(len(words) - RUN + 1, 0)
    runs = np.zeros(n, np.uint64)
    for at in range(RUN):
        runs = runs * _BASE + words[at : at + n]
    return runs
