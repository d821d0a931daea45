"""Which document is which: known again after its file was edited, moved or renamed."""

import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from reader.library.userdata.anchors import Anchor, anchor, find_again
from reader.library.userdata.database import Database, storable
from reader.library.userdata.history import recognised, store
from reader.text.controls import sanitise

HASH_BYTES = 16
"""Two texts of one hash do not occur, and nothing secret depends on it."""

ANCHORED = ("annotations", "places", "overrides")
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


def content_hash(text: str) -> bytes:
    """A hash of the text that is the same for the text as it is and as it is shown."""
    shown = sanitise(text, keep="\n\t")
    return hashlib.blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()


class Documents:
    """The documents that the user has to do with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(self, key: DocumentKey, text: str) -> int:
        """The number of a document, under which everything about it is kept; a new one if it was not known.

        `text` is its present text. If it was edited since, its marks, notes and read spans move to where they belong.
        """
        content = key.content or content_hash(text)
        with self._database.reading() as connection:
            found = _find(connection, key, content, text)
            if found is not None and found[1:] == (content, *_place(key)):
                return found[0]
        with self._database.writing() as connection:
            found = _find(connection, key, content, text)  # another reader may have entered it meanwhile
            values = (*_place(key), content, int(time.time()))
            if found is None:
                insert = "INSERT INTO documents (path, record, content, seen) VALUES (?, ?, ?, ?) RETURNING id"
                return int(connection.execute(insert, values).fetchone()[0])
            number, old_content = found[:2]
            connection.execute(
                "UPDATE documents SET path = ?, record = ?, content = ?, seen = ? WHERE id = ?", (*values, number)
            )
            if old_content != content:
                _move_positions(connection, number, text)
                store(connection, number, recognised(connection, text))
            return number

    def known(self, keys: Iterable[DocumentKey]) -> dict[DocumentKey, int]:
        """The numbers of those documents that are known, without reading their texts.

        A document that is known under its path counts as unchanged unless its key says otherwise.
        """
        with self._database.reading() as connection:
            rows = connection.execute("SELECT path, record, content, id FROM documents ORDER BY id").fetchall()
        by_place: dict[tuple[bytes, str], list[tuple[bytes, int]]] = {}
        for path, record, content, number in rows:
            by_place.setdefault((path, record), []).append((content, number))
        numbers: dict[DocumentKey, int] = {}
        for key in keys:
            for content, number in by_place.get(_place(key), ()):
                if not key.content or key.content == content:
                    numbers[key] = number
        return numbers

    def key(self, number: int) -> DocumentKey:
        """Where a document was last. Raises KeyError for a number that is not known."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT path, record, content FROM documents WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return DocumentKey(Path(os.fsdecode(row[0])), row[1], row[2])

    def library(self, paths: Sequence[Path]) -> int:
        """The number of the library that is opened with these paths; a new one if it was not known."""
        name = b"\0".join(sorted({os.fsencode(path.absolute()) for path in paths}))
        with self._database.writing() as connection:
            connection.execute("INSERT INTO libraries (paths) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            return int(connection.execute("SELECT id FROM libraries WHERE paths = ?", (name,)).fetchone()[0])


def _place(key: DocumentKey) -> tuple[bytes, str]:
    return os.fsencode(key.path), storable(key.record)


Known = tuple[int, bytes, bytes, str]
"""Number, content hash, path and record of a document as it was last."""


def _find(connection: Connection, key: DocumentKey, content: bytes, text: str) -> Known | None:
    """The document that a text is, by its place and its content, then by either of them."""
    path, record = _place(key)
    select = "SELECT id, content, path, record FROM documents WHERE "
    here: list[Known] = connection.execute(
        select + "path = ? AND record = ? ORDER BY id DESC", (path, record)
    ).fetchall()
    same: list[Known] = connection.execute(select + "content = ? ORDER BY id DESC", (content,)).fetchall()
    for known in here:
        if known[1] == content:
            return known
    for known in same:
        # The same text elsewhere in the file: records before it were added or removed. Elsewhere: moved, if it is gone
        # from there; else it is a copy, with marks of its own.
        if known[2] == path or not _exists(known[2]):
            return known
    for known in here:
        # A file is itself however much it was edited; the number of a record may have passed to another one.
        if not record or _is_edited_form(connection, known[0], text):
            return known
    name = os.path.basename(path)  # noqa: PTH119 - of bytes
    gone: list[Known] = connection.execute(select + "record = ? AND path <> ?", (record, path)).fetchall()
    for known in gone:
        moved = os.path.basename(known[2]) == name and not _exists(known[2])  # noqa: PTH119 - of bytes
        if moved and _is_edited_form(connection, known[0], text):
            return known
    return None


def _exists(path: bytes) -> bool:
    return os.path.lexists(path)


def _is_edited_form(connection: Connection, number: int, text: str) -> bool:
    """Whether enough of the positions in a document are found in a text; not if there are none."""
    found = [find_again(kept, text) is not None for _, _, kept in _positions(connection, number) if kept is not None]
    return bool(found) and sum(found) >= MIN_KEPT * len(found)


def _move_positions(connection: Connection, number: int, text: str) -> None:
    """Find every position of a document in its present text.

    One that still says the same is remembered anew, with its present surroundings; one that was edited keeps what it
    said when the user chose it, so that small edits never add up to something else.
    """
    for table, row, kept in _positions(connection, number):
        span = None if kept is None else find_again(kept, text)
        if kept is None or span is None:
            connection.execute(f"UPDATE {table} SET lost = 1 WHERE rowid = ?", (row,))  # noqa: S608 - a table of ours
            continue
        fresh = anchor(text, *span)
        if fresh.quote != kept.quote:
            fresh = kept
        connection.execute(
            f'UPDATE {table} SET start = ?, "end" = ?, lost = 0, anchor = ? WHERE rowid = ?',  # noqa: S608 - a table of ours
            (*span, fresh.to_json(), row),
        )


def _positions(connection: Connection, number: int) -> list[tuple[str, int, Anchor | None]]:
    """(table, row, anchor) of everything that stands in a document; None for what cannot be understood."""
    rows: list[tuple[str, int, Anchor | None]] = []
    for table in ANCHORED:
        select = f"SELECT rowid, anchor FROM {table} WHERE document = ?"  # noqa: S608 - a table of ours
        for row, data in connection.execute(select, (number,)):
            try:
                rows.append((table, row, Anchor.from_json(data)))
            except ValueError:
                rows.append((table, row, None))
    return rows
