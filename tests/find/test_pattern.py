import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find.pattern import Field, Kind, Pattern, Term, parse


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("abc", Term("abc")),
        ("'abc", Term("abc", Kind.EXACT)),
        ("'abc'", Term("abc", Kind.BOUNDARY)),
        ("^abc", Term("abc", Kind.PREFIX)),
        ("abc$", Term("abc", Kind.SUFFIX)),
        ("^abc$", Term("abc", Kind.EQUAL)),
        ("!abc", Term("abc", Kind.EXACT, inverse=True)),
        ("!'abc", Term("abc", Kind.FUZZY, inverse=True)),
        ("!^abc", Term("abc", Kind.PREFIX, inverse=True)),
        ("!abc$", Term("abc", Kind.SUFFIX, inverse=True)),
        ("a\\ b", Term("a b")),
        ("Abc", Term("Abc", case_sensitive=True)),
        ("Łódź", Term("Lodz", case_sensitive=True)),
        ("łódź", Term("lodz")),
        ("ёлка", Term("елка")),
        ("doc:abc", Term("abc", Kind.EXACT, field=Field.DOCUMENT)),
        ("is:read", Term("is:read", Kind.EXACT, field=Field.FLAG)),
        ("!doc:^abc", Term("abc", Kind.PREFIX, inverse=True, field=Field.DOCUMENT)),
        ("title:'abc", Term("abc", Kind.EXACT)),
        ("is:unread", Term("is:unread", Kind.EXACT, field=Field.FLAG)),
        ("!in:repeats", Term("in:repeats", Kind.EXACT, inverse=True, field=Field.FLAG)),
        ("is:nothing", Term("is:nothing")),
        ("$", Term("$")),
        ("|", Term("|")),
    ],
)
def test_one_term(query: str, term: Term) -> None:
    assert parse(query) == Pattern(((term,),))


@pytest.mark.parametrize("query", ["", "   ", "'", "^", "!", "!'", "doc:", "title:^"])
def test_marks_alone_ask_for_nothing_yet(query: str) -> None:
    assert parse(query) == Pattern()


def test_terms_are_anded_and_bars_make_groups() -> None:
    assert parse("a b | c d") == Pattern(((Term("a"),), (Term("b"), Term("c")), (Term("d"),)))


def test_a_bar_that_joins_nothing_is_literal_or_ignored() -> None:
    assert parse("| a") == Pattern(((Term("|"),), (Term("a"),)))
    assert parse("a |") == Pattern(((Term("a"),),))
    assert parse("a | | b") == Pattern(((Term("a"), Term("|")), (Term("b"),)))


def test_only_refusals_and_flags_do_not_rank() -> None:
    assert not parse("!a is:unread doc:b").ranks
    assert parse("!a b").ranks


@given(st.text())
def test_never_raises_and_keeps_no_empty_text(query: str) -> None:
    for group in parse(query).groups:
        assert group
        assert all(term.text for term in group)


@given(st.lists(st.text(st.sampled_from("abc'^$!|\\ :Дdoc"), max_size=6), max_size=5))
def test_any_mixture_of_marks_is_a_pattern(words: list[str]) -> None:
    parse(" ".join(words))
