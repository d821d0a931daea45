from hypothesis import given
from hypothesis import strategies as st

from reader.text.sourcemap import IDENTITY, SourceMap


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], int]:
    """Sorted, disjoint edits and the length of the source."""
    made, position = [], 0
    for _ in range(draw(st.integers(0, 8))):
        start = position + draw(st.integers(0, 5))
        end = start + draw(st.integers(1, 5))
        made.append((start, end, draw(st.integers(0, 6))))
        position = end
    return made, position + draw(st.integers(0, 5))


def clean_length(made: list[tuple[int, int, int]], length: int) -> int:
    return length + sum(new - (end - start) for start, end, new in made)


def test_identity_maps_each_offset_to_itself() -> None:
    assert IDENTITY.is_identity
    assert [IDENTITY.to_source(i) for i in (0, 7)] == [IDENTITY.to_clean(i) for i in (0, 7)] == [0, 7]


def test_a_removed_character_belongs_to_what_follows() -> None:
    removed = SourceMap.of([(0, 1, 0), (5, 6, 0)])
    assert [removed.to_source(i) for i in range(6)] == [1, 2, 3, 4, 6, 7]
    assert [removed.to_clean(i) for i in range(8)] == [0, 0, 1, 2, 3, 4, 4, 5]


@given(edits())
def test_both_ends_of_every_edit_are_exact(case: tuple[list[tuple[int, int, int]], int]) -> None:
    made, _ = case
    mapped = SourceMap.of(made)
    for k, (start, end, new) in enumerate(made):
        clean_start, clean_end = mapped.clean_starts[k], mapped.clean_ends[k]
        assert clean_end - clean_start == new
        assert mapped.to_clean(start) == clean_start
        followed = k + 1 < len(made) and made[k + 1][0] == end
        if not followed:
            assert mapped.to_clean(end) == clean_end
            assert mapped.to_source(clean_end) == end
        if new:
            assert mapped.to_source(clean_start) == start


@given(edits())
def test_both_directions_are_monotone_and_end_together(case: tuple[list[tuple[int, int, int]], int]) -> None:
    made, length = case
    mapped = SourceMap.of(made)
    there = [mapped.to_clean(i) for i in range(length + 1)]
    back = [mapped.to_source(i) for i in range(clean_length(made, length) + 1)]
    assert there == sorted(there)
    assert back == sorted(back)
    assert there[-1] == clean_length(made, length)
    assert back[-1] == length


@given(edits())
def test_round_trip_from_clean_unless_an_edit_grew(case: tuple[list[tuple[int, int, int]], int]) -> None:
    made = [(start, end, min(new, end - start)) for start, end, new in case[0]]
    mapped = SourceMap.of(made)
    for offset in range(clean_length(made, case[1]) + 1):
        assert mapped.to_clean(mapped.to_source(offset)) == offset
