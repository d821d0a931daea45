"""Which words hold a text together across each gap between its paragraphs.

For every gap: how much of what the next paragraphs say was said in the last ones. Each repetition of a word is a link
from one paragraph to a later one. Links are kept as a table, a row for each paragraph and a column for each length, so
that every window is a sum of differences between running totals: time linear in the number of words. The idea of
windows on both sides of a gap is TextTiling's (Hearst 1997), the one of chains that end and begin is Morris and
Hirst's (1991).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEIGHBOURHOOD = 120
"""Paragraphs on either side in which a word's local rarity is counted: in a file about one war its words say
nothing."""

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


FARTHEST = 30
"""Paragraphs that the longest link in the table spans."""

APART = FARTHEST + 2
"""Empty paragraphs between documents, and around them: windows, links and what is near reach no farther."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The paragraphs of several documents under one another, so that one pass over arrays does for all of them: what is
    found of each is what would be found of it alone.

    `counts` and `starts` `[documents]`: how many paragraphs each has, and the row of the first; `total`: rows, with
    `APART` empty ones between documents; `owner` `[total]`: whose row it is; `places` `[paragraphs]`: rows that are not
    empty.
    """

    counts: NDArray[np.int64]
    starts: NDArray[np.int64]
    total: int
    owner: NDArray[np.int64]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, counts: Sequence[int]) -> "Rows":
        """Rows for documents of so many paragraphs."""
        sizes = np.array(counts, np.int64)
        starts = np.cumsum(sizes + APART) - sizes - APART
        total = int(starts[-1] + sizes[-1])
        owner = np.repeat(np.arange(len(sizes)), sizes + APART)[:total]
        places = np.arange(int(sizes.sum())) + np.repeat(APART * np.arange(len(sizes)), sizes)
        return cls(sizes, starts, total, owner, places)

    def spans(self) -> list[slice]:
        """The rows of each document."""
        return [slice(low, low + size) for low, size in zip(self.starts.tolist(), self.counts.tolist(), strict=True)]

    def spread_out(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values of all paragraphs, one after the other, in their rows; zero elsewhere."""
        if self.total == len(values):
            return values
        found = np.zeros((self.total, *values.shape[1:]), values.dtype)
        found[self.places] = values
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Distinct words of each paragraph, sorted by word and then by paragraph; `before` and `after` are the paragraphs
    of the word's neighbours in that order, or far outside the text. `weight` is high for rare words."""

    word: NDArray[np.uint32]
    paragraph: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    weight: Floats


FAR = 1 << 30
MOST_PARAGRAPHS = (1 << 24) - 1

STEPS = np.float32(1 << 20)
"""Steps of one in which words weigh: their sums are exact, in any order and as differences of running totals."""

ALL = np.uint8(255)
"""Weight of a word that counts in full."""


def occurrences(
    stems: NDArray[np.uint32], paragraph: NDArray[np.int64], heavy: NDArray[np.uint8], rows: Rows
) -> Occurrences:
    """Words of paragraphs, each with its weight in 0..255 in the language, times its rarity around here."""
    found = mentions(stems, paragraph, heavy, rows)
    same = found.before >= 0
    weight = np.rint(found.weight * _local_rarity(same, found.paragraph, rows) * STEPS) / STEPS
    return Occurrences(found.word, found.paragraph, found.before, found.after, weight)


def mentions(
    stems: NDArray[np.uint32], paragraph: NDArray[np.int64], heavy: NDArray[np.uint8], rows: Rows
) -> Occurrences:
    """Words, each with its weight in 0..255 in the language.

    Of paragraphs beyond `MOST_PARAGRAPHS` the numbers are taken modulo that: gigabytes of running text.
    """
    # Stem, paragraph and weight in one number: a plain sort of numbers is many times faster than an indirect one.
    keys = stems.astype(np.uint64)
    keys <<= np.uint64(24)
    keys |= (paragraph & MOST_PARAGRAPHS).astype(np.uint64)
    keys <<= np.uint64(8)
    keys |= heavy
    keys.sort()
    places = keys >> np.uint64(8)
    fresh = np.ones(len(keys), bool)
    np.not_equal(places[1:], places[:-1], out=fresh[1:])
    first = np.flatnonzero(fresh)
    keys, places = keys.take(first), places.take(first)
    word = (places >> np.uint64(24)).astype(np.uint32)
    where = (places & np.uint64(MOST_PARAGRAPHS)).astype(np.int64)
    same = np.zeros(len(word) + 1, bool)
    np.equal(word[1:], word[:-1], out=same[1:-1])
    if len(rows.counts) > 1:
        owner = rows.owner.take(where)
        same[1:-1] &= owner[1:] == owner[:-1]
    before = np.full(len(word), -FAR)
    after = np.full(len(word), FAR)
    again = np.flatnonzero(same[:-1])
    before[again], after[again - 1] = where[again - 1], where[again]
    weight = (keys & np.uint64(255)).astype(np.float32) / np.float32(255)
    return Occurrences(word, where, before, after, weight)


