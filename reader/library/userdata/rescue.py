"""What can be read of a database that is damaged, of another version, or in a folder that cannot be written."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.library.connection import Connection

TABLES = (
    "documents",
    "libraries",
    "annotations",
    "places",
    "overrides",
    "read_spans",
    "read_sentences",
    "searches",
    "jumps",
    "settings",
)
"""Those that others refer to come first."""


def set_aside(path: Path) -> Path:
    """Rename a database and the files that belong to it, so that nothing is written over; returns its new name."""
    moment = time.strftime("%Y%m%d-%H%M%S")
    target, number = path.with_name(f"{path.stem}-damaged-{moment}{path.suffix}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}-damaged-{moment}-{number}{path.suffix}")
    # What was written last stands in the log, which SQLite finds by its name: it goes first, so that a crash between
    # the two cannot leave it to be applied to the new file.
    for ending in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(target.with_name(target.name + ending))
    return target


def copy_rows(source: Path, connection: sqlite3.Connection) -> int:
    """Copy every row that can be read and that fits; returns how many. Columns that only one side has are left out."""
    copied = 0
    with contextlib.suppress(sqlite3.Error), contextlib.closing(open_read_only(source)) as old:
        for table in TABLES:
            wanted = _columns(connection, table)
            found = [name for name in _columns(old, table) if name in wanted]
            if not found:
                continue
            names = ", ".join(f'"{name}"' for name in found)
            marks = ", ".join("?" * len(found))
            for row in _rows(old, table, names):
                with contextlib.suppress(sqlite3.IntegrityError, sqlite3.OperationalError):
                    insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of ours
                    copied += connection.execute(insert, row).rowcount
    return copied


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open without writing; beside a log that cannot be shared, without the log."""
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, factory=Connection)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, factory=Connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    with contextlib.suppress(sqlite3.Error):
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return []


def _rows(connection: sqlite3.Connection, table: str, names: str) -> Iterator[tuple[Any, ...]]:
    """The rows from the first on as far as can be read, then from the last back: one bad page costs its own rows."""
    for order in ("ASC", "DESC"):
        try:
            yield from connection.execute(f"SELECT {names} FROM {table} ORDER BY 1 {order}")  # noqa: S608 - names of ours
        except (sqlite3.Error, UnicodeDecodeError):
            continue
        return
