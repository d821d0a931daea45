"""The one sanitiser for text that is shown or printed: no file may steer a terminal or deceive the eye."""

import re
from collections.abc import Iterator
from functools import cache

_LONE = "\ufffd"

UNSEEN = "\u034f\u061c\u200b\u200e\u200f\u2060\ufeff"
"""What only says how the characters beside it are ordered, set or parted, and steers nothing: combining grapheme
joiner, Arabic letter mark, zero-width space, left-to-right and right-to-left mark, word joiner, zero-width no-break
space. It stays in a text, so that this is searched and copied as it is, and is not painted."""

_RANGES = (
    (0x80, 0x9F),  # C1 controls: some terminals obey them
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # invisible Khmer vowels
    (0x180B, 0x180F),  # Mongolian selectors and vowel separator
    (0x2028, 0x202E),  # line and paragraph separator, bidi embeddings and overrides
    (0x2061, 0x206F),  # invisible operators, bidi isolates, deprecated format characters
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xDFFF),  # lone surrogates: they cannot be encoded
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF0, 0xFFFB),  # default-ignorable and interlinear annotation
    *((plane * 0x10000 + 0xFFFE, plane * 0x10000 + 0xFFFF) for plane in range(17)),  # noncharacters
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags, further variation selectors: they can carry hidden text
)
"""Always replaced, after Unicode's Bidi_Control, Default_Ignorable_Code_Point and Noncharacter_Code_Point, without
what is UNSEEN."""

_NOTHING = dict.fromkeys(map(ord, UNSEEN))

_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f"


def _class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


_JOINING = (
    "\u0600-\u06ff\u0700-\u07ff\u0840-\u08ff\u0900-\u0dff\u0e80-\u0fff\u1000-\u109f\u1700-\u18af\u1a20-\u1cff"
    "\ua800-\ua9ff\uaa00-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
"""Blocks of scripts whose spelling uses ZWJ and ZWNJ: Arabic, Syriac, N'Ko, Indic and South-East Asian ones, Adlam."""

_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""Blocks that hold the emoji (Unicode `emoji-data.txt`), a little wider so that new ones are in."""

_BEYOND = "\U00010000-\U0001efff\U0001fb00-\U0010ffff"
"""Beyond the first plane, without the blocks of emoji, of which all are shown."""

_ALLOWED = re.compile(
    f"(?<=[{_PICTURES}]\ufe0f)\u200d(?=[{_PICTURES}])"
    f"|(?<=[{_PICTURES}])\u200d(?=[{_PICTURES}])"
    f"|(?<=[{_JOINING}])[{_JOINERS}]"
    f"|(?<=[{_PICTURES}#*0-9])[\ufe0e\ufe0f]"
)
"""Joiners and selectors that do what they are for; each is looked at beside its neighbours as they are in the text."""


@cache
def _suspects(keep: str) -> re.Pattern[str]:
    """Everything that may have to go, and all characters beyond the first plane but emoji: `re` has no table for them,
    and to look through one list of ranges for each character takes longer than to look at those that are found."""
    controls = "".join(re.escape(chr(code)) for code in (*range(0x20), 0x7F) if chr(code) not in keep)
    first_plane = _class(tuple(span for span in _RANGES if span[1] <= 0xFFFF))
    return re.compile(f"[{controls}{first_plane}{_JOINERS}{_SELECTORS}{_BEYOND}]")


@cache
def _table(keep: str) -> dict[str, str]:
    """What is shown for each character that has to go where it stands alone."""
    table = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}
    for low, high in (*_RANGES, (0x200C, 0x200D), (0xFE00, 0xFE0F)):
        table.update(dict.fromkeys(map(chr, range(low, high + 1)), _LONE))
    return {char: picture for char, picture in table.items() if char not in keep}


def sanitise(text: str, *, keep: str = "") -> str:
    """The text with every harmful or invisible character replaced by one that shows, but for those that are UNSEEN,
    which whoever paints the text leaves out; the length stays the same.

    C0 controls and DEL become their pictures (U+2400 to U+2421), so also tab and newline unless they are in `keep`;
    C1 controls, bidi embeddings, overrides and isolates, tag characters, noncharacters and lone surrogates become
    U+FFFD. ZWJ, ZWNJ and variation selectors stay inside emoji and in the scripts that are spelt with them.
    """
    if text.isascii() and text.isprintable():
        return text
    pieces: list[str] = []
    end = 0
    for position, picture in _replacements(text, keep):
        pieces += (text[end:position], picture)
        end = position + 1
    return "".join((*pieces, text[end:])) if pieces else text


def painted(text: str, *, keep: str = "") -> str:
    """The text as a terminal may have it: sanitised, without what is UNSEEN."""
    return without_unseen(sanitise(text, keep=keep))


def without_unseen(text: str) -> str:
    """The text without what is UNSEEN; may be shorter."""
    return text if text.isascii() else text.translate(_NOTHING)


def count_unsafe(text: str, *, keep: str = "") -> int:
    """How many characters `painted` replaces or leaves out."""
    if text.isascii() and text.isprintable():
        return 0
    return sum(1 for _ in _replacements(text, keep)) + sum(map(text.count, UNSEEN))


def _replacements(text: str, keep: str) -> Iterator[tuple[int, str]]:
    """The offsets of the characters that have to go, and what is shown for each."""
    table = _table(keep)
    for match in _suspects(keep).finditer(text):
        picture = table.get(match.group())
        if picture and not _ALLOWED.match(text, match.start()):
            yield match.start(), picture
