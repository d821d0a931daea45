"""The steps from one list of words to another: what stays, what is taken out and what is put in."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import sqrt
from typing import Literal

from reader.similarity import Indel

_CELLS = 1 << 24
"""Largest edit matrix handed to rapidfuzz, in cells: 4,000 by 4,000 words take about 2 ms and 2 MB."""

CHANGE = 6.0
"""Weight of the words that must stay to part one change in two: more than "of the" has, or a name that comes again and
again; less than a name that occurs once."""

CHANGE_WORDS = 4
"""Words that both changes must have for that; shorter ones are parted for less in proportion."""

FORMULA_SHARE = 0.4
"""Share of their words that two texts must have in one order for it not to be chance, however common these words are,
as in logs and forms: no passage is told again with less, and of 150 pairs of news none has more than 0.36."""

Op = Literal["equal", "insert", "delete", "replace"]

Step = tuple[Op, int, int, int, int]
"""A tag and the words [a0, a1) and [b0, b1)."""


def steps(a: list[int], b: list[int], weights: Sequence[float]) -> list[Step]:
    """The steps from the words `a` to the words `b`, given by numbers; `weights` are those of the words of `a`.

    A shortest script of insertions and deletions (rapidfuzz Indel), without islands: words that stay by chance between
    long changes. Lists of more than some 4,000 words are first cut at words that occur once in each, and where
    there are none halved. Two changes are never neighbours; "replace" has words on both sides.
    """
    return list(_joined(_without_islands(list(_joined(_opcodes(a, b))), weights)))


def weights(a: list[int], b: list[int], lengths: Sequence[int]) -> list[float]:
    """What it says of each word of `a` that it is in `b`: its characters, the less the more often it occurs."""
    counts_a, counts_b = Counter(a), Counter(b)
    return [size / sqrt(max(counts_a[word], counts_b[word])) for word, size in zip(a, lengths, strict=True)]


def _without_islands(some: list[Step], weights: Sequence[float]) -> Iterator[Step]:
    """The steps with the runs of equal words left that weigh most together, less what the changes between them cost.

    All are left where hardly any would be of texts that are alike: all their words are common, so none weighs much.
    """
    kept = set(_chain(some, weights))
    equal = {i for i, step in enumerate(some) if step[0] == "equal"}
    n_equal, n_kept = (sum(some[i][2] - some[i][1] for i in rows) for rows in (equal, kept))
    n_words = some[-1][2] + some[-1][4] if some else 0
    if 2 * n_kept < n_equal and 2 * n_equal >= FORMULA_SHARE * n_words:
        kept = equal
    for i, step in enumerate(some):
        yield step if step[0] != "equal" or i in kept else ("replace", *step[1:])


def _chain(some: list[Step], weights: Sequence[float]) -> Iterator[int]:
    """The indices of these runs, from the last to the first: the best chain, each link to a run near by or to the best
    of all before it, from which the change costs the same however long it is."""
    cost = CHANGE / CHANGE_WORDS
    runs = [i for i, step in enumerate(some) if step[0] == "equal"]
    sizes = [0, *accumulate(max(a1 - a0, b1 - b0) for _, a0, a1, b0, b1 in some)]
    best: list[float] = []
    before: list[int] = []
    far, n_far = -1, 0
    for at, i in enumerate([*runs, len(some)]):
        while n_far < at and sizes[i] - sizes[runs[n_far] + 1] >= CHANGE_WORDS:
            far = n_far if far < 0 or best[n_far] > best[far] else far
            n_far += 1
        links = [(-cost * min(sizes[i], CHANGE_WORDS), -1)]
        links += [(best[far] - CHANGE, far)] if far >= 0 else []
        links += [(best[j] - cost * (sizes[i] - sizes[runs[j] + 1]), j) for j in range(n_far, at)]
        value, link = max(links)
        best.append(value + (sum(weights[some[i][1] : some[i][2]]) if i < len(some) else 0.0))
        before.append(link)
    at = before[-1]
    while at >= 0:
        yield runs[at]
        at = before[at]


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


def _opcodes(a: list[int], b: list[int]) -> Iterator[Step]:
    """The edit script of two lists of words."""
    at_a = at_b = 0
    anchors = _anchors(a, b) if len(a) * len(b) > _CELLS else ()
    for next_a, next_b in (*anchors, (len(a), len(b))):
        yield from _steps_between(a[at_a:next_a], b[at_b:next_b], at_a, at_b)
        at_a, at_b = next_a, next_b


def _steps_between(a: list[int], b: list[int], base_a: int, base_b: int) -> Iterator[Step]:
    """Steps between two anchors, with indices shifted by the bases: too long a stretch is halved."""
    if len(a) * len(b) > _CELLS:
        half_a, half_b = len(a) // 2, len(b) // 2
        yield from _steps_between(a[:half_a], b[:half_b], base_a, base_b)
        yield from _steps_between(a[half_a:], b[half_b:], base_a + half_a, base_b + half_b)
        return
    for op in Indel.opcodes(a, b):
        tag: Op = "equal" if op.tag == "equal" else "replace"
        yield tag, op.src_start + base_a, op.src_end + base_a, op.dest_start + base_b, op.dest_end + base_b


def _anchors(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """Places of words that occur once in each list, the longest run that is in order in both (patience diff)."""
    counts_a, counts_b = Counter(a), Counter(b)
    place_b = {word: i for i, word in enumerate(b) if counts_b[word] == 1}
    return longest_rise([(i, place_b[word]) for i, word in enumerate(a) if counts_a[word] == 1 and word in place_b])


def longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in the order of their first numbers, the most whose second ones rise (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
        tops[pile : pile + 1] = [index]
        before.append(tops[pile - 1] if pile else -1)
    chain: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
