"""Texts of documents, as they are shown."""

from pathlib import Path

import pytest

from reader.errors import UnreadableError
from reader.library import texts as texts_module
from reader.library.index_file import delete
from reader.library.texts import Texts, stories_of
from tests.library.making import indexed


def test_texts_are_harmless_and_as_long_as_the_clean_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\x1b[31m\ttwo\nthree", encoding="utf-8")
    catalogue = indexed(tmp_path)
    (entry,) = catalogue.documents
    assert Texts(catalogue).text(entry) == "one␛[31m\ttwo\nthree"
    assert entry.characters == len("one␛[31m\ttwo\nthree")


def test_the_source_of_a_file_that_is_gone_is_named_and_its_text_still_there(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").write_text("words", encoding="utf-8")
    catalogue = indexed(tmp_path)
    (entry,) = catalogue.documents
    (tmp_path / "gone.txt").unlink()
    assert Texts(catalogue).text(entry) == "words"
    with pytest.raises(UnreadableError, match=r"gone\.txt"):
        Texts(catalogue).source(entry)


def test_the_stories_that_a_page_marks_are_those_of_the_index(tmp_path: Path) -> None:
    told = "<p>The council agreed on Friday to rebuild it, nine years after the storm. Nobody was against it.</p>" * 2
    body = "".join(f"<article><h2>A new {subject}</h2>{told}</article>" for subject in ("bridge", "harbour"))
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    (entry,) = indexed(tmp_path).documents
    assert [(a.start, a.title) for a in entry.articles] == [(s.start, s.title) for s in stories_of(entry)]
    assert [each.title for each in entry.articles] == ["A new bridge", "A new harbour"]
    (tmp_path / "a.html").unlink()
    assert stories_of(entry) == ()


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts_module, "KEPT_CHARACTERS", 2500)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("x" * 1000, encoding="utf-8")
    catalogue = indexed(tmp_path)
    kept, listed = Texts(catalogue), list(catalogue.documents)
    for entry in listed:
        kept.text(entry)
    assert [kept.cached(entry) is not None for entry in listed] == [False, False, True, True]


def test_a_text_is_not_taken_for_that_of_another_index(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The second one.\n", encoding="utf-8")
    catalogue = indexed(tmp_path)
    texts = Texts(catalogue)
    assert texts.text(catalogue.documents[0]) == "The second one.\n"
    number = catalogue.documents[0].id
    delete(catalogue.index.path)
    (tmp_path / "a.txt").write_text("The first one.\n", encoding="utf-8")
    indexed(tmp_path).close()
    catalogue.refresh()
    assert catalogue.documents[0].id == number
    assert texts.text(catalogue.documents[0]) == "The first one.\n"
