from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.reuse.bags import SPREAD, WORDS, bags, place_bits
from reader.reuse.rarity import Rarity, contexts, rarity
from reader.reuse.runs import bare, runs
from reader.text.words import WordTable, word_table


@given(
    st.lists(st.lists(st.sampled_from([False, False, True]), max_size=40), max_size=8), st.integers(1, 20), st.data()
)
def test_a_place_is_bare_if_too_few_rarer_words_follow_in_its_text(
    texts: list[list[bool]], spread: int, data: st.DataObject
) -> None:
    rare = [word for text in texts for word in text]
    first = np.cumsum([0, *map(len, texts)])
    begun = data.draw(st.none() | st.integers(0, len(rare)))
    found = bare(np.array(rare, np.bool_), first, 3, spread, begun)
    assert found.tolist() == [
        at
        for low, high in pairwise(first.tolist())
        for at in range(low, high)
        if sum(rare[at : min(at + spread, high)]) < 3 and (begun is None or at < begun)
    ]


def found(table: WordTable, frequencies: Rarity) -> dict[int, int]:
    """The run that begins at each word."""
    at, keys = runs(table.hashes, np.arange(len(table.hashes)), table.first, WORDS, SPREAD, frequencies)
    return dict(zip(at.tolist(), keys.tolist(), strict=True))


def with_shares(texts: Sequence[str], share: float, common_share: float) -> dict[int, int]:
    """The runs of texts whose words are all as rare."""
    frequencies = Rarity(np.full(2, share, np.float32), np.ones(2, np.bool_), common_share)
    return found(word_table(texts), frequencies)


def test_a_run_is_as_long_as_its_words_are_common_and_ends_in_its_text() -> None:
    text = "a b c d e f g h i j k l m n o p q r s t"
    for share, length in ((0.001, 3), (0.01, 3), (0.02, 4), (0.1, 6), (0.3, 12)):
        assert list(with_shares([text, text], share, 0.01)) == [
            *range(21 - length), *range(20, 41 - length)
        ]  # fmt: skip
    assert not with_shares([text, text], 0.5, 0.01)  # longer than a bag may be


def test_runs_are_equal_where_their_words_are_in_the_same_order() -> None:
    first, again, turned, _ = with_shares(["a b c d", "a b c d", "a c b d", "a b c e"], 0.02, 0.01).values()
    assert first == again != turned


def test_bags_give_way_to_runs_only_where_words_are_common() -> None:
    rare = "alpha bravo charlie delta echo foxtrot"
    common = " ".join(f"{a} {b} {c}" for a in "klmn" for b in "klmn" for c in "klmn")
    table = word_table([f"{common} {rare} {common} {common[::-1]}"])
    frequencies = rarity(contexts(table.hashes, table.first, 0, len(table.hashes), 0))
    is_common = frequencies.common(table.hashes)
    assert is_common.sum() == len(common.replace(" ", "")) * 3
    bits = place_bits(len(table.hashes))
    places = bags(table.hashes, table.first, 0, bits, frequencies) & np.uint64((1 << bits) - 1)
    begin = int(np.flatnonzero(~is_common)[0])
    assert set(range(begin + 3 - SPREAD)) < set(places.tolist())
    assert not set(range(begin + 3 - SPREAD, begin)) & set(places.tolist())
