"""Which character a broken sequence was when some of its bytes are gone: decided by what fits the place.

Dashes, quotes and apostrophes all leave the same remains. Beside a letter on both sides stood an apostrophe, between
spaces a dash; quotes open after a space and close after a word, and are paired inside a line.
"""

import re
from collections import Counter
from dataclasses import dataclass

REGIONS = (
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CP CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU FI FJ "
    "FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM "
    "MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT "
    "PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL "
    "TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
"""Region codes that have a flag (Unicode CLDR, `emoji-sequences.txt`)."""

LOST = "\ufffd"
"""Shown where a character certainly stood and nothing tells which (most emoji lose all but their first byte)."""

_ENGLISH_ENDINGS = frozenset({"s", "t", "d", "m", "re", "ve", "ll", "em", "all", "er", "n", "clock"})
_ELISIONS = ("qu", "jourd")  # French words that end so before an apostrophe: quelqu’un, aujourd’hui
_CUT_WORDS = frozenset({"em", "til", "tis", "twas", "cause", "bout", "n", "round"})
_SCARE_QUOTE_CHARS = 30
"""Longer than “most scare quotes”."""
_OPENERS = "([{<«„-—–/=>|*_"
_STOPS = ".,!?;:…)]}%"
_LETTERS_BEFORE = re.compile(r"[^\W\d_]*\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]*")


def is_word(char: str) -> bool:
    """Whether the character can stand inside a word or number."""
    return char.isalnum()


@dataclass(slots=True)
class Quotes:
    """What one line has opened and not yet closed."""

    double: bool = False
    single: bool = False
    opened_at: int = 0
    """Where in the text the double one was opened."""


def flag(first: int, second: int) -> str | None:
    """The flag that two last bytes of UTF-8 regional indicators (A6 for A to BF for Z) stand for."""
    if not (0xA6 <= first <= 0xBF and 0xA6 <= second <= 0xBF):
        return None
    code = chr(first - 0xA6 + 65) + chr(second - 0xA6 + 65)
    return chr(0x1F1E6 + first - 0xA6) + chr(0x1F1E6 + second - 0xA6) if code in REGIONS else None


def quote_or_dash(before: str, after: str, at: int, quotes: Quotes, dashes_are_spaced: bool) -> str:
    """One of ’ ‘ “ ” — – for a place between two stretches of text of the same line.

    A document that puts spaces around its dashes has apostrophes inside its words.

    `at` is its offset. `before` is already repaired; `after` may start with further remains, which the caller
    has decoded or mapped to `LOST`.
    """
    left, right = before[-1:], after[:1]
    spaced_left, spaced_right = not left or left.isspace(), not right or right.isspace()
    if spaced_left and spaced_right:
        # At the edge of a line a quote is as likely, and an open one wants closing.
        if left and not right and quotes.double and before.rstrip()[-1:] in _STOPS:
            return _close(quotes)
        return "—"
    if left.isdigit() and right.isdigit():
        return "–"
    if is_word(left) and is_word(right):
        return _inside_word(before, after, dashes_are_spaced)
    if spaced_left or left in _OPENERS or left in "“‘":
        return _open(after, at, quotes)
    if right == LOST and is_word(left) and is_word(after.lstrip(LOST)[:1]):
        return "—" if not quotes.double else _close(quotes)  # word—“word or word”—word
    if is_word(right) and left in "”’":
        return "—"
    if is_word(right) and left in _STOPS and not quotes.double:
        return "—"
    if left == "s" and at - quotes.opened_at > _SCARE_QUOTE_CHARS and after[:1] == " " and after[1:2].islower():
        return "’"  # the owners’ problem, in the middle of what someone says
    return _close(quotes, unmatched="’" if left == "s" or before.endswith("in") else "”")


def _inside_word(before: str, after: str, dashes_are_spaced: bool) -> str:
    match_before, match_after = _LETTERS_BEFORE.search(before), _LETTERS_AFTER.match(after)
    word_before = match_before.group() if match_before else ""
    word_after = match_after.group() if match_after else ""
    if not word_before:  # a number: 1990’s, but 5—six
        return "’" if word_after.lower() in _ENGLISH_ENDINGS else "–"
    if not word_after:
        return "–"
    if word_after.lower() in _ENGLISH_ENDINGS or word_before.lower().endswith(_ELISIONS):
        return "’"
    if min(len(word_before), len(word_after)) < 3 or dashes_are_spaced:
        return "’"
    return "—"


def _open(after: str, at: int, quotes: Quotes) -> str:
    word = _LETTERS_AFTER.match(after)
    if after[:1].isdigit() and re.match(r"\d0s\b", after):
        return "’"  # the ’90s
    if word and word.group().lower() in _CUT_WORDS and not quotes.single:
        return "’"
    if quotes.double and not quotes.single:
        quotes.single = True
        return "‘"
    quotes.double, quotes.single, quotes.opened_at = True, False, at
    return "“"


def _close(quotes: Quotes, unmatched: str = "”") -> str:
    if quotes.single:
        quotes.single = False
        return "’"
    if quotes.double:
        quotes.double = False
        return "”"
    return unmatched


def sign(candidates: str, before: str) -> str | None:
    """The sign that fits after a stretch of text, or None if the candidates are letters."""
    if "™" in candidates:
        return "™" if is_word(before[-1:]) else "•"
    return None if any(char.isalpha() for char in candidates) else candidates[0]


def letter(candidates: str, before: str, after: str, exact: Counter[str]) -> str | None:
    """The letter that fits between two stretches of text, or None if the candidates are not letters.

    A capital starts a word in lower case and stands among capitals; the letters that were given back exactly, with
    their counts, decide between several: beside many ö, a lost capital is rather Ö than É.
    """
    letters = [char for char in candidates if char.isalpha()]
    if not letters:
        return None
    inside = before[-1:].isalpha()
    capital = (not inside and after[:1].islower()) or (inside and before[-1:].isupper() and not after[:1].islower())
    fitting = [char for char in letters if char.isupper() == capital] or letters
    if not capital and "œ" in fitting and after[:1] in "ui":
        return "œ"  # cœur, sœur, œil
    seen = [char for char in fitting if exact[char] or exact[char.swapcase()]]
    if seen:
        return max(seen, key=lambda char: exact[char] * 2 + exact[char.swapcase()])
    return next((char for char in _COMMON_LETTERS if char in fitting), fitting[0])


_COMMON_LETTERS = "éÉßÖÜÇłŁćčńśęąŞşěĂăőŠŻ"
"""Letters that lose a byte, by how often they stand in European names (the writer's order: a guess, marked as such)."""
