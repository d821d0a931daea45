"""An edit script as one running text: what both say, what only the page says, what only the twin says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.plurals import plural
from reader.text.scripts import count_words

if TYPE_CHECKING:  # the module of edit scripts imports numpy and rapidfuzz
    from reader.reuse.alignment import Edit

CONTEXT_WORDS = 12
"""Words kept on each side of a long stretch that is the same."""

LONG_WORDS = 3 * CONTEXT_WORDS
"""A stretch that is the same is shortened from here on: what differs must be on the screen."""

SAME, ONLY_HERE, ONLY_THERE, LEFT_OUT = "same", "here", "there", "left-out"
MOVED_AWAY, MOVED_IN = "moved-away", "moved-in"
"""What both say, in another place: where the page has it, and where the twin has it."""


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
    """The edit script from the passage to the twin, offsets from the start of each."""
    differences: Differences
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


def compare(here: str, there: str) -> Comparison:
    """Hold a passage against its twin."""
    from reader.reuse.alignment import diff

    edits = diff(here, there)
    kept = (edit for edit in edits if edit.op == "equal" or (edit.op == "delete" and edit.moved))
    shared = sum(sum(count_words(here[edit.a_start : edit.a_end])) for edit in kept)
    words = sum(count_words(here))
    return Comparison(edits, differences(here, there, edits), there, min(shared, words), words)


def differences(here: str, there: str, edits: Iterable[Edit]) -> Differences:
    """Merge two passages by their edit script, the twin's wording where they agree.

    Line breaks become spaces, since the pane is too narrow for paragraphs.
    """
    pieces: list[tuple[str, str]] = []
    for edit in edits:
        if edit.op == "equal":
            pieces.extend(_shortened(there[edit.b_start : edit.b_end]))
            continue
        if edit.a_end > edit.a_start:
            pieces.append((here[edit.a_start : edit.a_end], MOVED_AWAY if edit.moved else ONLY_HERE))
        if edit.b_end > edit.b_start:
            pieces.append((there[edit.b_start : edit.b_end], MOVED_IN if edit.moved else ONLY_THERE))
    text, parts = "", []
    for piece, kind in pieces:
        piece = " ".join(piece.split())
        if not piece:
            continue
        if text and not text[-1].isspace() and _parted(piece):
            text += " "
        parts.append((len(text), len(text) + len(piece), kind))
        text += piece
    return Differences(text, tuple(parts))


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


def _parted(piece: str) -> bool:
    """Whether a space belongs before a piece: not before closing punctuation."""
    return piece[0] not in ",.;:!?)]}’”%…"


def _shortened(same: str) -> list[tuple[str, str]]:
    words = same.split()
    if len(words) < LONG_WORDS:
        return [(same, SAME)]
    left_out = f"⋯ {len(words) - 2 * CONTEXT_WORDS:,} words the same ⋯"
    first, last = " ".join(words[:CONTEXT_WORDS]), " ".join(words[-CONTEXT_WORDS:])
    return [(first, SAME), (left_out, LEFT_OUT), (last, SAME)]
