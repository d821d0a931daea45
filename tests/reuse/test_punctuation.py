import numpy as np

from reader.reuse.copies import copies
from reader.reuse.corpus import in_memory
from reader.reuse.parts import Parts
from reader.reuse.places import Place
from reader.reuse.punctuation import punctuated
from reader.text.words import word_table
from tests.reuse.placing import placed


def rounded(a: str, b: str, words: str) -> tuple[str, str]:
    texts = (a, b)
    places = [Place(i, text.index(words), text.index(words) + len(words)) for i, text in enumerate(texts)]
    corpus, _ = in_memory(copies([b"a", b"b"]), Parts.whole(2), np.arange(2), texts, word_table(texts))
    x, y = punctuated(corpus.points, placed(places[:1]), placed(places[1:]))
    return a[x.start[0] : x.end[0]], b[y.start[0] : y.end[0]]


def test_a_full_stop_that_both_have_belongs_to_the_passage() -> None:
    assert rounded("It was so. Then", "For it was so.", "was so") == ("was so.", "was so.")


def test_quotes_of_another_shape_are_quotes() -> None:
    assert rounded('He: "it was so" then', "He: “it was so”.", "it was so") == ('"it was so"', "“it was so”")


def test_marks_that_only_one_side_has_are_left_out() -> None:
    assert rounded("it was so, then", "it was so. Then", "it was so") == ("it was so", "it was so")
    assert rounded("it was so", "it was so.", "it was so") == ("it was so", "it was so")


def test_signs_before_the_first_word_of_a_line_belong_to_the_passage() -> None:
    assert rounded("# Todo", "Log.\n\n# Todo now", "Todo") == ("# Todo", "# Todo")
    assert rounded("  > - [ ] call him", "  > - [ ] call her", "call") == ("> - [ ] call", "> - [ ] call")
    assert rounded("“It was so", "He:\n“It was so", "It was so") == ("“It was so", "“It was so")


def test_signs_of_another_line_or_of_one_side_are_left_out() -> None:
    assert rounded("# Todo", "## Todo", "Todo") == ("Todo", "Todo")
    assert rounded("# Todo", "Todo", "Todo") == ("Todo", "Todo")
    assert rounded("so – Todo", "no – Todo", "Todo") == ("Todo", "Todo")
    assert rounded("***\nTodo", "***\nTodo", "Todo") == ("Todo", "Todo")
    assert rounded("   Todo", "   Todo", "Todo") == ("Todo", "Todo")
