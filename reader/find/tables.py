"""A long list of titles as arrays: its characters as small codes, and bitmaps of what occurs in which title.

Titles are laid out by length, and by place in the list among equals: that is the order in which fzf breaks ties, so a
search that reads rows from the first to the last may stop as soon as nothing better can follow. A *row* is a place in
that order.

Bitmaps have one bit a title, so that a condition on a million titles is an operation on 125 KB. Rare characters, pairs
and triples share bitmaps by hashing: a set bit means "perhaps", a clear bit "certainly not".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.find.pattern import Term
from reader.find.score import BONUS, CAMEL, LONGEST_TITLE, CharacterClass, character_class, clipped
from reader.text.fold import fold, unaccent

BONUSES: Final = np.array(BONUS, np.int8).ravel()
"""BONUS by class before * the number of classes + class."""
CLASSES: Final = len(CharacterClass)

PAD: Final = 0
"""The code beyond a title's end, and the identity of characters that no title has."""

BUILT_ROWS: Final = 8192
"""Rows indexed at a time; a multiple of 8, so that a chunk fills whole bytes of a bitmap."""

LETTER_BITMAPS: Final = 64
SHARED_LETTER_BITMAPS: Final = 8
"""Of the letter bitmaps, those that the rarer characters share."""
PAIR_BITMAPS: Final = 256
OPENING_PAIR_BITMAPS: Final = 128
OPENING_TRIPLE_BITMAPS: Final = 256
"""Bitmaps of a family: with about 55 pairs and 9 words in a title, a set bit is by chance in 1 of 5, 14 and 28."""

