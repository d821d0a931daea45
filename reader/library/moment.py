"""One moment of an index, shown until `refresh` is called: which documents there are, and where their articles are.

Documents have numbers, 0, 1, 2… in reading order. They hold until `refresh` says that it changed them: between two
calls every answer is about the same moment, however much the writer does (a read transaction of SQLite). What is known
of every document takes 40 bytes, so a library of a million articles takes no more than a small one.
"""

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from threading import RLock
from typing import Any

from reader.library.database import ALL_READ, BROKEN, COMPARED, DamagedIndexError, is_passing, open_to_read
from reader.library.index_file import IndexFile
from reader.library.renumbering import Renumbering

MOST = 1 << 31
"""No file has more records and no document more articles."""


class Moment:
    """A window on an index. May be used from several threads; `refresh` is for the one that shows it."""

    def __init__(self, index: IndexFile) -> None:
        """Show what is in the index now, which is nothing if there is none yet."""
        self.index = index
        self.files_read = 0
        """How many files were read, as whoever listens to the analysis knows."""
        self.stopped = ""
        """Why the analysis ended before all was read and compared, as whoever listens to it knows; else empty."""
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self.damaged = False
        """Whether something in the index could not be read: it should be deleted, so that it is made anew. What is
        asked for meanwhile is answered by placeholders, except texts."""
        self.moment = 0
        """Counts the moments that were shown: what was derived from another one is out of date."""
        self.made = 0
        """Counts the indexes that were shown, for one that is damaged or deleted is made anew: ids mean others then."""
        self._inode = 0
        self._generation = -1
        self.all_read = False
        """Whether all files that its writer found had been read."""
        self.compared = False
        """Whether the documents have been compared with each other as they are now."""
        self._ids, self._keys = array("q"), array("q")
        self._first_articles = array("q")
        self._stories, self._rest = array("q"), array("q")
        self._last_id = 0
        self._by_id: Sequence[int] | None = None
        self.refresh()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def turn_to(self, index: IndexFile) -> None:
        """Show another index of the same library, from the next `refresh` on."""
        with self._lock:
            self.index, self._inode = index, 0

    # The moment that is shown.

    def refresh(self) -> Renumbering | None:
        """Show what is in the index now; the renumbering if documents that were there have other numbers or are gone.

        Documents that were added at the end keep the numbers of all others.
        """
        with self._lock:
            before, before_keys, made = self._ids, self._keys, self.made
            self.moment += 1
            try:
                renumbered = self._look_again()
            except (*BROKEN, DamagedIndexError, OSError, TypeError, KeyError, OverflowError) as error:
                self.close()  # whoever writes finds out too and makes it anew
                self._inode = 0  # another file may get the same
                self.damaged = not is_passing(error)
                self.all_read = self.compared = False
                self._forget_numbers()
                self._forget_what_was_read()
                renumbered = True
            if not before or not (renumbered or made != self.made):
                return None
            if made != self.made:
                return Renumbering(before, before_keys, {}, {})
            now = {number: at for at, number in enumerate(self._ids)}
            return Renumbering(before, before_keys, now, {key: at for at, key in enumerate(self._keys)})

    def _look_again(self) -> bool:
        """Begin a new read transaction and bring the numbers up to date; whether old ones no longer hold."""
        inode = self.index.path.stat().st_ino
        if self._connection is None or inode != self._inode:
            self.close()
            self._connection, self._inode = open_to_read(self.index.path), inode
            self.damaged = False
            self.made += 1
            self._generation = -1
        elif self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")
        state = dict(self._connection.execute("SELECT key, value FROM state").fetchall())
        generation, known = int(state.get("generation", 0)), self._generation >= 0
        self.all_read = bool(state.get(ALL_READ, 0))
        self.compared = bool(state.get(COMPARED, 0))
        renumbered = known and generation != self._generation
        if generation != self._generation:
            self._forget_numbers()
            self._generation = generation
        # Without a renumbering whatever is new stands after whatever was there, so that ids are in reading order.
        rows = self._connection.execute(_NUMBERS, (self._last_id,)).fetchall()
        if generation and not self._ids:  # documents were put between others, whose ids are not in reading order
            positions = dict(self._connection.execute("SELECT id, position FROM files").fetchall())
            rows.sort(key=lambda row: (positions[row[1]], row[2]))
        if rows:
            ids, files, records, firsts, stories, rests = zip(*rows, strict=True)
            least = min(min(ids), min(files), min(firsts)), min(min(records), min(stories), min(rests))
            if least < (1, 0) or least[1] < 0 or max(max(records), max(stories), max(rests)) > MOST:
                raise sqlite3.DatabaseError("numbers that cannot be")
            self._ids.extend(ids)
            self._keys.extend(file << 32 | record for file, record in zip(files, records, strict=True))
            self._first_articles.extend(firsts)
            self._stories.extend(stories)
            self._rest.extend(rests)
            self._last_id = max(self._last_id, *ids)
        self._by_id = None
        self._forget_what_was_read()
        return renumbered

    def _forget_what_was_read(self) -> None:
        """Let go of what was kept of another moment: shares of what is told again may be others."""

    def _forget_numbers(self) -> None:
        self._ids, self._keys = array("q"), array("q")
        self._first_articles = array("q")
        self._stories, self._rest = array("q"), array("q")
        self._last_id = 0
        self._by_id = None

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[Any]:
        """The rows of a query at the moment that is shown; none if the index is damaged."""
        with self._lock:
            if self._connection is None:
                return []
            try:
                return self._connection.execute(query, parameters).fetchall()
            except BROKEN as error:
                self.damaged |= not is_passing(error)
                return []

    def stories_in(self, document: int) -> int:
        """How many articles proper a document has; costs nothing."""
        return self._stories[document]

    def rest_in(self, document: int) -> int:
        """How many posts and pieces of residue a document has; costs nothing."""
        return self._rest[document]

    def counts(self, first: int) -> "tuple[array[int], array[int]]":
        """How many articles proper, and how many posts and pieces of residue, the documents from a number on have."""
        return self._stories[first:], self._rest[first:]

    def articles_in_all(self) -> int:
        """How many articles proper there are in the library."""
        return sum(self._stories)

    def place_of(self, article_id: int) -> tuple[int, int] | None:
        """(document, article) of a row of the index, None if it is not of the moment that is shown."""
        with self._lock:
            by_id = self._numbers_by_id()
            # Articles get their rows with their documents, so that both ascend together.
            at = bisect_right(by_id, article_id, key=self._first_articles.__getitem__) - 1
            if at < 0:
                return None
            document = by_id[at]
            article = article_id - self._first_articles[document]
            return (document, article) if article < self._stories[document] + self._rest[document] else None

    def places_of(self, article_id: int) -> Sequence[tuple[int, int]]:
        """The places of a row of the index: several where the user parted what was found as one article."""
        place = self.place_of(article_id)
        return [place] if place else []

    def number_of(self, document_id: int) -> int | None:
        """The number of a row of the index; None if it is not of the moment that is shown."""
        by_id = self._numbers_by_id()
        at = bisect_left(by_id, document_id, key=self._ids.__getitem__)
        return by_id[at] if at < len(by_id) and self._ids[by_id[at]] == document_id else None

    def _numbers_by_id(self) -> Sequence[int]:
        if self._by_id is None:
            count = len(self._ids)
            ascend = all(before < after for before, after in pairwise(self._ids))
            self._by_id = range(count) if ascend else array("q", sorted(range(count), key=self._ids.__getitem__))
        return self._by_id

    def id_of(self, document: int, article: int) -> int:
        """The row of an article in the index."""
        return self._first_articles[document] + article


_NUMBERS = "SELECT id, file, record, first_article, stories, rest FROM documents WHERE id > ? ORDER BY id"
