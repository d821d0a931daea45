"""Documents, and the articles in each, by how much of them is told again: the most or the least first."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from reader.library.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Ranking:
    """An order of the documents at one moment of a catalogue."""

    moment: int
    least_first: bool
    documents: "array[int]"
    """Their numbers; those that are alike keep the order of the library."""
    told: "array[float]"
    """By number of a document how much of its articles is told again, 0..1."""


def ranked(catalogue: Catalogue, *, least_first: bool = False) -> Ranking:
    """All documents of a catalogue by how much of them is told again. Takes time in the number of articles."""
    moment, told = catalogue.moment, catalogue.told_in_documents()
    return Ranking(moment, least_first, _in_order(range(len(told)), told, least_first), told)


def ranked_articles(catalogue: Catalogue, document: int, *, least_first: bool = False) -> "array[int]":
    """The numbers of the articles proper of a document by how much of each is told again."""
    return _in_order(catalogue.story_numbers(document), catalogue.told_shares(document), least_first)


def _in_order(numbers: Sequence[int], shares: Sequence[float], least_first: bool) -> "array[int]":
    def key(number: int) -> float:  # a damaged index may tell too few
        share = shares[number] if number < len(shares) else 0.0
        return share if least_first else -share

    return array("q", sorted(numbers, key=key))
