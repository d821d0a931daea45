"""Words that line ends divide."""

import pytest

from reader.text.divided import Divisions, divisions, undivided
from reader.text.one_line import unbroken

PRINTED = (
    "An explosion of fire-damp took place on Thurs-\n"
    "day at the Felling Bank colliery, near Gatesh-\n"
    "ead, by which men and boys have lost their\n"
    "lives. A lad named Ralph Hetheri-\n"
    "ngton had fallen asleep.\n"
)
FILLED = (
    "The well-known keeper and his old-fashioned, half-blind dog saw a far-\n"
    "off light. Some twenty-two ships were there, and a three-masted one.\n"
)


@pytest.mark.parametrize(("text", "rest"), [
    ("Thurs-\nday", "day"), ("> Thurs-\n> day", "day"), ("Thurs- \n   day", "day"), ("Thurs\u2010\nday", "day"),
])  # fmt: skip
def test_a_word_is_divided_where_the_next_line_goes_on_with_a_small_letter(text: str, rest: str) -> None:
    ((low, high),) = divisions(text)
    assert text[:low].endswith("Thurs") and text[high:] == rest


@pytest.mark.parametrize("text", ["Ex-\nAmple", "a --\nb", "9-\nday", "Thurs-\n\nday", "Thurs-day", "Thurs-\n9"])
def test_nothing_else_is(text: str) -> None:
    assert not divisions(text)


def test_where_lines_are_filled_as_printers_do_words_are_written_whole_that_stand_nowhere_else() -> None:
    line = " ".join(undivided(PRINTED).split())
    assert "on Thursday at" in line and "near Gateshead, by" in line and "Ralph Hetherington had" in line


def test_a_word_of_several_hyphens_keeps_the_one_at_the_line_end() -> None:
    assert "a state-of-the-art mine" in " ".join(undivided(f"{PRINTED}It is a state-\nof-the-art mine.").split())


def test_where_lines_are_broken_at_the_hyphens_of_words_these_are_left() -> None:
    assert "a far-off light" in undivided(FILLED)


def test_a_word_stands_elsewhere_whole_or_with_its_hyphen() -> None:
    text = "On Thursday it was a far-off light, and on Thurs-\nday a far-\noff one."
    assert undivided(text).endswith("and on Thursday a far-off one.")


def test_what_a_part_of_a_text_has_whole_its_text_tells() -> None:
    text = "On Thursday. " + "x " * 50_000 + "On Thurs-\nday."
    at = text.index("On Thurs-")
    assert Divisions(text).whole(at, len(text)) == frozenset()  # too far
    near = text[-1000:] + " Thursday"
    at = near.index("On Thurs-")
    assert undivided(near[at:-9], Divisions(near).whole(at, len(near))) == "On Thursday."


def test_marks_move_with_what_is_written_on_one_line() -> None:
    text = "On Thurs-\n  day a man"
    marks = [(3, text.index("day") + 3), (text.index("man"), len(text))]
    for whole, said in (([8], "Thursday"), ([], "Thurs-day")):
        line, ((low, high), (first, last)) = unbroken(text, marks, whole)
        assert line == f"On {said} a man" and line[low:high] == said and line[first:last] == "man"
