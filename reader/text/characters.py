"""What each character is, for whole arrays of characters at once."""

import sys
import unicodedata

import numpy as np
from numpy.typing import NDArray

LETTER, DIGIT, UPPER, SPACE, STOP, QUOTE, COMMA, IDEOGRAPH = (1 << bit for bit in range(8))
"""Classes of characters, as bits: a capital is LETTER | UPPER, a Chinese character LETTER | IDEOGRAPH."""

STOPS = ".!?…。！？؟।"
QUOTES = "\"“”„«»‹›‘’'"
COMMAS = ",;，、؛،"

_UNKNOWN = 255
"""Class of a character that was not met yet: no character is everything at once."""

_CLASSES = np.full(sys.maxunicode + 1, _UNKNOWN, np.uint8)
_FOLDED = np.zeros(sys.maxunicode + 1, np.uint32)
"""Tables that fill as characters are met: to ask Unicode for each text anew takes longer than to read a short one."""


def encode(text: str) -> NDArray[np.uint32]:
    """Code points of a text, one for each character (lone surrogates too)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def classify(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Class bits of each character."""
    kinds = _CLASSES.take(codes)
    if len(kinds) and kinds.max() == _UNKNOWN:
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            low = chr(code).lower()
            _FOLDED[code] = ord(low) if len(low) == 1 else code
            _CLASSES[code] = _class(chr(code))
        kinds = _CLASSES.take(codes)
    return kinds


def fold(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Lower-case code points of characters that were classified (those whose lower case is longer stay as they are)."""
    return _FOLDED.take(codes)


def _class(character: str) -> int:
    if character.isspace():
        return SPACE
    if character.isalpha():
        category = unicodedata.category(character)
        if category in ("Lu", "Lt"):
            return LETTER | UPPER
        code = ord(character)
        # Scripts written without spaces: kana, Han and its extensions.
        if 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF:
            return LETTER | IDEOGRAPH
        return LETTER
    if character.isdigit():
        return DIGIT
    if character in STOPS:
        return STOP
    if character in QUOTES:
        return QUOTE
    return COMMA if character in COMMAS else 0
