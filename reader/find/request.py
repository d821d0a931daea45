"""What is asked of a whole library: words for its texts, and conditions on the articles that hold them.

| written | asks for |
|---|---|
| `grain deal` | both words, anywhere in an article; the last word counts as begun until a space follows it |
| `"grain deal"` | the words in this order |
| `grain \\| wheat` | either |
| `!wheat` `grain -wheat` | articles without it; `-wheat` alone is a word, and so is any in letters as they stand |
| `sanct*` | words that begin so |
| `C++` `.NET` `a/b` | a word or words with these signs, as in signs.py |
| `doc:abc` `title:abc` | articles in documents with abc in their name, and with abc in their title |
| `in:repeats` `is:unread` `is:read` `is:marked` | as in pattern.py |

AND, OR, NOT, NEAR() and parentheses are as in boolean.py. Nothing is an error: what is half typed is looked for as it
is written. `fault` says what could mean nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reader.find.boolean import (
    MARKS,
    NEAR_FORM,
    OPERATORS,
    UNCLOSED,
    MalformedQueryError,
    broken_off,
    is_word,
    meaning,
    missed_near,
    phrase,
)
from reader.find.pattern import FLAGS, Pattern, parse
from reader.find.signs import has_signs, is_sign, without_signs

LONGEST_QUERY: Final = 1000
"""Characters, as they are typed."""

_TOKEN: Final = re.compile(r'[!-]?(?:(?:doc|title):)?"[^"]*"?\*?|(?:\\.|[^\s"])+|"')
_MINUS: Final = re.compile(r'-[\w"].*', re.DOTALL)
_IDLE_STAR: Final = re.compile(r"[!-]?\*+\w.*", re.DOTALL)
_FIELD: Final = re.compile(rf"!?(?:(?:doc|title):.*|{'|'.join(map(re.escape, FLAGS))})", re.DOTALL)
_EMPTY: Final = re.compile(r"!?(?:doc|title):[!'^$\"]*")
_FLAG_LIKE: Final = re.compile(r"!?(?:in|is):.*", re.DOTALL)
_FIELD_LIKE: Final = re.compile(r"!?[a-z]+:[^\W\d].*", re.DOTALL)
_OPERATOR: Final = re.compile(r"\b(?:AND|OR|NOT)\b|[()]")
_SPOKEN: Final = re.compile(r'"[^"]*"?\*?|[^\s"()|]+')
_BAR: Final = "|"


@dataclass(frozen=True, slots=True)
class Request:
    """A query taken apart."""

    words: str
    """What the texts are asked for, as FTS5 takes it; "" if nothing is."""
    letters: str
    """The query without its conditions, as it is written."""
    conditions: Pattern
    """What is asked of the article itself."""
    refused: str = ""
    """The words that no article may hold, as FTS5 takes them; "" if there are none."""
    titles: str = ""
    """What titles are asked for, in the grammar of pattern.py."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.letters or self.conditions.groups)


def read(query: str) -> Request:
    """Take a query apart."""
    tokens = _TOKEN.findall(query)
    refusing = _refusing(tokens)
    if refusing != tokens:
        query = " ".join(refusing) + query[len(query.rstrip()) :]
    asked: list[str] = []
    written: list[str] = []
    conditions: list[str] = []
    current = asked
    for token, as_written in zip(refusing, tokens, strict=True):
        if token != _BAR:
            current = conditions if _FIELD.fullmatch(token) else asked
        if current is asked:
            asked.append(token)
            written.append(as_written)
            continue
        if asked[-1:] == ["NOT"]:
            del asked[-1], written[-1]
            token = token[1:] if token.startswith("!") else f"!{token}"
        conditions.append(token)
    is_begun = bool(query) and not query[-1].isspace()
    letters = " ".join(written)
    met = parse(" ".join(conditions)).as_written()
    if not _OPERATOR.search(letters):
        words, refused = _words(asked, is_begun=is_begun and current is asked)
        return Request(words, letters, met, refused, query)
    try:
        meant = meaning(" ".join(asked))
    except MalformedQueryError:
        return Request(letters, letters, met, "", query)
    if meant is None:
        return Request("" if conditions else letters, letters, met, "", query)
    titles = " ".join([*(meant.titles or ()), *conditions]) if meant.titles or meant.refused else query
    words, refused = ("", meant.words) if meant.refused else (meant.words, meant.without)
    return Request(words, letters, met, refused, titles)


def _refusing(tokens: Sequence[str]) -> list[str]:
    """The parts of a query, with a ! for the - by which web searches refuse a word, where another one is asked for."""
    refuses = [bool(_MINUS.fullmatch(token)) for token in tokens]
    if all(refuses[number] or not is_word(token) for number, token in enumerate(tokens)):
        return list(tokens)
    return [f"!{token[1:]}" if minus else token for token, minus in zip(tokens, refuses, strict=True)]


