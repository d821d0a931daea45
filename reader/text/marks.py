"""What somebody put between stories, and what it says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST = 2
"""Parts that a mark must make to be a separator at all."""

SUBSTANTIAL = 300
"""Characters of a story, in the median."""

AGREEMENT = 0.3
"""Mean chance of a new story, by the other cues, at marks that need to be confirmed: the threshold of running text."""

STRONG_AGREEMENT = 0.15
"""The same at marks that hardly anything but stories has: capital headlines, headings below the name of a newspaper,
rules across a page. In 240 files of several stories under capitals the mean was .17 at least, but for five in a hundred
of single ones with sub-heads in capitals at most .27; with marks that decide outright all of these would be cut."""

LONGEST_HEAD_LINE = 100
"""Characters of a line at the head of a story."""

MOST_HEAD_LINES = 8
"""Lines at the head of a story: the newspaper, its edition, the day, who wrote it."""

ALIKE = 0.8
"""Share of the marks above which as many short lines must stand as above the first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One separator: the paragraph at which the next story starts, and what the mark itself says of that story; `kind`
    names what it is."""

    start: int
    kind: str
    title: str = ""
    date: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one kind in a file; `decisive` ones need no confirmation."""

    kind: str
    marks: tuple[Mark, ...]
    decisive: bool
    heads: tuple[int, ...] = ()
    """Paragraphs above the starts that are no part of any story: envelopes and headers of mails."""
    agreement: float = AGREEMENT
    """Mean chance of a new story, by the other cues, from which marks that are not decisive are confirmed."""


def with_tops(rows: Sequence[int], heads: frozenset[int]) -> list[int]:
    """The first lines of the heads to which the lines at `rows` belong: as many of the `heads` stand above each as
    above the first, where the text begins."""
    above = rows[0]
    if not 0 < above <= MOST_HEAD_LINES or not heads.issuperset(range(above)):
        return list(rows)
    whole = [row - above > before and heads.issuperset(range(row - above, row)) for before, row in pairwise(rows)]
    if sum(whole) < ALIKE * len(whole):
        return list(rows)
    return [0, *(row - above if fits else row for row, fits in zip(rows[1:], whole, strict=True))]
