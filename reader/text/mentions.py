"""People and figures that paragraphs name, and whether they were named before."""

import numpy as np
from numpy.typing import NDArray

from reader.text.cohesion import ALL, FAR, Floats, Occurrences, Rows, mentions, spread
from reader.text.tokens import Tokens

Column = NDArray[np.generic]

NAME_REACH = 30
"""Paragraphs after which a person is introduced again in full."""


def names(tokens: Tokens, unknown: NDArray[np.bool_], rows: Rows) -> dict[str, Column]:
    """People: full names, surnames alone, and whether the full name stands before. `unknown` are the words that are not
    common in the language: with a capital they are names even where a sentence opens."""
    name = tokens.capital & ~tokens.number & (~tokens.opens | unknown)
    after_name = np.zeros(len(name), bool)
    after_name[1:] = name[:-1] & tokens.joined[1:]
    before_name = np.zeros(len(name), bool)
    before_name[:-1] = name[1:] & tokens.joined[1:]
    last = np.flatnonzero(name & ~before_name)
    full, single = (_mentions(tokens, last[after_name[last] == whole], rows) for whole in (True, False))
    ones = np.ones(len(full.word), np.float32)

    def tally(found: Occurrences, chosen: NDArray[np.bool_]) -> Floats:
        return np.minimum(np.bincount(found.paragraph[chosen], minlength=rows.total), 4).astype(np.float32)

    # The last paragraph before (or at) a lone surname in which the same word ended a full name.
    key_full = (full.word.astype(np.int64) << 31) | full.paragraph
    key_lone = (single.word.astype(np.int64) << 31) | single.paragraph
    at = np.searchsorted(key_full, key_lone, side="right") - 1
    hit = at >= 0
    introduced = np.full(len(key_lone), -FAR, np.int64)
    if len(key_full):
        same = hit & (full.word[np.maximum(at, 0)] == single.word)
        introduced[same] = full.paragraph[at[same]]
    known_lone = single.paragraph - introduced <= NAME_REACH
    crossing = spread(
        introduced + 1, np.where(known_lone, single.paragraph, -1), np.ones(len(key_lone), np.float32), rows.total
    )
    # Whose surname alone was used since the full name was last given is introduced anew: a new story begins.
    last_lone = np.searchsorted(key_lone, key_full, side="left") - 1
    again = np.zeros(len(key_full), bool)
    if len(key_lone):
        same = (last_lone >= 0) & (single.word[np.maximum(last_lone, 0)] == full.word)
        used = np.where(same, single.paragraph[last_lone], -FAR)
        again = (full.paragraph - used <= NAME_REACH) & (used >= full.before)
    return {
        "introduced again": tally(full, again),
        "full names": tally(full, ones > 0),
        "new names": tally(full, full.paragraph - full.before > NAME_REACH),
        "named again": tally(full, (full.paragraph - full.before <= NAME_REACH) & (full.paragraph > full.before)),
        "surnames": np.minimum(crossing, 12).astype(np.float32),
        "known surnames": tally(single, known_lone & (introduced < single.paragraph)),
        "unknown surnames": tally(single, ~known_lone & (single.paragraph - single.before > NAME_REACH)),
    }


def figures(tokens: Tokens, rows: Rows) -> dict[str, Column]:
    """Numbers that are new and those that come again some way behind: a story hardly repeats its own."""
    found = _mentions(tokens, np.flatnonzero(tokens.number), rows)
    back = found.paragraph - found.before

    def tally(chosen: NDArray[np.bool_]) -> Floats:
        return np.minimum(np.bincount(found.paragraph[chosen], minlength=rows.total), 4).astype(np.float32)

    return {
        "old figures": tally((back > 3) & (back <= 2 * NAME_REACH)),
        "new figures": tally(back > 2 * NAME_REACH),
    }


def _mentions(tokens: Tokens, chosen: NDArray[np.int64], rows: Rows) -> Occurrences:
    """Some of the words, all of the same weight."""
    return mentions(tokens.stems[chosen], tokens.paragraph[chosen], np.full(len(chosen), ALL), rows)
