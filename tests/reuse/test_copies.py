from reader.reuse.copies import MANY_COPIES, Copies
from reader.reuse.seeds import COMMON_LINKS, LINKS


def test_a_copy_is_linked_with_those_before_it() -> None:
    ((text, pairs),) = Copies(((0,), (1, 2, 5))).repeated()
    assert (text, pairs) == (1, [(1, 2), (1, 5), (2, 5)])


def test_of_very_many_copies_each_further_one_is_linked_with_few() -> None:
    further = 100
    ((_, pairs),) = Copies((tuple(range(MANY_COPIES + further)),)).repeated()
    assert {late for _, late in pairs} == set(range(1, MANY_COPIES + further))
    assert sum(late >= MANY_COPIES for _, late in pairs) == further * COMMON_LINKS
    assert len(pairs) <= MANY_COPIES * LINKS + further * COMMON_LINKS
