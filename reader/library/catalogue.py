"""An opened library as readers see it: a window on its index that shows one moment until `refresh` is called.

Documents have numbers, 0, 1, 2… in reading order. They hold until `refresh` says that it changed them: between two
calls every answer is about the same moment, however much the writer does (a read transaction of SQLite). Nothing is
read before it is asked for, and little is kept, so a library of a million articles takes no more than a small one.
"""

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, overload

from reader.errors import UnreadableError
from reader.library.database import (
    BROKEN,
    CHUNKS,
    TEXT_CHUNK,
    DamagedIndexError,
    IndexFile,
    from_blob,
    is_passing,
    open_to_read,
)
from reader.library.entries import KINDS, STORY, AlignmentEntry, ArticleEntry, DocumentEntry
from reader.library.lazy import Lazy, Numbers
from reader.library.packing import unpack, unpack_map
from reader.library.renumbering import Renumbering
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile
from reader.text.sourcemap import SourceMap

KEPT_DOCUMENTS = 400
"""Entries kept in memory: several screens of headings."""

LOST = "(lost)"
"""Stands for what a damaged index no longer tells."""

KEPT_BLOCKS = 400
BLOCK_ARTICLES = 64
"""Articles are read and kept in blocks of about a screen."""

TITLES_AT_ONCE = 20_000
"""Titles that `titles` reads under one lock: some 20 ms."""

DOCUMENTS_AT_ONCE = 5_000
"""Documents whose articles are summed up under one lock."""

MOST = 1 << 31
"""No file has more records and no document more articles."""


class Title(NamedTuple):
    """The title of an article proper, with where it is and whether anything of it is told again."""

    document: int
    article: int
    title: str
    repeated: bool


