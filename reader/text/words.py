"""Words with offsets and folded hashes: two words that differ only in case, accents or typography hash alike.

A text is looked at as an array of code points. Each folds to no letter (soft hyphens, joiners, combining accents),
to a separator, or to one to three letters; runs of letters are words. Characters of scripts that are written
without spaces are words of their own, hashed together with the character that follows (overlapping bigrams, the
usual unit of retrieval in Chinese and Japanese). A word's hash is the polynomial sum(letter_i * BASE**i) mod 2**64,
taken for all words at once as a difference of prefix sums, and then mixed.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from reader.text.divided import divisions
from reader.text.scripts import UNSPACED_RANGES

BLOCK = 1 << 16
"""Characters handled at once: the tables and temporaries of a block stay in the second-level cache."""

_CHARACTERS_A_WORD = 4
"""Expected at least, separator included; columns grow where words are shorter."""

_MAX_LETTERS = 3
"""Letters that one code point may fold to: enough for the ligatures (ffi) and for ss."""

_UNSPACED = np.uint32(1 << 31)
"""Flag on letters of scripts written without spaces."""

_IGNORED_RANGES = (
    (0x0300, 0x0370),  # combining accents
    (0x0591, 0x05C8),  # Hebrew points
    (0x0640, 0x0641),  # Arabic tatweel
    (0x064B, 0x0660),  # Arabic vowel signs
    (0x1AB0, 0x1B00),
    (0x1DC0, 0x1E00),
    (0x20D0, 0x2100),
    (0x3099, 0x309B),  # Kana voicing
    (0xFE00, 0xFE10),  # variation selectors
    (0xFE20, 0xFE30),
)
_HANGUL = (0xAC00, 0xD7A4)

_BASE = 0x9E3779B97F4A7C15
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)  # the multipliers of splitmix64 (Steele, Lea, Flood 2014)
_MIX_2 = np.uint64(0x94D049BB133111EB)

_UNSPACED_VALUE = np.uint64(1)
"""Bit of a letter's value that marks scripts written without spaces."""

_IRREGULAR = np.uint64(2)
"""Stands in tables of values for points that fold to no letter or to several: such a text takes the long way."""


Points = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
"""Code points, as narrow as the text allows."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one text, in order: half-open character offsets and folded hashes, all of one length."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    hashes: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The words of many texts, one text after the other; those of text i are [first[i], first[i + 1])."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    first: NDArray[np.int64]


def words(text: str, *, bigrams: bool = True) -> Words:
    """The words of a text. Offsets are characters; any string is allowed, lone surrogates included."""
    table = word_table((text,), bigrams=bigrams)
    return Words(table.starts, table.ends, table.hashes)


def word_table(texts: Sequence[str], *, bigrams: bool = True) -> WordTable:
    """The words of many texts as columns; small texts share a block, so that a thousand cost like one.

    Without `bigrams`, characters of scripts that are written without spaces hash alone.
    """
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)), out=offsets[1:])
    first = np.zeros(len(texts) + 1, np.int64)
    # Pages of memory that are touched for the first time cost more than the words in them: columns are filled in place.
    room = int(offsets[-1]) // _CHARACTERS_A_WORD + BLOCK
    starts, ends, hashes = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.uint64)
    n = base = 0
    for block in _blocks(texts):
        block_starts, block_ends, block_hashes = _block_words(block, bigrams)
        low, high = np.searchsorted(offsets, (base, base + len(block)), side="right").tolist()
        size = len(block_hashes)
        heads = np.searchsorted(block_starts, offsets[low:high] - base)
        first[low:high] = n + heads
        shift = np.repeat(base - offsets[low - 1 : high], np.diff(heads, prepend=0, append=size))
        if n + size > room:
            room = 2 * (n + size)
            starts, ends, hashes = np.resize(starts, room), np.resize(ends, room), np.resize(hashes, room)
        starts[n : n + size] = block_starts + shift
        ends[n : n + size] = block_ends + shift
        hashes[n : n + size] = block_hashes
        n, base = n + size, base + len(block)
    first[-1] = n
    return WordTable(starts[:n], ends[:n], hashes[:n], first)


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64: spreads every input bit over all output bits; a bijection."""
    values = (values ^ (values >> np.uint64(30))) * _MIX_1
    values = (values ^ (values >> np.uint64(27))) * _MIX_2
    return values ^ (values >> np.uint64(31))


