"""A library opened for one question: while another process writes its index, where that is damaged or has no room."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

import pytest

from reader.library import others
from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.database import COMPARED, fault_of, open_to_write
from reader.library.filtering import TitleFilter
from reader.library.finding import How, LibrarySearch
from reader.library.index_file import index_of, sole_writer
from reader.library.notices import Comparing, Notice, Progress, Rebuilding, Trouble
from reader.library.opening import Answered, asked
from reader.library.others import turn_to_write
from reader.library.storing import Store


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("A ferry was late again on Monday, and nobody knew why.\n", encoding="utf-8")
    return tmp_path


def documents(catalogue: Catalogue) -> int:
    return len(catalogue.documents)


def words(catalogue: Catalogue) -> list[str]:
    """The documents that hold a word, and how they are divided."""
    with closing(LibrarySearch(catalogue, TitleFilter())) as finder:
        *_, results = finder.search("ferry | lighthouse", How.WORDS)
        excerpts = finder.excerpts(results, 0, len(results.texts))
    return sorted(f"{catalogue.documents[each.place[0]].name}: {each.text}" for each in excerpts)


def test_another_process_that_reads_is_waited_for(library: Path) -> None:
    index, heard = index_of([library]), []
    with sole_writer(index.path):

        def hear(notice: Notice) -> None:
            heard.append(notice)
            if len(heard) == 2:  # the other process does its work only after one has seen that it has not
                list(analyse([library], index))

        assert asked([library], documents, hear) == Answered(2, "")
    assert heard == [Progress(0, 0), Progress(0, 2)]


def test_what_another_process_did_not_finish_is_done(library: Path) -> None:
    index = index_of([library])
    with ExitStack() as other:
        other.enter_context(sole_writer(index.path))
        assert asked([library], documents, lambda notice: other.close()) == Answered(2, "")


def test_what_another_process_does_not_notice_is_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(others, "NOTICING_SECONDS", 0)
    index, heard = index_of([library]), []
    list(analyse([library], index))
    (library / "c.txt").write_text("Something new.\n", encoding="utf-8")
    with sole_writer(index.path):
        assert asked([library], documents, heard.append) == Answered(2, "")
    assert [type(notice) for notice in heard[-1:]] == [Trouble] and "1 file changed" in heard[-1].message


def test_an_index_that_holds_all_is_not_waited_for(library: Path) -> None:
    index, heard = index_of([library]), []
    list(analyse([library], index))
    with sole_writer(index.path):
        assert asked([library], documents, heard.append) == Answered(2, "")
    assert heard == [Progress(0, 0)]


def test_another_process_that_has_read_all_is_left_time_to_end(library: Path) -> None:
    index, heard = index_of([library]), []
    list(analyse([library], index))
    with ExitStack() as other:
        other.enter_context(sole_writer(index.path))
        with turn_to_write([library], index, heard.append) as is_sole:
            assert not is_sole

        def hear(notice: Notice) -> None:
            if notice == Progress(2, 2):
                other.close()

        with turn_to_write([library], index, hear, is_patient=True) as is_sole:
            assert is_sole


def test_another_process_that_compares_is_waited_for(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(others, "LEAVING_SECONDS", 0)
    index, heard = index_of([library]), []
    list(analyse([library], index))
    with sole_writer(index.path), closing(open_to_write(index.path)) as connection:
        connection.execute("UPDATE state SET value = 0 WHERE key = ?", (COMPARED,))

        def hear(notice: Notice) -> None:
            heard.append(notice)
            if heard.count(Comparing()) == 3:
                connection.execute("UPDATE state SET value = 1 WHERE key = ?", (COMPARED,))

        with turn_to_write([library], index, hear, is_patient=True) as is_sole:
            assert not is_sole
    assert heard == [Progress(0, 0), *[Comparing()] * 3]


TABLES = ("documents", "articles", "texts", "files", "words_data", "words_idx", "words_config")


def damage(path: Path, table: str) -> None:
    """Write garbage over the page that a table begins on."""
    with closing(sqlite3.connect(path)) as connection:
        select = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(select, (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(Random(table).randbytes(size))


@pytest.mark.parametrize("table", TABLES)
def test_a_damaged_index_is_made_anew_and_asked_again(library: Path, table: str) -> None:
    index, heard = index_of([library]), []
    expected = asked([library], words)
    assert len(expected.answer) == 2 and not fault_of(index.path)
    damage(index.path, table)
    assert fault_of(index.path)
    assert asked([library], words, heard.append) == expected
    assert any(isinstance(notice, Rebuilding) for notice in heard)
    assert not fault_of(index.path)


@pytest.mark.parametrize("table", ["texts", "files"])
def test_a_damaged_index_that_another_process_holds_is_left_to_it(library: Path, table: str) -> None:
    index = index_of([library])
    list(analyse([library], index))
    expected = asked([library], words)
    damage(index.path, table)
    heard: list[Notice] = []

    def hear(notice: Notice) -> None:
        heard.append(notice)
        assert len(heard) < 20, "it is waited for without an end"

    with sole_writer(index.path):
        assert asked([library], words, hear) == expected
    assert fault_of(index.path)


def test_an_index_is_made_anew_before_it_is_said_to_be_complete(library: Path) -> None:
    index = index_of([library])
    list(analyse([library], index))
    damage(index.path, "words_data")
    assert any(isinstance(notice, Rebuilding) for notice in analyse([library], index, is_checked=True))
    assert not fault_of(index.path)


def test_an_index_without_room_gives_way_to_a_temporary_one(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (library / "c.txt").write_text(Random(3).randbytes(50_000).hex(" "), encoding="utf-8")
    pages = {index_of([library]).path: 30}

    class SmallStore(Store):
        def __init__(self, path: Path, text_field: str | None = None) -> None:
            super().__init__(path, text_field)
            self._connection.execute(f"PRAGMA max_page_count = {pages.get(path, most)}")

    monkeypatch.setattr("reader.library.storing.Store", SmallStore)
    heard: list[Notice] = []
    most = 1000
    assert asked([library], documents, heard.append) == Answered(3, "")
    assert any(isinstance(notice, Trouble) and "temporary" in notice.message for notice in heard)
    most = 30
    assert "disk is full" in asked([library], documents).lacks
