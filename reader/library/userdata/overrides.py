"""Boundaries between articles and titles that the user put right, applied again whenever the articles are found."""

import time
from dataclasses import replace
from typing import Any

from reader.library.userdata.anchors import anchor
from reader.library.userdata.database import Database, storable
from reader.library.userdata.records import Override
from reader.text.decisions import Change

Rows = frozenset[tuple[Any, ...]]
"""What was put right in a document, as it is stored."""

_COLUMNS = 'id, document, kind, title, start, "end", lost, anchor, made'


class Overrides:
    """What the user put right. Documents go by their numbers; `text` is the present text of the document."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, document: int, text: str, start: int) -> None:
        """The article that starts at `start` continues the one before."""
        self._set(Change.MERGE, document, text, start, "")

    def split(self, document: int, text: str, start: int, title: str = "") -> None:
        """An article starts at `start`."""
        self._set(Change.SPLIT, document, text, start, title)

    def rename(self, document: int, text: str, start: int, title: str, size: int = 0) -> None:
        """The article that starts at `start` is called `title`; it has `size` characters, if that is known."""
        self._set(Change.RENAME, document, text, start, title, size)

    def remove(self, number: int) -> None:
        """Let the article be as it was found."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM overrides WHERE id = ?", (number,))

    def rows(self, document: int) -> Rows:
        """What was put right in a document, for `undo`."""
        select = f"SELECT {_COLUMNS} FROM overrides WHERE document = ?"  # noqa: S608 - ours
        with self._database.reading() as connection:
            return frozenset(connection.execute(select, (document,)))

    def undo(self, before: Rows, after: Rows) -> None:
        """Undo what made `before` into `after`, and nothing that was put right since."""
        with self._database.writing() as connection:
            for row in after - before:
                connection.execute("DELETE FROM overrides WHERE id = ? AND kind = ? AND title = ?", (row[0], *row[2:4]))
            insert = f"INSERT OR IGNORE INTO overrides ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            connection.executemany(insert, before - after)

    def documents(self) -> tuple[int, ...]:
        """The documents in which something was put right."""
        with self._database.reading() as connection:
            return tuple(row[0] for row in connection.execute("SELECT DISTINCT document FROM overrides"))

    def of(self, document: int) -> tuple[Override, ...]:
        """What was put right in a document, in its order."""
        return self._chosen("WHERE document = ?", document)

    def all(self) -> tuple[Override, ...]:
        """What was put right in any document."""
        return self._chosen("")

    def _chosen(self, condition: str, *parameters: int) -> tuple[Override, ...]:
        columns = 'id, document, kind, start, "end", lost, title'
        select = f"SELECT {columns} FROM overrides {condition} ORDER BY document, start, id"  # noqa: S608
        with self._database.reading() as connection:
            rows = connection.execute(select, parameters).fetchall()
        return tuple(
            Override(start, Change(kind), title, end - start, number=number, document=document, lost=bool(lost))
            for number, document, kind, start, end, lost, title in rows
        )

    def _set(self, change: Change, document: int, text: str, start: int, title: str, size: int = 0) -> None:
        kept = replace(anchor(text, start, start), size=size)
        title = storable(title)
        undone = {
            Change.MERGE: ("merge", "split"),
            Change.SPLIT: ("merge", "split"),
            Change.RENAME: ("rename", "rename"),
        }
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM overrides WHERE document = ? AND start = ? AND kind IN (?, ?)",
                (document, kept.start, *undone[change]),
            )
            connection.execute(
                'INSERT INTO overrides (document, kind, title, start, "end", anchor, made)'
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (document, change.value, title, kept.start, kept.end + size, kept.to_json(), int(time.time())),
            )