def _local_rarity(same: NDArray[np.bool_], paragraph: NDArray[np.int64], rows: Rows) -> Floats:
    """Towards one for words of few paragraphs of the neighbourhood, towards zero for those in every paragraph; `same`
    tells where the word is the one before.

    Words of a single paragraph hold nothing together and only tell how long it is: they weigh nothing.
    """
    heads = np.flatnonzero(~same)
    sizes = np.diff(np.append(heads, len(same)))
    near = np.repeat(sizes, sizes)
    # Nearly all words stay within one neighbourhood; of the others the neighbours are counted.
    if len(heads):
        wide = paragraph.take(heads + sizes - 1) - paragraph.take(heads) > NEIGHBOURHOOD
        some = np.flatnonzero(np.repeat(wide, sizes))
        line = np.repeat(np.arange(np.count_nonzero(wide)), sizes[wide]) * (4 * NEIGHBOURHOOD + rows.total)
        line += paragraph.take(some)
        high = np.searchsorted(line, line + NEIGHBOURHOOD, side="right")
        # Below the neighbourhood of the i-th are those whose own ends at it or before.
        near[some] = high - np.cumsum(np.bincount(high, minlength=len(line)))[: len(line)]
    most = np.clip(rows.counts, 2, 2 * NEIGHBOURHOOD + 1)
    logs = np.log(np.maximum(np.arange(2 * NEIGHBOURHOOD + 3), 1))
    rare = 1 - logs / logs[most + 1, None]
    rare[:, :2] = 0
    owner = rows.owner.take(paragraph)
    near = np.minimum(near, most.take(owner) + 1)
    return np.asarray((rare * rare).astype(np.float32).reshape(-1).take(owner * len(logs) + near))


def spread(low: NDArray[np.int64], high: NDArray[np.int64], weight: Floats, count: int) -> Floats:
    """Sum of the weights over the gaps `low..high` (inclusive) of each, for `count` gaps; empty ranges add nothing."""
    low, high = np.maximum(low, 0), np.minimum(high, count - 1)
    valid = low <= high
    low, high, weight = low[valid], high[valid], weight[valid]
    steps = np.bincount(low, weight, count + 1) - np.bincount(high + 1, weight, count + 1)
    return np.cumsum(steps)[:count].astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """`back` `[n, FARTHEST]`: weight of the words of each paragraph that were said last 1, 2, … paragraphs before;
    `behind`: at most 1, 2, … paragraphs before; `weight` `[n]`: of all its words."""

    back: Doubles
    behind: Doubles
    weight: Doubles

    @classmethod
    def of(cls, words: Occurrences, count: int) -> "Links":
        """The links between the words of `count` paragraphs."""
        length = words.paragraph - words.before
        short = np.flatnonzero(length <= FARTHEST)
        cells = words.paragraph.take(short) * FARTHEST + length.take(short) - 1
        back: Doubles = np.bincount(cells, words.weight.take(short), count * FARTHEST).astype(np.float64, copy=False)
        back = back.reshape(count, FARTHEST)
        behind = back.copy()
        for farther in range(1, FARTHEST):  # twice as fast as np.cumsum of many short rows
            behind[:, farther] += behind[:, farther - 1]
        total: Doubles = np.bincount(words.paragraph, words.weight, count).astype(np.float64, copy=False)
        return cls(back, behind, total)

    def coverage(self, windows: tuple[tuple[int, int], ...]) -> tuple[Floats, Floats]:
        """For the gap before each paragraph and each window (left, right): the weight of the words that the `left`
        paragraphs before and the `right` paragraphs after have in common, as a share of the words of the right and of
        the left, `[n, windows]`."""
        left, right = np.array(windows).T
        gap = np.arange(len(self.back))[:, None]
        said = self._diagonals()

        def within(first: NDArray[np.int64], size: NDArray[np.int64]) -> Doubles:
            """Weight of the links within `size` paragraphs from `first` on."""
            return said.take(_cell(first + size - 1, size - 2)) - said.take(_cell(first, -1))

        within_right, within_left = within(gap, right), within(gap - left, left)
        shared = (
            said.take(_cell(gap + right - 1, left + right - 2)) - said.take(_cell(gap - 1, left - 2)) - within_right
        )
        total = np.zeros(len(self.back) + 2 * FARTHEST + 1)
        np.cumsum(self.weight, out=total[FARTHEST + 1 : FARTHEST + 1 + len(self.back)])
        total[FARTHEST + 1 + len(self.back) :] = total[FARTHEST + len(self.back)]
        here = total[gap + FARTHEST]
        said_ahead = total[gap + FARTHEST + right] - here - within_right
        said_behind = here - total[gap + FARTHEST - left] - within_left
        ahead, behind = shared / np.maximum(said_ahead, 1), shared / np.maximum(said_behind, 1)
        return ahead.astype(np.float32), behind.astype(np.float32)

    def _diagonals(self) -> Doubles:
        """Running totals of the weight that each paragraph says again of the last 1, 2, … paragraphs, along the
        diagonals on which the earliest of these stays the same; `_cell` says where they are.

        Laid out in rows that are longer by one, a diagonal of the table is a column.
        """
        count = len(self.back)
        size = (count + 2 * APART) * FARTHEST
        cells = np.zeros(size + -size % (FARTHEST + 1))
        table = cells[:size].reshape(-1, FARTHEST)
        table[APART : APART + count] = self.behind
        np.cumsum(cells.reshape(-1, FARTHEST + 1), axis=0, out=cells.reshape(-1, FARTHEST + 1))
        return cells


