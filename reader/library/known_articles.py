"""The articles that an index has of files which are as they were when they were read.

Verbs that read the files themselves need not look for them again: that takes most of their time.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import time_ns

from reader.library.database import BROKEN, DamagedIndexError, open_to_read
from reader.library.entries import KINDS
from reader.library.index_file import obstacle, place_of, program_fingerprint
from reader.library.sources import SourceFile, is_stream
from reader.library.storing import KnownFile, known_files, state
from reader.reuse.copies import digest
from reader.text.articles import Article, Kind


class KnownArticles:
    """What an index has; nothing as soon as it cannot be read."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self._connection = connection
        self._files: dict[Path, KnownFile] = {}
        self._now = time_ns()
        try:
            if connection and state(connection, "program") == program_fingerprint():
                self._files = {known.file.path: known for known in known_files(connection)}
        except (*BROKEN, TypeError):
            self._connection = None

    def file(self, found: SourceFile) -> int | None:
        """The id of a file in the index; None if it is not in it as it is now."""
        known = self._files.get(found.path)
        return known.id if known and (known.is_untouched(found, self._now) or known.holds(found)) else None

    def articles(self, file: int, record: int, text: str) -> tuple[Article, ...]:
        """The articles of a document with this text, by the id of its file and its number in that, as they were found;
        none if they are not known."""
        if not self._connection:
            return ()
        try:
            rows = self._connection.execute(_ARTICLES, (file, record, digest(text))).fetchall()
            found = tuple(Article(start, end, Kind(KINDS[kind]), *others) for start, end, kind, *others in rows)
        except (*BROKEN, IndexError, TypeError):
            self._connection = None
            return ()
        edges = [0, *(edge for article in found for edge in (article.start, article.end)), len(text)]
        return found if edges[::2] == edges[1::2] else ()


@contextmanager
def known_articles(paths: Sequence[Path], text_field: str | None = None) -> Iterator[KnownArticles]:
    """What the index of some paths has, read by a `text_field`; nothing where there is none that can be read."""
    with index_to_read(paths, text_field) as connection:
        yield KnownArticles(connection)


@contextmanager
def index_to_read(paths: Sequence[Path], text_field: str | None = None) -> Iterator[sqlite3.Connection | None]:
    """The index of some paths, read by a `text_field`, at one moment; None where there is none that can be read."""
    path = place_of(paths, text_field)
    try:
        connection = None if any(map(is_stream, paths)) or obstacle(path) else open_to_read(path)
    except (OSError, *BROKEN, DamagedIndexError):
        connection = None
    if connection is None:
        yield None
        return
    with closing(connection):
        connection.execute("BEGIN")  # others may write meanwhile
        yield connection


_ARTICLES = """
SELECT start, "end", kind, title, date, source FROM documents
JOIN articles ON articles.id >= first_article AND articles.id < first_article + stories + rest
WHERE file = ? AND record = ? AND digest = ? ORDER BY articles.id
"""
