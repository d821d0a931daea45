import random
from collections.abc import Callable

import pytest

from reader.reuse.engine import find_reuse


def prose(seed: int, n_words: int) -> Callable[[int], str]:
    """Text of a few words, some commoner than others."""
    rng = random.Random(seed)
    words = [f"{first}{second}" for first in "bdfgkl" for second in ("al", "en", "ir", "os", "un")][:n_words]
    return lambda n: " ".join(rng.choices(words, [1 / (rank + 3) for rank in range(n_words)], k=n))


@pytest.mark.parametrize("n_words", [12, 30])
@pytest.mark.parametrize("length", [36, 150])
def test_a_copy_is_found_whatever_its_words_are_and_has_its_edges(n_words: int, length: int) -> None:
    some = prose(3, n_words)
    told = some(length)
    texts = [f"{some(150)}\n{told if i < 2 else some(length)}\n{some(150)}" for i in range(8)]
    found = find_reuse(texts)
    assert {(x.a.document, x.b.document) for x in found} == {(0, 1)}
    assert min(x.similarity for x in found) > 0.95
    told_again = max((texts[0][x.a.start : x.a.end] for x in found), key=len)
    assert len(told) - 12 < len(told_again) < len(told) + 12 and told[6:-6] in told_again


def test_what_is_said_again_and_again_is_no_copy() -> None:
    some = prose(4, 12)
    refrain = "la la la " * 40
    assert find_reuse([f"{some(200)} {refrain} {some(200)}" for _ in range(4)]) == ()


def test_a_stock_phrase_of_common_words_is_no_copy() -> None:
    some = prose(5, 12)
    phrase = some(14)
    assert find_reuse([f"{some(150)} {phrase} {some(150)}" for _ in range(6)]) == ()
