"""Indexing in a process of its own does what it does in this one."""

from pathlib import Path

import pytest

from reader.library.background import AnalysisError, Analyst, analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import index_of
from reader.library.notices import (
    Changed,
    Compared,
    Comparing,
    Notice,
    Progress,
    Rebuilding,
    Trouble,
    from_line,
    to_line,
    told,
)
from reader.library.texts import Texts


@pytest.mark.parametrize(
    "notice",
    [
        Progress(1, 2, 3.5, None, 1 << 23),
        Changed(("caf\udce9.txt", "b"), 2),
        Changed(("a → b",), 1, "renamed"),
        Comparing(),
        Compared(),
        Rebuilding("why"),
        Trouble("what"),
    ],
)
def test_notices_survive_the_pipe(notice: Notice) -> None:
    assert from_line(to_line(notice)) == notice


@pytest.mark.parametrize(
    ("notice", "line"),
    [
        (Progress(0, 0), "reading…"),
        (Progress(3120, 14000, 9.14e6, 118.0), "reading 3,120/14,000 · 9.1 MB/s · 2 min left"),
        (Progress(0, 1, waiting_for=52_428_800), "reading 0/1 · a file of 52 MB"),
        (Progress(5, 5, 1e6, 0.0), "reading 5/5 · 1.0 MB/s"),
        (Progress(1, 4000, 3e4), "reading 1/4,000"),
        (Progress(1, 9, 1e6, 4000.0), "reading 1/9 · 1.0 MB/s · 1 h 7 min left"),
        (Progress(1, 9, 1e6, 7200.0), "reading 1/9 · 1.0 MB/s · 2 h left"),
        (Comparing(), "comparing…"),
        (Comparing(0.34, 41.2), "comparing 34% · 41 s left"),
    ],
)
def test_progress_is_told_in_one_line(notice: Progress | Comparing, line: str) -> None:
    assert told(notice) == line


def test_a_child_leaves_the_same_index_as_this_process(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.bin").write_bytes(b"\x00\x01")
    (tmp_path / "dump.jsonl").write_text('{"raw": "What was said.", "text": "x"}\n', encoding="utf-8")
    paths = [seeds, tmp_path]
    index = index_of(paths, "raw")
    assert index.path != index_of(paths).path
    notices = []
    analyst = Analyst(paths, index)
    for notice in analyst.notices():
        notices.append(notice)
        if notice == Compared():
            break
    analyst.stop()
    assert [n for n in notices if isinstance(n, Progress)][-1].files_read == 6
    there = Catalogue(index)
    assert there.compared and len(there.documents) == 5
    assert Texts(there).text(there.documents[4]) == Texts(there).source(there.documents[4]).text == "What was said."
    assert [skipped.name for skipped in there.skipped] == [f"{tmp_path.name}/binary.bin"]
    again = list(analyse(paths, index))
    assert again == [Progress(6, 6), Compared()]


def test_a_process_that_dies_is_an_error_and_not_an_end(seeds: Path) -> None:
    analyst = Analyst([seeds], index_of([seeds]))
    analyst._process.kill()
    with pytest.raises(AnalysisError, match="stopped early"):
        list(analyst.notices())
    analyst.stop()


def test_names_that_are_not_text_survive(tmp_path: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        (tmp_path / name).write_text("Some words that are read.\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    list(analyse([tmp_path]))
    catalogue = Catalogue(index_of([tmp_path]))
    assert [document.file.path for document in catalogue.documents] == [tmp_path / name]
    assert catalogue.text(catalogue.documents[0]) == "Some words that are read.\n"
