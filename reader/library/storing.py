"""What the one writer of an index does: files in and out, alignments, and the state that readers look at."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time_ns

from reader.library.bigrams import spread
from reader.library.database import ALL_READ, CHUNKS, COMPARED, FIND, from_blob, open_to_write, to_blob, to_text
from reader.library.entries import KINDS, STORY, AlignmentEntry
from reader.library.packing import unpack
from reader.library.reading import ReadDocument, ReadFile, hash_of
from reader.library.searched import indexed_texts
from reader.library.shares import covered
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile
from reader.library.suffixes import name_as_title

INDEXED_TOGETHER = 1 << 21
"""Characters whose words go into the full text in one go: its table of words is then in the cache."""

RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again without another time stamp (FAT counts in 2 s)."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was read."""

    id: int
    file: SourceFile
    position: int
    read_ns: int
    hash: bytes

    def is_untouched(self, found: SourceFile, now: int) -> bool:
        """Whether size and time stamps tell that a file is as it was read.

        A program may set the date of what it wrote, but not when it did that.
        """
        stamps = (self.file.size, self.file.mtime_ns) == (found.size, found.mtime_ns)
        return stamps and self.read_ns - touched_ns(found, now) >= RACY_NS

    def holds(self, found: SourceFile) -> bool:
        """Whether a file has the content that was read."""
        return self.file.size == found.size and bool(self.hash) and hash_of(found) == self.hash


def touched_ns(file: SourceFile, now: int) -> int:
    """When a file was touched last. What another clock says that is ahead of ours, as of a network drive, tells
    nothing."""
    return max(file.mtime_ns, file.ctime_ns if file.ctime_ns <= now else 0)


def state(connection: sqlite3.Connection, key: str) -> int | str | None:
    """A value of the state of an index, None if it was never set."""
    row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def known_files(connection: sqlite3.Connection) -> list[KnownFile]:
    """All files in an index, in no order."""
    rows = connection.execute("SELECT id, path, name, size, mtime_ns, position, read_ns, hash FROM files")
    return [
        KnownFile(
            number, SourceFile(Path(from_blob(path)), from_blob(name), size, mtime), position, read_ns, digest or b""
        )
        for number, path, name, size, mtime, position, read_ns, digest in rows
    ]


