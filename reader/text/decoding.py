"""Bytes to characters: what the encoding is or, where nothing says so, most likely is."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial

from reader.errors import UnreadableError
from reader.text.pages_by_letters import by_letters
from reader.text.two_bytes import PAIRWISE, TWO_BYTES, two_byte_encoding
from reader.text.wide import CONTROLS, wide_encoding

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SAMPLE_BYTES = 64 * 1024
"""How much of a file the guess of its encoding looks at: longer samples change no guess and cost seconds."""

SEARCHED_BYTES = 16 * SAMPLE_BYTES
"""How far around the first damage bytes beyond ASCII are looked for."""

MEANT_FOR_STRAY = 2
"""Continuation bytes in their places for each stray byte, at least, in a file that counts as UTF-8 with some damage.

Of 126,000 fragments in 22 other encodings, one word and longer, 18 had so many, all of them two words in MacRoman.
"""

MEANT_IN_RUN = 4
"""The same inside one run of bytes beyond ASCII, in characters: in Thai and CJK encodings many pairs are sequences."""

UTF8_A_NUL, TEXT_A_NUL, TEXT_A_CONTROL = 10, 100, 500
"""Bytes for each NUL that was left in a text by accident, at least: in one that is UTF-8 and in one that is not, where
nothing else in it is a control; and for each control where something is. Packed data have one in ten."""

_ESCAPE = b"\x1b"
_SHIFT = re.compile(rb"\x1b\$(?:(\)C)|\(D|[@B])")
"""What shifts a text of seven bits to Korean (RFC 1557) or Japanese (RFC 1468); nothing else begins so."""

GARBLED = 50
"""Characters for each that means nothing, at least, in a text that is written with shifts or whose encoding is a
guess."""

WEAK = 0.6
"""Share of the commonest letters of an alphabet below which a text may as well be in another code page."""

FALLBACK = "cp1252"
"""What browsers read text as that names no encoding (WHATWG Encoding Standard), with U+FFFD for its five gaps."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source as characters, its byte order mark and carriage returns included."""

    text: str
    encoding: str
    """Python's name of the encoding."""
    confidence: float
    """1.0 where a byte order mark or the bytes themselves prove it, else how sure the guess is, 0..1; 0 where nothing
    speaks for it, so that what looks like broken UTF-8 may be anything."""
    replaced: int
    """How many characters are U+FFFD because their bytes mean nothing in the encoding."""


