"""The analysis in its own process says the same as in this one."""

from pathlib import Path

import pytest

from reader.library.background import AnalysisError, Analyst, Compared, Progress, analyse
from reader.library.catalogue import DocumentEntry
from reader.library.skipping import Skipped


def test_events_survive_the_pipe(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.bin").write_bytes(b"\x00\x01")
    paths = [seeds, tmp_path]
    assert list(Analyst(paths).events()) == list(analyse(paths))


def test_events_come_in_the_order_in_which_they_are_needed(seeds: Path) -> None:
    events = list(analyse([seeds]))
    kinds = [type(event) for event in events]
    assert kinds[-1] is Compared
    assert kinds.count(DocumentEntry) == 4
    assert [event for event in events if isinstance(event, Progress)][-1] == Progress(4, 4)
    assert not any(isinstance(event, Skipped) for event in events)


def test_a_process_that_dies_is_an_error_and_not_an_end(seeds: Path) -> None:
    analyst = Analyst([seeds])
    analyst.stop()
    with pytest.raises(AnalysisError, match="stopped early"):
        list(analyst.events())


def test_names_that_are_not_text_survive(tmp_path: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        (tmp_path / name).write_text("Some words that are read.\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    documents = [event for event in Analyst([tmp_path]).events() if isinstance(event, DocumentEntry)]
    assert [document.file.path for document in documents] == [tmp_path / name]
