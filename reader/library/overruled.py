"""A catalogue in which some documents are divided as the user wants them, not as was found.

The articles in the index stay as they were found: only what is told twice is parted by those that were put right
(`borders.py`). The few documents in which something was put right are looked up here first.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reader.library.catalogue import Catalogue, Title
from reader.library.entries import KINDS, STORY, ArticleEntry, DocumentEntry
from reader.library.index_file import IndexFile
from reader.library.renumbering import Renumbering
from reader.library.shares import is_real_part
from reader.library.userdata.records import Override
from reader.library.userdata.spans import spans
from reader.text.decisions import Decision

Divided = Mapping[int, tuple[ArticleEntry, ...]]
"""The articles of documents that were put right, by the id of the document in the index."""


class OverruledCatalogue(Catalogue):
    """An opened library with what the user put right. Numbers of articles are those after that."""

    def __init__(self, index: IndexFile) -> None:
        self._divided: Divided = {}
        super().__init__(index)

    def refresh(self) -> Renumbering | None:
        made, renumbering = self.made, super().refresh()
        if made != self.made:
            self._divided = {}
        return renumbering

    def set_divided(self, divided: Divided) -> bool:
        """Show these documents so, all others as they were found; whether that changes anything."""
        if divided == self._divided:
            return False
        with self._lock:
            self._divided = dict(divided)
            self._entries.clear()
            self.moment += 1
        return True

    def found(self, document: int) -> DocumentEntry:
        """A document with the articles that were found in it."""
        return super()._read_entry(document)

    def _mine(self, document: int) -> tuple[ArticleEntry, ...] | None:
        if not self._divided:
            return None
        with self._lock:
            return self._divided.get(self._ids[document]) if document < len(self._ids) else None

    def _read_entry(self, document: int) -> DocumentEntry:
        entry = super()._read_entry(document)
        mine = self._mine(document)
        if mine is None:
            return entry
        return replace(entry, articles=mine, stories=self.story_numbers(document), rest=self.rest_numbers(document))

    def stories_in(self, document: int) -> int:
        mine = self._mine(document)
        return super().stories_in(document) if mine is None else len(_numbers(mine, stories=True))

    def rest_in(self, document: int) -> int:
        mine = self._mine(document)
        return super().rest_in(document) if mine is None else len(_numbers(mine, stories=False))

    def counts(self, first: int) -> "tuple[array[int], array[int]]":
        stories, rest = super().counts(first)
        for document in self._overruled_documents():
            if document >= first:
                stories[document - first] = self.stories_in(document)
                rest[document - first] = self.rest_in(document)
        return stories, rest

    def articles_in_all(self) -> int:
        changed = self._overruled_documents()
        more = sum(
            self.stories_in(document) - super(OverruledCatalogue, self).stories_in(document) for document in changed
        )
        return super().articles_in_all() + more

    def story_numbers(self, document: int) -> "array[int]":
        mine = self._mine(document)
        return super().story_numbers(document) if mine is None else _numbers(mine, stories=True)

    def rest_numbers(self, document: int) -> "array[int]":
        mine = self._mine(document)
        return super().rest_numbers(document) if mine is None else _numbers(mine, stories=False)

    def place_of(self, article_id: int) -> tuple[int, int] | None:
        return next(iter(self.places_of(article_id)), None)

    def places_of(self, article_id: int) -> Sequence[tuple[int, int]]:
        place = super().place_of(article_id)
        if place is None or self._mine(place[0]) is None:
            return [place] if place else []
        entry, found = self.entry(place[0]), self.found(place[0]).articles[place[1]]
        return [
            (place[0], number) for number in range(entry.article_at(found.start), entry.article_at(found.end - 1) + 1)
        ]

    def id_of(self, document: int, article: int) -> int:
        mine = self._mine(document)
        if mine is not None:
            article = self.found(document).article_at(mine[article].start)
        return super().id_of(document, article)

    def article_spans(self, document: int) -> list[tuple[int, int]]:
        mine = self._mine(document)
        return super().article_spans(document) if mine is None else [(each.start, each.end) for each in mine]

    def told_shares(self, document: int) -> "array[float]":
        mine = self._mine(document)
        return super().told_shares(document) if mine is None else array("d", [each.told for each in mine])

    def titles(self) -> Iterator[list[Title]]:
        for found in super().titles():
            yield list(self._renamed(found)) if self._divided else found

    def _renamed(self, found: Sequence[Title]) -> Iterator[Title]:
        done = -1
        for title in found:
            mine = self._mine(title.document)
            if mine is None:
                yield title
            elif title.document != done:
                done = title.document
                for number in _numbers(mine, stories=True):
                    article = mine[number]
                    yield Title(done, number, article.title, article.told > 0)

    def _overruled_documents(self) -> list[int]:
        numbers = (self.number_of(id_) for id_ in self._divided)
        return [number for number in numbers if number is not None]


def _numbers(articles: Sequence[ArticleEntry], *, stories: bool) -> "array[int]":
    return array("q", [at for at, article in enumerate(articles) if (article.kind == KINDS[STORY]) is stories])


def divided(
    catalogue: OverruledCatalogue, document: int, text: str, overrides: Sequence[Override]
) -> tuple[tuple[ArticleEntry, ...], tuple[Decision, ...]]:
    """The articles of a document, whose text is `text`, with all that the user put right in it; and what of that no
    longer fits the text."""
    # Late: they bring numpy, which an untouched library does without.
    from reader.library.userdata.decided import overruled
    from reader.text.articles import Article, Kind

    found = [
        Article(each.start, each.end, Kind(each.kind), each.title, each.date, each.source)
        for each in catalogue.found(document).articles
    ]
    result, line, counted = [], 1, 0
    done = overruled(text, found, overrides)
    for article in done.articles:
        line += text.count("\n", counted, article.start)
        counted = article.start
        across, within = _shares(catalogue, document, article.start, article.end)
        result.append(
            ArticleEntry(
                article.start, article.end, article.kind.value, article.title, line, article.date, article.source,
                across, within,
            )
        )  # fmt: skip
    return tuple(result), done.unfit


def _shares(catalogue: Catalogue, document: int, start: int, end: int) -> tuple[float, float]:
    """The share of a span that other documents tell, and the share that only the same one tells again."""
    across: list[tuple[int, int]] = []
    within: list[tuple[int, int]] = []
    for each in catalogue.alignments(document, start, end):
        for (_, low, high), _ in each.sides_in(document):
            part = max(low, start), min(high, end)
            if part[0] < part[1] and is_real_part(part, (low, high), (start, end)):
                (within if each.within else across).append(part)
    size = max(1, end - start)
    elsewhere, anywhere = spans(across).characters, spans(across + within).characters
    return elsewhere / size, (anywhere - elsewhere) / size
