"""Signs that are typed with a word."""

import pytest

from reader.find.signs import SignedQuery


@pytest.mark.parametrize(
    ("query", "text", "has"),
    [
        ('"c++"', "written in C++ and C.", True),
        ('"c++"', "written in C", False),
        ('".net"', "the .NET runtime", True),
        ('"a/b"', "an a/b test", True),
        ('"a/b"', "a b test", False),
        ('"c++" *', "c++17", True),
    ],
)
def test_a_text_has_the_signs_that_are_asked_for(query: str, text: str, has: bool) -> None:
    assert SignedQuery(query).has_all(text) == has


def test_a_query_without_signs_that_count_has_none() -> None:
    assert not SignedQuery('"well-known" AND "harbour."')


def test_what_is_refused_for_its_signs_is_not_refused_loosely() -> None:
    query = SignedQuery('"lamp" NOT ("c++" OR "rope")')
    assert '"c++"' not in query.loosely and '"rope"' in query.loosely
    assert '"c++"' in SignedQuery('"lamp" AND ("c++")').loosely
    assert not query.needs_all


def test_strings_are_hidden_in_texts_of_the_same_length() -> None:
    query = SignedQuery('"c++"')
    text = "in c++ and objc++ too"
    assert len(query.hidden(text)) == len(text)
    assert "c++" not in query.hidden("in c++ too")
