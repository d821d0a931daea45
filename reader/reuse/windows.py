"""The words around the boxes of a batch, laid end to end, with numbers for equal words and equal pairs of words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity

LEAST_MARGIN, MOST_MARGIN = 8, 36
"""Words looked at on each side of a box: half a sentence of a small one, as most are, and more where there is evidence
that may reach over a gap."""

Odds = NDArray[np.float32]
Small = NDArray[np.int32]
Hashes = Callable[[Index], NDArray[np.uint64]]
"""The hashes of some words."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of many boxes: the words of their windows end to end; ids are local to a box and shared by its sides."""

    words: Index
    box: Index
    head: Index
    sizes: Index
    """Words of each window."""
    ids: Index
    counts: Index
    """Words of each id."""
    used: Small
    """Going out from the core, how many equal words stand between the core and each word."""
    pairs: tuple[Index, ...]
    """Numbers of the ordered pairs that each word makes with the one 1 and 2 places on, except the last words; 0 where
    one of the two is on this side alone."""
    shares: Odds
    log_shares: Odds

    def each(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values of the boxes, for every word."""
        return np.repeat(values, self.sizes)


def margins(boxes: Boxes) -> Index:
    """Words looked at on each side of boxes: three for each four words of the longer side, within bounds."""
    words = np.maximum(boxes.a.high - boxes.a.low, boxes.b.high - boxes.b.low)
    margin: Index = np.clip(4 + words * 3 // 4, LEAST_MARGIN, MOST_MARGIN)
    return margin


def sides(boxes: Boxes, hashes: Hashes, first: Index, rarity: Rarity) -> tuple[Side, Side, int]:
    """Both sides, and how many numbers there are for pairs of words."""
    document_a = np.searchsorted(first, boxes.a.low, side="right") - 1
    document_b = np.searchsorted(first, boxes.b.low, side="right") - 1
    limit_a, limit_b = first[document_a + 1], first[document_b]
    within = np.flatnonzero(document_a == document_b)
    # A passage is not reuse of itself: the sides of a box in one document meet halfway.
    limit_a[within] = limit_b[within] = (boxes.a.core_high[within] + boxes.b.core_low[within]) // 2
    margin = margins(boxes)
    windows = (
        _windows(np.maximum(boxes.a.low - margin, first[document_a]), np.minimum(boxes.a.high + margin, limit_a)),
        _windows(np.maximum(boxes.b.low - margin, limit_b), np.minimum(boxes.b.high + margin, first[document_b + 1])),
    )
    values = np.concatenate([hashes(words) for words, _, _ in windows])
    owners = np.concatenate([box for _, box, _ in windows])
    ids, ranks, heads = _local_ids(values, owners, len(boxes))
    cut = len(windows[0][0])
    counts = [np.bincount(some, minlength=len(heads)) for some in (ids[:cut], ids[cut:])]
    ranks[cut:] -= counts[0].astype(np.int32).take(ids[cut:])
    shares = rarity.shares(values.take(heads))
    log_shares = np.log(shares)
    in_both = np.flatnonzero((counts[0] > 0) & (counts[1] > 0))
    before, after, n_pairs = _numbers(in_both, heads, owners, cut, len(boxes))
    found = []
    for part, (words, box, head), spans, count in zip(
        (slice(cut), slice(cut, None)), windows, (boxes.a, boxes.b), counts, strict=True
    ):
        sizes, some = np.diff(head), ids[part]
        found.append(
            Side(
                words,
                box,
                head,
                sizes,
                some,
                count,
                _used(words, some, ranks[part], spans, sizes, count),
                _pairs(box, before.take(some), after.take(some)),
                shares.take(some),
                log_shares.take(some),
            )
        )
    return found[0], found[1], n_pairs


def _numbers(in_both: Index, heads: Index, box: Index, n_words: int, n_boxes: int) -> tuple[Index, Index, int]:
    """For each id what it adds to the number of a pair as its first and as its second word, and the end of all numbers.

    Every box has a table of the pairs of words that are on both sides: only these can both sides have. Pairs of words
    that appear one after the other have numbers one after the other, which are close in memory. Other ids add 0.
    """
    places = heads[in_both]
    appear = np.zeros(n_words, np.bool_)
    appear[places] = True
    box = box[places]
    widths = np.bincount(box, minlength=n_boxes)
    areas = 2 * widths * widths
    width = widths.take(box)
    rank = np.cumsum(appear).take(places) - 1 - (np.cumsum(widths) - widths).take(box)
    first, second = np.zeros(len(heads), np.int64), np.zeros(len(heads), np.int64)
    first[in_both] = (1 + np.cumsum(areas) - areas + widths * widths).take(box) - rank * (width - 1)
    second[in_both] = rank * width
    return first, second, 1 + int(areas.sum())


def _pairs(box: Index, first: Index, second: Index) -> tuple[Index, ...]:
    """The pairs of words 1 and 2 places apart, given what each word adds to their numbers."""
    kept = first > 0
    return tuple(
        np.where(kept[:-step] & kept[step:] & (box[:-step] == box[step:]), first[:-step] + second[step:], 0)
        for step in (1, 2)
    )


def _used(words: Index, ids: Index, rank: Small, cores: Spans, sizes: Index, counts: Index) -> Small:
    """How many equal words stand between each word and the far end of its box's core; none for the core itself."""
    before = np.flatnonzero(words < np.repeat(cores.core_low, sizes))
    after = np.flatnonzero(words >= np.repeat(cores.core_high, sizes))
    ids_before, ids_after = ids.take(before), ids.take(after)
    count_before = np.bincount(ids_before, minlength=len(counts)).astype(np.int32)
    count_until = (counts - np.bincount(ids_after, minlength=len(counts))).astype(np.int32)
    used = np.zeros(len(words), np.int32)
    used[before] = count_until.take(ids_before) - 1 - rank.take(before)
    used[after] = rank.take(after) - count_before.take(ids_after)
    return used


def _windows(low: Index, high: Index) -> tuple[Index, Index, Index]:
    """Spans laid end to end: word and number of the span at every position, and where each span starts."""
    sizes = np.maximum(high - low, 0)
    head = np.concatenate(([0], np.cumsum(sizes)))
    box = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(int(head[-1])) + np.repeat(low - head[:-1], sizes), box, head


def _local_ids(values: NDArray[np.uint64], boxes: Index, n_boxes: int) -> tuple[Index, Small, Index]:
    """Small numbers for equal values in one box, how many equal ones stand before each, and the first of each number.

    One sort of packed (box, value, position) keys: several times faster than sorting indices or searching.
    """
    n = len(values)
    position_bits, box_bits = np.uint64(n.bit_length()), n_boxes.bit_length()
    positions = (np.uint64(1) << position_bits) - np.uint64(1)
    keys = values >> np.uint64(box_bits)
    keys |= boxes.astype(np.uint64) << np.uint64(64 - box_bits)
    keys &= ~positions
    keys |= np.arange(n, dtype=np.uint64)
    keys.sort()
    position = (keys & positions).view(np.int64)
    keys >>= position_bits
    fresh = np.ones(n, np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    heads = np.flatnonzero(fresh)
    group = np.cumsum(fresh) - 1
    ids, rank = np.empty(n, np.int64), np.empty(n, np.int32)
    ids[position] = group
    rank[position] = np.arange(n) - heads.take(group)
    return ids, rank, position.take(heads)
