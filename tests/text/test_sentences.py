"""Whole sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.flow import Flow
from reader.text.sentences import FARTHEST, whole_sentences

WIRE = (
    "The ship drifted for hours, said Capt. Helen Marsh, who led the rescue at 3 a.m. and stayed.\n\n"
    '"We had minutes, not hours," Marsh said. "The last man was winched off as the windows went in." '
    "It was over (for him)! – she said. 那是冬天。春天来了。\n\nA heading\n\nNo more"
)


def whole(words: str, text: str = WIRE) -> str:
    start = text.index(words)
    low, high = whole_sentences(Flow(text), (start, start + len(words)), (0, len(text)))
    return text[low:high]


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("last man was winched off", '"The last man was winched off as the windows went in."'),
        ("windows went in", '"The last man was winched off as the windows went in."'),
        ("Helen Marsh", WIRE.partition("\n")[0]),
        ('hours," Marsh said. "The last', WIRE[WIRE.index('"We') : WIRE.index(" It was")]),
        ("over", "It was over (for him)! – she said."),
        ("春天", "春天来了。"),
        ("heading", "A heading"),
        ("No more", "No more"),
    ],
)
def test_a_span_is_shown_with_the_sentences_in_which_it_begins_and_ends(words: str, sentences: str) -> None:
    assert whole(words) == sentences


def test_a_sentence_that_is_long_is_not_shown_whole_but_with_the_marks_at_the_edges_of_the_span() -> None:
    far = "and so on " * FARTHEST
    assert whole("it was so", f"{far} (“it was so”), {far}") == "(“it was so”),"


def test_a_sentence_goes_on_where_lines_are_joined_and_ends_with_an_article() -> None:
    filled = "The tower on the reef will be raised again in grey\ngranite from the Harrow quarry, with a lamp that\n"
    filled = (filled + "was made in Paris by the sons of the first maker.\n\n") * 3
    assert whole("granite", filled) == filled.partition("\n\n")[0]
    assert whole_sentences(Flow(WIRE), (10, 15), (7, 20)) == (7, 20)


@given(st.text('ab. \n"(。A', max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_span_never_gets_smaller(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    low, high = whole_sentences(Flow(text), (start, end), (0, len(text)))
    assert 0 <= low <= start <= end <= high <= len(text)
