"""Indexes that are private, locked, damaged, of another version, or without room."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

from reader.errors import TwicetoldError
from reader.library.background import analyse, follow
from reader.library.catalogue import Catalogue
from reader.library.database import DamagedIndexError, open_to_read, open_to_write
from reader.library.index_file import SCHEMA_VERSION, IndexFile, delete, file_name, index_of, release, sole_writer
from reader.library.notices import Compared, Rebuilding, Trouble, Written
from reader.library.storing import Store
from tests.library.making import contents_now, contents_of, indexed
from tests.tui.conftest import OTHER, STORY


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(12):
        text = STORY.replace("Tuesday", f"day {number}") if number % 3 else OTHER
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
        os.utime(folder / f"{number:02}.txt", ns=(10**18, 10**18))
    return folder


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_only_the_user_can_look_into_an_index(library: Path) -> None:
    index = index_of([library])
    store = Store(index.path)
    with store.transaction():
        store.set_state("program", "x")
    folder = index.path.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        f"{index.path.name}{suffix}": 0o600 for suffix in ("", "-wal", "-shm")
    }
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_folder_that_is_everybodys_stays_so(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    open_to_write(shared / "index.sqlite3").close()
    assert shared.stat().st_mode & 0o7777 == 0o1777


@pytest.mark.skipif(os.name != "posix", reason="links are of POSIX")
@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_no_link_in_the_place_of_an_index_is_followed(library: Path, tmp_path: Path, suffix: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    index = index_of([library])
    index.path.unlink()
    Path(f"{index.path}{suffix}").symlink_to(victim)
    index = index_of([library])
    assert list(analyse([library], index))[-1] == Compared() or suffix
    release(index)
    assert victim.read_text(encoding="utf-8") == "precious"


def test_no_path_in_an_index_is_ever_written_or_deleted(library: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    victim = outside / "victim.txt"
    victim.write_text("precious", encoding="utf-8")
    catalogue = indexed(library)
    catalogue.close()
    connection = sqlite3.connect(catalogue.index.path)
    for number, path in enumerate((victim, outside, library / ".." / "outside" / "victim.txt")):
        connection.execute("UPDATE files SET path = ? WHERE position = ?", (os.fsencode(path), number))
    connection.execute("UPDATE documents SET name = ?", (b"../../outside/victim.txt",))
    connection.commit()
    connection.close()
    list(analyse([library]))
    assert [path.name for path in outside.iterdir()] == ["victim.txt"]
    assert victim.read_text(encoding="utf-8") == "precious"
    assert {entry.file.path.parent for entry in indexed(library).documents} == {library}


def test_a_library_is_the_set_of_its_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert index_of([Path("a"), Path("b")]) == index_of([tmp_path / "b", tmp_path / "a", Path("a")])
    assert index_of([Path("a")]) != index_of([Path("b")])
    assert index_of([Path("b/../a")]) == index_of([Path("a")])


def test_without_a_cache_folder_the_index_is_temporary(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    index = index_of([library])
    assert index.temporary and "cannot be written" in index.hindrance
    assert list(analyse([library], index))[-1] == Compared()
    assert len(Catalogue(index).documents) == 12
    release(index)
    assert not index.path.parent.exists()


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 20_000])
def test_a_truncated_index_is_made_anew(library: Path, size: int) -> None:
    expected = contents_now(library)
    path = index_of([library]).path
    with path.open("r+b") as file:
        file.truncate(size)
    notices = list(analyse([library]))
    assert size < 100 or any(isinstance(notice, Rebuilding) for notice in notices)  # SQLite takes less for a new file
    assert contents_now(library) == expected


def test_garbage_in_an_index_is_found_and_it_is_made_anew(library: Path) -> None:
    expected = contents_now(library)
    path = index_of([library]).path
    size = path.stat().st_size
    for seed in range(8):
        random = Random(seed)
        with path.open("r+b") as file:
            for _ in range(20):
                file.seek(random.randrange(size))
                file.write(random.randbytes(100))
        catalogue = Catalogue(IndexFile(path))
        with suppress(TwicetoldError):  # a reader survives, whatever it is shown
            contents_of(catalogue)
        catalogue.close()
        delete(path)
        assert contents_now(library) == expected


def test_an_index_of_another_version_is_not_read(library: Path) -> None:
    catalogue = indexed(library)
    catalogue.close()
    connection = sqlite3.connect(catalogue.index.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DamagedIndexError, match="99"):
        open_to_read(catalogue.index.path)
    assert len(Catalogue(catalogue.index).documents) == 0


def test_an_index_of_another_version_is_made_anew_and_older_files_are_deleted(library: Path) -> None:
    expected = contents_now(library)
    path = index_of([library]).path
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    older, newer = path.with_name(file_name(SCHEMA_VERSION - 1)), path.with_name(file_name(SCHEMA_VERSION + 1))
    older.touch()
    newer.write_bytes(b"of a newer program")
    assert any(isinstance(notice, Rebuilding) for notice in analyse([library]))
    assert contents_now(library) == expected
    assert not older.exists()
    assert newer.read_bytes() == b"of a newer program"


WEIGHTS = {34: "15c00ae06c3e5725a1f21454934002760e33239c2bee3761f6be84ada4e6ea0b"}
"""The SHA-256 of the weights that an index of a version was made with."""


def test_an_index_made_with_other_weights_is_of_another_version() -> None:
    weights = (files("reader.text") / "data" / "articles.npz").read_bytes()
    assert WEIGHTS.get(SCHEMA_VERSION) == sha256(weights).hexdigest(), "raise SCHEMA_VERSION when the weights change"


FULL = """
import resource, sys
from pathlib import Path
from reader.library import indexing
from reader.library.background import analyse
from reader.library.index_file import IndexFile
indexing.FIRST_COMMIT_SECONDS = indexing.COMMIT_SECONDS = 0
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
for notice in analyse([Path(sys.argv[2])], IndexFile(Path(sys.argv[1]))):
    print(notice)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits are of POSIX")
