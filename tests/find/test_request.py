"""Queries on a whole library, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.find.request import exchanged, fault, idle, plain_words, read, unknown_flag, unsigned


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
        ("grain -wheat", '("grain") NOT ("wheat")'),
        ('-"new wheat" grain ', '("grain") NOT ("new wheat")'),
        ("-5 ", '"-5"'),
        ("grain - wheat ", '"grain" AND "wheat"'),
        ("co-op ", '"co-op"'),
        ("grain C++", '"grain" AND "C++"'),
        ("$100 co.", '"$100" AND "co."'),
        ('"new grain*"', '"new grain"*'),
        ('"new grain*" deal ', '"new grain"* AND "deal"'),
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


@pytest.mark.parametrize(
    ("query", "words", "refused", "titles"),
    [
        ("a AND NOT b", '("a" NOT "b")', '"b"', "a !b"),
        ("a NOT b", '("a" NOT "b")', '"b"', "a !b"),
        ("a AND !b", '("a" NOT "b")', '"b"', "a !b"),
        ("a NOT b c", '("a" NOT ("b" AND "c"))', '("b" AND "c")', "a NOT b c"),
        ("a AND !b c", '("a" AND ("c" NOT "b"))', '"b"', "a !b c"),
        ("NOT b", "", '"b"', "!b"),
        ('NOT "b c" is:unread', "", '"b c"', '!"b c" is:unread'),
        ("NOT b AND !c", "", '("b" OR "c")', "!b !c"),
        ("NOT (a OR b)", "", '("a" OR "b")', ""),
        ("a OR NOT b", "", '("b" NOT "a")', ""),
        ("(a OR NOT b) AND c", '("c" NOT ("b" NOT "a"))', '("b" NOT "a")', "(a OR NOT b) AND c"),
        ("a OR b*", '("a" OR "b"*)', "", "a | b"),
        ("NEAR(a b, 5) AND c", '(NEAR(a b, 5) AND "c")', "", "NEAR(a b, 5) AND c"),
        ("near(a b, 5) AND c", '(NEAR(a b, 5) AND "c")', "", "near(a b, 5) AND c"),
        ("Near(a b)", "NEAR(a b)", "", "Near(a b)"),
        ("near(a)", '("near" AND "a")', "", "near a"),
        ("a -b", '("a") NOT ("b")', '"b"', "a !b"),
        ("a AND -b", '("a" NOT "b")', '"b"', "a !b"),
        ('"a*" OR b', '("a"* OR "b")', "", '"a" | b'),
        ("a AND is:unread", '"a"', "", "a is:unread"),
        ("a AND NOT is:unread", '"a"', "", "a !is:unread"),
        ("is:unread AND a", '"a"', "", "a is:unread"),
        ('a "AND" b', '("a" AND "AND" AND "b")', "", 'a "AND" b'),
    ],
)
def test_operators(query: str, words: str, refused: str, titles: str) -> None:
    request = read(query)
    assert (request.words, request.refused, request.titles) == (words, refused, titles)
    assert fault(query) == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"unclosed', "quotation"),
        ('title:"unclosed', "quotation"),
        ('title:""', "nothing stands"),
        ("NEAR(a b", "not closed"),
        ("NEAR(, 5)", "NEAR(one other, 5)"),
        ("NEAR(a b, c)", "NEAR(one other, 5)"),
        ("a)", 'no "("'),
        ("a NOT", "after NOT"),
        ("a AND", "after AND"),
        ("a |", "after |"),
        ("a !", "after !"),
        ("doc:a AND", "after AND"),
        ("(a AND) b", "after AND"),
        ("a AND OR b", "after AND"),
        ("a | | b", "after |"),
        ("AND a", "before AND"),
        ("| a", "before |"),
        ("()", "before )"),
        ("!", "no word"),
        ("*", "no word"),
        ("...", "no word"),
        ("'", "no word"),
        ("^ !", "no word"),
        ("OR a", "before OR"),
        ("doc:a OR doc:b", "|"),
        ("(" * 500, "parentheses"),
        ("word " * 201, "at most 1,000"),
    ],
)
def test_what_cannot_be_read_is_told(query: str, said: str) -> None:
    assert said in fault(query)
    assert read(query).letters or read(query).conditions.groups


def test_a_condition_may_be_a_phrase() -> None:
    request = read('doc:"a file" !title:"north wind" grain ')
    assert [group[0].text for group in request.conditions.groups] == ["a file", "north wind"]
    assert request.conditions.groups[1][0].inverse and request.words == '"grain"'


def test_a_minus_refuses_conditions_and_is_text_among_letters() -> None:
    request = read("grain -doc:wire -sea-port is:unread")
    assert [group[0].inverse for group in request.conditions.groups] == [True, False]
    assert (request.letters, request.titles) == ("grain -sea-port", "grain !doc:wire !sea-port is:unread")


@pytest.mark.parametrize(
    ("query", "said"),
    [("grain *bour", "*bour was looked for as bour:"), ("-*bour a", "as in bour*"), ("bour* 2 * 3", ""), ("a*b", "")],
)
def test_a_star_that_does_nothing_is_told(query: str, said: str) -> None:
    assert said in idle(query) and bool(said) == bool(idle(query))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ferry near(sea, storm)", "near(sea, storm) was looked for as words: "),
        ("near(sea storm, x)", "by NEAR(one other, 5)"),
        ("Near(sea)", "Near(sea) was"),
        ("NEAR (sea storm)", "NEAR (sea storm) was"),
        ("near(sea storm, 5)", ""),
        ("near(sea", ""),
        ("near (sea | storm)", ""),
        ('"near(sea)"', ""),
    ],
)
def test_what_is_no_near_is_told(query: str, said: str) -> None:
    assert said in idle(query) and bool(said) == bool(idle(query))


def test_conditions_are_apart() -> None:
    request = read('doc:news | doc:wire "a b" !in:repeats is:unread')
    assert request.letters == '"a b"'
    assert len(request.conditions.groups) == 3
    assert len(request.conditions.groups[0]) == 2


def test_nothing() -> None:
    assert read("  ").is_empty
    assert not read("in:repeats").is_empty


def test_words_that_stand_for_themselves() -> None:
    assert plain_words('grain !wheat -rye "two words" sanct* NOT barley -') == ["grain", "sanct"]


def test_a_word_is_exchanged_where_it_stands_by_itself() -> None:
    assert exchanged('"feri boat" feris feri -feri', "feri", "ferry") == '"feri boat" feris ferry -feri'
    assert exchanged('"feri', "feri", "ferry") == '"feri'


@pytest.mark.parametrize(
    ("query", "bare"),
    [
        ("C++ deal", "C deal"),
        ("a/b | .NET", '"a b" | NET'),
        ('"C++ deal" C#', '"C++ deal" C'),
        ("(C++ OR wheat) !C#", "(C OR wheat) !C#"),
        ("co-op don't end.", "co-op don't end."),
    ],
)
def test_signs_are_left_out(query: str, bare: str) -> None:
    assert unsigned(query) == bare


def test_signs_of_a_phrase_are_left_out_if_wanted() -> None:
    assert unsigned('"C++ deal" a/b', in_phrases=True) == '"C deal" "a b"'


@given(st.text())
def test_never_an_error(query: str) -> None:
    request = read(query)
    assert isinstance(plain_words(request.letters), list)
    assert isinstance(unsigned(request.letters, in_phrases=True), str)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("is:raed putin", "is:raed"),
        ("putin !in:foo ", "!in:foo"),
        ("putin is:un", ""),
        ("putin is:un ", "is:un"),
        ("putin !is:", ""),
        ("is:read !is:unread in:repeats", ""),
        ('"is:raed" putin', ""),
        ("reuters:putin", ""),
    ],
)
def test_a_flag_that_there_is_not_is_named_once_it_is_typed(query: str, said: str) -> None:
    assert unknown_flag(query).partition(" is no condition")[0] == said
