"""Which document is which: known again after its file was edited, moved or renamed."""

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reader.library.sources import absolute
from reader.library.userdata.anchors import Anchor, anchor, find_again
from reader.library.userdata.database import Database, storable
from reader.library.userdata.history import History

HASH_BYTES = 16
"""Two texts of one hash do not occur, and nothing secret depends on it."""

PLACES = "places"
"""The table of where reading stopped: if what came next is gone, one goes on after what was read."""

ANCHORED = ("annotations", PLACES, "overrides")
"""Tables whose rows have a position."""

MIN_KEPT = 0.5
"""Share of the positions that must be found in a text for it to be the edited form of a document that is gone."""


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What tells a document from others."""

    path: Path
    """Of the file, absolute."""
    record: str = ""
    """What its name has after that of the file, for one of several documents in a file: `#12`, `/member.txt`."""
    content: bytes = b""
    """`content_hash` of its text; empty if the text has not been read yet."""


State = tuple[bytes, bytes, str]
"""Content hash, path and record of a document."""

Known = tuple[int, bytes, bytes, str]
"""The number of a document, and its state when it was entered last."""


def content_hash(text: str) -> bytes:
    """A hash of a text as it is shown, that is, as `Texts` gives it."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()


class Documents:
    """The documents that the user has to do with."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._history = History(database)

    def enter(self, key: DocumentKey, text: str) -> int:
        """The number of a document, under which everything about it is kept; a new one if it was not known.

        `text` is its present text, as `Texts` gives it. If it was edited since, what belongs to it moves to where it
        is now; with many notes in a long text that takes a while, so it is no work for the screen's own thread.
        """
        now = _state(key, text)
        while True:
            found = self._find(now, text)
            if found is not None and found[1:] == now:
                return found[0]
            # What takes time is done before the file is locked, and done again if somebody else was quicker.
            number = self._add(now) if found is None else self._update(found, now, text)
            if number is not None:
                return number

    def known_as(self, key: DocumentKey, text: str) -> int | None:
        """The number that `enter` would give a document that is known; None for one that is not."""
        known = self._find(_state(key, text), text)
        return known[0] if known else None

    def number_at(self, key: DocumentKey) -> int | None:
        """The number of a document that is known under its path, without reading its text."""
        known = self._select("path = ? AND record = ?", *_place(key))
        return known[0][0] if known else None

    def key(self, number: int) -> DocumentKey:
        """Where a document was last. Raises KeyError for a number that is not known."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT path, record, content FROM documents WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return DocumentKey(Path(os.fsdecode(row[0])), row[1], row[2])

    def library(self, paths: Sequence[Path]) -> int:
        """The number of the library that is opened with these paths; a new one if it was not known."""
        name = b"\0".join(sorted({os.fsencode(absolute(path)) for path in paths}))
        with self._database.writing() as connection:
            connection.execute("INSERT INTO libraries (paths) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            return int(connection.execute("SELECT id FROM libraries WHERE paths = ?", (name,)).fetchone()[0])

    def _find(self, now: State, text: str) -> Known | None:
        """The document that a text is, by its place and its content, then by either of them."""
        content, path, record = now
        here = self._select("path = ? AND record = ?", path, record)
        for known in here:
            if known[1] == content:
                return known
        for known in self._select("content = ?", content):
            # The same text elsewhere in the file: records before it were added or removed. In another file: moved, if
            # it is gone from there; else it is a copy, with marks of its own.
            if known[2] == path or not os.path.lexists(known[2]):
                return known
        for known in here:
            # A file is itself however much it was edited; the number of a record may have passed to another one.
            if not record or self._is_edited_form(known[0], text):
                return known
        name = os.path.basename(path)  # noqa: PTH119 - of bytes
        for known in self._select("record = ? AND path <> ?", record, path):
            moved = os.path.basename(known[2]) == name and not os.path.lexists(known[2])  # noqa: PTH119 - of bytes
            if moved and self._is_edited_form(known[0], text):
                return known
        return None

    def _select(self, where: str, *values: Any) -> list[Known]:
        select = f"SELECT id, content, path, record FROM documents WHERE {where} ORDER BY id DESC"  # noqa: S608 - ours
        with self._database.reading() as connection:
            return connection.execute(select, values).fetchall()

    def _is_edited_form(self, number: int, text: str) -> bool:
        """Whether enough of the positions in a document are found in a text; not if there are none."""
        found = [
            find_again(kept, text, near=table == PLACES) is not None
            for table, _, kept in self._positions(number)
            if kept is not None
        ]
        return bool(found) and sum(found) >= MIN_KEPT * len(found)

    def _add(self, now: State) -> int | None:
        """The number of a new document; None if there is one meanwhile."""
        with self._database.writing() as connection:
            if self._select("content = ? AND path = ? AND record = ?", *now):
                return None
            insert = "INSERT INTO documents (content, path, record, seen) VALUES (?, ?, ?, ?) RETURNING id"
            return int(connection.execute(insert, (*now, int(time.time()))).fetchone()[0])

    def _update(self, known: Known, now: State, text: str) -> int | None:
        """The number of a document that was moved or edited; None if it is no longer as it was known."""
        number, edited = known[0], known[1] != now[0]
        positions = self._positions(number) if edited else ()
        moves = [(table, row, moved(kept, text, near=table == PLACES)) for table, row, kept in positions]
        read = self._history.recognised(text) if edited else None
        with self._database.writing() as connection:
            if self._select("id = ?", number) != [known]:
                return None
            update = "UPDATE documents SET content = ?, path = ?, record = ?, seen = ? WHERE id = ?"
            connection.execute(update, (*now, int(time.time()), number))
            for table, row, position in moves:
                if position is None:
                    connection.execute(f"UPDATE {table} SET lost = 1 WHERE rowid = ?", (row,))  # noqa: S608 - ours
                else:
                    move = f'UPDATE {table} SET lost = 0, start = ?, "end" = ?, anchor = ? WHERE rowid = ?'  # noqa: S608
                    connection.execute(move, (*position, row))
            if read is not None:
                self._history.replace(number, read)
            return number

    def _positions(self, number: int) -> list[tuple[str, int, Anchor | None]]:
        """(table, row, anchor) of everything that stands in a document; None for what cannot be understood."""
        rows: list[tuple[str, int, Anchor | None]] = []
        with self._database.reading() as connection:
            for table in ANCHORED:
                select = f"SELECT rowid, anchor FROM {table} WHERE document = ?"  # noqa: S608 - a table of ours
                for row, data in connection.execute(select, (number,)):
                    try:
                        rows.append((table, row, Anchor.from_json(data)))
                    except ValueError:
                        rows.append((table, row, None))
        return rows


def moved(kept: Anchor | None, text: str, *, near: bool = False) -> tuple[int, int, str] | None:
    """Where a position is in a text that was edited, and what to remember of it; None if it is lost. For `near` see
    `find_again`.

    One that still says the same is remembered anew, with its present surroundings; one that was edited keeps what it
    said when the user chose it, so that small edits never add up to something else.
    """
    span = None if kept is None else find_again(kept, text, near=near)
    if kept is None or span is None:
        return None
    fresh = anchor(text, *span)
    remembered = replace(fresh, size=kept.size) if fresh.quote == kept.quote else kept
    return span[0], span[1] + kept.size, remembered.to_json()


def _state(key: DocumentKey, text: str) -> State:
    return (key.content or content_hash(text), *_place(key))


def _place(key: DocumentKey) -> tuple[bytes, str]:
    return os.fsencode(key.path), storable(key.record)
