"""The file of user data in every state in which it may be found."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.config import data_folder
from reader.library.userdata import database as module
from reader.library.userdata.database import FILE_NAME, UserDataError, fault_of, open_database
from reader.library.userdata.decided import decided
from reader.library.userdata.documents import DocumentKey
from reader.library.userdata.migrations import CHANGES
from reader.library.userdata.rescue import TABLES
from reader.library.userdata.store import UserData

TEXT = "The harbour was quiet. The cranes stood still over the water.\nNobody on the quay knew why they had stopped.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / FILE_NAME


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Rights count even if the tests run as root."""
    if os.name != "posix":
        pytest.skip("rights are another matter here")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def fill(data: UserData, marks: int = 3) -> int:
    """A document with marks and notes; returns its number."""
    document = data.documents.enter(DocumentKey(Path("/texts/a.txt")), TEXT)
    library = data.documents.library([Path("/texts")])
    for letter in "abcdefghijklmnopqrstuvwxyz"[:marks]:
        data.annotations.set_mark(library, letter, document, TEXT, 4)
    data.annotations.add_note(document, TEXT, 4, 11, "which harbour?")
    data.history.mark_read(document, TEXT, 0, 40)
    return document


def test_it_is_made_where_data_belongs_and_for_the_user_alone() -> None:
    data = UserData.open()
    fill(data)
    assert data.saved
    assert data.message == ""
    assert stat.S_IMODE(data_folder().stat().st_mode) == 0o700
    files = sorted(data_folder().iterdir())
    assert [file.name for file in files] == [FILE_NAME, f"{FILE_NAME}-shm", f"{FILE_NAME}-wal"]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    data.close()
    assert [file.name for file in data_folder().iterdir()] == [FILE_NAME]


def test_what_was_saved_is_there_again(path: Path) -> None:
    data = UserData.open(path)
    document = fill(data)
    before = data.annotations.of(document)
    data.close()
    again = UserData.open(path)
    assert again.documents.enter(DocumentKey(Path("/texts/a.txt")), TEXT) == document
    assert again.annotations.of(document) == before
    assert again.history.read(document).pairs == ((0, 40),)
    again.close()


