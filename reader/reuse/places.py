"""The values that text reuse hands out, and the columns in which it works on many of them."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]

Number = TypeVar("Number", np.int64, np.uint32, np.uint64)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one text, in characters."""

    document: int
    """Index in the input."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages that say the same; `a` comes before `b` by document, then by start."""

    a: Place
    b: Place
    similarity: float
    """Twice the number of words that both passages have, over the sum of their lengths in words; in 0..1."""

    cluster: int
    """Alignments with the same number tell the same thing; numbered from 0 in order of first appearance."""

    loose: bool = False
    """One of very many within a document whose lines are of one template, a log or a table: somewhat alike, no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Columns of one length: places."""

    document: Index
    start: Index
    end: Index

    def __len__(self) -> int:
        return len(self.document)

    def take(self, rows: Index | NDArray[np.bool_]) -> "Places":
        """The places of some rows."""
        return Places(self.document[rows], self.start[rows], self.end[rows])

    def lengths(self) -> Index:
        """Characters of each."""
        return self.end - self.start


def stacked(parts: list[Places]) -> Places:
    """The places of all parts, in order."""
    return Places(
        np.concatenate([part.document for part in parts]),
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
    )


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Each value once, ascending. `np.unique` would load masked arrays first, which takes longer than its work here."""
    return counted(values)[0]


def counted(values: NDArray[Number]) -> tuple[NDArray[Number], Index]:
    """Each value once, ascending, and how often it is there."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    heads = np.flatnonzero(fresh)
    return ordered[heads], np.diff(heads, append=len(ordered))
