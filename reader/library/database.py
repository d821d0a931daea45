"""The index of a library as a SQLite file: what is in it, and how it is opened.

Readers never lock out the one writer (write-ahead log), and a process killed at any moment
leaves what was committed last.
"""

import contextlib
import re
import sqlite3
from pathlib import Path

from reader.errors import TwicetoldError
from reader.library.connection import Connection
from reader.library.index_file import SCHEMA_VERSION, delete, file_name, make_private, open_private

TEXT_CHUNK = 1 << 16
"""Characters of a document that are compressed together: a page is shown after unpacking one or two chunks."""

CHUNKS = 1 << 20
"""Chunks that one document may have: chunk k of document d is row d * CHUNKS + k."""

BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: SQLite's message may quote what it found, which need not be text."""

_PASSING = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
}  # fmt: skip
"""Codes of errors that say nothing of what is in a file."""

FIND = """
SELECT documents.id FROM documents JOIN files ON files.id = documents.file
WHERE files.path = ? AND documents.name = CAST(files.name || ? AS BLOB)
"""
"""A document, by the path of its file and what its name has after that of the file."""

BORDERS = "borders"
"""State of an index: what was put right of the articles by which its passages are parted, as `Borders.moved` tells."""

ALL_READ = "read"
"""The state that says whether all files that its writer found were read: 0 while it reads, and where it was stopped."""

COMPARED = "compared"
"""The state that says whether documents have been compared with each other as they are now."""

BUSY_SECONDS = 30.0
"""How long a statement waits for another process: writers hold the lock for a commit at a time."""

READER_BUSY_SECONDS = 1.0
"""The same for readers, which wait only while somebody takes stock after a process was killed."""

TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
"""Of the full text: words by Unicode's classes, without case and diacritics. Marks belong to words: they are vowels in
the scripts of India. What is written without spaces comes as pairs of characters."""

WORDS_IN_MEMORY = 32 << 20
"""Bytes of the full text gathered before they are written: with SQLite's 1 MB, merging what was written takes as long
again."""

WORD_SEGMENTS = 16
"""Commits after which what they wrote of the full text is merged: with SQLite's 4, merging takes a fifth of the time
that a new index needs. FTS5 merges as many at once in any case."""

