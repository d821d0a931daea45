"""Short lists, one title after the other: no arrays, nothing to build, nothing heavy to import."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reader.find.pattern import Field, Pattern, Term
from reader.find.score import match, matches
from reader.find.titles import Flags, Titles

CHECKED_TITLES: Final = 256
"""Titles between two looks whether to give up: some milliseconds."""


def scored(
    titles: Titles, indices: Iterable[int], pattern: Pattern, flags: Flags, check: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    """The index and score of each of some titles that matches, in their order; `check` may raise to give up."""

    def score(index: int, term: Term) -> int | None:
        found = match(titles.titles[index], term, key=titles.key(index))
        return None if found is None else found.score

    return _matching(titles, indices, pattern, flags, check, score)


def matching(
    titles: Titles, indices: Iterable[int], pattern: Pattern, flags: Flags, check: Callable[[], None]
) -> Iterator[int]:
    """The index of each of some titles that matches, in their order; `check` may raise to give up."""

    def score(index: int, term: Term) -> int | None:
        return 0 if matches(titles.titles[index], term, key=titles.key(index)) else None

    return (index for index, _ in _matching(titles, indices, pattern, flags, check, score))


def _matching(
    titles: Titles,
    indices: Iterable[int],
    pattern: Pattern,
    flags: Flags,
    check: Callable[[], None],
    score: Callable[[int, Term], int | None],
) -> Iterator[tuple[int, int]]:
    documents = titles.documents_matching(pattern, check)

    def term_score(index: int, term: Term) -> int | None:
        if term.field is Field.TITLE:
            return score(index, term)
        if term.field is Field.DOCUMENT:
            return 0 if titles.documents and documents[term][titles.documents[index]] else None
        return 0 if term.text in flags and flags[term.text][index] else None

    for done, index in enumerate(indices):
        if done % CHECKED_TITLES == 0:
            check()
        total = 0
        for group in pattern.groups:
            found = _group_score(index, group, term_score)
            if found is None:
                break
            total += found
        else:
            yield index, total


def _group_score(index: int, group: tuple[Term, ...], score: Callable[[int, Term], int | None]) -> int | None:
    """The score of the first term of a group that matches, as in fzf; a refusal scores nothing and lets others try."""
    refused: int | None = None
    for term in group:
        found = score(index, term)
        if term.inverse:
            refused = 0 if found is None else refused
        elif found is not None:
            return found
    return refused
