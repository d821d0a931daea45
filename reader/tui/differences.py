"""An edit script as one running text: what both say, what only the page says, what only the twin says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

CONTEXT_WORDS = 12
"""Words kept on each side of a long stretch that is the same."""

LONG_WORDS = 3 * CONTEXT_WORDS
"""A stretch that is the same is shortened from here on: what differs must be on the screen."""

SAME, ONLY_HERE, ONLY_THERE, LEFT_OUT = "same", "here", "there", "left-out"


class EditLike(Protocol):
    """One step of an edit script; spans into the two texts."""

    @property
    def op(self) -> str: ...
    @property
    def a_start(self) -> int: ...
    @property
    def a_end(self) -> int: ...
    @property
    def b_start(self) -> int: ...
    @property
    def b_end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Differences:
    """A text and what its parts are: spans (start, end, kind), in order, covering it."""

    text: str
    parts: tuple[tuple[int, int, str], ...]


def differences(here: str, there: str, edits: Iterable[EditLike]) -> Differences:
    """Merge two passages by their edit script, the twin's wording where they agree.

    Line breaks become spaces, since the pane is too narrow for paragraphs.
    """
    pieces: list[tuple[str, str]] = []
    for edit in edits:
        if edit.op == "equal":
            pieces.extend(_shortened(there[edit.b_start : edit.b_end]))
            continue
        if edit.a_end > edit.a_start:
            pieces.append((here[edit.a_start : edit.a_end], ONLY_HERE))
        if edit.b_end > edit.b_start:
            pieces.append((there[edit.b_start : edit.b_end], ONLY_THERE))
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
