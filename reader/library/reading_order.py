"""The words of some documents in the order in which their articles are read: by date, those without one last, and then
by place. A word has a number in that order."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.library.loaded import LoadedDocument
from reader.positions import Span
from reader.reuse.earlier import Earlier, letters
from reader.reuse.places import Place
from reader.text.words import Words, words

UNDATED = "9999"
"""Sorts after every date: of two tellings the dated one can be cited."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """When an article is read."""

    date: str
    document: int
    number: int
    """Of the article in its document, from 1."""


def words_told(document: LoadedDocument) -> tuple[Words, NDArray[np.uint64]]:
    """The words of a source, and what tells their letters."""
    source = document.document.source
    some = words(source, bigrams=False)
    return some, letters(source, some)


class ReadingOrder:
    """Spans of words are half open; those of characters count in the sources of the documents."""

    def __init__(self, loaded: Sequence[LoadedDocument], documents: Sequence[int]) -> None:
        self._loaded = loaded
        columns = {}
        for document in documents:
            some, spelt = words_told(loaded[document])
            parts = (some.starts, some.ends, spelt)
            articles = loaded[document].articles
            begins = [loaded[document].source_span(article.start, article.start)[0] for article in articles[1:]]
            cuts = [0, *np.searchsorted(some.starts, begins).tolist(), len(some)]
            for number, article in enumerate(articles, 1):
                turn = Turn(article.date or UNDATED, document, number)
                columns[turn] = tuple(part[cuts[number - 1] : cuts[number]] for part in parts)
        self.turns = sorted(columns)
        """Of the articles."""
        self._at = {(turn.document, turn.number): at for at, turn in enumerate(self.turns)}
        starts, ends, told = zip(*(columns.pop(turn) for turn in self.turns), strict=True)
        first = np.cumsum([0, *map(len, starts)])
        self._first: list[int] = first.tolist()
        self._begins = frozenset(self._first)
        self.starts, self.ends = np.concatenate(starts), np.concatenate(ends)
        self.earlier = Earlier(np.concatenate(told), first)

    def source(self, document: int) -> str:
        """The source of a document."""
        return self._loaded[document].document.source

    def words_of(self, number: int) -> Span:
        """The words of an article, by its turn."""
        return self._first[number], self._first[number + 1]

    def turn_of(self, word: int) -> int:
        """The article that has a word, by its turn."""
        return bisect_right(self._first, word) - 1

    def begins_article(self, word: int) -> bool:
        """Whether it is the first word of an article."""
        return word in self._begins

    def document_of(self, word: int) -> int:
        """The document that has a word."""
        return self.turns[self.turn_of(word)].document

    def words_at(self, place: Place) -> Span:
        """The words of a place, as far as they belong to the article in which it begins."""
        document = self._loaded[place.document]
        low, high = self.words_of(self._at[place.document, document.article_number(place.start)])
        start, end = document.source_span(place.start, place.end)
        return bisect_left(self.starts, start, low, high), bisect_right(self.ends, end, low, high)

    def characters(self, low: int, high: int) -> Span:
        """From the first to the last of some words of one article, of which there is at least one."""
        return int(self.starts[low]), int(self.ends[high - 1])

    def before(self, word: int) -> tuple[str, str]:
        """What parts a word from the one before it in its article, and the first character of it."""
        source, start = self.source(self.document_of(word)), int(self.starts[word])
        return source[int(self.ends[word - 1]) : start], source[start]
