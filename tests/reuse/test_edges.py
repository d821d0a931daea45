"""How far boxes grow: `refine` with edges that move by a known number of words whenever a box is looked at."""

import numpy as np

from reader.reuse.edges import REACH, Refined, refine
from reader.reuse.passages import Boxes, Spans

FIRST = np.array([0, 1000, 2000, 3000])
STEP = REACH + 13


class Looks:
    """Takes every edge further out; what it was asked about is in `asked`."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, boxes: Boxes) -> Refined:
        self.asked.append(boxes.a.low.tolist())
        wider = [Spans(s.low - STEP, s.high + STEP, s.core_low, s.core_high) for s in (boxes.a, boxes.b)]
        size = (wider[0].high - wider[0].low).astype(np.float64)
        return Refined(Boxes(*wider), size, size, size.astype(np.int64))


def boxes(*rows: tuple[int, int]) -> Boxes:
    """Boxes of 100 words that begin at some words."""
    return Boxes(*(Spans(low, low + 100, low, low + 100) for low in np.array(rows, np.int64).T))


def test_only_the_outer_edges_of_boxes_that_go_on_in_each_other_are_in_doubt() -> None:
    looks = Looks()
    chain = boxes((200, 1200), (310, 1310), (420, 1420))
    refine(chain, FIRST, looks)
    assert looks.asked[0] == [200, 310, 420]
    assert all(310 - STEP not in again and len(again) == 2 for again in looks.asked[1:])


def test_boxes_of_other_documents_or_in_another_order_hold_nothing() -> None:
    for other in ((310, 2310), (310, 1090)):
        looks = Looks()
        refine(boxes((200, 1200), other), FIRST, looks)
        assert [len(asked) for asked in looks.asked] == [2] * len(looks.asked)
        assert len(looks.asked) > 1
