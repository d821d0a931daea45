from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import clean


def test_text_that_needs_nothing_is_the_same_object() -> None:
    text = "A plain text — with a dash.\n"
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned.source_map.is_identity


def test_byte_order_mark_and_carriage_returns_go() -> None:
    cleaned = clean("\ufeffone\r\ntwo\rthree\n")
    assert cleaned.text == "one\ntwo\nthree\n"
    assert [cleaned.source_map.to_source(i) for i in (0, 3, 4, 8)] == [1, 5, 6, 10]
    assert cleaned.source_map.to_clean(6) == 4


def test_repairs_between_carriage_returns_are_located() -> None:
    source = "He havenโt, she wasnโt\r\nand it wonโt\r\n"
    cleaned = clean(source)
    assert cleaned.text == "He haven’t, she wasn’t\nand it won’t\n"
    assert [cleaned.text[r.clean_start : r.clean_end] for r in cleaned.repairs] == ["’"] * 3
    assert [source[r.source_start : r.source_end] for r in cleaned.repairs] == ["โ"] * 3


@given(st.text(alphabet="ab\r\n\ufeffé\u2028\x0c\x0b"))
def test_characters_are_where_the_map_says(source: str) -> None:
    cleaned = clean(source)
    assert "\r" not in cleaned.text
    for offset, char in enumerate(cleaned.text):
        there = source[cleaned.source_map.to_source(offset)]
        assert there == char or (char == "\n" and there == "\r")
