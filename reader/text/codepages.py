"""Single-byte code pages as instruments of damage: what UTF-8 looks like once it was read through one of them.

Text is broken in this way: its UTF-8 bytes are decoded as a single-byte code page, and then the C1 control characters
(U+0080 to U+009F), which many pages put at the bytes 80 to 9F, are dropped by something that cleans text. A page
whose bytes 80 to 9F are printable loses little; ISO 8859 and TIS-620 lose the middle of almost every dash and quote.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

NAMES = (
    *("cp1252", "iso8859_1", "iso8859_11", "cp874", "cp1251", "cp1250", "iso8859_2", "iso8859_15", "cp1254"),
    *("iso8859_9", "cp1253", "iso8859_7", "cp1257", "iso8859_13", "iso8859_4", "cp1255", "iso8859_8", "cp1256"),
    *("iso8859_5", "koi8_r", "mac_roman", "cp1258", "cp437", "cp850", "cp866"),
)
"""Python's names of the pages, most likely culprit first: the order breaks ties between pages that explain the same."""

_TITLES = {"iso8859_11": "TIS-620", "koi8_r": "KOI8-R", "mac_roman": "Mac Roman"}

QUOTES_AND_DASHES = "’“”—–‘"
_PUNCTUATION = QUOTES_AND_DASHES + "„‚…•‐‑‒―‹›′″†‡‰€™→←↑↓−≤≥≠≈"
_LATIN = "".join(map(chr, range(0xA0, 0x180))) + "ƒơưƠƯȘșȚțẞ"
_CYRILLIC = "сяэрутхцчшщъыьюфѓіїєљњћџСНАЁРТУХЯЭ"
PLAUSIBLE = _PUNCTUATION + _LATIN
"""What a broken sequence that lost bytes may have been, in the order of preference when nothing else decides."""

AMBIGUOUS = 6
"""Characters of one script that a sequence may have been and that are still worth a guess by frequency."""


def title(name: str) -> str:
    """The name of a page that people know: `windows-1252`, `ISO-8859-2`, `TIS-620`."""
    return _TITLES.get(name) or name.replace("iso8859_", "ISO-8859-").replace("cp125", "windows-125")


@dataclass(frozen=True)
class CodePage:
    """One page: which byte a character stands for, and what the sequences that lost bytes may have been."""

    name: str
    byte_of: dict[str, int]
    """Characters of the upper half, with the C1 controls in case they were not dropped."""
    leads: frozenset[str]
    """The characters that start a sequence."""
    candidates: dict[str, str]
    """A broken sequence that lost bytes -> the plausible characters that give it, in order of preference."""
    quote_lead: str
    """What is left of most quotes and dashes (E2 80 9x) where that is one character, else ""."""
    is_latin: bool
    """Whether its letters are Latin: then a lone one inside a word is most often just a letter with an accent."""
    loses_most: bool
    """Whether most of the bytes 80 to 9F have no character on it."""

    # Patterns are compiled when first used: most texts need those of no page, and all take 150 ms.

    @cached_property
    def run(self) -> re.Pattern[str]:
        """A maximal run of the page's characters."""
        return re.compile(_class(self.byte_of) + "+")

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """What is left of broken characters: `exact` (one or more, all bytes there), `lossy` (one, in `candidates` or
        an emoji) or `ruin` (one, of which too little is left)."""
        exact, lossy, ruin = self._unit_patterns
        return re.compile(f"(?P<exact>{exact})|(?P<lossy>{lossy})|(?P<ruin>{ruin})")

    @cached_property
    def broken_run(self) -> re.Pattern[str]:
        """Matches all of a run that is nothing but units and symbols."""
        symbols = _class(char for char, byte in self.byte_of.items() if byte < 0xC0 and not char.isalpha())
        return re.compile(f"(?>{'|'.join(self._unit_patterns)}|{symbols})++")

    @cached_property
    def _unit_patterns(self) -> tuple[str, str, str]:
        char_of = {byte: char for char, byte in self.byte_of.items() if not _is_c1(char)}
        return _patterns(char_of, self.byte_of, self.candidates)

    def decode(self, sequence: str) -> str | None:
        """The characters whose UTF-8 the sequence stands for, or None if it is not UTF-8."""
        try:
            return bytes(map(self.byte_of.__getitem__, sequence)).decode("utf-8")
        except UnicodeDecodeError:
            return None


def _is_c1(char: str) -> bool:
    return "\x80" <= char <= "\x9f"


def _class(characters: Iterable[str]) -> str:
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
    letters = [char for char, byte in byte_of.items() if byte >= 0xC0 and char.isalpha()]
    candidates = _candidates(char_of)
    return CodePage(
        name=name,
        byte_of=byte_of,
        leads=frozenset(char for char, byte in byte_of.items() if 0xC2 <= byte < 0xF5),
        candidates=candidates,
        quote_lead=char_of.get(0xE2, "") if char_of.get(0xE2) in candidates else "",
        is_latin=sum(char < "\u0250" for char in letters) * 2 > len(letters),
        loses_most=sum(byte in char_of for byte in range(0x80, 0xA0)) < 16,
    )


def _candidates(char_of: dict[int, str]) -> dict[str, str]:
    """What is left of each plausible character that loses a byte on the page -> those characters."""
    candidates: dict[str, str] = {}
    for group in (PLAUSIBLE, _CYRILLIC):
        found: dict[str, str] = {}
        for character in group:
            encoded = character.encode("utf-8")
            left = "".join(char_of.get(byte, "") for byte in encoded)
            if left and len(left) < len(encoded) and left[0] == char_of.get(encoded[0]):
                found[left] = found.get(left, "") + character
        candidates |= {
            left: characters for left, characters in found.items() if group is PLAUSIBLE or len(characters) < AMBIGUOUS
        }
    if 0xC2 in char_of:  # a no-break space turned into a space, or trimmed away, leaves its lead byte alone
        candidates.setdefault(char_of[0xC2], "\xa0")
    return candidates


_LEADS = ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5))
"""The lead bytes of UTF-8 sequences of two, three and four bytes (RFC 3629)."""


def _patterns(char_of: dict[int, str], byte_of: dict[str, int], candidates: dict[str, str]) -> tuple[str, str, str]:
    """Regular expressions for exact, lossy and ruined units."""
    nothing = "(?!)"
    continuation = _class(char for char, byte in byte_of.items() if byte < 0xC0)
    leads = [
        _class(chars) if (chars := [c for c, byte in byte_of.items() if low <= byte < high]) else nothing
        for low, high in _LEADS
    ]
    one = "|".join(f"{lead}{continuation}{{{n}}}" for n, lead in enumerate(leads, 1))
    alternatives = [re.escape(left) for left in sorted(candidates, key=lambda left: (-len(left), left))]
    if 0xF0 in char_of:  # emoji and flags: F0 9F and two more bytes, which their neighbours may tell apart
        second = char_of.get(0x9F, "")
        alternatives.append(f"{re.escape(char_of[0xF0] + second)}{continuation}{{0,{1 if second else 2}}}")
    loses = any(byte not in char_of for byte in range(0x80, 0xA0))
    ruin = "|".join(f"{lead}{continuation}{{0,{n}}}" for n, lead in enumerate(leads)) if loses else nothing
    return f"(?:{one})+", "|".join(alternatives) or nothing, ruin
