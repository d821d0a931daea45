"""Which sign a lost one was, case by case: whole documents are repaired in test_repair."""

from collections import Counter

import pytest

from reader.text.repair_lossy import LOST, Quotes, letter, quote_or_dash


@pytest.mark.parametrize(
    ("before", "after", "inside", "sign"),
    [
        ("He was gone. ", "", True, "”"),
        ("He was gone. ", "", False, "—"),
        ("wait", f"{LOST}and see", False, "—"),
        ("wait", f"{LOST}and see", True, "”"),
        ("in the 1990", "s they", False, "’"),
        ("from 5", "six", False, "–"),
        ("flight", "7b", False, "–"),
        ("the ", "90s were", False, "’"),
        ("go and get ", "em now", False, "’"),
        ("he said ", "never", False, "“"),
        ("he said ", "never", True, "‘"),
        ("rock", "n roll", False, "’"),
    ],
)
def test_a_sign_between_two_stretches_of_text(before: str, after: str, inside: bool, sign: str) -> None:
    assert quote_or_dash(before, after, len(before), Quotes(double=inside), dashes_are_spaced=False) == sign


def test_a_quote_inside_a_quote_is_closed_before_it() -> None:
    quotes = Quotes(double=True, single=True)
    assert [quote_or_dash("gone", " ", at, quotes, dashes_are_spaced=False) for at in (4, 9)] == ["’", "”"]


def test_a_ligature_before_the_vowels_that_follow_it() -> None:
    assert letter("œé", "c", "ur", Counter()) == "œ"
    assert letter("œé", "c", "dre", Counter({"é": 3})) == "é"
    assert letter("—–", "c", "ur", Counter()) is None
