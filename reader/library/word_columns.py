"""The words of many texts in files: columns that are appended to, and read back in pieces.

Nothing is mapped for longer than one look-up, so that what was looked at does not count as memory in use.
"""

from collections.abc import Sequence
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from reader.reuse.copies import digest, word_digests
from reader.reuse.parts import Parts
from reader.text.mails import mails
from reader.text.unframed import unframed
from reader.text.words import word_table

Index = NDArray[np.int64]

TEXT = np.dtype(
    [
        ("digest", "V16"), ("start", "<i8"), ("parts", "<i8"),
        ("same", "V16"), ("words", "<i8"), ("bytes", "<i8"), ("width", "<i8"),
    ]
)  # fmt: skip
"""A row of the list of parts of texts: the digest of its text, the character of it at which it starts, and how many
parts it has from this one on; the digest of its words, how many these are, and the bytes of its characters."""

BUFFER_CHARACTERS = 1 << 22
"""Characters of the texts whose words are found and written at once."""

_COLUMNS: dict[str, np.dtype[Any]] = {"starts": np.dtype("<i4"), "ends": np.dtype("<i4"), "hashes": np.dtype("<u8")}


class WordColumns:
    """Different texts by digest: their words, and their characters at a fixed width, mail by mail.

    `folder` may be kept: opened again it holds what was in it when it was last flushed, a torn end left out. Texts are
    never taken out; a folder in which most are of no more use is made anew. Use as a context manager.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._waiting: list[str] = []
        self._waiting_rows: list[tuple[bytes, int, int]] = []
        """Of each what its row begins with: the digest, the start, the parts."""
        self._waiting_characters = 0
        rows = self._whole_rows()
        self._heads: dict[bytes, int] = {}
        """By digest the row of the first part of each text."""
        for number, key in enumerate(rows["digest"].tolist()):
            self._heads.setdefault(bytes(key), number)
        self._n_rows = len(rows)
        self._rows: list[NDArray[Any]] = [rows]
        words, size = int(rows["words"].sum()), int(rows["bytes"].sum())
        lengths = {name: words * kind.itemsize for name, kind in _COLUMNS.items()}
        self._files = {}
        for name, length in (lengths | {"characters": size, "texts": rows.nbytes}).items():
            path = folder / name
            path.touch(mode=0o600)
            file = path.open("r+b")
            file.truncate(length)
            file.seek(length)
            self._files[name] = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.flush()
        for file in self._files.values():
            file.close()

    def __contains__(self, key: bytes) -> bool:
        return key in self._heads

    def add(self, text: str, key: bytes | None = None) -> bytes:
        """Take in a text, if it is new; its digest, which is `key` where that is known."""
        key = key or digest(text)
        if key not in self._heads:
            self._heads[key] = self._n_rows
            parts = mails(text)
            starts = accumulate(map(len, parts[:-1]), initial=0)
            self._waiting += parts
            self._waiting_rows += ((key, start, len(parts) - number) for number, start in enumerate(starts))
            self._waiting_characters += len(text)
            self._n_rows += len(parts)
            if self._waiting_characters >= BUFFER_CHARACTERS:
                self.flush()
        return key

    def flush(self) -> None:
        """Write what was added."""
        if self._waiting:
            table = word_table(tuple(map(unframed, self._waiting)))
            rows = np.zeros(len(self._waiting), TEXT)
            keys, rows["start"], rows["parts"] = zip(*self._waiting_rows, strict=True)
            rows["digest"] = np.frombuffer(b"".join(keys), "V16")
            rows["same"] = np.frombuffer(b"".join(word_digests(table.hashes, table.first)), "V16")
            rows["words"] = np.diff(table.first)
            for number, text in enumerate(self._waiting):
                characters = fixed_width(text)
                rows[number]["bytes"], rows[number]["width"] = characters.nbytes, characters.itemsize
                self._files["characters"].write(characters.data)
            for name, kind in _COLUMNS.items():
                self._files[name].write(getattr(table, name).astype(kind, copy=False).data)
            self._rows.append(rows)
            self._waiting, self._waiting_rows, self._waiting_characters = [], [], 0
            for file in self._files.values():
                file.flush()
            self._files["texts"].write(rows.tobytes())
        self._files["texts"].flush()

    def texts(self) -> NDArray[Any]:
        """The rows that were written, in the order of writing."""
        self._rows = [np.concatenate(self._rows)]
        return self._rows[0]

    def points(self, offsets: Index, at: Index, sizes: Index, widths: Index) -> NDArray[np.uint32]:
        """The code points at some places of texts, whose characters take some bytes each; 0 outside of them.

        A text's characters are the bytes [offset, offset + size) of all.
        """
        found = np.zeros(len(at), np.uint32)
        for width in (1, 2, 4):
            rows = np.flatnonzero((widths == width) & (at >= 0) & (at * width < sizes))
            low = offsets[rows] + at[rows] * width
            for byte in range(width):
                some = take(self.folder / "characters", np.dtype(np.uint8), low + byte)
                found[rows] |= some.astype(np.uint32) << np.uint32(8 * byte)
        return found

    def parts(self, digests: Sequence[bytes]) -> tuple[Index, Parts]:
        """The parts of texts that were written, and their rows. Raises KeyError for a text that was never added."""
        texts = self.texts()
        heads = np.array([self._heads[key] for key in digests], np.int64)
        sizes = texts["parts"][heads]
        ends = np.cumsum(sizes)
        rows = np.repeat(heads - (ends - sizes), sizes) + np.arange(int(sizes.sum()))
        return rows, Parts(np.repeat(np.arange(len(heads)), sizes), texts["start"][rows])

    def _whole_rows(self) -> NDArray[Any]:
        """The rows of the texts whose words and characters were all written."""
        path = self.folder / "texts"
        if not path.exists():
            return np.zeros(0, TEXT)
        rows: NDArray[Any] = np.fromfile(path, TEXT, path.stat().st_size // TEXT.itemsize)
        whole = np.cumsum(rows["bytes"]) <= (self.folder / "characters").stat().st_size
        for name, kind in _COLUMNS.items():
            whole &= np.cumsum(rows["words"]) <= (self.folder / name).stat().st_size // kind.itemsize
        return rows[: np.flatnonzero(whole & (rows["parts"] == 1)).max(initial=-1) + 1]


def fixed_width(text: str) -> NDArray[Any]:
    """The code points of a text, each one byte wide where that is enough, else two or four."""
    data = text.encode("utf-32-le", "surrogatepass") if not text.isascii() else text.encode("ascii")
    if len(data) == len(text):
        return np.frombuffer(data, np.uint8)
    points = np.frombuffer(data, "<u4")
    highest = int(points.max(initial=0))
    return points.astype(np.uint8 if highest < 1 << 8 else np.dtype("<u2") if highest < 1 << 16 else np.dtype("<u4"))


def take(path: Path, kind: np.dtype[Any], at: Index) -> NDArray[Any]:
    """Some values of a file of numbers."""
    if not len(at):
        return np.empty(0, kind)
    with path.open("rb") as file:  # np.memmap takes longer to find out what the path is than we to take
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    values: NDArray[Any] = np.frombuffer(mapped, kind).take(at)
    return values


def runs(path: Path, kind: np.dtype[Any], low: Index, high: Index) -> NDArray[Any]:
    """The values in some spans [low, high) of a file of numbers, one span after the other."""
    parts = [np.empty(0, kind)]
    if len(low):
        with path.open("rb") as file:
            mapped = np.frombuffer(mmap(file.fileno(), 0, access=ACCESS_READ), kind)
        parts += [mapped[i:j] for i, j in zip(low.tolist(), high.tolist(), strict=True)]
    return np.concatenate(parts)


def read(path: Path, kind: np.dtype[Any], low: int, high: int) -> NDArray[Any]:
    """The values [low, high) of a file of numbers, fewer where the file ends."""
    return np.fromfile(path, kind, max(high - low, 0), offset=low * kind.itemsize)
