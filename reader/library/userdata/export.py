"""Notes and highlights as Markdown, to take elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reader.plurals import percent
from reader.text.controls import sanitise
from reader.text.flow import Flow
from reader.text.markdown import escaped


@dataclass(frozen=True, slots=True)
class Again:
    """A place that tells again what is noted on."""

    document: str
    """Name, as shown."""
    line: int
    """1-based, where it begins."""
    similarity: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A note or highlight with where it stands."""

    document: str
    """Name, as shown."""
    article: str
    """Title."""
    line: int
    """1-based, in the source; 0 if the place was lost."""
    quote: str
    note: str = ""
    missing: str = ""
    """Of a document that is not there now, how that is said."""
    again: tuple[Again, ...] = ()
    """Who tells it, too, or a part of it."""


def to_markdown(excerpts: Iterable[Excerpt], title: str = "Notes") -> str:
    """A document with a heading for each document and article, each quote with its note, in the order given.

    Quotes and titles come from files: whatever in them is markup to Markdown or HTML is escaped, and nothing in the
    result can steer a terminal. Notes are the user's own Markdown, but that their lines stay lines.
    """
    parts = [f"# {_inline(title)}\n"]
    for document, of_document in groupby(excerpts, key=lambda excerpt: excerpt.document):
        parts.append(f"\n## {_inline(document)}\n")
        for article, of_article in groupby(of_document, key=lambda excerpt: excerpt.article):
            if article:
                parts.append(f"\n### {_inline(article)}\n")
            for excerpt in of_article:
                parts.append(f"\n{_quoted(excerpt.quote)}>\n> — {_source(excerpt)}\n{_told_again(excerpt)}")
                if excerpt.note.strip():
                    parts.append(f"\n{_with_hard_breaks(sanitise(excerpt.note.strip(), keep=_KEPT))}\n")
    return "".join(parts)


_KEPT = "\n\t"

_BREAK = re.compile(r"(?<=[^ \t\n])[ \t]*\n(?=[ \t]*[^ \t\n])")
"""Between two lines of one paragraph."""


def _with_hard_breaks(text: str) -> str:
    """A text whose lines Markdown does not join.

    By two spaces (CommonMark 0.31, 6.7): unlike a backslash, they mean nothing where no line break can be, as after a
    heading or an item of a list.
    """
    return _BREAK.sub("  \n", text)


def _source(excerpt: Excerpt) -> str:
    where = excerpt.missing or (f"line {excerpt.line}" if excerpt.line else "no longer in the text")
    return f"{_inline(excerpt.document)}, {where}"


def _told_again(excerpt: Excerpt) -> str:
    places = (f"{_inline(at.document)}, line {at.line} ({percent(at.similarity)}% alike)" for at in excerpt.again)
    return f">\n> Told again: {'; '.join(places)}\n" if excerpt.again else ""


def _quoted(quote: str) -> str:
    shown = Flow(quote).shown(0, len(quote)).text
    lines = _with_hard_breaks("\n".join(map(_inline, shown.strip("\n").split("\n")))).split("\n")
    return "".join(f"> {line}\n" if line else ">\n" for line in lines)


def _inline(text: str) -> str:
    return escaped(sanitise(" ".join(text.split())))
