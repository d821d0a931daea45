"""On which line of a source something stands that was taken out of it: of the markup of a page, of packed mail."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain, islice

SEQUENCES = (6, 3)
"""Words in a row that are looked for, the more the surer."""

WORDS_AFTER = 30
"""Words after a place that are looked for where those at it are written otherwise: divided, or in other signs."""

LINES_BEFORE = 100
"""Lines above it that are looked for where nothing after it is there as it is: in base64, the headers."""

_WORD = re.compile(r"\w+")
_WORD_OR_END = re.compile(r"\w+|\n")
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&#?\w{1,30};")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
"""Characters in quoted-printable (RFC 2045, 6.7)."""


def line_of(source: str, text: str, place: int) -> int:
    """1-based line of a source on which stands what stands at a place of the text that was taken out of it.

    Of several such places that which is as far from the start; of the words before it if it is not found itself, and 0
    if nothing is.
    """
    words, lines = _words(source)
    joined = f" {' '.join(words)} "
    share = place / max(1, len(text))
    for wanted in chain(_following(text, place), _above(text, place)):
        found = [match.start() for match in re.finditer(re.escape(f" {wanted} "), joined)]
        if found:
            nearest = min(found, key=lambda at: abs(at / len(joined) - share))
            return lines[joined.count(" ", 0, nearest)]
    return 0


def _words(source: str) -> tuple[list[str], list[int]]:
    """The words of a source without its markup, and the line of each."""
    source = _TAG.sub(lambda tag: " " + "\n" * tag[0].count("\n"), source)
    source = _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\n", " "), source)
    source = _QUOTED.sub(_unquoted, source)
    words, lines, line = [], [], 1
    for found in _WORD_OR_END.finditer(source):
        if found[0] == "\n":
            line += 1
        else:
            words.append(found[0])
            lines.append(line)
    return words, lines


def _unquoted(quoted: re.Match[str]) -> str:
    return bytes.fromhex(quoted[0].replace("=", "")).decode("utf-8", "replace").replace("\n", " ")


def _following(text: str, place: int) -> Iterator[str]:
    """Words in a row from a place of a text on, and from words after it on."""
    words = _some(text, place, WORDS_AFTER)
    for length in SEQUENCES:
        for at in range(len(words) - length + 1):
            yield " ".join(words[at : at + length])


def _above(text: str, place: int) -> Iterator[str]:
    """The first words of the line of a place and of those above it."""
    start = text.rfind("\n", 0, place) + 1
    for _ in range(LINES_BEFORE):
        words = _some(text, start, SEQUENCES[0])
        if len(words) >= SEQUENCES[-1]:
            yield " ".join(words)
        if not start:
            return
        start = text.rfind("\n", 0, start - 1) + 1


def _some(text: str, start: int, count: int) -> list[str]:
    return [word[0] for word in islice(_WORD.finditer(text, start), count)]
