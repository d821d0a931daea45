"""The scores of score.py for many titles at once: one numpy operation moves a whole batch by one character.

Arrays are laid out [title, character].
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from reader.find.pattern import Kind, Term
from reader.find.score import (
    BOUNDARY,
    BOUNDARY_AFTER_SPACE,
    CONSECUTIVE,
    FIRST_CHARACTER_FACTOR,
    GAP_EXTENSION,
    GAP_START,
    MATCH,
    CharacterClass,
    equal_score,
)
from reader.find.tables import Codes, Tables

Scores = NDArray[np.int16]
Places = NDArray[np.int64]
NO_MATCH: Final = -1
"""The score of a title that a term does not match."""

NO_RUN: Final = np.int16(-1)
"""Stands for the worth of the run that ends at a cell, where none does."""

NEVER: Final = np.int16(-2)
"""Stands for the place of the last visited cell of a row, where none was; not next to any place."""


UNVISITED: Final = np.array([0, NEVER, NEVER, NO_RUN], np.int16)
"""The last visited cell of a row where none was: nothing follows from it."""

AFTER_GAP_OR_MATCH: Final = np.int16(GAP_EXTENSION + 1), np.int16(GAP_START + 1)
"""What the first place of a gap costs, by what it follows, beyond the point of every place of a gap."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some titles as [title, character] arrays; beyond a title's end codes are PAD, which is of the class of spaces."""

    codes: Codes
    lengths: NDArray[np.int64]
    bonuses: NDArray[np.int8]
    """What a match is worth there; of no meaning beyond a title's end."""
    class_of: NDArray[np.uint8]
    """The class of each code."""

    @property
    def classes(self) -> NDArray[np.uint8]:
        """The classes of the characters."""
        return self.class_of[self.codes]

    def taking(self, kept: NDArray[Any]) -> "Batch":
        """The titles at some places, or those of a mask."""
        return Batch(self.codes[kept], self.lengths[kept], self.bonuses[kept], self.class_of)


def gather(tables: Tables, rows: NDArray[np.int64]) -> Batch:
    """The titles at some rows, at least one."""
    starts = tables.starts[rows]
    lengths = tables.starts[rows + 1] - starts
    width = max(int(lengths.max()), 1)
    codes = sliding_window_view(tables.codes, width)[starts]
    codes *= np.arange(width) < lengths[:, None]
    bonuses = sliding_window_view(tables.bonuses, width)[starts]
    return Batch(codes, lengths, bonuses, tables.alphabet.classes)


def fuzzy(letters: Codes, bonuses: NDArray[np.int8], ids: tuple[int, ...]) -> Scores:
    """The score of the best alignment of `ids` in each title, NO_MATCH where they do not occur in this order.

    A term that begins a word after white space and is whole has its ideal score; the others are aligned.
    """
    if len(ids) == 1:
        return _single(letters == ids[0], bonuses)
    opens = bonuses[:, : letters.shape[1] - len(ids) + 1] == BOUNDARY_AFTER_SPACE
    ideal = (_occurrences(letters, ids) & opens).any(axis=1)
    scores = np.full(len(letters), equal_score(len(ids)), np.int16)
    others = np.flatnonzero(~ideal)
    if len(others):
        scores[others] = _aligned(letters[others], bonuses[others], ids)
    return scores


