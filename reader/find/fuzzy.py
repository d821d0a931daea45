"""Titles found by a pattern: ranked like fzf, or all of them in the order of the list.

    titles = Titles(["Zelensky meets Macron in Paris", "ECB holds rates"])
    matches = search(titles, parse("zel par"))
    matches.hits[0].index                          # 0
    positions(titles.titles[0], parse("zel par"))  # (0, 1, 2, 25, 26, 27)

Short lists are matched one title at a time; long ones through tables, which load numpy.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from reader.find.cancelling import checking, never
from reader.find.pattern import Field, Pattern, allowed_edits
from reader.find.scan import matching, scored
from reader.find.score import match
from reader.find.titles import Flags, Titles
from reader.text.combining import compose, places_of, span_at
from reader.text.fold import fold

if TYPE_CHECKING:
    from reader.find.ranked import Query

SCREENFUL: Final = 50
"""Hits that a search ranks unless told otherwise: about what a screen shows; more make a key slower."""

Tier = Literal["exact", "typo"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A title that matches, by its index in the list; `tier` is "typo" where it has the words of the query only as they
    were corrected, be it that it has their letters here and there."""

    index: int
    score: int
    tier: Tier = "exact"


@dataclass(frozen=True, slots=True)
class Matches:
    """The best hits for a pattern, best first; those that a corrected query is for follow the others. None comes twice.

    `corrected` is the pattern that these match, and `did_you_mean` its query; both are None without such hits.
    """

    pattern: Pattern
    hits: tuple[Hit, ...]
    corrected: Pattern | None = None
    did_you_mean: str | None = None


def search(
    titles: Titles,
    pattern: Pattern,
    *,
    flags: Flags | None = None,
    limit: int = SCREENFUL,
    is_cancelled: Callable[[], bool] = never,
) -> Matches:
    """The best `limit` titles: by score, then the shorter, then the earlier; in list order if nothing scores.

    Where no hit has the words as they are written, as many may follow that have them with a typo or two. Raises
    Cancelled when `is_cancelled` says so.
    """
    check = checking(is_cancelled)
    flags = flags or {}
    if titles.few:
        hits = _scanned(titles, pattern, flags, limit, check)
    elif pattern.ranks:
        hits = _ranked(titles, pattern, flags, limit, check)
    else:
        hits = [Hit(index, 0) for index in _selected(titles, pattern, flags, check, limit)]
    exactly = Matches(pattern, tuple(hits))
    if not _looks_misspelt(titles, pattern, hits):
        return exactly
    from reader.find.typos import corrected  # rapidfuzz is loaded when a query looks misspelt

    correction = corrected(pattern, titles.vocabulary(check), check)
    if correction is None:
        return exactly
    words = _misspellable(pattern)
    known = {hit.index for hit in hits if _stand_in(titles.key(hit.index), words)}
    typos: list[Hit] = []
    for level in correction.levels:
        if titles.few:
            others = _scanned(titles, level, flags, limit, check)
        else:
            others = _ranked(titles, level, flags, limit, check)
        typos += [Hit(hit.index, hit.score, "typo") for hit in others if hit.index not in known]
        known.update(hit.index for hit in others)
        if len(typos) >= limit:
            break
    if not typos:
        return exactly
    del typos[limit:]
    meant = {hit.index for hit in typos}
    hits = [hit for hit in hits if hit.index not in meant]
    did_you_mean = correction.query if correction.query != pattern.query else None
    return replace(exactly, hits=(*hits, *typos), corrected=correction.levels[-1], did_you_mean=did_you_mean)


def _scanned(titles: Titles, pattern: Pattern, flags: Flags, limit: int, check: Callable[[], None]) -> list[Hit]:
    """The best hits of a short list, whose titles are looked at one after the other."""
    found = [Hit(index, score) for index, score in scored(titles, range(len(titles)), pattern, flags, check)]
    if pattern.ranks:
        found.sort(key=lambda hit: (-hit.score, len(titles.key(hit.index).strip()), hit.index))
    else:
        found.sort(key=lambda hit: hit.index)
    return found[:limit]


def _ranked(titles: Titles, pattern: Pattern, flags: Flags, limit: int, check: Callable[[], None]) -> list[Hit]:
    """The best hits of a long list."""
    from reader.find.ranked import best  # numpy is not loaded for short lists

    query = _query(titles, pattern, flags, check)
    top = best(query, limit, check)
    return list(map(Hit, query.tables.order[top.rows].tolist(), top.scores.tolist()))


def _looks_misspelt(titles: Titles, pattern: Pattern, hits: list[Hit]) -> bool:
    """Whether a query has a word that may be misspelt, and the best hit does not have its words as they are written."""
    words = _misspellable(pattern)
    if not any(allowed_edits(word) for text in words for word in text.split()):
        return False
    return not hits or not _stand_in(titles.key(hits[0].index), words)


