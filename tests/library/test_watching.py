"""Changes on disk are noticed by themselves, whatever changed how, and shown by a library that stays open."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from reader.config import cache_folder
from reader.library.background import Analyst
from reader.library.catalogue import Catalogue
from reader.library.index_file import index_of
from reader.library.notices import Changed, Compared, Notice, Rebuilding, Written
from reader.library.sources import STDIN
from reader.library.watching import Watcher, changes
from tests.tui.conftest import OTHER, STORY

PATIENCE_SECONDS = 30
"""After which a change counts as missed; it is noticed after a twentieth of a second."""

TOLD_UNASKED = 2
"""Changes that are told, for safety, when something else has to be watched than before."""


def noticed(watcher: Watcher) -> bool:
    """Whether the next change is noticed at all."""
    waiting = Thread(target=watcher.wait, daemon=True)
    waiting.start()
    waiting.join(PATIENCE_SECONDS)
    return not waiting.is_alive()


def write(folder: Path) -> None:
    (folder / "new.txt").write_text(STORY, encoding="utf-8")


def append(folder: Path) -> None:
    with (folder / "a.txt").open("a", encoding="utf-8") as file:
        file.write(STORY)


def replace(folder: Path) -> None:
    (folder / "b.new").write_text(STORY, encoding="utf-8")
    (folder / "b.new").rename(folder / "a.txt")


def remove(folder: Path) -> None:
    (folder / "a.txt").unlink()


def rename(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "z.txt")


def nest(folder: Path) -> None:
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "d.txt").write_text(STORY, encoding="utf-8")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.txt").write_text(OTHER, encoding="utf-8")
    return folder


def started(path: Path) -> Watcher:
    """A watcher that has begun: what it is asked to watch changes until it says so."""
    watcher = Watcher([path])
    watcher.start()
    probe = (path if path.is_dir() else path.parent) / "probe.txt"
    while not watcher.has_changed():
        if path.is_dir():
            probe.write_text("", encoding="utf-8")
        else:
            os.utime(path)
    probe.unlink(missing_ok=True)
    return watcher


@pytest.mark.parametrize("change", [write, append, replace, remove, rename, nest])
def test_any_change_below_a_folder_is_noticed(library: Path, change: Callable[[Path], None]) -> None:
    watcher = started(library)
    change(library)
    assert noticed(watcher)


@pytest.mark.parametrize("change", [append, replace, remove])
def test_any_change_of_a_file_is_noticed(library: Path, change: Callable[[Path], None]) -> None:
    watcher = started(library / "a.txt")
    change(library)
    assert noticed(watcher)


def test_what_is_piped_in_never_changes() -> None:
    assert not list(changes([STDIN]))


@pytest.mark.parametrize("is_file", [False, True])
def test_a_folder_that_is_deleted_and_put_back_is_watched_on(
    library: Path, is_file: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.watching.LOOK_UP_SECONDS", 0.05)
    watcher = started(library / "a.txt" if is_file else library)
    for _ in range(2):
        shutil.rmtree(library)
        assert noticed(watcher)
        library.mkdir()
        write(library)
        for _ in range(TOLD_UNASKED + 1):
            append(library)
            assert noticed(watcher)


def test_a_folder_that_another_takes_the_place_of_is_watched_on(library: Path) -> None:
    watcher = started(library)
    library.rename(library.with_name("old"))
    library.mkdir()
    assert noticed(watcher)
    for _ in range(TOLD_UNASKED + 1):
        append(library)
        assert noticed(watcher)


def until(notices: Iterator[Notice], kind: type[Notice]) -> Notice:
    return next(notice for notice in notices if isinstance(notice, kind))


def test_two_readers_show_what_changes_and_the_second_goes_on_when_the_first_ends(library: Path) -> None:
    index = index_of([library])
    first = Analyst([library], index)
    of_first = first.notices()
    until(of_first, Compared)
    second = Analyst([library], index)
    of_second = second.notices()
    until(of_second, Written)
    there = Catalogue(index)
    assert [document.name for document in there.documents] == ["a.txt"]

    (library / "b.txt").write_text(STORY, encoding="utf-8")
    until(of_first, Compared)
    until(of_second, Written)
    there.refresh()
    assert [document.name for document in there.documents] == ["a.txt", "b.txt"]

    first.stop()
    until(of_second, Compared)
    (library / "a.txt").write_text(STORY, encoding="utf-8")
    assert until(of_second, Changed) == Changed(("a.txt",), 1)
    there.refresh()
    assert there.text(there.documents[0]) == STORY
    there.close()
    second.stop()


def test_an_index_that_is_deleted_while_its_library_is_open_is_made_anew(library: Path) -> None:
    index = index_of([library])
    analyst = Analyst([library], index)
    notices = analyst.notices()
    until(notices, Compared)
    there = Catalogue(index)
    shutil.rmtree(cache_folder())
    until(notices, Rebuilding)
    until(notices, Compared)
    assert not there.refresh().documents([0])  # an index of its own, whose ids are others
    assert there.compared
    assert there.text(there.documents[0]) == OTHER

    (library / "b.txt").write_text(STORY, encoding="utf-8")
    until(notices, Compared)
    there.refresh()
    assert [document.name for document in there.documents] == ["a.txt", "b.txt"]
    there.close()
    analyst.stop()


def test_files_are_looked_at_again_when_the_parent_asks(library: Path) -> None:
    analyst = Analyst([library], index_of([library]))
    notices = analyst.notices()
    until(notices, Compared)
    assert analyst.look_again()
    assert until(notices, Compared)
    analyst.stop()
    assert not analyst.look_again()
