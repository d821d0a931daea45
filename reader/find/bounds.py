"""How good a title can be at best, from the bitmaps alone, so that few titles need their exact score.

The *ideal* score of a term is that of a run that begins a word after white space. Every departure from it costs
at least a known number of points: a break of the run, a run that begins inside a word. `losses` adds up the least
that each title must lose; where the bitmaps cannot tell, it assumes nothing is lost.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.find.pattern import Field, Kind, Term
from reader.find.score import (
    BOUNDARY_AFTER_SPACE,
    CONSECUTIVE,
    FIRST_CHARACTER_FACTOR,
    GAP_START,
    equal_score,
)
from reader.find.tables import Bitmap, Tables

INSIDE_FIRST: Final = FIRST_CHARACTER_FACTOR * BOUNDARY_AFTER_SPACE
INSIDE_AGAIN: Final = BOUNDARY_AFTER_SPACE - GAP_START
INSIDE_ON: Final = BOUNDARY_AFTER_SPACE - CONSECUTIVE
OPENS_AGAIN: Final = -GAP_START
"""Points lost where the first run begins inside a word, where a later one does, at each further character of
such a run, and where a later run begins a word."""

UNKNOWN: Final = 64
"""The loss of a state that a title cannot be in: more than what any way out of it can gain back."""

BOUNDED_CHARACTERS: Final = 14
"""Characters of a term that are looked at: as many as keep the sum of the losses below 256."""

Losses = NDArray[np.uint8]


def ideal(term: Term) -> int:
    """The highest score that a term can have; a refusal, a document, a flag scores nothing."""
    if term.inverse or term.field is not Field.TITLE:
        return 0
    return equal_score(len(term.text))


def possible(tables: Tables, term: Term, ids: tuple[int, ...]) -> Bitmap:
    """The titles that may match a term: they have its characters and, unless it is fuzzy, its pairs."""
    found = tables.letter(ids[0]).copy()
    for identity in set(ids[1:]):
        found &= tables.letter(identity)
    if term.kind is not Kind.FUZZY:
        for pair in set(pairwise(ids)):
            found &= tables.pair(*pair)
    return found


def flawless(tables: Tables, term: Term, ids: tuple[int, ...]) -> Bitmap:
    """The titles in which a term may lose nothing.

    Looks as far as the first character that is no letter or digit, from which a run may begin anew at no cost.
    """
    ids = ids[: next((place for place, character in enumerate(term.text) if place and not character.isalnum()), None)]
    found = tables.opening(ids[0]).copy()
    if len(ids) > 1:
        found &= tables.opening_pair(*ids[:2])
    if len(ids) > 2:
        found &= tables.opening_triple(*ids[:3])
    for pair in pairwise(ids[2:]):
        found &= tables.pair(*pair)
    return found


def losses(tables: Tables, term: Term, ids: tuple[int, ...], bits: Callable[[Bitmap], Losses]) -> Losses:
    """The least that each title loses; `bits` gives a bitmap's bits as 0 and 1 for the titles that are asked for."""
    if term.kind is not Kind.FUZZY:
        whole = INSIDE_FIRST + (INSIDE_ON * (len(ids) - 1) if term.text.isalpha() else 0)
        lost: Losses = (1 - bits(flawless(tables, term, ids))) * np.uint8(min(whole, 255))
        return lost
    return _fuzzy_losses(tables, term.text, ids, bits)


def _fuzzy_losses(tables: Tables, text: str, ids: tuple[int, ...], bits: Callable[[Bitmap], Losses]) -> Losses:
    """The cheapest way through the term, one character after the other.

    A character stands first, second, or later in a run that began a word, or in one that began inside.
    """
    closed = 1 - bits(tables.opening(ids[0]))
    inside = closed * np.uint8(INSIDE_FIRST)
    first, second, later = closed * np.uint8(UNKNOWN), np.full_like(closed, UNKNOWN), np.full_like(closed, UNKNOWN)
    for place in range(1, min(len(ids), BOUNDED_CHARACTERS)):
        here = ids[place]
        before = ids[place - 1]
        best = np.minimum(np.minimum(first, second), np.minimum(later, inside))
        apart = (1 - bits(tables.pair(before, here))) * np.uint8(UNKNOWN)
        third = np.maximum(later, apart)
        if place >= 2:
            broken = (1 - bits(tables.opening_triple(ids[place - 2], before, here))) * np.uint8(UNKNOWN)
            third = np.minimum(third, np.maximum(second, broken))
        second = np.maximum(first, (1 - bits(tables.opening_pair(before, here))) * np.uint8(UNKNOWN))
        later = third
        closed = (1 - bits(tables.opening(here))) * np.uint8(UNKNOWN)
        first = np.maximum(best + np.uint8(OPENS_AGAIN if text[place].isalnum() else 0), closed)
        inside = np.minimum(best + np.uint8(INSIDE_AGAIN), np.maximum(inside + np.uint8(INSIDE_ON), apart))
    least: Losses = np.minimum(np.minimum(first, second), np.minimum(later, inside))
    return least