def _misspellable(pattern: Pattern) -> list[str]:
    """The words and phrases of a pattern that may be misspelt, folded."""
    return [fold(group[0].text) for group in pattern.groups if group[0].may_be_misspelt]


def _stand_in(key: str, words: list[str]) -> bool:
    return all(word in key for word in words)


def select(
    titles: Titles,
    pattern: Pattern,
    *,
    flags: Flags | None = None,
    is_cancelled: Callable[[], bool] = never,
) -> list[int]:
    """The indices of all titles that match, ascending. Raises Cancelled when `is_cancelled` says so."""
    return _selected(titles, pattern, flags or {}, checking(is_cancelled))


@dataclass(frozen=True, slots=True)
class Parts:
    """The indices of all titles that match, each part ascending; none is in two."""

    written: list[int]
    """Those that have each word as it is written."""
    named: list[int]
    """Those that have some of the words, or all, in the names of their documents."""
    lettered: list[int]
    """Those in whose documents' names the letters of a word with a slash stand here and there."""
    apart: list[int]
    """Those that have only the letters, here and there."""


def parted(
    titles: Titles,
    pattern: Pattern,
    *,
    flags: Flags | None = None,
    is_cancelled: Callable[[], bool] = never,
) -> Parts:
    """All titles that match, be it with the names of their documents. Raises Cancelled when `is_cancelled` says so."""
    check, flags = checking(is_cancelled), flags or {}
    written, everywhere, paths = pattern.as_written(), pattern.in_names_too(), pattern.in_paths_too()
    has_names = everywhere.groups != written.groups and titles.any_name_has(everywhere)
    has_paths = paths.groups != everywhere.groups
    asked = [written, *[everywhere] * has_names, *[paths] * has_paths, pattern]
    if titles.few or not pattern.groups:
        known: set[int] = set()
        parts = []
        for each in asked:
            parts.append([hit for hit in _selected(titles, each, flags, check) if hit not in known])
            known.update(parts[-1])
    else:
        import numpy as np  # it is not loaded for short lists

        from reader.find.ranked import all_matching

        seen, parts = np.zeros(len(titles), np.bool_), []
        for each in asked:
            query, matches = _query(titles, each, flags, check), np.zeros_like(seen)
            matches[query.tables.order[all_matching(query, check)]] = True
            parts.append(np.flatnonzero(matches & ~seen).tolist())
            seen |= matches
    return Parts(parts[0], parts[1] if has_names else [], parts[-2] if has_paths else [], parts[-1])


def _selected(
    titles: Titles, pattern: Pattern, flags: Flags, check: Callable[[], None], limit: int | None = None
) -> list[int]:
    """The first `limit` indices that match, or all."""
    if not pattern.groups:
        return list(range(len(titles))[:limit])
    if titles.few:
        return list(islice(matching(titles, range(len(titles)), pattern, flags, check), limit))
    from reader.find.ranked import all_matching  # numpy is not loaded for short lists

    query = _query(titles, pattern, flags, check)
    indices = query.tables.order[all_matching(query, check)]
    indices.sort()
    found: list[int] = indices[:limit].tolist()
    return found


def _query(titles: Titles, pattern: Pattern, flags: Flags, check: Callable[[], None]) -> "Query":
    from reader.find.ranked import Query

    occurrences = partial(titles.occurrences, check)
    return Query(titles.tables(check), pattern, titles.masks(pattern, flags, check), occurrences)


def positions(text: str, pattern: Pattern, field: Field = Field.TITLE) -> tuple[int, ...]:
    """The offsets of the characters that a pattern matches in a title, or in another text that a field of it asks;
    ascending, and none where it does not match."""
    composed = compose(text)
    places: set[int] = set()
    for group in pattern.groups:
        for term in group:
            found = match(composed, term) if term.field is field and not term.inverse else None
            if found is not None:
                places.update(found.positions)
                break
    if composed is not text:
        starts = places_of(text)
        places = {place for at in places for place in range(*span_at(starts, at, at + 1))}
    return tuple(sorted(places))


def score_in_name(name: str, pattern: Pattern) -> int:
    """How well the name of a document has what a pattern asks of names."""
    terms = [term for group in pattern.groups for term in group if term.field is Field.DOCUMENT and not term.inverse]
    found = (match(compose(name), term) for term in terms)
    return sum(each.score for each in found if each)


def stands_in(title: str, pattern: Pattern) -> bool:
    """Whether a title that matches has each word of a pattern as it is written, not only its letters here and there."""
    title = compose(title)
    return all(
        any(term.inverse or term.field is not Field.TITLE or match(title, term) is not None for term in group)
        for group in pattern.as_written().groups
    )