@pytest.mark.parametrize("room", [0, 30_000, 150_000])
def test_files_that_may_not_grow_are_trouble_and_no_damage(library: Path, room: int) -> None:
    path = index_of([library]).path
    arguments = [sys.executable, "-c", FULL, str(path), str(library), str(room)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr
    assert "Trouble" in done.stdout and "Rebuilding" not in done.stdout
    notices = list(analyse([library]))
    assert not any(isinstance(notice, Rebuilding) for notice in notices)
    assert len(indexed(library).documents) == 12


def test_what_is_read_again_meanwhile_is_no_damage(library: Path) -> None:
    catalogue = indexed(library)
    held = list(catalogue.documents)
    for path in library.iterdir():
        path.write_text(OTHER, encoding="utf-8")
    list(analyse([library]))
    catalogue.refresh()
    for document in held:
        _ = document.articles[0], list(document.stories)
        with suppress(TwicetoldError):
            catalogue.text(document)
    assert not catalogue.damaged
    catalogue.close()


def test_an_index_that_another_holds_is_no_damage(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = indexed(library)
    catalogue.close()
    monkeypatch.setattr("reader.library.database.READER_BUSY_SECONDS", 0.0)
    holder = sqlite3.connect(catalogue.index.path)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    holder.execute("UPDATE state SET value = value")
    catalogue = Catalogue(catalogue.index)
    assert not catalogue.damaged and not len(catalogue.documents)
    holder.close()
    catalogue.refresh()
    assert len(catalogue.documents) == 12
    catalogue.close()


def test_a_full_disk_is_said_and_what_fits_is_kept(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(2)
    for path in library.iterdir():
        words = ("".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(1000))
        path.write_text(" ".join(words), encoding="utf-8")
    monkeypatch.setattr("reader.library.indexing.FIRST_COMMIT_SECONDS", 0)
    monkeypatch.setattr("reader.library.indexing.COMMIT_SECONDS", 0)

    class SmallStore(Store):
        def __init__(self, path: Path, text_field: str | None = None) -> None:
            super().__init__(path, text_field)
            self._connection.execute("PRAGMA max_page_count = 60")

    monkeypatch.setattr("reader.library.storing.Store", SmallStore)
    (trouble,) = (notice for notice in analyse([library]) if isinstance(notice, Trouble))
    assert "disk is full" in trouble.message
    kept = Catalogue(index_of([library]))
    assert 0 < len(kept.documents) < 12
    kept.close()
    monkeypatch.undo()
    assert len(indexed(library).documents) == 12


def test_the_second_reader_of_a_library_only_reads(library: Path) -> None:
    index = index_of([library])
    with sole_writer(index.path) as first:
        assert first
        with sole_writer(index.path) as second:
            assert not second
        following = follow(index)
        list(analyse([library], index))
        assert next(following) == Written()
        there = Catalogue(index)
        assert len(there.documents) == 12
        (library / "03.txt").unlink()
        list(analyse([library], index))
        assert next(following) == Written()
        assert there.refresh() is not None
        assert len(there.documents) == 11
    assert list(following) == []


def test_an_index_that_is_being_made_is_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite3"
    path.touch()
    with pytest.raises(FileNotFoundError):
        open_to_read(path)
    catalogue = Catalogue(IndexFile(path))
    catalogue.refresh()
    assert not catalogue.damaged
    catalogue.close()
