"""The articles of a catalogue whose titles match a query, by document, in reading order."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from reader.find.cancelling import Cancelled, checking
from reader.find.fuzzy import SCREENFUL, parted, positions, score_in_name, search, select, stands_in
from reader.find.pattern import MARKED, READ, REPEATS, UNREAD, Field, Pattern, parse
from reader.find.titles import Flags, Titles
from reader.library.catalogue import Catalogue, Title
from reader.library.userdata.flagged import Flagged
from reader.positions import Place

SCORED_NAMES = 500
"""Titles of which the best is sought by the letters in the names of their documents: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a query leaves of the tree."""

    shown: dict[int, list[int]] | None
    """Hits by document, documents and articles in order, which have the words as they are written; None for the empty
    query, which leaves everything."""
    named: dict[int, list[int]]
    """Further ones, in the same way, that have some of the words, or all, in the names of their documents."""
    lettered: dict[int, list[int]]
    """Further ones: those in whose documents' names the letters of a word with a slash stand here and there."""
    apart: dict[int, list[int]]
    """The others, in the same way: those that have only the letters, here and there."""
    near: dict[int, list[int]]
    """The best hits of the corrected query, in the same way; those that letters alone found may be among them."""
    did_you_mean: str
    """The corrected query, if it has hits; "" if not."""
    best: tuple[int, int] | None
    """(document, article) of the best hit."""
    positions_of: Callable[[str], Sequence[int]]
    """Offsets of the matched characters in the title of a hit."""
    positions_in_name: Callable[[str], Sequence[int]]
    """The same in the name of its document."""


@dataclass(frozen=True, slots=True)
class RankedTitles:
    """The best titles for a query, best first: those that match it, then those that match it corrected."""

    places: tuple[Place, ...]
    exact: int
    """How many match as typed."""
    pattern: Pattern
    corrected: Pattern

    def positions_of(self, number: int, title: str) -> Sequence[int]:
        """Offsets of the matched characters in the title of a hit, which is given."""
        return positions(title, self.pattern if number < self.exact else self.corrected)

    def without(self, refused: Container[Place]) -> "RankedTitles":
        """The same without those at some places."""
        exact = tuple(place for place in self.places[: self.exact] if place not in refused)
        corrected = tuple(place for place in self.places[self.exact :] if place not in refused)
        return replace(self, places=exact + corrected, exact=len(exact))

    def as_written(self, title_of: Callable[[Place], str]) -> "RankedTitles":
        """The same without those that match as typed, but only with their letters here and there."""
        if not self.pattern.ranks:
            return self
        exact = tuple(place for place in self.places[: self.exact] if stands_in(title_of(place), self.pattern))
        return replace(self, places=exact + self.places[self.exact :], exact=len(exact))

    def stands_in(self, number: int, title: str) -> bool:
        """Whether the title of a hit, which is given, has the words of the query, as typed or corrected."""
        return stands_in(title, self.pattern if number < self.exact else self.corrected)


