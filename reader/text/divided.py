"""What of filled lines is there for their old margin only: hyphens that divide words, and wide gaps between words.

A hyphen at the end of a line divides a word if the word stands undivided elsewhere near by, and nowhere with the
hyphen. Nothing here imports numpy: the first page needs it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.positions import Span
from reader.text.file_lines import FileLine
from reader.text.joined import HYPHENS

REACH = 1 << 15
"""Characters before and behind a piece of text in which its words are looked for."""

_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
LONGEST_PART = 40
"""Letters of a part of a word that are looked at."""

_GAP = re.compile(r"(?<=\S)(?: *\t[ \t]*| {2,})(?=\S)")


class Words:
    """The words of a piece of text and of what is around it, looked up as they are asked for."""

    def __init__(self, text: str, low: int, high: int) -> None:
        self._around = text, max(0, low - REACH), high + REACH
        self._lowered: str | None = None

    def has(self, word: str) -> bool:
        """Whether a word, in small letters, stands there by itself."""
        if self._lowered is None:
            text, low, high = self._around
            self._lowered = text[low:high].lower()
        text = self._lowered
        at = text.find(word)
        while at >= 0:
            before, after = text[max(0, at - 1) : at], text[at + len(word) : at + len(word) + 1]
            if not (before.isalpha() or after.isalpha()):
                return True
            at = text.find(word, at + 1)
        return False


def hidden(text: str, lines: Sequence[FileLine], words: Words) -> tuple[Span, ...]:
    """What of the lines of a paragraph is not shown besides their ends: hyphens that divide words, with the line end
    behind each, and the gaps in lines that were made even."""
    return tuple(sorted((*_gaps(text, lines), *_divisions(text, lines, words))))


def _gaps(text: str, lines: Sequence[FileLine]) -> Iterator[Span]:
    for line in lines:
        if line.is_even:
            yield from (found.span() for found in _GAP.finditer(text, line.body + line.mark, line.end))


def _divisions(text: str, lines: Sequence[FileLine], words: Words) -> Iterator[Span]:
    for line, after in pairwise(lines):
        hyphen = line.end - 1
        if text[hyphen] not in HYPHENS or not text[after.body].islower():
            continue
        first = _LAST_PART.search(text, max(line.body, hyphen - LONGEST_PART), hyphen)
        rest = _FIRST_PART.match(text, after.body, after.body + LONGEST_PART)
        if first and rest:
            parts = first[0].lower(), rest[0].lower()
            if words.has("".join(parts)) and not any(words.has(sign.join(parts)) for sign in HYPHENS):
                yield hyphen, after.body
