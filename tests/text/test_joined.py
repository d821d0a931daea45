"""Line ends that are not shown."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.one_line import unbroken


@given(st.lists(st.sampled_from(["灯", "。", "a", " ", "\n", "\n　　"]), max_size=30), st.data())
def test_what_was_marked_is_marked_without_the_line_ends_amid_chinese(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    line, ((first, last),) = unbroken(text, [(low, high)])
    assert line[first:last].replace("\n", "") == text[low:high].replace("\n", "")
    assert "灯\n灯" not in line and line.replace("\n", "") == text.replace("\n", "")


def test_a_line_end_beside_other_letters_stays() -> None:
    assert unbroken("lamp\n灯\nlamp\nlé", [(0, 4)]) == ("lamp\n灯\nlamp\nlé", ((0, 4),))
