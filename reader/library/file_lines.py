"""Lines of files: which record stands on one, and on which one stands a place of a text."""

from pathlib import Path

from reader.errors import UnreadableError
from reader.library.catalogue import Catalogue
from reader.library.database import from_blob, to_blob
from reader.library.entries import DocumentEntry

LARGEST = 4 << 20
"""Bytes of a file in which a text is looked for that was taken out of it: that takes 0.1 s a megabyte."""


def file_line(document: DocumentEntry, text: str, place: int) -> int:
    """The line of its file on which a place of a text stands, counted from 1; 1 if that cannot be told.

    The `text` is that of the document, clean or as its source. May read the file.
    """
    if document.name.startswith(f"{document.file.name}/"):
        return 1  # of an archive, which has no lines
    if document.file_lines.text:
        return document.file_lines.of(text.count("\n", 0, place) + 1)
    from reader.text.decoding import decode  # late: for most files it is not needed
    from reader.text.locating import line_of

    try:
        if document.file.path.stat().st_size > LARGEST:
            return 1
        return line_of(decode(document.file.path.read_bytes()).text, text, place) or 1
    except (OSError, UnreadableError):
        return 1


def name_at(catalogue: Catalogue, path: Path) -> str:
    """The name of the file at a path, as listings print it; "" if it is not read."""
    rows = catalogue.rows("SELECT name FROM files WHERE path = ?", (to_blob(str(path)),))
    return from_blob(rows[0][0]) if rows else ""


def first_of(catalogue: Catalogue, path: Path) -> int | None:
    """The number of the first document in the file at a path; None if nothing of it is read."""
    rows = catalogue.rows(_DOCUMENTS, (to_blob(str(path)),))
    return catalogue.number_of(rows[0][0]) if rows else None


def first_named(catalogue: Catalogue, name: str) -> int | None:
    """The number of the first document in a file of some name, as listings print it; None if nothing of it is read."""
    rows = catalogue.rows(_NAMED, (to_blob(name),))
    return catalogue.number_of(rows[0][0]) if rows else None


def files_of_records(catalogue: Catalogue) -> list[tuple[Path, str]]:
    """The files that hold records, by their paths, and by their names as listings print them: of a member of an
    archive with its own."""
    rows = catalogue.rows(_NAMES)
    known = dict.fromkeys((path, from_blob(name).rpartition("#")[0]) for path, name in rows)
    return [(Path(from_blob(path)), name) for path, name in known]


def record_at(catalogue: Catalogue, path: Path, name: str, line: int) -> tuple[int, int] | None:
    """The record on a line of a file, or else the last one before it or the first, and the line of its text.

    `name` is that of the file at `path`, or of a member of that archive, as listings print it; lines are counted
    from 1. None if it holds no records. Below a text its last line is given.
    """
    prefix = to_blob(f"{name}#")
    which = to_blob(str(path)), len(prefix), prefix
    rows = catalogue.rows(_AT, (*which, line)) or catalogue.rows(_FIRST, which)
    number = catalogue.number_of(rows[0][0]) if rows else None
    if number is None:
        return None
    entry = catalogue.documents[number]
    return number, min(entry.lines, entry.file_lines.line_at(line))


_FROM = "FROM documents JOIN files ON files.id = documents.file WHERE"
_DOCUMENTS = f"SELECT documents.id {_FROM} path = ? ORDER BY record LIMIT 1"
_NAMED = f"SELECT documents.id {_FROM} files.name = ? ORDER BY position, record LIMIT 1"
_RECORDS = f"{_FROM} record_end > 0"
_NAMES = f"SELECT path, documents.name {_RECORDS} ORDER BY position, record"
_OF_FILE = f"SELECT documents.id {_RECORDS} AND path = ? AND substr(documents.name, 1, ?) = ?"
_AT = f"{_OF_FILE} AND record_line <= ? ORDER BY record_line DESC, record DESC LIMIT 1"
_FIRST = f"{_OF_FILE} ORDER BY record LIMIT 1"
