"""Marks, notes, highlights, places, corrected boundaries and settings, through edits and moves of their documents."""

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.userdata.documents import DocumentKey, content_hash
from reader.library.userdata.memory import KEPT_JUMPS, KEPT_SEARCHES
from reader.library.userdata.records import Jump, Kind
from reader.library.userdata.store import UserData
from reader.text.decisions import Change
from tests.library.test_anchors import story


@pytest.fixture
def data(tmp_path: Path) -> Iterator[UserData]:
    opened = UserData.open(tmp_path / "data" / "userdata.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts"


def text_of(seed: int, sentences: int = 20) -> str:
    return story(random.Random(seed), sentences)


def put(path: Path, text: str) -> DocumentKey:
    path.write_text(text, encoding="utf-8")
    return DocumentKey(path)


def test_marks_have_letters_in_each_library(data: UserData, folder: Path) -> None:
    text = text_of(1)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    here, there = data.documents.library([folder]), data.documents.library([folder / "sub", folder])
    assert here != there
    assert data.documents.library([folder, folder / "sub"]) == there
    data.annotations.set_mark(here, "a", document, text, 10)
    data.annotations.set_mark(there, "a", document, text, 20)
    moved = data.annotations.set_mark(here, "a", document, text, 30)
    other = data.annotations.set_mark(here, "b", document, text, 5)
    assert data.annotations.marks(here) == (moved, other)
    assert [(mark.label, mark.start) for mark in (moved, other)] == [("a", 30), ("b", 5)]
    assert [(mark.label, mark.start) for mark in data.annotations.marks(there)] == [("a", 20)]
    for wrong in ("", "A", "ab", "é", "1"):
        with pytest.raises(ValueError, match="a to z"):
            data.annotations.set_mark(here, wrong, document, text, 0)


def test_notes_and_highlights(data: UserData, folder: Path) -> None:
    text = text_of(2)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    note = data.annotations.add_note(document, text, 100, 140, "who says so? \ud800")
    highlight = data.annotations.add_highlight(document, text, 50, 900)
    short = data.annotations.add_highlight(document, text, 70, 80)
    assert data.annotations.of(document) == (highlight, short, note)
    assert data.annotations.all() == (highlight, short, note)
    assert (note.kind, note.label, note.quote) == (Kind.NOTE, "who says so? ?", text[100:140])
    assert highlight.quote == f"{text[50:250]} … {text[700:900]}"
    assert data.annotations.edit_note(note.number, "they do")
    data.annotations.remove(short.number)
    assert [(one.kind, one.label) for one in data.annotations.of(document)] == [
        (Kind.HIGHLIGHT, ""),
        (Kind.NOTE, "they do"),
    ]
    assert data.annotations.edit_note(highlight.number, "both")
    assert [(one.kind, one.label) for one in data.annotations.of(document)] == [
        (Kind.NOTE, "both"),
        (Kind.NOTE, "they do"),
    ]
    assert not data.annotations.edit_note(short.number, "on what is gone")


def test_drafts_are_kept_apart_from_the_notes_that_they_change(data: UserData, folder: Path) -> None:
    text, path = text_of(2), folder / "a.txt"
    document = data.documents.enter(put(path, text), text)
    note = data.annotations.add_note(document, text, 100, 140, "who says so?")
    for draft in ("who", " \n", "who says", "who says what?"):
        data.annotations.set_draft(document, text, 100, 140, draft, note.number)
        data.annotations.set_draft(document, text, 100, 140, "a new one")
    edited = "A line that was not there.\n" + text
    assert data.documents.enter(put(path, edited), edited) == document
    changed, new = data.annotations.drafts(document)
    assert (changed.note, changed.draft, new.note, new.draft) == (
        "draft: who says what?", note.number, "draft: a new one", 0,
    )  # fmt: skip
    assert {edited[each.start : each.end] for each in data.annotations.all()} == {text[100:140]}
    removed = data.annotations.remove(new.number)
    assert removed is not None and data.annotations.drafts(document) == (changed,)
    data.annotations.restore(removed, edited)
    assert [each.label for each in data.annotations.drafts(document)] == ["who says what?", "a new one"]
    data.annotations.set_draft(document, edited, new.start, new.end, "")
    assert [each.note for each in data.annotations.all()] == ["who says so?", "draft: who says what?"]


def test_what_is_brought_back_is_where_its_words_are_now(data: UserData, folder: Path) -> None:
    text, path = text_of(3), folder / "a.txt"
    document = data.documents.enter(put(path, text), text)
    notes = [data.annotations.add_note(document, text, start, start + 60, f"at {start}") for start in (300, 700)]
    first, second = (data.annotations.remove(note.number) for note in notes)
    assert first is not None and second is not None and data.annotations.remove(notes[0].number) is None
    number = data.annotations.restore(first, text)
    assert data.annotations.all() == (replace(notes[0], number=number or 0),)
    edited = "A line that was not there.\n" + text[:700] + text[760:]
    assert data.documents.enter(put(path, edited), edited) == document
    data.annotations.restore(second, edited)
    assert data.annotations.restore(first, edited) is not None
    shift = len("A line that was not there.\n")
    assert [(each.start, each.lost) for each in data.annotations.of(document)] == [
        (300 + shift, False),
        (300 + shift, False),
        (700, True),
    ]


def test_positions_follow_edits(data: UserData, folder: Path) -> None:
    text = text_of(3)
    path = folder / "a.txt"
    document = data.documents.enter(put(path, text), text)
    library = data.documents.library([folder])
    data.annotations.add_note(document, text, 300, 340, "kept")
    data.annotations.add_note(document, text, 700, 800, "deleted")
    data.memory.set_place(library, document, text, 500)
    data.overrides.split(document, text, 600)
    for front in ("New. ", "Newer still. ", "Another paragraph that was not there.\n"):
        text = front + text.replace(text[700:800], "") if front == "New. " else front + text
        assert data.documents.enter(put(path, text), text) == document
    shift = len("New. Newer still. Another paragraph that was not there.\n")
    kept, deleted = data.annotations.of(document)
    assert (kept.label, kept.start, kept.end, kept.lost) == ("kept", 300 + shift, 340 + shift, False)
    assert (deleted.label, deleted.lost) == ("deleted", True)
    place = data.memory.place(document)
    assert place is not None
    assert (place.start, place.lost) == (500 + shift, False)
    assert [override.start for override in data.overrides.of(document)] == [600 + shift]


def test_what_was_lost_is_found_when_it_comes_back(data: UserData, folder: Path) -> None:
    text, other = text_of(4), text_of(5)
    path = folder / "a.txt"
    document = data.documents.enter(put(path, text), text)
    before = data.annotations.add_note(document, text, 300, 340, "kept")
    assert data.documents.enter(put(path, other), other) == document
    assert data.annotations.of(document)[0].lost
    assert data.documents.enter(put(path, text), text) == document
    assert data.annotations.of(document) == (before,)


def test_a_document_is_known_again_after_it_was_moved(data: UserData, folder: Path) -> None:
    text = text_of(6)
    key = put(folder / "a.txt", text)
    document = data.documents.enter(key, text)
    data.annotations.add_note(document, text, 300, 340, "kept")
    key.path.rename(folder / "b.txt")
    assert data.documents.enter(DocumentKey(folder / "b.txt"), text) == document
    assert data.documents.key(document).path == folder / "b.txt"


def test_a_copy_is_another_document(data: UserData, folder: Path) -> None:
    text = text_of(7)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    copy = data.documents.enter(put(folder / "b.txt", text), text)
    assert copy != document
    assert data.documents.enter(DocumentKey(folder / "a.txt"), text) == document


def test_a_document_is_known_again_after_it_was_moved_and_edited(data: UserData, folder: Path) -> None:
    text = text_of(8)
    key = put(folder / "a.txt", text)
    document = data.documents.enter(key, text)
    data.annotations.add_note(document, text, 300, 340, "kept")
    key.path.unlink()
    (folder / "sub").mkdir()
    edited, stranger = "New. " + text, text_of(9)
    assert data.documents.enter(put(folder / "sub" / "a.txt", stranger), stranger) != document
    (folder / "sub" / "a.txt").rename(folder / "other.txt")
    (folder / "later").mkdir()
    assert data.documents.enter(put(folder / "later" / "a.txt", edited), edited) == document


def test_records_are_known_by_what_they_say(data: UserData, folder: Path) -> None:
    """A record added in front gives all others new numbers."""
    path = folder / "dump.jsonl"
    path.write_text("present")
    texts = [text_of(seed) for seed in range(10, 14)]
    numbers = [data.documents.enter(DocumentKey(path, f"#{at}"), text) for at, text in enumerate(texts)]
    notes = [
        data.annotations.add_note(number, text, 50, 90, "kept") for number, text in zip(numbers, texts, strict=True)
    ]
    shifted = [text_of(99), *texts]
    again = [data.documents.enter(DocumentKey(path, f"#{at}"), text) for at, text in enumerate(shifted)]
    assert again[1:] == numbers
    assert again[0] not in numbers
    assert [data.annotations.of(number)[0] for number in numbers] == notes


def test_documents_are_found_without_their_texts(data: UserData, folder: Path) -> None:
    text = text_of(15)
    key = put(folder / "a.txt", text)
    document = data.documents.enter(key, text)
    assert data.documents.number_at(key) == document
    assert data.documents.number_at(DocumentKey(folder / "b.txt")) is None
    with pytest.raises(KeyError):
        data.documents.key(99)


def test_names_that_are_not_unicode(data: UserData, folder: Path) -> None:
    keys = [DocumentKey(Path(f"{folder}/bad\udcff"), "#\ud800"), DocumentKey(Path(f"{folder}/bad\udcfe"), "#\ud800")]
    numbers = [data.documents.enter(key, text) for key, text in zip(keys, ("one", "another"), strict=True)]
    assert numbers[0] != numbers[1]
    assert [data.documents.number_at(key) for key in keys] == numbers
    assert data.documents.key(numbers[0]).path == keys[0].path


def test_the_hash_of_a_text() -> None:
    texts = ["", "a", "b", "\ud800", "\ufffd", "é"]
    assert len({content_hash(text) for text in texts}) == len(texts)


def test_places_jumps_and_searches(folder: Path) -> None:
    (folder / "file").write_text("in the way")
    data = UserData.open(folder / "file" / "in-memory")
    text = text_of(16)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    library = data.documents.library([folder])
    assert data.memory.place(document) is None
    assert data.memory.last_document(library) is None
    for start in (10, 200):
        data.memory.set_place(library, document, text, start)
    place = data.memory.place(document)
    assert place is not None
    assert place.start == 200
    assert data.memory.last_document(library) == document
    assert data.memory.pane(library) is None
    data.memory.set_pane(library, "page")
    assert data.memory.pane(library) == "page"
    for start in range(KEPT_JUMPS + 5):
        data.memory.add_jump(library, Jump(document, start))
    assert data.memory.jumps(library) == tuple(Jump(document, start) for start in range(5, KEPT_JUMPS + 5))
    for pattern in ("first", "second", "first", "\udcff"):
        data.memory.add_search("page", pattern)
    data.memory.add_search("library", "elsewhere")
    assert data.memory.searches("page") == ["?", "first", "second"]
    for number in range(KEPT_SEARCHES):
        data.memory.add_search("page", str(number))
    assert len(data.memory.searches("page")) == KEPT_SEARCHES
    data.close()


def test_the_last_word_on_a_boundary_counts(data: UserData, folder: Path) -> None:
    text = text_of(17)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    data.overrides.split(document, text, 100, "new")
    data.overrides.rename(document, text, 100, "renamed")
    data.overrides.merge(document, text, 100)
    data.overrides.rename(document, text, 100, "again")
    assert [(one.change, one.title) for one in data.overrides.of(document)] == [
        (Change.MERGE, ""),
        (Change.RENAME, "again"),
    ]
    for one in data.overrides.of(document):
        data.overrides.remove(one.number)
    assert data.overrides.of(document) == ()


def test_a_title_keeps_how_much_it_named_through_edits(data: UserData, folder: Path) -> None:
    text = text_of(18)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    data.overrides.rename(document, text, 600, "Mine", 300)
    for front in ("New. ", "Newer still. "):
        text = front + text
        data.documents.enter(put(folder / "a.txt", text), text)
    (kept,) = data.overrides.of(document)
    assert (kept.start, kept.size, kept.lost) == (600 + len("New. Newer still. "), 300, False)


def test_a_step_is_undone_and_nothing_since(data: UserData, folder: Path) -> None:
    text = text_of(19)
    document = data.documents.enter(put(folder / "a.txt", text), text)
    overrides = data.overrides
    overrides.split(document, text, 200)
    overrides.rename(document, text, 200, "Mine")
    before, listed = overrides.rows(document), overrides.of(document)
    overrides.merge(document, text, 200)
    overrides.rename(document, text, 200, "Ours")
    after = overrides.rows(document)
    overrides.undo(before, after)
    assert overrides.rows(document) == before and overrides.of(document) == listed
    overrides.merge(document, text, 200)
    after = overrides.rows(document)
    overrides.split(document, text, 300)
    overrides.undo(before, after)
    assert [(each.change, each.start) for each in overrides.of(document)] == [
        (Change.SPLIT, 200),
        (Change.RENAME, 200),
        (Change.SPLIT, 300),
    ]


def test_opening_brings_nothing_heavy() -> None:
    code = (
        "import sys, reader.library.userdata.store;"
        "sys.exit(', '.join({'numpy', 'rapidfuzz', 'textual', 'platformdirs'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
