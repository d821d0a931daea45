"""Where a passage begins and ends: the stretch of each side whose words are best explained by the other side.

Each word of a window around a box scores the log-odds of what is seen of it on the other side, if the passage is told
there again against if it is not: it occurs there beside a neighbour of its own, alone, or not at all. Chance comes from
the word's rarity and the length of the other side, so common words weigh little and no stop list is needed. The
passage is the stretch with the largest sum (Kadane's maximum subarray, for all boxes at once); the order of the words
plays no part, so moved sentences stay inside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.reuse.passages import Boxes, Spans, stacked
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity
from reader.reuse.windows import Hashes, Odds, Side, sides

ROUNDS = 2
"""Times that each side is scored against what is left of the other."""

GROWTHS = 3
"""Times that what reaches out of its box is looked at again."""

REACH = 7
"""Words that it must reach out: below it, another look hardly ever changes anything."""

LOPSIDED = 1.25
"""Times that one side is longer than the other when its edges are put in doubt."""

NEIGHBOUR_CHANCE = 0.2
"""Of the words found by chance, how many have a neighbour beside them by chance."""

HIGHEST = 5.0
LOWEST = -2.0
"""Bounds of one word's log-odds: no single word makes or breaks a passage."""

PATIENCE = 10
"""Lost words in a row that count in full; a longer gap is one event, an omission."""

LONG_GAP = -0.4
"""What each further lost word of a gap costs."""

_HIGHEST_LOST = np.float32(-0.1)
"""A word nearly sure to occur by chance is still a loss when it does not: no passage begins or ends with one."""

_STEPS = 1 << 12
"""Steps of one in which scores are summed: whole numbers give the same sums whatever else is in the batch."""

_SEPARATION = 1 << 36
"""More than any sum of scores in a batch: keeps the boxes apart in one running minimum."""

Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rewording:
    """How the words of a passage fare where it is told again; the shares sum to 1, or nearly."""

    together: float
    """They stand there beside a neighbour of theirs."""
    alone: float
    """They stand there without."""
    lost: float


LIGHT = Rewording(0.70, 0.12, 0.18)
STRICT = Rewording(0.70, 0.001, 0.18)
"""Words without a neighbour are taken for chance."""
HEAVY = Rewording(0.45, 0.20, 0.35)
"""Each sentence was put in other words."""


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """Boxes with their final edges, and what speaks for each."""

    boxes: Boxes
    evidence: Scores
    """Summed log-odds of the weaker side; a word that occurs more than once counts once."""

    information: Scores
    """Summed -log of the shares of the words that both sides have; a word that occurs more than once counts once."""

    shared: Index
    """Words that both sides have, counted as often as they occur in both."""

    def similarity(self) -> Scores:
        """Twice the shared words over the words of both sides: 0..1."""
        a, b = self.boxes.a, self.boxes.b
        similarity: Scores = 2 * self.shared / np.maximum(a.high - a.low + b.high - b.low, 1)
        return similarity


def refine(boxes: Boxes, first: Index, tried: Callable[[Boxes], Refined]) -> Refined:
    """The boxes with edges where the evidence puts them; `first` are the documents' first words, and the end.

    `tried` finds the edges that boxes have when they are looked at once. What reaches far out of its box is looked at
    again with a margin around it, for as long as its case gets stronger.
    """
    some = tried(boxes)
    rows, box = np.arange(len(boxes)), boxes
    for _ in range(GROWTHS):
        reach = _reach(box, some.boxes.take(rows), *(held[rows] for held in _held(some, first)))
        grown = np.flatnonzero((reach > REACH) & (some.evidence[rows] > 0))
        if not len(grown):
            break
        rows = rows[grown]
        box = some.boxes.take(rows)
        again = tried(box)
        better = np.flatnonzero(again.evidence > some.evidence[rows])
        rows, box = rows[better], box.take(better)
        some = replaced(some, rows, taken(again, better))
    return some


def _reach(boxes: Boxes, now: Boxes, low_held: Flags, high_held: Flags) -> Index:
    """Words by which the edges of boxes moved out, at the edge that moved most of those that are not held."""
    low = np.maximum(boxes.a.low - now.a.low, boxes.b.low - now.b.low)
    high = np.maximum(now.a.high - boxes.a.high, now.b.high - boxes.b.high)
    reach: Index = np.maximum(np.where(low_held, 0, low), np.where(high_held, 0, high))
    return reach


