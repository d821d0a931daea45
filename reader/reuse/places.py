"""The values that text reuse hands out."""

from dataclasses import dataclass


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
