import pytest

from reader.reuse.engine import find_reuse
from tests.reuse.test_engine import Writer, between


def ends_with(told: list[str], left_out: list[str], tail: list[str], *, backwards: bool, within: bool) -> list[str]:
    """Two tellings, of which one leaves something out before its last words, or behind its first ones."""
    writer = Writer(5)
    whole, cut = told + left_out + tail, told + tail
    if backwards:
        whole, cut = whole[::-1], cut[::-1]
    texts = [
        writer.story(writer.prose(60), whole, writer.prose(60)),
        writer.story(writer.prose(60), cut, writer.prose(60)),
    ]
    return [" ".join(texts)] if within else texts


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_few_words_behind_an_omission_belong_to_the_passage(backwards: bool, within: bool) -> None:
    writer = Writer(3)
    tail = ["harbour", "pilot", "sounded"]
    texts = ends_with(writer.prose(40), writer.prose(25), tail, backwards=backwards, within=within)
    (found,) = between(texts, find_reuse(texts))
    assert all(set(tail) <= set(side.split()) for side in found)
    sizes = sorted(len(side.split()) for side in found)
    assert 43 <= sizes[0] < sizes[1] - 20


def test_one_word_behind_an_omission_does_not() -> None:
    writer = Writer(3)
    texts = ends_with(writer.prose(40), writer.prose(25), ["harbour"], backwards=False, within=False)
    (found,) = between(texts, find_reuse(texts))
    assert not any("harbour" in side for side in found)
