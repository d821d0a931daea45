"""The query language: fzf's extended search, and fields for what this program knows of an article.

| written | matches |
|---|---|
| `abc` | a, b, c in this order, not necessarily together |
| `'abc` | abc |
| `'abc'` | abc between word boundaries |
| `^abc` `abc$` `^abc$` | a title that begins with, ends in, is abc |
| `!abc` | a title without abc; `!^abc`, `!abc$`, and `!'abc` for the fuzzy opposite |
| `a \\| b` | either; terms with spaces between them must all match |
| `"a b"` | a b |
| `\\ ` | a space |
| `doc:abc` | titles in documents with abc in their name, as it is written; takes the other forms above |
| `title:abc` | what abc alone does |
| `in:repeats` `is:unread` `is:read` `is:marked` | titles that the caller has flagged so |

A term with an upper-case letter respects case. Nothing is an error: what cannot be read as syntax stands for itself.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from reader.text.combining import compose
from reader.text.fold import fold, unaccent

REPEATS: Final = "in:repeats"
UNREAD: Final = "is:unread"
READ: Final = "is:read"
MARKED: Final = "is:marked"
FLAGS: Final = (REPEATS, UNREAD, READ, MARKED)
"""The terms that stand for a property of the article, answered by the caller."""

DOCUMENT_FIELD: Final = "doc:"
_TITLE_FIELD: Final = "title:"

PATH_SIGN: Final = "/"
"""What a word has that is meant for a path."""

_ESCAPED_SPACE: Final = "\t"
"""Stands for `\\ ` while the query is split; queries are single lines typed by hand and hold no tab."""

_QUOTED: Final = re.compile(rf'(?<!\S)!?(?:{DOCUMENT_FIELD}|{_TITLE_FIELD})?"[^"]+"(?!\S)')

ONE_EDIT_LETTERS: Final = 4
TWO_EDIT_LETTERS: Final = 8
"""From these lengths on a word may be one or two edits off; shorter, every word is near every other."""


class Kind(StrEnum):
    """How a term's text has to occur."""

    FUZZY = "fuzzy"
    EXACT = "exact"
    BOUNDARY = "boundary"
    BEGINNING = "beginning"
    """A word begins so; not typed, but what a misspelt word is replaced by."""
    PREFIX = "prefix"
    SUFFIX = "suffix"
    EQUAL = "equal"


class Field(StrEnum):
    """What a term is held against."""

    TITLE = "title"
    DOCUMENT = "document"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; `text` is composed and folded, or only without accents when the term is case-sensitive."""

    text: str
    kind: Kind = Kind.FUZZY
    inverse: bool = False
    case_sensitive: bool = False
    field: Field = Field.TITLE

    @property
    def may_be_misspelt(self) -> bool:
        """Whether it is words that were not meant to be taken letter by letter: a phrase is, but for its order."""
        is_words = self.kind is Kind.FUZZY or (self.kind is Kind.EXACT and " " in self.text.strip())
        return is_words and not self.inverse and self.field is Field.TITLE

    @property
    def may_be_in_name(self) -> bool:
        """Whether the name of a document may be what is meant, though a title was asked for."""
        return self.field is Field.TITLE and not self.inverse and len(self.text) > 1

    @property
    def may_be_path(self) -> bool:
        """Whether the letters of a path may be what is meant."""
        return self.may_be_in_name and self.kind is Kind.FUZZY and PATH_SIGN in self.text


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups that must all match; a group matches with any of its terms. No groups: everything matches."""

    groups: tuple[tuple[Term, ...], ...] = ()
    query: str = field(default="", compare=False)

    @property
    def ranks(self) -> bool:
        """Whether a match has a score; a pattern of refusals, documents and flags leaves the list in its order."""
        return any(term.field is Field.TITLE and not term.inverse for group in self.groups for term in group)

    def as_written(self) -> "Pattern":
        """The pattern of titles that have each word as it is written, and not only its letters here and there. What is
        refused stays refused."""

        def written(term: Term) -> Term:
            return replace(term, kind=Kind.EXACT) if term.kind is Kind.FUZZY and not term.inverse else term

        return Pattern(tuple(tuple(map(written, group)) for group in self.groups), self.query)

    def in_names_too(self) -> "Pattern":
        """The pattern of titles that have each word as it is written, or have it in the name of their document. Single
        letters are in too many names to be looked for there."""
        return Pattern(
            tuple(
                (*group, *(replace(term, field=Field.DOCUMENT) for term in group if term.may_be_in_name))
                for group in self.as_written().groups
            ),
            self.query,
        )

    def in_paths_too(self) -> "Pattern":
        """The same, where a word with a slash may have its letters here and there in the name. Those of other words are
        in too many names."""
        return Pattern(
            tuple(
                (*known, *(replace(term, field=Field.DOCUMENT) for term in group if term.may_be_path))
                for known, group in zip(self.in_names_too().groups, self.groups, strict=True)
            ),
            self.query,
        )


