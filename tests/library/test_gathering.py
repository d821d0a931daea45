"""Words found while texts are read, and what happens when there is no room for them."""

from pathlib import Path

import pytest

from reader.library import gathering as gathering_module
from reader.library import processes, reuse_driver
from reader.library.background import analyse
from reader.library.gathering import Gathering
from reader.library.index_file import index_of
from reader.library.word_columns import WordColumns
from reader.reuse.copies import digest
from tests.library.making import contents_now
from tests.tui.conftest import OTHER, STORY


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering_module, "LEAST_ROOM", 0)


def test_texts_are_taken_in_once_and_files_are_gone_at_the_end(tmp_path: Path) -> None:
    with Gathering(tmp_path) as gathering:
        assert not list(tmp_path.iterdir())
        for text in (STORY, OTHER, STORY):
            gathering.add(text, digest(text))
        columns = gathering.columns()
        columns.flush()
        assert len(columns.texts()) == 2
        assert digest(OTHER) in columns and digest("") not in columns
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_when_room_gets_scarce_it_is_left_to_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Gathering(tmp_path) as gathering:
        gathering.add(STORY, digest(STORY))
        assert list(tmp_path.iterdir())
        monkeypatch.setattr(gathering_module, "LEAST_ROOM", 1 << 80)
        gathering.add(OTHER, digest(OTHER))
        assert not list(tmp_path.iterdir())
        assert digest(STORY) not in gathering.columns()


def test_without_room_for_words_texts_are_read_and_compared_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reuse_driver, "SMALL_WORDS", 0)
    monkeypatch.setattr(processes, "processes", lambda: 1)
    library = tmp_path / "library"
    library.mkdir()
    for number in range(5):
        (library / f"{number}.txt").write_text(f"{OTHER} {number}\n{STORY}\n", encoding="utf-8")
    expected = contents_now(library)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    add, calls = WordColumns.add, []

    def full(self: WordColumns, text: str, key: bytes | None = None) -> bytes:
        calls.append(text)
        if len(calls) in (3, 4):
            raise OSError(28, "No space left on device")
        return add(self, text, key)

    with monkeypatch.context() as patch:
        patch.setattr(WordColumns, "add", full)
        list(analyse([library]))
    assert len(calls) > 5  # what was lost is found when it is wanted
    assert contents_now(library) == expected
    assert {path.suffix for path in index_of([library]).path.parent.iterdir()} == {".sqlite3"}
