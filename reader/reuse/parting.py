"""Passages parted where stories begin: texts that tell several stories in the same order tell each of them again."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.reuse.corpus import Corpus, Hashes
from reader.reuse.edges import Refined, joined, taken
from reader.reuse.merging import shared_words
from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.steps import longest_rise
from reader.reuse.verbatim import FEWEST

RUN = 5
"""Words in a row that tell the place on one side which a place on the other has."""

LOOKED_AT = 16
"""Words from the beginning of a story on, and before it, among which such a run is looked for: the nearest ones may
have changed, or been left out."""

NEAR = 3
"""Words by which the places of two beginnings of stories may differ that are one."""

Cut = tuple[int, int]
"""A word of one side and a word of the other, counted from the first ones of a passage."""

Span = tuple[int, int]
"""Words of one side, half open."""

Part = tuple[int, int, int, int]
"""Words of one side and words of the other."""

_BASE = np.uint64(0x9E3779B97F4A7C15)

ALIKE = 0.4
"""Similarity of a part below which it tells nothing again: it was carried along by its neighbours."""


@dataclass(frozen=True, slots=True)
class _Edges:
    """Words of both sides at which the same story begins, and those at which the same one ends."""

    begin: list[Cut]
    end: list[Cut]


def parted(some: Refined, corpus: Corpus, minimum_words: int) -> Refined:
    """The passages, cut where a story begins on both sides, as `corpus.borders` knows.

    What begins a story on one side only may be a mistake. Stories that stand elsewhere on the other side, as moved
    clauses of a contract do, are parts of their own, and so is what two stories tell word for word that have little
    else in common. Parts of fewer than `minimum_words` words are left out, stories that only one side has, and as few
    words at an edge that belong to the story before or after; what would lose all of its parts stays as it is.
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
        if not begin_b or {*begin_a, *begin_b} <= {0, high_a - low_a, high_b - low_b}:
            continue
        words_a, words_b = corpus.run(low_a, high_a), corpus.run(low_b, high_b)
        for (i, k, j, m), n_shared in _parts(
            words_a, words_b, _edges(words_a, words_b, begin_a, begin_b), minimum_words
        ):
            rows.append(row)
            spans.append((low_a + i, low_a + k, low_b + j, low_b + m))
            shared.append(n_shared)
    if not rows:
        return some
    whole = np.flatnonzero(np.bincount(rows, minlength=len(some.boxes)) == 0)
    return joined((taken(some, whole), narrowed(taken(some, np.array(rows)), np.array(spans), np.array(shared))))


def _parts(a: Hashes, b: Hashes, edges: _Edges, minimum_words: int) -> Iterator[tuple[Part, int]]:
    """The parts of a passage, and how many words both sides of each have: those in order, those moved, and then what
    these leave."""

    def told(part: Part) -> int:
        i, k, j, m = part
        n_shared = shared_words(a[i:k], b[j:m]) if min(k - i, m - j) >= minimum_words else 0
        return n_shared if 2 * n_shared >= ALIKE * (k - i + m - j) else 0

    ends = (0, 0), (len(a), len(b))
    cuts = [cut for cut in _rising({*edges.begin, *edges.end}) if cut not in ends]
    if not cuts:
        return
    found: list[tuple[Part, int]] = []
    alone_a: list[Span] = []
    alone_b: list[Span] = []
    for (i, j), (k, m) in pairwise([ends[0], *cuts, ends[1]]):
        part = i, k, j, m
        if n_shared := told(part):
            found.append((part, n_shared))
        else:
            alone_a.append((i, k))
            alone_b.append((j, m))
    found += [(part, n_shared) for part in _moved(edges, alone_a, alone_b) if (n_shared := told(part))]
    yield from found
    for part in _left(a, b, [part for part, _ in found]):
        if (n_shared := told(part)) >= FEWEST:
            yield part, n_shared


