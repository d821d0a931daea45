from hypothesis import given
from hypothesis import strategies as st

from reader.find.words import Words
from reader.text.fold import fold


def never_raises() -> None:
    pass


def test_the_words_of_titles() -> None:
    words = Words(["Rates: the ECB's rates", "", "rated\nrates", "Łódź 2026"], never_raises)
    assert words.by_count == ["rates", "the", "ecb", "s", "rated", "lodz", "2026"]
    assert [words.titles_with(beginning).tolist() for beginning in ("rate", "rates", "lo", "x", "2026z")] == [
        [2, 0, 0, 2], [0, 0, 2], [3], [], [],
    ]  # fmt: skip
    assert words.has("ecb") and not words.has("ec") and not words.has("\n")


@given(st.lists(st.text(st.sampled_from("abÄ_ \n-1"), max_size=8), max_size=8), st.text("ab1", min_size=1, max_size=2))
def test_titles_are_those_with_such_a_word(titles: list[str], beginning: str) -> None:
    words = Words(titles, never_raises)
    spaced = ["".join(letter if letter.isalnum() else " " for letter in fold(title)).split() for title in titles]
    expected = {at for at, split in enumerate(spaced) if any(word.startswith(beginning) for word in split)}
    assert set(words.titles_with(beginning).tolist()) == expected
    assert set(words.by_count) == {word for split in spaced for word in split}