_SCHEMA = f"""
CREATE TABLE state (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    name BLOB NOT NULL,
    position INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    read_ns INTEGER NOT NULL,
    hash BLOB
) STRICT;
CREATE INDEX files_by_position ON files (position);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    record INTEGER NOT NULL,
    name BLOB NOT NULL,
    digest BLOB NOT NULL,
    characters INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    encoding TEXT NOT NULL,
    confidence REAL NOT NULL,
    replaced INTEGER NOT NULL,
    repairs INTEGER NOT NULL,
    record_line INTEGER NOT NULL,
    text_line INTEGER NOT NULL,
    line_step INTEGER NOT NULL,
    record_end INTEGER NOT NULL,
    first_article INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    rest INTEGER NOT NULL,
    UNIQUE (file, record)
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    title TEXT NOT NULL,
    line INTEGER NOT NULL,
    date TEXT,
    source TEXT,
    across REAL NOT NULL DEFAULT 0,
    within REAL NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE texts (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;

CREATE TABLE source_maps (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    edits BLOB NOT NULL
) STRICT;

CREATE TABLE fields (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    lines TEXT NOT NULL
) STRICT;

CREATE TABLE skipped (
    file INTEGER REFERENCES files ON DELETE CASCADE,
    name BLOB NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL
) STRICT;
CREATE INDEX skipped_by_file ON skipped (file);

CREATE TABLE alignments (
    a_document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    a_start INTEGER NOT NULL,
    a_end INTEGER NOT NULL,
    b_document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    b_start INTEGER NOT NULL,
    b_end INTEGER NOT NULL,
    similarity REAL NOT NULL,
    cluster INTEGER NOT NULL,
    loose INTEGER NOT NULL
) STRICT;
CREATE INDEX alignments_by_a ON alignments (a_document, a_start);
CREATE INDEX alignments_by_b ON alignments (b_document, b_start);

CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""


def is_passing(error: Exception) -> bool:
    """Whether an error comes from the surroundings (locks, room, rights) and not from what is in the file."""
    if not isinstance(error, sqlite3.OperationalError):
        return isinstance(error, OSError)
    if error.sqlite_errorcode == sqlite3.SQLITE_IOERR_SHORT_READ:  # a file that ends too soon
        return False
    return error.sqlite_errorcode & 0xFF in _PASSING


class DamagedIndexError(TwicetoldError):
    """The file is no index of this version: truncated, overwritten, or not ours."""


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that only reads; threads may share it.

    Raises FileNotFoundError while the index is still being made, DamagedIndexError if it is no usable one, and
    sqlite3.OperationalError if it cannot be read just now.
    """
    connection = _connect(path, READER_BUSY_SECONDS)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0 and not _tables(connection):
            raise FileNotFoundError(f"the index is being made: {path}")
        connection.execute("PRAGMA query_only = ON")
        _check(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, BROKEN) and not is_passing(error):
            raise DamagedIndexError(f"the index cannot be read ({error})") from error
        raise
    return connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """The writer's connection, to an index that is made if need be.

    Raises DamagedIndexError for a file that cannot be used, sqlite3.OperationalError or OSError when the disk is full
    or something else is in the way.
    """
    make_private(path.parent)
    open_private(path)
    connection = _connect(path, BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode NORMAL may lose the last commits in a power cut and never damages the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0 and not _tables(connection):
            connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {SCHEMA_VERSION};")
            for option, value in (("hashsize", WORDS_IN_MEMORY), ("automerge", WORD_SEGMENTS)):
                connection.execute("INSERT INTO words (words, rank) VALUES (?, ?)", (option, value))
            connection.execute("COMMIT")
            for older in range(SCHEMA_VERSION):
                delete(path.with_name(file_name(older)))
        _check(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, (*BROKEN, DamagedIndexError)) and not is_passing(error):
            raise DamagedIndexError(f"the index cannot be used ({error})") from error
        raise
    return connection


def _connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )


def _tables(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return count


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """See that the file is an index of this version and, as far as its size tells, whole."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise DamagedIndexError(f"its version is {version}, not {SCHEMA_VERSION}")
    pages, page_size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    logged = 0
    with contextlib.suppress(FileNotFoundError):  # the last to close a file puts its log into it
        logged = Path(f"{path}-wal").stat().st_size
    if path.stat().st_size + logged < pages * page_size:
        raise DamagedIndexError("it is shorter than it should be")
    connection.execute("SELECT count(*) FROM state").fetchone()


def fault_of(path: Path) -> str:
    """What SQLite finds wrong in an index when it looks at each page, which takes a millisecond for 1 to 2 MB; empty if
    nothing is, or if it cannot be looked at now. What stands inside of texts is not looked at."""
    try:
        with contextlib.closing(open_to_read(path)) as connection:
            found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except OSError:
        return ""
    except (*BROKEN, DamagedIndexError) as error:
        return "" if is_passing(error) else str(error)
    return "" if found == "ok" else found.split("\n")[0]


def is_whole(path: Path) -> bool:
    """Whether an index can be read, and holds all files that its writer found."""
    try:
        with contextlib.closing(open_to_read(path)) as connection:
            row = connection.execute("SELECT 1 FROM state WHERE key = ? AND value = 1", (ALL_READ,)).fetchone()
    except (OSError, *BROKEN, DamagedIndexError):
        return False
    return row is not None


def to_blob(text: str) -> bytes:
    """Any str as bytes: file names and broken texts may hold lone surrogates, which SQLite's TEXT does not take."""
    return text.encode("utf-8", "surrogatepass")


def from_blob(data: bytes) -> str:
    """The str of `to_blob`; U+FFFD for bytes that are of no str."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def to_text(text: str) -> str:
    """A str that SQLite takes as TEXT, of the same length: lone surrogates become U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


_SURROGATES = re.compile("[\ud800-\udfff]")
