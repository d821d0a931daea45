"""Words of paragraphs as arrays, with what a segmenter wants to know of each: its hash, case and digits."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.text.characters import (
    COMMA,
    DIGIT,
    IDEOGRAPH,
    LETTER,
    QUOTE,
    SPACE,
    STOP,
    UPPER,
    Codes,
    classify,
    encode,
    fold,
)
from reader.text.paragraphs import Paragraphs

MULTIPLIER = 0x9E3779B97F4A7C15
"""Odd, so that powers of it mix well modulo 2**64: 2**64 divided by the golden ratio (Knuth, TAOCP 6.4)."""

BLOCK = 1 << 17
"""Characters read together: the work arrays of one block stay in the cache."""

LONGEST = 16
"""Letters of a word that count for its hash: what differs only after them is an ending."""

STEM = 7
"""Letters that stand for a word: sanction, sanctions and sanctioned; санкции, санкций and санкциями."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Words in order, arrays `[tokens]`.

    `stems`: hashes of the first `STEM` letters, so that the forms of a word count as one, in any inflected language.
    `paragraph`: whose word it is; `place`: its number in there; `size`: its letters. `capital`: begins with a capital;
    `number`: begins with a digit; `joined`: one space (no punctuation) after the word before; `opens`: first word of a
    sentence; `shouted`: several letters, all capitals as far as the first two and the last tell; `letter`: code point
    of the first, in lower case.
    """

    hashes: NDArray[np.uint32]
    stems: NDArray[np.uint32]
    paragraph: NDArray[np.int64]
    place: NDArray[np.int64]
    size: NDArray[np.int64]
    capital: NDArray[np.bool_]
    number: NDArray[np.bool_]
    joined: NDArray[np.bool_]
    opens: NDArray[np.bool_]
    shouted: NDArray[np.bool_]
    letter: NDArray[np.uint32]


COUNTED = (UPPER, DIGIT, STOP, QUOTE, COMMA)
"""Classes of which every paragraph is told its count, in this order."""

_ANY_COUNTED = np.uint8(sum(COUNTED))

_QUOTATION = np.array([ord(mark) for mark in '"“”„«»'], np.uint32)
"""Marks that are no apostrophes."""

LAST_CHARACTERS = 2
"""Characters from the end that are kept: a full stop may stand before a closing quote."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the characters of paragraphs say. `counts` `[n, len(COUNTED)]`; `head` and `tail` are class bits of the
    first and the last characters, `[n]` and `[n, LAST_CHARACTERS]`; `head_code` and `tail_code` their code points;
    `quoted` `[n]`: whether somebody is quoted."""

    tokens: Tokens
    counts: NDArray[np.int64]
    head: NDArray[np.uint8]
    head_code: NDArray[np.uint32]
    tail: NDArray[np.uint8]
    tail_code: NDArray[np.uint32]
    quoted: NDArray[np.bool_]


def hash_word(word: str) -> int:
    """The hash that `read` gives to a word (one run of letters and digits)."""
    codes = encode(word)
    classify(codes)
    return int(_hash(fold(codes), np.zeros(1, np.int64), np.array([len(word)]))[0][0])


def hash_initials(letters: NDArray[np.uint32], first: NDArray[np.int64], count: int) -> NDArray[np.uint32]:
    """The hashes of words made of `count` folded letters each, from those at `first` on."""
    return _hash(letters, first, np.full(len(first), count))[0]


def read(text: str, spans: Paragraphs) -> Reading:
    """Words and characters of paragraphs, in blocks of about `BLOCK` characters."""
    parts = [_read_block(text, spans, low, high) for low, high in _groups(spans)]
    if not parts:
        none = np.zeros(0, np.int64)
        nothing = Paragraphs(none, none, none, none, none > 0)
        parts = [_read_block("", nothing, 0, 0)]
    tokens, shapes = zip(*parts, strict=True)
    words: list[Any] = [_joined(columns) for columns in zip(*tokens, strict=True)]
    shape: list[Any] = [_joined(columns) for columns in zip(*shapes, strict=True)]
    return Reading(Tokens(*words), *shape)


def _joined(parts: tuple[NDArray[np.generic], ...]) -> NDArray[np.generic]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _groups(spans: Paragraphs) -> list[tuple[int, int]]:
    """Runs of paragraphs of about `BLOCK` characters."""
    groups: list[tuple[int, int]] = []
    low = 0
    while low < len(spans):
        high = max(low + 1, int(np.searchsorted(spans.ends, spans.starts[low] + BLOCK)))
        groups.append((low, high))
        low = high
    return groups


def _read_block(
    text: str, spans: Paragraphs, low: int, high: int
) -> tuple[tuple[NDArray[np.generic], ...], tuple[NDArray[np.generic], ...]]:
    base = int(spans.starts[low]) if high > low else 0
    limit = int(spans.ends[high - 1]) if high > low else 0
    codes = encode(text[base:limit])
    kinds = classify(codes)
    starts, ends = spans.starts[low:high] - base, spans.ends[low:high] - base
    counts = np.empty((high - low, len(COUNTED)), np.int64)
    places = np.flatnonzero((kinds & _ANY_COUNTED) != 0)
    first, last = np.searchsorted(places, starts), np.searchsorted(places, ends)
    found = kinds.take(places)
    running = np.zeros(len(places) + 1, np.int64)
    for column, kind in enumerate(COUNTED):
        np.cumsum((found & kind) != 0, out=running[1:])
        counts[:, column] = running.take(last) - running.take(first)
    marks = places[(found & QUOTE) != 0]
    marks = marks[np.isin(codes.take(marks), _QUOTATION)]
    tails = np.maximum(ends[:, None] - 1 - np.arange(LAST_CHARACTERS), starts[:, None])
    shape = (
        counts,
        kinds[starts],
        codes[starts].astype(np.uint32),
        kinds[tails],
        codes[tails].astype(np.uint32),
        np.searchsorted(marks, starts) < np.searchsorted(marks, ends),
    )
    return _words(codes, kinds, starts, ends, low), shape


def _words(
    codes: Codes,
    kinds: NDArray[np.uint8],
    starts: NDArray[np.int64],
    limits: NDArray[np.int64],
    low: int,
) -> tuple[NDArray[np.generic], ...]:
    """The columns of `Tokens` for the paragraphs `[starts, limits)`, which are numbered from `low`."""
    wordly = (kinds & (LETTER | DIGIT)) != 0
    edge = np.empty(len(wordly) + 1, bool)
    edge[0], edge[-1] = wordly[:1].any(), wordly[-1:].any()
    np.not_equal(wordly[1:], wordly[:-1], out=edge[1:-1])
    alone = (kinds & IDEOGRAPH) != 0
    if alone.any():
        edge[1:-1] |= wordly[1:] & wordly[:-1] & (alone[1:] | alone[:-1])
        places = np.flatnonzero(edge[:-1])
        heads = places[wordly[places]]
        ends = np.flatnonzero(edge)[np.searchsorted(places, heads) + 1]
    else:
        places = np.flatnonzero(edge)
        heads, ends = places[::2], places[1::2]
    # Words between the paragraphs, in lines of the page's frame, are nobody's.
    first, last = np.searchsorted(heads, starts), np.searchsorted(heads, limits)
    sizes = last - first
    if int(sizes.sum()) < len(heads):
        skipped = first - np.cumsum(sizes) + sizes
        kept = np.arange(sizes.sum()) + np.repeat(skipped, sizes)
        heads, ends = heads.take(kept), ends.take(kept)
        first -= skipped
    paragraph = np.repeat(np.arange(low, low + len(sizes)), sizes)
    place = np.arange(len(heads)) - np.repeat(first, sizes)
    before = np.empty_like(heads)
    before[:1], before[1:] = 0, ends[:-1]
    joined = (heads == before + 1) & ((kinds.take(np.maximum(heads - 1, 0)) & SPACE) != 0) & (place > 0)
    opens = np.zeros(len(heads) + 1, bool)
    opens[np.searchsorted(heads, np.flatnonzero((kinds & STOP) != 0))] = True
    opens = (opens[:-1] & ~joined & (heads > before + 1)) | (place == 0)
    kind = kinds.take(heads)
    capital = (kind & UPPER) != 0
    shouted = np.zeros(len(heads), bool)
    some = np.flatnonzero(capital & (ends - heads > 1))
    shouted[some] = (kinds.take(heads[some] + 1) & kinds.take(ends[some] - 1) & UPPER) != 0
    folded = fold(codes)
    return (
        *_hash(folded, heads, ends - heads),
        paragraph,
        place,
        ends - heads,
        capital,
        (kind & DIGIT) != 0,
        joined,
        opens,
        shouted,
        folded.take(heads).astype(np.uint32),
    )


def _hash(
    letters: Codes, heads: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """32-bit hashes of the words at `heads` of folded characters, and of their stems.

    A word's sum of letters times powers is a difference of two running sums, divided by the power of its place.
    """
    powers, inverses = _powers(len(letters))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.multiply(letters, powers, out=sums[1:])
    np.cumsum(sums, out=sums)
    before, inverse = sums.take(heads), inverses.take(heads)
    whole = (sums.take(heads + np.minimum(sizes, LONGEST)) - before) * inverse
    stem = (sums.take(heads + np.minimum(sizes, STEM)) - before) * inverse
    return _finish(whole), _finish(stem)


_tables = [np.ones(1, np.uint64), np.ones(1, np.uint64)]


def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of `MULTIPLIER` and of its inverse modulo 2**64, at least `count` of each cut to that."""
    if len(_tables[0]) < count:
        for number, factor in enumerate((MULTIPLIER, pow(MULTIPLIER, -1, 1 << 64))):
            table = np.full(1 << (count - 1).bit_length(), factor, np.uint64)
            table[0] = 1
            _tables[number] = np.cumprod(table)
    return _tables[0][:count], _tables[1][:count]


def _finish(sums: NDArray[np.uint64]) -> NDArray[np.uint32]:
    sums = (sums ^ (sums >> np.uint64(29))) * np.uint64(MULTIPLIER)
    return (sums >> np.uint64(32)).astype(np.uint32)
