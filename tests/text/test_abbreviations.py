"""Names that are abbreviated, and those that are spelled out again."""

import pytest

from reader.text.abbreviations import REACH, abbreviations
from reader.text.cohesion import Rows
from reader.text.paragraphs import paragraphs
from reader.text.tokens import read

FULL = "The Organization for Harbour and Sea Rescue opened its doors."
SHORT = "The OHSR has four boats."
OTHER = "Nobody saw the ferry leave."


def columns(*lines: str) -> dict[str, list[float]]:
    text = "\n".join(lines)
    spans = paragraphs(text)
    found = abbreviations(read(text, spans).tokens, Rows.of([len(spans)]))
    return {name: column.tolist() for name, column in found.items()}


def test_a_name_is_spelled_out_again_after_its_abbreviation() -> None:
    found = columns(FULL, SHORT, OTHER, FULL)
    assert found["spelled out"] == [0, 0, 0, 1]
    assert found["spelled out at once"] == [0, 0, 0, 1]
    assert found["abbreviated"] == [0, 1, 0, 0]


def test_a_name_that_stands_late_is_not_spelled_out_at_once() -> None:
    late = "Nobody saw the ferry leave, " * 6 + "said the Organization for Harbour and Sea Rescue."
    found = columns(FULL, SHORT, late)
    assert (found["spelled out"][2], found["spelled out at once"][2]) == (1, 0)


@pytest.mark.parametrize("between", [REACH - 1, REACH])
def test_what_was_abbreviated_long_ago_is_forgotten(between: int) -> None:
    assert columns(SHORT, *[OTHER] * between, FULL)["spelled out"][-1] == (between < REACH)
    assert columns(FULL, *[OTHER] * between, SHORT)["abbreviated"][-1] == (between < REACH)


def test_a_paragraph_that_says_both_goes_on_with_nothing() -> None:
    both = FULL[:-1] + ", OHSR for short."
    assert columns(FULL, both)["abbreviated"] == [0, 0]


@pytest.mark.parametrize(
    "line",
    [
        "The Organization. Harbour, Sea and Rescue.",  # no name
        "The organization for harbour and sea rescue.",
        "The Organization that Harbour Sea Rescue wanted.",
        "OHSR",
        "",
    ],
)
def test_other_words_spell_nothing_out(line: str) -> None:
    assert columns(SHORT, OTHER, line or OTHER)["spelled out"] == [0, 0, 0]


def test_texts_without_abbreviations_and_with_few_capitals() -> None:
    assert columns(OTHER, OTHER)["spelled out"] == [0, 0]
    assert columns("the OHSR", "no more")["abbreviated"] == [0, 0]
