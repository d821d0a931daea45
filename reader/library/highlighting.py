"""Where a full-text query matches in a text, told by the very tokenizer and grammar of the index.

The index itself holds no text (a contentless table), so the few articles that are looked at go through a table in
memory that does.
"""

import re
import sqlite3
from collections.abc import Sequence

from reader.find.signs import signed_query
from reader.library.bigrams import overlapping_joined, spread, unspread
from reader.library.connection import Connection
from reader.library.database import to_text
from reader.positions import Span

_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = re.compile("[\x00\x02\x03]")
"""What marks matches, and what ends strings in C; all of it separates words."""

LONG = 1 << 15
"""Characters from which on a text is looked at in parts: SQLite copies all of a text for each of its marks."""

_MOST_PARTS = 1000
"""SQLite takes twice as many columns."""

_FAR = 2000
"""Words that parts overlap at most."""

_BLANK = re.compile(r"\s")
_DISTANCE = re.compile(r",\s*(\d+)\s*\)")
"""The last of NEAR(a b, 5)."""


def indexed(text: str) -> str:
    """A text as the index takes it."""
    return spread(_MARKS.sub(" ", to_text(text)))


class Highlighter:
    """A table in memory; for one thread at a time."""

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = tokenizer
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False, factory=Connection
        )
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
        signed = signed_query(query)
        query = signed.counted
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM words")
            for number, text in enumerate(texts):
                body = indexed(text)
                if signed:
                    body = signed.hidden(body)
                if len(parts := _parts(body, query)) > 1:
                    found[number] = unspread(text, self._spans_in_parts(body, parts, query))
                else:
                    self._connection.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (number, body))
            marked = self._connection.execute(
                "SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?", (_OPEN, _CLOSE, query)
            )
            for number, text in marked:
                found[number] = unspread(texts[number], _between_marks(text))
        return found

    def _spans_in_parts(self, body: str, parts: Sequence[Span], query: str) -> list[Span]:
        """The same for one text, whose parts are columns of one row: AND, OR and NOT still speak of all of it."""
        columns = [f"part{number}" for number in range(len(parts))]
        tokenizer = f'tokenize="{self._tokenizer}"'
        self._connection.execute(f"CREATE VIRTUAL TABLE long USING fts5 ({', '.join(columns)}, {tokenizer})")
        places = ", ".join("?" * len(parts))
        values = [body[low:high] for low, high in parts]
        self._connection.execute(f"INSERT INTO long VALUES ({places})", values)  # noqa: S608 - of fixed parts
        marked = ", ".join(f"highlight(long, {number}, ?1, ?2)" for number in range(len(parts)))
        matching = f"SELECT {marked} FROM long WHERE long MATCH ?3"  # noqa: S608 - of fixed parts
        row = self._connection.execute(matching, (_OPEN, _CLOSE, query)).fetchone() or ()
        self._connection.execute("DROP TABLE long")
        return overlapping_joined(
            (low + start, low + end)
            for (low, _), text in zip(parts, row, strict=False)
            for start, end in _between_marks(text)
        )

    def words(self, text: str) -> list[str]:
        """The distinct words of a text as the vocabulary of an index has them."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM words")
            self._connection.execute("INSERT INTO words (body) VALUES (?)", (indexed(text),))
            return [term for (term,) in self._connection.execute("SELECT term FROM vocabulary")]


def _parts(body: str, query: str) -> list[Span]:
    """Spans that hold all of a text, from blank to blank, each with so many words of the next one as a phrase or words
    that are to be near each other may take; one if the query asks for the first word, or for a column."""
    words = len(query) + max(map(int, _DISTANCE.findall(query)), default=0)
    if len(body) <= LONG or words > _FAR or any(sign in query for sign in "^:"):
        return [(0, len(body))]
    overlap = re.compile(rf"(?:\W*\w\S*){{0,{words}}}")
    length = max(LONG, len(body) // _MOST_PARTS)
    parts, start = [], 0
    while start < len(body):
        blank = _BLANK.search(body, start + length)
        end = blank.start() if blank else len(body)
        reached = overlap.match(body, end)
        parts.append((start, reached.end() if reached else end))
        start = end
    return parts


def _between_marks(text: str) -> list[Span]:
    spans: list[Span] = []
    removed = at = 0
    while (at := text.find(_OPEN, at)) >= 0:
        close = text.index(_CLOSE, at)
        spans.append((at - removed, close - removed - 1))
        removed += 2
        at = close
    return spans
