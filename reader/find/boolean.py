"""Words joined by AND, OR, NOT, NEAR() and parentheses, put into the grammar of FTS5.

FTS5 only takes away from what stands before: `a NOT b`. Here a negation may stand anywhere (`a AND NOT b`, `a AND !b`,
`a OR NOT b`, `NOT a`): what is refused is carried up by De Morgan's laws until something stands before it. NEAR may be
written small where it says what is near what. Precedence is that of FTS5: words side by side bind tightest, then NOT,
then AND, then OR.
"""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from reader.errors import TwicetoldError

MARKS: Final = "'^$\""
"""What stands around a word in the grammar of pattern.py and says nothing to the full text."""

UNCLOSED: Final = 'a quotation mark is not closed in the query: write "a phrase"'

NEAR_FORM: Final = "NEAR(one other, 5)"
"""How that is written, for people."""

OPERATORS: Final = ("AND", "OR", "NOT")

DEEPEST: Final = 50
"""Parentheses in each other, at most; FTS5 takes 256."""

_LEXEME: Final = re.compile(
    r'"[^"]*"?\*?|NEAR\([^()]*\)|(?i:NEAR)\([^(),]+\s[^(),]+(?:,\s*\d+\s*)?\)|[()!|]|[^\s"()!|][^\s"()]*'
)
_NEAR: Final = re.compile(r"NEAR\((?=[^(),]*[^\W_])[^(),]+(?:,\s*\d+\s*)?\)")
_STAR: Final = re.compile(r'\*(?="?\Z)')
_CLOSING: Final = (*OPERATORS, "|", ")")
_JOINING: Final = (*OPERATORS, "|", "!")
_JOINED: Final = ("AND", "OR", "|", ")")


class MalformedQueryError(TwicetoldError):
    """What is written cannot be read as words that are joined; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a query, or a part of it, asks for."""

    words: str
    """In the grammar of FTS5: one string, or an expression in parentheses."""
    refused: bool = False
    """Whether the articles that hold the words are those that are not asked for."""
    titles: tuple[str, ...] | None = None
    """What titles are asked for, in the grammar of pattern.py, where that can say it: terms that must all match."""
    without: str = ""
    """What no article that is asked for holds, in the grammar of FTS5, though `words` say it too."""


def is_word(text: str) -> bool:
    """Whether there is something in it that the full text knows."""
    return any(character.isalnum() for character in text)


def phrase(text: str, *, is_begun: bool = False) -> str:
    """A word or a quoted phrase as FTS5 takes it, of whose last word this is the beginning if it `is_begun` or ends so,
    inside the quotation marks or behind them."""
    star = "*" if is_begun or text.rstrip(MARKS).endswith("*") else ""
    return '"' + text.lstrip("'^\"*").rstrip(MARKS + "*").replace('"', '""') + '"' + star


def meaning(query: str) -> Meaning | None:
    """What a query with operators means; None if no word is in it. Raises MalformedQueryError."""
    lexemes = deque(_LEXEME.findall(query))
    found = _either(lexemes, 0)
    if lexemes:
        raise MalformedQueryError('a ")" has no "(" before it in the query; in quotation marks it is text')
    return found


def broken_off(query: str) -> str:
    """Where in a query nothing stands beside an operator that joins it to something, for people; "" if nowhere."""
    lexemes = _LEXEME.findall(query)
    for before, operator, after in zip(["(", *lexemes], lexemes, [*lexemes[1:], ")"], strict=False):
        if operator in _JOINING and after in _JOINED:
            return f"no word stands after {operator} in the query; in quotation marks it is text"
        if operator in _JOINED and before == "(":
            return f"no word stands before {operator} in the query; in quotation marks it is text"
    return ""


def missed_near(query: str) -> str:
    """What in a query looks like NEAR() and is read as words, since it is not written so; "" if nothing is."""
    found = list(_LEXEME.finditer(query))
    for word, bracket in pairwise(found):
        is_meant = word[0] == "NEAR" or (word[0].upper() == "NEAR" and word.end() == bracket.start())
        if is_meant and bracket[0] == "(" and (end := query.find(")", bracket.end())) >= 0:
            return query[word.start() : end + 1]
    return ""