def parse(query: str) -> Pattern:
    """The pattern that a query stands for; never raises."""
    groups: list[tuple[Term, ...]] = []
    alternatives: list[Term] = []
    after_bar = False
    escaped = query.replace(_ESCAPED_SPACE, " ").replace("\\ ", _ESCAPED_SPACE)
    spaced = _QUOTED.sub(lambda quoted: quoted.group().replace(" ", _ESCAPED_SPACE), escaped)
    words = spaced.strip(" ").split(" ")
    for word in filter(None, words):
        if word == "|" and alternatives and not after_bar:
            after_bar = True
            continue
        term = _term(word.replace(_ESCAPED_SPACE, " "))
        if term is not None:
            if alternatives and not after_bar:
                groups.append(tuple(alternatives))
                alternatives = []
            alternatives.append(term)
        after_bar = False
    if alternatives:
        groups.append(tuple(alternatives))
    return Pattern(tuple(groups), query)


def _term(word: str) -> Term | None:
    """The condition in one word of a query; None when only its marks have been typed so far."""
    inverse = word.startswith("!")
    text = word[1:] if inverse else word
    if text in FLAGS:
        return Term(text, Kind.EXACT, inverse, field=Field.FLAG)
    held_against = Field.TITLE
    for name, named in ((DOCUMENT_FIELD, Field.DOCUMENT), (_TITLE_FIELD, Field.TITLE)):
        if text.startswith(name):
            held_against, text = named, text[len(name) :]
            break
    kind, text = _kind(text, inverse=inverse)
    text = compose(text)
    if not text:
        return None
    if held_against is Field.DOCUMENT and kind is Kind.FUZZY:
        kind = Kind.EXACT  # names are like each other: wire-0 has its letters in wire-10
    case_sensitive = text != text.lower()
    return Term(unaccent(text) if case_sensitive else fold(text), kind, inverse, case_sensitive, held_against)


def _kind(text: str, *, inverse: bool) -> tuple[Kind, str]:
    """How the text has to occur, and the text without the marks that say so."""
    if quoted := re.fullmatch(r"'(.+)'", text, re.DOTALL):
        return Kind.BOUNDARY, quoted[1]
    if phrase := re.fullmatch(r'"([^"]+)"', text):
        return Kind.EXACT, phrase[1]
    kind = Kind.EXACT if inverse else Kind.FUZZY
    if text.endswith("$") and text != "$":
        kind, text = Kind.SUFFIX, text[:-1]
    if text.startswith("'"):
        return (Kind.FUZZY if inverse else Kind.EXACT), text[1:]
    if text.startswith("^"):
        return (Kind.EQUAL if kind is Kind.SUFFIX else Kind.PREFIX), text[1:]
    return kind, text


def allowed_edits(word: str) -> int:
    """How many edits off a word may be."""
    if len(word) >= TWO_EDIT_LETTERS:
        return 2
    return 1 if len(word) >= ONE_EDIT_LETTERS else 0
