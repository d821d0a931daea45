"""Which paragraphs of a page tell the story, and what the others are."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.metadata import is_byline
from reader.text.paragraphs import Paragraphs, repeated
from reader.text.punctuation import QUOTES, STOPS
from reader.text.residue import LONGEST_DATE, LONGEST_FRAME, Frame, frame, telling

LONGEST_POST = 600
"""Characters of the longest text above a signature that is taken for the post itself."""

LONGEST_HEADING = 90
"""Characters of the longest heading: measured on headlines, 99 in 100 are shorter."""

MOST_HEADINGS = 0.7
"""Share of the lines of text from which lines like headings are no headings: a text without full stops."""

TEXT, HEADING, SIGNATURE, POST, BAR, RULE, DAY = map(
    int, (Frame.TEXT, Frame.HEADING, Frame.SIGNATURE, Frame.POST, Frame.BAR, Frame.RULE, Frame.DAY)
)

BESIDE_A_TITLE = frozenset({HEADING, int(Frame.STAMP), int(Frame.CREDIT)})
"""What may stand between a title and the first paragraph of its story."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Paragraphs of a text with what each one is.

    `body` are the indices of those that belong to stories; `prose` of those among them that are no headings, and `tops`
    of the first of the headings right above each, or again of itself. `again`: how many paragraphs begin as one before
    does.
    """

    paragraphs: Paragraphs
    frames: NDArray[np.int8]
    body: NDArray[np.int64]
    prose: NDArray[np.int64]
    tops: NDArray[np.int64]
    again: int

    @classmethod
    def of(cls, paragraphs: Paragraphs, frames: NDArray[np.int8], again: int = 0) -> "Page":
        """A page whose paragraphs are what `frames` says."""
        if not frames.any():  # as TEXT is 0, all is: most pages of records
            every = np.arange(len(frames))
            return cls(paragraphs, frames, every, every, every, again)
        prose = np.flatnonzero(frames == TEXT)
        tops = prose.copy()
        kinds = frames.tolist()
        for row in np.flatnonzero(frames.take(np.maximum(prose - 1, 0)) != TEXT).tolist():
            above = int(prose[row]) - 1
            while above >= 0 and kinds[above] in BESIDE_A_TITLE:
                if kinds[above] == HEADING:
                    tops[row] = above
                above -= 1
        body = np.flatnonzero((frames == TEXT) | (frames == HEADING))
        return cls(paragraphs, frames, body, prose, tops, again)


_DIGIT = re.compile(r"\d")
"""Dates, which are short, have one."""


def page(text: str, spans: Paragraphs, rules: Sequence[int] = (), heads: Sequence[int] = ()) -> Page:
    """Tell the paragraphs of stories from those of the page's frame; `rules` are lines of dashes and the like, `heads`
    headers of mails."""
    starts, ends, lines = spans.starts.tolist(), spans.ends.tolist(), spans.lines.tolist()
    kinds = [TEXT] * len(starts)
    # The cheap questions come first: of a hundred lines ninety are plain text.
    told = np.zeros(len(spans), bool)
    told[np.maximum(np.searchsorted(spans.starts, telling(text), side="right") - 1, 0)] = True
    lengths = spans.ends - spans.starts
    for i in np.flatnonzero((told & (lengths <= LONGEST_FRAME)) | (lengths < LONGEST_DATE)).tolist():
        if told[i] or _DIGIT.search(text, starts[i], ends[i]):
            line = text[starts[i] : ends[i]]
            kinds[i] = int(frame(line if lines[i] == 1 else " ".join(line.split())))
    again = repeated(text, spans)
    for i in _refrains(text, spans) if again >= REFRAIN - 1 else ():
        if kinds[i] == TEXT and not is_byline(text[starts[i] : ends[i]]):
            kinds[i] = BAR
    for i in rules:
        kinds[i] = RULE
    for i in heads:
        kinds[i] = DAY  # they head what follows, as a day does
    for i, kind in enumerate(kinds):
        if kind == SIGNATURE and i and kinds[i - 1] == TEXT and lengths[i - 1] <= LONGEST_POST:
            kinds[i - 1] = POST
    headings = [
        i
        for i in np.flatnonzero(lengths <= LONGEST_HEADING).tolist()
        if kinds[i] == TEXT and _is_open(text, starts[i], ends[i])
    ]
    if len(headings) < MOST_HEADINGS * kinds.count(TEXT):
        for i in headings:
            kinds[i] = HEADING
    return Page.of(spans, np.array(kinds, np.int8), again)


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a line does not end as a sentence does."""
    last = text[end - 1]
    if last in QUOTES and end - 2 > start:
        last = text[end - 2]
    return last not in OPEN_ENDS


OPEN_ENDS = STOPS + ":：;,)"
"""Ends of lines that are sentences, or that go on."""


def _refrains(text: str, spans: Paragraphs) -> list[int]:
    """Paragraphs that come `REFRAIN` times between others: the page's advertising. What comes again together with its
    neighbours is a story told again."""
    lines = [text[start:end] for start, end in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)]
    times = Counter(lines)
    around: dict[str, tuple[set[str], set[str]]] = {
        line: (set(), set()) for line, count in times.items() if count >= REFRAIN and len(line) >= LEAST_REFRAIN
    }
    if not around:
        return []
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line in around:
            befores, afters = around[line]
            befores.add(above)
            afters.add(below)
    return [
        i
        for i, line in enumerate(lines)
        if line in around and len(around[line][0]) == len(around[line][1]) == times[line]
    ]


REFRAIN = 3
"""Times that a paragraph must come to be taken for a part of the page; a story told twice has each of its own twice."""

LEAST_REFRAIN = 12
"""Characters of such a paragraph; “Yes.” comes again in any interview."""
