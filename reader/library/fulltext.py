"""Words found in all of a library: which articles hold them, best first, and where exactly they stand.

The grammar is that of SQLite's FTS5: words, "a phrase", prefix*, NEAR(a b, 5), AND, OR, NOT, parentheses. What is no
query in it is looked for as it is written. Case and diacritics make no difference. In scripts without spaces any run of
characters is found. Of articles with words that are asked for with signs (C++) those are found that have these, too.
"""

import re
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader.errors import TwicetoldError
from reader.find.cancelling import Cancelled, never
from reader.find.signs import signed_query
from reader.library.bigrams import spread_query
from reader.library.catalogue import Catalogue
from reader.library.database import BROKEN, TOKENIZER, DamagedIndexError, open_to_read
from reader.library.highlighting import Highlighter, indexed

FIRST_HITS = 50
"""Hits that are given at once, in reading order of the index, before any are ranked: more than a screen shows."""

FIRST_WORDS = 40
"""Words with a prefix that are looked for before all others."""

MOST_HITS = 1000
"""Hits that are ranked and listed."""

MOST_RANKED = 20_000
"""Candidates that are ranked: for commoner queries, the first ones of the index."""

_PROGRESS_STEPS = 5000
"""Steps of SQLite between two looks at whether the search was given up: about a millisecond."""

Place = tuple[int, int]
"""(document, article)."""

_PREFIX = re.compile(r'(?P<mark>"?)(?P<word>[^\W_]+)(?P=mark)\s*\*|"(?:[^"]|"")*"')
"""A word of which only the beginning is given, or else a string, in which nothing is a prefix."""

_PIECE = re.compile(r'"[^"]*"\*?|[^\s"]+|"')


@dataclass(frozen=True, slots=True)
class Found:
    """The articles found so far."""

    query: str
    """As it was understood."""
    places: tuple[tuple[int, int], ...]
    """(document, article) of the hits that are listed."""
    total: int | None
    """How many there are in all; None while that is not known."""
    ranked: bool