def decode(data: bytes | bytearray) -> Decoded:
    """The characters of a file; nothing is copied but the text itself.

    A byte order mark decides; then the shifts of Japanese and Korean mail; then valid UTF-8, which may be cut inside
    its last character; then UTF-16 or UTF-32 without a mark, by where their NUL bytes stand or what they then say; then
    UTF-8 with some damage; then a guess from the bytes; then windows-1252. Raises UnreadableError for binary data,
    which is known by NUL bytes: a few stray ones in text are read as U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data, encoding, 1.0)
    if b"\0" in data:
        if told := _utf8_with_nuls(data):
            return told
        encoding = wide_encoding(data)
        return _decode(data, encoding, 0.9) if encoding else _with_stray_nuls(data)
    if _ESCAPE in data and (shifted := _shifted(data)):
        return shifted
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0, 0)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and _CUT.search(data, error.start):
            return _decode(data, "utf-8", 0.9)
        return _guess(data, error.start)


def wide_encoding_told(head: bytes) -> str:
    """The encoding of units of two or four bytes, if the beginning of a text tells that it is in one; else ""."""
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), "")
    if marked or b"\0" not in head:
        return marked.removeprefix("utf-8")
    return wide_encoding(head[: len(head) & ~3])


def _utf8_with_nuls(data: bytes | bytearray) -> Decoded | None:
    """The text of bytes that are UTF-8 but for some NULs; None if they are not, or if more of them are controls."""
    nuls = data.count(0)
    if nuls * UTF8_A_NUL > len(data):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    controls = len(data) - len(data.translate(None, CONTROLS)) - nuls
    return Decoded(text.replace("\0", "\ufffd"), "utf-8", 1.0, nuls) if controls * TEXT_A_CONTROL <= len(data) else None


def _with_stray_nuls(data: bytes | bytearray) -> Decoded:
    """The text of bytes in another encoding in which there are a few NULs. Raises UnreadableError if there are more."""
    nuls = data.count(0)
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls * (TEXT_A_NUL if controls == nuls else TEXT_A_CONTROL) > len(data):
        raise UnreadableError("binary, not text")
    other = decode(data.translate(None, b"\0"))
    text = data.decode(other.encoding, "replace").replace("\0", "\ufffd")
    return Decoded(text, other.encoding, other.confidence, text.count("\ufffd"))


def _shifted(data: bytes | bytearray) -> Decoded | None:
    """The text of bytes below 128 that shift between sets of characters; None if they do not (ISO/IEC 2022)."""
    shift = _SHIFT.search(data)
    if not shift or not data.isascii():
        return None
    decoded = _decode(data, "iso2022_kr" if shift[1] else "iso2022_jp_ext", 1.0)
    return decoded if decoded.replaced * GARBLED <= len(decoded.text) else None


def _decode(data: bytes | bytearray, encoding: str, confidence: float) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, confidence, 0)
    except UnicodeDecodeError:
        text = data.decode(encoding, PAIRWISE if encoding in TWO_BYTES else "replace")
        return Decoded(text, encoding, confidence, text.count("\ufffd"))


_CUT = re.compile(rb"(?:\xe2[\x80-\xbf]?|\xf0\x9f[\x80-\xbf]?|(?<=[a-z])[\xc2-\xc5])\Z")
"""Beginnings of signs, emoji and Latin letters; not those that may be the last letter of a word in another encoding, as
E9 is. Of 159,000 short fragments in 30 other encodings, beside ASCII or alone, 28 end so, in Thai and Cyrillic."""


def _guess(data: bytes | bytearray, first_invalid: int) -> Decoded:
    """The text of bytes that are not valid UTF-8."""
    start = _telling_start(data, first_invalid)
    sample = bytes(_telling_sample(data, start))
    meant, stray = _utf8_evidence(sample)
    meant += len(data[max(0, start - SEARCHED_BYTES) : start].translate(None, _NOT_CONTINUING))
    stray = max(stray, 1)
    damaged = partial(_decode, data, "utf-8", round(meant / (meant + stray), 3))
    if meant >= MEANT_FOR_STRAY * stray:
        return damaged()
    guess = _other_than_utf8(data, sample)
    # With little to go by, a guess is worth less than UTF-8, unless repairing can still undo it.
    is_undone = guess.encoding == FALLBACK and not guess.replaced
    if meant < stray:
        return guess
    return (
        replace(guess, confidence=max(guess.confidence, round(meant / (meant + stray), 3))) if is_undone else damaged()
    )


def _other_than_utf8(data: bytes | bytearray, sample: bytes) -> Decoded:
    """The text of bytes in the encoding that a sample of them looks most like."""
    from charset_normalizer import from_bytes  # late: 40 ms, and most files are UTF-8

    matches = from_bytes(sample, cp_isolation=list(_CANDIDATES))
    best = matches.best()
    if best is not None:
        encoding, sure = best.encoding, round(1 - best.chaos, 3)
        if encoding in _LATIN:
            encoding = _latin(sample, [match.encoding for match in matches if match.chaos <= best.chaos + CLOSE])
        elif encoding in _OF_OTHER_ALPHABETS:
            encoding, share = by_letters(sample, encoding)
            sure = round(share, 3) if share < WEAK or encoding != best.encoding else sure
        found = _decode(data, encoding, sure)
        if found.replaced * GARBLED <= len(found.text):  # else the sample fitted and the rest does not
            return found
    if told := two_byte_encoding(sample):
        found = _decode(data, told[0], round(told[1], 3))
        if found.replaced * GARBLED <= len(found.text):
            return found
    if 2 * len(sample.translate(None, _BEYOND)) < len(sample):  # no Latin page: most is beyond ASCII
        encoding, share = by_letters(sample, FALLBACK)
        if encoding != FALLBACK:
            return _decode(data, encoding, round(share, 3))
    return _decode(data, FALLBACK, 0.0)


_OF_OTHER_ALPHABETS = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "koi8_u", "cp866", "mac_cyrillic"),
    *("cp874", "iso8859_5", "iso8859_7"),
)
_CANDIDATES = (
    *_OF_OTHER_ALPHABETS,
    *("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859_2", "mac_roman", "cp437", "cp850"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
"""What a guess may be: the encodings that text files of the last thirty years are found in."""


_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "mac_roman")

CLOSE = 0.05
"""Difference in the guesser's mess ratio that does not tell Latin pages apart: they differ in few letters."""

