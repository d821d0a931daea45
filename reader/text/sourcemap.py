"""The map between offsets in the clean text and offsets in the source that it was made from."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add


def _offsets() -> "array[int]":
    return array("q")


@dataclass(frozen=True, slots=True)
class SourceMap:
    """A piecewise-linear, monotone map between clean and source offsets (both in characters).

    Edit k replaced source[source_starts[k]:source_ends[k]] by clean[clean_starts[k]:clean_ends[k]]; outside the edits
    the texts are equal. Look-ups are a bisection; a map without edits is the identity and holds nothing.

    Where characters were removed one clean offset has several source offsets: the last is given, so that the source
    character at `to_source(c)` is the one that clean[c] came from. `to_clean(to_source(c)) == c` unless an edit made
    its span longer; inside an edit offsets are interpolated.
    """

    source_starts: "array[int]" = field(default_factory=_offsets)
    source_ends: "array[int]" = field(default_factory=_offsets)
    clean_starts: "array[int]" = field(default_factory=_offsets)
    clean_ends: "array[int]" = field(default_factory=_offsets)

    @classmethod
    def of(cls, edits: Iterable[tuple[int, int, int]]) -> "SourceMap":
        """The map of edits `(source start, source end, length in the clean text)`, sorted and disjoint."""
        edits = list(edits)
        starts, ends = [start for start, _, _ in edits], [end for _, end, _ in edits]
        shifts = list(accumulate((length - (end - start) for start, end, length in edits), initial=0))
        return cls(
            array("q", starts),
            array("q", ends),
            array("q", map(add, starts, shifts)),
            array("q", map(add, ends, shifts[1:])),
        )

    @property
    def is_identity(self) -> bool:
        """Whether every clean offset is its own source offset."""
        return not self.source_starts

    def to_source(self, clean: int) -> int:
        """The source offset of a clean offset."""
        k = bisect_right(self.clean_starts, clean) - 1
        if k < 0:
            return clean
        clean_start, clean_end = self.clean_starts[k], self.clean_ends[k]
        if clean >= clean_end:
            return self.source_ends[k] + clean - clean_end
        start = self.source_starts[k]
        # Rounded up, so that flooring in `to_clean` gives the same offset back.
        return start - (clean_start - clean) * (self.source_ends[k] - start) // (clean_end - clean_start)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source span of a half-open clean one: it ends after the source of its last character."""
        return self.to_source(start), self.to_source(end - 1) + 1 if end > start else self.to_source(end)

    def to_clean(self, source: int) -> int:
        """The clean offset of a source offset; a removed character has that of what follows it."""
        k = bisect_right(self.source_starts, source) - 1
        if k < 0:
            return source
        start, end = self.source_starts[k], self.source_ends[k]
        if source >= end:
            return self.clean_ends[k] + source - end
        clean_start = self.clean_starts[k]
        return clean_start + (source - start) * (self.clean_ends[k] - clean_start) // (end - start)


IDENTITY = SourceMap()
"""Shared by every text in which nothing was changed."""