class Catalogue:
    """An opened library. May be used from several threads; `refresh` is for the one that shows it."""

    def __init__(self, index: IndexFile) -> None:
        """Show what is in the index now, which is nothing if there is none yet."""
        self.index = index
        self.files_read = 0
        """How many files were read, as whoever listens to the analysis knows."""
        self.documents = Documents(self)
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self.damaged = False
        """Whether something in the index could not be read: it should be deleted, so that it is made anew. What is
        asked for meanwhile is answered by placeholders, except texts."""
        self.moment = 0
        """Counts the moments that were shown: what was derived from another one is out of date."""
        self._inode = 0
        self._generation = -1
        self.compared = False
        """Whether the documents have been compared with each other as they are now."""
        self._skipped: tuple[Skipped, ...] | None = None
        self._entries: OrderedDict[int, DocumentEntry] = OrderedDict()
        self._blocks: OrderedDict[int, tuple[ArticleEntry, ...]] = OrderedDict()
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

    # The moment that is shown.

    def refresh(self) -> Renumbering | None:
        """Show what is in the index now; the renumbering if documents that were there have other numbers or are gone.

        Documents that were added at the end keep the numbers of all others.
        """
        with self._lock:
            before, before_keys = self._ids, self._keys
            self.moment += 1
            try:
                renumbered = self._look_again()
            except (*BROKEN, DamagedIndexError, OSError, TypeError, KeyError, OverflowError) as error:
                self.close()  # whoever writes finds out too and makes it anew
                self.damaged = not is_passing(error)
                self.compared = False
                self._entries.clear()
                self._blocks.clear()
                self._forget_numbers()
                renumbered = True
            if not renumbered or not before:
                return None
            now = {number: at for at, number in enumerate(self._ids)}
            return Renumbering(before, before_keys, now, {key: at for at, key in enumerate(self._keys)})

    def _look_again(self) -> bool:
        """Begin a new read transaction and bring the numbers up to date; whether old ones no longer hold."""
        inode = self.index.path.stat().st_ino
        if self._connection is None or inode != self._inode:
            self.close()
            self._connection, self._inode = open_to_read(self.index.path), inode
            self.damaged = False
            self._generation = -1
        elif self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")
        state = dict(self._connection.execute("SELECT key, value FROM state").fetchall())
        generation, known = int(state.get("generation", 0)), self._generation >= 0
        self.compared = bool(state.get("compared", 0))
        self._skipped = None
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
        self._blocks.clear()  # shares of what is told again may be others
        self._entries.clear()
        self._by_id = None
        return renumbered

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

    # Documents and their articles.

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

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What is not read, and why."""
        if self._skipped is None:
            rows = self.rows("SELECT name, reason FROM skipped ORDER BY name")
            self._skipped = tuple(Skipped(from_blob(name), reason) for name, reason in rows)
        return self._skipped

    def entry(self, document: int) -> DocumentEntry:
        """What is known of a document; IndexError if there is none of that number."""
        if not 0 <= document < len(self._ids):
            raise IndexError(document)
        with self._lock:
            found = self._entries.get(self._ids[document])
            if found is None:
                found = self._read_entry(document)
                self._entries[found.id] = found
                if len(self._entries) > KEPT_DOCUMENTS:
                    self._entries.popitem(last=False)
            else:
                self._entries.move_to_end(found.id)
            return found

    def _read_entry(self, document: int) -> DocumentEntry:
        number, first = self._ids[document], self._first_articles[document]
        stories, rest = self._stories[document], self._rest[document]
        rows = self.rows(_ENTRY, (number,))
        try:
            path, file_name, size, mtime_ns, name, record, characters, lines, encoding, sure, replaced, repairs = rows[
                0
            ]
            file = SourceFile(Path(from_blob(path)), from_blob(file_name), size, mtime_ns)
            shown = from_blob(name)
        except (IndexError, ValueError, AttributeError):
            self.damaged = True
            record = characters = lines = replaced = repairs = 0
            encoding, sure, shown, file = "", 0.0, LOST, SourceFile(Path(LOST), LOST, 0, 0)

        return DocumentEntry(
            id=number,
            name=shown,
            file=file,
            record=record,
            characters=characters,
            lines=lines,
            encoding=encoding,
            confidence=sure,
            replaced=replaced,
            repairs=repairs,
            articles=Lazy(stories + rest, lambda at: self._article(number, first, stories + rest, at)),
            stories=Numbers(stories, lambda: self.story_numbers(document)),
            rest=Numbers(rest, lambda: self.rest_numbers(document)),
        )

    def story_numbers(self, document: int) -> "array[int]":
        """The numbers of the articles proper of a document, ascending."""
        return self._numbers_where("kind = ?", document)

    def rest_numbers(self, document: int) -> "array[int]":
        """The numbers of its posts and residue."""
        return self._numbers_where("kind <> ?", document)

    def _numbers_where(self, condition: str, document: int) -> "array[int]":
        first = self._first_articles[document]
        last = first + self._stories[document] + self._rest[document]
        query = f"SELECT id - ? FROM articles WHERE id >= ? AND id < ? AND {condition} ORDER BY id"  # noqa: S608
        return array("q", [row[0] for row in self.rows(query, (first, first, last, STORY))])

    def _article(self, document_id: int, first: int, count: int, at: int) -> ArticleEntry:
        block = at // BLOCK_ARTICLES
        key = first + block * BLOCK_ARTICLES
        with self._lock:
            found = self._blocks.get(key)
            if found is None:
                last = min(key + BLOCK_ARTICLES, first + count)
                rows = self.rows(_ARTICLES, (key, last))
                try:
                    found = tuple(ArticleEntry(start, end, KINDS[kind], *others) for start, end, kind, *others in rows)
                except (IndexError, TypeError):
                    found = ()
                if len(found) != last - key:
                    # Whoever holds on to a document of another moment may ask for what is gone.
                    self.damaged |= self._connection is not None and self.number_of(document_id) is not None
                    return ArticleEntry(0, 0, KINDS[-1], LOST, 1)
                self._blocks[key] = found
                if len(self._blocks) > KEPT_BLOCKS:
                    self._blocks.popitem(last=False)
            return found[at - block * BLOCK_ARTICLES]

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

    def number_of(self, document_id: int) -> int | None:
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

    def article_spans(self, document: int) -> list[tuple[int, int]]:
        """(start, end) of all articles of a document, posts and residue too, read at once."""
        first = self._first_articles[document]
        return self.rows(_SPANS, (first, first + self._stories[document] + self._rest[document]))

    def told_shares(self, document: int) -> "array[float]":
        """How much of each article of a document is told again, posts and residue too, 0..1 in their order."""
        first = self._first_articles[document]
        rows = self.rows(_TOLD, (first, first + self._stories[document] + self._rest[document]))
        return array("d", [share for (share,) in rows])

    def told_in_documents(self) -> "array[float]":
        """How much of the articles proper of each document is told again, 0..1 of their characters."""
        with self._lock:
            ids = [self._ids[number] for number in self._numbers_by_id()]
        told = array("d", bytes(8 * len(ids)))
        for some in (ids[at : at + DOCUMENTS_AT_ONCE] for at in range(0, len(ids), DOCUMENTS_AT_ONCE)):
            for id_, share in self.rows(_TOLD_IN_DOCUMENTS, (STORY, some[0], some[-1])):
                number = self.number_of(id_)
                if number is not None and number < len(told):
                    told[number] = share
        return told

    def titles(self) -> Iterator[list[Title]]:
        """The titles of all articles proper in reading order, many at a time."""
        document = 0
        while document < len(self._ids):
            begun, first = document, self._first_articles[document]
            following = first
            while (
                document < len(self._ids)
                and self._first_articles[document] == following
                and (document == begun or following - first < TITLES_AT_ONCE)
            ):
                following += self._stories[document] + self._rest[document]
                document += 1
            rows = self.rows(_TITLES, (first, following, STORY))
            found, number = [], begun
            for article_id, title, repeated in rows:
                while article_id >= self._first_articles[number] + self._stories[number] + self._rest[number]:
                    number += 1
                found.append(Title(number, article_id - self._first_articles[number], title, bool(repeated)))
            yield found

    # Texts and what they share.

    def text(self, entry: DocumentEntry, start: int = 0, end: int | None = None) -> str:
        """The clean text of a span of a document, of all of it if no end is given.

        Raises UnreadableError if the document has been read again or is gone, DamagedIndexError if the index is broken.
        """
        end = entry.characters if end is None else min(end, entry.characters)
        low, high = start // TEXT_CHUNK, max(0, end - 1) // TEXT_CHUNK
        base = entry.id * CHUNKS
        rows = self.rows("SELECT body FROM texts WHERE id >= ? AND id <= ? ORDER BY id", (base + low, base + high))
        if not rows and end > start and not self.damaged:
            raise UnreadableError(f"{entry.name} has changed: it is being read again")
        try:
            text = unpack(body for (body,) in rows)
        except ValueError as error:
            self.damaged = True
            raise DamagedIndexError(f"the index is damaged ({error}): it has to be made anew") from error
        if len(text) < end - low * TEXT_CHUNK:
            self.damaged |= self.number_of(entry.id) is not None
            raise DamagedIndexError("the index is damaged (a text is too short): it has to be made anew")
        return text[start - low * TEXT_CHUNK : end - low * TEXT_CHUNK]

    def names(self) -> list[str]:
        """The names of all documents, by number."""
        names = {number: from_blob(name) for number, name in self.rows("SELECT id, name FROM documents")}
        return [names.get(number, "") for number in self._ids]

    def source_map(self, document: int) -> SourceMap:
        """The map between the clean text of a document and its source."""
        rows = self.rows("SELECT edits FROM source_maps WHERE document = ?", (self._ids[document],))
        try:
            return unpack_map(rows[0][0]) if rows else SourceMap()
        except ValueError as error:
            self.damaged = True
            raise DamagedIndexError(f"the index is damaged ({error}): it has to be made anew") from error

    def alignments(self, document: int, start: int, end: int) -> list[AlignmentEntry]:
        """The alignments that touch a span of a document, by place; documents have their numbers."""
        number = self._ids[document]
        found = []
        with self._lock:
            for a, a_start, a_end, b, b_start, b_end, similarity, cluster, stock in self.rows(
                _ALIGNMENTS, (number, end, start, number, end, start)
            ):
                a, b = self.number_of(a), self.number_of(b)
                if a is not None and b is not None:
                    found.append(AlignmentEntry(a, a_start, a_end, b, b_start, b_end, similarity, cluster, bool(stock)))
        return sorted(found, key=lambda item: (item.a_document, item.a_start, item.b_document, item.b_start))

    def count_alignments(self, document: int) -> tuple[int, int]:
        """How many alignments a document has with others, and how many within itself."""
        number = self._ids[document]
        rows = self.rows(_COUNTS, (number, number, number))
        return rows[0] if rows else (0, 0)


class Documents(Sequence[DocumentEntry]):
    """The documents of a catalogue by number."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __len__(self) -> int:
        return len(self._catalogue._ids)

    @overload
    def __getitem__(self, at: int) -> DocumentEntry: ...
    @overload
    def __getitem__(self, at: slice) -> list[DocumentEntry]: ...
    def __getitem__(self, at: int | slice) -> DocumentEntry | list[DocumentEntry]:
        if isinstance(at, slice):
            return [self._catalogue.entry(number) for number in range(*at.indices(len(self)))]
        return self._catalogue.entry(at + len(self) if at < 0 else at)


