"""UTF-16 and UTF-32 that no byte order mark announces: told by where NUL bytes stand, or by what the text is then."""

import codecs
import re
import unicodedata
from collections import Counter
from typing import Literal

Wide = Literal["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]

SAMPLE_BYTES = 64 * 1024
"""How much of a file is looked at."""

_SPACED = (
    *("CYRILLIC", "GREEK", "HEBREW", "ARABIC", "ARMENIAN", "GEORGIAN", "ETHIOPIC", "HANGUL", "DEVANAGARI", "BENGALI"),
    *("GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA"),
)
_UNSPACED = ("HAN", "THAI", "LAO", "MYANMAR", "KHMER", "TIBETAN")
"""Scripts, as Unicode names their letters, whose text is hardly half ASCII: with spaces between words, and without."""

_FAMILIES = {
    "CJK": "HAN",
    "HIRAGANA": "HAN",
    "KATAKANA": "HAN",
    "KATAKANA-HIRAGANA": "HAN",
    "HALFWIDTH": "HAN",
    "COMBINING": "LATIN",
}

_BLANKS = " \n\r\t"
_MARKS = "\u3000、。，！？：；「」"
"""What parts the words of a text, and the phrases of one in Chinese or Japanese."""

WORD, PHRASE = 25, 100
"""Characters for each blank at most, in a text with spaces between words, and in one without."""

ENTRY = 12
"""The same in a list in Chinese or Japanese, which may have no marks."""

SHORTEST = 16
"""Characters that tell a script from chance."""

OF_SCRIPT = 0.95
"""Share of the letters beyond Latin, at least, that one script has in a text of its language."""

_SELDOM = re.compile("[\u2000-\u200a\u2028-\u202f\u205f-\u206f]")
"""Blanks and signs without a shape that few texts have: pairs of ASCII bytes seem to be such."""

CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\v\f\r\x1b")
"""Bytes that text has none of; of packed data they are every tenth."""

FEW_CONTROLS = 50
"""Bytes for each of them, at least, in a text of bytes."""

STRAY = 500
"""Characters for each that means nothing, at least."""


def wide_encoding(data: bytes | bytearray) -> Wide | Literal[""]:
    """The encoding of a text without byte order mark in units of two or four bytes; "" if it seems to be none.

    Text in UTF-16 has a NUL as every second byte wherever it is ASCII or spaces, hardly any at the other places. Where
    there are too few, it is UTF-16 if in one order of the bytes, and not in the other, it is a text in one script.
    """
    sample = bytes(data[: SAMPLE_BYTES & ~3])
    sample = sample[: len(sample) & ~3] or sample
    nuls = [sample[place::4].count(0) / max(1, len(sample[place::4])) for place in range(4)]
    low, high = 0.01, 0.2
    # Byte 2 is 1 in emoji, and byte 0 NUL in some ideographs.
    if len(data) % 4 == 0 and nuls[3] > 0.99 and nuls[2] > 0.5 and nuls[0] < 5 * low:
        return "utf-32-le"
    if len(data) % 4 == 0 and nuls[0] > 0.99 and nuls[1] > 0.5 and nuls[3] < 5 * low:
        return "utf-32-be"
    if len(data) % 2:
        return ""
    if min(nuls[1::2]) > high and max(nuls[0::2]) < low:
        return "utf-16-le"
    if min(nuls[0::2]) > high and max(nuls[1::2]) < low:
        return "utf-16-be"
    sample = bytes(data[:SAMPLE_BYTES])
    if _is_narrow(sample):
        return ""
    orders: tuple[Wide, Wide] = ("utf-16-le", "utf-16-be")
    likely = [order for order in orders if _is_prose(sample, order)]
    return likely[0] if len(likely) == 1 else ""


def _is_narrow(sample: bytes) -> bool:
    """Whether bytes without their NULs are UTF-8 with hardly a control: half the bytes of UTF-16 are controls in the
    scripts next to Latin, and invalid in UTF-8 in those far from it."""
    bare = sample.translate(None, b"\0")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(bare)
    except UnicodeDecodeError:
        return False
    return (len(bare) - len(bare.translate(None, CONTROLS))) * FEW_CONTROLS <= len(bare)


def _is_prose(sample: bytes, encoding: Wide) -> bool:
    """Whether bytes are then a text in one script, Latin aside, with blanks where it has them."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    letters: Counter[str] = Counter()
    stray = blanks = marks = 0
    for character, count in Counter(text).items():
        category = unicodedata.category(character)
        if character in _BLANKS:
            blanks += count
        elif category in ("Cc", "Cn", "Co") or _SELDOM.match(character):
            stray += count
        elif category[0] in "LM":
            letters[_family(character)] += count
        if character in _MARKS:
            marks += count
    if len(text) < SHORTEST or stray * STRAY > len(text) or not blanks or letters.total() * 2 < len(text):
        return False
    del letters["LATIN"]
    script, count = max(letters.items(), key=lambda item: item[1], default=("", 0))
    if script in _SPACED:
        is_parted = blanks * WORD >= len(text)
    else:
        is_parted = (blanks + marks) * PHRASE >= len(text)
        is_parted &= script != "HAN" or marks > 0 or blanks * ENTRY >= len(text)
    return script in _SPACED + _UNSPACED and count >= OF_SCRIPT * letters.total() and is_parted


def _family(letter: str) -> str:
    """The script of a letter. Rare ideographs count as others: of bytes read in a wrong way there are as many."""
    if "\u3400" <= letter <= "\u4dbf" or "\uf900" <= letter <= "\ufaff":
        return "RARE"
    first = unicodedata.name(letter, "").partition(" ")[0]
    return _FAMILIES.get(first, first)
