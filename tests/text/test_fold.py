import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import fold, shown, unaccent


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zürich", "zurich"),
        ("Łódź", "lodz"),
        ("İstanbul ılık", "istanbul ilik"),
        ("Ёлка й Ї", "елка й ї"),
        ("Άγιος Σ", "αγιοσ σ"),
        ("don’t — “so”", 'don\'t - "so"'),
        ("がパ한", "がパ한"),
        ("Ｈ₂Ｏ ﾊ ſ", "h2o ハ s"),
    ],
)
def test_what_is_typed_finds_what_is_written(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_folded_word_is_shown_as_it_is_spelt() -> None:
    assert shown(fold("φάρος Σ σοφός")) == "φαρος σ σοφος"


def test_unaccent_keeps_case() -> None:
    assert unaccent("Łódź") == "Lodz"


@given(st.text())
def test_offsets_survive(text: str) -> None:
    assert len(fold(text)) == len(text) == len(unaccent(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_is_gone_whichever_comes_first(text: str) -> None:
    assert fold(unaccent(text)) == fold(text)