def _held(some: Refined, first: Index) -> tuple[Flags, Flags]:
    """Which boxes begin, and which end, inside the one before or after: the two will be one passage.

    Of long passages, which come in many boxes, only the outermost edges are in doubt.
    """
    a, b = some.boxes.a, some.boxes.b
    pair = np.searchsorted(first, a.low, side="right") * len(first) + np.searchsorted(first, b.low, side="right")
    order = np.lexsort((b.low, a.low, pair))
    order = order[some.evidence[order] > 0]
    i, j = order[:-1], order[1:]
    follows = (pair[i] == pair[j]) & (np.maximum(a.high[i], a.high[j]) <= np.minimum(b.low[i], b.low[j]))
    for side in (a, b):
        follows &= (side.low[i] <= side.low[j]) & (side.low[j] <= side.high[i]) & (side.high[i] <= side.high[j])
    low_held, high_held = np.zeros(len(some.boxes), np.bool_), np.zeros(len(some.boxes), np.bool_)
    low_held[j[follows]] = high_held[i[follows]] = True
    return low_held, high_held


def tried(boxes: Boxes, hashes: Hashes, first: Index, rarity: Rarity) -> Refined:
    """The boxes looked at once; `first` are the documents' first words, and the end.

    Boxes with one side much longer than the other are tried a second time without the words that are found alone: in a
    text on the same subject these draw an edge too far. What makes the stronger case is kept.
    """
    some = refined(boxes, hashes, first, rarity, LIGHT)
    sizes = some.boxes.a.high - some.boxes.a.low, some.boxes.b.high - some.boxes.b.low
    lopsided = np.flatnonzero(np.maximum(*sizes) > LOPSIDED * np.minimum(*sizes))
    if not len(lopsided):
        return some
    strict = refined(boxes.take(lopsided), hashes, first, rarity, STRICT)
    better = np.flatnonzero(strict.evidence * strict.similarity() > (some.evidence * some.similarity())[lopsided])
    return replaced(some, lopsided[better], taken(strict, better))


def joined(parts: Sequence[Refined]) -> Refined:
    """The rows of all parts, in order."""
    return Refined(
        stacked([part.boxes for part in parts]),
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.information for part in parts]),
        np.concatenate([part.shared for part in parts]),
    )


def replaced(some: Refined, rows: Index, others: Refined) -> Refined:
    """All rows, with others in place of some."""
    at = np.arange(len(some.evidence))
    at[rows] = len(at) + np.arange(len(rows))
    return taken(joined((some, others)), at)


def taken(some: Refined, rows: Index) -> Refined:
    """Some rows."""
    return Refined(some.boxes.take(rows), some.evidence[rows], some.information[rows], some.shared[rows])


def refined(boxes: Boxes, hashes: Hashes, first: Index, rarity: Rarity, rewording: Rewording) -> Refined:
    """The boxes with the edges that they have if their passages were reworded in some way."""
    n = len(boxes)
    a, b, n_pairs = sides(boxes, hashes, first, rarity)
    inside_a, inside_b = np.ones(len(a.words), np.bool_), np.ones(len(b.words), np.bool_)
    sizes_a, sizes_b = a.sizes, b.sizes
    seen = np.zeros(n_pairs, np.uint8)
    for turn in range(ROUNDS):
        score_a = _scores(a, b, inside_b, sizes_b, seen, 2 * turn + 1, rewording)
        score_b = _scores(b, a, inside_a, sizes_a, seen, 2 * turn + 2, rewording)
        low_a, high_a = _best(score_a, a, n)
        low_b, high_b = _best(score_b, b, n)
        inside_a = (a.words >= a.each(low_a)) & (a.words < a.each(high_a))
        inside_b = (b.words >= b.each(low_b)) & (b.words < b.each(high_b))
        sizes_a, sizes_b = high_a - low_a, high_b - low_b
    at_a, at_b = np.flatnonzero(inside_a), np.flatnonzero(inside_b)
    counts_a, counts_b = _counts(a, inside_a), _counts(b, inside_b)
    ids = a.ids.take(at_a)
    times, others = counts_a.take(ids), counts_b.take(ids)
    both = np.flatnonzero(others)
    at, times, others = at_a[both], times[both], others[both]
    box = a.box.take(at)
    shared = np.rint(np.bincount(box, np.minimum(times, others) / times, minlength=n)).astype(np.int64)
    information: Scores = np.bincount(box, -a.log_shares.take(at) / times, minlength=n).astype(np.float64)
    evidence = np.minimum(_evidence(score_a, a, at_a, counts_a, n), _evidence(score_b, b, at_b, counts_b, n))
    return Refined(Boxes(_edged(boxes.a, low_a, high_a), _edged(boxes.b, low_b, high_b)), evidence, information, shared)


