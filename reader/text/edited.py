"""Where a place of a text is after the text was edited."""

from dataclasses import dataclass

from reader.positions import Span

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
        kept = self.kept(place)
        if kept is not None:
            return kept
        start, _ = self._line(place)
        for _ in range(MOST_LINES):
            if start <= self.start:
                break
            start, line = self._line(start - 1)
            if (found := self._find(line)) is not None:
                return found + len(line)
        return self.start

    def kept(self, place: int) -> int | None:
        """Offset in `after` of what stood at `place` in `before`; None if its line stands there no more."""
        if place < self.start:
            return place
        if place >= len(self.before) - self.end:
            return place + len(self.after) - len(self.before)
        start, line = self._line(place)
        found = self._find(line)
        return None if found is None else found + min(place - start, len(line))

    def span(self, start: int, end: int) -> Span | None:
        """Where in `after` a span of `before` is, with what was put into it; None if an end of it stands there no
        more."""
        first = self.kept(start)
        last = self.kept(end - 1) if start < end else first
        if first is None or last is None or last < first:
            return None
        return first, last + (start < end)

    def _line(self, place: int) -> tuple[int, str]:
        """Where the line of `before` begins on which a place is, and the line."""
        start = self.before.rfind("\n", 0, place) + 1
        end = self.before.find("\n", start)
        return start, self.before[start : end if end >= 0 else len(self.before)]

    def _find(self, line: str) -> int | None:
        """Where a line stands in what was edited of `after`; None if it does not, or is too short to tell."""
        low, high = max(0, self.after.rfind("\n", 0, self.start)), len(self.after) - self.end
        found = self.after.find(line, low, high + len(line)) if len(line) >= LEAST_LINE else -1
        return found if found >= 0 else None


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
