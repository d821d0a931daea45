"""An edit script as one running text: what both say, what only the page says, what only the twin says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.plurals import plural
from reader.positions import Span
from reader.text.joined import WIDE_END
from reader.text.one_line import unbroken
from reader.text.subtitles import without_cues

if TYPE_CHECKING:  # the module of edit scripts imports numpy and rapidfuzz
    from reader.reuse.alignment import Edit

CONTEXT_WORDS = 12
"""Words kept on each side of a long stretch that is the same."""

LONG_WORDS = 3 * CONTEXT_WORDS
"""A stretch that is the same is shortened from here on: what differs must be on the screen."""

Words = tuple[int, int, bool]
"""(start, end, whether both texts say them) of words of a text that follow each other."""

Whole = Collection[int] | None
"""Hyphens of divided words that are not written, from the start of a text."""

_BLANKS = re.compile(r"\s+")

SAME, ONLY_HERE, ONLY_THERE, LEFT_OUT = "same", "here", "there", "left-out"
MOVED_AWAY, MOVED_IN = "moved-away", "moved-in"
"""What both say, in another place: where the page has it, and where the twin has it."""

HERE = (ONLY_HERE, MOVED_AWAY)
"""What stands on the page; all else is in the twin's words."""


@dataclass(frozen=True, slots=True)
class Differences:
    """A text and what its parts are: spans (start, end, kind), in order, covering it."""

    text: str
    parts: tuple[tuple[int, int, str], ...]

    @classmethod
    def note(cls, text: str) -> Differences:
        """A remark instead of a text."""
        return cls(text, ((0, len(text), LEFT_OUT),))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A passage held against its twin."""

    edits: tuple[Edit, ...]
    """The edit script from the passage to the twin, both with whole sentences, offsets from the start of each."""
    differences: Differences
    told: Span = (0, 0)
    """The passage with whole sentences, in its document."""
    again: Span = (0, 0)
    """The twin with whole sentences, in its document."""
    there: str = ""
    """What the twin says."""
    shared: int = 0
    """Words that both say, in the same order or moved."""
    words: int = 0
    """Words of the passage."""
    line: int = 0
    """Where the twin begins: 1-based, in the source; 0 if its text could not be had."""

    def shared_words(self) -> str:
        """How much both say, for the screen."""
        return f"{self.shared:,} of {plural(self.words, 'word')}" if self.words else ""


def compare(
    here: str, there: str, passage: Span | None = None, whole: tuple[Whole, Whole] = (None, None)
) -> Comparison:
    """Hold a passage against its twin; only the words of a span of the first are counted, if that is given. The divided
    words of either that are written `whole` are as `divided.unseen` takes them. Numbers and times of subtitles are left
    out."""
    from reader.reuse.alignment import diff
    from reader.text.words import words

    edits = diff(here, there)
    said, again = without_cues(here), without_cues(there)
    start, end = passage or (0, len(here))
    starts = words(said).starts.tolist()

    def count(low: int, high: int) -> int:
        return max(0, bisect_left(starts, min(high, end)) - bisect_left(starts, max(low, start)))

    kept = (edit for edit in edits if edit.op == "equal" or (edit.op == "delete" and edit.moved))
    shared = sum(count(edit.a_start, edit.a_end) for edit in kept)
    merged = differences(said, again, edits, whole)
    return Comparison(edits, merged, there=there, shared=shared, words=count(start, end))


def differences(here: str, there: str, edits: Iterable[Edit], whole: tuple[Whole, Whole] = (None, None)) -> Differences:
    """Merge two passages by their edit script, the twin's wording where they agree, each word with its punctuation.

    Line breaks become spaces, since the pane is too narrow for paragraphs.
    """
    edits = tuple(edits)
    whole_here = _whole(here, [(edit.a_start, edit.a_end, edit.op == "equal") for edit in edits], whole[0])
    whole_there = _whole(there, [(edit.b_start, edit.b_end, edit.op == "equal") for edit in edits], whole[1])
    text = ""
    parts: list[tuple[int, int, str]] = []

    def add(piece: _Piece, kind: str, words: str) -> None:
        nonlocal text
        before = parts[-1][2] if parts else kind
        follows_another = before != SAME and (before in HERE) != (kind in HERE)
        if text and (piece.is_parted or LEFT_OUT in (before, kind) or (follows_another and piece.is_apart)):
            text += " "
        parts.append((len(text), len(text) + len(words), kind))
        text += words

    for edit in edits:
        mine = next(whole_here) if edit.a_end > edit.a_start else None
        its = next(whole_there) if edit.b_end > edit.b_start else None
        if edit.op == "equal" and its:
            for words, kind in _shortened(its.text):
                add(its, kind, words)
            continue
        if mine:
            add(mine, MOVED_AWAY if edit.moved else ONLY_HERE, mine.text)
        if its:
            add(its, MOVED_IN if edit.moved else ONLY_THERE, its.text)
    return Differences(text, tuple(parts))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words of a text with the punctuation that belongs to them."""

    text: str
    is_parted: bool
    """Whether there is a blank before it."""
    is_apart: bool
    """Whether there must be one before it where it follows words of the other text: not in scripts without blanks."""


def _whole(text: str, words: Iterable[Words], whole: Whole) -> Iterator[_Piece]:
    """Some words of a text, each with what belongs to it."""
    reached = -1
    for (_, end, _), (low, high) in with_marks(text, words):
        is_apart = reached < low
        is_parted = low > 0 and text[low - 1].isspace() and not WIDE_END.match(text, low - 1)
        inside = whole if whole is None else [hyphen - low for hyphen in whole if low <= hyphen < high]
        yield _Piece(" ".join(unbroken(text[low:high], (), inside)[0].split()), is_parted, is_apart)
        reached = end


def with_marks(text: str, words: Iterable[Words]) -> Iterator[tuple[Words, Span]]:
    """Stretches of words of a text, the empty ones left out, each with its part of the text, which is parted by them.

    What touches words belongs to them. Signs with blanks around them, as before a heading or an item, belong to what
    both texts say if that is beside them, else to the words before them.
    """
    some = [each for each in words if each[0] < each[1]]
    cuts = [0]
    for (_, end, is_same), (start, _, is_next_same) in pairwise(some):
        blanks = [match.end() for match in _BLANKS.finditer(text, end, start)]
        cuts.append(blanks[0 if is_next_same and not is_same else -1] if blanks else start)
    return zip(some, pairwise([*cuts, len(text)]), strict=False)


def counterpart(edits: Iterable[Edit], offset: int) -> int:
    """The offset in the second text that says what stands at `offset` in the first."""
    reached = 0
    for edit in edits:
        if offset < edit.a_start:
            return edit.b_start
        if offset < edit.a_end:
            return min(edit.b_start + offset - edit.a_start, edit.b_end) if edit.op == "equal" else edit.b_start
        reached = edit.b_end
    return reached


def _shortened(same: str) -> list[tuple[str, str]]:
    words = same.split(" ")
    if len(words) < LONG_WORDS:
        return [(same, SAME)]
    left_out = f"⋯ {len(words) - 2 * CONTEXT_WORDS:,} words the same ⋯"
    first, last = " ".join(words[:CONTEXT_WORDS]), " ".join(words[-CONTEXT_WORDS:])
    return [(first, SAME), (left_out, LEFT_OUT), (last, SAME)]
