"""What changed between two tellings: a word-level edit script with moved blocks."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from reader.text.words import Words, words

MOVED_WORDS = 4
"""Fewest words in a row that are called moved rather than taken out here and put in there."""

_MOVE_PLACES = 8
"""Places at which the beginning of a moved block is looked for: bounds the work on repetitive text."""

_CELLS = 1 << 24
"""Largest edit matrix handed to rapidfuzz, in cells: 4,000 by 4,000 words take about 2 ms and 2 MB."""

Op = Literal["equal", "insert", "delete", "replace"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step from `a` to `b`. Spans run from the first to the last of its words; what separates words is in none."""

    op: Op
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    exact: bool = True
    """False for equal words whose characters differ: in case, accents or typography only."""

    moved: tuple[int, int] | None = None
    """For a deletion or an insertion that is a block moved: the block's span in the other text."""


def diff(a: str, b: str) -> tuple[Edit, ...]:
    """The word-level edit script from `a` to `b`, in order of place.

    Words that differ only in case, accents or typography are equal. The script is a shortest one of insertions and
    deletions (rapidfuzz Indel) for passages up to some 4,000 words; longer ones are first cut at words that occur once
    in each. Blocks of MOVED_WORDS or more that were taken out in one place and put in at another are marked as moved.
    """
    words_a, words_b = words(a), words(b)
    hashes_a, hashes_b = words_a.hashes.tolist(), words_b.hashes.tolist()
    steps = list(_joined(_steps(hashes_a, hashes_b, 0, 0)))
    moves_a, moves_b = _moves(steps, hashes_a, hashes_b)
    edits: list[Edit] = []
    for op, a0, a1, b0, b1 in steps:
        if op == "equal":
            edits += _equal_edits(a, b, words_a, words_b, a0, b0, a1 - a0)
            continue
        pieces_a = _pieces(a0, a1, moves_a)
        pieces_b = _pieces(b0, b1, moves_b)
        if len(pieces_a) == len(pieces_b) == 1 and pieces_a[0][2] is None and pieces_b[0][2] is None:
            edits.append(Edit("replace", *_span(words_a, a0, a1), *_span(words_b, b0, b1)))
            continue
        at_b = _span(words_b, b0, b0)
        for low, high, target in pieces_a:
            moved = None if target is None else _span(words_b, target, target + high - low)
            edits.append(Edit("delete", *_span(words_a, low, high), *at_b, moved=moved))
        at_a = _span(words_a, a1, a1)
        for low, high, target in pieces_b:
            moved = None if target is None else _span(words_a, target, target + high - low)
            edits.append(Edit("insert", *at_a, *_span(words_b, low, high), moved=moved))
    return tuple(edits)


Step = tuple[Op, int, int, int, int]
"""A tag and the words [a0, a1) and [b0, b1)."""

Block = tuple[int, int]
"""A moved block: how many words, and the first of them in the other text."""


def _span(some: Words, low: int, high: int) -> tuple[int, int]:
    """Characters of the words [low, high); for no words, the empty span after the word before."""
    if low < high:
        return int(some.starts[low]), int(some.ends[high - 1])
    at = int(some.ends[low - 1]) if low else 0
    return at, at


def _joined(steps: Iterator[Step]) -> Iterator[Step]:
    """The steps with neighbouring changes made one: "replace" if both sides have words."""
    a0 = b0 = a1 = b1 = 0
    for op, low_a, high_a, low_b, high_b in steps:
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


def _steps(a: list[int], b: list[int], base_a: int, base_b: int) -> Iterator[Step]:
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
        yield from _steps(a, b, base_a, base_b)
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


def _equal_edits(a: str, b: str, words_a: Words, words_b: Words, a0: int, b0: int, n: int) -> Iterator[Edit]:
    """A run of equal words, parted where the characters of the words begin or cease to differ."""
    start = 0
    exact = [
        a[words_a.starts[a0 + i] : words_a.ends[a0 + i]] == b[words_b.starts[b0 + i] : words_b.ends[b0 + i]]
        for i in range(n)
    ]
    for i in range(1, n + 1):
        if i == n or exact[i] != exact[start]:
            spans = *_span(words_a, a0 + start, a0 + i), *_span(words_b, b0 + start, b0 + i)
            yield Edit("equal", *spans, exact=exact[start])
            start = i


def _moves(steps: list[Step], a: list[int], b: list[int]) -> tuple[dict[int, Block], dict[int, Block]]:
    """Moved blocks by their first word in `a`, and the same by their first word in `b`."""
    seen: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    free = bytearray(len(b))
    changed = [step for step in steps if step[0] != "equal"]
    for _, _, _, b0, b1 in changed:
        free[b0:b1] = b"\1" * (b1 - b0)
        for i in range(b0, b1 - MOVED_WORDS + 1):
            places = seen[tuple(b[i : i + MOVED_WORDS])]
            if len(places) < _MOVE_PLACES:
                places.append(i)
    from_a: dict[int, Block] = {}
    from_b: dict[int, Block] = {}
    for _, at, a1, _, _ in changed:
        while at + MOVED_WORDS <= a1:
            n = 0
            for target in seen.get(tuple(a[at : at + MOVED_WORDS]), ()):
                while at + n < a1 and target + n < len(b) and free[target + n] and a[at + n] == b[target + n]:
                    n += 1
                if n >= MOVED_WORDS:
                    from_a[at], from_b[target] = (n, target), (n, at)
                    free[target : target + n] = bytes(n)
                    break
                n = 0
            at += max(n, 1)
    return from_a, from_b


def _pieces(low: int, high: int, moves: dict[int, Block]) -> list[tuple[int, int, int | None]]:
    """The words [low, high) cut at moved blocks: (first, end, first word in the other text if moved)."""
    pieces: list[tuple[int, int, int | None]] = []
    at = start = low
    while at < high:
        block = moves.get(at)
        if block is None:
            at += 1
            continue
        if start < at:
            pieces.append((start, at, None))
        pieces.append((at, at + block[0], block[1]))
        at = start = at + block[0]
    if start < high:
        pieces.append((start, high, None))
    return pieces
