"""What a misspelt word of a query may have meant: the words of the titles that are an edit or two away.

An edit is a letter put in, left out, changed, or swapped with its neighbour (optimal string alignment). A word that
is still being typed is held against the beginnings of words.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from reader.find.pattern import Kind, Pattern, Term, allowed_edits
from reader.find.words import Words
from reader.similarity import OSA, process
from reader.text.combining import compose
from reader.text.fold import fold, shown

MOST_CORRECTIONS: Final = 12
"""Words that one misspelt word is replaced by, at most, the nearest and then the commonest first."""

PREPARED_LENGTHS: Final = range(2, 13)
"""A word of these lengths is held against beginnings a letter or two longer or shorter."""


_TYPED: Final = re.compile(r'(?<![^\s"])(?:title:"?)?([^\s"]+)')
"""A word as it was typed, alone or in a phrase."""

Closeness = tuple[int, bool]
"""Edits, and whether the word goes on: a whole word is likelier meant than the beginning of a longer one."""

_NONE: Final = (0, False)
"""Where only phrases are corrected."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The beginning of words that a misspelt word may have meant."""

    beginning: str
    whole: str
    """The word itself, or the commonest that begins so."""
    closeness: Closeness


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a pattern may have meant."""

    levels: tuple[Pattern, ...]
    """The pattern with corrections of its words as alternatives: with the closest only, then with others too."""
    query: str
    """What was most likely meant."""


class Vocabulary:
    """The words of a list of titles, from the commonest."""

    def __init__(self, titles: Iterable[str], check: Callable[[], None]) -> None:
        """`check` is called between chunks of titles and may raise to give up."""
        self.words = Words(titles, check)
        self._beginnings: dict[int, _Beginnings] = {}

    def corrections(self, word: str, check: Callable[[], None]) -> "list[Correction]":
        """What `word` may have meant, likeliest first."""
        edits = allowed_edits(word)
        near: list[tuple[Closeness, bool, int, str, str]] = []
        for length in range(len(word) - edits, len(word) + edits + 1) if edits else ():
            check()
            beginnings = self._beginnings_of(length)
            likely = beginnings.sharing(word, edits)
            for beginning, distance, place in process.extract(
                word, likely, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=None
            ):
                if distance:
                    closeness = distance, not self.words.has(beginning)
                    whole = beginnings.wholes[beginning] if closeness[1] else beginning
                    near.append((closeness, beginning[0] != word[0], place, beginning, whole))
        kept: list[Correction] = []
        for closeness, _, _, beginning, whole in sorted(near):
            if len(kept) == MOST_CORRECTIONS:
                break
            if not any(beginning.startswith(shorter.beginning) for shorter in kept):
                kept.append(Correction(beginning, whole, closeness))
        return kept

    def begins(self, word: str) -> bool:
        """Whether some word begins so."""
        return word in self._beginnings_of(len(word)).wholes

    def prepare(self, check: Callable[[], None]) -> None:
        """Cut the words ahead of the first search to the lengths that are typed most."""
        for length in PREPARED_LENGTHS:
            check()
            self._beginnings_of(length)

    def _beginnings_of(self, length: int) -> "_Beginnings":
        if length not in self._beginnings:
            self._beginnings[length] = _Beginnings(self.words.by_count, length)
        return self._beginnings[length]


class _Beginnings:
    """Words cut to a length, from the commonest, with the letters that each has."""

    def __init__(self, words: Iterable[str], length: int) -> None:
        self.wholes: dict[str, str] = {}
        """By beginning, the commonest word that begins so."""
        for word in words:
            if len(word) >= length:
                self.wholes.setdefault(word[:length], word)
        self._cuts = list(self.wholes)
        codes = np.frombuffer("".join(self._cuts).encode("utf-32-le", "surrogatepass"), np.uint32)
        bits = np.left_shift(np.uint64(1), (codes & 63).astype(np.uint64)).reshape(len(self._cuts), length)
        self._letters = np.bitwise_or.reduce(bits, axis=1)

    def sharing(self, word: str, edits: int) -> dict[int, str]:
        """By place, the beginnings that `edits` edits could turn into the word, as far as their letters tell.

        An edit takes at most one letter away and adds at most one.
        """
        wanted = np.uint64(0)
        for letter in word:
            wanted |= np.uint64(1 << (ord(letter) & 63))
        missing, surplus = wanted & ~self._letters, self._letters & ~wanted
        for _ in range(edits):  # clears the lowest letter, if there is one
            missing &= missing - (missing > 0)
            surplus &= surplus - (surplus > 0)
        return {at: self._cuts[at] for at in np.flatnonzero((missing | surplus) == 0).tolist()}


def corrected(pattern: Pattern, vocabulary: Vocabulary, check: Callable[[], None]) -> Corrected | None:
    """What a pattern may have meant; None where there is nothing to correct.

    Of a phrase each word that none begins with is exchanged for the likeliest.
    """
    query = pattern.query
    corrections: dict[tuple[Term, ...], list[Correction]] = {}
    phrases: dict[tuple[Term, ...], Term] = {}
    for group in pattern.groups:
        term = group[0]
        if len(group) > 1 or not term.may_be_misspelt:
            continue
        likely: dict[str, str] = {}
        for word in fold(term.text).split() if term.kind is Kind.EXACT else (fold(term.text),):
            found = [] if vocabulary.begins(word) else vocabulary.corrections(word, check)
            if found:
                likely[word] = found[0].whole
                query = _exchanged(query, word, shown(found[0].whole))
            if term.kind is Kind.FUZZY:
                corrections[group] = found
        if term.kind is Kind.EXACT and likely:
            words = fold(term.text).split(" ")
            phrases[group] = Term(" ".join(likely.get(word, word) for word in words), Kind.EXACT)
    levels = []
    closenesses = {correction.closeness for found in corrections.values() for correction in found}
    for least in sorted(closenesses) or ([_NONE] if phrases else []):
        groups = []
        for group in pattern.groups:
            found = corrections.get(group, [])
            close = [each for each in found if each.closeness <= max(least, found[0].closeness)]
            meant = tuple(Term(each.beginning, Kind.BEGINNING) for each in close)
            as_written = (Term(fold(group[0].text), Kind.EXACT),) if group in corrections else group
            groups.append(meant or ((phrases[group],) if group in phrases else as_written))
        levels.append(Pattern(tuple(groups), query))
    return Corrected(tuple(levels), query) if levels else None


def _exchanged(query: str, word: str, other: str) -> str:
    """A query with another word for one, which is composed and folded, where that first stands by itself."""
    for found in _TYPED.finditer(query):
        if fold(compose(found[1])) == word:
            return query[: found.start(1)] + other + query[found.end(1) :]
    return query
