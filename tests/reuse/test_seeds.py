from collections.abc import Callable

import numpy as np

from reader.reuse.bags import bags, place_bits
from reader.reuse.places import Index
from reader.reuse.rarity import contexts, rarity
from reader.reuse.seeds import COMMON_LINKS, COMMON_PLACES, LINKS, PLACES_OF_TEXT, joined, seeds
from reader.text.words import word_table

STORY = "alpha bravo charlie delta echo foxtrot golf hotel india juliett"


def texts_of(first: Index) -> Callable[[Index], Index]:
    return lambda places: np.searchsorted(first, places, side="right") - 1


def linked(texts: list[str]) -> set[tuple[int, int]]:
    table = word_table(texts)
    frequencies = rarity(contexts(table.hashes, table.first, 0, len(table.hashes), 0))
    bits = place_bits(len(table.hashes))
    keys = np.sort(bags(table.hashes, table.first, 0, bits, frequencies))
    found = seeds(keys, bits, texts_of(table.first))
    return set(zip(found.x.tolist(), found.y.tolist(), strict=True))


def test_words_in_another_order_are_the_same_bag() -> None:
    assert (0, 3) in linked(["red green blue", "blue red green"])


def test_an_inserted_word_leaves_bags() -> None:
    assert linked([STORY, STORY.replace("echo", "echo kilo")])


def test_bags_do_not_cross_documents() -> None:
    assert not linked(["red green", "blue", "red green", "blue"])


def test_every_place_of_a_few_is_linked_with_every_other() -> None:
    pairs = linked(["red green blue"] * 5)
    assert {(x // 3, y // 3) for x, y in pairs} == {(i, j) for i in range(5) for j in range(i + 1, 5)}


def test_boilerplate_is_linked_at_linear_cost() -> None:
    few, many = COMMON_PLACES, 4 * COMMON_PLACES
    assert len(linked(["red green blue"] * few)) <= few * LINKS
    assert len(linked(["red green blue"] * many)) <= many * COMMON_LINKS


def test_what_a_text_tells_over_and_over_is_linked_a_bounded_number_of_times() -> None:
    different = 1 + 3 + 3  # bags of red, green and blue: all three, or one of them twice with another
    found = linked(["red green blue " * 4 * PLACES_OF_TEXT])
    assert 0 < len(found) <= different * PLACES_OF_TEXT * COMMON_LINKS


def test_what_many_texts_tell_is_linked_in_all_of_them() -> None:
    texts = PLACES_OF_TEXT + 20
    assert {y // 3 for _, y in linked(["red green blue"] * texts)} == set(range(1, texts))


def test_partitions_by_value_give_the_same_links() -> None:
    table = word_table([STORY, STORY, "zulu " + STORY])
    frequencies = rarity(contexts(table.hashes, table.first, 0, len(table.hashes), 0))
    bits = place_bits(len(table.hashes))
    keys = np.sort(bags(table.hashes, table.first, 0, bits, frequencies))
    texts = texts_of(table.first)
    whole = seeds(keys, bits, texts)
    borders = np.arange(1, 8, dtype=np.uint64) << np.uint64(61)
    parts = joined([seeds(part, bits, texts) for part in np.split(keys, np.searchsorted(keys, borders))])
    assert sorted(zip(whole.x, whole.y, strict=True)) == sorted(zip(parts.x, parts.y, strict=True))


def test_a_story_told_often_makes_no_common_words() -> None:
    table = word_table([STORY] * 100)
    assert not rarity(contexts(table.hashes, table.first, 0, len(table.hashes), 0)).common(table.hashes).any()
