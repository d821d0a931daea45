"""What changed between two tellings: a word-level edit script with moved blocks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reader.reuse.sliding import slid
from reader.reuse.steps import CHANGE, Op, Step, steps, weights
from reader.text.punctuation import STOPS
from reader.text.subtitles import without_cues
from reader.text.words import Words, words

MOVED_WORDS = 4
"""Fewest words in a row that are called moved rather than taken out here and put in there."""

_MOVE_PLACES = 8
"""Places at which the beginning of a moved block is looked for: bounds the work on repetitive text."""

_INSIDE_WORDS = frozenset("'’ʼ‘´`＇")
"""What parts no word in which it stands between two letters: don't, rock'n'roll, l'heure."""

_INSIDE_NUMBERS = frozenset(".,:")
"""What parts no number in which it stands between two digits: 2.5, 1,000, 10:30."""


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

    Words that differ only in case, accents or typography are equal. A word with an apostrophe is one word, as is a
    number with its separators; characters of scripts that are written without spaces are words of their own. Blocks of
    MOVED_WORDS or more that were taken out in one place and put in at another are marked as moved, unless their words
    are those of which both texts are full.
    """
    words_a, words_b = whole_words(a), whole_words(b)
    hashes_a, hashes_b = words_a.hashes.tolist(), words_b.hashes.tolist()
    weight = weights(hashes_a, hashes_b, (words_a.ends - words_a.starts).tolist())
    changes = steps(hashes_a, hashes_b, weight)
    changes = slid(changes, hashes_a, hashes_b, (_breaks(a, words_a), _breaks(b, words_b)))
    moves_a, moves_b = _moves(changes, hashes_a, hashes_b, weight)
    edits: list[Edit] = []
    for op, a0, a1, b0, b1 in changes:
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


Block = tuple[int, int]
"""A moved block: how many words, and the first of them in the other text."""


def whole_words(text: str) -> Words:
    """The words of a text as a reader sees them: not parted at apostrophes, nor at the points and commas of numbers.
    Numbers and times of subtitles are none."""
    some = words(without_cues(text), bigrams=False)
    if len(some) < 2:
        return some
    marks = np.flatnonzero(some.starts[1:] - some.ends[:-1] == 1).tolist()
    inside = np.zeros(len(some), np.bool_)
    inside[[i + 1 for i in marks if _is_inside(text, int(some.ends[i]))]] = True
    heads = np.flatnonzero(~inside)
    # What follows a head is spread by its place, so that words are told apart by the order of their parts too.
    place = np.arange(len(some)) - np.repeat(heads, np.diff(np.append(heads, len(some))))
    hashes = np.add.reduceat(some.hashes * (2 * place + 1).astype(np.uint64), heads)
    return Words(some.starts[heads], some.ends[np.append(heads[1:], len(some)) - 1], hashes)


_BREAK, _STOP, _MARK = 4, 3, 1
"""How much a text breaks at a line end, where a sentence ends, and at any other mark."""


def _breaks(text: str, some: Words) -> list[int]:
    """How much the text breaks before each word, and behind the last."""
    edges = zip((0, *some.ends.tolist()), (*some.starts.tolist(), len(text)), strict=True)
    return [_broken(text[low:high]) for low, high in edges]


def _broken(gap: str) -> int:
    if gap == " ":
        return 0
    return _BREAK if "\n" in gap else _STOP if any(map(STOPS.__contains__, gap)) else _MARK if gap.strip() else 0


def _is_inside(text: str, at: int) -> bool:
    """Whether a mark between two words belongs to a word that both are parts of."""
    before, mark, after = text[at - 1], text[at], text[at + 1]
    if mark in _INSIDE_NUMBERS:
        return before.isdigit() and after.isdigit()
    return mark in _INSIDE_WORDS


def _span(some: Words, low: int, high: int) -> tuple[int, int]:
    """Characters of the words [low, high); for no words, the empty span after the word before."""
    if low < high:
        return int(some.starts[low]), int(some.ends[high - 1])
    at = int(some.ends[low - 1]) if low else 0
    return at, at


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


def _moves(
    changes: Sequence[Step], a: list[int], b: list[int], weight: Sequence[float]
) -> tuple[dict[int, Block], dict[int, Block]]:
    """Moved blocks by their first word in `a`, and the same by their first word in `b`."""
    seen: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    free = bytearray(len(b))
    changed = [step for step in changes if step[0] != "equal"]
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
                if n >= MOVED_WORDS and sum(weight[at : at + n]) >= CHANGE:
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
