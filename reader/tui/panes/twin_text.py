"""The text of a twin with its differences, in lines."""

from bisect import bisect_left
from collections.abc import Iterator

from reader.tui.differences import LEFT_OUT, MOVED_AWAY, MOVED_IN, ONLY_HERE, ONLY_THERE, SAME, Differences
from reader.tui.wrapping import wrap

Pieces = tuple[tuple[str, str], ...]
"""A line as (text, name of its style)."""

PART_STYLES = {
    SAME: "repeats--same",
    ONLY_HERE: "repeats--here",
    ONLY_THERE: "repeats--there",
    MOVED_AWAY: "repeats--moved-away",
    MOVED_IN: "repeats--moved-in",
    LEFT_OUT: "repeats--note",
}

MOST_DETAIL_LINES = 400
"""Lines of one twin in the pane, as many as are wrapped within a frame; all of it is on the page, by `x`."""


def merged_lines(merged: Differences, width: int) -> Iterator[Pieces]:
    """A text with its differences in lines of `width` cells."""
    last = min(len(merged.text), MOST_DETAIL_LINES * width)
    table = wrap(merged.text, 0, last, width)
    shown = merged.parts[: bisect_left(merged.parts, (last,))]
    starts = [*(start for start, _, _ in shown[1:]), last]
    parts = [(start, after, kind) for (start, _, kind), after in zip(shown, starts, strict=True)]
    at = 0
    for start, end in zip(table.starts, table.ends, strict=True):
        while at + 1 < len(parts) and parts[at][1] <= start:
            at += 1
        pieces = [("  ", PART_STYLES[SAME])]
        number = at
        while number < len(parts) and parts[number][0] < end:
            low, high, kind = parts[number]
            pieces.append((merged.text[max(start, low) : min(end, high)], PART_STYLES[kind]))
            number += 1
        yield tuple(pieces)
