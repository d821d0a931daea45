"""A collection made whole again from what is told once in it, and from the manifest of what was left out.

The manifest may have been changed by whatever hand: nothing in it is believed of a document before the whole of that is
there.
"""

import codecs
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar

from reader.errors import TwicetoldError
from reader.library.exporting import FileNames, empty
from reader.library.skipping import why
from reader.library.unique import MANIFEST, TEXTS, VERSION, Form, LeftOut, in_place

FIRST_VERSION = 1
"""Of a manifest with hashes of the sources in UTF-8, or with none."""

MALFORMED = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What is raised where something in a manifest is not what belongs there."""

CHANGED = "it, or what it was to be made from, was changed or is missing"
"""Why a document is lost whose own text can be read."""

Value = TypeVar("Value", str, int)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Row:
    """What the manifest says of a document."""

    name: str
    characters: int
    form: Form
    file: str | None
    hash: str | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """From a line; raises ValueError, TypeError or LookupError if it cannot be one."""
        encoding = codecs.lookup(_a(str, row["encoding"] or "utf-8")).name
        "é".encode(encoding, "replace")  # not all that Python has are of texts
        form = Form(encoding, nuls=row.get("nuls") is True)
        return cls(_a(str, row["document"]), _a(int, row["characters"]), form, row["file"], row.get("sha256"))

    def content(self, source: str, version: int) -> bytes | None:
        """What is written of a source, if it is that which something was left out of."""
        if len(source) != self.characters:
            return None
        try:
            content = self.form.encoded(source)
        except UnicodeEncodeError:
            return None
        if version == FIRST_VERSION:
            return content if self.hash in (None, sha256(Form().encoded(source)).hexdigest()) else None
        return content if self.hash == sha256(content).hexdigest() else None


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


def rebuild(folder: Path, to: Path) -> tuple[tuple[Rebuilt, ...], tuple[Lost, ...]]:
    """Write the documents of a collection as they were, below `to`: all of which nothing was changed or is missing.

    Raises TwicetoldError for a folder that is no such collection, or of which nothing can be made whole; OSError if
    what is rebuilt cannot be written.
    """
    try:
        version, rows, left_out = _manifest(folder / MANIFEST)
        texts = [_read(folder, row.file) for row in rows]
        sources = rebuilt([text if isinstance(text, str) else "" for text in texts], left_out)
        contents = [row.content(source, version) for row, source in zip(rows, sources, strict=True)]
    except FileNotFoundError as error:
        raise TwicetoldError(f"{error.filename} is missing: was {folder} made by `reader export --unique`?") from error
    except OSError as error:
        raise TwicetoldError(f"{error.filename or folder} cannot be read: {why(error)}") from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise TwicetoldError(f"{folder / MANIFEST} is damaged ({error})") from error
    whole = [(row, content) for row, content in zip(rows, contents, strict=True) if content is not None]
    lost = tuple(
        Lost(row.name, text.reason if isinstance(text, _Unread) else CHANGED)
        for row, text, content in zip(rows, texts, contents, strict=True)
        if content is None
    )
    if lost and not whole:
        raise TwicetoldError(f"nothing can be rebuilt from {folder}: {lost[0].document}: {lost[0].reason}")
    paths = FileNames(empty(to)).paths([row.name for row, _ in whole])
    for (_, content), path in zip(whole, paths, strict=True):
        path.write_bytes(content)
    names = (path.relative_to(to).as_posix() for path in paths)
    return tuple(Rebuilt(row.name, name) for (row, _), name in zip(whole, names, strict=True)), lost


def _manifest(path: Path) -> tuple[int, list[_Row], list[LeftOut]]:
    with path.open(encoding="ascii") as manifest:
        version, count = _line(1, manifest.readline(), _head)
        if version not in (FIRST_VERSION, VERSION):
            raise TwicetoldError(f"{path} is of another version")
        documents = [_line(number, manifest.readline(), _Row.of) for number in range(2, count + 2)]
        return version, documents, [_line(number, line, _left_out) for number, line in enumerate(manifest, count + 2)]


def _line(number: int, line: str, made: Callable[[Any], Made]) -> Made:
    """What is made of a line of a manifest. Raises ValueError, with the line and in words, if it cannot be."""
    if not line:
        raise ValueError(f"it ends before line {number}")
    try:
        return made(json.loads(line))
    except KeyError as error:
        raise ValueError(f"line {number} lacks the field “{error.args[0]}”") from error
    except MALFORMED as error:
        raise ValueError(f"line {number}: {error}") from error


def _head(row: Any) -> tuple[int | None, int]:
    """The version of the manifest, None if it is none of ours, and how many documents it has."""
    if row.get("twicetold") != "unique":
        return None, 0
    return _a(int, row["version"]), _a(int, row["documents"])


def _left_out(row: Any) -> LeftOut:
    pieces = tuple(
        piece if isinstance(piece, str) else (_a(int, piece[0]), _a(int, piece[1])) for piece in row["pieces"]
    )
    return LeftOut(*_place(row), *_place(row["kept"]), pieces)


def _place(row: Any) -> tuple[int, int, int]:
    return _a(int, row["document"]), _a(int, row["start"]), _a(int, row["end"])


def _a(kind: type[Value], value: Any) -> Value:
    """The value, if it is of a kind; raises TypeError otherwise."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def _read(folder: Path, name: str | None) -> str | _Unread:
    """What was kept of a document. Raises TypeError if that is the name of no file."""
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
