"""Wide gaps between words, which stand between the columns of a table, and where a filler made lines even at the right.

Nothing here imports numpy: the first page needs it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reader.text.file_lines import FileLine

FEWEST_EVEN = 3
"""Lines with wide gaps that end in one column from which a text is believed to be set even at the right."""

COLUMN_GAP = 3
"""Cells of a gap that goes through lines of a table, and hardly through lines that a filler made even."""

WIDEST_GAP = 20
"""Cells of a gap that is wider than a filler makes between words."""

_GAP = re.compile(r"\S(?: {2,}| *\t[ \t]*)(?=\S)")


def see_gaps(text: str, stretches: Sequence[Sequence[FileLine]]) -> int:
    """Say of lines with wide gaps between words whether a filler made them: all that it fills then end in one column,
    whose number is returned; 0 if there is none. What stands behind a gap, and goes on below it, is an item, marked by
    what is before the gap."""
    gapped = Counter(line.width for stretch in stretches for line in stretch if line.has_columns)
    margin, even = gapped.most_common(1)[0] if gapped else (0, 0)
    is_even = even >= FEWEST_EVEN and 2 * even >= gapped.total()
    if is_even:
        for stretch in stretches:
            full = [line for line in stretch if line.width == margin]
            if len(stretch) > 1 and not (len(full) > 1 and _have_columns(text, full)):
                for line in full:
                    line.is_even = not _has_wide_gap(text, line)
                    line.is_kept = line.is_kept and not (line.has_columns and line.is_even)
    for stretch in stretches:
        for line, after in pairwise(stretch):
            if line.is_kept and line.has_columns and not line.mark and after.indent > line.indent:
                line.mark = _hanging(text, line, after.indent)
                line.is_kept = not line.mark
    return margin if is_even else 0


def _have_columns(text: str, lines: Sequence[FileLine]) -> bool:
    """Whether one gap goes through all of some lines of one width."""
    rows = [text[line.start : line.end].expandtabs(8) for line in lines]
    low = max(line.indent for line in lines)
    blank = "".join(" " if set(cells) == {" "} else "x" for cells in zip(*(row[low:] for row in rows), strict=False))
    return COLUMN_GAP * " " in blank


def _has_wide_gap(text: str, line: FileLine) -> bool:
    return WIDEST_GAP * " " in text[line.start : line.end].expandtabs(8).lstrip()


def _hanging(text: str, line: FileLine, column: int) -> int:
    """Characters of a line up to what stands in a column behind a gap; none if nothing does."""
    at = line.body
    for found in _GAP.finditer(text, line.body, line.end):
        at = found.end()
        if len(text[line.start : at].expandtabs(8)) == column:
            return at - line.body
    return 0
