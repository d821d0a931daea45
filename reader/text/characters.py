"""What each character is, for whole arrays of characters at once."""

import sys
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reader.text.punctuation import COMMAS, QUOTES, STOPS

LETTER, DIGIT, UPPER, SPACE, STOP, QUOTE, COMMA, IDEOGRAPH = (1 << bit for bit in range(8))
"""Classes of characters, as bits: a capital is LETTER | UPPER, a Chinese character LETTER | IDEOGRAPH."""

_UNKNOWN = 255
"""Class of a character that was not met yet: no character is everything at once."""

_CLASSES = np.full(sys.maxunicode + 1, _UNKNOWN, np.uint8)
_FOLDED = np.zeros(sys.maxunicode + 1, np.uint32)
"""Tables that fill as characters are met: to ask Unicode for each text anew takes longer than to read a short one."""


Codes = NDArray[np.uint8] | NDArray[np.uint32]
"""Code points, as narrow as the text allows."""


def encode(text: str) -> Codes:
    """Code points of a text, one for each character (lone surrogates too)."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def classify(codes: Codes) -> NDArray[np.uint8]:
    """Class bits of each character."""
    if codes.dtype == np.uint8:
        return np.frombuffer(codes.tobytes().translate(_ascii_classes()), np.uint8)
    kinds = _CLASSES.take(codes)
    if len(kinds) and kinds.max() == _UNKNOWN:
        for code in set(codes[kinds == _UNKNOWN].tolist()):
            low = chr(code).lower()
            _FOLDED[code] = ord(low) if len(low) == 1 else code
            _CLASSES[code] = _class(chr(code))
        kinds = _CLASSES.take(codes)
    return kinds


def fold(codes: Codes) -> Codes:
    """Lower-case code points of characters that were classified (those whose lower case is longer stay as they are)."""
    if codes.dtype == np.uint8:
        return np.frombuffer(codes.tobytes().lower(), np.uint8)
    return _FOLDED.take(codes)


@cache
def _ascii_classes() -> bytes:
    """A table for `bytes.translate`, which is ten times as fast as a look-up in an array."""
    return bytes(map(_class, map(chr, range(128)))) + bytes(128)


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
