"""Where a place of a text is after the text was edited."""

LEAST_LINE = 12
"""Characters of a line that is likely to stand only once."""

MOST_LINES = 200
"""Lines before a place that are looked for."""


def place_after_edit(before: str, after: str, place: int) -> int:
    """Offset in `after` of what stood at `place` in `before`; of what stood before it, if that is gone.

    What is the same from the start and from the end tells most; between them, lines that stand in both do.
    """
    first = _common_start(before, after)
    if place < first:
        return place
    last = _common_end(before[first:], after[first:])
    if place >= len(before) - last:
        return place + len(after) - len(before)
    start = before.rfind("\n", 0, place) + 1
    low, high = max(0, after.rfind("\n", 0, first)), len(after) - last
    offset = place - start
    for _ in range(MOST_LINES):
        end = before.find("\n", start)
        line = before[start : end if end >= 0 else len(before)]
        found = after.find(line, low, high + len(line)) if len(line) >= LEAST_LINE else -1
        if found >= 0:
            return found + min(offset, len(line))
        if start <= first:
            break
        offset = len(before)  # of a line before it, the end
        start = before.rfind("\n", 0, start - 1) + 1
    return first


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
