"""Articles written for others: plain text with a header, Markdown, or JSON lines; in one stream or a file each."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.errors import TwicetoldError
from reader.library.loaded import LoadedDocument
from reader.library.suffixes import is_markdown, numbered
from reader.text import markdown
from reader.text.articles import Article, Kind

LONGEST_NAME = 60
"""Characters of a title that become a file name."""

LONGEST_PART_BYTES = 200
"""Of one part of a path: most file systems take 255 bytes, and endings follow."""


class Format(StrEnum):
    """How an article is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSONL = "jsonl"


SUFFIXES = {Format.TEXT: ".txt", Format.MARKDOWN: ".md", Format.JSONL: ".json"}


@dataclass(frozen=True, slots=True)
class Exported:
    """One article as it is written."""

    document: str
    number: int
    title: str
    body: str


def exported(documents: Iterable[LoadedDocument], form: Format, *, everything: bool = False) -> Iterator[Exported]:
    """The articles of some documents, in order; with posts and residue if `everything` is wanted."""
    for document in documents:
        for number, article in enumerate(document.articles, 1):
            if everything or article.kind is Kind.ARTICLE:
                yield Exported(document.name, number, article.title, _WRITERS[form](document, number, article))


def _as_text(document: LoadedDocument, number: int, article: Article) -> str:
    """A block of `Key: value` lines, an empty line, and the text."""
    header = {"Title": article.title, "Date": article.date, "Source": article.source}
    lines = [f"{key}: {value}" for key, value in header.items() if value]
    lines.append(f"Document: {_one_line(document.name)}:{document.line(article.start)}")
    lines += [field for field in document.fields(number) if not header.get(field.partition(":")[0])]
    return "\n".join(lines) + "\n\n" + _body(document, article) + "\n"


def _as_markdown(document: LoadedDocument, number: int, article: Article) -> str:
    facts = (
        f"{_one_line(document.name)}:{document.line(article.start)}",
        article.date,
        article.source,
        *document.fields(number),
    )
    if is_markdown(document.name):
        return markdown.own_article(article.title, facts, document.text, article.start, article.end)
    return markdown.article(article.title, facts, document.flow, article.start, article.end)


def _as_json(document: LoadedDocument, number: int, article: Article) -> str:
    text, (start, end) = document.text[article.start : article.end], document.source_span(article.start, article.end)
    source = document.document.source[start:end]
    differing = {} if source == text else {"source_text": source}
    return json.dumps({**document.record(number), "text": text, **differing}) + "\n"


_WRITERS: dict[Format, Callable[[LoadedDocument, int, Article], str]] = {
    Format.TEXT: _as_text,
    Format.MARKDOWN: _as_markdown,
    Format.JSONL: _as_json,
}


def _body(document: LoadedDocument, article: Article) -> str:
    return document.text[article.start : article.end].strip("\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write_files(articles: Iterable[Exported], folder: Path, form: Format) -> int:
    """Write each article into a file of its own, in a folder for its document; returns how many there are.

    Raises TwicetoldError if there is something in the folder already, OSError if it cannot be written.
    """
    names = FileNames(empty(folder))
    count = 0
    for article in articles:
        count += 1
        title = re.sub(r"[^\w ,-]", "", article.title)[:LONGEST_NAME].strip() or "untitled"
        path = names.path(f"{article.document}/{article.number:03} {title}{SUFFIXES[form]}")
        path.write_text(article.body, encoding="utf-8", errors="replace", newline="")
    return count


def empty(folder: Path) -> Path:
    """A folder that has nothing in it; made if need be. Raises TwicetoldError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TwicetoldError(f"{folder} is there already. Name a folder that is empty, or none yet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # as a link that leads nowhere
        raise TwicetoldError(f"{error.filename} is there, but no folder: name another place") from error
    return folder


class FileNames:
    """Paths for documents below a folder, whatever they are called: none leaves it, none is given twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def path(self, name: str) -> Path:
        """A path that is like a name, in a folder that is there."""
        parts = _clean(name)
        for depth in range(len(parts)):
            last = depth == len(parts) - 1
            parts[depth] = self._free("/".join(parts[:depth]), parts[depth], last)
        path = self._folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def paths(self, names: Sequence[str]) -> list[Path]:
        """A path for each of several names: those that can be kept as they are come before those that cannot."""
        order = sorted(range(len(names)), key=lambda at: _clean(names[at]) != names[at].split("/"))
        given = {at: self.path(names[at]) for at in order}
        return [given[at] for at in range(len(names))]

    def _free(self, above: str, part: str, is_file: bool) -> str:
        """The part, numbered if what it would name is there. Names that differ in case are the same on some systems."""
        for number in range(1, 1 << 30):
            tried = part if number == 1 else numbered(part, number) if is_file else f"{part}~{number}"
            key = f"{above}/{tried}".casefold()
            if key in self._files or (is_file and key in self._folders):
                continue
            (self._files if is_file else self._folders).add(key)
            return tried
        raise AssertionError("more files than a number can count")


def _clean(name: str) -> list[str]:
    """The parts of a path like a name."""
    return [_part(part) for part in name.split("/") if part not in ("", ".", "..")] or ["unnamed"]


def _part(part: str) -> str:
    """A part of a path without what a file system or a shell may choke on."""
    clean = "".join(c if c.isprintable() and c not in '\\:*?"<>|' else "_" for c in part)
    return clean.encode()[:LONGEST_PART_BYTES].decode(errors="ignore").strip(" .") or "_"
