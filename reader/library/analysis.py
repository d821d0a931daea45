"""From a file to documents and articles, and from documents to alignments: the stages, without any storage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.library.documents import Document
from reader.library.entries import AlignmentEntry
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile, read
from reader.reuse.engine import find_reuse
from reader.text.articles import Article, articles


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """A document with the articles found in it."""

    file: SourceFile
    record: int
    """0-based place of the document among those that its file holds."""
    document: Document
    articles: tuple[Article, ...]


def documents_of(file: SourceFile | Skipped) -> Iterator[AnalysedDocument | Skipped]:
    """Read one file and find the articles of each document in it."""
    if isinstance(file, Skipped):
        yield file
        return
    record = 0
    for item in read(file):
        if isinstance(item, Skipped):
            yield item
        else:
            yield AnalysedDocument(file, record, item, articles(item.clean.text))
            record += 1


def compare_texts(texts: Sequence[str]) -> tuple[AlignmentEntry, ...]:
    """Find what texts share with each other and with themselves."""
    return tuple(
        AlignmentEntry(
            alignment.a.document,
            alignment.a.start,
            alignment.a.end,
            alignment.b.document,
            alignment.b.start,
            alignment.b.end,
            alignment.similarity,
            alignment.cluster,
        )
        for alignment in find_reuse(texts)
    )
