"""Paragraphs, whatever the line breaks."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from reader.text.paragraphs import paragraphs

PROSE = [
    "The council met on Friday evening and agreed on a plan for the harbour that will cost twelve million a year.",
    "Short one.",
    "“Nobody asked us,” said Anna Novak, who has sold fish on the quay for forty years and means to go on doing so.",
    "В пятницу вечером городской совет собрался и утвердил план перестройки порта, который обойдётся в"
    " двенадцать миллионов.",
] * 3


def told(text: str) -> list[str]:
    spans = paragraphs(text)
    return [" ".join(text[a:b].split()) for a, b in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)]


def test_a_line_is_a_paragraph() -> None:
    assert told("\n".join(PROSE)) == PROSE
    assert told("\n\n".join(PROSE)) == PROSE


def test_hard_wrapped_lines_are_put_together_again() -> None:
    for width in (60, 72, 79, 100):
        assert told("\n\n".join("\n".join(textwrap.wrap(p, width)) for p in PROSE)) == PROSE


def test_wrapped_lines_without_blank_lines_end_a_paragraph_where_the_next_word_had_room() -> None:
    assert told("\n".join("\n".join(textwrap.wrap(p, 72)) for p in PROSE)) == PROSE


def test_a_full_line_that_ends_a_sentence_may_end_the_paragraph() -> None:
    first = "The council of the old town met on Friday evening to talk about ships."
    second = "Everybody who has sold fish on the quay came and stayed until midnight, all of them."
    text = "\n".join("\n".join(textwrap.wrap(p, 72)) for p in [first, second] * 4)
    assert told(text) == [first, second] * 4
    apart = "\n\n".join("\n".join(textwrap.wrap(first + " " + p, 72)) for p in [second] * 4)
    assert told(apart) == [first + " " + second] * 4


def test_verse_and_code_keep_their_lines() -> None:
    verse = ["The river waits", "under the old bridge,", "and nobody comes", "before the winter."]
    assert told("\n".join(verse)) == verse
    code = [
        "def area(side: float) -> float:",
        "    return side * side",
        "class Square:",
        "    side: float = 1.0",
        "    name = 'square'",
    ]
    assert len(told("\n".join(code))) == len(code)


def test_the_lines_of_a_log_stand_for_themselves() -> None:
    log = [f"2024-03-01 12:{i:02}:01,000 [ERROR] worker-{i % 4}: request {i} took {88 + i} ms" for i in range(60)]
    assert told("\n".join(log)) == log


def test_blank_lines_are_counted() -> None:
    assert paragraphs("\n\nOne\n\n\nTwo\nThree\n").gaps.tolist() == [2, 2, 0]


@given(st.text(alphabet="ab \n\t\u2028\x85.", max_size=200))
def test_spans_are_solid_and_in_order(text: str) -> None:
    spans = paragraphs(text)
    edges = [x for pair in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True) for x in pair]
    assert edges == sorted(edges)
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    outside = "".join(text[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True))
    assert not outside.strip()
