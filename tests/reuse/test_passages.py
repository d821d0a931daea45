import numpy as np
import pytest

from reader.reuse import passages, seeds
from reader.reuse.passages import boxes
from reader.reuse.seeds import Seeds, joined, stretches

WORDS = 2000


def links(step: int, times: int, spread: int) -> Seeds:
    """A text of WORDS words that shares each word with the one `spread` on, by so many shapes of bag."""
    x = np.repeat(np.arange(0, WORDS - spread, step), times)
    return Seeds(x, x + spread)


def covered(some: Seeds) -> set[int]:
    """The distances between the two sides of what is found."""
    found = boxes(stretches([some], WORDS), np.array([0, WORDS]), 12)
    return set((found.b.low - found.a.low).tolist())


def test_single_seeds_count_in_a_text_that_has_few_links_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MANY_LINKS", WORDS)
    assert covered(links(7, 1, 300)) == {300}


def test_of_many_links_of_a_text_with_itself_only_those_of_equal_text_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MANY_LINKS", WORDS // 4)
    single = joined([links(1, 1, spread) for spread in (500, 700)])
    assert covered(joined([links(2, 3, 300), single])) == {300}
    assert covered(single) == set()


def test_a_text_that_tells_itself_many_times_keeps_its_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MANY_LINKS", WORDS // 4)
    assert covered(joined([links(1, 3, spread) for spread in (300, 600, 900)])) >= {300, 600, 900}


@pytest.mark.parametrize("at_once", [1, 100, 10_000])
@pytest.mark.parametrize("many_links", [50, WORDS // 4, WORDS, 1 << 18])
def test_boxes_do_not_depend_on_how_many_seeds_are_looked_at_together(
    at_once: int, many_links: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "MANY_LINKS", many_links)
    some = joined([links(2, 3, 300), links(1, 2, 410), links(1, 1, 523), links(3, 1, 8), links(5, 3, 900)])
    first = np.array([0, 0, 1100, 1500, WORDS])
    whole = boxes([some], first, 12)
    monkeypatch.setattr(seeds, "AT_ONCE", at_once)
    parted = boxes(stretches([some], WORDS), first, 12)
    assert len(whole)
    for one, other in ((whole.a, parted.a), (whole.b, parted.b)):
        assert np.array_equal(one.low, other.low)
        assert np.array_equal(one.high, other.high)
