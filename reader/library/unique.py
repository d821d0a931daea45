"""A collection in which what is told again is kept once, and a manifest from which the whole can be rebuilt.

The folder holds `texts/`, the documents without the passages that stand elsewhere, and `manifest.jsonl`: one line for
each document, then one for each passage left out, which says where its twin is and how the passage is made from it. A
twin may hold passages left out, whose lines come before. Spans count characters of the decoded sources, which are what
is rebuilt, blank for blank; files whose bytes come back from their characters are rebuilt byte for byte.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from reader.library.exporting import FileNames, empty
from reader.library.loaded import LoadedDocument
from reader.library.making import Piece
from reader.library.sources import SourceFile, mtime_ns
from reader.text.words import words

MANIFEST, TEXTS = "manifest.jsonl", "texts"

VERSION = 2
"""Of the manifest; the first one had hashes of sources, if any, where this has those of files, and its order is that
of places, not of making."""

NUL, REPLACED = "\0", "\ufffd"
"""A NUL in a text, and what it is read as."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that is left out: source spans of it and of its kept twin, and how to make the one from the other."""

    document: int
    start: int
    end: int
    kept_document: int
    kept_start: int
    kept_end: int
    pieces: tuple[Piece, ...]


def in_place(left_out: Sequence[LeftOut], documents: int) -> list[list[LeftOut]]:
    """What is left out of each document, from its beginning to its end. Raises IndexError for one that is not there."""
    by_document: list[list[LeftOut]] = [[] for _ in range(documents)]
    for item in left_out:
        by_document[item.document].append(item)
    return [sorted(items, key=lambda item: item.start) for items in by_document]


def kept_text(source: str, left_out: Sequence[LeftOut]) -> str:
    """A source without the passages that are left out of it, which are in order."""
    edges = [0, *(at for item in left_out for at in (item.start, item.end)), len(source)]
    return "".join(source[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Form:
    """How the characters of a source are bytes of a file."""

    encoding: str = "utf-8"
    nuls: bool = False
    """Whether each replacement character stands for a NUL."""

    def encoded(self, source: str) -> bytes:
        """The bytes; raises UnicodeEncodeError if the encoding has not all of the characters."""
        text = source.replace(REPLACED, NUL) if self.nuls else source
        return text.encode(self.encoding, "surrogatepass")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a document was kept."""

    document: str
    characters: int
    kept: int
    """Characters that stay."""
    words: int
    new_words: int
    """Words that stay."""
    exact: bool
    """Whether rebuilding gives the bytes of the file."""
    file: str
    """The name of that."""
    has_changed: bool
    """Whether it is no longer the one that was read."""

    @property
    def new(self) -> float:
        """What share of the words stays, 0..1; all of a text without any."""
        return self.new_words / self.words if self.words else 1.0


def write(loaded: Sequence[LoadedDocument], left_out: Sequence[LeftOut], folder: Path) -> Iterator[Share]:
    """Write the collection and its manifest, and say of each document how much was kept.

    Documents of which nothing stays get no file. Raises TwicetoldError if there is something in the folder already.
    """
    names = FileNames(empty(folder) / TEXTS)
    by_document = in_place(left_out, len(loaded))
    sources = [document.document.source for document in loaded]
    texts = [kept_text(source, items) for source, items in zip(sources, by_document, strict=True)]
    filed = [at for at, source in enumerate(sources) if texts[at] or not source]
    paths = dict(zip(filed, names.paths([loaded[at].name for at in filed]), strict=True))
    with (folder / MANIFEST).open("w", encoding="ascii", newline="\n") as manifest:
        manifest.write(_line({"twicetold": "unique", "version": VERSION, "documents": len(loaded)}))
        for at, document in enumerate(loaded):
            source, text, form = sources[at], texts[at], _exact_form(document)
            if path := paths.get(at):
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
            row = {"document": document.name, "characters": len(source), "kept": len(text)}
            row |= {"encoding": form and form.encoding, "nuls": bool(form and form.nuls)}
            file = path and path.relative_to(folder).as_posix()
            digest = sha256((form or Form()).encoded(source)).hexdigest()
            manifest.write(_line({**row, "file": file, "sha256": digest}))
            kept = len(source), len(text), *_counted(source, by_document[at])
            changed = form is None and _has_changed(document.file)
            yield Share(document.name, *kept, form is not None, document.file.name, changed)
        for item in left_out:
            twin = {"document": item.kept_document, "start": item.kept_start, "end": item.kept_end}
            row = {"document": item.document, "start": item.start, "end": item.end, "kept": twin}
            manifest.write(_line({**row, "pieces": item.pieces}))


def _line(row: Mapping[str, object]) -> str:
    """A row of the manifest, without blanks: it holds little else than numbers, a row for each passage."""
    return json.dumps(row, separators=(",", ":")) + "\n"


def _counted(source: str, left_out: Sequence[LeftOut]) -> tuple[int, int]:
    """How many words a source has, and how many of them stay."""
    starts = words(source, bigrams=False).starts
    edges = np.array([at for item in left_out for at in (item.start, item.end)], np.int64)
    return len(starts), int(np.count_nonzero(np.searchsorted(edges, starts, side="right") % 2 == 0))


def _has_changed(file: SourceFile) -> bool:
    """Whether a file was written, or is gone, since it was listed."""
    try:
        now = file.path.stat()
    except OSError:
        return True
    return (now.st_size, mtime_ns(now)) != (file.size, file.mtime_ns)


def _exact_form(document: LoadedDocument) -> Form | None:
    """The form in which the characters give back the bytes of the file; None if none does."""
    path = document.file.path
    for nuls in (False, True):
        form = Form(document.document.encoding, nuls)
        with suppress(OSError, LookupError, UnicodeEncodeError):
            data = form.encoded(document.document.source)
            if len(data) == path.stat().st_size and data == path.read_bytes():  # one record of many is soon told
                return form
    return None
