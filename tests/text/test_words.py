import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.text.words import BLOCK, word_table, words


def surfaces(text: str) -> list[str]:
    found = words(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def same(a: str, b: str) -> bool:
    return words(a).hashes.tolist() == words(b).hashes.tolist()


def test_words_and_their_places() -> None:
    assert surfaces("It’s 36,000 — “naïve” co-op\n") == ["It", "s", "36", "000", "naïve", "co", "op"]


def test_case_accents_and_typography_do_not_matter() -> None:
    assert same("NAÏVE café don’t", "naive cafe\u0301 don't")
    assert same("Straße ﬁnance", "STRASSE finance")
    assert same("so\u00adft \u200bbreak", "soft break")


def test_a_word_broken_at_a_line_end_is_whole() -> None:
    assert same("an avia-\ntion feat", "an aviation feat")
    assert surfaces("an avia-\ntion feat")[1] == "avia-\ntion"
    assert surfaces("one -\ntwo") == ["one", "two"]
    assert surfaces("1990-\n1991") == ["1990", "1991"]


def test_letters_in_another_order_are_another_word() -> None:
    assert not same("dog", "god")
    assert not same("a", "aa")


def test_scripts_without_spaces_are_words_by_character() -> None:
    assert surfaces("北京大学 test東京") == ["北", "京", "大", "学", "test", "東", "京"]
    assert len(surfaces("สวัสดี")) == 6
    assert not same("北京", "北大")


def test_hostile_text_does_not_matter() -> None:
    assert surfaces("") == []
    assert surfaces("\0\ud800\x1b[2J") == ["2J"]
    assert len(words("x" * (3 * BLOCK))) >= 1
    assert surfaces("a\u0301" * 3) == ["a\u0301" * 3]


@given(st.lists(st.text(st.sampled_from("ab é-\nß北\u0301.\ud800\0")), max_size=8))
def test_many_texts_at_once_are_the_texts_one_by_one(texts: list[str]) -> None:
    table = word_table(texts)
    for i, text in enumerate(texts):
        alone = words(text)
        low, high = table.first[i], table.first[i + 1]
        np.testing.assert_array_equal(table.starts[low:high], alone.starts)
        np.testing.assert_array_equal(table.ends[low:high], alone.ends)
        np.testing.assert_array_equal(table.hashes[low:high], alone.hashes)


@given(st.text())
def test_spans_are_ordered_and_inside(text: str) -> None:
    found = words(text)
    assert (found.starts < found.ends).all()
    assert (found.ends[:-1] <= found.starts[1:]).all()
    assert not len(found) or found.ends[-1] <= len(text)


def test_a_word_hashes_alike_wherever_it_stands() -> None:
    text = "filler " * (BLOCK // 3) + "target"
    assert words(text).hashes[-1] == words("target").hashes[0]
