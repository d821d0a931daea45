"""Paragraphs: the units that stories are made of, whatever the line breaks of the file."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.characters import SPACE, classify, encode
from reader.text.file_lines import CORNERS, NARROWEST_WRAP, RULE, STAMP, STROKES, WIDEST_WRAP
from reader.text.punctuation import QUOTES, STOPS

_DRAWN = frozenset(STROKES + CORNERS)

BLOCK = 1 << 20
"""Characters looked at together, so that their lines do not take several times the memory of a large text."""

SHORT = 1000
"""Characters of a text whose lines are told apart one by one."""

WRAPPED_SHARE = 0.45
"""Share of the lines that must be as full as the next word allows, for a file to count as hard-wrapped:
paragraphs of two full lines each still have half of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Paragraphs:
    """Spans of the paragraphs of a text, without the white space around them.

    `starts`, `ends`: int64 `[n]`, character offsets; `gaps`: int64 `[n]`, blank lines before each;
    `lines`: int64 `[n]`, lines that each one takes; `doubtful`: bool `[n]`, those that may go on with the one before:
    it ends a sentence with a line that is full.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    gaps: NDArray[np.int64]
    lines: NDArray[np.int64]
    doubtful: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Paragraphs":
        """The paragraphs that a mask or an array of indices picks."""
        return Paragraphs(
            self.starts[chosen], self.ends[chosen], self.gaps[chosen], self.lines[chosen], self.doubtful[chosen]
        )

    def joined(self, going_on: NDArray[np.bool_]) -> "Paragraphs":
        """The paragraphs of which some are one with the one before."""
        first = np.flatnonzero(~going_on)
        last = np.append(first[1:], len(self)) - 1
        lines = np.add.reduceat(self.lines, first)
        return Paragraphs(self.starts[first], self.ends[last], self.gaps[first], lines, self.doubtful[first])


PREFIX = 32
"""Characters by which paragraphs are told apart in a hurry."""


def repeated(text: str, spans: Paragraphs) -> int:
    """How many paragraphs begin as one before does: no fewer than say the same as one before."""
    spots = zip(spans.starts.tolist(), np.minimum(spans.ends, spans.starts + PREFIX).tolist(), strict=True)
    return len(spans) - len({text[start:end] for start, end in spots})


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of about `BLOCK` characters that end after a newline where there is one within reach."""
    start = 0
    while start < len(text):
        end = start + BLOCK
        if end < len(text):
            newline = text.find("\n", end, end + BLOCK)
            end = newline + 1 if newline >= 0 else end + BLOCK
        end = min(end, len(text))
        yield start, end
        start = end


def paragraphs(text: str) -> Paragraphs:
    """Paragraphs of a text: its lines that are not blank, hard-wrapped ones put together again.

    A line is the continuation of the one before if the file is wrapped and its first word had no room there, which
    is how every greedy filler (fmt, textwrap, mail programs) breaks lines.
    """
    lines = single_lines(text)
    if not len(lines):
        return lines
    starts, ends, gaps, doubtful = lines.starts, lines.ends, lines.gaps, lines.doubtful
    continued = _continued(text, starts, ends, gaps)
    if not continued.any():
        return lines
    ends_unmarked = int(((gaps == 0) & ~continued).sum()) > int((gaps > 0).sum())
    if ends_unmarked:
        doubtful[1:] = _may_end(text, ends[:-1], starts[1:], continued[1:])
    return lines.joined(continued & ~doubtful)


def single_lines(text: str) -> Paragraphs:
    """The lines of a text that are not blank, each by itself."""
    starts, ends, numbers = _lines(text)
    gaps = numbers.copy()
    gaps[1:] -= numbers[:-1] + 1
    return Paragraphs(starts, ends, gaps, np.ones(len(starts), np.int64), np.zeros(len(starts), bool))


