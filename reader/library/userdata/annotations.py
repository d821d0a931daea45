"""Marks, notes and highlights."""

import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from reader.library.userdata.anchors import Anchor, anchor
from reader.library.userdata.database import Database, storable
from reader.library.userdata.documents import moved
from reader.library.userdata.records import Annotation, Kind, quote_of

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_COLUMNS = 'library, kind, label, start, "end", lost, anchor, made, draft'


@dataclass(frozen=True, slots=True)
class Removed:
    """An annotation that was forgotten, as it was stored."""

    document: int
    content: bytes
    """Hash of the text for which its position holds."""
    row: tuple[Any, ...]
    """The other columns."""


_SELECT = f"SELECT id, document, {_COLUMNS} FROM annotations WHERE "  # noqa: S608 - ours

_Placed = tuple[int, int, bool, str]
"""Of a position: start, end, whether it is lost, and the anchor that is kept of it."""


class Annotations:
    """What the user wrote onto the page. Documents and libraries go by their numbers, see `Documents`.

    What is saved is on disk when the call returns. `text` is the one in which the user chose a place; `now` that which
    the document has by now, if another: the place is moved there as it would have been had it been kept before.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_mark(self, library: int, letter: str, document: int, text: str, start: int) -> Annotation:
        """Put a letter at a place; it leaves the one it had. Raises ValueError for anything but a to z."""
        if letter not in LETTERS or len(letter) != 1:
            raise ValueError(f"a mark is a letter from a to z, not {letter!r}")
        with self._database.writing() as connection:
            connection.execute("DELETE FROM annotations WHERE library = ? AND label = ?", (library, letter))
            return self._add(Kind.MARK, letter, document, _placed(text, start, start), library)

    def add_note(self, document: int, text: str, start: int, end: int, note: str, now: str | None = None) -> Annotation:
        """Attach a note to a span."""
        return self._add(Kind.NOTE, note, document, _placed(text, start, end, now))

    def add_highlight(self, document: int, text: str, start: int, end: int, now: str | None = None) -> Annotation:
        """Highlight a span."""
        return self._add(Kind.HIGHLIGHT, "", document, _placed(text, start, end, now))

    def set_draft(
        self, document: int, text: str, start: int, end: int, note: str, of: int = 0, now: str | None = None
    ) -> None:
        """Keep a note on a span as a draft in place of the one that there is; one that says nothing is forgotten.

        `of` is the number of the note that it changes, 0 if it is a new one.
        """
        delete = 'DELETE FROM annotations WHERE document = ? AND start = ? AND "end" = ? AND draft = ?'
        placed = _placed(text, start, end, now)
        with self._database.writing() as connection:
            connection.execute(delete, (document, *placed[:2], of))
            if note.strip():
                draft = self._add(Kind.NOTE, note, document, placed)
                connection.execute("UPDATE annotations SET draft = ? WHERE id = ?", (of, draft.number))

    def drafts(self, document: int) -> tuple[Annotation, ...]:
        """The drafts in a document, those that were left last at the end; lost ones left out."""
        return self._list("document = ? AND draft IS NOT NULL AND NOT lost ORDER BY id", document)

    def edit_note(self, number: int, note: str) -> bool:
        """Replace the text of a note, or make a note of a highlight; whether there was one to write it on."""
        update = "UPDATE annotations SET kind = 'note', label = ? WHERE id = ? AND kind IN ('note', 'highlight')"
        with self._database.writing() as connection:
            return connection.execute(update, (storable(note), number)).rowcount > 0

    def remove(self, number: int) -> Removed | None:
        """Forget an annotation; gives what brings it back, None if there was none."""
        with self._database.writing() as connection:
            delete = f"DELETE FROM annotations WHERE id = ? RETURNING document, {_COLUMNS}"  # noqa: S608 - ours
            row = connection.execute(delete, (number,)).fetchone()
            return None if row is None else Removed(row[0], self._content(connection, row[0]), row[1:])

    def restore(self, removed: Removed, text: str | None) -> int | None:
        """Bring back what was removed, under a new number; None if its letter stands elsewhere by now.

        `text` is the present text of its document, in which it is found again if that was edited meanwhile; None if
        the document is not there.
        """
        library, kind, label, start, end, lost, kept, made, draft = removed.row
        with self._database.writing() as connection:
            if text is not None and self._content(connection, removed.document) != removed.content:
                position = None
                with suppress(ValueError):
                    position = moved(Anchor.from_json(kept), text)
                start, end, kept = position or (start, end, kept)
                lost = position is None
            values = (removed.document, library, kind, label, start, end, lost, kept, made, draft)
            insert = (
                f"INSERT OR IGNORE INTO annotations (document, {_COLUMNS})"  # noqa: S608 - ours
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
            )
            row = connection.execute(insert, values).fetchone()
        return None if row is None else int(row[0])

    @staticmethod
    def _content(connection: sqlite3.Connection, document: int) -> bytes:
        """What tells the text for which the positions in a document hold."""
        content: bytes = connection.execute("SELECT content FROM documents WHERE id = ?", (document,)).fetchone()[0]
        return content

    def marks(self, library: int) -> tuple[Annotation, ...]:
        """The marks of a library, by letter."""
        return self._list("library = ? ORDER BY label", library)

    def of(self, document: int) -> tuple[Annotation, ...]:
        """Everything in a document, in its order; what is lost, at the end."""
        return self._list('document = ? ORDER BY lost, start, "end", id', document)

    def all(self, library: int | None = None) -> tuple[Annotation, ...]:
        """Everything, document by document; if a library is given, without the marks of others."""
        order = 'ORDER BY document, lost, start, "end", id'
        if library is None:
            return self._list(f"1 {order}")
        return self._list(f"library IS NULL OR library = ? {order}", library)

    def _add(self, kind: Kind, label: str, document: int, placed: _Placed, library: int | None = None) -> Annotation:
        (start, end, lost, kept), label, made = placed, storable(label), int(time.time())
        with self._database.writing() as connection:
            number = connection.execute(
                'INSERT INTO annotations (document, library, kind, label, start, "end", lost, anchor, made)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (document, library, kind.value, label, start, end, lost, kept, made),
            ).fetchone()[0]
        return Annotation(number, document, kind, label, start, end, lost, quote_of(kept), made)

    def _list(self, where: str, *values: Any) -> tuple[Annotation, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_SELECT + where, values).fetchall()
        return tuple(
            Annotation(number, document, Kind(kind), label, start, end, bool(lost), quote_of(kept), made, draft)
            for number, document, _, kind, label, start, end, lost, kept, made, draft in rows
        )


def _placed(text: str, start: int, end: int, now: str | None = None) -> _Placed:
    """A span of a text, in the text that there is `now`, if that is another one."""
    kept = anchor(text, start, end)
    found = (kept.start, kept.end, kept.to_json()) if now is None or now == text else moved(kept, now)
    start, end, data = found or (kept.start, kept.end, kept.to_json())
    return start, end, found is None, data
