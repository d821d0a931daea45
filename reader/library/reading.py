"""Files read for the index: everything about a file that costs time, done where no database is, in any process."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.database import to_text
from reader.library.entries import KINDS
from reader.library.packing import pack, pack_map
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile, read
from reader.positions import WHOLE_FILE, FileLines

if TYPE_CHECKING:
    from reader.library.documents import Document
    from reader.text.articles import Article


HASHED_AT_ONCE = 1 << 16
"""Bytes of a file up to which it is hashed without the buffer that large ones go through."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it goes into the index."""

    name: str
    text: str
    digest: bytes
    """Of the text."""
    chunks: tuple[bytes, ...]
    """The text in pieces of TEXT_CHUNK characters, compressed."""
    lines: int
    encoding: str
    confidence: float
    replaced: int
    repairs: int
    source_map: bytes
    """The edits between source and clean text, compressed; empty if there are none."""
    articles: tuple[tuple[int, int, int, str, int, str | None, str | None], ...]
    """start, end, kind, title, line, date, source."""
    file_lines: FileLines = WHOLE_FILE
    """Where the lines of the text stand in the file."""
    fields: tuple[str, ...] = ()
    """What a record says beside its text: lines of a name and a value."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """All that one file holds."""

    file: SourceFile
    hash: bytes
    documents: tuple[ReadDocument, ...]
    skipped: tuple[Skipped, ...]


def read_file(file: SourceFile) -> ReadFile:
    """Read, clean and divide one file. Never raises for what is in it."""
    return next(read_together((file,)))


def read_together(files: Iterable[SourceFile]) -> Iterator[ReadFile]:
    """The same for several files, all of which are read before the articles of any are found: in small files they are
    found together."""
    from reader.library.naming import as_the_file_says  # late: this imports numpy
    from reader.text.articles import articles_of

    held = [(file, hash_of(file), list(read(file))) for file in files]
    every = (item for _, _, items in held for item in items if not isinstance(item, Skipped))
    texts = ((item.clean.text, item.stories) for item in every)
    divided = articles_of(texts)
    for file, whole, items in held:
        documents = [
            _as_read(item, as_the_file_says(next(divided), item, file))
            for item in items
            if not isinstance(item, Skipped)
        ]
        skipped = [item for item in items if isinstance(item, Skipped)]
        yield ReadFile(file, whole, tuple(documents), tuple(skipped))


def _as_read(document: "Document", articles: "tuple[Article, ...]") -> ReadDocument:
    from reader.reuse.copies import digest

    text = document.clean.text
    rows = []
    line, counted = 1, 0
    for article in articles:
        line += text.count("\n", counted, article.start)
        counted = article.start
        kind = KINDS.index(article.kind.value)
        title, source = to_text(article.title), to_text(article.source) if article.source else None
        rows.append((article.start, article.end, kind, title, line, article.date, source))
    return ReadDocument(
        document.name,
        text,
        digest(text),
        pack(text),
        text.count("\n") + (not text.endswith("\n")) if text else 0,
        document.encoding,
        document.confidence,
        document.replaced,
        len(document.clean.replacements),
        pack_map(document.clean.source_map),
        tuple(rows),
        document.lines,
        document.fields,
    )


def hash_of(file: SourceFile) -> bytes:
    """A hash of the bytes of a file, empty if it cannot be read, or not once more: equal hashes mean that nothing has
    to be done."""
    if file.is_stream or file.is_made_up:
        return b""
    try:
        with file.path.open("rb") as stream:
            if file.size < HASHED_AT_ONCE:
                return hashlib.blake2b(stream.read(), digest_size=16).digest()
            return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
    except (OSError, ValueError):
        return b""
