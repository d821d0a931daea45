"""Words of scripts with and without spaces."""

from reader.text.scripts import count_words


def test_words_are_parted_by_blanks() -> None:
    assert count_words("one two — three") == (4, 0)
    assert count_words("Всё, что было") == (3, 0)
    assert count_words("") == (0, 0)


def test_each_ideograph_is_a_word() -> None:
    assert count_words("台风昨晚登陆，带来强风。") == (0, 10)
    assert count_words("日本の「Twicetold 2」です。") == (2, 5)
