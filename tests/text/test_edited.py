"""Places that stay with what stands there when a text is edited."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.edited import edited

LINES = [f"The harbour report of day {number} says what it says." for number in range(20)]
BEFORE = "\n".join(LINES)
PLACE = BEFORE.index("day 10")


def test_a_place_before_an_edit_stays() -> None:
    assert edited(BEFORE, BEFORE + "\nMore.").place(PLACE) == PLACE


def test_a_place_after_an_edit_moves_with_its_text() -> None:
    after = "A line that is new.\n\n" + BEFORE.replace("day 3 says", "day 3 no longer says")
    assert after[edited(BEFORE, after).place(PLACE) :].startswith("day 10 says")


def test_a_place_between_two_edits_moves_with_its_line() -> None:
    after = BEFORE.replace("day 3 says", "day 3 no longer says").replace("day 15 says", "day 15 never says")
    assert after[edited(BEFORE, after).place(PLACE) :].startswith("day 10 says")


def test_of_a_line_that_is_gone_the_end_of_the_one_before_it_is_found() -> None:
    after = "New.\n" + "\n".join(LINES[:10] + LINES[13:]) + "\nNew."
    assert after[: edited(BEFORE, after).place(PLACE)].endswith(LINES[9])


def test_a_text_that_only_grows_is_told_from_one_that_is_edited() -> None:
    assert edited(BEFORE, BEFORE + "\nMore.").only_continued
    assert edited(BEFORE + "\n", BEFORE + "\nMore.").only_continued
    assert not edited(BEFORE, BEFORE.replace("day 19", "day 20") + "\nMore.").only_continued


@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40), st.integers(0, 40))
def test_a_place_is_always_in_the_text(before: str, after: str, place: int) -> None:
    assert 0 <= edited(before, after).place(min(place, len(before))) <= len(after)


def test_a_span_goes_with_its_lines_and_is_lost_with_them() -> None:
    before = "The first line of it.\nThe second line of it.\nThe third line of it.\n"
    start = before.index("second")
    edit = edited(before, f"A new line.\n{before}Another new line.\n")
    assert edit.span(start, start + 6) == (start + 12, start + 18)
    assert edit.span(start, before.index("third")) == (start + 12, before.index("third") + 12)
    assert edited(before, before + "More.\n").span(start, len(before)) == (start, len(before))
    inside = edited(before, before.replace("second", "very second"))
    assert inside.span(0, len(before)) == (0, len(before) + 5)
    other = edited(before, f"A new line.\n{before.replace('second', '2nd')}Another new line.\n")
    assert other.span(start, start + 6) is None and other.span(0, 9) == (12, 21)
