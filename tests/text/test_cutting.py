"""Texts cut to a length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cutting import LONGEST_NAME, cut_at_word, names_cut
from reader.text.one_line import unbroken


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
        ("老守塔人\n站在狭窄的\n\n礁石上", 12, "老守塔人站在狭窄的…"),
        ("灯塔 老守塔人站在狭窄的礁石上", 11, "灯塔 老守塔人站在狭…"),
    ],
)
def test_it_is_cut_between_words(text: str, characters: int, cut: str) -> None:
    assert cut_at_word(text, characters) == cut


@given(st.text(max_size=80), st.integers(1, 40))
def test_it_is_never_longer_and_holds_whole_words(text: str, characters: int) -> None:
    cut = cut_at_word(text, characters)
    assert len(cut) <= characters
    if not cut.endswith("…"):
        assert unbroken(text)[0].split()[: len(cut.split())] == cut.split()


@pytest.mark.parametrize("folder", ["x" * 200, "a folder with blanks", "y"])
def test_names_in_a_message_lose_their_middle(folder: str) -> None:
    path = "/home/anna" + f"/{folder}" * (4000 // len(folder)) + "/rain.txt"
    said = names_cut(f"Error: Path '{path}' does not exist. Is https://a.example/b/c right?")
    assert said.startswith("Error: Path '/home/anna/") and "…" in said
    assert said.endswith("/rain.txt' does not exist. Is https://a.example/b/c right?")
    assert len(said) < LONGEST_NAME + 80


@pytest.mark.parametrize("said", ["", "a.txt: a picture", f"{'word ' * 100}", f"/{'a/' * 100}b is in /{'c d/' * 60}e"])
def test_messages_without_long_names_stay(said: str) -> None:
    assert names_cut(said) == said
