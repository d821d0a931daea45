"""Which full lines of a hard-wrapped text end a paragraph, where nothing on the page marks its end.

A filler breaks a line where the next word has no room, and some paragraphs end just there. How long the paragraphs are
whose ends are plain says which is likelier: lengths are log-normal, and within a paragraph a sentence ends as often as
in the rest of the file. Of every run of lines in doubt the likeliest parting is taken, found by dynamic programming.
"""

import math
import re
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text.paragraphs import Paragraphs

FEWEST_PLAIN = 6
"""Paragraphs with plain ends from which their lengths say anything."""

SHORTEST = 60
"""Characters of a paragraph of running text; shorter ones are headings and lines of the page's frame."""

LEAST_SPREAD = 0.3
"""Deviation of the logarithms of lengths below which they are not believed to lie."""

MOST_PARTS = 30
"""Parts in doubt that may make one paragraph."""

_SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)]?\s+(?=[^a-zа-я\s])")


def settled(text: str, spans: Paragraphs, kept: NDArray[np.bool_]) -> Paragraphs:
    """Paragraphs of a text; those in doubt are joined where that is likelier, unless they are `kept` apart."""
    doubtful = spans.doubtful & ~kept
    plain = ~spans.doubtful & ~np.append(spans.doubtful[1:], False)
    lengths = spans.ends - spans.starts
    known = np.log(lengths[plain & (lengths > SHORTEST)])
    if not doubtful.any() or len(known) < FEWEST_PLAIN:
        return spans
    mean, spread = float(known.mean()), max(float(known.std()), LEAST_SPREAD)
    sentences = len(spans) + sum(1 for _ in _SENTENCE_ENDS.finditer(text))
    within = math.log(sentences / int(lengths.sum()))

    def likelihood(length: int) -> float:
        """Logarithm of the density of paragraphs of a length."""
        off = (math.log(length) - mean) / spread
        return -off * off / 2 - math.log(length * spread * math.sqrt(2 * math.pi))

    going_on = np.zeros(len(spans), bool)
    starts, ends = spans.starts.tolist(), spans.ends.tolist()
    heads = np.append(np.flatnonzero(~doubtful), len(spans)).tolist()
    for low, high in pairwise(heads):
        if high - low > 1:
            going_on[low:high] = True
            going_on[[low + part for part in _parting(starts[low:high], ends[low:high], likelihood, within)]] = False
    return spans.joined(going_on)


def _parting(starts: list[int], ends: list[int], likelihood: Callable[[int], float], within: float) -> list[int]:
    """Numbers of the parts that begin a paragraph, the first among them; `within`: logarithm of the chance that a
    sentence ends after any one character."""
    best, last = [0.0], [0]
    for end in range(1, len(starts) + 1):
        first = max(0, end - MOST_PARTS)
        found = [
            best[begin] + likelihood(ends[end - 1] - starts[begin]) + (end - begin - 1) * within
            for begin in range(first, end)
        ]
        best.append(max(found))
        last.append(first + found.index(best[-1]))
    begins, end = [], len(starts)
    while end:
        end = last[end]
        begins.append(end)
    return begins
