"""What stands earlier, and what it is made of, against a search through everything."""

from collections import defaultdict
from itertools import chain, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.reuse.earlier import RUN, SURE, Earlier, letters, sharing
from reader.text.words import words

Text = list[int]


def earlier(texts: list[Text]) -> Earlier:
    return Earlier(np.array([word for text in texts for word in text], np.uint64), np.cumsum([0, *map(len, texts)]))


def told(texts: list[Text]) -> list[bool]:
    """Of each word whether it lies in RUN words that stood before."""
    found, seen = [], set()
    for text in texts:
        mine = [False] * len(text)
        for at in range(len(text) - RUN + 1):
            window = tuple(text[at : at + RUN])
            if window in seen:
                mine[at : at + RUN] = [True] * RUN
            seen.add(window)
        found += mine
    return found


PARTS = st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=20), min_size=1, max_size=3)
TEXTS = PARTS.flatmap(
    lambda parts: st.lists(st.lists(st.sampled_from(parts), max_size=6).map(lambda some: [*chain(*some)]), max_size=4)
)


@settings(max_examples=300, deadline=None)
@given(texts=TEXTS)
def test_all_that_stands_earlier_is_made_of_it(texts: list[Text]) -> None:
    found = earlier(texts)
    assert found.told.tolist() == told(texts)
    everything = [*chain(*texts)]
    begins = np.cumsum([0, *map(len, texts)]).tolist()
    for begin, end in pairwise(begins):
        at = begin
        while at < end:
            if not found.told[at]:
                at += 1
                continue
            high = at
            while high < end and found.told[high]:
                high += 1
            reached = at
            for word, source, count in found.runs(at, high):
                assert word == reached and count > 0 and source + count <= word
                assert everything[source : source + count] == everything[word : word + count]
                assert not any(source < edge < source + count for edge in begins)
                reached += count
            assert reached == high
            at = high


@settings(max_examples=300, deadline=None)
@given(texts=TEXTS)
def test_texts_that_share_something_are_found(texts: list[Text]) -> None:
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for at in range(len(text) - SURE + 1):
            places[tuple(text[at : at + SURE])].append(number)
    found = sharing(np.array(text, np.uint64) for text in texts)
    assert {number for some in places.values() if len(some) > 1 for number in some} <= set(found)
    assert not found or any(told(texts))


def test_letters_tell_what_hashes_do_not() -> None:
    text = "Élan elan ELAN élan e\u0301lan élan"
    some = words(text)
    assert len(set(some.hashes.tolist())) == 1
    first, *others, last = letters(text, some).tolist()
    assert len({first, *others}) == 5 and last == others[2]
