"""Single-byte code pages as instruments of damage: what UTF-8 looks like once it was read through one of them.

Text is broken in this way: its UTF-8 bytes are decoded as a single-byte code page, and then the C1 control characters
(U+0080 to U+009F), which many pages put at the bytes 80 to 9F, are dropped by something that cleans text. A page
whose bytes 80 to 9F are printable loses little; ISO 8859 and TIS-620 lose the middle of almost every dash and quote.
"""

import re
from dataclasses import dataclass
from functools import cache

NAMES = (
    "cp1252",
    "iso8859_1",
    "iso8859_11",
    "cp874",
    "cp1251",
    "cp1250",
    "iso8859_2",
    "iso8859_15",
    "cp1254",
    "iso8859_9",
    "cp1253",
    "iso8859_7",
    "cp1257",
    "iso8859_13",
    "iso8859_4",
    "cp1255",
    "iso8859_8",
    "cp1256",
    "iso8859_5",
    "koi8_r",
    "mac_roman",
    "cp1258",
    "cp437",
    "cp850",
    "cp866",
)
"""Python's names of the pages, most likely culprit first: the order breaks ties between pages that explain the same."""

TITLES = {"iso8859_11": "TIS-620", "koi8_r": "KOI8-R", "mac_roman": "Mac Roman"}

PUNCTUATION = "’“”—–‘„‚…•‐‑‒―‹›′″†‡‰€™→←↑↓−≤≥≠≈×"
LETTERS = "".join(map(chr, range(0xA0, 0x180))) + "ƒơưƠƯȘșȚțẞ"
PLAUSIBLE = PUNCTUATION + LETTERS
"""What a broken sequence that lost bytes may have been, in the order of preference when nothing else decides."""


def title(name: str) -> str:
    """The name of a page that people know: `windows-1252`, `ISO-8859-2`, `TIS-620`."""
    return TITLES.get(name) or name.replace("iso8859_", "ISO-8859-").replace("cp125", "windows-125")


@dataclass(frozen=True, slots=True)
class CodePage:
    """One page: which byte a character stands for, and what the sequences that lost bytes may have been."""

    name: str
    byte_of: dict[str, int]
    """Characters of the upper half, C1 controls that were not dropped included."""
    candidates: dict[str, str]
    """A broken sequence that lost bytes -> the plausible characters that give it, in order of preference."""
    is_latin: bool
    """Whether its letters are Latin: then a lone one inside a word is most often just a letter with an accent."""
    run: re.Pattern[str]
    """A maximal run of the page's characters."""
    unit: re.Pattern[str]
    """One broken character: group `exact` if all its bytes are there, else `lossy`."""

    def broken(self, character: str) -> str:
        """The character as this page and the loss of C1 controls leave it."""
        return _broken(character, {byte: char for char, byte in self.byte_of.items() if not _is_c1(char)})

    def decode(self, sequence: str) -> str | None:
        """The characters whose UTF-8 the sequence stands for, or None if it is not UTF-8."""
        try:
            return bytes(self.byte_of[char] for char in sequence).decode("utf-8")
        except UnicodeDecodeError:
            return None


def _is_c1(char: str) -> bool:
    return "\x80" <= char <= "\x9f"


def _broken(character: str, char_of: dict[int, str]) -> str:
    return "".join(char_of.get(byte, "") for byte in character.encode("utf-8"))


def _class(characters: list[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(characters)) + "]"


@cache
def page(name: str) -> CodePage:
    """The page of this name (one of `NAMES`)."""
    char_of: dict[int, str] = {}
    byte_of: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(name, "ignore")
        if char and not _is_c1(char):
            char_of[byte] = char
            byte_of[char] = byte
        elif byte < 0xA0:
            byte_of.setdefault(chr(byte), byte)
    candidates: dict[str, str] = {}
    for character in PLAUSIBLE:
        sequence = _broken(character, char_of)
        if 0 < len(sequence) < len(character.encode("utf-8")) and byte_of[sequence[0]] >= 0xC2:
            candidates[sequence] = candidates.get(sequence, "") + character
    if 0xC2 in char_of:  # a no-break space turned into a space, or trimmed away, leaves its lead byte alone
        candidates.setdefault(char_of[0xC2], "\xa0")
    continuation = _class([char for char, byte in byte_of.items() if byte < 0xC0])
    leads = [_class([char for char, byte in byte_of.items() if low <= byte < high]) for low, high in _LEADS]
    exact = "|".join(f"{lead}{continuation}{{{n}}}" for n, lead in enumerate(leads, 1))
    four = f"|{leads[2]}{continuation}{{0,2}}"  # emoji and flags: which one is decided by their neighbours
    lossy = "|".join(re.escape(sequence) for sequence in sorted(candidates, key=lambda s: (-len(s), s)))
    lossy = (lossy + four).removeprefix("|")
    letters = [char for char, byte in byte_of.items() if byte >= 0xC0 and char.isalpha()]
    return CodePage(
        name=name,
        byte_of=byte_of,
        candidates=candidates,
        is_latin=sum(char < "\u0250" for char in letters) * 2 > len(letters) or not letters,
        run=re.compile(_class(list(byte_of)) + "+"),
        unit=re.compile(f"(?P<exact>{exact})|(?P<lossy>{lossy})"),
    )


_LEADS = ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5))
"""The lead bytes of UTF-8 sequences of two, three and four bytes (RFC 3629)."""
