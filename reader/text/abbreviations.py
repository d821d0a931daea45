"""Abbreviations, and names that are spelled out again although they were abbreviated: a new story introduces them."""

import numpy as np
from numpy.typing import NDArray

from reader.text.cohesion import Rows
from reader.text.tokens import Tokens, hash_initials, hash_word

Column = NDArray[np.generic]

LETTERS = range(3, 7)
"""Letters of an abbreviation; those of two are too often something else."""

EARLY = 24
"""Words in which the lead of a story says whom it is about."""

REACH = 15
"""Paragraphs within which an abbreviation stands for what was spelled out, or was used before it is."""

_JOINERS = np.array(
    sorted(map(hash_word, ("of", "and", "for", "the", "on", "in", "to", "de", "du", "del", "für", "der")))
)

MOST_BETWEEN = 2
"""Small words between two words of a name: Organization for the Prohibition."""


def abbreviations(tokens: Tokens, rows: Rows) -> dict[str, Column]:
    """How many names each paragraph spells out that were abbreviated just before (also: in its first words), and how
    many abbreviations it uses that were spelled out before, not in it."""
    none = np.zeros(rows.total, np.float32)
    short = np.flatnonzero(tokens.shouted & (tokens.size >= LETTERS[0]) & (tokens.size <= LETTERS[-1]))
    if not len(short):
        return {"spelled out": none, "spelled out at once": none, "abbreviated": none}
    name, paragraph, place = _spelled_out(tokens, np.unique(tokens.hashes[short]))
    used = _keys(tokens.hashes[short], tokens.paragraph[short])
    full = _keys(name, paragraph)
    used = np.unique(used)
    again = _just_before(used, full)
    goes_on = _just_before(full, used) & ~np.isin(used, full)
    owner = (used & _PARAGRAPHS).astype(np.int64)

    def tally(found: NDArray[np.int64], most: int) -> NDArray[np.float32]:
        return np.minimum(np.bincount(found, minlength=rows.total), most).astype(np.float32)

    return {
        "spelled out": tally(paragraph[again], 3),
        "spelled out at once": tally(paragraph[again & (place < EARLY)], 1),
        "abbreviated": tally(owner[goes_on], 4),
    }


_PARAGRAPHS = (1 << 31) - 1


def _keys(word: NDArray[np.uint32], paragraph: NDArray[np.int64]) -> NDArray[np.int64]:
    """Word and paragraph as one number."""
    return np.asarray((word.astype(np.int64) << 31) | paragraph)


def _just_before(known: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the words asked for are known in one of the `REACH` paragraphs before their own."""
    if not len(known):
        return np.zeros(len(asked), bool)
    known = np.unique(known)
    last = np.searchsorted(known, asked) - 1  # of the same word, in an earlier paragraph
    return (last >= 0) & (asked - known[np.maximum(last, 0)] <= REACH)


def _spelled_out(
    tokens: Tokens, wanted: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """The names whose initials are one of the abbreviations `wanted`: which, in what paragraph, and at what word."""
    capital = np.flatnonzero(tokens.capital & ~tokens.shouted & ~tokens.number)
    joiner = np.isin(tokens.hashes, _JOINERS)
    breaks = np.cumsum(~tokens.joined | ~(tokens.capital | joiner))
    linked = (np.diff(breaks.take(capital)) == 0) & (np.diff(capital) <= MOST_BETWEEN + 1)
    run = np.append(0, np.cumsum(~linked)) if len(capital) else capital
    found = []
    for letters in LETTERS:
        first = np.flatnonzero(run[letters - 1 :] == run[: max(len(run) - letters + 1, 0)])
        name = hash_initials(tokens.letter.take(capital), first, letters)
        hit = np.isin(name, wanted)
        found.append((name[hit], capital[first[hit]]))
    name = np.concatenate([name for name, _ in found])
    at = np.concatenate([at for _, at in found])
    return name, tokens.paragraph.take(at), tokens.place.take(at)
