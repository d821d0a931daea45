"""Code pages of other alphabets told apart by their letters: those of which the guesser of encodings knows nothing."""

import unicodedata
from collections import Counter

OTHERS = ("iso8859_6", "cp737", "cp862", "cp720", "cp869")
"""Pages that are tried beside what was guessed: Arabic of Unix, Greek, Hebrew and Arabic of DOS."""

_COMMON = ("оеаинтсрвлкмдіу", "αοιετσνηυρπκμλ", "اليمونرتبعهدسفة", "יוהלארבתשמנםכדע", "านรกอเงมยลว่้ัีทตสด")
"""The commonest letters of Cyrillic, Greek, Arabic, Hebrew and Thai: of samples in ten languages they make up 0.67 to
0.88 of all that is beyond ASCII (Urdu, which has more letters, 0.47), where these are read by their own page."""

_BESIDE = frozenset("«»—–„“”’‘…·•،؛؟")

LIKELY = 0.75
"""Share of the commonest letters from which a page is taken that nobody guessed."""

MORE = 0.15
"""By how much that share must be above that of the page that was guessed: with a wrong page, whose letters stand in
another order, samples reach 0.8, but stay below their own."""

FEWEST, SHORTEST = 12, 60
"""Different characters beyond ASCII, and all of them, from which their letters tell something."""


def share_of_common(data: bytes, page: str) -> float:
    """How much of what is beyond ASCII, but for signs, is one of the commonest letters of some alphabet, 0..1."""
    text = bytes(byte for byte in data if byte > 0x7F).decode(page, "replace")
    counts = Counter(
        char
        for char in unicodedata.normalize("NFD", text.lower())
        if not (char.isspace() or unicodedata.combining(char) or char in _BESIDE)
    )
    return max(sum(counts[char] for char in letters) for letters in _COMMON) / max(1, counts.total())


def by_letters(data: bytes, guessed: str) -> tuple[str, float]:
    """The page that a sample is in, which is `guessed` unless another is much likelier, and the share of the commonest
    letters under it, 1.0 where the sample is too short to tell."""
    beyond = [byte for byte in data if byte > 0x7F]
    if len(beyond) < SHORTEST or len(set(beyond)) < FEWEST:
        return guessed, 1.0
    share = share_of_common(data, guessed)
    best, page = max((share_of_common(data, page), page) for page in OTHERS)
    return (page, best) if best >= max(LIKELY, share + MORE) else (guessed, share)
