"""The best of a long list of titles, exactly, from the exact scores of a few.

Titles are read in the order of the best score that they could have (bounds.py), and the reading stops when no title
left can displace a hit: Fagin's threshold algorithm (Fagin, Lotem, Naor 2003) with one source.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.find.batch import NO_MATCH, Batch, Scores, contiguous, fuzzy, gather, subsequence
from reader.find.bounds import Losses, flawless, ideal, losses, possible
from reader.find.occurrences import LONGEST_RUN, Occurrences
from reader.find.pattern import Field, Kind, Pattern, Term
from reader.find.tables import PAD, Bitmap, Tables

FIRST_BATCH: Final = 256
"""The shortest titles that may be flawless: for the beginning of a common word, the answer is among them."""

LARGEST_BATCH: Final = 2048
"""Titles scored together: enough to pay for numpy's calls, few enough to stay in the processor's cache."""

SCORED_TITLES: Final = 1000
SCORED_SHARE: Final = 1000
"""The budget of a search: so many titles, and one more for each so many in the list. Only queries that are no word's
beginning need more; then 96 of a hundred of fzf's first hits and 95 of its first tens are found all the same."""

EXACT_TITLES: Final = 300_000
"""Of a longer list the best are sought among all titles with the characters of a query: to keep only those that have
them in their order takes 20 ms a million and key, more than it saves."""

DENSE_SHARE: Final = 0.25
"""Above this share of the titles, working on all of them is faster than picking."""

Rows = NDArray[np.int64]
Masks = dict[Term, NDArray[np.bool_]]
"""For each term on a document, a flag or a correction, whether each row has it, whatever the term's `inverse`."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The best rows with their scores, best first, the earlier row first among equals."""

    rows: Rows
    scores: NDArray[np.int32]

    def full(self, limit: int) -> bool:
        """Whether a further row has to displace one."""
        return len(self.rows) >= limit

    def merged(self, rows: Rows, scores: NDArray[np.int32], limit: int) -> "Ranking":
        """The best `limit` of these and some more."""
        all_rows, all_scores = np.concatenate([self.rows, rows]), np.concatenate([self.scores, scores])
        order = np.lexsort((all_rows, -all_scores))[:limit]
        return Ranking(all_rows[order], all_scores[order])


