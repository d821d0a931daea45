"""Where words may be divided at the end of a line, by the patterns of Liang (1983), which pyphen has by language."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

LEAST_LETTERS = 6
"""A shorter word is not divided: the reader loses more than the line gains."""

BEFORE, AFTER = 2, 3
"""Letters that stay on the line, and that go on to the next, at least."""

KEPT_WORDS = 20_000

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WITH_CYRILLIC = ("ru", "uk", "bg")
LETTERS = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
"""Those of scripts in which words are divided with a hyphen."""


@lru_cache(KEPT_WORDS)
def divisions(word: str, language: str) -> tuple[int, ...]:
    """Places in a word of letters at which it may be divided, ascending; `language` is that of the text.

    Cyrillic words in a text of another language are taken for Russian, Latin ones in a Russian text for English.
    """
    if len(word) < LEAST_LETTERS or word.isupper():
        return ()
    if (_CYRILLIC.search(word) is not None) != (language in _WITH_CYRILLIC):
        language = "en" if language in _WITH_CYRILLIC else "ru"
    return tuple(_patterns(language).positions(word))


@cache
def _patterns(language: str) -> Pyphen:
    from pyphen import Pyphen, language_fallback  # late: few want it

    return Pyphen(lang=language_fallback(language), left=BEFORE, right=AFTER)
