"""Passages of several stories are parted where both sides begin one; `|` marks where a story begins."""

import random

import pytest

from reader.reuse.engine import Alignment, find_reuse

SYLLABLES = ("ba", "den", "li", "mor", "ru", "ta", "gos", "fi", "ner", "va")
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]


def prose(seed: int, n: int = 40) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=n))


def told(*documents: str) -> tuple[list[Alignment], list[str]]:
    """The alignments, and the texts without marks."""
    texts = [document.replace("|", "") for document in documents]

    def stories(document: int) -> list[int]:
        pieces = documents[document].split("|")
        return [sum(map(len, pieces[:n])) for n in range(1, len(pieces))]

    return list(find_reuse(texts, stories=stories)), texts


def passages(*documents: str) -> list[tuple[str, str]]:
    found, texts = told(*documents)
    return [
        (texts[each.a.document][each.a.start : each.a.end], texts[each.b.document][each.b.start : each.b.end])
        for each in found
    ]


ONE, TWO, THREE, OTHER = prose(1), prose(2), prose(3), prose(4)
LONG = [prose(seed, 100) for seed in (5, 6)]


def test_stories_in_the_same_order_are_passages_of_their_own() -> None:
    found, _ = told(f"{ONE}\n|{TWO}\n|{THREE}", f"{OTHER}\n|{ONE}\n|{TWO}\n|{THREE}")
    assert [each.cluster for each in found] == [0, 1, 2]
    assert passages(f"{ONE}\n|{TWO}\n|{THREE}", f"{OTHER}\n|{ONE}\n|{TWO}\n|{THREE}") == [
        (ONE, ONE), (TWO, TWO), (THREE, THREE)
    ]  # fmt: skip


def test_documents_that_are_the_same_are_told_again_story_by_story() -> None:
    assert passages(f"{ONE}\n|{TWO}", f"{ONE}\n|{TWO}") == [(ONE, ONE), (TWO, TWO)]


@pytest.mark.parametrize("other", [f"{ONE}\n{TWO}", f"{ONE[:50]}|{ONE[50:]}\n{TWO}"])
def test_what_begins_a_story_on_one_side_only_parts_nothing(other: str) -> None:
    (both,) = passages(f"{ONE}\n|{TWO}", f"{OTHER}\n{other}")
    assert both == (f"{ONE}\n{TWO}", f"{ONE}\n{TWO}")


def test_a_story_may_begin_with_other_words() -> None:
    changed = " ".join(["anders", *TWO.split()[1:]])
    first, second = passages(f"{ONE}\n|{TWO}", f"{OTHER}\n|{ONE}\n|{changed}")
    assert first == (ONE, ONE)
    assert second[0].endswith(TWO[-100:]) and second[0] in TWO


def test_a_story_may_have_lost_its_first_paragraph() -> None:
    first, second = passages(f"{ONE}\n|{THREE}\n{TWO}", f"{OTHER}\n|{ONE}\n|{TWO}")
    assert first == (ONE, ONE)
    assert second == (f"{THREE}\n{TWO}", TWO)


def test_a_few_words_of_the_story_before_are_left_out() -> None:
    few = " ".join(TWO.split()[5:8])
    texts = f"{OTHER}\n|{TWO} {few} {few}\n|{THREE}", f"{ONE}\n{few}\n|{TWO}"
    assert [again for _, again in passages(*texts)] == [TWO]


def test_a_few_words_of_the_next_story_are_left_out() -> None:
    few = " ".join(THREE.split()[:5])
    assert passages(f"{ONE}\n|{few} {TWO}", f"{OTHER}\n|{ONE}\n|{few} {OTHER[::-1]}") == [(ONE, ONE)]


def test_what_two_stories_tell_word_for_word_is_found_though_they_have_little_else_in_common() -> None:
    here, there = f"{ONE}\n{LONG[0]}\n|{TWO}", f"{THREE}\n|{ONE}\n{LONG[1]}\n|{TWO}"
    assert passages(here, there) == [(ONE, ONE), (TWO, TWO)]
    changed = " ".join(["anders" if at == 20 else word for at, word in enumerate(ONE.split())])
    assert passages(here, there.replace(ONE, changed)) == [(ONE, changed), (TWO, TWO)]
