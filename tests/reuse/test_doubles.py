import numpy as np

from reader.reuse.doubles import without_doubles
from reader.reuse.edges import Refined
from reader.reuse.passages import Boxes, Spans

FIRST = np.array([0, 1000, 2000])


def kept(*rows: tuple[tuple[int, int], tuple[int, int], float]) -> list[int]:
    """Which rows stay, given both spans and what speaks for each."""
    a, b = (np.array([row[side] for row in rows], np.int64).T for side in (0, 1))
    evidence = np.array([row[2] for row in rows])
    some = Refined(Boxes(Spans(*a, *a), Spans(*b, *b)), evidence, evidence, np.arange(len(rows)))
    return without_doubles(some, FIRST).shared.tolist()


def test_of_two_pairs_at_the_same_places_the_stronger_stays() -> None:
    assert kept(((0, 100), (400, 500), 50.0), ((20, 110), (430, 520), 70.0)) == [1]
    assert kept(((0, 100), (400, 500), 50.0), ((10, 30), (410, 440), 20.0)) == [0]


def test_a_place_told_at_two_others_stays_with_both() -> None:
    assert kept(((0, 100), (400, 500), 50.0), ((0, 100), (600, 700), 60.0), ((0, 100), (1400, 1500), 40.0)) == [0, 1, 2]


def test_what_only_touches_a_pair_that_goes_stays() -> None:
    rows = [((0, 100), (400, 500), 90.0), ((45, 145), (445, 545), 50.0), ((90, 190), (490, 590), 40.0)]
    assert kept(*rows) == [0, 2]


def test_nothing_is_found_in_nothing() -> None:
    assert (
        without_doubles(
            Refined(Boxes(*[Spans(*[np.empty(0, np.int64)] * 4)] * 2), *[np.empty(0)] * 2, np.empty(0, np.int64)), FIRST
        ).shared.tolist()
        == []
    )
