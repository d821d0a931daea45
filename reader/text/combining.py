"""Letters that were written in parts or together, made one character each so that they are searched like any other.

What is composed in Unicode's form KC (UAX 15) becomes one letter, as of "e" and an acute accent, or of the parts of a
Korean syllable. Marks that compose with nothing only say how a word is read (stress in Russian, points in Hebrew,
vowels in Arabic), how long it is drawn (tatweel) or where it may be divided, and are left out. Ligatures become their
letters, and so do those that became letters of their own and are typed as two where a keyboard lacks them.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from reader.positions import Span

_MARKS = (
    "\u0300-\u036f\u0483-\u0487"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640"  # Arabic
    "\u3099\u309a\uff9e\uff9f"  # Kana
    "\u00ad\u200b\u200d\u200e\u200f\u2060\ufeff"  # what is not seen: soft hyphens, joiners, directions
)
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "ǽ": "ae", "ǣ": "ae", "Æ": "Ae", "Ǽ": "Ae", "Ǣ": "Ae", "œ": "oe", "Œ": "Oe"}
)
"""What has no composition but is typed as two letters. A capital stands at the beginning of a word but for the one of
ß, which only words in capitals have."""
_LIGATURES = (
    "\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06"  # Latin
    "\u0587\ufb13-\ufb17"  # Armenian
    "\ufb1d\ufb1f\ufb2a-\ufb4f"  # Hebrew with points
    "\ufbea-\ufbfb\ufc00-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdf9\ufef5-\ufefc"  # Arabic
    + "".join(map(chr, _SPELT_OUT))
)
COMBINING = f"{_MARKS}{_LIGATURES}\u1161-\u1175"
"""What shows, inside [] of a regular expression, that a text holds letters in parts or together."""

_COMBINING = re.compile(f"[{COMBINING}]")
_MARK = re.compile(f"[{_MARKS}]")
_LIGATURE = re.compile(f"[{_LIGATURES}]")
_PARTS = re.compile(
    f"[{_MARKS}{_LIGATURES}\u1100-\u1112]"  # regular expressions are many times as fast that begin with a set
    f"(?:(?<=[{_MARKS}])[{_MARKS}]*|(?<=[{_LIGATURES}])|(?<=[\u1100-\u1112])[\u1161-\u1175][\u11a8-\u11c2]?)"
)
"""Marks without their base, a ligature, or the parts of a syllable."""

_REMEMBERED = 1 << 12
"""Letters in parts that are composed once: more than a language has."""


def is_composed(text: str) -> bool:
    """Whether each letter of a text is one character."""
    return text.isascii() or not _COMBINING.search(text)


def compose(text: str) -> str:
    """The text with one character for each letter; the same object if it is so already."""
    if is_composed(text):
        return text
    pieces: list[str] = []
    at = 0
    for start, end in _letters(text):
        pieces += (text[at:start], _composed(text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))


def places_of(text: str) -> "array[int]":
    """Where in `text` each character of the composed text starts, and last the end of `text`."""
    places = array("q")
    at = 0
    for start, end in _letters(text):
        places.extend(range(at, start))
        places.extend([start] * len(_composed(text[start:end])))
        at = end
    places.extend(range(at, len(text) + 1))
    return places


def span_at(places: "array[int]", start: int, end: int) -> Span:
    """Characters [start, end) of a composed text, at least one, as a span of the text whose `places_of` are given; a
    ligature as a whole."""
    return places[start], places[bisect_right(places, places[end - 1])]


def _letters(text: str) -> Iterator[Span]:
    """The letters of a text that are written in parts or together."""
    end = 0
    for found in _PARTS.finditer(text):
        start = found.start()
        if start > end and _MARK.match(text, start):
            start -= 1  # the base
        end = found.end()
        yield start, end


@lru_cache(_REMEMBERED)
def _composed(parts: str) -> str:
    """One character; several of a ligature, none for marks without a base."""
    whole = _MARK.sub("", unicodedata.normalize("NFKC", parts))
    if len(whole) > 1 and not _LIGATURE.match(parts):
        whole = parts[0]
    return whole.translate(_SPELT_OUT)
