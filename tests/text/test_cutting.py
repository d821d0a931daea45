"""Texts cut to a length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cutting import cut_at_word


@pytest.mark.parametrize(
    ("text", "characters", "cut"),
    [
        ("The lamp is lit", 15, "The lamp is lit"),
        ("The lamp is lit", 14, "The lamp is…"),
        ("The lamp, is lit", 10, "The lamp…"),
        ("The lamp is lit", 5, "The…"),
        ("Leuchtturmwärter", 6, "Leuch…"),
        ("a\n b\tc", 9, "a b c"),
        ("", 5, ""),
    ],
)
def test_it_is_cut_between_words(text: str, characters: int, cut: str) -> None:
    assert cut_at_word(text, characters) == cut


@given(st.text(max_size=80), st.integers(1, 40))
def test_it_is_never_longer_and_holds_whole_words(text: str, characters: int) -> None:
    cut = cut_at_word(text, characters)
    assert len(cut) <= characters
    if not cut.endswith("…"):
        assert text.split()[: len(cut.split())] == cut.split()
