"""Letters that were written as a base and combining marks, put together so that they are searched like any other.

What is composed in Unicode's form C (UAX 15) becomes one letter, as of "e" and an acute accent, or of the parts of a
Korean syllable. Marks that compose with nothing only say how a word is read (stress in Russian, points in Hebrew,
vowels in Arabic) and are left out.
"""

import re
import unicodedata
from array import array

_MARKS = (
    "\u0300-\u036f\u0483-\u0487"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
    "\u3099\u309a"  # Kana
)
COMBINING = f"{_MARKS}\u1161-\u1175"
"""What shows, inside [] of a regular expression, that a text holds letters in parts."""

_COMBINING = re.compile(f"[{COMBINING}]")
_MARK = re.compile(f"[{_MARKS}]")
_LETTER = re.compile(f"[^{_MARKS}]?[{_MARKS}]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


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
        if _composed(letter):
            places.append(start)
        at = end
    places.extend(range(at, len(text) + 1))
    return places


def _composed(letter: re.Match[str]) -> str:
    """One character; none for marks without a base."""
    parts = letter.group()
    whole = _MARK.sub("", unicodedata.normalize("NFC", parts))
    return whole if len(whole) <= 1 else parts[0]
