"""Boxes of the same two documents that lie close together in both are one passage."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reader.reuse.edges import Refined, joined, taken
from reader.reuse.passages import LONGEST, Boxes, Spans
from reader.reuse.places import Index, counted

MERGE_GAP = 40
"""Words between two passages of the same two documents, on either side, below which they are one passage."""

DIGEST_GAP = 40
"""Words between two passages on one side below which they may be parts of one summary of the other document."""

DIGEST_WORDS = 85
"""Words of such a part, at most: a summary draws on a sentence here and there."""

DIGEST_SHARE = 24
"""Times as long, at most, as a summary is what it sums up. In the training corpus of PAN-13 text alignment
no summary is shorter than a 21st part; two sentences whose twins stand at both ends of a book are no summary of it."""

LOOK_BACK = 32
"""Boxes that end near the beginning of a box with which it is compared: keeps merging linear."""

REFINED_WORDS = 2 * LONGEST
"""Words of a merged box up to which it is refined as a whole; the edges of longer ones are those of their parts."""

ROUNDS = 4
"""Times that boxes are merged and refined again, at most."""

SAME_WORDS = 0.6
"""Likeness of two places from which on they say the same: of those that are summed up one after the other in that
corpus 1 in 12 are so much alike, and parting them costs no summary; of those in logs that tell errors again and again,
98 in 100 are."""

SAME_PASSAGE = 0.5
"""Share of the shorter of two spans that must lie in both if they are one passage."""

MOST_TIMES = 3.0
"""Times as long as the other that one side of neighbours which are one passage is, at most: what grows on one side only
is told there several times. In that corpus, and in one of news, no passage is lost."""

Pair = tuple[int, int]

Hashes = NDArray[np.uint64]


def merged(some: Refined, first: Index, refine: Callable[[Boxes], Refined]) -> Refined:
    """Neighbours joined until none are left; boxes that grew are refined again unless they are long."""
    for _ in range(ROUNDS):
        groups, order = _groups(some, first)
        some = taken(some, order)
        if len(order) == 0 or groups[-1] + 1 == len(order):
            return some
        heads = np.flatnonzero(np.diff(groups, prepend=-1))
        sizes = np.diff(np.append(heads, len(groups)))
        grown = _grown(some, heads)
        longest = np.maximum(grown.boxes.a.high - grown.boxes.a.low, grown.boxes.b.high - grown.boxes.b.low)
        again = (sizes > 1) & (longest <= REFINED_WORDS)
        some = joined((taken(grown, np.flatnonzero(~again)), refine(grown.boxes.take(again))))
    return some


def digests(some: Refined, first: Index, run: Callable[[int, int], Hashes]) -> Refined:
    """Passages that follow each other on one side made one, wherever their twins stand in the other document.

    A summary tells in a paragraph what another document tells in many places; it is one retelling, not many. Where
    these places say the same, as the lines of a log do, nothing is summed up: each of them is a telling of its own.
    `run` gives the hashes of consecutive words.
    """
    for near, far in (("b", "a"), ("a", "b")):
        a, b = some.boxes.a, some.boxes.b
        document_a, document_b = (
            np.searchsorted(first, a.low, side="right"),
            np.searchsorted(first, b.low, side="right"),
        )
        pair = document_a * len(first) + document_b
        side = getattr(some.boxes, near)
        order = np.lexsort((side.low, pair))
        fresh = np.ones(len(order), np.bool_)
        gaps = side.low[order][1:] - side.high[order][:-1]
        sentence = (document_a != document_b) & (side.high - side.low <= DIGEST_WORDS)
        together = sentence[order][1:] & sentence[order][:-1] & (pair[order][1:] == pair[order][:-1])
        fresh[1:] = ~together | (gaps > DIGEST_GAP)
        some = taken(some, order)
        heads = np.flatnonzero(fresh)
        short, long = (_hull(getattr(some.boxes, name), heads) for name in (near, far))
        scattered = long.high - long.low > DIGEST_SHARE * (short.high - short.low)
        fresh |= np.repeat(scattered, np.diff(np.append(heads, len(fresh))))
        far_side = getattr(some.boxes, far)
        for row in np.flatnonzero(~fresh).tolist():
            one, other = (run(int(far_side.low[at]), int(far_side.high[at])) for at in (row - 1, row))
            fresh[row] = 2 * shared_words(one, other) >= SAME_WORDS * (len(one) + len(other))
        some = _grown(some, np.flatnonzero(fresh))
    return some


def _grown(some: Refined, heads: Index) -> Refined:
    """Each group of rows, which begin at `heads`, as one."""
    if len(heads) == len(some.boxes):
        return some
    a, b = _hull(some.boxes.a, heads), _hull(some.boxes.b, heads)
    shared = np.minimum(np.add.reduceat(some.shared, heads), np.minimum(a.high - a.low, b.high - b.low))
    evidence, information = (np.add.reduceat(sums, heads) for sums in (some.evidence, some.information))
    return Refined(Boxes(a, b), evidence, information, shared)


def recounted(some: Refined, run: Callable[[int, int], Hashes]) -> Refined:
    """Shared words counted anew where a passage is too long to have been refined as a whole.

    `run` gives the hashes of consecutive words.
    """
    a, b, shared = some.boxes.a, some.boxes.b, some.shared.copy()
    for i in np.flatnonzero(np.maximum(a.high - a.low, b.high - b.low) > REFINED_WORDS).tolist():
        shared[i] = shared_words(run(int(a.low[i]), int(a.high[i])), run(int(b.low[i]), int(b.high[i])))
    return Refined(some.boxes, some.evidence, some.information, shared)


def shared_words(a: Hashes, b: Hashes) -> int:
    """Words that two passages have, counted as often as they occur in both."""
    (words_a, counts_a), (words_b, counts_b) = counted(a), counted(b)
    at = np.searchsorted(words_b, words_a)
    at[at == len(words_b)] = 0
    return int(np.minimum(counts_a, counts_b[at])[words_a == words_b[at]].sum()) if len(words_b) else 0


def _groups(some: Refined, first: Index) -> tuple[Index, Index]:
    """For the rows that hold something, in `order`, the number of the passage that each belongs to, ascending."""
    a, b = some.boxes.a, some.boxes.b
    alive = np.flatnonzero((some.evidence > 0) & (a.high > a.low) & (b.high > b.low))
    document_a = np.searchsorted(first, a.low[alive], side="right")
    document_b = np.searchsorted(first, b.low[alive], side="right")
    order = np.lexsort((b.low[alive], a.low[alive], document_b, document_a))
    alive, document_a, document_b = alive[order], document_a[order], document_b[order]
    pair = document_a * len(first) + document_b
    alone = np.ones(len(pair), np.bool_)
    alone[1:] &= pair[1:] != pair[:-1]
    alone[:-1] &= pair[1:] != pair[:-1]
    labels = np.arange(len(alive))
    columns = (a.low[alive], a.high[alive], b.low[alive], b.high[alive])
    open_rows: list[tuple[int, list[int]]] = []
    at_pair = -1
    for i in np.flatnonzero(~alone).tolist():
        a0, a1, b0, b1 = (int(column[i]) for column in columns)
        if pair[i] != at_pair:
            open_rows, at_pair = [], pair[i]
        within = document_a[i] == document_b[i]
        open_rows = [(label, row) for label, row in open_rows if a0 - row[1] <= MERGE_GAP][-LOOK_BACK:]
        for label, row in reversed(open_rows):
            near = b0 - row[3] <= MERGE_GAP and row[2] - b1 <= MERGE_GAP
            twice = _told_again((row[0], row[1]), (a0, a1), (row[2], row[3]), (b0, b1))
            hull = row[0], max(row[1], a1), min(row[2], b0), max(row[3], b1)
            if near and not twice and not _is_lopsided(*hull) and not (within and hull[1] > hull[2]):
                row[1:] = hull[1:]
                labels[i] = label
                break
        else:
            open_rows.append((i, [a0, a1, b0, b1]))
    by_label = np.argsort(labels, kind="stable")
    ordered = labels[by_label]
    groups = np.zeros(len(ordered), np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=groups[1:])
    return groups, alive[by_label]


def _is_lopsided(a0: int, a1: int, b0: int, b1: int) -> bool:
    """Whether one side is so much longer that it tells more than the other does."""
    return max(a1 - a0, b1 - b0) > MOST_TIMES * min(a1 - a0, b1 - b0)


def _told_again(a: Pair, more_a: Pair, b: Pair, more_b: Pair) -> bool:
    """Whether two rows have one passage on one side and two on the other: then the other side tells it twice."""
    shared_a, shared_b = _shared(a, more_a), _shared(b, more_b)
    return (shared_a > SAME_PASSAGE and shared_b <= 0) or (shared_b > SAME_PASSAGE and shared_a <= 0)


def _shared(some: Pair, more: Pair) -> float:
    """Share of the shorter span that lies in both; not above 0 if none does."""
    return (min(some[1], more[1]) - max(some[0], more[0])) / min(some[1] - some[0], more[1] - more[0])


def _hull(spans: Spans, heads: Index) -> Spans:
    """The smallest spans that hold each group of spans."""
    if not len(heads):
        return spans
    return Spans(
        np.minimum.reduceat(spans.low, heads),
        np.maximum.reduceat(spans.high, heads),
        np.minimum.reduceat(spans.core_low, heads),
        np.maximum.reduceat(spans.core_high, heads),
    )
