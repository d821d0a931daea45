"""The manifest of a collection in which what is told again is kept once, read back line by line.

It may have been changed by whatever hand or disk: a line that cannot be read does not keep the others from being read.
"""

import codecs
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar

from reader.errors import TwicetoldError
from reader.library.skipping import why
from reader.library.unique import VERSION, Form, LeftOut
from reader.plurals import plural

FIRST_VERSION = 1
"""Of a manifest with hashes of the sources in UTF-8, or with none."""

MALFORMED = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What is raised where something in a manifest is not what belongs there."""

Value = TypeVar("Value", str, int)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Damage:
    """A line, from 1, that cannot be read, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
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
        file = None if row["file"] is None else _a(str, row["file"])
        return cls(_a(str, row["document"]), _a(int, row["characters"]), form, file, row.get("sha256"))

    def content(self, source: str, version: int) -> bytes | None:
        """What is written of a source, if it is that which something was left out of."""
        if len(source) != self.characters:
            return None
        try:
            content = self.form.encoded(source)
        except UnicodeError:
            return None
        if version == FIRST_VERSION:
            return content if self.hash in (None, sha256(Form().encoded(source)).hexdigest()) else None
        return content if self.hash == sha256(content).hexdigest() else None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What can be read of a manifest."""

    version: int
    documents: Sequence[Row | Damage]
    left_out: Sequence[LeftOut]
    damage: Sequence[Damage]
    """Of lines that are not of documents."""


def manifest(path: Path) -> Manifest:
    """Read a manifest. Raises OSError if that cannot be done, TwicetoldError if it is of another version.

    Where its first line is damaged, it is taken to be of this version, and all lines before the first one of a passage
    to be of documents.
    """
    with path.open("rb") as file:
        lines = list(file)
    damage: list[Damage] = []
    head = _made(1, lines[0] if lines else b"", _head)
    if isinstance(head, Damage):
        damage.append(head)
        head = VERSION, _first_passage(lines) - 1
    version, count = head
    if version not in (FIRST_VERSION, VERSION):
        raise TwicetoldError(f"{path} is of another version")
    documents = [_made(number, line, Row.of) for number, line in enumerate(lines[1 : count + 1], 2)]
    if missing := count - len(documents):
        damage.append(Damage(len(lines) + 1, f"it ends here, and lacks {plural(missing, 'document')}"))
    left_out: list[LeftOut] = []
    for number, line in enumerate(lines[count + 1 :], count + 2):
        if line.strip():
            item = _made(number, line, partial(_left_out, documents=len(documents)))
            damage.append(item) if isinstance(item, Damage) else left_out.append(item)
    return Manifest(version, documents, left_out, damage)


def _first_passage(lines: Sequence[bytes]) -> int:
    """Where the first line is that can be read and is of a passage, and their number if none is."""
    read = partial(_left_out, documents=len(lines))
    return next((at for at, line in enumerate(lines) if isinstance(_made(at, line, read), LeftOut)), len(lines))


def _made(number: int, line: bytes, made: Callable[[Any], Made]) -> Made | Damage:
    """What is made of a line of a manifest, and in words why it cannot be."""
    try:
        return made(json.loads(line))
    except KeyError as error:
        return Damage(number, f"the line lacks the field “{error.args[0]}”")
    except json.JSONDecodeError:
        return Damage(number, "the line is not JSON" if line.strip() else "the line is empty")
    except MALFORMED as error:
        return Damage(number, f"the line has {why(error)}")


def _head(row: Any) -> tuple[int | None, int]:
    """The version of the manifest, None if it is none of ours, and how many documents it has."""
    if row["twicetold"] != "unique":
        return None, 0
    return _a(int, row["version"]), _within(row["documents"], None)


def _left_out(row: Any, documents: int) -> LeftOut:
    pieces = tuple(
        piece if isinstance(piece, str) else (_a(int, piece[0]), _a(int, piece[1])) for piece in row["pieces"]
    )
    return LeftOut(*_place(row, documents), *_place(row["kept"], documents), pieces)


def _place(row: Any, documents: int) -> tuple[int, int, int]:
    return _within(row["document"], documents), _a(int, row["start"]), _a(int, row["end"])


def _within(value: Any, end: int | None) -> int:
    """A number from 0 to below `end`; raises TypeError or ValueError for anything else."""
    number = _a(int, value)
    if number < 0 or (end is not None and number >= end):
        raise ValueError(f"{number} is too {'small' if number < 0 else 'large'}")
    return number


def _a(kind: type[Value], value: Any) -> Value:
    """The value, if it is of a kind; raises TypeError otherwise."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value
