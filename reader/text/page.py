"""Which paragraphs of a page tell the story, and what the others are."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.characters import QUOTES, STOPS
from reader.text.paragraphs import Paragraphs, repeated
from reader.text.residue import LONGEST_DATE, LONGEST_FRAME, Frame, frame, telling

LONGEST_POST = 600
"""Characters of the longest text above a signature that is taken for the post itself."""

LONGEST_HEADING = 90
"""Characters of the longest heading: measured on headlines, 99 in 100 are shorter."""

MOST_HEADINGS = 0.7
"""Share of the lines of text from which lines like headings are no headings: a text without full stops."""

HEADING = int(Frame.HEADING)

BESIDE_A_TITLE = frozenset({HEADING, int(Frame.STAMP), int(Frame.CREDIT)})
"""What may stand between a title and the first paragraph of its story."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Paragraphs of a text with what each one is.

    `body` are the indices of those that belong to stories; `prose` of those among them that are no headings, and `tops`
    of the first of the headings right above each, or again of itself.
    """

    paragraphs: Paragraphs
    frames: NDArray[np.int8]
    body: NDArray[np.int64]
    prose: NDArray[np.int64]
    tops: NDArray[np.int64]

    @classmethod
    def of(cls, paragraphs: Paragraphs, frames: NDArray[np.int8]) -> "Page":
        """A page whose paragraphs are what `frames` says."""
        prose = np.flatnonzero(frames == Frame.TEXT)
        tops = prose.copy()
        kinds = frames.tolist()
        for row in np.flatnonzero(np.diff(prose, prepend=-1) > 1).tolist():
            above = int(prose[row]) - 1
            while above >= 0 and kinds[above] in BESIDE_A_TITLE:
                if kinds[above] == HEADING:
                    tops[row] = above
                above -= 1
        return cls(paragraphs, frames, np.flatnonzero((frames == Frame.TEXT) | (frames == Frame.HEADING)), prose, tops)


_DIGIT = re.compile(r"\d")
"""Dates, which are short, have one."""


def page(text: str, spans: Paragraphs, rules: Sequence[int] = ()) -> Page:
    """Tell the paragraphs of stories from those of the page's frame; `rules` are lines of dashes and the like."""
    frames = np.zeros(len(spans), np.int8)
    # The cheap questions come first: of a hundred lines ninety are plain text.
    owners = np.maximum(np.searchsorted(spans.starts, telling(text), side="right") - 1, 0)
    told = np.zeros(len(spans), bool)
    told[owners] = True
    lengths = spans.ends - spans.starts
    asked = np.flatnonzero((told & (lengths <= LONGEST_FRAME)) | (lengths < LONGEST_DATE))
    columns = (asked, spans.starts[asked], spans.ends[asked], told[asked])
    for i, start, end, is_told in zip(*(column.tolist() for column in columns), strict=True):
        if is_told or _DIGIT.search(text, start, end):
            line = text[start:end]
            frames[i] = frame(line if spans.lines[i] == 1 else " ".join(line.split()))
    frames[_refrains(text, spans) & (frames == Frame.TEXT)] = Frame.BAR
    frames[list(rules)] = Frame.RULE
    above = np.flatnonzero(frames == Frame.SIGNATURE) - 1
    above = above[above >= 0]
    short = spans.ends[above] - spans.starts[above] <= LONGEST_POST
    frames[above[short & (frames[above] == Frame.TEXT)]] = Frame.POST
    headings = _headings(text, spans, frames)
    if len(headings) < MOST_HEADINGS * (frames == Frame.TEXT).sum():
        frames[headings] = Frame.HEADING
    return Page.of(spans, frames)


def _headings(text: str, spans: Paragraphs, frames: NDArray[np.int8]) -> list[int]:
    """Short lines of text that do not end as a sentence does."""
    found = []
    for i in np.flatnonzero((spans.ends - spans.starts <= LONGEST_HEADING) & (frames == Frame.TEXT)).tolist():
        end = int(spans.ends[i])
        last = text[end - 1]
        if last in QUOTES and end - 2 > spans.starts[i]:
            last = text[end - 2]
        if last not in OPEN_ENDS:
            found.append(i)
    return found


OPEN_ENDS = STOPS + ":：;,)"
"""Ends of lines that are sentences, or that go on."""


def _refrains(text: str, spans: Paragraphs) -> NDArray[np.bool_]:
    """Paragraphs that come `REFRAIN` times between others: the page's advertising. What comes again together with its
    neighbours is a story told again."""
    if repeated(text, spans) < REFRAIN - 1:
        return np.zeros(len(spans), bool)
    lines = [text[start:end] for start, end in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)]
    times = Counter(lines)
    around: dict[str, tuple[set[str], set[str]]] = {
        line: (set(), set()) for line, count in times.items() if count >= REFRAIN and len(line) >= LEAST_REFRAIN
    }
    if not around:
        return np.zeros(len(lines), bool)
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line in around:
            befores, afters = around[line]
            befores.add(above)
            afters.add(below)
    known = {line for line, (above, below) in around.items() if len(above) == len(below) == times[line]}
    return np.array([line in known for line in lines], bool)


REFRAIN = 3
"""Times that a paragraph must come to be taken for a part of the page; a story told twice has each of its own twice."""

LEAST_REFRAIN = 12
"""Characters of such a paragraph; “Yes.” comes again in any interview."""
