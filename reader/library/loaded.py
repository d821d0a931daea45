"""Documents read from their files: articles are found when they are asked for, unless an index has them, and places are
told in the source."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from reader.library.documents import Document
from reader.library.entries import record_of
from reader.library.further import fields_above
from reader.library.naming import as_the_file_says
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile, discover, read
from reader.library.suffixes import is_markdown
from reader.library.userdata.decided import Decided, decided, overrides_in, overruled
from reader.text.articles import Article, Kind, articles
from reader.text.flow import Flow


class LoadedDocument:
    """A document in memory."""

    def __init__(
        self,
        file: SourceFile,
        document: Document,
        decided: Decided,
        found: tuple[Article, ...] = (),
        *,
        is_begun: bool = False,
    ) -> None:
        """`decided` is what the user put right, in any documents; `found` are its articles without that, if they are
        known. Of a document that `is_begun`, the end could not be read."""
        self.file = file
        self.document = document
        self._is_begun = is_begun
        self._decided = decided
        self._known = found

    @property
    def name(self) -> str:
        """What the document is called."""
        return self.document.name

    @property
    def text(self) -> str:
        """The clean text, which all offsets count unless they are called source offsets."""
        return self.document.clean.text

    @cached_property
    def flow(self) -> Flow:
        """The paragraphs of the text as it is set to be read."""
        return Flow(self.text, is_markdown=is_markdown(self.name))

    @cached_property
    def found(self) -> tuple[Article, ...]:
        """The articles, posts and residue, as they are found; looking for them is what takes longest."""
        if self._known:
            return self._known
        return as_the_file_says(articles(self.text, stories=self.document.stories), self.document, self.file)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The same as the user wants them."""
        overrides = overrides_in(self._decided, self.file.path, self.name.removeprefix(self.file.name), self.text)
        return overruled(self.text, self.found, overrides).articles if overrides else self.found

    def fields(self, number: int) -> tuple[str, ...]:
        """What the record says beside its text, or the mail above it that is the article of a number, from 1."""
        pair = self.articles[max(0, number - 2) : number]
        if self.document.fields or [each.kind for each in pair] != [Kind.RESIDUE, Kind.ARTICLE]:
            return self.document.fields
        return fields_above(self.text[pair[0].start : pair[0].end])

    @cached_property
    def _article_starts(self) -> list[int]:
        return [article.start for article in self.articles]

    @cached_property
    def _newlines(self) -> list[int]:
        found, at = [], self.text.find("\n")
        while at >= 0:
            found.append(at)
            at = self.text.find("\n", at + 1)
        return found

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source span of a clean one."""
        return self.document.clean.source_map.source_span(start, end)

    def line(self, offset: int) -> int:
        """1-based source line; cleaning never adds or removes a line."""
        return bisect_left(self._newlines, offset) + 1

    def article_number(self, offset: int) -> int:
        """1-based number of the article that holds an offset."""
        return max(1, bisect_right(self._article_starts, offset))

    def record(self, number: int) -> dict[str, object]:
        """An article, by its 1-based number, for programs; offsets are of the source."""
        article = self.articles[number - 1]
        source = self.source_span(article.start, article.end)
        return record_of(self.name, number, article, self.line(article.start), source, is_begun=self._is_begun)


def load(
    paths: Sequence[Path], *, text_field: str | None = None, heard: Callable[[str], None] = lambda message: None
) -> Iterator[LoadedDocument | Skipped]:
    """Read everything below `paths`, in the order of its names.

    `text_field` names the field or column of records that alone is read; `heard` is told if not all that the user put
    right can be read.
    """
    from reader.library.known_articles import known_articles  # late: only what reads needs an index

    right = decided(heard)
    with known_articles(paths, text_field) as known:
        for found in discover(paths, text_field):
            if isinstance(found, Skipped):
                yield found
                continue
            file = known.file(found)
            record = 0
            for item, is_begun in _to_their_ends(read(found)):
                if isinstance(item, Skipped):
                    yield item
                    continue
                there = () if file is None else known.articles(file, record, item.clean.text)
                yield LoadedDocument(found, item, right, there, is_begun=is_begun)
                record += 1


def _to_their_ends(items: Iterable[Document | Skipped]) -> Iterator[tuple[Document | Skipped, bool]]:
    """What was read in a file, each with whether its end could not be: that is said right behind it."""
    held: Document | Skipped | None = None
    for item in items:
        if held:
            yield held, isinstance(item, Skipped) and item.is_begun and item.name == held.name
        held = item
    if held:
        yield held, False
