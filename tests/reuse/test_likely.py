import numpy as np

from reader.reuse.edges import Refined
from reader.reuse.likely import HOME, INFORMATION, strength
from reader.reuse.passages import Boxes, Spans


def spans(*rows: tuple[int, int]) -> Spans:
    low, high = np.array(rows, np.int64).T
    return Spans(low, high, low, high)


def test_shared_words_say_less_within_one_text() -> None:
    boxes = Boxes(spans((0, 20), (0, 20)), spans((60, 80), (160, 180)))
    both = np.array([40.0, 40.0])
    rows = Refined(boxes, both, 2 * both, np.array([10, 10]))
    within, across = strength(rows, np.array([0, 100, 200])).tolist()
    assert within == 20.0 - HOME
    assert across == 20.0 + INFORMATION * 80.0
