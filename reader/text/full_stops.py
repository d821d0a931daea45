"""Full stops of abbreviations, with which no sentence ends."""

import re

LONGEST = 6
"""Characters of the longest one, before its full stop."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Maj|Col|Lt|Sgt|Cpl|Capt|Adm|Rev|Hon|St|Mt|Jr|Sr|Inc|Ltd|Co|Corp|Nos?|vs|v|al"
    r"|cf|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|г|гг|им|ул|руб|млн|млрд|тыс|долл|т\.е|т\.д)"
    r"|\b[A-ZА-ЯЁ]|\.[A-Z])\.$"
)
"""Initials, and what stands before a name, a number or a date, or behind a sum."""


def is_abbreviated(text: str, end: int) -> bool:
    """Whether the full stop before a character belongs to an abbreviation."""
    return _ABBREVIATION.search(text, max(0, end - 1 - LONGEST), end) is not None
