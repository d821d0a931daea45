"""Where words that only one of two texts has begin: at a sentence or a line rather than amid one.

Of "…, she said. The ship" against "…. The ship" a shortest script may keep either "the"; which one is chosen as git
does for lines (Michael Haggerty, the indent heuristic of `git diff`): the added words slide to where the text breaks.
"""

from collections.abc import Sequence

from reader.reuse.steps import Step

MOST_SLID = 8
"""Words by which a change is slid, at most: bounds the work on repetitive text."""


def slid(some: Sequence[Step], a: Sequence[int], b: Sequence[int], breaks: Sequence[Sequence[int]]) -> list[Step]:
    """The steps from the words `a` to the words `b` with deletions and insertions slid along words that both have.

    `breaks` are those of `a` and of `b`: how much the text breaks before each word, and behind the last.
    """
    found = list(some)
    for i, step in enumerate(found):
        if step[0] not in ("delete", "insert") or not 0 < i < len(found) - 1:
            continue
        before, after = found[i - 1], found[i + 1]
        words, cuts = (a, breaks[0]) if step[0] == "delete" else (b, breaks[1])
        low, high = (step[1], step[2]) if step[0] == "delete" else (step[3], step[4])
        shifts = [0]
        for sign, room in ((-1, before[2] - before[1]), (1, after[2] - after[1])):
            for by in range(1, min(room - 1, MOST_SLID) + 1):
                one, other = (low - by, high - by) if sign < 0 else (low + by - 1, high + by - 1)
                if words[one] != words[other]:
                    break
                shifts.append(sign * by)
        by = max(shifts, key=lambda shift: (cuts[low + shift] + cuts[high + shift], -abs(shift)))
        if by:
            found[i - 1] = (before[0], before[1], before[2] + by, before[3], before[4] + by)
            found[i] = (step[0], step[1] + by, step[2] + by, step[3] + by, step[4] + by)
            found[i + 1] = (after[0], after[1] + by, after[2], after[3] + by, after[4])
    return found
