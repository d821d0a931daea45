"""What a collection may do without: the passages that it tells earlier.

Articles are read in order. What is told again is made from what was read before, whether that stayed or was left out
itself: by then it is there again.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.library.loaded import LoadedDocument
from reader.library.making import Pair, pieces, same_words
from reader.library.reading_order import ReadingOrder, words_told
from reader.library.unique import LeftOut
from reader.positions import Span
from reader.reuse.earlier import RUN, sharing
from reader.reuse.places import Alignment
from reader.text.words import words

SIMILARITY = 0.8
"""Passages at least so alike are taken for one, as by the reader when it dims what was read elsewhere."""

EDGE = 24
"""Words told earlier that stay at either end of a passage, at most, so that it is cut between sentences or lines."""

_SENTENCE_ENDS = re.compile(r"[.!?…]\W*\s|[。！？]")
"""What parts words of two sentences."""


def unique(
    loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment], similarity: float = SIMILARITY
) -> tuple[LeftOut, ...]:
    """What may be left out, in the order in which it can be made again.

    Of two tellings that are aligned it is the later one, if at least `similarity` of its words are the other's, letter
    for letter, in order or moved in blocks. Earlier is the telling in the article with the earlier date, else the one
    that comes first. Of all documents it is also the sentences and lines that stand earlier word for word.
    """
    aligned = {place.document for alignment in alignments for place in (alignment.a, alignment.b)}
    documents = aligned.union(sharing(words_told(document)[1] for document in loaded))
    if not documents:
        return ()
    order = ReadingOrder(loaded, sorted(documents))
    twins: defaultdict[int, list[tuple[Span, Span]]] = defaultdict(list)
    for alignment in alignments:
        if alignment.similarity >= similarity:
            first, second = sorted(map(order.words_at, (alignment.a, alignment.b)))
            if first[0] < first[1] <= second[0] < second[1]:
                twins[order.turn_of(second[0])].append((first, second))
    choice = _Choice(order, similarity)
    for turn in range(len(order.turns)):
        choice.read(turn, twins.pop(turn, []))
    return _left_out(order, choice.passages)


@dataclass(frozen=True, slots=True)
class _Passage:
    """Words that are left out, and what of them stands where in another document, or earlier in the same one."""

    low: int
    high: int
    kept_document: int
    same: tuple[Pair, ...]
    """Spans of characters in the sources."""


Mask = NDArray[np.bool_]


class _Choice:
    """What of the articles read so far is left out."""

    def __init__(self, order: ReadingOrder, similarity: float) -> None:
        self._order = order
        self._similarity = similarity
        self._told = order.earlier.told
        self._news = np.concatenate([[0], np.cumsum(~self._told)])
        """How many words before each one are not told earlier."""
        self._gone = np.zeros(len(self._told), np.bool_)
        self.passages: list[_Passage] = []

    def read(self, turn: int, twins: Sequence[tuple[Span, Span]]) -> None:
        """Leave out what an article tells again. `twins` are words that are aligned with some of its own."""
        before = len(self.passages)
        low, high = self._order.words_of(turn)
        edges = np.zeros(high - low + 1, np.int64)
        for first, second in sorted(twins, key=lambda twin: (twin[0][0], twin[1][0] - twin[1][1], twin)):
            if self._news[second[0]] < self._news[second[1]]:
                self._leave_out_alike(first, second)
            else:
                edges[second[0] - low] += 1
                edges[second[1] - low] -= 1
        aligned = np.cumsum(edges[:-1]) > 0
        for start, end in _runs(self._told[low:high] & ~self._gone[low:high]):
            start, end = self._between_sentences(start, end, low, aligned)
            goes_on = self._gone[low:high][max(0, start - 1) : end + 1].any()
            if start < end and (end - start >= RUN or goes_on or aligned[start:end].any()):
                self._leave_out_told(low + start, low + end)
        self.passages[before:] = sorted(self.passages[before:], key=lambda passage: passage.low)

    def _leave_out_told(self, low: int, high: int) -> None:
        """Leave out words all of which stand earlier."""
        self._gone[low:high] = True
        for at, source, count in self._order.earlier.runs(low, high):
            document = self._order.document_of(source)
            if same := tuple(self._same(document, source, at, count)):  # none if numbers of other words are equal
                self.passages.append(_Passage(at, at + count, document, same))

    def _same(self, document: int, source: int, at: int, count: int) -> Iterator[Pair]:
        """Where words stand that are equal to others: all together if what parts them is, too."""
        order = self._order
        there, here = order.source(document), order.source(order.document_of(at))
        pair = order.characters(source, source + count), order.characters(at, at + count)
        if there[slice(*pair[0])] == here[slice(*pair[1])]:
            yield pair
            return
        for word in range(count):
            pair = order.characters(source + word, source + word + 1), order.characters(at + word, at + word + 1)
            if there[slice(*pair[0])] == here[slice(*pair[1])]:
                yield pair

    def _leave_out_alike(self, first: Span, second: Span) -> None:
        """Leave out what of a passage is still there, where it has enough words of its twin."""
        left = [(second[0] + low, second[0] + high) for low, high in _runs(~self._gone[slice(*second)])]
        left = [span for span in left if self._news[span[0]] < self._news[span[1]]]
        if not any(high - low >= RUN or (low, high) == second for low, high in left):
            return
        order = self._order
        document = order.document_of(first[0])
        (low, high), (start, end) = order.characters(*first), order.characters(*second)
        there, here = order.source(document)[low:high], order.source(order.document_of(second[0]))[start:end]
        same = [((a + low, b + low), (c + start, d + start)) for (a, b), (c, d) in same_words(there, here)]
        for span in left:
            start, end = order.characters(*span)
            some = [pair for pair in same if start <= pair[1][0] and pair[1][1] <= end]
            for (low, high), part in self._without_news(some, *span):
                is_passage = high - low >= RUN or (low, high) == span
                if is_passage and len(part) >= self._similarity * (high - low):
                    self._gone[low:high] = True
                    self.passages.append(_Passage(low, high, document, tuple(part)))

    def _without_news(self, same: Sequence[Pair], low: int, high: int) -> Iterator[tuple[Span, Sequence[Pair]]]:
        """The parts of some words that have something of what is the same, without RUN words or more in a row that have
        nothing of it, nor sentences and lines at either end."""
        at = [bisect_left(self._order.starts, here[0], low, high) for _, here in same]
        cuts = [number for number in range(1, len(at)) if at[number] - at[number - 1] > RUN]
        for first, last in pairwise([0, *cuts, len(at)] if at else []):
            start, end = at[first], at[last - 1] + 1
            before, behind = at[first - 1] + 1 if first else low, at[last] if last < len(at) else high
            edges = (word for word in range(start, before, -1) if self._is_edge(word))
            start = next(edges, before if start - before < RUN else start)
            edges = (word for word in range(end, behind) if self._is_edge(word))
            end = next(edges, behind if behind - end < RUN else end)
            yield (start, end), same[first:last]

    def _between_sentences(self, start: int, end: int, first: int, aligned: Mask) -> Span:
        """Words of an article without those at either end, if they are few and not aligned, of a sentence or line that
        goes on beyond it. `first` is the number of the first word of the article, from which these count."""
        near = (at for at in range(start, min(start + EDGE, end)) if aligned[at] or self._is_edge(first + at))
        start = next(near, start if end - start > EDGE else end)
        near = (at for at in range(end, max(end - EDGE, start), -1) if aligned[at - 1] or self._is_edge(first + at))
        return start, next(near, end if end - start > EDGE else start)

    def _is_edge(self, word: int) -> bool:
        """Whether a sentence, a line or an article begins at a word, or what was left out begins or ends there."""
        if word in (0, len(self._gone)) or self._gone[word - 1] or self._gone[word]:
            return True
        if self._order.begins_article(word):
            return True
        between, begin = self._order.before(word)
        return bool(_SENTENCE_ENDS.match(between)) or ("\n" in between and not begin.islower())  # else a line goes on


def _runs(mask: Mask) -> list[Span]:
    """The spans in which a mask is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]])))
    return list(zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True))


