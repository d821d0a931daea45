"""Clusters: passages connected by alignments, one thing told n times."""

from collections.abc import Sequence

SHARED_SPAN = 0.5
"""Two spans of one document are the same passage if they share this much of the shorter one."""


def connected(a: Sequence[tuple[int, int, int]], b: Sequence[tuple[int, int, int]]) -> list[int]:
    """A cluster number for each aligned pair of spans (document, start, end), numbered by first appearance.

    Spans of one document that overlap by half of the shorter are one passage; union-find with path halving.
    """
    n = len(a)
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    spans = sorted((*span, i % n) for i, span in enumerate((*a, *b)))
    recent: list[tuple[int, int, int, int]] = []
    for span in spans:
        document, start, end, pair = span
        recent = [other for other in recent if other[0] == document and other[2] > start]
        for _, low, high, other_pair in recent:
            if min(end, high) - max(start, low) >= SHARED_SPAN * min(end - start, high - low):
                parent[root(pair)] = root(other_pair)
        recent.append(span)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(i), len(numbers)) for i in range(n)]
