"""Notes and highlights as Markdown, to take elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reader.text.controls import sanitise


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


_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")


def to_markdown(excerpts: Iterable[Excerpt], title: str = "Notes") -> str:
    """A document with a heading for each document and article, each quote with its note, in the order given.

    Quotes and titles come from files: whatever in them is markup to Markdown or HTML is escaped, and nothing in the
    result can steer a terminal. Notes are the user's own Markdown.
    """
    parts = [f"# {_inline(title)}\n"]
    for document, of_document in groupby(excerpts, key=lambda excerpt: excerpt.document):
        parts.append(f"\n## {_inline(document)}\n")
        for article, of_article in groupby(of_document, key=lambda excerpt: excerpt.article):
            if article:
                parts.append(f"\n### {_inline(article)}\n")
            for excerpt in of_article:
                parts.append(f"\n{_quoted(excerpt.quote)}>\n> — {_source(excerpt)}\n")
                if excerpt.note.strip():
                    parts.append(f"\n{sanitise(excerpt.note.strip(), keep=_KEPT)}\n")
    return "".join(parts)


_KEPT = "\n\t"


def _source(excerpt: Excerpt) -> str:
    where = f"line {excerpt.line}" if excerpt.line else "no longer in the text"
    return f"{_inline(excerpt.document)}, {where}"


def _quoted(quote: str) -> str:
    return "".join(f"> {_inline(line)}\n" if line.strip() else ">\n" for line in quote.strip("\n").split("\n"))


def _inline(text: str) -> str:
    """One line in which nothing is markup."""
    shown = sanitise(" ".join(text.split()))
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", shown))
