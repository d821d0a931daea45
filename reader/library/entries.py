"""What is known of a library, as values: documents, articles, alignments."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.sources import SourceFile
from reader.positions import FileLines, Span

if TYPE_CHECKING:  # brings numpy
    from reader.text.articles import Article

KINDS = ("article", "post", "residue")
"""In the index a kind is its place in this list."""

STORY = KINDS.index("article")


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
    across: float = 0.0
    """Share of its characters that other documents tell as well, in 0..1."""
    within: float = 0.0
    """Share of its characters that only the same document tells again."""

    @property
    def told(self) -> float:
        """Share of its characters that are told again anywhere."""
        return self.across + self.within


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document that was read."""

    id: int
    """Of the document in the index: stays what it is while the document is not read again."""
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
    file_lines: FileLines
    """Where its lines stand in the file, or in the member of an archive."""
    articles: Sequence[ArticleEntry]
    """All spans of the document in order, posts and residue included; may be read from the index when looked at."""
    stories: Sequence[int]
    """Numbers of the articles proper."""
    rest: Sequence[int]
    """Numbers of posts and residue."""

    def article_at(self, offset: int) -> int:
        """Index of the article that holds the character at `offset`."""
        return max(0, bisect_right(self.articles, offset, key=lambda article: article.start) - 1)

    def article_at_line(self, line: int) -> int:
        """Index of the article that a line belongs to: of several on one line, the one that starts last on it."""
        return max(0, bisect_right(self.articles, line, key=lambda article: article.line) - 1)

    def article_of(self, start: int, end: int) -> int:
        """Index of the article that holds the most of a span."""
        first, last = self.article_at(start), self.article_at(max(start, end - 1))
        return max(
            range(first, last + 1),
            key=lambda at: min(end, self.articles[at].end) - max(start, self.articles[at].start),
        )


def record_of(
    document: str, number: int, article: "ArticleEntry | Article", line: int, source: Span, *, is_begun: bool
) -> dict[str, object]:
    """An article for programs: by its 1-based number in a document, on a 1-based line, with its span in the source;
    a document `is_begun` of which the end could not be read."""
    return {
        "document": document,
        "article": number,
        "kind": str(article.kind),
        "title": article.title,
        "line": line,
        "start": source[0],
        "end": source[1],
        "date": article.date,
        "source": article.source,
        "read_in_part": is_begun,
    }


Side = tuple[int, int, int]
"""(document, start, end) of one passage of an alignment."""


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
    loose: bool = False
    """One of very many within a document whose lines are of one template."""

    @property
    def within(self) -> bool:
        """Both passages stand in one document."""
        return self.a_document == self.b_document

    def sides_in(self, document: int) -> Iterator[tuple[Side, Side]]:
        """The passages of it that stand in a document, each with the other one."""
        a = self.a_document, self.a_start, self.a_end
        b = self.b_document, self.b_start, self.b_end
        for here, there in ((a, b), (b, a)):
            if here[0] == document:
                yield here, there