def _blocks(texts: Sequence[str]) -> Iterator[str]:
    """The texts, each followed by a NUL, in pieces of about BLOCK characters cut between words where possible."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        if size + len(text) >= BLOCK and waiting:
            yield "".join(waiting)
            waiting, size = [], 0
        at = 0
        while len(text) - at >= BLOCK:
            cut = max(text.rfind(" ", at, at + BLOCK), at) + 1
            cut = cut if cut > at + 1 else at + BLOCK
            yield text[at:cut]
            at = cut
        waiting += (text[at:], "\0")
        size += len(text) - at + 1
    if waiting:
        yield "".join(waiting)


def _block_words(text: str, bigrams: bool) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Starts, ends and hashes of the words of a short text."""
    points, values, places = _valued(text)
    unspaced: NDArray[np.bool_] | None = None
    if points.itemsize > 1:
        unspaced = (values & _UNSPACED_VALUE).astype(np.bool_)
        unspaced = unspaced if unspaced.any() else None
    joints = _joints(text) if "\n" in text else ()
    if len(joints):
        places = np.arange(len(points)) if places is None else places
        kept = np.flatnonzero(~np.isin(places, joints))
        places, values = places[kept], values[kept]
        unspaced = None if unspaced is None else unspaced[kept]
    inside = np.zeros(len(values) + 2, np.uint8)
    np.not_equal(values, 0, out=inside[1:-1].view(np.bool_))
    if unspaced is None:
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, ends = edges[0::2], edges[1::2]
    else:
        inside[1:-1] += unspaced
        before, after = inside[:-1], inside[1:]
        starts = np.flatnonzero((after > 0) & ((after != before) | (after == 2)))
        ends = np.flatnonzero((before > 0) & ((after != before) | (before == 2)))
    powers, inverses = _powers()
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    if unspaced is not None and bigrams:
        single = np.flatnonzero(unspaced[starts])
        follower = np.minimum(ends[single], len(values) - 1)
        hashes[single] += np.where(unspaced[follower], values[follower], 0) * np.uint64(_BASE)
    hashes = mixed(hashes)
    if places is not None:
        places = np.append(places, len(points))
        starts, ends = places[starts], _ends_in_source(places, ends)
    return starts, ends, hashes


def _valued(text: str) -> tuple[Points, NDArray[np.uint64], NDArray[np.int64] | None]:
    """Code points of a text, values of its folded letters, and the point of each value unless they match one to one."""
    if text.isascii():
        narrow = np.frombuffer(text.encode("ascii"), np.uint8)
        return narrow, _table(0).take(narrow, mode="clip"), None
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) == 2 * len(text):
        plane = np.frombuffer(data, np.uint16)
        for page in np.flatnonzero(np.bincount(plane >> 8)).tolist():
            table = _table(page)
        values = table.take(plane, mode="clip")
        if not (values == _IRREGULAR).any():
            return plane, values, None
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters, places = _letters(points)
    return points, _values(letters), places


def _ends_in_source(places: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Source offsets of word ends: trailing characters that fold to nothing belong to the word before them."""
    return np.maximum(places[ends], places[ends - 1] + 1)


def _joints(text: str) -> list[int]:
    """Places of what stands between the parts of divided words."""
    return [place for span in divisions(text) for place in range(*span)]


def _letters(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64] | None]:
    """Folded letters (0 = separator), and the place in `points` of each unless they correspond one to one."""
    pages = np.flatnonzero(np.bincount(points >> 8))
    folds = [_page(page) for page in pages.tolist()]
    slots = np.zeros(int(pages[-1]) + 1, np.int64)
    slots[pages] = np.arange(len(pages)) << 8
    index = slots[points >> 8] + (points & 0xFF)
    lengths = np.concatenate([fold[0] for fold in folds])[index]
    letters = np.concatenate([fold[1] for fold in folds])
    if (lengths == 1).all():
        return letters[index, 0], None
    places = np.repeat(np.arange(len(points)), lengths)
    rank = np.arange(len(places)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return letters[index[places], rank], places


@lru_cache(maxsize=512)
def _page(page: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """For the 256 code points of a page: how many letters each folds to, and those letters."""
    lengths = np.ones(256, np.int64)
    letters = np.zeros((256, _MAX_LETTERS), np.uint32)
    for low in range(256):
        folded = _folded((page << 8) + low)
        lengths[low] = len(folded)
        letters[low, : len(folded)] = folded
    return lengths, letters


def _folded(point: int) -> list[int]:
    """The letters of one code point; [0] for a separator, [] for what leaves no trace in a word."""
    if any(low <= point < high for low, high in _IGNORED_RANGES):
        return []
    character = chr(point)
    category = unicodedata.category(character)
    if category == "Cf":
        return []
    if category[0] not in "LNM":
        return [0]
    if any(low <= point < high for low, high in UNSPACED_RANGES):
        base = unicodedata.normalize("NFKD", character)[0]
        return [ord(base) | int(_UNSPACED)]
    if _HANGUL[0] <= point < _HANGUL[1] or category[0] == "M":
        return [point]
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = [ord(c) for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c)[0] in "LNM"]
    return kept[:_MAX_LETTERS] or [0]


def _values(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A 64-bit value for each letter; 0 for separators only, odd for unspaced scripts only."""
    wide = letters.astype(np.uint64) * np.uint64(_BASE)
    wide = (wide ^ (wide >> np.uint64(32))) * _MIX_1
    return (wide & ~_UNSPACED_VALUE) | (letters >= _UNSPACED)


@cache
def _plane() -> NDArray[np.uint64]:
    """Values of the basic multilingual plane, filled page by page as texts need them."""
    return np.zeros(1 << 16, np.uint64)


@lru_cache(maxsize=256)
def _table(page: int) -> NDArray[np.uint64]:
    """The values of the basic multilingual plane with those of one page filled in."""
    table = _plane()
    lengths, letters = _page(page)
    table[page << 8 : (page + 1) << 8] = np.where(lengths == 1, _values(letters[:, 0]), _IRREGULAR)
    return table


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """BASE**i and BASE**-i mod 2**64 for every place in a block, after folding."""
    longest = 2 * BLOCK * _MAX_LETTERS
    powers = np.full(longest, _BASE, np.uint64)
    inverses = np.full(longest, _BASE_INVERSE, np.uint64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers), np.cumprod(inverses)
