"""From a file to its documents and their articles, without any storage."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.library.documents import Document
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile, read
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
