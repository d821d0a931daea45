import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.clusters import LOOSE_PAIRS, connected, families, loose, templates
from reader.reuse.places import Place, Places
from tests.reuse.placing import placed

places = st.builds(
    lambda document, start, size: Place(document, start, start + size),
    st.integers(0, 3),
    st.integers(0, 50),
    st.integers(1, 30),
)


def sides(pairs: list[tuple[Place, Place]]) -> tuple[Places, Places]:
    return placed([a for a, _ in pairs]), placed([b for _, b in pairs])


def labels_of(pairs: list[tuple[Place, Place]]) -> list[int]:
    return connected(*sides(pairs)).tolist()


def folded(pairs: list[tuple[Place, Place]], similarity: float) -> list[bool]:
    return templates(*sides(pairs), np.full(len(pairs), similarity), np.zeros(len(pairs), np.int64)).tolist()


def test_alignments_that_share_a_passage_are_one_cluster() -> None:
    first, second, third = Place(0, 0, 100), Place(1, 50, 150), Place(2, 10, 110)
    assert labels_of([(first, second), (Place(1, 60, 150), third), (Place(0, 500, 600), Place(3, 0, 100))]) == [0, 0, 1]


def test_passages_that_only_touch_are_apart() -> None:
    assert labels_of([(Place(0, 0, 100), Place(1, 0, 100)), (Place(0, 90, 190), Place(2, 0, 100))]) == [0, 1]


def test_a_text_that_holds_two_passages_does_not_tie_them() -> None:
    whole = (Place(0, 0, 1_000), Place(1, 0, 1_000))
    licence = [(Place(0, 20, 420), Place(2, 0, 400)), (Place(2, 0, 400), Place(3, 7, 407))]
    notes = [(Place(0, 450, 990), Place(4, 0, 540)), (Place(1, 450, 990), Place(5, 0, 540))]
    pairs = [whole, *licence, *notes]
    assert labels_of(pairs) == [0, 1, 1, 2, 3]
    assert families(*sides(pairs)).tolist() == [0] * 5


def test_edges_that_differ_are_one_passage() -> None:
    pairs = [
        (Place(0, 0, 100), Place(1, 0, 100)),
        (Place(0, 20, 110), Place(2, 0, 90)),
        (Place(0, 0, 59), Place(3, 0, 59)),
    ]
    assert labels_of(pairs) == [0, 0, 1]


@given(st.lists(st.tuples(places, places), max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(pairs: list[tuple[Place, Place]], rng: object) -> None:
    labels = labels_of(pairs)
    order = list(range(len(pairs)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    shuffled = labels_of([pairs[i] for i in order])
    again = [0] * len(pairs)
    for label, i in zip(shuffled, order, strict=True):
        again[i] = label
    assert {(labels[i], again[i]) for i in order} == {(labels[i], again[i]) for i in order}
    assert len(set(zip(labels, again, strict=True))) == len(set(labels)) == len(set(again))


def test_many_likenesses_of_one_sentence_are_a_template() -> None:
    pairs = [(Place(i, 0, 120), Place(i + 1, 0, 120)) for i in range(8)]
    assert all(folded(pairs, 0.7))
    assert not any(folded(pairs, 0.95))
    assert not any(folded(pairs[:3], 0.7))


def found_loose(pairs: list[tuple[Place, Place]], similarities: list[float]) -> list[bool]:
    return loose(*sides(pairs), np.array(similarities), np.zeros(len(pairs), np.int64)).tolist()


def test_very_many_loose_likenesses_within_a_document_are_of_its_template() -> None:
    lines = [(Place(3, 100 * i, 100 * i + 90), Place(3, 100 * i + 100, 100 * i + 190)) for i in range(LOOSE_PAIRS)]
    same = [(Place(3, 0, 90), Place(3, 1_000, 1_090))]
    elsewhere = [(Place(3, 0, 90), Place(4, 0, 90)), (Place(5, 0, 90), Place(5, 200, 290))]
    similarities = [0.7] * LOOSE_PAIRS + [0.95, 0.7, 0.7]
    assert found_loose(lines + same + elsewhere, similarities) == [True] * LOOSE_PAIRS + [False] * 3
    assert not any(found_loose(lines[1:] + same + elsewhere, similarities[1:]))


def test_loose_likenesses_count_by_cluster() -> None:
    lines = [(Place(0, 100 * i, 100 * i + 90), Place(0, 100 * i + 100, 100 * i + 190)) for i in range(LOOSE_PAIRS)]
    halves = np.arange(LOOSE_PAIRS) % 2
    assert not loose(*sides(lines), np.full(LOOSE_PAIRS, 0.7), halves).any()


def test_a_long_story_going_round_is_no_template() -> None:
    pairs = [(Place(i, 0, 900), Place(i + 1, 0, 900)) for i in range(8)]
    assert not any(folded(pairs, 0.7))


def test_a_template_is_told_from_what_it_hangs_together_with() -> None:
    frame = [(Place(i, 0, 120), Place(i + 1, 0, 120)) for i in range(8)]
    notice = [(Place(i, 60, 180), Place(i + 1, 60, 180)) for i in range(8, 40)]
    similarities = np.repeat([0.7, 1.0], [len(frame), len(notice)])
    found = templates(*sides(frame + notice), similarities, np.zeros(len(similarities), np.int64))
    assert found.tolist() == [True] * 8 + [False] * 32
