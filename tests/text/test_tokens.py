"""Words as arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.paragraphs import Paragraphs, paragraphs
from reader.text.tokens import BLOCK, hash_word, read


def lines(text: str) -> Paragraphs:
    edges = np.cumsum([0, *(len(line) + 1 for line in text.split("\n"))])
    zero = np.zeros(len(edges) - 1, np.int64)
    return Paragraphs(edges[:-1], edges[1:] - 1, zero, zero + 1, zero > 0)


def test_words_with_what_is_asked_of_them() -> None:
    tokens = read("Anna Novak sold 12 fish. So she, too, left.\nНовая строка", lines("x" * 43 + "\n" + "x" * 12)).tokens
    told = ["anna", "novak", "sold", "12", "fish", "so", "she", "too", "left", "новая", "строка"]
    assert tokens.hashes.tolist() == [hash_word(word) for word in told]
    assert tokens.paragraph.tolist() == [0] * 9 + [1] * 2
    assert tokens.place.tolist() == [*range(9), 0, 1]
    assert tokens.size.tolist() == [len(word) for word in told]
    assert np.flatnonzero(tokens.capital).tolist() == [0, 1, 5, 9]
    assert np.flatnonzero(tokens.number).tolist() == [3]
    assert np.flatnonzero(tokens.opens).tolist() == [0, 5, 9]
    assert np.flatnonzero(~tokens.joined).tolist() == [0, 5, 7, 8, 9]


def test_forms_of_a_word_have_one_stem() -> None:
    tokens = read("sanctions sanctioned sanction санкции санкций", lines("x" * 45)).tokens
    assert len(set(tokens.stems.tolist())) == 3
    assert tokens.stems[0] == tokens.stems[1] != tokens.stems[3]


def test_ideographs_are_words_and_frames_between_paragraphs_are_not_read() -> None:
    none = np.zeros(2, np.int64)
    tokens = read("漢字\nnobody\nend", Paragraphs(np.array([0, 10]), np.array([2, 13]), none, none, none > 0)).tokens
    assert tokens.hashes.tolist() == [hash_word("漢"), hash_word("字"), hash_word("end")]
    assert tokens.paragraph.tolist() == [0, 0, 1]
    assert tokens.place.tolist() == [0, 1, 0]


@pytest.mark.parametrize("size", [BLOCK // 2, BLOCK * 2])
def test_blocks_do_not_show(size: int) -> None:
    line = "The harbour was closed after a storm.\n"
    text = line * (size // len(line))
    reading = read(text, paragraphs(text))
    assert len(set(reading.tokens.hashes[::7].tolist())) == 1
    assert (np.bincount(reading.tokens.paragraph) == 7).all()
    assert (reading.counts == [1, 0, 1, 0, 0]).all()


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    reading = read(text, paragraphs(text))
    assert len(reading.tokens.hashes) == len(reading.tokens.place) == len(reading.tokens.opens)