def _occurrences(letters: Codes, ids: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where `ids` begin, one after the other, as [title, place]."""
    places = letters.shape[1] - len(ids) + 1
    found: NDArray[np.bool_] = letters[:, :places] == ids[0]
    for offset, identity in enumerate(ids[1:], 1):
        found &= letters[:, offset : offset + places] == identity
    return found


def _aligned(letters: Codes, bonuses: NDArray[np.int8], ids: tuple[int, ...]) -> Scores:
    """The score of the best alignment of two or more `ids`.

    Only places that hold a wanted character are visited, the titles' first ones together, then their second ones. A
    row of fzf's matrix is kept as its last visited cell, from which the cells since follow: a gap costs one a place.
    A cell is its score; the score that follows it in a gap, plus the place; its place; and what its run is worth.
    """
    titles, length = len(letters), len(ids)
    title, place, row, steps = _visits(_cells(letters, ids), (*letters.shape, length))
    worth = bonuses.ravel().take(title * letters.shape[1] + place).astype(np.int16)
    place = place.astype(np.int16)
    place_before = place - np.int16(1)
    floor = np.maximum(worth, CONSECUTIVE)
    breaking = np.where(worth >= BOUNDARY, worth, NO_RUN)
    follows = (row > 0).astype(np.int16)
    own = np.where(row > 0, np.int16(MATCH), MATCH + worth * np.int16(FIRST_CHARACTER_FACTOR - 1))
    above = row * titles + title
    here = above + titles
    cells = np.tile(UNVISITED, ((length + 1) * titles, 1))
    packed = cells.view(np.int64).ravel()
    scores = np.empty(len(title), np.int16)
    for begin, end in pairwise(steps):
        step = slice(begin, end)
        score_above, skipped_above, place_above, run_above = packed.take(above[step]).view(np.int16).reshape(-1, 4).T
        adjacent = place_above == place_before[step]
        diagonal = np.where(adjacent, score_above, np.maximum(skipped_above - place_before[step], 0))
        run = np.where(adjacent, run_above, NO_RUN)
        left = (cells[:, 1].take(here[step]) - place[step]) * follows[step]
        matched = diagonal + own[step] + np.maximum(run, worth[step])
        in_gap = matched < left
        score = np.maximum(matched, left, out=scores[step])
        new = np.empty((end - begin, 4), np.int16)
        new[:, 0] = score
        new[:, 1] = score + place[step] + np.where(in_gap, *AFTER_GAP_OR_MATCH)
        new[:, 2] = place[step]
        continued = np.maximum(run, np.where(run == NO_RUN, floor[step], breaking[step]))
        new[:, 3] = np.where(in_gap, NO_RUN, continued)
        packed[here[step]] = new.view(np.int64).ravel()
    best = np.full(titles, NO_MATCH, np.int16)
    last = np.flatnonzero(row == length - 1)
    np.maximum.at(best, title[last], scores[last])
    return best


def _cells(letters: Codes, ids: tuple[int, ...]) -> NDArray[np.int64]:
    """The cells on some way through the matrix, numbered by title, place and row from the last, ascending.

    On a way, the term's beginning has occurred before, and its remainder follows.
    """
    titles, width = letters.shape
    columns = np.arange(width, dtype=np.int16)
    equal = [letters == identity for identity in ids]
    found = np.ones(titles, np.bool_)
    place = np.full((titles, 1), -1, np.int16)
    for cells in equal:
        cells &= columns > place
        place = cells.argmax(axis=1).astype(np.int16)[:, None]
        found &= _at(cells, place[:, 0])
    place = np.full((titles, 1), width, np.int16)
    numbers = []
    for row_from_last, cells in enumerate(reversed(equal)):
        cells &= columns < place
        place = width - 1 - cells[:, ::-1].argmax(axis=1).astype(np.int16)[:, None]
        flat = np.flatnonzero(cells)
        numbers.append(flat[found[flat // width]] * len(ids) + row_from_last)
    return np.sort(np.concatenate(numbers))


def _visits(cells: NDArray[np.int64], shape: tuple[int, int, int]) -> tuple[Places, Places, Places, list[int]]:
    """The cells to visit as (titles, places, rows), and where in them each step begins and the last ends.

    `shape` is the numbers of titles, places and rows. A step has each title at most once, and the cells of a title
    come in order: by place, and at one place the later row first, since it reads what the place before left in the
    earlier row.
    """
    titles, width, length = shape
    counts = np.bincount(cells // (width * length), minlength=titles)
    begins = (np.cumsum(counts) - counts)[np.argsort(-counts, kind="stable")]
    alive = titles - np.cumsum(np.bincount(counts))[:-1]
    chosen = [begins[:count] + step for step, count in enumerate(alive.tolist())]
    visits = cells[np.concatenate(chosen)] if chosen else cells
    title, rest = np.divmod(visits, width * length)
    place, row_from_last = np.divmod(rest, length)
    return title, place, length - 1 - row_from_last, [0, *np.cumsum(alive).tolist()]


def _single(hits: NDArray[np.bool_], bonuses: NDArray[np.int8]) -> Scores:
    """One character: its first place at a boundary, or else its most worthy."""
    worth = np.where(hits, bonuses, np.int8(NO_MATCH)).astype(np.int16)
    best = _at(worth, _first_at_boundary(worth))
    return np.where(best < 0, np.int16(NO_MATCH), MATCH + FIRST_CHARACTER_FACTOR * best)


def _first_at_boundary(worth: Scores) -> NDArray[np.int64]:
    """The first place of each title that is worth a boundary, or else the first of its most worthy."""
    bounded = (worth >= BOUNDARY).argmax(axis=1)
    first: NDArray[np.int64] = np.where(_at(worth, bounded) >= BOUNDARY, bounded, worth.argmax(axis=1))
    return first


def _at(cells: NDArray[Any], places: NDArray[np.int64]) -> NDArray[Any]:
    """The cell at each title's place, or its last one if the place is beyond."""
    found: NDArray[Any] = cells[np.arange(len(cells)), np.minimum(places, cells.shape[1] - 1)]
    return found


def subsequence(letters: Codes, ids: tuple[int, ...]) -> Scores:
    """0 where `ids` occur in this order, else NO_MATCH."""
    columns = np.ascontiguousarray(letters.T)
    wanted = np.array(ids, letters.dtype)[:, None]
    reached = np.zeros((len(ids) + 1, len(letters)), np.bool_)
    reached[0] = True
    for column in columns:
        reached[1:] |= (column == wanted) & reached[:-1]
    found: Scores = reached[-1].astype(np.int16) - np.int16(1)
    return found


def contiguous(batch: Batch, letters: Codes, ids: tuple[int, ...], term: Term) -> Scores:
    """The score of a term of any kind but fuzzy in each title, NO_MATCH where it does not occur."""
    if term.kind in (Kind.EXACT, Kind.BOUNDARY, Kind.BEGINNING):
        occurs = _occurrences(letters, ids)
        places = occurs.shape[1]
        if term.kind is Kind.BEGINNING:
            occurs &= batch.bonuses[:, :places] >= BOUNDARY
        if term.kind is Kind.BOUNDARY:
            outside = np.ones((len(letters), letters.shape[1] + 2), np.bool_)
            outside[:, 1:-1] = batch.classes <= CharacterClass.DELIMITER
            occurs &= outside[:, :places] & outside[:, len(ids) + 1 :]
        worth = np.where(occurs, batch.bonuses[:, :places], np.int8(NO_MATCH)).astype(np.int16)
        return _run_scores(batch, _first_at_boundary(worth), np.any(occurs, axis=1), len(ids))
    solid = batch.classes != CharacterClass.SPACE
    begins = np.where(solid.any(axis=1), solid.argmax(axis=1), batch.lengths)
    ends = solid.shape[1] - solid[:, ::-1].argmax(axis=1)
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


def _run_scores(batch: Batch, start: NDArray[np.int64], found: NDArray[np.bool_], length: int) -> Scores:
    """The scores of runs that begin at `start`, where they were found."""
    first = _at(batch.bonuses, start).astype(np.int16)
    total = MATCH * length + FIRST_CHARACTER_FACTOR * first
    for offset in range(1, length):
        here = _at(batch.bonuses, start + offset)
        first = np.where(here >= BOUNDARY, np.maximum(first, here), first)
        total += np.maximum(np.maximum(here, first), CONSECUTIVE)
    return np.where(found, total, np.int16(NO_MATCH))
