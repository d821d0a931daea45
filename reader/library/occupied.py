"""Which parts of a text are taken, looked up by place."""

from bisect import bisect_right, insort


class Occupied:
    """Half-open spans; those that overlap become one, those that only touch stay apart."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Put a span in."""
        while (at := self._first(start, end)) is not None:
            low, high = self._spans.pop(at)
            start, end = min(low, start), max(high, end)
        insort(self._spans, (start, end))

    def touches(self, start: int, end: int) -> bool:
        """Whether some span has a character in common."""
        return self._first(start, end) is not None

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The span that holds all of another."""
        at = bisect_right(self._spans, start, key=lambda span: span[0]) - 1
        return self._spans[at] if at >= 0 and end <= self._spans[at][1] else None

    def _first(self, start: int, end: int) -> int | None:
        """Index of the first span that has a character in common."""
        at = bisect_right(self._spans, start, key=lambda span: span[1])
        return at if at < len(self._spans) and self._spans[at][0] < end else None