def _left(a: Hashes, b: Hashes, found: Sequence[Part]) -> list[Part]:
    """Of what the parts that were found leave, the stretches that both sides tell word for word, or nearly."""
    runs_a, runs_b = _runs(a), _runs(b)
    left_a, left_b = np.ones(len(runs_a), np.bool_), np.ones(len(runs_b), np.bool_)
    for i, k, j, m in found:
        left_a[max(i - RUN + 1, 0) : k] = left_b[max(j - RUN + 1, 0) : m] = False
    at_a, at_b = np.flatnonzero(left_a), np.flatnonzero(left_b)
    values_a, first_a, times_a = np.unique(runs_a[at_a], return_index=True, return_counts=True)
    values_b, first_b, times_b = np.unique(runs_b[at_b], return_index=True, return_counts=True)
    # What comes again within a side tells of no place.
    once_a, once_b = first_a[times_a == 1], first_b[times_b == 1]
    same = np.intersect1d(values_a[times_a == 1], values_b[times_b == 1], assume_unique=True, return_indices=True)
    here, there = at_a[once_a[same[1]]], at_b[once_b[same[2]]]
    order = np.argsort(here)
    here, there = here[order], there[order]
    steps, others = np.diff(here), np.diff(there)
    apart = (steps > LOOKED_AT) | (np.abs(others - steps) > LOOKED_AT)
    heads = np.flatnonzero(np.append(len(here) > 0, apart))
    if not len(heads):
        return []
    last = np.append(heads[1:], len(here)) - 1
    low, high = np.minimum.reduceat(there, heads), np.maximum.reduceat(there, heads) + RUN
    columns = here[heads], here[last] + RUN, low, high
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _rising(pairs: Collection[Cut]) -> list[Cut]:
    """The most of them that stand in order on both sides. Of two with the same word of one side, the words of the
    other are those before and after what only that side has here."""
    ordered = sorted(pairs)
    rank = {pair: at for at, pair in enumerate(sorted(ordered, key=lambda pair: (pair[1], pair[0])))}
    return [ordered[at] for at, _ in longest_rise([(at, rank[pair]) for at, pair in enumerate(ordered)])]


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


def _moved(edges: _Edges, alone_a: Sequence[Span], alone_b: Sequence[Span]) -> Iterator[Part]:
    """Stories that one side tells elsewhere: of what has nothing against it in the order of the stories, the words
    between edges, paired where they begin or end with the same words, the surest first."""
    begin_a, end_a = _pieces(alone_a, [i for i, _ in (*edges.begin, *edges.end)])
    begin_b, end_b = _pieces(alone_b, [j for _, j in (*edges.begin, *edges.end)])
    parts = [(i, begin_a[i], j, begin_b[j]) for i, j in edges.begin if i in begin_a and j in begin_b]
    parts += [(end_a[k], k, end_b[m], m) for k, m in edges.end if k in end_a and m in end_b]
    for part, _ in Counter(parts).most_common():
        if part[0] in begin_a and part[2] in begin_b:
            del begin_a[part[0]], begin_b[part[2]]
            yield part


def _pieces(alone: Sequence[Span], edges: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Where the pieces end into which edges cut some spans, by where they begin; and where they begin."""
    at = sorted({*edges})
    borders = ((low, *at[bisect_right(at, low) : bisect_left(at, high)], high) for low, high in alone if low < high)
    pieces = [piece for border in borders for piece in pairwise(border)]
    return dict(pieces), {high: low for low, high in pieces}


def _edges(a: Hashes, b: Hashes, begin_a: Sequence[int], begin_b: Sequence[int]) -> _Edges:
    """Words of both sides at which the same story begins, and at which one ends."""
    runs_a, runs_b = _runs(a), _runs(b)
    order = np.argsort(runs_b, kind="stable")
    ordered = runs_b[order]
    edges = _Edges([], [])
    for i in begin_a:
        behind, before = np.arange(i, i + LOOKED_AT), np.arange(i - RUN, i - RUN - LOOKED_AT, -1)
        for at, pairs in ((behind, edges.begin), (before, edges.end)):
            at = at[(at >= 0) & (at < len(runs_a))]
            low, high = (np.searchsorted(ordered, runs_a[at], side=side) for side in ("left", "right"))
            for step in np.flatnonzero(high > low)[:1].tolist():
                places = order[low[step] : high[step]] + i - at[step]
                # Of several places that which is as far from the beginning.
                place = int(places[np.argmin(np.abs(places - i * len(b) / len(a)))])
                near = begin_b[bisect_left(begin_b, place - NEAR) : bisect_right(begin_b, place + NEAR)]
                pairs += [(i, min(near, key=lambda j: abs(j - place)))] if near else []
    return edges


def _runs(words: Hashes) -> NDArray[np.uint64]:
    """A number for each run of words: equal for equal runs, and by chance for hardly any others."""
    n = max(len(words) - RUN + 1, 0)
    runs = np.zeros(n, np.uint64)
    for at in range(RUN):
        runs = runs * _BASE + words[at : at + n]
    return runs
