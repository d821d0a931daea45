"""Where a place of a text is after the text was edited."""

from dataclasses import dataclass

LEAST_LINE = 12
"""Characters of a line that is likely to stand only once."""

MOST_LINES = 200
"""Lines before a place that are looked for."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A text before and after it was edited."""

    before: str
    after: str
    start: int
    """Characters that both begin with."""
    end: int
    """Characters that both end with, beside those."""

    @property
    def only_continued(self) -> bool:
        """Whether all that was there stands there still, with more after it: a log that grows."""
        return self.start >= len(self.before.rstrip())

    def place(self, place: int) -> int:
        """Offset in `after` of what stood at `place` in `before`; of what stood before it, if that is gone.

        What is the same from the start and from the end tells most; between them, lines that stand in both do.
        """
        before, after = self.before, self.after
        if place < self.start:
            return place
        if place >= len(before) - self.end:
            return place + len(after) - len(before)
        start = before.rfind("\n", 0, place) + 1
        low, high = max(0, after.rfind("\n", 0, self.start)), len(after) - self.end
        offset = place - start
        for _ in range(MOST_LINES):
            end = before.find("\n", start)
            line = before[start : end if end >= 0 else len(before)]
            found = after.find(line, low, high + len(line)) if len(line) >= LEAST_LINE else -1
            if found >= 0:
                return found + min(offset, len(line))
            if start <= self.start:
                break
            offset = len(before)  # of a line before it, the end
            start = before.rfind("\n", 0, start - 1) + 1
        return self.start


def edited(before: str, after: str) -> Edit:
    """What became of a text."""
    start = _common_start(before, after)
    return Edit(before, after, start, _common_end(before[start:], after[start:]))


def _common_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str) -> int:
    """How many characters both end with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
