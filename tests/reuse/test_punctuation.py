from reader.reuse.places import Place
from reader.reuse.punctuation import punctuated


def rounded(a: str, b: str, words: str) -> tuple[str, str]:
    places = [Place(i, text.index(words), text.index(words) + len(words)) for i, text in enumerate((a, b))]
    x, y = punctuated(lambda document, start, end: (a, b)[document][start:end], *places)
    return a[x.start : x.end], b[y.start : y.end]


def test_a_full_stop_that_both_have_belongs_to_the_passage() -> None:
    assert rounded("It was so. Then", "For it was so.", "was so") == ("was so.", "was so.")


def test_quotes_of_another_shape_are_quotes() -> None:
    assert rounded('He: "it was so" then', "He: “it was so”.", "it was so") == ('"it was so"', "“it was so”")


def test_marks_that_only_one_side_has_are_left_out() -> None:
    assert rounded("it was so, then", "it was so. Then", "it was so") == ("it was so", "it was so")
    assert rounded("it was so", "it was so.", "it was so") == ("it was so", "it was so")
