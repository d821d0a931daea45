"""The scores of score.py for many titles at once: one numpy operation moves a whole batch by one character.

Arrays are laid out [character of the title, title], so that a step of the alignment reads and writes vectors.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reader.find.pattern import Kind, Term
from reader.find.score import (
    BOUNDARY,
    CONSECUTIVE,
    FIRST_CHARACTER_FACTOR,
    GAP_EXTENSION,
    GAP_START,
    MATCH,
    CharacterClass,
    equal_score,
)
from reader.find.tables import BONUSES, CLASSES, Codes, Tables

Scores = NDArray[np.int16]
NO_MATCH: Final = -1
"""The score of a title that a term does not match."""

_NO_RUN: Final = -1
"""Stands for the worth of the run that ends at a cell where none does."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some titles as [character, title] arrays; beyond a title's end codes are PAD and bonuses as after a space."""

    codes: Codes
    lengths: NDArray[np.int64]
    classes: NDArray[np.uint8]
    bonuses: NDArray[np.int16]

    def taking(self, kept: NDArray[np.bool_]) -> "Batch":
        """The titles that are kept, at least one."""
        lengths = self.lengths[kept]
        places = max(int(lengths.max()), 1)
        return Batch(self.codes[:places, kept], lengths, self.classes[:places, kept], self.bonuses[:places, kept])


def gather(tables: Tables, rows: NDArray[np.int64]) -> Batch:
    """The titles at some rows, at least one."""
    starts = tables.starts[rows]
    lengths = tables.starts[rows + 1] - starts
    places = np.arange(max(int(lengths.max()), 1))[:, None]
    codes = tables.codes.take(starts + places, mode="clip") * (places < lengths)
    classes = tables.alphabet.classes[codes]
    pairs = classes.copy()
    pairs[0] += CharacterClass.SPACE * CLASSES
    pairs[1:] += classes[:-1] * np.uint8(CLASSES)
    return Batch(codes, lengths, classes, BONUSES[pairs].astype(np.int16))


def fuzzy(letters: Codes, bonuses: NDArray[np.int16], ids: tuple[int, ...]) -> Scores:
    """The score of the best alignment of `ids` in each title, NO_MATCH where they do not occur in this order."""
    if len(ids) == 1:
        return _single(letters == ids[0], bonuses)
    titles = letters.shape[1]
    wanted = np.array(ids, letters.dtype)[:, None]
    floored = np.maximum(bonuses, CONSECUTIVE)
    breaking = np.where(bonuses >= BOUNDARY, bonuses, _NO_RUN)
    scores = np.zeros((len(ids), titles), np.int16)
    runs = np.full((len(ids), titles), _NO_RUN, np.int16)
    gap_costs = np.full((len(ids), titles), GAP_START, np.int16)
    reached = np.zeros((len(ids) + 1, titles), np.bool_)
    reached[0] = True
    best = np.zeros(titles, np.int16)
    for place, column in enumerate(letters):
        worth = bonuses[place]
        equal = (column == wanted) & reached[:-1]
        reached[1:] |= equal
        diagonal, run = scores[:-1] + np.int16(MATCH), runs[:-1]
        skipped = scores[1:] + gap_costs[1:]
        joined = diagonal + np.maximum(run, worth)
        weak = joined < skipped
        matched = np.where(weak, diagonal + worth, joined) * equal[1:]
        fresh = equal[1:] & ~weak
        continued = np.where(run == _NO_RUN, floored[place], np.maximum(run, breaking[place]))
        first = equal[0]
        skipped_first = np.maximum(scores[0] + gap_costs[0], 0)
        runs[1:] = np.where(fresh, continued, _NO_RUN)
        runs[0] = np.where(first, floored[place], _NO_RUN)
        gap_costs[1:] = np.where(matched < skipped, GAP_EXTENSION, GAP_START)
        gap_costs[0] = np.where(first, GAP_START, GAP_EXTENSION)
        np.maximum(np.maximum(matched, skipped), 0, out=scores[1:])
        scores[0] = np.where(first, MATCH + FIRST_CHARACTER_FACTOR * worth, skipped_first)
        np.maximum(best, scores[-1], out=best)
    best[~reached[-1]] = NO_MATCH
    return best