Bitmap = NDArray[np.uint8]
Codes = NDArray[Any]
"""Small unsigned integers, of the narrowest type that holds them."""


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """The characters of the titles by code, as they are, folded and unaccented; 0 is the pad.

    `folded[code]` and `cased[code]` are identities, numbered from the commonest; `ids` gives those of characters.
    """

    folded: Codes
    cased: Codes
    folded_ids: dict[str, int]
    cased_ids: dict[str, int]
    classes: NDArray[np.uint8]

    def identities(self, term: Term) -> tuple[int, ...]:
        """The identities of a term's characters, among the cased or the folded; PAD for those in no title."""
        ids = self.cased_ids if term.case_sensitive else self.folded_ids
        return tuple(ids.get(character, PAD) for character in term.text)

    def folded_identities(self, term: Term) -> tuple[int, ...]:
        """The identities of a term's characters when case is set aside, as it is in the bitmaps."""
        return tuple(self.folded_ids.get(character, PAD) for character in fold(term.text))


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The arrays of a list of titles; `order[row]` is a title's index, `starts[row]` where its codes begin.

    After the last title there is room to read a window of LONGEST_TITLE codes anywhere."""

    order: NDArray[np.int32]
    rows: NDArray[np.int32]
    """The row of each title, by its index."""
    starts: NDArray[np.int64]
    codes: Codes
    bonuses: NDArray[np.int8]
    """What a match of each code is worth where it stands."""
    alphabet: Alphabet
    letters: NDArray[np.uint8]
    openings: NDArray[np.uint8]
    pairs: NDArray[np.uint8]
    opening_pairs: NDArray[np.uint8]
    opening_triples: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.order)

    def letter(self, a: int) -> Bitmap:
        """The titles that have a character."""
        return self.letters[_letter_bitmap(a), :]

    def opening(self, a: int) -> Bitmap:
        """The titles that have a character where a word may be said to begin."""
        return self.openings[_letter_bitmap(a), :]

    def pair(self, a: int, b: int) -> Bitmap:
        """The titles that may have two characters next to each other."""
        return self.pairs[_hashed(a, b) % PAIR_BITMAPS, :]

    def opening_pair(self, a: int, b: int) -> Bitmap:
        """The titles that may have two characters at the beginning of a word."""
        return self.opening_pairs[_hashed(a, b) % OPENING_PAIR_BITMAPS, :]

    def opening_triple(self, a: int, b: int, c: int) -> Bitmap:
        """The titles that may have three characters at the beginning of a word."""
        return self.opening_triples[_hashed(a, b, c) % OPENING_TRIPLE_BITMAPS, :]


_HASH_FACTOR: Final = 0x9E3779B1
_HASH_BITS: Final = 0xFFFFFFFF
"""Fibonacci hashing (Knuth, The Art of Computer Programming 6.4): 2**32 over the golden ratio, modulo 2**32."""


def _hashed(*identities: int) -> int:
    """A hash of a few identities, the same as `_hashed_arrays` computes."""
    mixed = 0
    for identity in identities:
        mixed = ((mixed ^ identity) * _HASH_FACTOR) & _HASH_BITS
        mixed ^= mixed >> 15
    return mixed


def _hashed_arrays(*identities: NDArray[np.uint32]) -> NDArray[np.uint32]:
    mixed = np.zeros(len(identities[0]), np.uint32)
    for identity in identities:
        mixed = (mixed ^ identity) * np.uint32(_HASH_FACTOR)
        mixed ^= mixed >> np.uint32(15)
    return mixed


def _letter_bitmap(identity: int) -> int:
    own = LETTER_BITMAPS - SHARED_LETTER_BITMAPS
    return identity if identity < own else own + identity % SHARED_LETTER_BITMAPS


def build(titles: Sequence[str], check: Callable[[], None]) -> Tables:
    """The tables of a list; `check` is called between chunks and may raise to give up."""
    lengths = np.empty(len(titles), np.int32)
    for begin, end in _chunks(len(titles)):
        check()
        lengths[begin:end] = [len(clipped(title).strip()) for title in titles[begin:end]]
    order = np.argsort(lengths, kind="stable").astype(np.int32)
    counts = np.zeros(0x110000, np.int64)
    widths = np.empty(len(titles), np.int64)
    for begin, end in _chunks(len(titles)):
        check()
        points, chunk_widths = _code_points(titles, order[begin:end])
        widths[begin:end] = chunk_widths
        counts += np.bincount(points, minlength=len(counts))
    alphabet, code_of = _alphabet(counts)
    starts = np.concatenate([[0], np.cumsum(widths)])
    codes = np.zeros(int(starts[-1]) + LONGEST_TITLE, code_of.dtype)
    bonuses = np.zeros(len(codes), np.int8)
    families = [
        np.zeros((bitmaps, -(-len(titles) // 8)), np.uint8)
        for bitmaps in (LETTER_BITMAPS, LETTER_BITMAPS, PAIR_BITMAPS, OPENING_PAIR_BITMAPS, OPENING_TRIPLE_BITMAPS)
    ]
    for begin, end in _chunks(len(titles)):
        check()
        points, _ = _code_points(titles, order[begin:end])
        chunk = codes[starts[begin] : starts[end]] = code_of[points]
        bonuses[starts[begin] : starts[end]] = worth = _worth(chunk, widths[begin:end], alphabet)
        _fill(families, begin, chunk, widths[begin:end], worth, alphabet)
    rows = np.empty_like(order)
    rows[order] = np.arange(len(order), dtype=np.int32)
    return Tables(order, rows, starts, codes, bonuses, alphabet, *families)


def _chunks(count: int) -> Iterator[tuple[int, int]]:
    return ((begin, min(begin + BUILT_ROWS, count)) for begin in range(0, count, BUILT_ROWS))


def _code_points(titles: Sequence[str], indices: NDArray[np.int32]) -> tuple[NDArray[np.uint32], list[int]]:
    """The characters of some titles one after the other, and how many each has."""
    chosen = [clipped(titles[index]) for index in indices.tolist()]
    encoded = "".join(chosen).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(encoded, np.uint32), [len(title) for title in chosen]


def _smallest(count: int) -> type[np.uint8] | type[np.uint16] | type[np.uint32]:
    """The narrowest type that holds identities below `count`."""
    if count <= 1 << 8:
        return np.uint8
    return np.uint16 if count <= 1 << 16 else np.uint32


def _alphabet(counts: NDArray[np.int64]) -> tuple[Alphabet, Codes]:
    """The alphabet of titles with these counts of code points, and the code of each code point."""
    points = np.flatnonzero(counts)
    points = points[np.argsort(-counts[points], kind="stable")]
    characters = [chr(point) for point in points.tolist()]
    code_of = np.zeros(len(counts), _smallest(len(characters) + 1))
    code_of[points] = np.arange(1, len(characters) + 1)
    folded, folded_ids = _identities(fold("".join(characters)), counts[points])
    cased, cased_ids = _identities(unaccent("".join(characters)), counts[points])
    classes = np.array([CharacterClass.SPACE, *map(character_class, characters)], np.uint8)
    return Alphabet(folded, cased, folded_ids, cased_ids, classes), code_of


def _identities(reduced: str, counts: NDArray[np.int64]) -> tuple[Codes, dict[str, int]]:
    """Identities of reduced characters, from the commonest: by code, and by character."""
    totals: dict[str, int] = {}
    for character, count in zip(reduced, counts.tolist(), strict=True):
        totals[character] = totals.get(character, 0) + count
    ranked = sorted(totals, key=lambda character: -totals[character])
    ids = {character: identity for identity, character in enumerate(ranked, 1)}
    return np.array([PAD, *(ids[character] for character in reduced)], _smallest(len(ids) + 1)), ids


def _worth(codes: Codes, widths: NDArray[np.int64], alphabet: Alphabet) -> NDArray[np.int8]:
    """The bonus of each place in titles that stand one after the other."""
    classes = alphabet.classes[codes]
    before = np.empty_like(classes)
    before[1:] = classes[:-1]
    before[np.cumsum(widths)[:-1][widths[1:] > 0]] = CharacterClass.SPACE
    if len(before):
        before[0] = CharacterClass.SPACE
    worth: NDArray[np.int8] = BONUSES[before * CLASSES + classes]
    return worth


def _fill(
    families: list[NDArray[np.uint8]],
    begin: int,
    codes: Codes,
    widths: NDArray[np.int64],
    worth: NDArray[np.int8],
    alphabet: Alphabet,
) -> None:
    """Set the bits of a chunk of rows that begins at row `begin`, in every family."""
    rows = np.repeat(np.arange(len(widths)), widths)
    identities = alphabet.folded[codes].astype(np.uint32)
    opens = worth >= CAMEL
    own = LETTER_BITMAPS - SHARED_LETTER_BITMAPS
    letters = np.where(identities < own, identities, own + identities % SHARED_LETTER_BITMAPS)
    paired = rows[1:] == rows[:-1]
    tripled = rows[2:] == rows[:-2]
    pairs = _hashed_arrays(identities[:-1], identities[1:])
    triples = _hashed_arrays(identities[:-2], identities[1:-1], identities[2:])
    opening_pairs, opening_triples = opens[:-1] & paired, opens[:-2] & tripled
    for family, bitmaps, holders in (
        (families[0], letters, rows),
        (families[1], letters[opens], rows[opens]),
        (families[2], pairs[paired] % PAIR_BITMAPS, rows[:-1][paired]),
        (families[3], pairs[opening_pairs] % OPENING_PAIR_BITMAPS, rows[:-1][opening_pairs]),
        (families[4], triples[opening_triples] % OPENING_TRIPLE_BITMAPS, rows[:-2][opening_triples]),
    ):
        has = np.zeros((len(family), len(widths)), np.bool_)
        has[bitmaps, holders] = True
        packed = np.packbits(has, axis=1)
        family[:, begin // 8 : begin // 8 + packed.shape[1]] = packed