def _counts(side: Side, inside: Flags) -> Index:
    """How often each id occurs inside."""
    return side.counts if inside.all() else np.bincount(side.ids[inside], minlength=len(side.counts))


def _edged(spans: Spans, low: Index, high: Index) -> Spans:
    """The spans with new edges, and cores that lie within them."""
    core_low = np.clip(spans.core_low, low, np.maximum(high - 1, low))
    return Spans(low, high, core_low, np.clip(spans.core_high, core_low, high))


def _evidence(score: Odds, side: Side, at: Index, counts: Index, n: int) -> Scores:
    score = score.take(at)
    weights = np.where(score > 0, score / counts.take(side.ids.take(at)), score)
    return np.bincount(side.box.take(at), weights, minlength=n).astype(np.float64)


def _scores(
    side: Side, other: Side, inside: Flags, sizes: Index, seen: NDArray[np.uint8], turn: int, rewording: Rewording
) -> Odds:
    """Log-odds of every word of a side, given the words of the other side that are `inside`; `sizes` are how many these
    are in each box.

    `seen` has room for the turn in which each pair was seen last.
    """
    # Going out from the core, each word of the other side explains one word of this side.
    available = _counts(other, inside).astype(np.int32)
    found = side.used < available.take(side.ids)
    whole = inside.all()
    for step, pairs in enumerate(other.pairs, 1):
        seen[pairs if whole else pairs[inside[:-step] & inside[step:]]] = turn
    seen[0] = 0
    together = np.zeros(len(found), np.bool_)
    for step, pairs in enumerate(side.pairs, 1):
        shared = seen.take(pairs) == turn
        together[:-step] |= shared
        together[step:] |= shared
    together &= found
    # With m expected occurrences of a word on the other side, chance is taken as m / (1 + m).
    lengths = np.maximum(sizes, 1).astype(np.float32)
    # Not log1p, which numpy has no fast way for without AVX-512; near zero it makes no difference here.
    missed = np.log(1 + side.shares * side.each(lengths))
    score: Odds = np.minimum(missed + np.float32(np.log(rewording.lost)), _HIGHEST_LOST)
    log_together = np.float32(np.log(rewording.together / NEIGHBOUR_CHANCE))
    log_alone = np.float32(np.log(rewording.alone / (1 - NEIGHBOUR_CHANCE)))
    kept = missed - side.log_shares - side.each(np.log(lengths)) + log_alone
    kept += np.where(together, log_together - log_alone, np.float32(0))
    score = np.where(found, kept, score)
    np.clip(score, LOWEST, HIGHEST, out=score)
    far = _far(found, side)
    score[far] = np.maximum(score.take(far), np.float32(LONG_GAP))
    return score


def _far(found: Flags, side: Side) -> Index:
    """The words that stand more than PATIENCE places behind the last word that is found, or the first of their box."""
    marks = found.copy()
    marks[side.head[:-1][side.sizes > 0]] = True
    at = np.flatnonzero(marks)
    left = np.concatenate((at[1:], [len(found)])) - at - (1 + PATIENCE)
    long = np.flatnonzero(left > 0)
    left = left[long]
    ends = np.cumsum(left)
    far: Index = np.arange(len(ends) and int(ends[-1])) + np.repeat(at[long] + 1 + PATIENCE - (ends - left), left)
    return far


def _best(score: Odds, side: Side, n: int) -> tuple[Index, Index]:
    """Word span of the best stretch of every window; an empty span where nothing scores."""
    sums = np.zeros(len(score) + 1, np.int64)
    np.cumsum(np.rint(score * np.float32(_STEPS)).astype(np.int64), out=sums[1:])
    apart = side.each(_SEPARATION * np.arange(n))
    before = sums[:-1] - apart
    lowest = np.minimum.accumulate(before)
    gain = sums[1:] - apart - lowest
    low, high = np.zeros(n, np.int64), np.zeros(n, np.int64)
    present = np.flatnonzero(side.sizes)
    if len(present):
        best = np.zeros(n, np.int64)
        best[present] = np.maximum.reduceat(gain, side.head[present])
        peak = np.flatnonzero((gain == side.each(best)) & (gain > 0))
        box = side.box[peak]
        first = np.flatnonzero(np.diff(box, prepend=-1))
        box, end = box[first], peak[first]
        starts = np.flatnonzero(before == lowest)
        start = starts[np.searchsorted(starts, end, side="right") - 1]
        low[box], high[box] = side.words[start], side.words[end] + 1
    return low, high
