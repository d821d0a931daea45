"""Short lists, one title after the other: no arrays, nothing to build, nothing heavy to import."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reader.find.pattern import Field, Pattern, Term
from reader.find.score import match
from reader.find.titles import Flags, Titles

CHECKED_TITLES: Final = 256
"""Titles between two looks whether to give up: some milliseconds."""


def matching(
    titles: Titles, indices: Iterable[int], pattern: Pattern, flags: Flags, check: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    """The index and score of each of some titles that matches, in their order; `check` may raise to give up."""
    documents = titles.documents_matching(pattern)
    for done, index in enumerate(indices):
        if done % CHECKED_TITLES == 0:
            check()
        total = 0
        for group in pattern.groups:
            score = _group_score(titles, index, group, flags, documents)
            if score is None:
                break
            total += score
        else:
            yield index, total


def _group_score(
    titles: Titles, index: int, group: tuple[Term, ...], flags: Flags, documents: dict[Term, list[bool]]
) -> int | None:
    """The score of the first term of a group that matches, as in fzf; a refusal scores nothing and lets others try."""
    found: int | None = None
    for term in group:
        if term.field is Field.TITLE:
            matched = match(titles.titles[index], term, key=titles.key(index))
            score = None if matched is None else matched.score
        elif term.field is Field.DOCUMENT:
            score = 0 if titles.documents and documents[term][titles.documents[index]] else None
        else:
            score = 0 if term.text in flags and flags[term.text][index] else None
        if term.inverse:
            found = 0 if score is None else found
        elif score is not None:
            return score
    return found
