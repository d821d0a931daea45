"""Which words hold a text together across each gap between its paragraphs.

For every gap: how much of what the next paragraphs say was said in the last ones. Each repetition of a word is a link
from one paragraph to a later one; a link counts for the gaps that it spans, and all gaps are filled at once through
difference arrays, in time linear in the number of words. The idea of windows on both sides of a gap is TextTiling's
(Hearst 1997), the one of chains that end and begin is Morris and Hirst's (1991).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.tokens import Tokens

NEIGHBOURHOOD = 120
"""Paragraphs on either side in which a word's local rarity is counted: in a file about one war its words say"
" nothing."""

UNKNOWN = 1.0
"""Weight of a word that the language's own list does not hold: names and terms, the best evidence there is."""

Floats = NDArray[np.float32]


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


def occurrences(
    tokens: Tokens, count: int, common: NDArray[np.uint32], rarity: Floats, chosen: NDArray[np.bool_] | None = None
) -> Occurrences:
    """Words of `count` paragraphs with weights; `common` (sorted hashes) and their `rarity` in 0..1 know the language.

    Of paragraphs beyond `MOST_PARAGRAPHS` the numbers are taken modulo that: gigabytes of running text.
    """
    picked = slice(None) if chosen is None else chosen
    known = np.minimum(np.searchsorted(common, tokens.hashes[picked]), len(common) - 1)
    heavy = np.where(common[known] == tokens.hashes[picked], rarity[known] ** 2, np.float32(UNKNOWN))
    telling = heavy > 0
    # Stem, paragraph and weight in one number: a plain sort of numbers is many times faster than an indirect one.
    keys = tokens.stems[picked][telling].astype(np.uint64) << np.uint64(32)
    keys |= tokens.paragraph[picked][telling].astype(np.uint64) << np.uint64(8)
    keys |= (heavy[telling] * 255).astype(np.uint64)
    keys.sort()
    keys = keys[np.diff(keys >> np.uint64(8), prepend=~(keys[:1] >> np.uint64(8))) != 0]
    word = (keys >> np.uint64(32)).astype(np.uint32)
    paragraph = ((keys >> np.uint64(8)) & np.uint64(MOST_PARAGRAPHS)).astype(np.int64)
    weight = (keys & np.uint64(255)).astype(np.float32) / np.float32(255)
    same = np.zeros(len(word) + 1, bool)
    same[1:-1] = word[1:] == word[:-1]
    before = np.where(same[:-1], np.roll(paragraph, 1), -FAR)
    after = np.where(same[1:], np.roll(paragraph, -1), FAR)
    return Occurrences(word, paragraph, before, after, weight * _local_rarity(word, paragraph, count))


def _local_rarity(word: NDArray[np.uint32], paragraph: NDArray[np.int64], count: int) -> Floats:
    """Towards one for words of few paragraphs of the neighbourhood, towards zero for those in every paragraph.

    Words of a single paragraph hold nothing together and only tell how long it is: they weigh nothing.
    """
    order = np.cumsum(np.diff(word, prepend=~word[:1]) != 0).astype(np.int64) if len(word) else np.zeros(0, np.int64)
    line = order * (4 * NEIGHBOURHOOD + count) + paragraph
    near = np.searchsorted(line, line + NEIGHBOURHOOD, side="right") - np.searchsorted(line, line - NEIGHBOURHOOD)
    size = max(2, min(count, 2 * NEIGHBOURHOOD + 1))
    rare = 1 - np.log(np.maximum(near, 1)) / np.log(size + 1)
    return np.where(near > 1, rare * rare, 0).astype(np.float32)


def spread(low: NDArray[np.int64], high: NDArray[np.int64], weight: Floats, count: int) -> Floats:
    """Sum of the weights over the gaps `low..high` (inclusive) of each, for `count` gaps; empty ranges add nothing."""
    low, high = np.maximum(low, 0), np.minimum(high, count - 1)
    valid = low <= high
    low, high, weight = low[valid], high[valid], weight[valid]
    steps = np.bincount(low, weight, count + 1) - np.bincount(high + 1, weight, count + 1)
    return np.cumsum(steps)[:count].astype(np.float32)


def coverage(found: Occurrences, count: int, left: int, right: int) -> tuple[Floats, Floats]:
    """For each of `count` gaps (before paragraph i): the weight of the words that the `left` paragraphs before and the
    `right` paragraphs after have in common, as a share of the words of the right and of the left."""
    place, before, after, weight = found.paragraph, found.before, found.after, found.weight
    shared = spread(np.maximum(before + 1, place - right + 1), np.minimum(place, before + left), weight, count)
    ahead = spread(np.maximum(before + 1, place - right + 1), place, weight, count)
    behind = spread(place + 1, np.minimum(after, place + left), weight, count)
    return np.asarray(shared / np.maximum(ahead, 1), np.float32), np.asarray(shared / np.maximum(behind, 1), np.float32)
