"""A collection in which what is told again is kept once, and a manifest from which the whole can be rebuilt.

The folder holds `texts/`, the documents without the passages that stand elsewhere, and `manifest.jsonl`: one line for
each document, then one for each passage left out, which says where its kept twin is and how the passage is made from
it. Spans count characters of the decoded sources, which are what is rebuilt; files whose bytes come back from their
characters are rebuilt byte for byte.
"""

import codecs
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reader.errors import TwicetoldError
from reader.library.exporting import FileNames, empty
from reader.library.loaded import LoadedDocument
from reader.library.occupied import Occupied
from reader.reuse.alignment import diff
from reader.reuse.places import Alignment, Place

MANIFEST, TEXTS = "manifest.jsonl", "texts"

VERSION = 1

SIMILARITY = 0.8
"""Passages at least so alike are taken for one, as by the reader when it dims what was read elsewhere."""

UNDATED = "9999"
"""Sorts after every date: of two tellings the dated one can be cited."""

Piece = tuple[int, int] | str
"""A span of the kept twin, from its start, or characters that it lacks."""


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


def unique(
    loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment], similarity: float = SIMILARITY
) -> tuple[LeftOut, ...]:
    """What may be left out, by document and place: every passage that an earlier one tells.

    Earlier is the telling in the article with the earlier date, else the one that comes first. What stays as a twin is
    never left out itself, even in part, so every passage is made from text that is there.
    """
    rank = _Ranks(loaded)
    ordered = []
    for alignment in alignments:
        if alignment.similarity < similarity:
            continue
        first, second = sorted((alignment.a, alignment.b), key=rank.of)
        if first.document != second.document or min(first.end, second.end) <= max(first.start, second.start):
            ordered.append((rank.of(first), -(first.end - first.start), rank.of(second), first, second))
    ordered.sort(key=lambda row: row[:3])
    kept = [Occupied() for _ in loaded]
    gone = [Occupied() for _ in loaded]
    made: dict[tuple[int, int, int], LeftOut] = {}
    for *_, first, second in ordered:
        start, end = _source(loaded, second)
        end = _with_line_end(loaded[second.document].document.source, start, end)
        if kept[second.document].touches(start, end) or gone[second.document].touches(start, end):
            continue
        there, (low, high) = first.document, _source(loaded, first)
        whole = gone[there].around(low, high)
        if whole is not None:  # its twin is left out too: what that one is made from will do
            twin = made[there, *whole]
            there, low, high = twin.kept_document, twin.kept_start, twin.kept_end
        elif gone[there].touches(low, high):
            continue
        if there == second.document and low < end and start < high:
            continue
        text = loaded[second.document].document.source[start:end]
        pieces = _pieces(loaded[there].document.source[low:high], text)
        if _taken(pieces) < similarity * len(text):
            continue  # the same words in rows of other figures, or another telling than that which it was compared with
        kept[there].add(low, high)
        gone[second.document].add(start, end)
        made[second.document, start, end] = LeftOut(second.document, start, end, there, low, high, pieces)
    return tuple(sorted(made.values(), key=lambda item: (item.document, item.start)))


class _Ranks:
    """Which of two tellings is the earlier."""

    def __init__(self, loaded: Sequence[LoadedDocument]) -> None:
        self._loaded = loaded

    def of(self, place: Place) -> tuple[str, int, int]:
        document = self._loaded[place.document]
        article = document.articles[document.article_number(place.start) - 1]
        return article.date or UNDATED, place.document, place.start


def _source(loaded: Sequence[LoadedDocument], place: Place) -> tuple[int, int]:
    return loaded[place.document].source_span(place.start, place.end)


def _with_line_end(source: str, start: int, end: int) -> int:
    """The end after the newline, if whole lines are left out: no empty line shall stay."""
    if start and source[start - 1] != "\n":
        return end
    for newline in ("\r\n", "\n"):
        if source.startswith(newline, end):
            return end + len(newline)
    return end


def _pieces(kept: str, text: str) -> tuple[Piece, ...]:
    """How `text` is made from spans of `kept` and characters of its own."""
    pieces: list[Piece] = []
    reached = 0
    for edit in diff(kept, text):
        start, end = edit.moved if edit.moved and edit.op == "insert" else (edit.a_start, edit.a_end)
        if kept[start:end] != text[edit.b_start : edit.b_end]:
            continue
        if edit.b_start > reached:
            pieces.append(text[reached : edit.b_start])
        if end > start:
            pieces.append((start, end))
        reached = edit.b_end
    return (*pieces, text[reached:]) if reached < len(text) else tuple(pieces)


def _taken(pieces: Sequence[Piece]) -> int:
    return sum(piece[1] - piece[0] for piece in pieces if not isinstance(piece, str))