def usual_gap(gaps: NDArray[np.int64]) -> float:
    """How many blank lines stand between paragraphs, in the median; 0 where there are no two."""
    if not len(gaps):
        return 0
    fewest = gaps.min()
    return float(fewest if fewest == gaps.max() else np.median(gaps))  # nearly always all are the same


def _lines(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Start, end and number of each line that is not blank; a new sheet of paper begins a line."""
    if len(text) <= SHORT:
        return _lines_of_short(text)
    found: list[tuple[NDArray[np.int64], ...]] = []
    number = 0
    for block_start, block_end in blocks(text):
        codes = encode(text[block_start:block_end])
        ends = np.append(np.flatnonzero((codes == NEWLINE) | (codes == FEED)), len(codes))
        starts = np.append(0, ends[:-1] + 1)
        kept = np.flatnonzero(starts < ends)
        outer = classify(codes.take(starts[kept])) | classify(codes.take(ends[kept] - 1))
        for i in kept[(outer & SPACE) != 0].tolist():
            line = text[block_start + int(starts[i]) : block_start + int(ends[i])]
            starts[i] += len(line) - len(line.lstrip())
            ends[i] = starts[i] + len(line.strip())
        kept = kept[starts[kept] < ends[kept]]
        found.append((starts[kept] + block_start, ends[kept] + block_start, kept + number))
        number += len(ends) - 1
    if not found:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    starts, ends, numbers = (np.concatenate(part) for part in zip(*found, strict=True))
    return starts, ends, numbers


def _lines_of_short(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The same line by line, which is faster where there are few."""
    rows: list[tuple[int, int, int]] = []
    start = 0
    for number, line in enumerate(text.replace("\f", "\n").split("\n")):
        if kept := line.strip():
            first = start + line.index(kept)
            rows.append((first, first + len(kept), number))
        start += len(line) + 1
    starts, ends, numbers = np.array(rows, np.int64).reshape(-1, 3).T.copy()
    return starts, ends, numbers


NEWLINE, FEED = ord("\n"), ord("\f")


def _may_end(
    text: str, ends: NDArray[np.int64], starts: NDArray[np.int64], asked: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where a full line closes a sentence and the next one opens another, a paragraph may end. It is taken to: one that
    is parted can still be read as one, a start within a paragraph is lost."""
    found = np.zeros(len(ends), bool)
    for i in np.flatnonzero(asked).tolist():
        end, start = int(ends[i]), int(starts[i])
        last = text[end - 2] if text[end - 1] in QUOTES and end > 1 else text[end - 1]
        first = text[start]
        found[i] = last in STOPS and not first.islower()
    return found


def _continued(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], gaps: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which lines go on with the paragraph of the line before."""
    none = np.zeros(len(starts), bool)
    if len(starts) < 2:
        return none
    lengths = ends - starts
    # Of most files one look at a long line tells that they are not wrapped.
    wide = np.flatnonzero(lengths > WIDEST_WRAP).tolist()
    if any(_first_word(text, int(starts[i]), int(ends[i])) < lengths[i] for i in wide):
        return none
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    heads = np.array([_first_word(text, start, end) for start, end in spans], np.int64)
    several_words = lengths > heads
    if not several_words.any():
        return none
    width = int(lengths[several_words].max())
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return none
    adjacent = gaps[1:] == 0
    full = lengths[:-1] + 1 + heads[1:] > width
    if not adjacent.any() or full[adjacent].mean() < WRAPPED_SHARE:
        return none
    none[1:] = adjacent & full
    for i in np.flatnonzero(none).tolist():
        none[i] = not (STAMP.match(text, *spans[i]) or _is_rule(text, *spans[i]) or _is_rule(text, *spans[i - 1]))
    return none


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether a line has no words that could go on, or go before others."""
    return text[start] in _DRAWN and bool(RULE.match(text, start, end))


def _first_word(text: str, start: int, end: int) -> int:
    """Characters of the first word of a line."""
    return len(text[start:end].split(None, 1)[0])
