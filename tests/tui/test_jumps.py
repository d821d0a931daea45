"""Back and forward."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.jumps import KEPT_JUMPS, Jumps, Location


def at(place: int) -> Location:
    return Location(0, 0, place, 0, "page")


def test_back_and_forward_return_to_exactly_where_one_was() -> None:
    jumps = Jumps()
    jumps.leave(at(1))
    jumps.leave(at(2))
    assert jumps.back(at(3)) == at(2)
    assert jumps.back(at(2)) == at(1)
    assert jumps.back(at(1)) is None
    assert jumps.forward(at(1)) == at(2)
    assert jumps.forward(at(2)) == at(3)
    assert jumps.forward(at(3)) is None


def test_a_jump_from_the_middle_forgets_what_came_after() -> None:
    jumps = Jumps()
    jumps.leave(at(1))
    jumps.back(at(2))
    jumps.leave(at(1))
    assert jumps.forward(at(5)) is None


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=50))
def test_all_the_way_back_and_forward_again(places: list[int]) -> None:
    distinct = [at(place) for place in dict.fromkeys(places)]
    jumps = Jumps()
    for location in distinct[:-1]:
        jumps.leave(location)
    here, seen = distinct[-1], [distinct[-1]]
    while (before := jumps.back(here)) is not None:
        here = before
        seen.append(here)
    assert seen == distinct[::-1]
    while (after := jumps.forward(here)) is not None:
        here = after
    assert here == distinct[-1]


def test_old_places_are_forgotten() -> None:
    jumps = Jumps()
    for place in range(2 * KEPT_JUMPS):
        jumps.leave(at(place))
    here, steps = at(-1), 0
    while (before := jumps.back(here)) is not None:
        here, steps = before, steps + 1
    assert steps == KEPT_JUMPS
