"""How a passage is made from another telling of it: from spans of that, and characters of its own."""

from collections.abc import Iterable, Iterator

import numpy as np

from reader.positions import Span
from reader.reuse.alignment import diff
from reader.text.subtitles import without_cues
from reader.text.words import Words, words

Piece = Span | str
"""A span of the other telling, from its start, or characters that it lacks."""

Pair = tuple[Span, Span]
"""Spans of the other telling and of the passage, of the same words."""


def pieces(there: str, here: str, same: Iterable[Pair]) -> tuple[Piece, ...]:
    """How `here` is made of what it has letter for letter from `there`, which is given in the order in which it stands
    here, and of what is between: words that differ, and whatever parts words otherwise than there."""
    found: list[Piece] = []
    reached = 0
    for (low_there, high_there), (low, high) in same:
        last = found[-1] if found else ""
        if isinstance(last, tuple) and there[last[1] : high_there] == here[reached:high]:
            found[-1] = last[0], high_there
        else:
            found += [(low_there, high_there)] if low == reached else [here[reached:low], (low_there, high_there)]
        reached = high
    return tuple([*found, here[reached:]] if reached < len(here) else found)


def same_words(there: str, here: str) -> Iterator[Pair]:
    """The words of `here`, in order, that stand in `there` to the letter, and where: runs of them, and blocks moved."""
    others, some = (words(without_cues(text), bigrams=False) for text in (there, here))
    for edit in diff(there, here):
        if edit.op == "equal" or (edit.op == "insert" and edit.moved):
            from_there = _spans(others, *(edit.moved or (edit.a_start, edit.a_end)))
            for (low, high), span in zip(from_there, _spans(some, edit.b_start, edit.b_end), strict=False):
                if there[low:high] == here[slice(*span)]:
                    yield (low, high), span


def _spans(some: Words, start: int, end: int) -> Iterator[Span]:
    """The words between two places."""
    low, high = np.searchsorted(some.starts, (start, end)).tolist()
    return zip(some.starts[low:high].tolist(), some.ends[low:high].tolist(), strict=True)
