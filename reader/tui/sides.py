"""The two tellings that are compared side by side: the passages, and what stands around them."""

from dataclasses import dataclass

from reader.library.catalogue import Catalogue
from reader.library.entries import ArticleEntry, DocumentEntry
from reader.library.queries import passages
from reader.positions import Span
from reader.text.flow import Flow
from reader.text.sentences import whole_sentences
from reader.tui.listing import Entry


@dataclass(frozen=True, slots=True)
class Side:
    """One of two tellings."""

    document: DocumentEntry
    entry: ArticleEntry
    passage: Span
    """Of the document."""

    @property
    def article(self) -> Span:
        """Of the document."""
        return self.entry.start, self.entry.end

    def told(self, flow: Flow) -> Span:
        """The passage as it is shown: with whole sentences."""
        return whole_sentences(flow, self.passage, self.article)


def side_of(catalogue: Catalogue, document: int, passage: Span) -> Side:
    """A passage of a document, by its number, as a side."""
    entry = catalogue.documents[document]
    return Side(entry, entry.articles[entry.article_of(*passage)], passage)


def in_one_article(one: Side, other: Side) -> bool:
    """Whether two passages stand in the same article."""
    return one.document.id == other.document.id and one.article == other.article


def around(one: Side, other: Side) -> tuple[Span, Span]:
    """What is compared instead of the passages: their articles; of one that holds both, each passage with what stands
    around it, as far as the other."""
    if not in_one_article(one, other):
        return one.article, other.article
    (start, end), between = one.article, sorted((*one.passage, *other.passage))[1:3]
    earlier, later = (start, max(between)), (min(between), end)
    return (earlier, later) if one.passage < other.passage else (later, earlier)


def told_by(catalogue: Catalogue, here: int, there: int, spans: tuple[Span, Span]) -> Entry | None:
    """The twin in a document that has most of two spans, one of the passage and one of the twin; None if none has of
    both."""

    def common(entry: Entry) -> tuple[int, int]:
        twin = entry.twin
        told = ((twin.told_start, twin.told_end), spans[0]), ((twin.start, twin.end), spans[1])
        shared = [min(one[1], other[1]) - max(one[0], other[0]) for one, other in told]
        return min(shared), sum(shared)

    found = [
        Entry(here, passage, twin)
        for passage in passages(catalogue, here, *spans[0])
        for twin in passage.twins
        if twin.document == there
    ]
    best = max(found, key=common, default=None)
    return best if best is not None and common(best)[0] > 0 else None
