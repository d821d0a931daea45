"""The file that holds the user data: opened whatever state it is in, changed in short transactions, never damaged.

What cannot be written is opened as a copy in memory, and the user is told; what cannot be read is set aside.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.config import data_folder
from reader.errors import TwicetoldError
from reader.library.connection import Connection
from reader.library.userdata.migrations import CHANGES, Change
from reader.library.userdata.rescue import copy_rows, open_read_only, set_aside
from reader.plurals import plural

FILE_NAME = "userdata.sqlite3"

BUSY_MS = 5000
"""How long to wait for another reader's transaction, all of which take milliseconds."""

APPLICATION_ID = 0x54776963
"""Tells our file from other SQLite files ("Twic")."""

MEMORY = ":memory:"

DAMAGED = "is damaged"
"""A fault of a file that is mended by opening it."""


_FORGOTTEN = "What you mark now is forgotten at the end"


class UserDataError(TwicetoldError):
    """Something the user made could not be saved or read."""


class Database:
    """A connection that threads may share. Make one with `open_database`."""

    def __init__(self, connection: sqlite3.Connection, message: str = "", *, saved: bool = True) -> None:
        self.message = message
        """What the user should know about how it was opened; empty if all is well."""
        self.saved = saved
        """Whether changes outlive the program."""
        self._connection = connection
        self._lock = threading.RLock()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Ask for something. Raises UserDataError."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise UserDataError(f"Your marks and notes cannot be read: {error}.") from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Change something, all or nothing; on disk when the block is left. Raises UserDataError if it was not."""
        with self._lock:
            if self._connection.in_transaction:
                yield self._connection
                return
            try:
                with _transaction(self._connection):
                    yield self._connection
            except sqlite3.Error as error:
                raise UserDataError(f"Not saved: {_reason(error)}.") from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def storable(text: str) -> str:
    """The text with lone surrogates, which SQLite does not take, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def open_database(path: Path | None = None, changes: Sequence[Change] = CHANGES, *, mends: bool = True) -> Database:
    """Open the database, making, migrating or rescuing it as needed. Whatever happens, there is one to work with.

    Who does not show the message looks, and `mends` nothing: a damaged file stays for who tells its user.
    """
    path = path or data_folder() / FILE_NAME
    try:
        _prepare(path)
        return _open(path, changes, mends=mends)
    except (sqlite3.Error, OSError) as error:
        return _in_memory(path, changes, f"{path} cannot be written ({_reason(error)}). {_FORGOTTEN}.")


def fault_of(path: Path) -> str:
    """What keeps a file of user data from being read as a whole, in words that follow its name; empty if nothing does,
    or if there is none. Changes nothing."""
    try:
        with path.open("rb"):
            pass
        with contextlib.closing(open_read_only(path)) as connection:
            if _version(connection) > len(CHANGES):
                return "was written by a newer version"
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return ""
    except FileNotFoundError:
        return ""
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, OSError) or not _is_damage(error):
            return f"cannot be read ({_reason(error)})"
    return DAMAGED


def _open(path: Path, changes: Sequence[Change], *, mends: bool) -> Database:
    connection = None
    try:
        connection = _connect(path)
        version = _version(connection)
        if version > len(changes):
            connection.close()
            return _in_memory(path, changes, f"{path} was written by a newer version. {_FORGOTTEN}; please update.")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise _DamagedError
        if version < len(changes):
            if version:
                _back_up(connection, path, version)
            _migrate(connection, changes)
        return Database(connection)
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        if not _is_damage(error):
            raise
    return _rescue(path, changes) if mends else _in_memory(path, changes, f"{path} is damaged.")


def _rescue(path: Path, changes: Sequence[Change]) -> Database:
    """Start anew with what can still be read of a damaged file, which is kept."""
    damaged = set_aside(path)
    _prepare(path)
    connection, rescued = _copy(damaged, path, changes)
    entries = plural(rescued, "entry", "entries")
    message = f"Your marks and notes were damaged. {entries} could be saved; the damaged file is {damaged}."
    return Database(connection, message)


def _in_memory(path: Path, changes: Sequence[Change], message: str) -> Database:
    return Database(_copy(path, MEMORY, changes)[0], message, saved=False)


def _copy(source: Path, target: Path | str, changes: Sequence[Change]) -> tuple[sqlite3.Connection, int]:
    """A new database with what can be read of another one, and how many rows that is."""
    connection = _connect(target)
    try:
        _migrate(connection, changes)
        with _transaction(connection):
            return connection, copy_rows(source, connection)
    except BaseException:
        connection.close()
        raise


def _prepare(path: Path) -> None:
    """Make the folder and an empty file that only the user may read; SQLite gives its other files the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, factory=Connection
    )
    try:
        _use_log(connection)
        for name, value in (
            ("synchronous", "FULL"),  # what was acknowledged survives a power cut
            ("foreign_keys", "ON"),
            ("trusted_schema", "OFF"),  # the file may have come from elsewhere
        ):
            connection.execute(f"PRAGMA {name} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def _use_log(connection: sqlite3.Connection) -> None:
    """Write-ahead logging: readers never wait for a writer.

    Of two who open a new file at once, one is refused without waiting, whatever the timeout says.
    """
    patience = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
        time.sleep(0.01)


def _version(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 for an empty file. A database of another program counts as damaged."""
    # One moment: another reader may be making the tables just now.
    with contextlib.nullcontext() if connection.in_transaction else _transaction(connection, "BEGIN"):
        application, version, tables = (
            int(connection.execute(question).fetchone()[0])
            for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
        )
    if application != APPLICATION_ID and (application or version or tables):
        raise _DamagedError
    return version


def _migrate(connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
    """Bring the tables up to date, unless another reader has done so meanwhile."""
    connection.execute("PRAGMA foreign_keys = OFF")  # so that tables can be replaced; checked below
    with _transaction(connection):
        for change in changes[_version(connection) :]:
            for statement in change:
                connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.IntegrityError("a migration left references that lead nowhere")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(changes)}")
    connection.execute("PRAGMA foreign_keys = ON")


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """A copy beside the file, named by its version and the time."""
    moment = time.strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}-version-{version}-{moment}-{os.getpid()}{path.suffix}")
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class _DamagedError(sqlite3.DatabaseError):
    """A check found what SQLite would otherwise come upon later."""


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, _DamagedError) or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _reason(error: Exception) -> str:
    """In words for the user."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_BUSY: "another reader is busy writing; try again",
        sqlite3.SQLITE_READONLY: "it is read-only",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    }.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))
