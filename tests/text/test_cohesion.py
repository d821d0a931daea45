"""Windows over the words of paragraphs, held against their definition."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.cohesion import ALL, Links, Rows, occurrences

WINDOWS = ((1, 1), (4, 2), (2, 5), (12, 12), (24, 3))

texts = st.lists(st.lists(st.integers(1, 9), max_size=6), min_size=1, max_size=40)


def naive(told: list[set[int]], weight: dict[tuple[int, int], float], gap: int, left: int, right: int) -> float:
    """Weight that both sides share, as a share of the right side: each word at its first place there."""
    before = set().union(*told[max(0, gap - left) : gap])
    shared = ahead = 0.0
    seen: set[int] = set()
    for place in range(gap, min(len(told), gap + right)):
        for word in told[place] - seen:
            ahead += weight[word, place]
            shared += weight[word, place] * (word in before)
        seen |= told[place]
    return shared / max(ahead, 1)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_coverage_is_what_both_sides_of_a_gap_say(paragraphs: list[list[int]]) -> None:
    stems = np.array([word for told in paragraphs for word in told], np.uint32)
    owners = np.repeat(np.arange(len(paragraphs)), [len(told) for told in paragraphs])
    words = occurrences(stems, owners, np.full(len(stems), ALL), Rows.of([len(paragraphs)]))
    found = zip(words.word.tolist(), words.paragraph.tolist(), words.weight.tolist(), strict=True)
    weight = {(word, place): heavy for word, place, heavy in found}
    ahead, behind = Links.of(words, len(paragraphs)).coverage(WINDOWS)
    told = [set(words) for words in paragraphs]
    wanted = [[naive(told, weight, gap, *window) for window in WINDOWS] for gap in range(len(told))]
    assert np.allclose(ahead, wanted, atol=1e-5)
    assert behind.shape == ahead.shape
    assert ((behind >= 0) & (behind <= 1.001)).all()
