"""Sets of characters as spans, held against sets of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from reader.library.userdata.spans import Spans, spans

PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)
EDGE = st.integers(0, 60)


def numbers(of: Spans) -> set[int]:
    return {at for start, end in of for at in range(start, end)}


def characters(start: int, end: int) -> set[int]:
    return set(range(start, end))


def assert_normal(of: Spans) -> None:
    edges = [edge for pair in of for edge in pair]
    assert edges == sorted(set(edges)), "in order, not empty, not touching"


@given(PAIRS)
def test_spans_hold_the_characters_given(pairs: list[tuple[int, int]]) -> None:
    result = spans(pairs)
    assert_normal(result)
    assert numbers(result) == {at for start, end in pairs for at in range(start, end)}
    assert result.characters == len(numbers(result))


@given(PAIRS, EDGE, EDGE)
def test_adding_and_subtracting(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    before = spans(pairs)
    more, less = before.add(start, end), before.subtract(start, end)
    assert_normal(more)
    assert_normal(less)
    assert numbers(more) == numbers(before) | characters(start, end)
    assert numbers(less) == numbers(before) - characters(start, end)


@given(PAIRS, PAIRS)
def test_union(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    assert spans(some).union(spans(others)) == spans(some + others)


@given(PAIRS, EDGE, EDGE)
def test_what_is_within_is_what_both_have(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    here = spans(pairs)
    within = Spans(here.within(start, end))
    assert_normal(within)
    assert numbers(within) == numbers(here) & characters(start, end)
    assert here.covered(start, end) == len(numbers(within))
    assert here.share(start, end) == (len(numbers(within)) / (end - start) if start < end else 1.0)


@given(PAIRS, EDGE, EDGE, st.integers(1, 5))
def test_the_next_missing_part(pairs: list[tuple[int, int]], start: int, end: int, least: int) -> None:
    here = spans(pairs)
    missing = spans([(start, end)])
    for low, high in pairs:
        missing = missing.subtract(low, high)
    long_enough = [(low, high) for low, high in missing.pairs if high - low >= least]
    found = here.next_missing(start, end, least=least)
    assert (found is None) == (not long_enough)
    if found is not None:
        assert found[0] == long_enough[0][0]
        assert found[1] <= end
