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
"""Words from the beginning of a story on, and before it, among which such a run is looked for: the nearest ones may
have changed, or been left out."""

NEAR = 3
"""Words by which the places of two beginnings of stories may differ that are one."""

Cut = tuple[int, int]
"""A word of one side and a word of the other, counted from the first ones of a passage."""

_BASE = np.uint64(0x9E3779B97F4A7C15)

ALIKE = 0.4
"""Similarity of a part below which it tells nothing again: it was carried along by its neighbours."""


def parted(some: Refined, corpus: Corpus, minimum_words: int) -> Refined:
    """The passages, cut where a story begins on both sides, as `corpus.borders` knows.

    What begins a story on one side only may be a mistake. Parts of fewer than `minimum_words` words are left out, and
    as few at an edge that belong to the story before or after; what would lose all of its parts stays as it is.
    """
    a, b = some.boxes.a, some.boxes.b
    columns = (corpus.texts(a.low), a.low, a.high, corpus.texts(b.low), b.low, b.high)
    rows: list[int] = []
    spans: list[tuple[int, int, int, int]] = []
    shared: list[int] = []
    each = zip(*(column.tolist() for column in columns), strict=True)
    for row, (text_a, low_a, high_a, text_b, low_b, high_b) in enumerate(each):
        begin_a = _within(corpus, text_a, low_a, high_a)
        begin_b = _within(corpus, text_b, low_b, high_b) if begin_a else []
        if not begin_b:
            continue
        ends = (0, 0), (high_a - low_a, high_b - low_b)
        if {*begin_a, *begin_b} <= {0, *ends[1]}:
            continue
        words_a, words_b = corpus.run(low_a, high_a), corpus.run(low_b, high_b)
        cuts = [cut for cut in _cuts(words_a, words_b, begin_a, begin_b) if cut not in ends]
        for (i, j), (k, m) in pairwise([ends[0], *cuts, ends[1]]):
            n_shared = shared_words(words_a[i:k], words_b[j:m]) if min(k - i, m - j) >= minimum_words else 0
            if cuts and n_shared and 2 * n_shared >= ALIKE * (k - i + m - j):
                rows.append(row)
                spans.append((low_a + i, low_a + k, low_b + j, low_b + m))
                shared.append(n_shared)
    if not rows:
        return some
    whole = np.flatnonzero(np.bincount(rows, minlength=len(some.boxes)) == 0)
    return joined((taken(some, whole), narrowed(taken(some, np.array(rows)), np.array(spans), np.array(shared))))


def narrowed(some: Refined, spans: Index, shared: Index) -> Refined:
    """Rows narrowed to some spans, with as much of what speaks for them as they have of their words."""
    a, b = some.boxes.a, some.boxes.b
    share = (spans[:, 1] - spans[:, 0]) / (a.high - a.low)
    boxes = Boxes(_spans(a, spans[:, 0], spans[:, 1]), _spans(b, spans[:, 2], spans[:, 3]))
    return Refined(boxes, some.evidence * share, some.information * share, shared)


def _spans(some: Spans, low: Index, high: Index) -> Spans:
    return Spans(low, high, np.clip(some.core_low, low, high), np.clip(some.core_high, low, high))


def _within(corpus: Corpus, text: int, low: int, high: int) -> list[int]:
    """Where stories begin and end in a passage of a text, its edges included, counted from its first word."""
    borders = corpus.borders(text)
    some = borders[bisect_left(borders, low) : bisect_right(borders, high)]
    first, last = corpus.first[text], corpus.first[text + 1]
    return [*([0] if first == low else ()), *(border - low for border in some), *([high - low] if last == high else ())]


def _cuts(a: Hashes, b: Hashes, begin_a: Sequence[int], begin_b: Sequence[int]) -> list[Cut]:
    """Words of both sides at which the same story begins or ends, in order on both sides."""
    runs_a, runs_b = _runs(a), _runs(b)
    order = np.argsort(runs_b, kind="stable")
    ordered = runs_b[order]
    pairs = []
    for i in begin_a:
        found: set[int] = set()
        behind, before = np.arange(i, i + LOOKED_AT), np.arange(i - RUN, i - RUN - LOOKED_AT, -1)
        for at in (behind, before):
            at = at[(at >= 0) & (at < len(runs_a))]
            low, high = (np.searchsorted(ordered, runs_a[at], side=side) for side in ("left", "right"))
            for step in np.flatnonzero(high > low)[:1].tolist():
                places = order[low[step] : high[step]] + i - at[step]
                # Of several places that which is as far from the beginning.
                place = int(places[np.argmin(np.abs(places - i * len(b) / len(a)))])
                found.update(begin_b[bisect_left(begin_b, place - NEAR) : bisect_right(begin_b, place + NEAR)])
        # The later ones first, so that one at most is in a chain.
        pairs += [(i, j) for j in sorted(found, reverse=True)]
    return longest_rise(pairs)


def _runs(words: Hashes) -> NDArray[np.uint64]:
    """A number for each run of words: equal for equal runs, and by chance for hardly any others."""
    n = max(len(words) - RUN + 1, 0)
    runs = np.zeros(n, np.uint64)
    for at in range(RUN):
        runs = runs * _BASE + words[at : at + n]
    return runs