_NUMBERS = "SELECT id, file, record, first_article, stories, rest FROM documents WHERE id > ? ORDER BY id"
_ENTRY = """
SELECT path, files.name, size, mtime_ns, documents.name, record, characters, lines, encoding, confidence, replaced,
repairs FROM documents JOIN files ON files.id = documents.file WHERE documents.id = ?
"""
_ARTICLES = """
SELECT start, "end", kind, title, line, date, source, across, within FROM articles
WHERE id >= ? AND id < ? ORDER BY id
"""
_TITLES = """
SELECT id, title, across + within > 0 FROM articles WHERE id >= ? AND id < ? AND kind = ? ORDER BY id
"""
_TOLD = "SELECT across + within FROM articles WHERE id >= ? AND id < ? ORDER BY id"
_TOLD_IN_DOCUMENTS = """
SELECT documents.id, total(("end" - start) * (across + within)) / max(1, total("end" - start))
FROM documents CROSS JOIN articles ON articles.id >= first_article AND articles.id < first_article + stories + rest
WHERE +kind = ? AND documents.id >= ? AND documents.id <= ? GROUP BY documents.id
"""
"""Without the +, SQLite would make an index of all kinds for this, and look through all articles for each document."""
_SPANS = 'SELECT start, "end" FROM articles WHERE id >= ? AND id < ? ORDER BY id'
_ALIGNMENTS = """
SELECT * FROM alignments WHERE a_document = ? AND a_start < ? AND a_end > ?
UNION SELECT * FROM alignments WHERE b_document = ? AND b_start < ? AND b_end > ?
"""
_COUNTS = """
SELECT ifnull(sum(a_document <> b_document), 0), ifnull(sum(a_document = b_document), 0) FROM (
    SELECT a_document, b_document FROM alignments WHERE a_document = ?
    UNION ALL SELECT a_document, b_document FROM alignments WHERE b_document = ? AND a_document <> ?
)
"""
