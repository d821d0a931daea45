"""The words around the boxes of a batch, laid end to end, with numbers for equal words and equal pairs of words."""

from collections.abc import Callable
from dataclasses import dataclass

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
    ids: Small
    used: Small
    """Going out from the core, how many equal words stand between the core and each word."""
    pairs: tuple[tuple[Small, Small], ...]
    """For words 1 and 2 places apart: places of the first words, and ids of the ordered pairs."""
    shares: Odds
    log_shares: Odds


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
    in_a = order < len(values[0])
    orders = order[in_a], order[~in_a] - len(values[0])
    # Only a pair of words that are both on both sides can be a pair of both sides.
    in_both = np.logical_and(*(np.bincount(some, minlength=n_ids) > 0 for some in ids))
    places, steps, step_owners = [], [], []
    for some, value, box in zip(ids, values, owners, strict=True):
        kept = in_both[some]
        for step in (1, 2):
            at = np.flatnonzero(kept[:-step] & kept[step:] & (box[:-step] == box[step:]))
            places.append(at.astype(np.int32))
            steps.append((value[at] * _LEFT + value[at + step]) * _LEFT)
            step_owners.append(box[at])
    pairs, n_pairs, _ = _local_ids(steps, step_owners, len(boxes))
    found = []
    for k, ((words, box, head), spans) in enumerate(zip(windows, (boxes.a, boxes.b), strict=True)):
        shares = rarity.shares(values[k])
        found.append(
            Side(
                words,
                box,
                head,
                ids[k],
                _used(words, ids[k], orders[k], spans.core_low[box], spans.core_high[box], n_ids),
                tuple((places[i], pairs[i]) for i in (2 * k, 2 * k + 1)),
                shares,
                np.log(shares),
            )
        )
    return found[0], found[1], n_ids, n_pairs


def _used(words: Index, ids: Small, order: Index, core_low: Index, core_high: Index, n_ids: int) -> Small:
    """How many equal words stand between each word and the far end of its box's core; none for the core itself.

    `order` are the words by id, those of one id in order.
    """
    owner = ids[order]
    heads = np.flatnonzero(np.diff(owner, prepend=-1))
    rank = np.empty(len(ids), np.int32)
    rank[order] = np.arange(len(ids)) - np.repeat(heads, np.diff(np.append(heads, len(ids))))
    before, until = words < core_low, words < core_high
    count_before = np.bincount(ids[before], minlength=n_ids).astype(np.int32)[ids]
    count_until = np.bincount(ids[until], minlength=n_ids).astype(np.int32)[ids]
    used = np.where(before, count_until - 1 - rank, rank - count_before)
    used[until & ~before] = 0
    return used.astype(np.int32)


def _windows(low: Index, high: Index) -> tuple[Index, Small, Index]:
    """Spans laid end to end: word and number of the span at every position, and where each span starts."""
    sizes = np.maximum(high - low, 0)
    head = np.concatenate(([0], np.cumsum(sizes)))
    box = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return np.arange(int(head[-1])) + (low - head[:-1])[box], box, head


def _local_ids(values: list[NDArray[np.uint64]], boxes: list[Small], n_boxes: int) -> tuple[list[Small], int, Index]:
    """Small numbers for equal values in one box, how many numbers there are, and the places of all values by number.

    One sort of packed (box, value, position) keys: several times faster than sorting indices or searching.
    """
    n = sum(map(len, values))
    position_bits, box_bits = np.uint64(n.bit_length()), n_boxes.bit_length()
    keys = np.concatenate(values) >> np.uint64(box_bits)
    keys |= np.concatenate(boxes).astype(np.uint64) << np.uint64(64 - box_bits)
    keys = np.sort(keys >> position_bits << position_bits | np.arange(n, dtype=np.uint64))
    position = (keys & ((np.uint64(1) << position_bits) - np.uint64(1))).astype(np.int64)
    keys >>= position_bits
    group = np.zeros(n, np.int32)
    np.cumsum(keys[1:] != keys[:-1], out=group[1:])
    ids = np.empty(n, np.int32)
    ids[position] = group
    return np.split(ids, np.cumsum([len(part) for part in values])[:-1]), int(group[-1]) + 1 if n else 0, position