def _single(hits: NDArray[np.bool_], bonuses: NDArray[np.int16]) -> Scores:
    """One character: its first place at a boundary, or else its most worthy."""
    worth = np.where(hits, bonuses, np.int16(NO_MATCH))
    bounded = worth >= BOUNDARY
    first = np.take_along_axis(worth, bounded.argmax(axis=0)[None], axis=0)[0]
    best = np.where(first >= BOUNDARY, first, worth.max(axis=0))
    return np.where(best < 0, np.int16(NO_MATCH), MATCH + FIRST_CHARACTER_FACTOR * best)


def occurrences(letters: Codes, ids: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where `ids` begin, one after the other, as [place, title]."""
    places = max(len(letters) - len(ids) + 1, 0)
    found = letters[:places] == ids[0]
    for offset, identity in enumerate(ids[1:], 1):
        found &= letters[offset : offset + places] == identity
    return found


def subsequence(letters: Codes, ids: tuple[int, ...]) -> Scores:
    """0 where `ids` occur in this order, else NO_MATCH."""
    wanted = np.array(ids, letters.dtype)[:, None]
    reached = np.zeros((len(ids) + 1, letters.shape[1]), np.bool_)
    reached[0] = True
    for column in letters:
        reached[1:] |= (column == wanted) & reached[:-1]
    return reached[-1].astype(np.int16) - np.int16(1)


def contiguous(batch: Batch, letters: Codes, ids: tuple[int, ...], term: Term) -> Scores:
    """The score of a term of any kind but fuzzy in each title, NO_MATCH where it does not occur."""
    if term.kind in (Kind.EXACT, Kind.BOUNDARY):
        found = occurrences(letters, ids)
        if term.kind is Kind.BOUNDARY:
            outside = np.ones((len(letters) + 2, letters.shape[1]), np.bool_)
            outside[1:-1] = batch.classes <= CharacterClass.DELIMITER
            found &= outside[: len(found)] & outside[len(ids) + 1 :][: len(found)]
        worth = np.where(found, batch.bonuses[: len(found)], np.int16(NO_MATCH))
        bounded = (worth >= BOUNDARY).argmax(axis=0)
        at_boundary = np.take_along_axis(worth, bounded[None], axis=0)[0] >= BOUNDARY
        start = np.where(at_boundary, bounded, worth.argmax(axis=0))
        return _run_scores(batch, start, np.any(found, axis=0), len(ids))
    solid = batch.classes != CharacterClass.SPACE
    begins = np.where(solid.any(axis=0), solid.argmax(axis=0), batch.lengths)
    ends = len(solid) - solid[::-1].argmax(axis=0)
    if term.text[0].isspace():
        begins = np.zeros_like(begins)
    if term.text[-1].isspace():
        ends = batch.lengths
    start = ends - len(ids) if term.kind is Kind.SUFFIX else begins
    fits = (start >= 0) & (start + len(ids) <= batch.lengths)
    if term.kind is Kind.EQUAL:
        fits &= ends - begins == len(ids)
    start = np.maximum(start, 0)
    for offset, identity in enumerate(ids):
        fits &= _at(letters, start + offset) == identity
    if term.kind is Kind.EQUAL:
        return np.where(fits, np.int16(equal_score(len(ids))), np.int16(NO_MATCH))
    return _run_scores(batch, start, fits, len(ids))


def _at(cells: NDArray[Any], places: NDArray[np.int64]) -> NDArray[Any]:
    """The cell at each title's place, or its last one if the place is beyond."""
    return np.take_along_axis(cells, np.minimum(places, len(cells) - 1)[None], axis=0)[0]


def _run_scores(batch: Batch, start: NDArray[np.int64], found: NDArray[np.bool_], length: int) -> Scores:
    """The scores of runs that begin at `start`, where they were found."""
    first = _at(batch.bonuses, start)
    total = MATCH * length + FIRST_CHARACTER_FACTOR * first
    for offset in range(1, length):
        here = _at(batch.bonuses, start + offset)
        first = np.where(here >= BOUNDARY, np.maximum(first, here), first)
        total += np.maximum(np.maximum(here, first), CONSECUTIVE)
    return np.where(found, total, np.int16(NO_MATCH))
