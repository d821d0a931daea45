"""Comparing a library: in memory or not, with changes meanwhile, stopped, or without room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import comparing, processes, reuse_driver
from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import index_of
from reader.library.notices import Changed, Compared, Comparing, Trouble
from reader.library.storing import Store
from tests.library.making import contents_now, indexed
from tests.tui.conftest import OTHER, STORY


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{OTHER} {number}\n{STORY}\n" * 3, encoding="utf-8")
    return folder


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with libraries that are too large for the memory."""
    monkeypatch.setattr(reuse_driver, "SMALL_WORDS", 0)
    monkeypatch.setattr(reuse_driver, "GROUP_WORDS", 200)
    monkeypatch.setattr(reuse_driver, "PREVIEW_CHARACTERS", 500)
    monkeypatch.setattr(comparing, "NOTICE_SECONDS", 0)
    monkeypatch.setattr(processes, "processes", lambda: 1)


def new(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """What a new index in another place says."""
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "new"))
        return contents_now(library)


@pytest.mark.usefixtures("on_disk")
def test_progress_grows_and_something_is_found_before_the_end(library: Path) -> None:
    shares, early = [0.0], 0
    for notice in analyse([library], is_open=True):
        if isinstance(notice, Comparing):
            shares.append(notice.share)
            catalogue = Catalogue(index_of([library]))
            assert not catalogue.compared
            early = max(early, sum(catalogue.count_alignments(0)))
            catalogue.close()
    assert shares == sorted(shares) and shares[-1] > 0.9
    assert early
    assert indexed(library).compared


def test_on_disk_the_same_is_found_as_in_memory(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    expected = new(library, tmp_path, monkeypatch)
    request.getfixturevalue("on_disk")
    assert contents_now(library) == expected
    assert {path.suffix for path in index_of([library]).path.parent.iterdir()} == {".sqlite3"}


@pytest.mark.usefixtures("on_disk")
def test_changes_while_comparing_are_shown_at_once_and_compared_afterwards(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes: Iterator[bool] = iter([False, True])

    def has_changed() -> bool:
        if not next(changes, False):
            return False
        (library / "2.txt").write_text(OTHER, encoding="utf-8")
        (library / "3.txt").unlink()
        (library / "9.txt").write_text(STORY, encoding="utf-8")
        return True

    notices = list(analyse([library], has_changed=has_changed))
    kinds = [type(notice) for notice in notices]
    assert kinds.index(Changed) < len(kinds) - 1 - kinds[::-1].index(Comparing)
    assert notices[-1] == Compared()
    assert contents_now(library) == new(library, tmp_path, monkeypatch)


@pytest.mark.usefixtures("on_disk")
def test_while_a_library_is_open_only_what_changed_is_compared(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.kept_comparison.SMALL_WORDS", 0)
    unpacked: list[int] = []
    text = Store.text
    with monkeypatch.context() as patch:
        patch.setattr(Store, "text", lambda self, *args: unpacked.append(args[0]) or text(self, *args))
        counts = []
        for number in range(4):
            list(analyse([library], is_open=True))
            counts.append(len(unpacked))
            unpacked.clear()
            (library / f"{number + 7}.txt").write_text(f"{STORY} {number} {OTHER}", encoding="utf-8")
    # First the words of all are found as they are read, then all that is there is kept, and then what is new is added.
    assert counts == [0, 7, 1, 1]
    list(analyse([library], is_open=True))
    kept = index_of([library]).path.parent / comparing.KEPT
    assert kept.is_dir() and kept.stat().st_mode & 0o077 == 0
    assert contents_now(library) == new(library, tmp_path, monkeypatch)
    assert not kept.exists()


@pytest.mark.usefixtures("on_disk")
def test_a_comparison_that_was_stopped_is_done_the_next_time(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = analyse([library])
    next(notice for notice in going if isinstance(notice, Comparing) and notice.share > 0.5)
    going.close()  # type: ignore[attr-defined]
    folder = index_of([library]).path.parent
    assert not list(folder.glob("twicetold-*"))
    (folder / "twicetold-left").mkdir()  # by a process that was killed
    assert not Catalogue(index_of([library])).compared
    assert contents_now(library) == new(library, tmp_path, monkeypatch)
    assert not list(folder.glob("twicetold-*"))


def test_without_room_for_comparing_the_library_can_be_read(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> Iterator[object]:
        raise OSError(28, "No space left on device")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(reuse_driver, "compare_added", full)
        (*_, trouble) = analyse([library])
        assert isinstance(trouble, Trouble) and "no space left" in trouble.message
        there = Catalogue(index_of([library]))
        assert len(there.documents) == 6 and not there.compared
        there.close()
    catalogue = indexed(library)
    assert catalogue.compared and sum(catalogue.count_alignments(0))
