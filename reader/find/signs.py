"""Signs that are typed with a word: C++, C#, .NET, --json, a/b. The full text knows words alone.

In the grammar of FTS5 a string with signs that count finds its words, with whatever stands between and around them. So
the index is asked `loosely`, for all articles that may be meant, and whoever has their texts asks for `counted`, in
which each such string is a word of its own that `hidden` puts into the text.

What ends a part of a sentence and quotation marks do not count at the ends of words, nor does a hyphen or an apostrophe
within one, which are written in many ways.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from reader.text.fold import fold

_LEXEME: Final = re.compile(r'"(?:[^"]|"")*"(?:\s*\*)?|[()]|[^\s()"]+|.', re.DOTALL)
_OPERATORS: Final = ("AND", "OR", "NOT")
_NEVER: Final = '"\U000ffdff"'
"""A word that no text has: of private use, where no icons are."""

_FIRST: Final = 0xFFE00
_REST: Final = "\U000ffffd"
"""What strings are in a text: a character for each, and how they go on."""

_AT_END: Final = ".,;:!?…。、，！？：；\"'"
_BETWEEN: Final = rf"[\s{_AT_END}]+"
_JOINER: Final = re.compile(r"(?<=[^\W_])['-](?=[^\W_])")


def is_sign(character: str) -> bool:
    """Whether a character is no part of words, nor blank."""
    return unicodedata.category(character)[0] in "PS"


def has_signs(text: str) -> bool:
    """Whether a word or a phrase has signs that count."""
    return any(is_sign(character) for piece in _pieces(fold(text)) for character in _JOINER.sub("", piece))


def without_signs(text: str) -> str:
    """The words of a word or a phrase, between blanks."""
    return " ".join("".join(" " if is_sign(each) else each for each in text).split())


@dataclass(frozen=True, slots=True)
class _String:
    """A string of a query that has signs."""

    text: str
    is_begun: bool

    def pattern(self) -> re.Pattern[str]:
        """Where it stands in a folded text."""
        pieces = _BETWEEN.join(map(re.escape, _pieces(self.text)))
        before = r"(?<![^\W_])" if self.text[:1].isalnum() else ""
        after = r"(?![^\W_])" if self.text[-1:].isalnum() and not self.is_begun else ""
        return re.compile(f"{before}{pieces}{after}")


class SignedQuery:
    """A query in the grammar of FTS5, as bigrams.py rewrites it, with its strings that have signs which count."""

    def __init__(self, query: str) -> None:
        self._lexemes = _LEXEME.findall(query)
        strings = dict.fromkeys(filter(None, map(_signed, self._lexemes)))
        self._number = {string: number for number, string in enumerate(strings)}

    def __bool__(self) -> bool:
        """Whether it has any."""
        return bool(self._number)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [string.pattern() for string in self._number]

    @cached_property
    def counted(self) -> str:
        """The query for texts with `hidden` strings."""
        words = ((lexeme, _signed(lexeme)) for lexeme in self._lexemes)
        return "".join(f'"{chr(_FIRST + self._number[string])}"*' if string else lexeme for lexeme, string in words)

    @cached_property
    def loosely(self) -> str:
        """A query that finds all that this finds, and more: no string with signs is refused."""
        return "".join(_NEVER if refused and _signed(lexeme) else lexeme for lexeme, refused in _refused(self._lexemes))

    @cached_property
    def needs_all(self) -> bool:
        """Whether a text that `loosely` finds is found if it has all strings."""
        return not any(lexeme in ("OR", "NOT", "NEAR") for lexeme in self._lexemes)

    def has_all(self, body: str) -> bool:
        """Whether a text, as the index takes it, has all strings."""
        body = _folded(body)
        return all(pattern.search(body) for pattern in self._patterns)

    def hidden(self, body: str) -> str:
        """A text, as the index takes it, with a word of its own for each string; of the same length."""
        body = _folded(body)
        for number, pattern in enumerate(self._patterns):
            word = chr(_FIRST + number)

            def hide(found: re.Match[str], word: str = word) -> str:
                joins = found.start() > 0 and found.string[found.start() - 1].isalnum()
                return f"{' ' if joins else ''}{word}".ljust(found.end() - found.start(), _REST)

            body = pattern.sub(hide, body)
        return body


@lru_cache(maxsize=16)
def signed_query(query: str) -> SignedQuery:
    """The signs of a query, remembered."""
    return SignedQuery(query)


def _signed(lexeme: str) -> _String | None:
    """A lexeme that is a string with signs which count."""
    if not lexeme.startswith('"') or len(lexeme) < len('""'):
        return None
    text = lexeme.rstrip("* \t\n")[1:-1].replace('""', '"').lower()
    return _String(" ".join(_pieces(text)), lexeme.endswith("*")) if has_signs(text) and _has_word(text) else None


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _refused(lexemes: list[str]) -> Iterator[tuple[str, bool]]:
    """Each lexeme, and whether articles that hold it are fewer then; what is refused where that is, is not."""
    around, refused = [False], False
    for lexeme in lexemes:
        if lexeme == "(":
            around.append(refused)
        elif lexeme == ")":
            refused = around.pop() if len(around) > 1 else False
        elif lexeme in _OPERATORS:
            refused = around[-1] != (lexeme == "NOT")
        yield lexeme, refused


def _pieces(text: str) -> list[str]:
    """What stands between blanks, without the signs at the ends of words that do not count."""
    pieces = (piece.lstrip("\"'").rstrip(_AT_END) for piece in text.split())
    return [piece for piece in pieces if piece]


def _folded(body: str) -> str:
    return body.lower() if body.isascii() else body
