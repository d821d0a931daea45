"""Letters that were written in parts or together, made one character each so that they are searched like any other.

What is composed in Unicode's form KC (UAX 15) becomes one letter, as of "e" and an acute accent, or of the parts of a
Korean syllable. Marks that compose with nothing only say how a word is read (stress in Russian, points in Hebrew,
vowels in Arabic) or where it may be divided, and are left out. Ligatures become their letters.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right

from reader.positions import Span

_MARKS = (
    "\u0300-\u036f\u0483-\u0487"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
    "\u3099\u309a\uff9e\uff9f"  # Kana
    "\u00ad\u200b\u200d\u2060\ufeff"  # what is not seen inside of words: soft hyphens, joiners
)
_LIGATURES = (
    "\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06"  # Latin
    "\u0587\ufb13-\ufb17\ufef5-\ufefc"  # Armenian, Arabic
)
COMBINING = f"{_MARKS}{_LIGATURES}\u1161-\u1175"
"""What shows, inside [] of a regular expression, that a text holds letters in parts or together."""

_COMBINING = re.compile(f"[{COMBINING}]")
_MARK = re.compile(f"[{_MARKS}]")
_LIGATURE = re.compile(f"[{_LIGATURES}]")
_LETTER = re.compile(f"[^{_MARKS}]?[{_MARKS}]+|[{_LIGATURES}]|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


def is_composed(text: str) -> bool:
    """Whether each letter of a text is one character."""
    return text.isascii() or not _COMBINING.search(text)


def compose(text: str) -> str:
    """The text with one character for each letter; the same object if it is so already."""
    return text if is_composed(text) else _LETTER.sub(_composed, text)


def places_of(text: str) -> "array[int]":
    """Where in `text` each character of the composed text starts, and last the end of `text`."""
    places = array("q")
    at = 0
    for letter in _LETTER.finditer(text):
        start, end = letter.span()
        places.extend(range(at, start))
        places.extend([start] * len(_composed(letter)))
        at = end
    places.extend(range(at, len(text) + 1))
    return places


def span_at(places: "array[int]", start: int, end: int) -> Span:
    """Characters [start, end) of a composed text, at least one, as a span of the text whose `places_of` are given; a
    ligature as a whole."""
    return places[start], places[bisect_right(places, places[end - 1])]


def _composed(letter: re.Match[str]) -> str:
    """One character; several of a ligature, none for marks without a base."""
    parts = letter.group()
    if _LIGATURE.match(parts):
        return unicodedata.normalize("NFKC", parts[0])
    whole = _MARK.sub("", unicodedata.normalize("NFKC", parts))
    return whole if len(whole) <= 1 else parts[0]
