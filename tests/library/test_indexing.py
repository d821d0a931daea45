"""An index that is kept up to date is what a new one would be."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time_ns

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.library import indexing, reading, storing, workers
from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import IndexFile
from reader.library.indexing import plan
from reader.library.notices import Changed, Compared, Comparing, Progress
from reader.library.sources import SourceFile
from reader.library.storing import Store
from tests.library.making import contents_of, indexed
from tests.tui.conftest import OTHER, STORY

TEXTS = [
    STORY,
    STORY.replace("nine million", "eleven million"),
    OTHER,
    OTHER + "\n" + STORY,
    "",
    "\x00\x01 not a text",
    "One line.\r\nAnother line of the same file.\r\n",
]
NAMES = ["a.txt", "b.txt", "c/d.txt", "e.jsonl", "f.py", "g.py"]

write = st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(range(len(TEXTS))))
remove = st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just(0))
rename = st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(range(len(NAMES))))
touch = st.tuples(st.just("touch"), st.sampled_from(NAMES), st.just(0))
index_now = st.tuples(st.just("index"), st.just(""), st.just(0))


@example([("write", "b.txt", 5), ("index", "", 0), ("rename", "b.txt", 0)])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(write | write | remove | rename | touch | index_now, max_size=14))
def test_after_any_edits_the_index_is_what_a_new_one_would_be(edits: list[tuple[str, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        library.mkdir()
        kept, new = IndexFile(Path(folder) / "kept" / "index"), IndexFile(Path(folder) / "new" / "index")
        for kind, name, number in edits:
            path = library / name
            if kind == "index":
                list(analyse([library], kept))
            elif kind == "write":
                path.parent.mkdir(exist_ok=True)
                path.write_text(TEXTS[number], encoding="utf-8")
            elif path.exists() and kind == "remove":
                path.unlink()
            elif path.exists() and kind == "rename":
                target = library / NAMES[number]
                target.parent.mkdir(exist_ok=True)
                path.rename(target)
            elif path.exists():
                os.utime(path, ns=(1, 1))
        list(analyse([library], kept))
        list(analyse([library], new))
        catalogues = Catalogue(kept), Catalogue(new)
        assert contents_of(catalogues[0]) == contents_of(catalogues[1])
        for catalogue in catalogues:
            catalogue.close()


def library_of(folder: Path, *texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        os.utime(folder / f"{number}.txt", ns=(10**18, 10**18))
    return folder


def test_nothing_is_done_for_what_has_not_changed(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER)
    indexed(library)
    assert list(analyse([library])) == [Progress(2, 2), Compared()]


def test_a_change_that_keeps_size_and_date_is_seen(tmp_path: Path) -> None:
    library, index = library_of(tmp_path / "library", STORY, OTHER), IndexFile(tmp_path / "index")
    list(analyse([library], index))
    path = library / "0.txt"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"million", b"billion"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    changes = [notice for notice in analyse([library], index) if isinstance(notice, Changed)]
    assert changes == [Changed(("0.txt",), 1)]


def test_what_is_touched_and_holds_what_it_held_is_looked_into_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, index = library_of(tmp_path / "library", STORY, OTHER), IndexFile(tmp_path / "index")
    looked_into: list[str] = []

    def hash_of(file: SourceFile) -> bytes:
        looked_into.append(file.name)
        return reading.hash_of(file)

    monkeypatch.setattr(storing, "hash_of", hash_of)
    for module in (indexing, storing):
        monkeypatch.setattr(module, "RACY_NS", 0)
    list(analyse([library], index))
    list(analyse([library], index))
    assert looked_into == []
    path = library / "0.txt"
    indexed_ns = time_ns()
    while path.stat().st_ctime_ns <= indexed_ns:
        path.chmod(path.stat().st_mode ^ 0o100)
    for _ in range(2):
        assert not any(isinstance(notice, Changed) for notice in analyse([library], index))
        assert looked_into == ["0.txt"]


def test_a_date_that_is_no_date_spoils_no_library(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER)
    os.utime(library / "0.txt", ns=(0, 13_569_465_600 * 10**9))  # in the year 2400
    assert len(indexed(library).documents) == 2
    assert list(analyse([library])) == [Progress(2, 2), Compared()]


def test_a_changed_file_is_named_and_the_others_keep_their_rows(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER, STORY)
    before = {entry.name: entry.id for entry in indexed(library).documents}
    (library / "1.txt").write_text("Something else.\n", encoding="utf-8")
    notices = list(analyse([library]))
    assert Changed(("1.txt",), 1) in notices and Comparing() in notices
    after = {entry.name: entry.id for entry in indexed(library).documents}
    assert {name for name in before if before[name] != after[name]} == {"1.txt"}


def test_the_time_left_is_told_once_it_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.indexing.FIRST_COMMIT_SECONDS", 0)
    monkeypatch.setattr("reader.library.indexing.COMMIT_SECONDS", 0)
    library = library_of(tmp_path / "library", *[OTHER] * 120)
    notices = [each for each in analyse([library]) if isinstance(each, Progress)]
    assert [each.files_read for each in notices if each.seconds_left is None] == [0, 1, 2]
    assert [each.files_read for each in notices] == list(range(121))


def test_a_renamed_file_is_not_read_again(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER)
    (before, _) = indexed(library).documents
    (library / "0.txt").rename(library / "9.txt")
    (_, after) = indexed(library).documents
    assert (after.id, after.name, after.file.path) == (before.id, "9.txt", library / "9.txt")


def test_a_file_whose_name_makes_it_another_kind_is_read_again(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY)
    indexed(library).close()
    (library / "0.txt").rename(library / "0.jsonl")
    assert len(indexed(library).documents) == 0


def test_a_file_whose_name_tells_another_day_is_read_again(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY)
    indexed(library).close()
    (library / "0.txt").rename(library / "times-1844-03-12.txt")
    catalogue = indexed(library)
    assert [each.articles[0].date for each in catalogue.documents] == ["1844-03-12"]


def test_an_open_catalogue_shows_one_moment_until_it_is_asked(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER, STORY)
    catalogue = indexed(library)
    before = contents_of(catalogue)
    (library / "0.txt").unlink()
    (library / "1.txt").write_text("Something else.\n", encoding="utf-8")
    (library / "5.txt").write_text("Something new.\n", encoding="utf-8")
    list(analyse([library]))
    assert contents_of(catalogue) == before
    renumbering = catalogue.refresh()
    assert renumbering is not None
    assert [renumbering.document(number) for number in range(3)] == [None, 0, 1]
    assert [renumbering.is_changed(number) for number in range(3)] == [True, True, False]
    assert [entry.name for entry in catalogue.documents] == ["1.txt", "2.txt", "5.txt"]
    assert catalogue.refresh() is None


def test_documents_that_are_added_at_the_end_change_no_number(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER)
    catalogue = indexed(library)
    (library / "5.txt").write_text("Something new.\n", encoding="utf-8")
    list(analyse([library]))
    assert catalogue.refresh() is None
    assert [entry.name for entry in catalogue.documents] == ["0.txt", "1.txt", "5.txt"]


def test_several_processes_read_what_one_does(tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, several = IndexFile(tmp_path / "1" / "index"), IndexFile(tmp_path / "2" / "index")
    list(analyse([seeds], one))
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 0)
    monkeypatch.setattr(workers, "BATCH_FILES", 1)
    list(analyse([seeds], several))
    assert contents_of(Catalogue(one)) == contents_of(Catalogue(several))


def test_what_was_committed_is_not_read_again_after_an_interruption(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", *[STORY] * 4)
    index = IndexFile(tmp_path / "index" / "index")
    for notice in analyse([library], index):
        if isinstance(notice, Progress) and notice.files_read:
            break
    done = notice.files_read
    store = Store(index.path)
    assert len(plan(store.known_files(), [library]).to_read) == 4 - done
    store.close()
    list(analyse([library], index))
    assert len(Catalogue(index).documents) == 4


def test_another_program_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER)
    before = [entry.id for entry in indexed(library).documents]
    monkeypatch.setattr("reader.library.indexing.program_fingerprint", lambda: "another")
    notices = list(analyse([library]))
    assert not any(isinstance(notice, Changed) for notice in notices)
    assert not set(before) & {entry.id for entry in indexed(library).documents}


def test_files_that_vanish_while_they_are_read_are_named(tmp_path: Path) -> None:
    library = library_of(tmp_path / "library", STORY, OTHER)
    notices = analyse([library])
    next(notices)
    shutil.rmtree(library)
    list(notices)
    catalogue = indexed(library)
    assert len(catalogue.documents) == 0
    assert [skipped.name for skipped in catalogue.skipped]


def test_it_is_said_that_a_large_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LONG_BYTES", 2000)
    library = library_of(tmp_path / "library", STORY, OTHER * 20, STORY)
    monkeypatch.setattr(workers, "BATCH_FILES", 1)
    told = [item for item in analyse([library]) if isinstance(item, Progress)]
    size = (library / "1.txt").stat().st_size
    assert [item.files_read for item in told if item.waiting_for] == [1]
    assert [item.waiting_for for item in told if item.files_read == 1] == [size]
    assert told[-1].files_read == 3


def test_a_program_is_called_as_its_file_is_called_now(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (library / "tools").mkdir(parents=True)
    (library / "tools" / "__init__.py").write_text('"""Tools."""\nimport os\n', encoding="utf-8")
    (library / "Makefile").write_text("all:\n\tpython -m tools\n", encoding="utf-8")
    (library / "notes.txt").write_text(f"Lighthouse\n\n{STORY}", encoding="utf-8")

    def titles() -> list[str]:
        return [title.title for some in indexed(library).titles() for title in some]

    assert titles() == ["Makefile", "Lighthouse", "__init__.py"]
    (library / "tools" / "__init__.py").rename(library / "tools" / "main.py")
    (library / "Makefile").rename(library / "recipe")
    assert titles() == ["Lighthouse", "all", "main.py"]