class TitleFilter:
    """Prepared titles of a catalogue; prepared again when the catalogue has grown."""

    def __init__(self, flagged: Callable[[Callable[[], bool]], Flagged] = lambda is_cancelled: Flagged()) -> None:
        """`flagged` says what the user made of the articles of the catalogue; it is asked when a query wants it."""
        self._flagged = flagged
        self._documents, self._articles = array("i"), list[int]()
        """Of each title."""
        self._ends = array("i")
        """Of each document: the title behind its last."""
        self._titles = Titles([])
        self._flags: dict[str, Sequence[bool]] = {}
        self._moment = -1
        self._lock = Lock()
        """Held while titles are prepared, which searches that run into each other would do twice."""

    def prepare(self, catalogue: Catalogue, is_cancelled: Callable[[], bool]) -> None:
        """Do ahead of the first search what it would have to do; gives up when `is_cancelled` says so.

        Searches wait for it: each new one would give up what the one before had begun.
        """
        with suppress(Cancelled), self._lock:
            self._look(catalogue, is_cancelled)
            self._titles.prepare(is_cancelled)

    def filter(self, catalogue: Catalogue, query: str, is_cancelled: Callable[[], bool]) -> Filtered | None:
        """The hits of a query; None if `is_cancelled` said so on the way. May be called from a thread."""
        pattern = parse(query)
        if not pattern.groups:  # nothing, or marks without letters yet
            return Filtered(None, {}, {}, {}, {}, "", None, lambda title: (), lambda name: ())
        try:
            self._prepare(catalogue, is_cancelled)
            flags = self._flags_for(pattern, is_cancelled)
            ranked = search(self._titles, pattern, flags=flags, is_cancelled=is_cancelled)
            found = parted(self._titles, pattern, flags=flags, is_cancelled=is_cancelled)
        except Cancelled:
            return None
        near, apart = {hit.index for hit in ranked.hits if hit.tier == "typo"}, found.apart
        if near:
            near.difference_update(found.named, found.lettered)
            apart = [hit for hit in apart if hit not in near]
        corrected = ranked.corrected or pattern
        # A word with a typo is likelier meant than letters that stand here and there.
        likely = ranked.hits if found.written or not near else [hit for hit in ranked.hits if hit.tier == "typo"]
        everywhere = pattern.in_paths_too()
        best: Place | None
        if found.named and not found.written:
            best = self._place(found.named[0])
        elif found.lettered and not found.written:
            names = self._titles.names
            places = map(self._place, found.lettered[:SCORED_NAMES])
            best = max(places, key=lambda place: score_in_name(names[place[0]], everywhere))
        else:
            best = self._place(likely[0].index) if likely else None
        return Filtered(
            self._by_document(found.written),
            self._by_document(found.named),
            self._by_document(found.lettered),
            self._by_document(apart),
            self._by_document(sorted(near)),
            (ranked.did_you_mean or corrected.query) if near else "",
            best,
            lru_cache(maxsize=512)(lambda title: positions(title, pattern) or positions(title, corrected)),
            lru_cache(maxsize=512)(lambda name: positions(name, everywhere, Field.DOCUMENT)),
        )

    def _by_document(self, hits: Sequence[int]) -> dict[int, list[int]]:
        shown: dict[int, list[int]] = {}
        articles = list(map(self._articles.__getitem__, hits))
        at = 0
        while at < len(hits):
            document = self._documents[hits[at]]
            end = bisect_left(hits, self._ends[document], at)
            shown[document] = articles[at:end]
            at = end
        return shown

    def _place(self, title: int) -> Place:
        return self._documents[title], self._articles[title]

    def ranked(self, catalogue: Catalogue, query: str, is_cancelled: Callable[[], bool]) -> RankedTitles:
        """The best titles for a query; all of them, in reading order, for one that ranks nothing.

        Raises Cancelled when `is_cancelled` says so.
        """
        self._prepare(catalogue, is_cancelled)
        pattern = parse(query)
        limit = SCREENFUL if pattern.ranks else len(self._titles)
        flags = self._flags_for(pattern, is_cancelled)
        found = search(self._titles, pattern, flags=flags, limit=limit, is_cancelled=is_cancelled)
        exact = sum(hit.tier == "exact" for hit in found.hits)
        places = tuple(self._place(hit.index) for hit in found.hits)
        return RankedTitles(places, exact, pattern, found.corrected or pattern)

    def places_with(self, catalogue: Catalogue, pattern: Pattern, is_cancelled: Callable[[], bool]) -> set[Place]:
        """The articles proper that match a pattern. Raises Cancelled when `is_cancelled` says so."""
        self._prepare(catalogue, is_cancelled)
        flags = self._flags_for(pattern, is_cancelled)
        hits = select(self._titles, pattern, flags=flags, is_cancelled=is_cancelled)
        return set(map(self._place, hits))

    def documents_with(self, catalogue: Catalogue, pattern: Pattern, is_cancelled: Callable[[], bool]) -> list[bool]:
        """For each document, whether its name matches all groups of a pattern, which has terms on documents alone."""
        self._prepare(catalogue, is_cancelled)
        answers = self._titles.documents_matching(pattern, checking(is_cancelled))
        return [
            all(any(answers[term][number] != term.inverse for term in group) for group in pattern.groups)
            for number in range(len(self._titles.names))
        ]

    def _prepare(self, catalogue: Catalogue, is_cancelled: Callable[[], bool]) -> None:
        with self._lock:
            self._look(catalogue, is_cancelled)

    def _flags_for(self, pattern: Pattern, is_cancelled: Callable[[], bool]) -> Flags:
        """Which titles have the flags of a pattern. What the user made is looked up anew: it changes as one reads."""
        wanted = {term.text for group in pattern.groups for term in group if term.field is Field.FLAG}
        if wanted.isdisjoint((UNREAD, READ, MARKED)):
            return self._flags
        made = self._flagged(is_cancelled)
        with self._lock:
            flags = {UNREAD: self._has(made.read, False), READ: self._has(made.read, True)}
            return {**self._flags, **flags, MARKED: self._has(made.marked, True)}

    def _has(self, places: Iterable[Place], value: bool) -> list[bool]:
        """`value` for the titles at some places, its opposite for all others."""
        flags = [not value] * len(self._titles)
        for document, article in places:
            if document >= len(self._ends):
                continue
            start, end = self._ends[document - 1] if document else 0, self._ends[document]
            at = bisect_left(self._articles, article, start, end)
            if at < end and self._articles[at] == article:
                flags[at] = value
        return flags

    def _look(self, catalogue: Catalogue, is_cancelled: Callable[[], bool]) -> None:
        """Take in the titles of the moment that the catalogue shows."""
        if catalogue.moment == self._moment:
            return
        moment = catalogue.moment
        found: list[Title] = []
        for titles in catalogue.titles():
            checking(is_cancelled)()
            found += titles
        self._documents = array("i", [title.document for title in found])
        self._articles = [title.article for title in found]
        last = found[-1].document if found else -1
        self._ends = array("i", [bisect_right(self._documents, document) for document in range(last + 1)])
        self._flags = {REPEATS: [title.repeated for title in found]}
        self._titles = Titles(
            [title.title for title in found],
            documents=self._documents,
            names=catalogue.names(),
        )
        self._moment = moment
