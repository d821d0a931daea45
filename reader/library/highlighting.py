"""Where a full-text query matches in a text, told by the very tokenizer and grammar of the index.

The index itself holds no text (a contentless table), so the few articles that are looked at go through a table in
memory that does.
"""

import re
import sqlite3
import weakref
from collections.abc import Sequence

from reader.library.bigrams import spread, unspread
from reader.library.database import to_text
from reader.positions import Span

_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = re.compile("[\x00\x02\x03]")
"""What marks matches, and what ends strings in C; all of it separates words."""


class Highlighter:
    """A table in memory; for one thread at a time. It is given back when the last who uses it lets go of it."""

    def __init__(self, tokenizer: str) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        self._connection.execute(f'CREATE VIRTUAL TABLE words USING fts5 (body, tokenize="{tokenizer}")')
        self._connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row)")

    def takes(self, query: str) -> bool:
        """Whether a query is one in the grammar."""
        try:
            self._connection.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchone()
        except (sqlite3.OperationalError, UnicodeEncodeError):
            return False
        return bool(query)

    def spans(self, texts: Sequence[str], query: str) -> list[list[Span]]:
        """For each text the half-open spans of what matches, ascending; empty where nothing does."""
        found: list[list[Span]] = [[] for _ in texts]
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM words")
            rows = ((number, spread(_MARKS.sub(" ", to_text(text)))) for number, text in enumerate(texts))
            self._connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", rows)
            marked = self._connection.execute(
                "SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?", (_OPEN, _CLOSE, query)
            )
            for number, text in marked:
                found[number] = unspread(texts[number], _between_marks(text))
        return found

    def words(self, text: str) -> list[str]:
        """The distinct words of a text as the vocabulary of an index has them."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM words")
            self._connection.execute("INSERT INTO words (body) VALUES (?)", (spread(_MARKS.sub(" ", to_text(text))),))
            return [term for (term,) in self._connection.execute("SELECT term FROM vocabulary")]


def _between_marks(text: str) -> list[Span]:
    spans: list[Span] = []
    removed = at = 0
    while (at := text.find(_OPEN, at)) >= 0:
        close = text.index(_CLOSE, at)
        spans.append((at - removed, close - removed - 1))
        removed += 2
        at = close
    return spans