def test_every_table_can_be_rescued_and_is_strict(path: Path) -> None:
    open_database(path).close()
    connection = sqlite3.connect(path)
    tables = {row[0]: row[1] for row in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    assert set(tables) == set(TABLES)
    assert all("STRICT" in sql for sql in tables.values())


def test_each_older_version_is_migrated_after_a_copy_was_made(tmp_path: Path) -> None:
    changes = (
        *CHANGES,
        ("ALTER TABLE annotations ADD COLUMN colour TEXT NOT NULL DEFAULT 'yellow'",),
        (
            "CREATE TABLE new_places (document INTEGER PRIMARY KEY REFERENCES documents, start INTEGER) STRICT",
            "INSERT INTO new_places SELECT document, start FROM places",
            "DROP TABLE places",
            "ALTER TABLE new_places RENAME TO places",
        ),
    )
    for version in range(1, len(changes)):
        path = tmp_path / str(version) / FILE_NAME
        old = open_database(path, changes[:version])
        document = UserData(old).documents.enter(DocumentKey(Path("/texts/a.txt")), TEXT)
        UserData(old).annotations.add_note(document, TEXT, 4, 11, "which harbour?")
        old.close()

        new = open_database(path, changes)
        assert (new.saved, new.message) == (True, "")
        assert [note.label for note in UserData(new).annotations.of(document)] == ["which harbour?"]
        with new.reading() as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == len(changes)
            assert connection.execute("SELECT colour FROM annotations").fetchall() == [("yellow",)]
            assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        new.close()

        (copy,) = (file for file in path.parent.iterdir() if f"-version-{version}-" in file.name)
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        kept = open_database(copy, changes[:version])
        with kept.reading() as connection:
            assert connection.execute("SELECT label FROM annotations").fetchall() == [("which harbour?",)]
        kept.close()


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    data = UserData.open(path)
    document = fill(data)
    data.close()
    broken = (
        *CHANGES,
        (
            "ALTER TABLE annotations ADD COLUMN colour TEXT",
            "CREATE UNIQUE INDEX one_for_each_document ON annotations (document)",
        ),
    )
    opened = open_database(path, broken)
    assert not opened.saved
    assert "cannot be written" in opened.message
    opened.close()
    data = UserData.open(path)
    assert data.saved
    assert len(data.annotations.of(document)) == 4
    data.close()


def test_a_newer_version_is_shown_and_left_alone(path: Path) -> None:
    newer = (*CHANGES, ("ALTER TABLE annotations ADD COLUMN colour TEXT NOT NULL DEFAULT 'yellow'",))
    database = open_database(path, newer)
    document = fill(UserData(database))
    database.close()
    before = path.read_bytes()

    data = UserData.open(path)
    assert not data.saved
    assert "newer version" in data.message
    assert len(data.annotations.of(document)) == 4
    data.annotations.add_highlight(document, TEXT, 30, 40)
    data.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "garbage", [b"not a database at all, but a text " * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_garbage_is_set_aside(path: Path, garbage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(garbage)
    data = UserData.open(path)
    assert data.saved
    (aside,) = (file for file in path.parent.iterdir() if "-damaged-" in file.name)
    assert str(aside) in data.message
    assert aside.read_bytes() == garbage
    fill(data)
    data.close()
    data = UserData.open(path)
    assert data.message == ""
    data.close()


def heard_of(path: Path) -> str:
    """What who only looks something up is told of a file of user data, which stays as it is."""
    before = path.read_bytes() if os.path.isfile(path) else None  # noqa: PTH113 - no error where one may not look
    heard: list[str] = []
    assert decided(heard.append) == {}
    with closing(UserData.open(mends=False)) as data:
        assert data.saved is not bool(heard)
    assert before is None or path.read_bytes() == before
    return "".join(heard)


def test_who_only_looks_something_up_mends_nothing_and_is_told() -> None:
    path = data_folder() / FILE_NAME
    assert not heard_of(path) and not fault_of(path)
    path.write_bytes(b"not a database at all, but a text " * 100)
    assert f"{path} is damaged" in heard_of(path)
    assert "-damaged-" in UserData.open().message  # as it is to who opens it to write
    path.unlink()
    path.mkdir()
    assert f"{path} cannot be read (is a directory)" in heard_of(path)


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A data folder that may not be entered."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "locked"))
    (tmp_path / "locked").mkdir(0)
    yield
    (tmp_path / "locked").chmod(0o700)


def test_a_folder_that_may_not_be_entered_is_told_of(locked: None, unprivileged: None) -> None:
    assert "permission denied" in heard_of(data_folder() / FILE_NAME)


def test_a_database_of_another_program_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE cookies (host)")
    other.commit()
    other.close()
    data = UserData.open(path)
    assert "-damaged-" in data.message
    data.close()


def test_what_can_be_read_of_a_damaged_file_is_saved(path: Path) -> None:
    data = UserData.open(path)
    document = fill(data, marks=26)
    for number in range(300):
        data.annotations.add_note(document, TEXT, 4, 11, f"note {number} " * 20)
    data.close()
    content = bytearray(path.read_bytes())
    middle = content.index(b"note 150 ") // 4096 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)

    data = UserData.open(path)
    assert data.saved
    assert "damaged" in data.message
    notes = {note.label.split(" ")[1] for note in data.annotations.of(document) if note.label.startswith("note ")}
    assert {"0", "1", "298", "299"} <= notes
    assert 200 < len(notes) < 300
    assert data.history.read(document).pairs == ((0, 40),)
    data.close()


def test_a_truncated_file_is_rescued(path: Path) -> None:
    data = UserData.open(path)
    fill(data)
    data.close()
    whole = path.read_bytes()
    for size in range(0, len(whole), 4096 * 3 + 17):
        path.write_bytes(whole[:size])
        data = UserData.open(path)
        assert data.saved
        document = fill(data)
        assert len(data.annotations.of(document)) >= 4
        data.close()


def test_two_readers_write_at_once(path: Path) -> None:
    first, second = UserData.open(path), UserData.open(path)
    document = fill(first)
    failures: list[BaseException] = []

    def write(data: UserData) -> None:
        try:
            for start in range(40):
                data.annotations.add_highlight(document, TEXT, start, start + 1)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(data,)) for data in (first, second, first)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert first.annotations.of(document) == second.annotations.of(document)
    assert len(first.annotations.of(document)) == 4 + 3 * 40
    first.close()
    second.close()


def test_many_readers_make_it_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.library.userdata.store import UserData;"
        "data = UserData.open(Path(sys.argv[1])); sys.exit(data.message or 0)"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(6)]
    assert [child.wait() for child in children] == [0] * 6


@pytest.mark.parametrize("moment", ["PRAGMA user_version", "SELECT count(*) FROM sqlite_schema", "BEGIN IMMEDIATE"])
def test_what_another_reader_makes_meanwhile_is_no_damage(
    path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = module._connect

    def watched(target: Path | str) -> sqlite3.Connection:
        monkeypatch.setattr(module, "_connect", connect)
        connection = connect(target)

        def meanwhile(statement: str) -> None:
            if statement == moment:
                connection.set_trace_callback(None)
                other = UserData.open(path)
                fill(other)
                other.close()

        connection.set_trace_callback(meanwhile)
        return connection

    monkeypatch.setattr(module, "_connect", watched)
    data = UserData.open(path)
    assert data.message == ""
    assert [file.name for file in path.parent.iterdir() if "-damaged-" in file.name] == []
    assert len(data.annotations.of(data.documents.enter(DocumentKey(Path("/texts/a.txt")), TEXT))) == 4
    data.close()


def test_a_writer_that_does_not_end_is_not_waited_for_forever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_MS", 20)
    data = UserData.open(path)
    document = fill(data)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserDataError, match="another reader"):
        data.annotations.add_highlight(document, TEXT, 3, 9)
    assert len(data.annotations.of(document)) == 4
    other.execute("ROLLBACK")
    data.annotations.add_highlight(document, TEXT, 3, 9)
    other.close()
    data.close()


def test_a_full_disk_loses_nothing(path: Path) -> None:
    database = open_database(path)
    data = UserData(database)
    document = fill(data)
    with database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    saved = 4
    with pytest.raises(UserDataError, match="the disk is full"):
        while True:
            data.annotations.add_note(document, TEXT, 4, 11, "long " * 500)
            saved += 1
    assert len(data.annotations.of(document)) == saved
    data.close()
    data = UserData.open(path)
    assert data.message == ""
    assert len(data.annotations.of(document)) == saved
    data.close()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    data = UserData.open(tmp_path / "file" / FILE_NAME)
    assert not data.saved
    assert "cannot be written" in data.message
    assert "forgotten at the end" in data.message
    document = fill(data)
    assert len(data.annotations.of(document)) == 4
    data.close()


def test_what_may_not_be_written_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path_factory.mktemp("readonly")
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and "pytest" in str(above):
            above.chmod(0o755)
    path = folder / FILE_NAME
    data = UserData.open(path)
    document = fill(data)
    data.close()
    path.chmod(0o444)
    folder.chmod(0o555)
    request.getfixturevalue("unprivileged")
    data = UserData.open(path)
    assert not data.saved
    assert "permission denied" in data.message
    assert len(data.annotations.of(document)) == 4
    data.annotations.add_highlight(document, TEXT, 3, 9)
    data.close()
