"""Which titles of a long list have some characters in their order, or next to each other: all of them, and exactly.

Each character of a title is a bit, 64 of them a word, as in the bit-parallel matching of Baeza-Yates and Gonnet (1992):
one operation moves a million titles on by a character. A longer query goes on from where a shorter one ended.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.find.tables import Bitmap, Codes, Tables

WORD: Final = 64
"""Characters of a title in a word."""

LONGEST_RUN: Final = WORD
"""Characters of a run that are looked at: a run is shifted by less than a word."""

FILLED_ROWS: Final = 8192
"""Rows laid out at a time."""

MASKED_WORDS: Final = 1 << 12
"""Words whose bits are set at a time: their characters fit the processor's cache."""

KEPT_BYTES: Final = 64_000_000
KEPT_BYTES_A_TITLE: Final = 160
"""Memory for what longer queries go on from, whichever is more: 12 characters or beginnings of a query."""

PREPARED_CHARACTERS: Final = 26
"""The identities of an alphabet's commonest letters."""

Words = NDArray[np.uint64]
Key = int | tuple[int, ...]
"""The identity of a character, or those of several in their order, behind RUN if they stand together."""

RUN: Final = -1
"""No identity."""

ONE: Final = np.uint64(1)
ALL: Final = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


@dataclass(frozen=True, slots=True, eq=False)
class _Reached:
    """How far the characters so far have come in each title, first places taken first."""

    after: Words
    """The places behind."""
    has: NDArray[np.bool_]
    """Whether a title has them all."""

    @property
    def nbytes(self) -> int:
        return self.after.nbytes + self.has.nbytes


Kept = TypeVar("Kept", Words, _Reached)


class Occurrences:
    """The places of characters in the titles of `tables`, by their identities."""

    def __init__(self, tables: Tables, identities: Codes) -> None:
        """`identities[code]` is what a code counts as: `folded` or `cased` of the alphabet."""
        widths = np.diff(tables.starts)
        words = np.maximum(-(-widths // WORD), 1)
        self._order = np.argsort(words, kind="stable")
        """Rows by how many words they have."""
        self._counts = np.bincount(words)
        """How many titles have so many words."""
        firsts = np.empty(len(words), np.int64)
        sizes = words[self._order]
        firsts[self._order] = np.cumsum(sizes) - sizes
        self._letters = np.zeros(int(words.sum()) * WORD, identities.dtype)
        for begin in range(0, len(widths), FILLED_ROWS):
            chunk = slice(begin, begin + FILLED_ROWS)
            moved = np.repeat(firsts[chunk] * WORD - tables.starts[:-1][chunk], widths[chunk])
            start = int(tables.starts[begin])
            places = np.arange(start, start + len(moved))
            self._letters[moved + places] = identities[tables.codes[start : start + len(moved)]]
        self._goes_on = np.full(int(words.sum()), ALL, np.uint64)
        """All bits of a word that another word of the same title follows."""
        self._goes_on[firsts + words - 1] = 0
        self._kept: OrderedDict[Key, Any] = OrderedDict()
        """`Words` of a character or a run, `_Reached` of several; what was asked for last comes last."""
        self._kept_bytes = 0
        self._most_bytes = max(KEPT_BYTES, KEPT_BYTES_A_TITLE * len(words))

    def prepare(self, check: Callable[[], None]) -> None:
        """Look for the commonest characters ahead of the first search; `check` is called between them."""
        for identity in range(1, PREPARED_CHARACTERS + 1):
            check()
            if self._kept_bytes < self._most_bytes // 2:
                self._places(identity)

    def in_order(self, ids: tuple[int, ...]) -> Bitmap:
        """The rows that have characters in this order, not necessarily together."""
        return self._rows(self._reached(ids).has)

    def together(self, ids: tuple[int, ...]) -> Bitmap:
        """The rows that have characters next to each other, as far as the first LONGEST_RUN of them."""
        return self._rows(self._any(self._begins(ids[:LONGEST_RUN])))

    def _begins(self, ids: tuple[int, ...]) -> Words:
        """The places at which a run begins, from the longest beginning of it that is known."""
        known = len(ids)
        while known > 1 and (RUN, *ids[:known]) not in self._kept:
            known -= 1
        kept: Words | None = self._recalled((RUN, *ids[:known])) if known > 1 else None
        if kept is None:
            known, kept = 1, self._places(ids[0])
        if known == len(ids):
            return kept
        begins = kept.copy()
        for offset, identity in enumerate(ids[known:], known):
            places = self._places(identity)
            begins[:-1] &= places[:-1] >> np.uint64(offset) | (
                places[1:] << np.uint64(WORD - offset) & self._goes_on[:-1]
            )
            begins[-1:] &= places[-1:] >> np.uint64(offset)
        return self._remembered((RUN, *ids), begins)

    def _places(self, identity: int) -> Words:
        """The places of one character."""
        kept: Words | None = self._recalled(identity)
        if kept is not None:
            return kept
        size = MASKED_WORDS * WORD
        chunks = (self._letters[begin : begin + size] for begin in range(0, len(self._letters), size))
        bits = [np.packbits(chunk == identity, bitorder="little") for chunk in chunks]
        places: Words = np.concatenate(bits or [np.zeros(0, np.uint8)]).view("<u8")
        return self._remembered(identity, places)

    def _reached(self, ids: tuple[int, ...]) -> _Reached:
        kept: _Reached | None = self._recalled(ids)
        if kept is not None:
            return kept
        places = self._places(ids[-1])
        found = places & self._reached(ids[:-1]).after if len(ids) > 1 else places
        after = found - ONE  # up to the first place that was found; all of a word without any
        after ^= found
        np.invert(after, out=after)
        has = np.empty(len(self._order), np.bool_)
        for titles, words, which in self._classes():
            in_word, behind = found[words].reshape(len(has[titles]), which), after[words].reshape(-1, which)
            before = in_word[:, 0] != 0
            for word in range(1, which):
                behind[before, word] = ALL
                before |= in_word[:, word] != 0
            has[titles] = before
        return self._remembered(ids, _Reached(after, has))

    def _any(self, found: Words) -> NDArray[np.bool_]:
        """Whether each title has any bit."""
        has = np.empty(len(self._order), np.bool_)
        for titles, words, which in self._classes():
            has[titles] = (found[words].reshape(-1, which) != 0).any(axis=1) if which > 1 else found[words] != 0
        return has

    def _classes(self) -> list[tuple[slice, slice, int]]:
        """The titles of as many words: which they are, which words they have, and how many each."""
        classes = []
        title = word = 0
        for which, count in enumerate(self._counts.tolist()):
            if count:
                classes.append((slice(title, title + count), slice(word, word + count * which), which))
            title, word = title + count, word + count * which
        return classes

    def _rows(self, has: NDArray[np.bool_]) -> Bitmap:
        by_row = np.empty_like(has)
        by_row[self._order] = has
        return np.packbits(by_row)

    def _recalled(self, key: Key) -> Any:
        kept = self._kept.get(key)
        if kept is not None:
            with suppress(KeyError):  # a search that is given up may still run beside the next one
                self._kept.move_to_end(key)
        return kept

    def _remembered(self, key: Key, value: Kept) -> Kept:
        if key not in self._kept:
            self._kept[key] = value
            self._kept_bytes += value.nbytes
        while self._kept_bytes > self._most_bytes and self._kept:
            with suppress(KeyError):
                self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes
        return value