def kept_text(source: str, left_out: Sequence[LeftOut]) -> str:
    """A source without the passages that are left out of it, which are in order."""
    edges = [0, *(at for item in left_out for at in (item.start, item.end)), len(source)]
    return "".join(source[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a document was kept."""

    document: str
    characters: int
    kept: int
    exact: bool
    """Whether rebuilding gives the bytes of the file."""


def write(loaded: Sequence[LoadedDocument], left_out: Sequence[LeftOut], folder: Path) -> Iterator[Share]:
    """Write the collection and its manifest, and say of each document how much was kept.

    Documents of which nothing stays get no file. Raises TwicetoldError if there is something in the folder already.
    """
    names = FileNames(empty(folder) / TEXTS)
    by_document: list[list[LeftOut]] = [[] for _ in loaded]
    for item in left_out:
        by_document[item.document].append(item)
    with (folder / MANIFEST).open("w", encoding="ascii", newline="\n") as manifest:
        manifest.write(json.dumps({"twicetold": "unique", "version": VERSION, "documents": len(loaded)}) + "\n")
        for document, items in zip(loaded, by_document, strict=True):
            source = document.document.source
            text = kept_text(source, items)
            encoding = _exact_encoding(document)
            path = names.path(document.name) if text or not source else None
            if path:
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
            row = {"document": document.name, "characters": len(source), "kept": len(text), "encoding": encoding}
            file = path and path.relative_to(folder).as_posix()
            manifest.write(json.dumps({**row, "file": file, "sha256": _hash_of(source)}) + "\n")
            yield Share(document.name, len(source), len(text), encoding is not None)
        for item in left_out:
            kept = {"document": item.kept_document, "start": item.kept_start, "end": item.kept_end}
            row = {"document": item.document, "start": item.start, "end": item.end, "kept": kept}
            manifest.write(json.dumps({**row, "pieces": item.pieces}) + "\n")


def _exact_encoding(document: LoadedDocument) -> str | None:
    """The encoding in which the characters give back the bytes of the file; None if none does."""
    if document.file.is_stream:
        return None
    try:
        data = document.document.source.encode(document.document.encoding)
        return document.document.encoding if data == document.file.path.read_bytes() else None
    except (OSError, LookupError, UnicodeEncodeError):
        return None


def rebuild(folder: Path, to: Path) -> int:
    """Write the documents of a collection as they were, below `to`; returns how many there are.

    Raises TwicetoldError for a folder that is no such collection, or of which something was changed.
    """
    try:
        with (folder / MANIFEST).open(encoding="ascii") as manifest:
            head = json.loads(manifest.readline())
            if head.get("twicetold") != "unique" or head["version"] != VERSION:
                raise TwicetoldError(f"{folder / MANIFEST} is of another version")
            documents = [json.loads(manifest.readline()) for _ in range(head["documents"])]
            rows = [json.loads(line) for line in manifest]
        texts = [_read(folder, row["file"]) for row in documents]
        left_out = [
            LeftOut(
                row["document"], row["start"], row["end"],
                row["kept"]["document"], row["kept"]["start"], row["kept"]["end"],
                tuple(piece if isinstance(piece, str) else (piece[0], piece[1]) for piece in row["pieces"]),
            )
            for row in rows
        ]  # fmt: skip
        sources = rebuilt(texts, left_out)
        for row in documents:
            row["encoding"] = codecs.lookup(row["encoding"] or "utf-8").name
            "é".encode(row["encoding"], "replace")  # not all that Python has are of texts
    except FileNotFoundError as error:
        raise TwicetoldError(f"{error.filename} is missing: was {folder} made by `reader export --unique`?") from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise TwicetoldError(f"{folder / MANIFEST} is damaged ({error})") from error
    for source, row in zip(sources, documents, strict=True):
        # The first manifests hold no hashes.
        if len(source) != row["characters"] or row.get("sha256") not in (None, _hash_of(source)):
            message = f"something in {folder / TEXTS} was changed: {row['document']} cannot be rebuilt from it"
            raise TwicetoldError(message)
    paths = FileNames(empty(to)).paths([row["document"] for row in documents])
    for source, row, path in zip(sources, documents, paths, strict=True):
        path.write_bytes(source.encode(row["encoding"], "surrogatepass"))
    return len(documents)


def _hash_of(source: str) -> str:
    return sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def _read(folder: Path, name: str | None) -> str:
    if name is None:
        return ""
    path = folder / name
    if not path.resolve().is_relative_to((folder / TEXTS).resolve()):
        raise ValueError(f"{name} is outside of the collection")
    return path.read_bytes().decode("utf-8", "surrogatepass")


def rebuilt(texts: Sequence[str], left_out: Sequence[LeftOut]) -> list[str]:
    """The sources of which `texts` are what was kept."""
    by_document: list[list[LeftOut]] = [[] for _ in texts]
    for item in left_out:
        by_document[item.document].append(item)

    def kept(document: int, start: int, end: int) -> str:
        before = sum(item.end - item.start for item in by_document[document] if item.end <= start)
        return texts[document][start - before : end - before]

    sources = []
    for text, items in zip(texts, by_document, strict=True):
        pieces: list[str] = []
        read = written = 0
        for item in items:
            pieces.append(text[read : read + item.start - written])
            read += item.start - written
            twin = kept(item.kept_document, item.kept_start, item.kept_end)
            pieces += [piece if isinstance(piece, str) else twin[piece[0] : piece[1]] for piece in item.pieces]
            written = item.end
        sources.append("".join([*pieces, text[read:]]))
    return sources
