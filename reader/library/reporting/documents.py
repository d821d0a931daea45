"""Pairs of documents: how much of each the other tells, or it tells again itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.library.loaded import LoadedDocument
from reader.library.userdata.spans import spans
from reader.positions import Span
from reader.reuse.places import Alignment, Place
from reader.text.unframed import unframed
from reader.text.words import words


@dataclass(frozen=True, slots=True)
class Shared:
    """What two documents, by their numbers, tell both, or one tells twice."""

    a: int
    b: int
    words: int
    """Words of the passages that both tell, each counted once, on the side that has fewer."""
    a_share: float
    b_share: float
    """Part of the words of either document that stand in such passages, 0..1."""
    similarity: float
    """Of the passages, those with more words weighing more."""
    pairs: int
    """Aligned pairs of passages."""


class WordCounts:
    """Counts the words of spans of documents, each of which is divided into words once."""

    def __init__(self, loaded: Sequence[LoadedDocument]) -> None:
        self._loaded = loaded
        self._starts: dict[int, NDArray[np.int32]] = {}

    def of(self, document: int) -> int:
        """All words of a document."""
        return len(self._starts_in(document))

    def within(self, place: Place) -> int:
        """The words that begin at a place."""
        low, high = np.searchsorted(self._starts_in(place.document), (place.start, place.end))
        return int(high - low)

    def _starts_in(self, document: int) -> NDArray[np.int32]:
        if document not in self._starts:
            self._starts[document] = words(unframed(self._loaded[document].text)).starts
        return self._starts[document]


def shared(loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment]) -> Iterator[Shared]:
    """The pairs of documents that share something, those that share most words first, without what is loose."""
    counts = WordCounts(loaded)
    pairs: defaultdict[tuple[int, int], list[Alignment]] = defaultdict(list)
    for each in alignments:
        if not each.loose:
            pairs[each.a.document, each.b.document].append(each)
    found = [_shared(counts, *pair, told) for pair, told in pairs.items()]
    yield from sorted(found, key=lambda each: (-each.words, each.a, each.b))


def _shared(counts: WordCounts, a: int, b: int, told: Sequence[Alignment]) -> Shared:
    words_a = _words(counts, a, [(each.a.start, each.a.end) for each in told])
    words_b = _words(counts, b, [(each.b.start, each.b.end) for each in told])
    weights = [counts.within(each.a) + counts.within(each.b) for each in told]
    alike = sum(weight * each.similarity for weight, each in zip(weights, told, strict=True)) / max(1, sum(weights))
    shares = words_a / max(1, counts.of(a)), words_b / max(1, counts.of(b))
    return Shared(a, b, min(words_a, words_b), *shares, alike, len(told))


def _words(counts: WordCounts, document: int, told: Sequence[Span]) -> int:
    """Words of a document in some spans, which may overlap."""
    return sum(counts.within(Place(document, *span)) for span in spans(told))
