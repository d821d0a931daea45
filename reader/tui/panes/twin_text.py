"""What is shown of a twin below its row: where it stands, how much it shares, and its text with the differences."""

from bisect import bisect_left
from collections.abc import Iterator

from reader.library.queries import Twin
from reader.tui.differences import (
    LEFT_OUT,
    MOVED_AWAY,
    MOVED_IN,
    ONLY_HERE,
    ONLY_THERE,
    SAME,
    Comparison,
    Differences,
)
from reader.tui.fitting import LEAST_CELLS
from reader.tui.listing import Described
from reader.tui.safe import crop_at_word, safe_line
from reader.tui.wrapping import wrap, wrapped

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

MARGIN_CELLS = 6
"""Before what is said of the twin."""

MOST_DETAIL_LINES = 400
"""Lines of one twin in the pane, as many as are wrapped within a frame; all of it is on the page, by `x`."""


def details(twin: Twin, described: Described, comparison: Comparison | None, width: int) -> Iterator[Pieces]:
    """The lines below a twin, of `width` cells; without a `comparison`, which is being made, a sign that more comes."""
    margin = " " * MARGIN_CELLS
    if not twin.within:
        yield ((margin + crop_at_word(safe_line(described.article), width - 1 - MARGIN_CELLS), "repeats--article"),)
    if comparison is None:
        yield ((" …", "repeats--note"),)
        return
    line = f"line\N{NO-BREAK SPACE}{comparison.line:,}" if comparison.line else ""
    facts = " · ".join(filter(None, (comparison.shared_words(), described.date, line)))
    for each in wrapped(safe_line(facts), max(LEAST_CELLS, width - 1 - MARGIN_CELLS)):
        yield ((margin + each, "repeats--note"),)
    yield from merged_lines(comparison.differences, width - 3)
    yield ()


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
