"""The steps from one list of words to another: what stays, what is taken out and what is put in."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from reader.similarity import Indel

_CELLS = 1 << 24
"""Largest edit matrix handed to rapidfuzz, in cells: 4,000 by 4,000 words take about 2 ms and 2 MB."""

ISLAND_CHARACTERS = 6
"""Words that stay between changes are an island if they are no longer than this: "the", "of a"; not a name."""

ISLAND_CHANGE = 3
"""Words changed on either side of an island from which on it is chance: it says nothing and parts a change."""

Op = Literal["equal", "insert", "delete", "replace"]

Step = tuple[Op, int, int, int, int]
"""A tag and the words [a0, a1) and [b0, b1)."""


def steps(a: list[int], b: list[int], lengths: Sequence[int]) -> list[Step]:
    """The steps from the words `a` to the words `b`, given by numbers; `lengths` are the characters of those of `a`.

    A shortest script of insertions and deletions (rapidfuzz Indel), but for islands of short words amid long changes.
    Lists of more than some 4,000 words are first cut at words that occur once in each. Two changes are never
    neighbours; "replace" has words on both sides.
    """
    return list(_joined(_without_islands(list(_joined(_opcodes(a, b, 0, 0))), lengths)))


def _without_islands(some: list[Step], lengths: Sequence[int]) -> Iterator[Step]:
    """The steps with islands made part of the change around them."""
    before = 0
    for i, (op, a0, a1, b0, b1) in enumerate(some):
        if op != "equal":
            before += max(a1 - a0, b1 - b0)
            yield op, a0, a1, b0, b1
            continue
        after = max(some[i + 1][2] - some[i + 1][1], some[i + 1][4] - some[i + 1][3]) if i + 1 < len(some) else 0
        if min(before, after) >= ISLAND_CHANGE and sum(lengths[a0:a1]) <= ISLAND_CHARACTERS:
            before += a1 - a0
            yield "replace", a0, a1, b0, b1
        else:
            before = 0
            yield op, a0, a1, b0, b1


def _joined(some: Iterable[Step]) -> Iterator[Step]:
    """The steps with neighbouring changes made one: "replace" if both sides have words."""
    a0 = b0 = a1 = b1 = 0
    for op, low_a, high_a, low_b, high_b in some:
        if op != "equal":
            a1, b1 = high_a, high_b
            continue
        if a1 > a0 or b1 > b0:
            yield ("replace" if a1 > a0 and b1 > b0 else "delete" if a1 > a0 else "insert"), a0, a1, b0, b1
        yield op, low_a, high_a, low_b, high_b
        a0 = a1 = high_a
        b0 = b1 = high_b
    if a1 > a0 or b1 > b0:
        yield ("replace" if a1 > a0 and b1 > b0 else "delete" if a1 > a0 else "insert"), a0, a1, b0, b1


def _opcodes(a: list[int], b: list[int], base_a: int, base_b: int) -> Iterator[Step]:
    """The edit script of two lists of words; indices are shifted by the bases."""
    if len(a) * len(b) <= _CELLS:
        for op in Indel.opcodes(a, b):
            tag: Op = "equal" if op.tag == "equal" else "replace"
            yield tag, op.src_start + base_a, op.src_end + base_a, op.dest_start + base_b, op.dest_end + base_b
        return
    anchors = _anchors(a, b)
    if not anchors:
        yield "replace", base_a, base_a + len(a), base_b, base_b + len(b)
        return
    at_a = at_b = 0
    for next_a, next_b in (*anchors, (len(a), len(b))):
        yield from _steps_between(a[at_a:next_a], b[at_b:next_b], base_a + at_a, base_b + at_b)
        at_a, at_b = next_a, next_b


def _steps_between(a: list[int], b: list[int], base_a: int, base_b: int) -> Iterator[Step]:
    """Steps between two anchors: too long a stretch without anchors counts as rewritten."""
    if len(a) * len(b) <= _CELLS:
        yield from _opcodes(a, b, base_a, base_b)
    else:
        yield "replace", base_a, base_a + len(a), base_b, base_b + len(b)


def _anchors(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """Places of words that occur once in each list, the longest run that is in order in both (patience diff)."""
    counts_a, counts_b = Counter(a), Counter(b)
    place_b = {word: i for i, word in enumerate(b) if counts_b[word] == 1}
    matched = [(i, place_b[word]) for i, word in enumerate(a) if counts_a[word] == 1 and word in place_b]
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(matched):
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
        tops[pile : pile + 1] = [index]
        before.append(tops[pile - 1] if pile else -1)
    chain: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(matched[at])
        at = before[at]
    return chain[::-1]
