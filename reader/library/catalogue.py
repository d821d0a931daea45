"""What is known of an opened library: its documents, their articles and what they share, filled in as it is found.

The catalogue holds no text. It is what the contents pane lists and what `queries` answers from.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.library.skipping import Skipped
from reader.library.sources import SourceFile


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article as contents shows it: the span in the clean text, and what to call it."""

    start: int
    end: int
    kind: str
    title: str
    line: int
    """1-based line on which it starts."""
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document that was read."""

    name: str
    file: SourceFile
    record: int
    characters: int
    lines: int
    encoding: str
    confidence: float
    replaced: int
    """Characters that could not be decoded and stand as U+FFFD."""
    repairs: int
    articles: tuple[ArticleEntry, ...]

    def article_at(self, offset: int) -> int:
        """Index of the article that holds the character at `offset`."""
        starts = [article.start for article in self.articles]
        return max(0, bisect_right(starts, offset) - 1)

    def article_of(self, start: int, end: int) -> int:
        """Index of the article that holds the most of a span."""
        first, last = self.article_at(start), self.article_at(max(start, end - 1))
        return max(
            range(first, last + 1),
            key=lambda at: min(end, self.articles[at].end) - max(start, self.articles[at].start),
        )


@dataclass(frozen=True, slots=True)
class AlignmentEntry:
    """Two passages that say the same; `a` stands before `b` in the library."""

    a_document: int
    a_start: int
    a_end: int
    b_document: int
    b_start: int
    b_end: int
    similarity: float
    cluster: int

    @property
    def within(self) -> bool:
        """Both passages stand in one document."""
        return self.a_document == self.b_document


@dataclass(slots=True)
class Catalogue:
    """An opened library; documents keep the index under which they were added."""

    documents: list[DocumentEntry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    files_read: int = 0
    """Files that were read or skipped so far, in the order in which they were found."""
    files_found: int = 0
    compared: bool = False
    """Whether the documents have been compared with each other."""
    alignments_of: dict[int, list[AlignmentEntry]] = field(default_factory=dict)
    """Alignments by document, each under both of its documents."""

    def add_alignments(self, alignments: Sequence[AlignmentEntry]) -> None:
        """Take in what the documents share."""
        for alignment in alignments:
            for document in {alignment.a_document, alignment.b_document}:
                self.alignments_of.setdefault(document, []).append(alignment)
