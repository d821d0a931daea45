"""Titles found by a pattern: ranked like fzf, or all of them in the order of the list.

    titles = Titles(["Zelensky meets Macron in Paris", "ECB holds rates"])
    matches = search(titles, parse("zel par"))
    matches.hits[0].index                          # 0
    positions(titles.titles[0], parse("zel par"))  # (0, 1, 2, 25, 26, 27)

Short lists are matched one title at a time; long ones through tables, which load numpy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from reader.find.cancelling import checking, never
from reader.find.pattern import Field, Pattern
from reader.find.scan import matching
from reader.find.score import match
from reader.find.titles import Flags, Titles

if TYPE_CHECKING:
    from reader.find.ranked import Query

SCREENFUL: Final = 50
"""Hits that a search ranks unless told otherwise: about what a screen shows; more make a key slower."""

Tier = Literal["exact", "typo"]


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
    check = checking(is_cancelled)
    if not pattern.ranks:
        return Matches(pattern, tuple(Hit(index, 0) for index in select(titles, pattern, flags=flags)[:limit]))
    if titles.few:
        ranked = sorted(
            (-score, len(titles.keys()[index].strip()), index)
            for index, score in matching(titles, pattern, flags or {}, check)
        )
        return Matches(pattern, tuple(Hit(index, -score) for score, _, index in ranked[:limit]))
    from reader.find.ranked import best  # numpy is not loaded for short lists

    query = _query(titles, pattern, flags or {}, check)
    top = best(query, limit, check)
    indices = query.tables.order[top.rows].tolist()
    return Matches(pattern, tuple(map(Hit, indices, top.scores.tolist())))


def select(
    titles: Titles,
    pattern: Pattern,
    *,
    flags: Flags | None = None,
    is_cancelled: Callable[[], bool] = never,
) -> list[int]:
    """The indices of all titles that match, ascending. Raises Cancelled when `is_cancelled` says so."""
    check = checking(is_cancelled)
    if titles.few:
        return [index for index, _ in matching(titles, pattern, flags or {}, check)]
    from reader.find.ranked import all_matching  # numpy is not loaded for short lists

    query = _query(titles, pattern, flags or {}, check)
    return sorted(query.tables.order[all_matching(query, check)].tolist())


def _query(titles: Titles, pattern: Pattern, flags: Flags, check: Callable[[], None]) -> "Query":
    from reader.find.ranked import Query

    return Query(titles.tables(check), pattern, titles.masks(pattern, flags, check))


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
