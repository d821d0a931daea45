"""Words of paragraphs as arrays, with what a segmenter wants to know of each: its hash, case and digits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.characters import COMMA, DIGIT, IDEOGRAPH, LETTER, QUOTE, SPACE, STOP, UPPER, classify, encode, fold
from reader.text.paragraphs import BLOCK, Paragraphs

MULTIPLIER = 0x9E3779B97F4A7C15
"""Odd, so that powers of it mix well modulo 2**64: 2**64 divided by the golden ratio (Knuth, TAOCP 6.4)."""

LONGEST = 64
"""Letters of a word that count for its hash; longer runs are data, not language."""

STEM = 7
"""Letters that stand for a word: sanction, sanctions and sanctioned; санкции, санкций and санкциями."""

_POWERS = np.cumprod(np.full(LONGEST, MULTIPLIER, np.uint64), dtype=np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Words in order. All arrays are `[tokens]` except `first`, `[paragraphs + 1]`, the first token of each paragraph.

    `stems`: hashes of the first `STEM` letters, so that the forms of a word count as one, in any inflected language.
    `capital`: begins with a capital; `number`: begins with a digit; `joined`: one space (no punctuation) after the
    word before; `opens`: first word of a sentence.
    """

    hashes: NDArray[np.uint32]
    stems: NDArray[np.uint32]
    paragraph: NDArray[np.int32]
    first: NDArray[np.int64]
    capital: NDArray[np.bool_]
    number: NDArray[np.bool_]
    joined: NDArray[np.bool_]
    opens: NDArray[np.bool_]


COUNTED = (LETTER, UPPER, DIGIT, SPACE, STOP, QUOTE, COMMA)
"""Classes of which every paragraph is told its count, in this order."""

LAST_CHARACTERS = 2
"""Characters from the end that are kept: a full stop may stand before a closing quote."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the characters of paragraphs say. `counts` `[n, len(COUNTED)]`; `head` and `tail` are class bits of the
    first and the last characters, `[n]` and `[n, LAST_CHARACTERS]`; `head_code` and `tail_code` their code points."""

    tokens: Tokens
    counts: NDArray[np.float32]
    head: NDArray[np.uint8]
    head_code: NDArray[np.uint32]
    tail: NDArray[np.uint8]
    tail_code: NDArray[np.uint32]


def hash_word(word: str) -> int:
    """The hash that `read` gives to a word (one run of letters and digits)."""
    return int(_hash(fold(encode(word)), np.zeros(1, np.int64))[0][0])


def read(text: str, spans: Paragraphs) -> Reading:
    """Words and characters of paragraphs, in blocks of about a million characters."""
    parts = [_read_block(text, spans, low, high) for low, high in _groups(spans)]
    if not parts:
        nothing = Paragraphs(*(np.zeros(0, np.int64) for _ in range(4)))
        parts = [_read_block("", nothing, 0, 0)]
    tokens, shapes = zip(*parts, strict=True)
    words = [np.concatenate(columns) for columns in zip(*tokens, strict=True)]
    paragraph = words[2]
    first = np.searchsorted(paragraph, np.arange(len(spans) + 1))
    return Reading(
        Tokens(words[0], words[1], paragraph, first, *words[3:]),
        *(np.concatenate(c) for c in zip(*shapes, strict=True)),
    )


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
    counts = np.empty((high - low, len(COUNTED)), np.float32)
    for column, kind in enumerate(COUNTED):
        total = np.concatenate(([0], np.cumsum((kinds & kind) != 0, dtype=np.int32)))
        counts[:, column] = total[ends] - total[starts]
    tails = np.maximum(ends[:, None] - 1 - np.arange(LAST_CHARACTERS), starts[:, None])
    shape = (counts, kinds[starts], codes[starts], kinds[tails], codes[tails])
    return _words(codes, kinds, starts, low), shape


def _words(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], starts: NDArray[np.int64], low: int
) -> tuple[NDArray[np.generic], ...]:
    wordly = (kinds & (LETTER | DIGIT)) != 0
    alone = (kinds & IDEOGRAPH) != 0
    begins = wordly.copy()
    begins[1:] &= ~wordly[:-1] | alone[1:] | alone[:-1]
    heads = np.flatnonzero(begins)
    letters = np.flatnonzero(wordly)
    first = np.cumsum(begins)[letters] - 1
    hashes, stems = _hash(fold(codes)[letters], np.flatnonzero(begins[letters]))
    counts = np.bincount(first, minlength=len(heads)) if len(heads) else np.zeros(0, np.int64)
    ends = heads + counts
    before = np.concatenate(([0], ends[:-1])) if len(heads) else heads
    joined = (heads == before + 1) & ((kinds[np.maximum(heads - 1, 0)] & SPACE) != 0) & (heads > 0)
    stops = np.concatenate(([0], np.cumsum((kinds & STOP) != 0, dtype=np.int32)))
    opens = (stops[heads] - stops[before] > 0) & ~joined & (heads > before + 1)
    paragraph = np.searchsorted(starts, heads, side="right") - 1
    changes = np.diff(paragraph, prepend=-1) != 0
    joined[changes] = False
    opens[changes] = True
    return (
        hashes,
        stems,
        (paragraph + low).astype(np.int32),
        (kinds[heads] & UPPER) != 0,
        (kinds[heads] & DIGIT) != 0,
        joined,
        opens,
    )


def _hash(letters: NDArray[np.uint32], firsts: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """32-bit hashes of the words that begin at `firsts` in a run of folded letters, and of their stems."""
    if not len(letters):
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    place = np.arange(len(letters)) - np.repeat(firsts, np.diff(np.append(firsts, len(letters))))
    mixed = letters.astype(np.uint64) * _POWERS[np.minimum(place, LONGEST - 1)]
    whole = np.add.reduceat(mixed, firsts)
    mixed[place >= STEM] = 0
    return _finish(whole), _finish(np.add.reduceat(mixed, firsts))


def _finish(sums: NDArray[np.uint64]) -> NDArray[np.uint32]:
    sums = (sums ^ (sums >> np.uint64(29))) * np.uint64(MULTIPLIER)
    return (sums >> np.uint64(32)).astype(np.uint32)