_ALPHABETS = (
    *("àâæçèéêëîïôœùûüÿ", "äöüß", "áéíñóúüªº", "àáâãçéêíóôõúü", "àèéìíîòóùú", "àçèéíïòóúü", "åäöé", "æøåéèêóòâô"),
    *("áðéíóúýþæö", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž"),
    *("çğıöşüâî", "ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž", "éèëïöüóá"),
)
"""Letters beyond ASCII that European languages are spelt with, French first."""


def _latin(sample: bytes, encodings: list[str]) -> str:
    """The Latin page under which the letters beyond ASCII make up one language's alphabet best."""

    def fit(encoding: str) -> float:
        letters = Counter(
            char for char in sample.decode(encoding, "ignore").lower() if char > "\x7f" and char.isalpha()
        )
        return max(sum(letters[char] for char in alphabet) for alphabet in _ALPHABETS) / max(1, letters.total())

    return max(dict.fromkeys([FALLBACK, *(encoding for encoding in encodings if encoding in _LATIN)]), key=fit)


def _telling_start(data: bytes | bytearray, first_invalid: int) -> int:
    """The start of the line with the first byte that is not UTF-8, or of a character not far before it."""
    start = max(data.rfind(b"\n", 0, first_invalid) + 1, first_invalid - 1000)
    while start < first_invalid and data[start] & 0xC0 == 0x80:
        start += 1
    return start


def _telling_sample(data: bytes | bytearray, start: int) -> bytearray:
    """The lines with bytes beyond ASCII from a place on, up to `SAMPLE_BYTES`."""
    sample = bytearray()
    for line in bytes(data[start : start + SEARCHED_BYTES]).splitlines(keepends=True):
        if not line.isascii():
            sample += line
        if len(sample) >= SAMPLE_BYTES:
            break
    return sample[:SAMPLE_BYTES]


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_BEYOND = bytes(range(0x80, 0x100))
_NOT_CONTINUING = bytes([*range(0x80), *range(0xC0, 0x100)])
_WRITTEN_OUT = "\ufffd".encode()
"""Bytes of a text in which another program had found damage."""

_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # one half of a character beyond U+FFFF (CESU-8)
_OVERLONG = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}"
    rb"|\xf4[\x90-\xbf][\x80-\xbf]{2}|[\xf5-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}|[\xfc\xfd][\x80-\xbf]{5}"
)
"""What was UTF-8 until RFC 3629 forbade it: characters in more bytes than they need, as NUL in Java, or beyond
U+10FFFF."""


def _utf8_evidence(sample: bytes) -> tuple[int, int]:
    """How many bytes of a sample continue a character of UTF-8, as three do in an emoji, and how many are part of none.

    Characters beside many stray bytes are there by chance and do not count, nor does one that the sample's end cuts.
    What was once UTF-8 counts as it did, overlong forms if nothing else is in their run.
    """
    meant = stray = 0
    for run in _BEYOND_ASCII.finditer(sample):
        standard = _SURROGATE.sub(b" ", run.group())
        if (rest := _OVERLONG.sub(b" ", standard)).isspace():
            standard = rest
        text, _ = codecs.utf_8_decode(standard, "replace", run.end() < len(sample))
        whole = text.replace("\ufffd", "")
        bad = len(text) - len(whole) - run.group().count(_WRITTEN_OUT)
        stray += bad
        if len(whole) >= MEANT_IN_RUN * bad:
            meant += len(whole.encode()) - len(whole) + len(run.group()) - len(standard)
    return meant, stray
