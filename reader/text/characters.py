"""What each character is, for whole arrays of characters at once."""

import unicodedata

import numpy as np
from numpy.typing import NDArray

LETTER, DIGIT, UPPER, SPACE, STOP, QUOTE, COMMA, IDEOGRAPH = (1 << bit for bit in range(8))
"""Classes of characters, as bits: a capital is LETTER | UPPER, a Chinese character LETTER | IDEOGRAPH."""

STOPS = ".!?…。！？؟।"
QUOTES = "\"“”„«»‹›‘’'"
COMMAS = ",;，、؛،"


def encode(text: str) -> NDArray[np.uint32]:
    """Code points of a text, one for each character (lone surrogates too)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def classify(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Class bits of each character; only the characters that occur are looked up in the Unicode tables."""
    if not len(codes):
        return np.zeros(0, np.uint8)
    present = np.flatnonzero(np.bincount(codes))
    table = np.zeros(int(present[-1]) + 1, np.uint8)
    table[present] = [_class(chr(code)) for code in present.tolist()]
    return table[codes]


def fold(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Lower-case code points, one for one (characters whose lower case is longer stay as they are)."""
    if not len(codes):
        return codes
    present = np.flatnonzero(np.bincount(codes))
    table = np.zeros(int(present[-1]) + 1, np.uint32)
    table[present] = [ord(low) if len(low := chr(code).lower()) == 1 else code for code in present.tolist()]
    return table[codes]


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
