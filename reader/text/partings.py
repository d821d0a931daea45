"""Where a run of lines in doubt is parted into paragraphs, where nothing on the page marks their ends.

A filler breaks a line where the next word has no room, and some paragraphs end just there. How long the paragraphs are
whose ends are plain says which is likelier: lengths are log-normal, and within a paragraph a sentence ends as often as
in the rest of the text. Of every run of lines in doubt the likeliest parting is taken, found by dynamic programming.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_PLAIN = 6
"""Paragraphs with plain ends from which their lengths say anything."""

SHORTEST = 60
"""Characters of a paragraph of running text; shorter ones are headings and lines of the page's frame."""

LEAST_SPREAD = 0.3
"""Deviation of the logarithms of lengths below which they are not believed to lie."""

MOST_PARTS = 30
"""Parts in doubt that may make one paragraph."""

SENTENCE_ENDS = re.compile(r"[.!?…][\"”’»)]?\s+(?=[^a-zа-я\s])")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long the paragraphs of a text are, as logarithms, and the logarithm of the chance that a sentence ends within
    one after any one character."""

    mean: float
    spread: float
    within: float

    @classmethod
    def of(cls, plain: Sequence[int], sentences: int, characters: int) -> "Lengths | None":
        """Told by the lengths of paragraphs whose ends are plain; None if they are too few."""
        known = [math.log(length) for length in plain if length > SHORTEST]
        if len(known) < FEWEST_PLAIN:
            return None
        mean = sum(known) / len(known)
        spread = math.sqrt(sum((length - mean) ** 2 for length in known) / len(known))
        return cls(mean, max(spread, LEAST_SPREAD), math.log(sentences / characters))

    def _likelihood(self, length: int) -> float:
        """Logarithm of the density of paragraphs of a length."""
        off = (math.log(length) - self.mean) / self.spread
        return -off * off / 2 - math.log(length * self.spread * math.sqrt(2 * math.pi))

    def parting(self, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
        """Numbers of the parts, given by their bounds, that begin a paragraph, the first among them; the last first."""
        best, last = [0.0], [0]
        for end in range(1, len(starts) + 1):
            first = max(0, end - MOST_PARTS)
            found = [
                best[begin] + self._likelihood(ends[end - 1] - starts[begin]) + (end - begin - 1) * self.within
                for begin in range(first, end)
            ]
            best.append(max(found))
            last.append(first + found.index(best[-1]))
        begins, end = [], len(starts)
        while end:
            end = last[end]
            begins.append(end)
        return begins
