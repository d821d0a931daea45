"""Sets of characters as spans: what was read, and what is left to read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from reader.positions import Span


@dataclass(frozen=True, slots=True)
class Spans:
    """A set of characters. Make one with `spans`; the pairs are in order, not empty, and do not touch each other."""

    pairs: tuple[Span, ...] = ()

    def __iter__(self) -> Iterator[Span]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def characters(self) -> int:
        """How many characters are in the set."""
        return sum(end - start for start, end in self.pairs)

    def add(self, start: int, end: int) -> "Spans":
        """The set with `[start, end)`."""
        if end <= start:
            return self
        first, last = self._touching(start, end)
        if first < last:
            start = min(start, self.pairs[first][0])
            end = max(end, self.pairs[last - 1][1])
        return Spans((*self.pairs[:first], (start, end), *self.pairs[last:]))

    def subtract(self, start: int, end: int) -> "Spans":
        """The set without `[start, end)`."""
        if end <= start:
            return self
        first, last = self._touching(start, end)
        rest = [
            piece
            for low, high in self.pairs[first:last]
            for piece in ((low, min(high, start)), (max(low, end), high))
            if piece[0] < piece[1]
        ]
        return Spans((*self.pairs[:first], *rest, *self.pairs[last:]))

    def union(self, other: "Spans") -> "Spans":
        """The characters in either set."""
        if not other.pairs:
            return self
        return spans((*self.pairs, *other.pairs)) if self.pairs else other

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The parts of `[start, end)` that are in the set, in order."""
        first, last = self._touching(start, end)
        cut = ((max(low, start), min(high, end)) for low, high in self.pairs[first:last])
        return tuple(piece for piece in cut if piece[0] < piece[1])

    def covered(self, start: int, end: int) -> int:
        """How many characters of `[start, end)` are in the set."""
        return sum(high - low for low, high in self.within(start, end))

    def share(self, start: int, end: int) -> float:
        """The part of `[start, end)` that is in the set, 0..1; an empty span is covered."""
        return self.covered(start, end) / (end - start) if start < end else 1.0

    def next_missing(self, start: int, end: int, *, least: int = 1) -> Span | None:
        """The first part of `[start, end)` that is not in the set and has `least` characters or more; None if none."""
        at = start
        for index in range(self._touching(start, start)[0], len(self.pairs)):
            low, high = self.pairs[index]
            if low >= end:
                break
            if low - at >= least and at < low:
                return at, low
            at = max(at, high)
        return (at, end) if end - at >= least and at < end else None

    def _touching(self, start: int, end: int) -> Span:
        """The range of pairs that overlap `[start, end)` or end where it starts or start where it ends."""
        first = bisect_left(self.pairs, (start,))
        if first and self.pairs[first - 1][1] >= start:
            first -= 1
        return first, bisect_right(self.pairs, (end, inf))


def spans(pairs: Iterable[Span]) -> Spans:
    """The set of the characters in any of the spans, which may overlap, be empty and come in any order."""
    merged: list[Span] = []
    for start, end in sorted(pair for pair in pairs if pair[0] < pair[1]):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return Spans(tuple(merged))
