"""Runs of words that stand earlier, letter for letter, in texts that have an order.

The words of all texts are columns, one text after the other, in which a word has a number. A word is told earlier if it
lies in RUN words in a row that stood before it, in an earlier text or in the same one. Each RUN words know the first
place where they stand, so that the work grows with the text, however often something is told.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, counted, distinct
from reader.reuse.settings import Settings
from reader.text.words import BLOCK, Words, mixed

RUN = Settings().minimum_words
"""Words in a row that may be a passage."""

SURE = 24
"""Words in a row that two texts have in common if they are sure to be found."""

_BASE = np.uint64(0x9E3779B97F4A7C15)

_FIRST_LOOK = 32
"""Words compared at once, and twice as many each time they are equal."""

Hashes = NDArray[np.uint64]


def letters(text: str, some: Words) -> Hashes:
    """A number for each word of a text that tells its letters, case and accents included, which its hash does not."""
    found = np.empty(len(some), np.uint64)
    for low in range(0, len(some), BLOCK):
        starts, ends = (side[low : low + BLOCK].astype(np.int64) for side in (some.starts, some.ends))
        part = text[int(starts[0]) : int(ends[-1])].encode("utf-32-le", "surrogatepass")
        points = mixed(np.frombuffer(part, np.uint32).astype(np.uint64))
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(points)])
        spelt = sums[ends - starts[0]] - sums[starts - starts[0]]
        found[low : low + BLOCK] = mixed(some.hashes[low : low + BLOCK] + spelt)
    return found


def sharing(texts: Iterable[Hashes]) -> list[int]:
    """Which texts have SURE words in a row that stand in another one, too, or in them again; fewer may be enough.

    Of the numbers of all RUN words in a row each SURE words know the least, of which there are few (winnowing:
    Schleimer, Wilkerson and Aiken 2003).
    """
    marks = [_marks(letters) for letters in texts]
    values, counts = counted(np.concatenate(marks)) if marks else (np.empty(0, np.uint64), np.empty(0, np.int64))
    several = values[counts > 1]
    return [number for number, some in enumerate(marks) if np.isin(some, several).any()]


def _marks(letters: Hashes) -> Hashes:
    """The numbers that are looked at of a text."""
    windows = _windows(letters)
    size = min(len(windows), SURE - RUN + 1)
    if not size:
        return windows
    least = np.argmin(np.lib.stride_tricks.sliding_window_view(windows, size), axis=1)
    marks: Hashes = windows[distinct(least + np.arange(len(least)))]
    return marks


def _windows(letters: Hashes) -> Hashes:
    """A number for each RUN words in a row."""
    count = max(0, len(letters) - RUN + 1)
    windows = np.zeros(count, np.uint64)
    for at in range(RUN):
        windows *= _BASE
        windows += letters[at : at + count]
    return windows


class Earlier:
    """Texts in the order in which they are read, and what of them was read before."""

    def __init__(self, letters: Hashes, first: Index) -> None:
        """`letters` has a number for each word; the words of text i are [first[i], first[i + 1])."""
        self._letters = letters
        self._first = first.tolist()
        self._places = _first_places(letters, first)
        again = np.flatnonzero(self._places != np.arange(len(letters)))
        edges = np.zeros(len(letters) + RUN, np.int8)
        edges[again] += 1
        edges[again + RUN] -= 1
        self.told = np.cumsum(edges, dtype=np.int32)[: len(letters)] > 0
        """Of each word, whether it is told earlier."""

    def runs(self, low: int, high: int) -> Iterator[tuple[int, int, int]]:
        """What some words of one text, all told earlier, are made of: (word, equal word before it, how many in a row).

        The equal ones lie in one text, and before the word if that is their own: what is told over and over is made
        of twice as much each time.
        """
        at = low
        while at < high:
            source, count = self._longest(at, high)
            yield at, source, count
            at += count

    def _longest(self, at: int, high: int) -> tuple[int, int]:
        """The longest run from a word on that stands earlier, and the first place of it that is known."""
        begin = self._first[bisect_right(self._first, at) - 1]
        sources = (
            place + at - window
            for window in range(at, max(begin, at - RUN + 1) - 1, -1)
            if (place := int(self._places[window])) != window
        )
        found = ((self._equal(source, at, high), -source) for source in dict.fromkeys(sources))
        count, source = max(found)
        return -source, count

    def _equal(self, source: int, at: int, high: int) -> int:
        """How many words from a place on are those from another one on."""
        most = min(high - at, min(at, self._first[bisect_right(self._first, source)]) - source)
        count, size = 0, _FIRST_LOOK
        while count < most:
            size = min(size, most - count)
            here, there = (self._letters[begin + count : begin + count + size] for begin in (at, source))
            differing = np.flatnonzero(here != there)
            if len(differing):
                return count + int(differing[0])
            count, size = count + size, 2 * size
        return count


def _first_places(letters: Hashes, first: Index) -> Index:
    """For each word the first one from which on the same RUN words stand in one text; itself if no RUN words do."""
    places = np.arange(len(letters))
    at = np.flatnonzero(places + RUN <= np.repeat(first[1:], np.diff(first)))
    windows = _windows(letters)[at]
    order = np.argsort(windows, kind="stable")
    ordered = windows[order]
    fresh = np.ones(len(order), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    heads = np.flatnonzero(fresh)
    places[at[order]] = np.repeat(at[order[heads]], np.diff(heads, append=len(order)))
    return places
