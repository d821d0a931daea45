"""What a misspelt word of a query may have meant: the words of the titles that are an edit or two away.

An edit is a letter put in, left out, changed, or swapped with its neighbour (optimal string alignment). A word that
is still being typed is held against the beginnings of words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.find.fold import fold
from reader.find.pattern import Field, Kind, Pattern, Term, allowed_edits
from reader.find.score import clipped

MOST_CORRECTIONS: Final = 12
"""Words that one misspelt word is replaced by, at most, the nearest and then the commonest first."""

COUNTED_TITLES: Final = 2000
"""Titles whose words are counted between two looks whether to give up: some milliseconds."""

PREPARED_LENGTHS: Final = range(2, 13)
"""A word of these lengths is held against beginnings a letter or two longer or shorter."""

_WORD: Final = re.compile(r"[^\W_]+")


class Vocabulary:
    """The words of a list of titles, from the commonest."""

    def __init__(self, titles: Iterable[str], check: Callable[[], None]) -> None:
        """`check` is called between chunks of titles and may raise to give up."""
        counts: Counter[str] = Counter()
        remaining = iter(titles)
        while chunk := list(islice(remaining, COUNTED_TITLES)):
            check()
            counts.update(_WORD.findall(fold("\n".join(map(clipped, chunk)))))
        self.words = [word for word, _ in counts.most_common()]
        self._beginnings: dict[int, _Beginnings] = {}

    def corrections(self, word: str, check: Callable[[], None]) -> list[tuple[str, str]]:
        """The beginnings of words that `word` may have meant, nearest first, each with the commonest word it begins."""
        edits = allowed_edits(word)
        near: list[tuple[int, bool, int, str, str]] = []
        for length in range(len(word) - edits, len(word) + edits + 1) if edits else ():
            check()
            beginnings = self._beginnings_of(length)
            likely = beginnings.sharing(word, edits)
            for beginning, distance, place in process.extract(
                word, likely, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=None
            ):
                if distance:
                    near.append((distance, beginning[0] != word[0], place, beginning, beginnings.wholes[beginning]))
        kept: list[tuple[str, str]] = []
        for *_, beginning, whole in sorted(near):
            if len(kept) == MOST_CORRECTIONS:
                break
            if not any(beginning.startswith(shorter) for shorter, _ in kept):
                kept.append((beginning, whole))
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
            self._beginnings[length] = _Beginnings(self.words, length)
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


def corrected(pattern: Pattern, vocabulary: Vocabulary, check: Callable[[], None]) -> Pattern | None:
    """The pattern with what its words may have meant as alternatives; its query is what was most likely meant.

    None where there is nothing to correct.
    """
    query = pattern.query
    groups = []
    for group in pattern.groups:
        term = group[0]
        if len(group) > 1 or term.kind is not Kind.FUZZY or term.inverse or term.field is not Field.TITLE:
            groups.append(group)
            continue
        word = fold(term.text)
        found = [] if vocabulary.begins(word) else vocabulary.corrections(word, check)
        if found:
            query = query.replace(term.text, found[0][1], 1)
        groups.append((Term(word, Kind.EXACT), *(Term(beginning, Kind.EXACT) for beginning, _ in found)))
    return Pattern(tuple(groups), query) if any(len(group) > 1 for group in groups) else None
