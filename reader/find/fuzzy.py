"""Titles found by a pattern: ranked like fzf, or all of them in the order of the list.

titles = Titles(["Zelensky meets Macron in Paris", "ECB holds rates"])
matches = search(titles, parse("zel par"))
matches.hits[0].index                        # 0
positions(titles.titles[0], parse("zel par"))  # (0, 1, 2, 25, 26, 27)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from reader.find.fold import fold
from reader.find.pattern import Field, Pattern, Term
from reader.find.score import TermMatch, clipped, match

SCREENFUL: Final = 100
"""Hits that a search ranks unless told otherwise: more than a screen shows, few enough to score at every key."""

CHECKED_TITLES: Final = 256
"""Titles matched one by one between two looks at `is_cancelled`: a few milliseconds."""

Tier = Literal["exact", "typo"]
Flags = Mapping[str, Sequence[bool]]
"""For each flag of the grammar ("is:unread"), whether each title has it, by index. A flag left out is on no title."""


class Cancelled(Exception):  # noqa: N818 (an answer to the caller's own wish, not an error)
    """The caller's `is_cancelled` said yes, between two chunks of work."""


def never() -> bool:
    """The `is_cancelled` of who waits for the answer."""
    return False


@dataclass(frozen=True, slots=True)
class Hit:
    """A title that matches, by its index in the list; `tier` is "typo" where the query had to be corrected."""

    index: int
    score: int
    tier: Tier = "exact"


@dataclass(frozen=True, slots=True)
class Matches:
    """The best hits for a pattern, best first."""

    pattern: Pattern
    hits: tuple[Hit, ...]


class Titles:
    """A list of titles prepared for searching, with the documents that they stand in."""

    def __init__(self, titles: Sequence[str], *, documents: Sequence[int] = (), names: Sequence[str] = ()) -> None:
        """`documents[i]` is the index in `names` of the document of `titles[i]`; both are for `doc:` only."""
        self.titles = titles
        self.documents = documents
        self.names = names
        self.keys = [fold(clipped(title)) for title in titles]

    def __len__(self) -> int:
        return len(self.titles)


def search(
    titles: Titles,
    pattern: Pattern,
    *,
    within: Matches | None = None,
    flags: Flags | None = None,
    limit: int = SCREENFUL,
    is_cancelled: Callable[[], bool] = never,
) -> Matches:
    """The best `limit` titles: by score, then the shorter, then the earlier; in list order if nothing scores.

    `within` is the answer to the query before this key; it is used when this pattern can only narrow it.
    Raises Cancelled when `is_cancelled` says so.
    """
    ranked: list[tuple[int, int, int]] = []
    for index, score in _matching(titles, pattern, flags or {}, is_cancelled):
        if not pattern.ranks and len(ranked) == limit:
            break
        ranked.append((-score, len(titles.keys[index].strip()), index) if pattern.ranks else (0, 0, index))
    ranked.sort()
    return Matches(pattern, tuple(Hit(index, -score) for score, _, index in ranked[:limit]))


def select(
    titles: Titles,
    pattern: Pattern,
    *,
    flags: Flags | None = None,
    is_cancelled: Callable[[], bool] = never,
) -> list[int]:
    """The indices of all titles that match, ascending. Raises Cancelled when `is_cancelled` says so."""
    return [index for index, _ in _matching(titles, pattern, flags or {}, is_cancelled)]


def positions(title: str, pattern: Pattern) -> tuple[int, ...]:
    """The offsets in a title of the characters that a pattern matches, ascending; none where it does not match."""
    places: set[int] = set()
    for group in pattern.groups:
        for term in group:
            found = match(title, term) if term.field is Field.TITLE and not term.inverse else None
            if found is not None:
                places.update(found.positions)
                break
    return tuple(sorted(places))


def _matching(
    titles: Titles, pattern: Pattern, flags: Flags, is_cancelled: Callable[[], bool]
) -> Iterator[tuple[int, int]]:
    """The index and score of each title that matches, in list order."""
    documents = _documents(titles, pattern)
    for index, title in enumerate(titles.titles):
        if index % CHECKED_TITLES == 0 and is_cancelled():
            raise Cancelled
        total = 0
        for group in pattern.groups:
            score = _group_score(titles, index, title, group, flags, documents)
            if score is None:
                break
            total += score
        else:
            yield index, total


def _documents(titles: Titles, pattern: Pattern) -> dict[Term, list[bool]]:
    """For each `doc:` term, which documents it matches, whatever its `inverse`."""
    return {
        term: [match(name, term) is not None for name in titles.names]
        for group in pattern.groups
        for term in group
        if term.field is Field.DOCUMENT
    }


def _group_score(
    titles: Titles, index: int, title: str, group: tuple[Term, ...], flags: Flags, documents: dict[Term, list[bool]]
) -> int | None:
    """The score of the first term of a group that matches, as in fzf; a refusal scores nothing and lets others try."""
    found: int | None = None
    for term in group:
        if term.field is Field.TITLE:
            matched: TermMatch | None = match(title, term, key=titles.keys[index])
            holds, score = matched is not None, matched.score if matched else 0
        elif term.field is Field.DOCUMENT:
            holds, score = bool(titles.documents) and documents[term][titles.documents[index]], 0
        else:
            holds, score = term.text in flags and bool(flags[term.text][index]), 0
        if term.inverse:
            found = found if holds else 0
        elif holds:
            return score
    return found