class Query:
    """A pattern held against the tables of a list."""

    def __init__(self, tables: Tables, pattern: Pattern, masks: Masks, occurrences: Callable[..., Occurrences]) -> None:
        """`occurrences(case_sensitive=…)` are those of the same titles."""
        self.tables = tables
        self.masks = masks
        self._occurrences = occurrences
        self.groups = sorted(pattern.groups, key=_costs)
        terms = [term for group in pattern.groups for term in group if term.field is Field.TITLE]
        self.ids = {term: tables.alphabet.identities(term) for term in terms}
        self.folded_ids = {term: tables.alphabet.folded_identities(term) for term in terms}
        self._possible: dict[Term, Bitmap] = {}

    def candidates(self, *, exactly: bool) -> Bitmap:
        """The rows that match, as far as their characters tell; `unsure` says what they do not.

        Not `exactly`, also others that have the same characters.
        """
        found = self._everything()
        for group in self.groups:
            some = np.zeros_like(found)
            for term in group:
                some |= self._candidates(term, exactly=exactly)
            found &= some
        return found

    def _everything(self) -> Bitmap:
        return np.packbits(np.ones(len(self.tables), np.bool_))

    def _candidates(self, term: Term, *, exactly: bool) -> Bitmap:
        if term.field is not Field.TITLE:
            return np.packbits(self.masks[term] != term.inverse)
        if not term.inverse:
            return self._having(term, exactly=exactly)
        is_known = exactly and _is_sure(term)
        return self._everything() & ~self._having(term, exactly=True) if is_known else self._everything()

    def _having(self, term: Term, *, exactly: bool) -> Bitmap:
        """The rows that have the characters of a term: in their order, or next to each other.

        Not `exactly`, those that have them at all, and pairs of them for a run.
        """
        ids = self.ids[term]
        if PAD in ids:
            return np.zeros(-(-len(self.tables) // 8), np.uint8)
        if term.kind is Kind.BEGINNING:
            return np.packbits(self.masks[term])
        if not exactly:
            return possible(self.tables, term, self.folded_ids[term])
        occurrences = self._occurrences(case_sensitive=term.case_sensitive)
        return occurrences.in_order(ids) if term.kind is Kind.FUZZY else occurrences.together(ids)

    def unsure(self) -> list[tuple[Term, ...]]:
        """The groups that ask for more than that characters stand in their order or next to each other."""
        return [group for group in self.groups if not all(map(_is_sure, group))]

    def flawless(self) -> Bitmap:
        """The rows that may have the ideal score."""
        found = self._everything()
        for group in self.groups:
            some = np.zeros_like(found)
            for term in group:
                if ideal(term) == self._ideal(group):
                    some |= flawless(self.tables, term, self.folded_ids[term]) if ideal(term) else found
            found &= some
        return found

    def ideal(self) -> int:
        """The highest score that a title can have."""
        return sum(map(self._ideal, self.groups))

    @staticmethod
    def _ideal(group: tuple[Term, ...]) -> int:
        return max(map(ideal, group))

    def losses(self, rows: Rows) -> NDArray[np.uint16]:
        """The least that each of some rows falls short of the ideal."""
        dense = len(rows) > len(self.tables) * DENSE_SHARE

        def bits(bitmap: Bitmap) -> NDArray[np.uint8]:
            unpacked = np.unpackbits(bitmap, count=len(self.tables))
            return unpacked if dense else unpacked[rows]

        total = np.zeros(len(self.tables) if dense else len(rows), np.uint16)
        for group in self.groups:
            total += self._group_losses(group, bits)
        return total[rows] if dense else total

    def _group_losses(self, group: tuple[Term, ...], bits: Callable[[Bitmap], Losses]) -> Any:
        """The least that a title loses in a group: by its best alternative, which may have a lower ideal."""
        least: Any = np.uint16(self._ideal(group))
        for term in group:
            ids = self.folded_ids.get(term, ())
            if ideal(term) and PAD not in ids:
                behind = np.uint16(self._ideal(group) - ideal(term))
                least = np.minimum(least, losses(self.tables, term, ids, bits) + behind)
        return least

    def matching(self, rows: Rows) -> tuple[Rows, NDArray[np.int32]]:
        """Those of some rows that match, with their scores."""
        scores = self.scores(rows)
        hits = scores != NO_MATCH
        return rows[hits], scores[hits]

    def scores(
        self, rows: Rows, groups: Sequence[tuple[Term, ...]] | None = None, *, exactly: bool = True
    ) -> NDArray[np.int32]:
        """The score of each row, or that for some groups, NO_MATCH where it does not match.

        Not `exactly` scores fuzzy terms 0.
        """
        total = np.full(len(rows), NO_MATCH, np.int32)
        if not len(rows):
            return total
        batch = gather(self.tables, rows)
        alive = np.arange(len(rows))
        sums = np.zeros(len(rows), np.int32)
        for group in self.groups if groups is None else groups:
            found = self._group_scores(batch, rows, group, exactly=exactly)
            kept = found != NO_MATCH
            sums = sums + found
            if not kept.any():
                return total
            if not kept.all():
                alive, rows, sums, batch = alive[kept], rows[kept], sums[kept], batch.taking(kept)
        total[alive] = sums
        return total

    def _group_scores(self, batch: Batch, rows: Rows, group: tuple[Term, ...], *, exactly: bool) -> Scores:
        """The score of each row's first term that matches; a refusal scores nothing and lets others try."""
        if len(group) == 1 and not group[0].inverse:
            return self._term_scores(batch, rows, group[0], exactly=exactly)
        result = np.full(len(rows), NO_MATCH, np.int16)
        undecided = np.arange(len(rows))
        for term in group:
            tried = undecided[self._may_match(term, rows[undecided])]
            found = np.full(len(rows), NO_MATCH, np.int16)
            if len(tried):
                found[tried] = self._term_scores(batch.taking(tried), rows[tried], term, exactly=exactly)
            if term.inverse:
                result[undecided[found[undecided] == NO_MATCH]] = 0
            else:
                hit = found != NO_MATCH
                result[hit] = found[hit]
                undecided = undecided[~hit[undecided]]
        return result

    def _may_match(self, term: Term, rows: Rows) -> NDArray[np.bool_]:
        """Whether each row may match a term, whatever its `inverse`."""
        if term.field is not Field.TITLE:
            return np.ones(len(rows), np.bool_)
        if term not in self._possible:
            self._possible[term] = self._having(term, exactly=False)
        held: NDArray[np.bool_] = (self._possible[term][rows >> 3] >> (7 - (rows & 7)) & 1).astype(np.bool_)
        return held

    def _term_scores(self, batch: Batch, rows: Rows, term: Term, *, exactly: bool) -> Scores:
        if term.field is not Field.TITLE:
            return np.where(self.masks[term][rows], np.int16(0), np.int16(NO_MATCH))
        ids = self.ids[term]
        if PAD in ids or len(ids) > batch.codes.shape[1]:
            return np.full(len(rows), NO_MATCH, np.int16)
        alphabet = self.tables.alphabet
        letters = (alphabet.cased if term.case_sensitive else alphabet.folded)[batch.codes]
        if term.kind is Kind.FUZZY:
            return fuzzy(letters, batch.bonuses, ids) if exactly else subsequence(letters, ids)
        return contiguous(batch, letters, ids, term)


def _costs(group: tuple[Term, ...]) -> bool:
    """Whether a group needs alignments; those that do come last, for the titles that the others left."""
    return any(term.kind is Kind.FUZZY and term.field is Field.TITLE for term in group)


def best(query: Query, limit: int, check: Callable[[], None]) -> Ranking:
    """The best `limit` rows. `check` may raise to give up."""
    first = _rows(query.flawless())[:FIRST_BATCH]
    top = Ranking(first[:0], np.zeros(0, np.int32)).merged(*query.matching(first), limit)
    if top.full(limit) and top.scores[-1] == query.ideal():
        return top
    check()
    candidates = query.candidates(exactly=len(query.tables) <= EXACT_TITLES)
    scored, budget = len(first), SCORED_TITLES + len(query.tables) // SCORED_SHARE
    unread = np.unpackbits(candidates)
    unread[first] = 0
    rows = np.flatnonzero(unread)
    check()
    lost = query.losses(rows)
    order = np.argsort(lost, kind="stable")
    while len(order):
        size = min(max(budget - scored, FIRST_BATCH), LARGEST_BATCH)
        chosen, order = order[:size], order[size:]
        if top.full(limit):
            affordable = query.ideal() - int(top.scores[-1])
            if lost[chosen[0]] > affordable or scored >= budget:
                break
            chosen = chosen[lost[chosen] <= affordable]
        check()
        top = top.merged(*query.matching(rows[chosen]), limit)
        scored += len(chosen)
    return top


def all_matching(query: Query, check: Callable[[], None]) -> Rows:
    """All rows that match, ascending. `check` may raise to give up."""
    rows = _rows(query.candidates(exactly=True))
    unsure = query.unsure()
    if not unsure or not len(rows):
        return rows
    found = []
    for begin in range(0, len(rows), LARGEST_BATCH):
        check()
        chunk = rows[begin : begin + LARGEST_BATCH]
        found.append(chunk[query.scores(chunk, unsure, exactly=False) != NO_MATCH])
    return np.concatenate(found)


def _is_sure(term: Term) -> bool:
    """Whether where its characters stand tells all that a term asks for."""
    if term.field is not Field.TITLE or term.kind is Kind.FUZZY:
        return True
    return term.kind is Kind.EXACT and len(term.text) <= LONGEST_RUN


def _rows(bitmap: Bitmap) -> Rows:
    """The rows whose bits are set, ascending."""
    return np.flatnonzero(np.unpackbits(bitmap))
