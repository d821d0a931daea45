"""Characters reduced to what people type: no case, no accents, no other widths or styles, plain quotes and dashes.

Everything here maps one character to one character, so that an offset into a folded text is an offset into the text.
"""

import re
import unicodedata
from typing import Final

_TYPED_AS: Final = str.maketrans(
    "ØøŁłĐđĦħŦŧıÐðςЁёѐЀѝЍ\u0622\u0623\u0625\u0671‘’ʼ‛′׳“”„«»״″–—‐‑−",
    'OoLlDdHhTtiDdσЕееЕиИ\u0627\u0627\u0627\u0627\'\'\'\'\'\'"""""""-----',
)
"""What has no canonical decomposition, or none here, but a key on which people look for it; of alif, the bare one."""

_FINAL_SIGMA: Final = re.compile(r"(?<=\w)σ\b")

_LAST_ACCENTED_BASE: Final = 0x03FF
"""Latin and Greek carry accents; from Cyrillic on, marks make letters of their own (й, ї, が)."""


def _unaccented(character: str) -> str:
    typed = _TYPED_AS.get(ord(character))
    if typed is not None:
        return chr(typed)
    plain = unicodedata.normalize("NFKC", character)
    character = plain if len(plain) == 1 else character
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    accented = ord(base) <= _LAST_ACCENTED_BASE and all(map(unicodedata.combining, marks))
    return base if accented else character


class _Unaccented(dict[int, str]):
    """A table for `str.translate` that fills itself with the characters that are met."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = folded = _unaccented(chr(code_point))
        return folded


class _Folded(dict[int, str]):
    """The same, and lower case."""

    def __missing__(self, code_point: int) -> str:
        base = _unaccented(chr(code_point))
        lower = base.lower()
        self[code_point] = folded = _unaccented(lower) if len(lower) == 1 else base
        return folded


_UNACCENTED: Final = _Unaccented()
_FOLDED: Final = _Folded()


def unaccent(text: str) -> str:
    """The text with accents dropped and its case kept; as long as the text."""
    return text if text.isascii() else text.translate(_UNACCENTED)


def fold(text: str) -> str:
    """The text in lower case without accents; as long as the text."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def shown(word: str) -> str:
    """A folded word as it may be shown: Greek writes its sigma otherwise at the end."""
    return _FINAL_SIGMA.sub("ς", word)
