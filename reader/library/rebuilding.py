"""A collection made whole again from what is told once in it, and from the manifest of what was left out.

Nothing in the manifest is believed of a document before the whole of that is there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.errors import TwicetoldError
from reader.library.exporting import FileNames, empty
from reader.library.manifest import Damage, Manifest, Row, manifest
from reader.library.skipping import why
from reader.library.unique import MANIFEST, TEXTS, LeftOut, in_place

CHANGED = "it, or what it was to be made from, was changed or is missing"
"""Why a document is lost whose own text can be read."""


@dataclass(frozen=True, slots=True)
class _Unread:
    """Why a text cannot be read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document made whole, and its file below the folder that was asked for."""

    document: str
    file: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A document that cannot be made whole, and why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a collection."""

    whole: tuple[Rebuilt, ...]
    lost: tuple[Lost, ...]
    damage: tuple[str, ...]
    """Of lines of the manifest that are not of documents."""
    unnamed: tuple[str, ...]
    """Texts in the folder of documents whose lines in the manifest are damaged."""


def rebuild(folder: Path, to: Path) -> Outcome:
    """Write the documents of a collection as they were, below `to`: all of which nothing was changed or is missing.

    Raises TwicetoldError for a folder that is no such collection, or of which nothing can be made whole; OSError if
    what is rebuilt cannot be written.
    """
    try:
        read = manifest(folder / MANIFEST)
    except FileNotFoundError as error:
        raise TwicetoldError(f"{error.filename} is missing: was {folder} made by `reader export --unique`?") from error
    except OSError as error:
        raise TwicetoldError(f"{error.filename or folder} cannot be read: {why(error)}") from error
    unnamed = _unnamed(folder, read)
    texts = _texts(folder, read, unnamed)
    sources = rebuilt([text if isinstance(text, str) else "" for text in texts], read.left_out)
    whole: list[tuple[Row, bytes]] = []
    lost: list[Lost] = []
    for row, text, source in zip(read.documents, texts, sources, strict=True):
        if isinstance(row, Damage):
            lost.append(Lost(f"the document of {MANIFEST}:{row.line}", row.reason))
        elif (content := row.content(source, read.version)) is not None:
            whole.append((row, content))
        else:
            lost.append(Lost(row.name, text.reason if isinstance(text, _Unread) else CHANGED))
    damage = tuple(f"{MANIFEST}:{each.line}: {each.reason}" for each in read.damage)
    if (lost or damage) and not whole:
        first = damage[0] if damage else f"{lost[0].document}: {lost[0].reason}"
        raise TwicetoldError(f"nothing can be rebuilt from {folder}: {first}")
    paths = FileNames(empty(to)).paths([row.name for row, _ in whole])
    for (_, content), path in zip(whole, paths, strict=True):
        path.write_bytes(content)
    names = (path.relative_to(to).as_posix() for path in paths)
    made = tuple(Rebuilt(row.name, name) for (row, _), name in zip(whole, names, strict=True))
    return Outcome(made, tuple(lost), damage, tuple(unnamed))


def _unnamed(folder: Path, read: Manifest) -> list[str]:
    """The texts that no line names, in order, where some lines cannot be read."""
    if all(isinstance(row, Row) for row in read.documents):
        return []
    named = {row.file for row in read.documents if isinstance(row, Row)}
    files = (path.relative_to(folder).as_posix() for path in (folder / TEXTS).rglob("*") if path.is_file())
    return sorted(file for file in files if file not in named)


def _texts(folder: Path, read: Manifest, unnamed: Sequence[str]) -> list[str | _Unread]:
    """What was kept of each document. Texts that no line names are taken for those of the documents whose lines are
    damaged, if there are as many: what is made from them is believed only if it is right."""
    damaged = sum(isinstance(row, Damage) for row in read.documents)
    guessed = iter(unnamed if len(unnamed) == damaged else ())
    files = (row.file if isinstance(row, Row) else next(guessed, None) for row in read.documents)
    return [_read(folder, file) for file in files]


def _read(folder: Path, name: str | None) -> str | _Unread:
    """What was kept of a document, nothing if that is no file."""
    if name is None:
        return ""
    path = folder / name
    try:
        if not path.resolve().is_relative_to((folder / TEXTS).resolve()):
            return _Unread(f"{name} is outside of the collection")
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        return _Unread(f"{name} is missing")
    except OSError as error:
        return _Unread(f"{name} cannot be read: {why(error)}")
    except ValueError:
        return _Unread(f"{name} was changed")


def rebuilt(texts: Sequence[str], left_out: Sequence[LeftOut]) -> list[str]:
    """The sources of which `texts` are what was kept; each passage is made from what is there or was made before it."""
    sources = [_Source(*each) for each in zip(texts, in_place(left_out, len(texts)), strict=True)]
    for item in left_out:
        twin = sources[item.kept_document].between(item.kept_start, item.kept_end)
        pieces = [piece if isinstance(piece, str) else twin[piece[0] : piece[1]] for piece in item.pieces]
        sources[item.document].put(item.start, "".join(pieces))
    return [source.whole() for source in sources]


class _Source:
    """A source of which passages are still to come."""

    def __init__(self, text: str, left_out: Sequence[LeftOut]) -> None:
        self._starts: list[int] = []
        self._parts: list[str] = []
        self._passages: dict[int, int] = {}
        read = written = 0
        for item in left_out:
            self._add(written, text[read : read + item.start - written])
            read += item.start - written
            self._passages[item.start] = len(self._parts)
            self._add(item.start, "")
            written = item.end
        self._add(written, text[read:])

    def _add(self, start: int, part: str) -> None:
        self._starts.append(start)
        self._parts.append(part)

    def put(self, start: int, passage: str) -> None:
        """A passage that was left out is there again."""
        self._parts[self._passages[start]] = passage

    def between(self, start: int, end: int) -> str:
        """A span, of which all must be there."""
        some = range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end))
        return "".join(self._parts[at][max(0, start - self._starts[at]) : end - self._starts[at]] for at in some)

    def whole(self) -> str:
        """All of it."""
        return "".join(self._parts)