def _cell(paragraph: NDArray[np.int64], length: NDArray[np.int64] | int) -> NDArray[np.int64]:
    return (paragraph + APART) * FARTHEST + length


SLIGHT = 0.5
"""Weight added to a paragraph's own, so that the shares of a short one are not all or nothing."""

REACHES = (2, 4, 8)
"""Paragraphs behind and ahead in which a single paragraph's words are sought."""


def returns(links: Links) -> dict[str, Doubles]:
    """Shares of each paragraph's weight that were said just before, will be said soon after, and which of both is
    more; and the share that was not said in the last thirty paragraphs."""
    count = len(links.back)
    total = links.weight + SLIGHT
    # The words that paragraph i says again after d paragraphs are those that paragraph i + d says for the second time.
    padded = np.zeros((count + max(REACHES), max(REACHES)))
    padded[:count] = links.back[:, : max(REACHES)]
    rows = np.arange(count)[:, None] + np.arange(1, max(REACHES) + 1)
    onward = np.cumsum(padded[rows, np.arange(max(REACHES))], axis=1)
    found = {"unseen": (links.weight - links.behind[:, -1]) / total}
    for reach in REACHES:
        found[f"returning {reach}"] = links.behind[:, reach - 1] / total
        found[f"recurring {reach}"] = onward[:, reach - 1] / total
        found[f"turning {reach}"] = found[f"recurring {reach}"] - found[f"returning {reach}"]
    return found


FARTHEST_LEAD = 16
"""Paragraphs after a bullet in which the lead stands that says it again: behind other bullets and a caption or two."""

MORE_MENTIONS = 4
"""Later mentions of a word that are looked at: other bullets name it as well."""

ONCE = 0.5
"""Weight of a word that stands nowhere else, beside that of words that come again."""


def restated(words: Occurrences, count: int) -> dict[str, Doubles]:
    """The share of each paragraph's words that one single paragraph further on has as well: all of them where a bullet
    sums up the lead below it; and that of the very next paragraph, which a sub-head has in common with its text."""
    held = np.zeros(count * FARTHEST_LEAD)
    for step in range(1, MORE_MENTIONS + 1):
        ahead = words.paragraph[step:] - words.paragraph[:-step]
        near = np.flatnonzero((words.word[step:] == words.word[:-step]) & (ahead > 0) & (ahead <= FARTHEST_LEAD))
        cells = words.paragraph[near] * FARTHEST_LEAD + ahead[near] - 1
        held += np.bincount(cells, words.weight[near], count * FARTHEST_LEAD)
    once = (words.before < 0) & (words.after >= FAR)
    total = np.bincount(words.paragraph, np.where(once, ONCE, words.weight), count) + SLIGHT
    table = held.reshape(count, FARTHEST_LEAD) / total[:, None]
    return {"restated": table[:, 1:].max(axis=1), "restated next": table[:, 0]}
