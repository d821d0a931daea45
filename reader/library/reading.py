"""Files read for the index: everything about a file that costs time, done where no database is, in any process."""

import hashlib
from dataclasses import dataclass

from reader.library.database import to_text
from reader.library.entries import KINDS
from reader.library.packing import pack, pack_map
from reader.library.skipping import Skipped
from reader.library.sources import STDIN, SourceFile


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


@dataclass(frozen=True, slots=True)
class ReadFile:
    """All that one file holds."""

    file: SourceFile
    hash: bytes
    documents: tuple[ReadDocument, ...]
    skipped: tuple[Skipped, ...]


def read_file(file: SourceFile) -> ReadFile:
    """Read, clean and divide one file. Never raises for what is in it."""
    from reader.library.analysis import documents_of  # late: this imports numpy and the rest
    from reader.reuse.copies import digest

    whole = hash_of(file)
    documents: list[ReadDocument] = []
    skipped: list[Skipped] = []
    for item in documents_of(file):
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        document, text = item.document, item.document.clean.text
        rows = []
        line, counted = 1, 0
        for article in item.articles:
            line += text.count("\n", counted, article.start)
            counted = article.start
            kind = KINDS.index(article.kind.value)
            title, source = to_text(article.title), to_text(article.source) if article.source else None
            rows.append((article.start, article.end, kind, title, line, article.date, source))
        documents.append(
            ReadDocument(
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
            )
        )
    return ReadFile(file, whole, tuple(documents), tuple(skipped))


def hash_of(file: SourceFile) -> bytes:
    """A hash of the bytes of a file, empty if it cannot be read: equal hashes mean that nothing has to be done."""
    if file.path == STDIN:
        return b""
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
    except (OSError, ValueError):
        return b""