class Store:
    """An index open for writing. Everything but reading happens inside `transaction`."""

    def __init__(self, path: Path, text_field: str | None = None) -> None:
        self.path = path
        self.text_field = text_field
        """The field or column of records that holds the text, where it is not a usual one."""
        self._connection = open_to_write(path)
        self._renumbered = False
        self._waiting: list[tuple[int, str]] = []
        self._waiting_characters = 0

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is done inside."""
        self._renumbered = False
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._index_waiting()
            self._connection.execute("COMMIT")
        except BaseException:
            self._waiting, self._waiting_characters = [], 0
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    # State.

    def state(self, key: str) -> int | str | None:
        """A value of the state of the index, None if it was never set."""
        return state(self._connection, key)

    def set_state(self, key: str, value: int | str) -> None:
        self._connection.execute(
            "INSERT INTO state VALUES (?, ?) ON CONFLICT (key)"
            " DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",  # else readers would look again
            (key, value),
        )

    def _renumber(self) -> None:
        """Tell readers that documents are gone or stand elsewhere, once for a transaction."""
        if not self._renumbered:
            self._renumbered = True
            self.set_state("generation", int(self.state("generation") or 0) + 1)

    # Files.

    def known_files(self) -> list[KnownFile]:
        """All files in the index, in no order."""
        return known_files(self._connection)

    def keep(self, known: KnownFile, file: SourceFile, position: int, read_ns: int) -> None:
        """Note that what was read of `known` is what is found as `file`, at some time."""
        self._connection.execute(
            "UPDATE files SET path = ?, name = ?, size = ?, mtime_ns = ?, read_ns = ?, position = ? WHERE id = ?",
            (
                to_blob(str(file.path)), to_blob(file.name), file.size, file.mtime_ns, read_ns, position, known.id,
            ),
        )  # fmt: skip
        if file.name != known.file.name:
            for table in ("documents", "skipped"):
                select, update = f"SELECT rowid, name FROM {table}", f"UPDATE {table} SET name = ?"  # noqa: S608 - ours
                for row, name in self._connection.execute(f"{select} WHERE file = ?", (known.id,)).fetchall():
                    before = from_blob(name)
                    renamed = file.name + before.removeprefix(known.file.name)
                    self._connection.execute(f"{update} WHERE rowid = ?", (to_blob(renamed), row))
                    if table == "documents" and (title := name_as_title(before)):
                        self._connection.execute(_CALL, (to_text(name_as_title(renamed)), row, to_text(title)))
        if position != known.position or file.name != known.file.name:
            self._renumber()

    def remove(self, file: int) -> None:
        """Forget a file and everything in it."""
        self._remove_documents(file)
        self._connection.execute("DELETE FROM files WHERE id = ?", (file,))

    def _remove_documents(self, file: int) -> None:
        rows = self._connection.execute(
            "SELECT id, characters, first_article, stories + rest FROM documents WHERE file = ?", (file,)
        ).fetchall()
        if rows:
            self._index_waiting()  # some of them may be what is to be removed
        for document, characters, first, count in rows:
            text = to_text(self.text(document, characters))
            parts = self._connection.execute(
                'SELECT start, "end", kind FROM articles WHERE id >= ? AND id < ? ORDER BY id', (first, first + count)
            ).fetchall()
            lines = self._connection.execute("SELECT lines FROM fields WHERE document = ?", (document,)).fetchone()
            fields = lines[0].split("\n") if lines else ()
            # A contentless table is told what it held.
            self._connection.executemany(
                "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)",
                _indexed(first, text, parts, fields),
            )
            self._connection.execute("DELETE FROM articles WHERE id >= ? AND id < ?", (first, first + count))
            low = document * CHUNKS
            self._connection.execute("DELETE FROM texts WHERE id >= ? AND id < ?", (low, low + CHUNKS))
        if rows:
            self._connection.execute("DELETE FROM documents WHERE file = ?", (file,))
            self._renumber()
            self.set_state(COMPARED, 0)

    def put(self, read: ReadFile, position: int) -> None:
        """Take in a file, in place of what was known of it."""
        path = to_blob(str(read.file.path))
        row = self._connection.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
        if row:
            self._remove_documents(row[0])
            self._connection.execute("DELETE FROM skipped WHERE file = ?", row)
        last = self._connection.execute("SELECT max(position) FROM files").fetchone()[0]
        if read.documents:
            self.set_state(COMPARED, 0)
            if last is not None and position < last:
                self._renumber()
        self._connection.execute(
            "INSERT INTO files (path, name, position, size, mtime_ns, read_ns, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET name = excluded.name, position = excluded.position,"
            " size = excluded.size, mtime_ns = excluded.mtime_ns, read_ns = excluded.read_ns, hash = excluded.hash",
            (
                path, to_blob(read.file.name), position, read.file.size, read.file.mtime_ns, time_ns(), read.hash,
            ),
        )  # fmt: skip
        file = row[0] if row else self._connection.execute("SELECT last_insert_rowid()").fetchone()[0]
        for record, document in enumerate(read.documents):
            self._put_document(file, record, document)
        self._skip(file, read.skipped)

    def _put_document(self, file: int, record: int, read: ReadDocument) -> None:
        first: int = self._connection.execute("SELECT ifnull(max(id), 0) + 1 FROM articles").fetchone()[0]
        stories = sum(row[2] == STORY for row in read.articles)
        cursor = self._connection.execute(
            "INSERT INTO documents (file, record, name, digest, characters, lines, encoding, confidence, replaced,"
            " repairs, record_line, text_line, line_step, record_end, first_article, stories,"
            " rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file, record, to_blob(read.name), read.digest, len(read.text), read.lines,
                read.encoding, read.confidence, read.replaced, read.repairs,
                *read.file_lines, first, stories, len(read.articles) - stories,
            ),
        )  # fmt: skip
        document = cursor.lastrowid or 0
        self._connection.executemany(
            'INSERT INTO articles (id, start, "end", kind, title, line, date, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            ((first + number, *row) for number, row in enumerate(read.articles)),
        )
        self._connection.executemany(
            "INSERT INTO texts VALUES (?, ?)",
            ((document * CHUNKS + number, chunk) for number, chunk in enumerate(read.chunks)),
        )
        text, fields = to_text(read.text), to_text("\n".join(read.fields))
        parts = [row[:3] for row in read.articles]
        self._waiting += _indexed(first, text, parts, fields.split("\n") if fields else ())
        self._waiting_characters += len(text) + len(fields)
        if self._waiting_characters >= INDEXED_TOGETHER:
            self._index_waiting()
        if read.source_map:
            self._connection.execute("INSERT INTO source_maps VALUES (?, ?)", (document, read.source_map))
        if read.fields:
            self._connection.execute("INSERT INTO fields VALUES (?, ?)", (document, fields))

    def _index_waiting(self) -> None:
        """Put the words of the articles that wait for it into the full text."""
        self._connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", self._waiting)
        self._waiting, self._waiting_characters = [], 0

    def skip_found(self, skipped: Iterable[Skipped]) -> None:
        """Note what was passed over without being opened, in place of what was noted before."""
        self._connection.execute("DELETE FROM skipped WHERE file IS NULL")
        self._skip(None, skipped)

    def _skip(self, file: int | None, skipped: Iterable[Skipped]) -> None:
        self._connection.executemany(
            "INSERT INTO skipped VALUES (?, ?, ?, ?)",
            ((file, to_blob(item.name), to_text(item.reason), item.count) for item in skipped),
        )

    def read_again(self) -> None:
        """Let no file count as known, because what is made of it has changed."""
        self._connection.execute("UPDATE files SET size = -1, hash = NULL")
        self.set_state(ALL_READ, 0)

    # Documents compared.

    def documents(self) -> list[tuple[int, int]]:
        """(id, characters) of all documents in reading order."""
        return self._connection.execute(
            "SELECT documents.id, characters FROM files JOIN documents ON documents.file = files.id"
            " ORDER BY files.position, documents.record"
        ).fetchall()

    def digests(self) -> list[bytes]:
        """Digests of the texts of all documents, in the same order."""
        rows = self._connection.execute(
            "SELECT digest FROM files JOIN documents ON documents.file = files.id"
            " ORDER BY files.position, documents.record"
        )
        return [row[0] for row in rows]

    def find(self, path: Path, record: str) -> int | None:
        """The id of a document, by the path of its file and what its name has after that of the file; None if it is not
        in the index."""
        found = self._connection.execute(FIND, (to_blob(str(path)), to_blob(record))).fetchone()
        return found[0] if found else None

    def articles(self, document: int) -> list[tuple[int, int, str, str]]:
        """(start, end, kind, title) of the articles of a document, posts and residue included; none if it is gone."""
        rows = self._connection.execute(
            'SELECT start, "end", kind, title FROM documents JOIN articles'
            " ON articles.id >= first_article AND articles.id < first_article + stories + rest"
            " WHERE documents.id = ? ORDER BY articles.id",
            (document,),
        )
        return [(start, end, KINDS[kind], title) for start, end, kind, title in rows]

    def later_starts(self, document: int) -> list[int]:
        """Where the articles of a document start, posts and residue included, but for the first; none if it is gone."""
        rows = self._connection.execute(
            "SELECT start FROM documents JOIN articles"
            " ON articles.id > first_article AND articles.id < first_article + stories + rest"
            " WHERE documents.id = ? ORDER BY articles.id",
            (document,),
        )
        return [row[0] for row in rows]

    def has(self, document: int) -> bool:
        """Whether a document is in the index."""
        return self._connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is not None

    def text(self, document: int, characters: int) -> str:
        """The clean text of a document."""
        low = document * CHUNKS
        rows = self._connection.execute(
            "SELECT body FROM texts WHERE id >= ? AND id < ? ORDER BY id", (low, low + CHUNKS)
        )
        try:
            text = unpack(body for (body,) in rows)
        except ValueError as error:
            raise sqlite3.DatabaseError(str(error)) from error
        if len(text) != characters:
            raise sqlite3.DatabaseError(f"a text has {len(text)} characters instead of {characters}")
        return text

    def has_alignments(self) -> bool:
        """Whether anything is known of what documents share."""
        return self._connection.execute("SELECT 1 FROM alignments LIMIT 1").fetchone() is not None

    def put_alignments(self, alignments: Sequence[AlignmentEntry], *, complete: bool = True) -> None:
        """Replace all alignments; their documents are ids. Brings the shares of articles up to date.

        `complete` says that they are all that there are.
        """
        self._connection.execute("DELETE FROM alignments")
        self._connection.executemany(
            "INSERT INTO alignments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    item.a_document, item.a_start, item.a_end,
                    item.b_document, item.b_start, item.b_end, item.similarity, item.cluster,
                    int(item.loose),
                )
                for item in alignments
            ),
        )  # fmt: skip
        self._connection.execute("UPDATE articles SET across = 0, within = 0 WHERE across > 0 OR within > 0")
        self._connection.executemany(
            "UPDATE articles SET across = ?, within = ? WHERE id = ?",
            (row for document, sides in _sides(alignments).items() for row in self._shares(document, sides)),
        )
        if complete:
            self.set_state(COMPARED, 1)

    def _shares(self, document: int, sides: list[tuple[int, int, bool]]) -> list[tuple[float, float, int]]:
        """(across, within, article) of the articles of a document that are told again."""
        articles = self._connection.execute(
            'SELECT articles.id, articles.start, articles."end" FROM documents JOIN articles'
            " ON articles.id >= first_article AND articles.id < first_article + stories + rest"
            " WHERE documents.id = ? ORDER BY articles.id",
            (document,),
        ).fetchall()
        across = covered([(start, end) for start, end, within in sides if not within], articles)
        anywhere = covered([(start, end) for start, end, _ in sides], articles)
        return [
            (across[number] / (end - start), (anywhere[number] - across[number]) / (end - start), number)
            for number, start, end in articles
            if anywhere[number]
        ]


def _indexed(
    first: int, text: str, parts: Sequence[tuple[int, int, int]], fields: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """The rows of the full text for a document, whose parts are those from a row on."""
    return ((first + number, spread(body)) for number, body in enumerate(indexed_texts(text, parts, fields)))


def _sides(alignments: Iterable[AlignmentEntry]) -> dict[int, list[tuple[int, int, bool]]]:
    """The spans that are told again, by document, each with whether the same document tells it."""
    sides: defaultdict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    for item in alignments:
        sides[item.a_document].append((item.a_start, item.a_end, item.within))
        sides[item.b_document].append((item.b_start, item.b_end, item.within))
    return sides


_CALL = """
UPDATE articles SET title = ? FROM documents
WHERE documents.id = ? AND articles.id >= first_article AND articles.id < first_article + stories + rest AND title = ?
"""
"""An article of a document that is called as its file is called as that is now."""
