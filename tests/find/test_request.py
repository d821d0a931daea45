"""Queries on a whole library, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find.request import plain_words, read


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("grain", '"grain"*'),
        ("grain ", '"grain"'),
        ("grain deal", '"grain" AND "deal"*'),
        ('"grain deal"', '"grain deal"'),
        ("grain | wheat deal ", '("grain" OR "wheat") AND "deal"'),
        ("grain !wheat", '("grain") NOT ("wheat")'),
        ("!wheat", ""),
        ("'grain ^deal$ ", '"grain" AND "deal"'),
        ("sanct* deal ", '"sanct"* AND "deal"'),
        ("a OR (b", "a OR (b"),
        ("- ; |", ""),
        ("doc:x grain ", '"grain"'),
        ("grain doc:x", '"grain"'),
    ],
)
def test_words(query: str, words: str) -> None:
    assert read(query).words == words


def test_conditions_are_apart() -> None:
    request = read('doc:news | doc:wire "a b" !in:repeats is:unread')
    assert request.letters == '"a b"'
    assert len(request.conditions.groups) == 3
    assert len(request.conditions.groups[0]) == 2


def test_nothing() -> None:
    assert read("  ").is_empty
    assert not read("in:repeats").is_empty


def test_words_that_stand_for_themselves() -> None:
    assert plain_words('grain !wheat "two words" sanct* NOT -') == ["grain", "two", "words", "sanct"]


@given(st.text())
def test_never_an_error(query: str) -> None:
    request = read(query)
    assert isinstance(plain_words(request.letters), list)
