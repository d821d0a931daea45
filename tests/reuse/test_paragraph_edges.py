"""Passages end with a paragraph that both sides end."""

import pytest

from reader.reuse.engine import find_reuse

TOLD = (
    "It is supposed that a lad named Ralph, a trapper of eleven years, had fallen asleep at his door, and that the "
    "foul air gathering in the north drift took fire at the naked candle of a hewer who was passing to his work."
)
HERE = ("The steam packet struck upon the rocks at three.", "Thirty-one souls were taken off by the fishermen.")
THERE = (
    "The viewer descended at great hazard and brought up fourteen.",
    "The coroner adjourned the inquest until May.",
)


def passages(*texts: str) -> list[tuple[str, str]]:
    return [
        (texts[each.a.document][each.a.start : each.a.end], texts[each.b.document][each.b.start : each.b.end])
        for each in find_reuse(texts)
    ]


@pytest.mark.parametrize("border", ["\n", "\n\n"])
def test_no_passage_takes_the_first_words_of_the_next_paragraph_along(border: str) -> None:
    assert passages(border.join((TOLD, *HERE)), border.join((TOLD, *THERE))) == [(TOLD, TOLD)]


def test_no_passage_takes_the_last_words_of_the_paragraph_before_along() -> None:
    here, there = "Nobody remembers anything since May.", "Inquests were adjourned until May."
    assert passages(f"{here}\n{TOLD}", f"{there}\n{TOLD}") == [(TOLD, TOLD)]


def test_a_short_paragraph_that_both_sides_have_stays() -> None:
    told = f"{TOLD}\nSo far."
    assert passages("\n".join((told, *HERE)), "\n".join((told, *THERE))) == [(told, told)]


def test_lines_that_end_no_sentence_end_no_paragraph() -> None:
    told = f"{TOLD[:-1]}\nin the"
    assert passages(f"{told} mine.\n{HERE[1]}", f"{told} night.\n{THERE[1]}") == [(told, told)]