def fault(query: str, *, in_words: bool = True) -> str:
    """What in a query can mean nothing, for people; "" if all of it can. A screen bears it: it may be half typed.

    Flags are only asked for `in_words`: elsewhere one that does not exist is letters like any.
    """
    if len(query) > LONGEST_QUERY:
        return f"the query has {len(query):,} characters: at most {LONGEST_QUERY:,} can be looked for"
    for token in _TOKEN.findall(query):
        if _EMPTY.fullmatch(token):
            return f"nothing stands after {token} in the query"
        if in_words and _is_no_flag(token):
            return _no_flag(token)
        if in_words and token.count('"') % 2:
            return UNCLOSED
    if not query.strip():
        return "the query is empty: name a word, or a condition such as is:unread"
    if in_words and not query.strip(f"!{MARKS} "):
        return f"there is no word in the query {query.strip()}"
    if in_words and (where := broken_off(query)):
        return where
    letters = read(query).letters
    if in_words and _OPERATOR.search(letters):
        try:
            meaning(letters)
        except MalformedQueryError as error:
            return str(error)
    if in_words and not is_word(query):
        return f"there is no word in the query {query.strip()}"
    return ""


def _is_no_flag(token: str) -> bool:
    """Whether it looks like a flag that there is not."""
    return bool(_FLAG_LIKE.fullmatch(token)) and not _FIELD.fullmatch(token)


def _no_flag(token: str) -> str:
    return f'{token} is no condition: there are {", ".join(FLAGS)}; "{token}" looks for it as text'


def unknown_flag(query: str) -> str:
    """What in a query is meant for a condition that there is not, for people; "" if nothing is, or if what is typed
    last may still become one."""
    tokens = _TOKEN.findall(query)
    if tokens and query.endswith(tokens[-1]) and any(flag.startswith(tokens[-1].removeprefix("!")) for flag in FLAGS):
        tokens.pop()
    return next((_no_flag(token) for token in tokens if _is_no_flag(token)), "")


def idle(query: str) -> str:
    """What in a query does not do what it looks like: a star before a word, which finds nothing that ends so, or NEAR()
    written otherwise, which is words; for people, or ""."""
    for token in _TOKEN.findall(query):
        if _IDLE_STAR.fullmatch(token):
            word = token.lstrip("!-*")
            return (
                f"{token} was looked for as {word}: a * stands behind the beginning of words, as in {word.rstrip('*')}*"
            )
    if near := missed_near(query):
        return f"{near} was looked for as words: what stands near each other is asked for by {NEAR_FORM}"
    return ""


def mistaken(query: str) -> str:
    """What in a query looks like a condition that there is not, and so was looked for as words, or is `idle`; for
    people, or ""."""
    for token in _TOKEN.findall(query):
        if _FIELD_LIKE.fullmatch(token) and not _FIELD.fullmatch(token):
            return f"{token} was looked for as words: the conditions are doc:, title:, {', '.join(FLAGS)}"
    return idle(query)


def plain_words(letters: str, *, in_phrases: bool = False) -> list[str]:
    """The words of a query that stand for themselves, those refused left out, and those in quotation marks unless they
    are wanted."""
    tokens = [token for token in _refusing(_TOKEN.findall(letters)) if in_phrases or '"' not in token]
    wanted = [token for before, token in pairwise(["", *tokens]) if before != "NOT" and not token.startswith("!")]
    found = (word for token in wanted for word in token.strip(MARKS + "*").split())
    return [word for word in found if word not in OPERATORS and is_word(word)]


def exchanged(letters: str, word: str, other: str, *, in_phrases: bool = False) -> str:
    """A query with another word for one of its plain words, where that first stands by itself."""
    phrase = "(?!)" if in_phrases else '"[^"]*"?'
    for found in re.finditer(rf"{phrase}|(?<!\w){re.escape(word)}(?!\w)", letters):
        if found.group() == word:
            return letters[: found.start()] + other + letters[found.end() :]
    return letters


def unsigned(letters: str, *, in_phrases: bool = False) -> str:
    """A query without the signs of its words; refused ones keep theirs, and those in quotation marks unless they are
    wanted."""

    def bare(found: re.Match[str]) -> str:
        text = found.group()
        is_kept = text in OPERATORS or text.startswith("!") or ('"' in text and not in_phrases)
        if is_kept or not is_word(text) or not has_signs(text.strip(MARKS + "*")):
            return text
        words = without_signs(text)
        return f'"{words}"' if " " in words or '"' in text else words

    return _SPOKEN.sub(bare, " ".join(_refusing(_TOKEN.findall(letters))))


def _words(tokens: list[str], *, is_begun: bool) -> tuple[str, str]:
    """The words of fzf's grammar in that of FTS5, and those of them that are refused."""
    groups: list[list[str]] = []
    refused: list[str] = []
    is_alternative = False
    for number, token in enumerate(tokens):
        if token == _BAR:
            is_alternative = bool(groups)
            continue
        is_last = number == len(tokens) - 1
        text = token.removeprefix("!")
        if not is_word(text):
            continue
        written = phrase(text, is_begun=is_begun and is_last and not is_sign(text[-1]))
        if token.startswith("!"):
            refused.append(phrase(text, is_begun=False))
        elif is_alternative:
            groups[-1].append(written)
        else:
            groups.append([written])
        is_alternative = False
    unwanted = " OR ".join(refused)
    if not groups:
        return "", unwanted
    wanted = " AND ".join(f"({' OR '.join(group)})" if len(group) > 1 else group[0] for group in groups)
    return (f"({wanted}) NOT ({unwanted})" if refused else wanted), unwanted
