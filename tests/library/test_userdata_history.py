"""What was read, and where else it is known to have been read."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.userdata.documents import DocumentKey
from reader.library.userdata.history import MAX_SENTENCE, sentences
from reader.library.userdata.spans import Spans
from reader.library.userdata.store import UserData
from tests.library.test_anchors import story
from tests.samples import LANGUAGES


@pytest.fixture
def data(tmp_path: Path) -> Iterator[UserData]:
    opened = UserData.open(tmp_path / "data" / "userdata.sqlite3")
    yield opened
    opened.close()


def enter(data: UserData, name: str, text: str) -> int:
    return data.documents.enter(DocumentKey(Path("/nowhere") / name), text)


TEXT = story(random.Random(1), 30)
OTHER = story(random.Random(2), 30)


@given(st.text(alphabet="ab .!?\n。”\u2028", max_size=3000))
def test_sentences_are_in_order_and_bounded(text: str) -> None:
    before = 0
    for start, end, hashed in sentences(text):
        assert before <= start < end <= len(text)
        assert end - start <= MAX_SENTENCE
        assert "\n" not in text[start : end - 1]
        assert 0 <= hashed < 1 << 63
        before = end


def test_a_sentence_is_known_in_other_typography() -> None:
    first = next(sentences("“It isn’t the owners’ problem – it is the harbour’s”, he said.\n"))
    second = next(sentences("'It isn't the owners' problem -- it is the harbour's', he said. \"No.\""))
    assert first[2] == second[2]


def test_every_language_has_sentences() -> None:
    for language, text in LANGUAGES.items():
        assert any(sentences(text)), language


def test_spans_are_merged_and_removed(data: UserData) -> None:
    document = enter(data, "a", TEXT)
    for start, end in ((0, 50), (100, 150), (50, 60), (140, 200), (-5, 3), (300, 300), (len(TEXT) - 5, len(TEXT) + 99)):
        data.history.mark_read(document, TEXT, start, end)
    assert data.history.read(document).pairs == ((0, 60), (100, 200), (len(TEXT) - 5, len(TEXT)))
    data.history.mark_unread(document, TEXT, 20, 120)
    assert data.history.read(document).pairs == ((0, 20), (120, 200), (len(TEXT) - 5, len(TEXT)))
    data.history.mark_unread(document, TEXT, 0, len(TEXT))
    assert data.history.read(document) == Spans()
    assert data.history.recognised(TEXT) == Spans()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400), st.integers(0, 400)), max_size=12))
def test_any_sequence_is_as_in_memory(steps: list[tuple[bool, int, int]]) -> None:
    data = UserData.open(Path("/dev/null/nowhere"))
    document = enter(data, "a", TEXT)
    expected = Spans()
    for read, start, end in steps:
        (data.history.mark_read if read else data.history.mark_unread)(document, TEXT, start, end)
        expected = expected.add(start, end) if read else expected.subtract(start, end)
    assert data.history.read(document) == expected
    assert data.history.read_everywhere() == ({document: expected} if expected else {})
    data.close()


def test_what_was_read_is_known_in_another_document(data: UserData) -> None:
    document = enter(data, "a", TEXT)
    passage_start, passage_end = TEXT.index("\n", 300) + 1, TEXT.index("\n", 900) + 1
    for start in range(passage_start, passage_end, 97):
        data.history.mark_read(document, TEXT, start, min(start + 97, passage_end))
    elsewhere = OTHER[:400] + "\n" + TEXT[passage_start:passage_end] + OTHER[400:]
    known = data.history.recognised(elsewhere)
    told = len(OTHER[:400]) + 1
    assert known.share(told, told + passage_end - passage_start) > 0.8
    assert known.covered(0, told) == 0
    assert known.covered(told + passage_end - passage_start, len(elsewhere)) == 0
    assert data.history.recognised(OTHER) == Spans()


def test_half_a_sentence_is_not_known(data: UserData) -> None:
    document = enter(data, "a", TEXT)
    first, last, _ = max(sentences(TEXT), key=lambda sentence: sentence[1] - sentence[0])
    data.history.mark_read(document, TEXT, first, (first + last) // 2)
    assert data.history.recognised(TEXT) == Spans()
    data.history.mark_read(document, TEXT, (first + last) // 2, last)
    assert data.history.recognised(TEXT).pairs == ((first, last),)


def test_what_was_read_stays_read_when_the_document_is_edited(data: UserData) -> None:
    document = enter(data, "a", TEXT)
    end = TEXT.index("\n", 800) + 1
    data.history.mark_read(document, TEXT, 0, end)
    edited = OTHER[:300] + "\n" + TEXT
    assert enter(data, "a", edited) == document
    read = data.history.read(document)
    assert read.share(301, 301 + end) > 0.9
    assert read.covered(0, 300) == 0
    assert read.covered(301 + end, len(edited)) == 0


def test_a_short_sentence_is_known_after_what_it_was_read_after(data: UserData) -> None:
    first, last = (
        "The harbour master has been there since the nineties.",
        "Nobody on the quay could say why all of it stopped.",
    )
    text = f"{first}\nHe nodded. Yes.\n{last}"
    document = enter(data, "a", text)
    for start in range(0, len(text), 16):  # as it is read, line by line
        data.history.mark_read(document, text, start, start + 16)
    assert data.history.recognised("Before.\n" + text).pairs == ((8, 8 + len(text)),)
    other = f"{first}\nHe wept. Yes.\n{last}"
    assert [other[start:end] for start, end in data.history.recognised(other)] == [first, last]
    assert data.history.recognised("He nodded. Yes.\n") == Spans()
    data.history.mark_unread(document, text, len(first) + 1, len(first) + 11)
    assert data.history.recognised(text).covered(len(first) + 1, len(first) + 11) == 0


def test_a_line_of_a_megabyte(data: UserData) -> None:
    text = "word " * 200_000
    document = enter(data, "a", text)
    data.history.mark_read(document, text, 400_000, 402_000)
    assert data.history.read(document).pairs == ((400_000, 402_000),)
