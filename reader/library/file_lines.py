"""Which record of a file stands on a line of it."""

from pathlib import Path

from reader.library.catalogue import Catalogue
from reader.library.database import from_blob, to_blob


def name_at(catalogue: Catalogue, path: Path) -> str:
    """The name of the file at a path, as listings print it; "" if it is not read."""
    rows = catalogue.rows("SELECT name FROM files WHERE path = ?", (to_blob(str(path)),))
    return from_blob(rows[0][0]) if rows else ""


def record_at(catalogue: Catalogue, name: str, line: int) -> tuple[int, int] | None:
    """The record on a line of a file, or else the last one before it or the first, and the line of its text.

    `name` is that of the file, or of a member of an archive, as listings print it; lines are counted from 1. None if
    it holds no records. Below a text its last line is given.
    """
    prefix = to_blob(f"{name}#")
    rows = catalogue.rows(_AT, (len(prefix), prefix, line)) or catalogue.rows(_FIRST, (len(prefix), prefix))
    number = catalogue.number_of(rows[0][0]) if rows else None
    if number is None:
        return None
    entry = catalogue.documents[number]
    return number, min(entry.lines, entry.file_lines.line_at(line))


_RECORDS = "SELECT id FROM documents WHERE substr(name, 1, ?) = ? AND record_line > 0"
_AT = f"{_RECORDS} AND record_line <= ? ORDER BY record_line DESC, record DESC LIMIT 1"
_FIRST = f"{_RECORDS} ORDER BY record LIMIT 1"
