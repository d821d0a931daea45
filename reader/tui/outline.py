"""The rows of contents as arithmetic: which row is which document or article, without an object per row.

A document has a heading row; unfolded, its articles follow, and last a row that stands for its posts and residue, which
unfolds in turn. A document that holds one article needs no heading: the row of the article is its only one, until what
stands around the article is unfolded. Documents stand in the order of their numbers or in another one, and so do the
articles under each. In the order of their numbers, folders have rows of their own. Folding costs time in the number of
documents and folders, not of rows.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from reader.tui.folder_rows import FolderRows

Hits = Mapping[int, Sequence[int]]
"""Articles by document, in order."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one document: indices of its articles, and of its posts and residue (the rest)."""

    articles: Sequence[int]
    rest: Sequence[int]
    places: Sequence[int] = ()
    """By number of an article its place in `articles`, if these do not ascend."""

    def place(self, article: int) -> int | None:
        """Where an article stands among `articles`; None if it is of the rest."""
        if self.places:
            return self.places[article] if self.places[article] >= 0 else None
        at = bisect_left(self.articles, article)
        return at if at < len(self.articles) and self.articles[at] == article else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A heading has no `article`; the row that stands for the rest has `rest` and no `article`; the row of a
    folder is of no document."""

    document: int
    article: int | None = None
    rest: bool = False

    label: str = ""
    """What the line says that stands above further hits; it is of no document."""
    folder: int | None = None
    lone: bool = field(default=False, compare=False)
    """Whether it is under no heading, since the document holds one article."""

    @property
    def heading(self) -> bool:
        """Whether it is the row of a document."""
        return self.article is None and not (self.rest or self.label) and self.folder is None


@dataclass(slots=True)
class Outline:
    """Rows over sections; `shown` restricts them to hits while a filter is on."""

    section: Callable[[int], Section]
    """What stands under a document: asked for only where it is looked at."""
    stories: "array[int]" = field(default_factory=lambda: array("q"))
    """How many articles each document has."""
    others: "array[int]" = field(default_factory=lambda: array("q"))
    """How many posts and pieces of residue."""
    is_mixed: bool = False
    """Whether there are documents of several articles, among which one that holds one must be told apart."""
    folded: set[int] = field(default_factory=set)
    """Documents whose articles are hidden."""
    opened_rest: set[int] = field(default_factory=set)
    """Documents whose posts and residue are listed."""
    folder_rows: FolderRows = field(default_factory=FolderRows)
    shown: Hits | None = None
    """While filtering: the articles that are hits, by document, in order. Documents without any are left out."""
    further: Sequence[tuple[str, Hits]] = ()
    """While filtering: hits that follow the others, each below a line of their own, which says what they are."""
    beside: tuple[int, int] | None = None
    """While filtering: a (document, article) that is listed among the hits, in its place, though it is none."""
    order: "array[int]" = field(default_factory=lambda: array("q"))
    """Documents in the order in which they are listed without a filter; those that it does not hold follow."""
    _places: "array[int]" = field(default_factory=lambda: array("q"))
    """By number of a document its place in `_documents`, if these do not ascend."""
    _groups: Sequence[tuple[int, Hits]] = ()
    """While filtering: `shown` and `further`, each with the place in `_documents` of its first."""
    _labels: dict[int, str] = field(default_factory=dict)
    """What the lines above them say, by row."""
    _documents: Sequence[int] = ()
    _first_rows: "array[int]" = field(default_factory=lambda: array("q"))
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def add(self, stories: Iterable[int], others: Iterable[int]) -> None:
        """Take in further documents by the lengths of their sections. Call `update` afterwards."""
        known = len(self.stories)
        self.stories.extend(stories)
        self.others.extend(others)
        self.is_mixed = self.is_mixed or max(self.stories[known:], default=0) > 1

    def update(self) -> None:
        """Count rows anew, after anything was folded, filtered or added."""
        self.folder_rows.clear()
        if self.shown is not None:
            groups = [self._with_beside(self.shown), *(hits for _, hits in self.further)]
            self._groups = list(zip(accumulate(map(len, groups), initial=0), groups, strict=False))
            self._documents = list(chain.from_iterable(groups))
            stories = self.stories
            heights: Iterable[int] = [  # `_headings` written out: there may be a hit in each of a million documents
                len(listed) + (len(listed) != 1 or stories[document] != 1)
                for hits in groups
                for document, listed in hits.items()
            ]
        else:
            heights = self._heights()
            self._documents, self._places = range(len(self.stories)), array("q")
            if self.order:
                self._documents = self.order + array("q", range(len(self.order), len(self.stories)))
                self._places = array("q", bytes(8 * len(self.stories)))
                for place, document in enumerate(self._documents):
                    self._places[document] = place
                heights = map(heights.__getitem__, self._documents)
            else:
                self.folder_rows.put_into(heights)
        self._first_rows = array("q", accumulate(heights, initial=0))
        self._labels = {}
        if self.shown is not None:
            for (label, hits), (start, _) in zip(self.further, self._groups[1:], strict=True):
                if hits:
                    self._labels[self._first_rows[start]] = label
                    for at in range(start, len(self._first_rows)):
                        self._first_rows[at] += 1
        self._count = self._first_rows.pop()

    def is_hit(self, document: int, article: int) -> bool:
        """Whether the filter found an article; whether there is such a filter is for the caller to know."""
        groups = (self.shown or {}, *(hits for _, hits in self.further))
        return any(article in hits.get(document, ()) for hits in groups)

    def _with_beside(self, shown: Hits) -> Hits:
        """The hits with the article that is listed among them; where there is no hit, none is."""
        if self.beside is None or self.is_hit(*self.beside) or not (shown or any(hits for _, hits in self.further)):
            return shown
        document, article = self.beside
        hits = {**shown, document: sorted((*shown.get(document, ()), article))}
        return {number: hits[number] for number in sorted(hits)}

    def _heights(self) -> "array[int]":
        """How many rows each document takes without a filter, by number."""
        heights = array(
            "q",
            [
                1 if stories == 1 else 1 + stories + (others > 0)
                for stories, others in zip(self.stories, self.others, strict=True)
            ],
        )
        for document in self.opened_rest:
            heights[document] += self.others[document] + (self.is_lone(document) and self.others[document] > 0)
        for document in self.folded:
            heights[document] = 1
        return heights

    def is_lone(self, document: int) -> bool:
        """Whether a document holds one article, which has no heading without a filter."""
        return self.stories[document] == 1

    def is_empty(self, document: int) -> bool:
        """Whether nothing stands in a document."""
        return not (self.stories[document] or self.others[document])

    def is_folded(self, document: int) -> bool:
        """Whether all of a document is on one row, its own or that of a folder; without a filter."""
        if document in self.folded or self.is_empty(document) or self.folder_rows.hiding(document) is not None:
            return True
        return self.is_lone(document) and document not in self.opened_rest

    def _headings(self, document: int, listed: Sequence[int]) -> int:
        """While filtering: 1 if a document has a heading above what is listed of it, else 0."""
        return int(len(listed) != 1 or not self.is_lone(document))

    def row(self, index: int) -> Row:
        """The row at `index`; raises IndexError outside the outline."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        if label := self._labels.get(index):
            return Row(-1, label=label)
        at = bisect_right(self._first_rows, index) - 1
        document, place = self._documents[at], index - self._first_rows[at]
        if self.shown is not None:
            listed = self._hits_at(at)[document]
            headings = self._headings(document, listed)
            return Row(document, listed[place - headings], lone=not headings) if place >= headings else Row(document)
        above = self.folder_rows.above(document)
        if place < len(above):
            return Row(-1, folder=above[place])
        lone = self.is_lone(document)
        place -= len(above) + (not lone)
        if place < 0:
            return Row(document)
        section = self.section(document)
        if place < len(section.articles):
            return Row(document, section.articles[place], lone=lone)
        place -= len(section.articles)
        if place == 0:
            return Row(document, rest=True)
        return Row(document, section.rest[place - 1], rest=True)

    def find(self, document: int, article: int | None = None) -> int | None:
        """Index of the row of an article, or of the nearest row that stands for it; None if its document has none."""
        if self.shown is not None:
            places = (self._find_hit(document, article, hits, start) for start, hits in self._groups)
            return next((place for place in places if place is not None), None)
        if not 0 <= document < len(self._documents):
            return None
        if (folder := self.folder_rows.hiding(document)) is not None:
            return self.find_folder(folder)
        first = self._first_rows[self._places[document] if self._places else document]
        first += len(self.folder_rows.above(document))
        if article is None or self.is_folded(document):
            return first
        section = self.section(document)
        first_article = first + (not self.is_lone(document))
        if (place := section.place(article)) is not None:
            return first_article + place
        if not section.rest:
            return first
        rest_row = first_article + len(section.articles)
        if document not in self.opened_rest:
            return rest_row
        return rest_row + bisect_right(section.rest, article)

    def find_folder(self, folder: int) -> int | None:
        """Index of the row of a folder, or of the folded one in which it is; None if none are listed."""
        if (listed := self.folder_rows.standing_for(folder)) is None:
            return None
        start = self.folder_rows.folders.span(listed)[0]
        return self._first_rows[start] + self.folder_rows.above(start).index(listed)

    def line_of(self, row: Row) -> int | None:
        """Index of a row that was listed before, or of the nearest row that stands for it; None if there is none."""
        if row.folder is not None:
            return self.find_folder(row.folder)
        line = self.find(row.document, row.article)
        is_rest_row = row.rest and row.article is None
        if line is None or not is_rest_row or self.shown is not None or self.is_folded(row.document):
            return line
        return line + (not self.is_lone(row.document)) + self.stories[row.document]

    def reveal(self, document: int) -> bool:
        """Unfold a document and the folders in which it is; whether one of them was folded."""
        is_folded = document in self.folded and not self.is_lone(document)
        if is_folded:
            self.folded.discard(document)
        if is_hidden := self.folder_rows.reveal(document) or is_folded:
            self.update()
        return is_hidden

    def _hits_at(self, place: int) -> Hits:
        """The hits that a place of `_documents` belongs to."""
        return self._groups[bisect_right(self._groups, place, key=lambda group: group[0]) - 1][1]

    def _find_hit(self, document: int, article: int | None, hits: Hits, start: int) -> int | None:
        """`find` among hits, whose documents stand at the places of `_documents` from `start` on."""
        if document not in hits:
            return None
        at = bisect_left(self._documents, document, start, start + len(hits))
        listed = hits[document]
        if article is None:
            return self._first_rows[at]
        place = bisect_right(listed, article) - 1
        if place < 0 or listed[place] != article:
            return None
        return self._first_rows[at] + self._headings(document, listed) + place

    def listed(self, index: int) -> Sequence[int]:
        """While filtering: the hits of the document on a row."""
        at = bisect_right(self._first_rows, index) - 1
        document = self._documents[at]
        listed = self._hits_at(at)[document]
        if self.beside is None or self.beside[0] != document or self.is_hit(*self.beside):
            return listed
        return [article for article in listed if article != self.beside[1]]

    def hits(self) -> int:
        """Number of articles that the filter left, 0 without a filter."""
        return sum(map(len, self.shown.values())) if self.shown is not None else 0
