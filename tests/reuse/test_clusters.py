import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.clusters import boilerplate, connected, templates
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


def test_a_short_passage_in_many_documents_is_boilerplate() -> None:
    footer = [(Place(i, 0, 120), Place(i + 1, 0, 120)) for i in range(8)]
    story = [(Place(i, 500, 2500), Place(i + 1, 500, 2500)) for i in range(8)]
    brief = [(Place(0, 5000, 5090), Place(1, 5000, 5090))]
    pairs = footer + story + brief
    assert boilerplate(*sides(pairs), connected(*sides(pairs))).tolist() == [True] * 8 + [False] * 9


def test_a_long_story_going_round_is_no_template() -> None:
    pairs = [(Place(i, 0, 900), Place(i + 1, 0, 900)) for i in range(8)]
    assert not any(folded(pairs, 0.7))


def test_a_template_is_told_from_what_it_hangs_together_with() -> None:
    frame = [(Place(i, 0, 120), Place(i + 1, 0, 120)) for i in range(8)]
    notice = [(Place(i, 60, 180), Place(i + 1, 60, 180)) for i in range(8, 40)]
    similarities = np.repeat([0.7, 1.0], [len(frame), len(notice)])
    found = templates(*sides(frame + notice), similarities, np.zeros(len(similarities), np.int64))
    assert found.tolist() == [True] * 8 + [False] * 32
