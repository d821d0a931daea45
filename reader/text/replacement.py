"""Replacements in a text: how a repair is written down before there is a clean text."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.text.sourcemap import SourceMap


class Replacement(NamedTuple):
    """text[start:end] should read `text`; `kind` is "exact" if every byte was there, else "inferred"."""

    start: int
    end: int
    text: str
    kind: str
    reason: str


def apply(text: str, replacements: Sequence[Replacement]) -> str:
    """The text with all replacements made; they are sorted and disjoint."""
    pieces: list[str] = []
    end = 0
    for replacement in replacements:
        pieces += (text[end : replacement.start], replacement.text)
        end = replacement.end
    pieces.append(text[end:])
    return "".join(pieces)


def compose(first: Sequence[Replacement], second: Sequence[Replacement], between: str) -> list[Replacement]:
    """The replacements that do at once what `first` and then `second` do; `between` is the text after the first.

    Where the two touch they become one, so that each end of a result is an end of one of them and maps exactly.
    """
    mapped = SourceMap.of((r.start, r.end, len(r.text)) for r in first)
    spans = [
        (start, end, 0, k) for k, (start, end) in enumerate(zip(mapped.clean_starts, mapped.clean_ends, strict=True))
    ]
    spans += [(r.start, r.end, 1, k) for k, r in enumerate(second)]
    composed: list[Replacement] = []
    group: list[tuple[int, int, int, int]] = []
    low = high = -1
    for span in [*sorted(spans), None]:
        if span and group and span[0] <= high:
            high = max(high, span[1])
            group.append(span)
            continue
        if group:
            composed.append(_merged(group, low, high, mapped, first, second, between))
        if span:
            low, high, group = span[0], span[1], [span]
    return composed


def _merged(
    group: list[tuple[int, int, int, int]],
    low: int,
    high: int,
    mapped: SourceMap,
    first: Sequence[Replacement],
    second: Sequence[Replacement],
    between: str,
) -> Replacement:
    """One replacement for edits that touch, which change between[low:high]."""
    earlier = [(start, end, first[k]) for start, end, later, k in group if not later]
    changes = [second[k] for _, _, later, k in group if later]
    start, end = mapped.to_source(low), mapped.to_source(high)
    if earlier:  # beside an edit that removed characters one offset has several sources: count from the edit itself
        start = earlier[0][2].start - (earlier[0][0] - low)
        end = earlier[-1][2].end + (high - earlier[-1][1])
    text = apply(between[low:high], [r._replace(start=r.start - low, end=r.end - low) for r in changes])
    parts = [*(r for _, _, r in earlier), *changes]
    kind = "exact" if all(r.kind == "exact" for r in parts) else "inferred"
    return Replacement(start, end, text, kind, ", then ".join(dict.fromkeys(r.reason for r in reversed(parts))))
