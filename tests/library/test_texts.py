"""Texts of documents, read again when they are shown."""

from pathlib import Path

import pytest

from reader.errors import UnreadableError
from reader.library import texts as texts_module
from reader.library.background import analyse
from reader.library.catalogue import DocumentEntry
from reader.library.texts import Texts


def entries(folder: Path) -> list[DocumentEntry]:
    return [event for event in analyse([folder]) if isinstance(event, DocumentEntry)]


def test_texts_are_harmless_and_as_long_as_the_clean_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\x1b[31m\ttwo\nthree", encoding="utf-8")
    (entry,) = entries(tmp_path)
    assert Texts().text(entry) == "one␛[31m\ttwo\nthree"
    assert entry.characters == len("one␛[31m\ttwo\nthree")


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").write_text("words", encoding="utf-8")
    (entry,) = entries(tmp_path)
    (tmp_path / "gone.txt").unlink()
    with pytest.raises(UnreadableError, match=r"gone\.txt"):
        Texts().text(entry)


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts_module, "KEPT_CHARACTERS", 2500)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("x" * 1000, encoding="utf-8")
    kept, listed = Texts(), entries(tmp_path)
    for entry in listed:
        kept.text(entry)
    assert [kept.cached(entry) is not None for entry in listed] == [False, False, True, True]
