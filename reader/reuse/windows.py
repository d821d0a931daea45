"""The words around the boxes of a batch, laid end to end, with numbers for equal words and equal pairs of words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.reuse.passages import Boxes
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity

LEAST_MARGIN, MOST_MARGIN = 8, 36
"""Words looked at on each side of a box: half a sentence of a small one, as most are, and more where there is evidence
that may reach over a gap."""

_LEFT = np.uint64(0x9E3779B97F4A7C15)

Odds = NDArray[np.float32]
Small = NDArray[np.int32]
Hashes = Callable[[Index], NDArray[np.uint64]]
"""The hashes of some words."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of many boxes: the words of their windows end to end; ids are local to a box and shared by its sides."""

    words: Index
    box: Small
    head: Index
    sizes: Index
    """Words of each window."""
    ids: Index
    used: Small
    """Going out from the core, how many equal words stand between the core and each word."""
    pairs: tuple[tuple[Index, Index], ...]
    """For words 1 and 2 places apart: places of the first words, and ids of the ordered pairs."""
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


def sides(boxes: Boxes, hashes: Hashes, first: Index, rarity: Rarity) -> tuple[Side, Side, int, int]:
    """Both sides, how many different words and how many different pairs of words there are."""
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
    owners = [box for _, box, _ in windows]
    values = [hashes(words) for words, _, _ in windows]
    ids, n_ids, order = _local_ids(values, owners, len(boxes))
    counts = [np.bincount(some, minlength=n_ids) for some in ids]
    ranks = _ranks(order, ids, *counts)
    # Only a pair of words that are both on both sides can be a pair of both sides.
    in_both = (counts[0] > 0) & (counts[1] > 0)
    places, steps, step_owners = [], [], []
    for some, value, box in zip(ids, values, owners, strict=True):
        kept = in_both.take(some)
        for step in (1, 2):
            at = np.flatnonzero(kept[:-step] & kept[step:] & (box[:-step] == box[step:]))
            places.append(at)
            steps.append((value.take(at) * _LEFT + value.take(at + step)) * _LEFT)
            step_owners.append(box.take(at))
    pairs, n_pairs, _ = _local_ids(steps, step_owners, len(boxes))
    found = []
    for k, ((words, box, head), spans) in enumerate(zip(windows, (boxes.a, boxes.b), strict=True)):
        shares, sizes = rarity.shares(values[k]), np.diff(head)
        cores = np.repeat(spans.core_low, sizes), np.repeat(spans.core_high, sizes)
        found.append(
            Side(
                words,
                box,
                head,
                sizes,
                ids[k],
                _used(words, ids[k], ranks[k], *cores, n_ids),
                tuple((places[i], pairs[i]) for i in (2 * k, 2 * k + 1)),
                shares,
                np.log(shares),
            )
        )
    return found[0], found[1], n_ids, n_pairs


def _ranks(order: Index, ids: list[Index], counts_a: Index, counts_b: Index) -> tuple[Small, Small]:
    """How many equal words of its side stand before each word, for both sides.

    `order` are the words of both sides by id, those of one id in order, and the counts how many of each id they have.
    """
    counts = counts_a + counts_b
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    of_a, of_b = np.split(rank, [len(ids[0])])
    return of_a, of_b - counts_a.astype(np.int32).take(ids[1])


def _used(words: Index, ids: Index, rank: Small, core_low: Index, core_high: Index, n_ids: int) -> Small:
    """How many equal words stand between each word and the far end of its box's core; none for the core itself."""
    before, until = words < core_low, words < core_high
    count_before = np.bincount(ids[before], minlength=n_ids).astype(np.int32).take(ids)
    count_until = np.bincount(ids[until], minlength=n_ids).astype(np.int32).take(ids)
    used = np.where(before, count_until - 1 - rank, rank - count_before)
    used[until & ~before] = 0
    return used


def _windows(low: Index, high: Index) -> tuple[Index, Small, Index]:
    """Spans laid end to end: word and number of the span at every position, and where each span starts."""
    sizes = np.maximum(high - low, 0)
    head = np.concatenate(([0], np.cumsum(sizes)))
    box = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return np.arange(int(head[-1])) + np.repeat(low - head[:-1], sizes), box, head


def _local_ids(values: list[NDArray[np.uint64]], boxes: list[Small], n_boxes: int) -> tuple[list[Index], int, Index]:
    """Small numbers for equal values in one box, how many numbers there are, and the places of all values by number.

    One sort of packed (box, value, position) keys: several times faster than sorting indices or searching.
    """
    keys = np.concatenate(values)
    n = len(keys)
    position_bits, box_bits = np.uint64(n.bit_length()), n_boxes.bit_length()
    positions = (np.uint64(1) << position_bits) - np.uint64(1)
    keys >>= np.uint64(box_bits)
    keys |= np.concatenate(boxes).astype(np.uint64) << np.uint64(64 - box_bits)
    keys &= ~positions
    keys |= np.arange(n, dtype=np.uint64)
    keys.sort()
    position = (keys & positions).astype(np.int64)
    keys >>= position_bits
    group = np.zeros(n, np.int64)
    np.cumsum(keys[1:] != keys[:-1], out=group[1:])
    ids = np.empty(n, np.int64)
    ids[position] = group
    return np.split(ids, np.cumsum([len(part) for part in values])[:-1]), int(group[-1]) + 1 if n else 0, position