def _either(lexemes: deque[str], depth: int) -> Meaning | None:
    parts = [_both(lexemes, depth)]
    while lexemes and lexemes[0] in ("OR", "|"):
        operator = lexemes.popleft()
        parts.append(_both(lexemes, depth))
        if parts[-1] is None or parts[-2] is None:
            side = "after" if parts[-1] is None else "before"
            raise MalformedQueryError(f"no word stands {side} {operator}; conditions such as doc:name are joined by |")
    return _any([part for part in parts if part])


def _both(lexemes: deque[str], depth: int) -> Meaning | None:
    """Parts joined by AND. A side may be missing: a condition that is no word may have stood there."""
    parts = [_without(lexemes, depth)]
    while lexemes and lexemes[0] == "AND":
        lexemes.popleft()
        parts.append(_without(lexemes, depth))
    return _all([part for part in parts if part])


def _without(lexemes: deque[str], depth: int) -> Meaning | None:
    parts = [_side_by_side(lexemes, depth)]
    while lexemes and lexemes[0] == "NOT":
        lexemes.popleft()
        refused = _side_by_side(lexemes, depth)
        if refused is None:
            raise MalformedQueryError("no word stands after NOT")
        parts.append(_opposite(refused))
    return _all([part for part in parts if part])


def _side_by_side(lexemes: deque[str], depth: int) -> Meaning | None:
    parts = []
    while lexemes and lexemes[0] not in _CLOSING:
        is_refused = False
        while lexemes and lexemes[0] == "!":
            lexemes.popleft()
            is_refused = not is_refused
        part = _one(lexemes, depth) if lexemes and lexemes[0] not in _CLOSING else None
        if part:
            parts.append(_opposite(part) if is_refused else part)
    return _all(parts)


def _one(lexemes: deque[str], depth: int) -> Meaning | None:
    lexeme = lexemes.popleft()
    if lexeme == "(":
        if depth == DEEPEST:
            raise MalformedQueryError(f"there are more than {DEEPEST} parentheses in each other")
        inner = _either(lexemes, depth + 1)
        if not lexemes:
            raise MalformedQueryError('a "(" is not closed in the query; in quotation marks it is text')
        lexemes.popleft()
        return inner
    if (near := lexeme[:5].upper()) == "NEAR(":
        if not _NEAR.fullmatch(near + lexeme[5:]):
            raise MalformedQueryError(f"{lexeme} cannot be read: it is written {NEAR_FORM}")
        return Meaning(near + lexeme[5:])
    if lexeme.count('"') == 1:
        raise MalformedQueryError(UNCLOSED)
    return Meaning(phrase(lexeme), titles=(_STAR.sub("", lexeme),)) if is_word(lexeme) else None


def _opposite(part: Meaning) -> Meaning:
    titles = None
    if part.titles and len(part.titles) == 1 and " | " not in part.titles[0]:
        (term,) = part.titles
        titles = (term[1:] if term.startswith("!") else f"!{term}",)
    return replace(part, refused=not part.refused, titles=titles, without="")


def _all(parts: Sequence[Meaning]) -> Meaning | None:
    """What is meant by all of some parts."""
    if len(parts) < 2:
        return parts[0] if parts else None
    wanted = [part.words for part in parts if not part.refused]
    unwanted = [part.words for part in parts if part.refused]
    known = [part.titles for part in parts if part.titles is not None]
    titles = tuple(term for terms in known for term in terms) if len(known) == len(parts) else None
    if not wanted:
        return Meaning(_joined(unwanted, "OR"), True, titles)
    words = _joined(wanted, "AND")
    if unwanted:
        words = _joined([words, _joined(unwanted, "OR")], "NOT")
    without = unwanted + [part.without for part in parts if part.without]
    return Meaning(words, False, titles, _joined(without, "OR") if without else "")


def _any(parts: Sequence[Meaning]) -> Meaning | None:
    """What is meant by any of some parts."""
    if len(parts) < 2:
        return parts[0] if parts else None
    wanted = [part.words for part in parts if not part.refused]
    unwanted = [part.words for part in parts if part.refused]
    if unwanted:
        words = _joined(unwanted, "AND")
        return Meaning(_joined([words, _joined(wanted, "OR")], "NOT") if wanted else words, True)
    single = [part.titles[0] for part in parts if part.titles and len(part.titles) == 1]
    is_plain = len(single) == len(parts) and not any(term.startswith("!") for term in single)
    return Meaning(_joined(wanted, "OR"), titles=(" | ".join(single),) if is_plain else None)


def _joined(words: Sequence[str], operator: str) -> str:
    return words[0] if len(words) == 1 else f"({f' {operator} '.join(words)})"