class FullText:
    """Full-text search over a catalogue, with a connection of its own: for one thread at a time, which may not be the
    screen's."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._connection: sqlite3.Connection | None = None
        self._moment = -1
        self._among: Callable[[Place], bool] | None = None
        self.highlighter = Highlighter(TOKENIZER)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def search(
        self, query: str, *, among: Callable[[Place], bool] | None = None, is_cancelled: Callable[[], bool] = never
    ) -> Iterator[Found]:
        """The first hits soon, then all that are listed, ranked. Raises Cancelled when `is_cancelled` says so.

        `among` says which articles may be hits; without it all may.
        """
        understood = self.understood(query)
        if not understood:
            yield Found("", (), 0, True)
            return
        self._among = self._with_signs(understood, among)
        first = self._first(is_cancelled, understood)
        is_all = len(first) < FIRST_HITS
        places = self._places(first, understood)
        yield Found(understood, places, len(places) if is_all else None, False)
        last, total = self._extent(is_cancelled, understood)
        best = _query("rowid", self._among, "AND rowid <= ? ORDER BY rank LIMIT ?")
        ranked = self._rows(is_cancelled, best, signed_query(understood).loosely, last, MOST_HITS)
        yield Found(understood, self._places(ranked, understood), total, True)

    def holding(
        self, query: str, among: Callable[[Place], bool], is_cancelled: Callable[[], bool] = never
    ) -> set[Place]:
        """All of some articles that hold what is looked for. May be asked while a search goes on.

        Raises Cancelled when `is_cancelled` says so.
        """
        understood = self.understood(query)
        if not understood:
            return set()
        before, self._among = self._among, self._with_signs(understood, among)
        try:
            holding = _query("rowid", self._among)
            rows = self._rows(is_cancelled, holding, signed_query(understood).loosely)
            return set(self._places(rows, understood))
        finally:
            self._among = before

    def understood(self, query: str) -> str:
        """A query as FTS5 takes it; "" if it holds no word. Never an error."""
        query = query.replace("\0", " ").strip()
        literal = " ".join(_quoted(piece) for piece in _PIECE.findall(query) if piece.strip('"*'))
        spread = (spread_query(tried) for tried in (query, literal) if self.highlighter.takes(tried))
        return next(filter(self.highlighter.takes, spread), "")

    def _first(self, is_cancelled: Callable[[], bool], query: str) -> list[int]:
        """Rows of some articles that hold what is looked for: of all, if they are fewer than FIRST_HITS."""
        first = _query("rowid", self._among, "LIMIT ?")
        query = signed_query(query).loosely
        # With fewer words after a NOT, more would be found than is asked for.
        narrowed = (
            query if "NOT" in query else _PREFIX.sub(lambda prefix: self._words_like(is_cancelled, prefix), query)
        )
        if narrowed != query and self.highlighter.takes(narrowed):
            found = self._rows(is_cancelled, first, narrowed, FIRST_HITS)
            if len(found) == FIRST_HITS:
                return found
        return self._rows(is_cancelled, first, query, FIRST_HITS)

    def _words_like(self, is_cancelled: Callable[[], bool], prefix: re.Match[str]) -> str:
        """An expression for the first words of the library that have a prefix; what is no prefix stays as it is.

        FTS5 puts the articles of all words with a prefix together before it gives the first of them, which takes half a
        second for two letters in a gigabyte.
        """
        begins = self.highlighter.words(prefix["word"] or "")
        if len(begins) != 1:
            return prefix.group()
        rows = self.rows(
            is_cancelled,
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?",
            begins[0], begins[0] + "\U0010ffff", FIRST_WORDS,
        )  # fmt: skip
        return f"({' OR '.join(_quoted(str(term)) for (term,) in rows)})" if rows else prefix.group()

    def _extent(self, is_cancelled: Callable[[], bool], query: str) -> tuple[int, int]:
        """The last row that is ranked, and how many rows hold what is looked for."""
        query = signed_query(query).loosely
        batches = self._batches(is_cancelled, _query("rowid", self._among), query)
        first = next(batches, [])
        last, total = first[-1][0] if first else 0, len(first)
        if "*" in query:  # to count natively, all words with the prefix would have to be put together once more
            total += sum(map(len, batches))
        elif total == MOST_RANKED:
            total = self._rows(is_cancelled, _query("count(*)", self._among), query)[0]
        return last, total

    def _with_signs(self, query: str, among: Callable[[Place], bool] | None) -> Callable[[Place], bool] | None:
        """Which articles may be hits, of those that the index finds loosely: each is looked at once."""
        signed = signed_query(query)
        if not signed:
            return among

        @cache
        def has_signs(place: Place) -> bool:
            entry = self._catalogue.documents[place[0]]
            article = entry.articles[place[1]]
            try:
                above = self._catalogue.above(*place)
                text = above.over(self._catalogue.text(entry, article.start, article.end))
            except TwicetoldError:
                return False
            if signed.needs_all:
                return signed.has_all(indexed(text))
            return bool(self.highlighter.spans([text], query)[0])

        return lambda place: (among is None or among(place)) and has_signs(place)

    def _is_among(self, row: int) -> bool:
        return bool(self._wanted(self._catalogue.places_of(row)))

    def _wanted(self, places: Sequence[Place]) -> Sequence[Place]:
        return places if self._among is None else list(filter(self._among, places))

    def _places(self, rows: Sequence[int], query: str) -> tuple[Place, ...]:
        """The articles of some rows: of one that the user parted, the parts that hold what is looked for; one that was
        put together of several comes once."""
        places: dict[Place, None] = {}
        for row in rows:
            parts = self._wanted(self._catalogue.places_of(row))
            if len(parts) > 1:
                parts = self._holding(parts, query)
            places.update(dict.fromkeys(parts))
        return tuple(places)

    def _holding(self, places: Sequence[Place], query: str) -> list[Place]:
        texts = []
        for document, number in places:
            entry = self._catalogue.documents[document]
            article = entry.articles[number]
            above = self._catalogue.above(document, number)
            texts.append(above.over(self._catalogue.text(entry, article.start, article.end)))
        found = self.highlighter.spans(texts, query)
        return [place for place, spans in zip(places, found, strict=True) if spans]

    def _rows(self, is_cancelled: Callable[[], bool], query: str, *parameters: object) -> list[int]:
        """The first column of the rows of a query."""
        return [row[0] for row in self.rows(is_cancelled, query, *parameters)]

    def rows(self, is_cancelled: Callable[[], bool], query: str, *parameters: object) -> list[tuple[int, ...]]:
        """The rows of a query on the index as it is now."""
        return [row for some in self._batches(is_cancelled, query, *parameters) for row in some]

    def _batches(
        self, is_cancelled: Callable[[], bool], query: str, *parameters: object
    ) -> Generator[list[tuple[int, ...]], None, None]:
        """The same, some at a time."""
        if is_cancelled():
            raise Cancelled
        try:
            if self._connection is None or self._moment != self._catalogue.moment:
                self.close()
                self._connection = open_to_read(self._catalogue.index.path)
                self._moment = self._catalogue.moment
                self._connection.create_function("among", 1, self._is_among)
            self._connection.set_progress_handler(is_cancelled, _PROGRESS_STEPS)
            cursor = self._connection.execute(query, parameters)
            while some := cursor.fetchmany(MOST_RANKED):
                yield some
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Cancelled from None
            raise TwicetoldError(f"the index could not be searched ({error})") from error
        except BROKEN as error:
            self._catalogue.damaged = True
            raise DamagedIndexError(f"the index is damaged ({error}): it has to be made anew") from error


def _query(columns: str, among: object, rest: str = "") -> str:
    """A query on the full text; `among` tells whether not all articles may be hits."""
    condition = "AND among(rowid)" if among else ""
    return f"SELECT {columns} FROM words WHERE words MATCH ? {condition} {rest}"  # noqa: S608 - of fixed parts


def _quoted(piece: str) -> str:
    star = "*" if piece.endswith("*") else ""
    piece = piece if piece.startswith('"') else piece.strip("()")  # no signs of a word
    return '"' + piece.strip('"*').replace('"', '""') + '"' + star
