"""A library opened for one question while another process writes its index."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from reader.library import others
from reader.library.background import analyse
from reader.library.index_file import index_of, sole_writer
from reader.library.notices import Notice, Progress, Trouble
from reader.library.opening import opened
from reader.library.others import turn_to_write


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("A ferry was late again on Monday, and nobody knew why.\n", encoding="utf-8")
    return tmp_path


def test_another_process_that_reads_is_waited_for(library: Path) -> None:
    index, heard = index_of([library]), []
    with sole_writer(index.path):

        def hear(notice: Notice) -> None:
            heard.append(notice)
            if len(heard) == 2:  # the other process does its work only after one has seen that it has not
                list(analyse([library], index))

        with opened([library], hear) as catalogue:
            assert len(catalogue.documents) == 2
    assert heard == [Progress(0, 0), Progress(0, 2)]


def test_what_another_process_did_not_finish_is_done(library: Path) -> None:
    index = index_of([library])
    with ExitStack() as other:
        other.enter_context(sole_writer(index.path))
        with opened([library], lambda notice: other.close()) as catalogue:
            assert len(catalogue.documents) == 2


def test_what_another_process_does_not_notice_is_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(others, "NOTICING_SECONDS", 0)
    index, heard = index_of([library]), []
    list(analyse([library], index))
    (library / "c.txt").write_text("Something new.\n", encoding="utf-8")
    with sole_writer(index.path), opened([library], heard.append) as catalogue:
        assert len(catalogue.documents) == 2
    assert [type(notice) for notice in heard[-1:]] == [Trouble] and "1 file changed" in heard[-1].message


def test_an_index_that_holds_all_is_not_waited_for(library: Path) -> None:
    index, heard = index_of([library]), []
    list(analyse([library], index))
    with sole_writer(index.path), opened([library], heard.append) as catalogue:
        assert len(catalogue.documents) == 2
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