def _left_out(order: ReadingOrder, passages: Sequence[_Passage]) -> tuple[LeftOut, ...]:
    """The passages with what parts their words from others that are left out, and with all of their lines."""
    spans: list[Span] = [(0, 0)] * len(passages)
    by_document: defaultdict[int, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        by_document[order.document_of(passage.low)].append(number)
    for document, numbers in by_document.items():
        given = [order.characters(passages[number].low, passages[number].high) for number in numbers]
        ascending = sorted(range(len(numbers)), key=given.__getitem__)
        whole = _with_edges(order.source(document), [given[at] for at in ascending])
        for at, span in zip(ascending, whole, strict=True):
            spans[numbers[at]] = span
    found = []
    for passage, (start, end) in zip(passages, spans, strict=True):
        document = order.document_of(passage.low)
        low, high = min(pair[0][0] for pair in passage.same), max(pair[0][1] for pair in passage.same)
        same = (((a - low, b - low), (c - start, d - start)) for (a, b), (c, d) in passage.same)
        how = pieces(order.source(passage.kept_document)[low:high], order.source(document)[start:end], same)
        found.append(LeftOut(document, start, end, passage.kept_document, low, high, how))
    return tuple(found)


def _with_edges(source: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans of words, ascending, each up to the next one if no word is between, else with all of its lines and those
    without words behind them, if no other words stand on them: no empty line shall stay, nor the sign of a quotation.
    """
    some = words(source, bigrams=False)
    begins, ends = zip(*spans, strict=True)
    before, behind = (np.searchsorted(some.starts, edges).tolist() for edges in (begins, ends))
    parted = [0, *(at for at in range(1, len(spans)) if before[at] > behind[at - 1]), len(spans)]
    for first, last in pairwise(parted):
        low = int(some.ends[before[first] - 1]) if before[first] else 0
        high = int(some.starts[behind[last - 1]]) if behind[last - 1] < len(some) else len(source)
        start, end = _whole_lines(source, (begins[first], ends[last - 1]), (low, high))
        yield from pairwise([start, *begins[first + 1 : last], end])


def _whole_lines(source: str, span: Span, room: Span) -> Span:
    """The span with all of its lines, if no words stand on these; there is none in the room around it."""
    (start, end), (before, behind) = span, room
    low = source.rfind("\n", before, start) + 1 if before else 0
    high = source.rfind("\n", end, behind) + 1 if behind < len(source) else behind
    return (low, high) if low >= before and high >= end else (start, end)
