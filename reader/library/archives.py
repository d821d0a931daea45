"""Files in files: compressed streams and archives, told by their content, opened within limits.

Member names are only ever names: nothing is written to disk. A file that unpacks to far more than it is, is refused.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from reader.errors import UnreadableError
from reader.library.documents import Document, contents
from reader.library.formats import documents
from reader.library.skipping import UP_TO_THERE, Skipped, shown_name, why
from reader.library.suffixes import numbered
from reader.library.zstandard import zstandard

MAX_DEPTH = 4
"""Layers of packing that are opened: a zip in a tar.xz is three."""

MAX_RATIO = 200
"""Unpacked to packed size: prose reaches 3 to 10, logs 50; what is made to fill memory a thousand."""

RATIO_FROM_BYTES = 32 << 20
"""Below this no ratio is suspicious: a file of blank lines is small and harmless."""

MAX_UNPACKED = 2 << 30
"""Bytes that one stream unpacks to; of what is held whole, less is read."""

UNPACKED_AT_ONCE = 1 << 20
"""Bytes, however many are asked for: the limits are looked at between."""

MAX_MEMBERS = 100_000
"""Members of one archive that are read."""

HEAD_BYTES = 512
"""Where every magic number is: that of tar ends at byte 262."""

LEAST_MAGIC = 3
"""Bytes of a magic number by which a file is known that ends within it."""

Items = Iterator[Document | Skipped]

_DAMAGED = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, RecursionError, OverflowError,
    zlib.error, zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What the standard library raises on damaged or encrypted archives."""

_DAMAGED_IN = ("_lzma", "lzma", "_zstd", "compression.zstd", "backports.zstd._zstd")
"""Where the errors are from that other libraries raise: these may be missing."""


def unpack(name: str, stream: BinaryIO, text_field: str | None = None, *, size: int = 0, depth: int = 0) -> Items:
    """The documents in a stream, through any compression and archives around them; never raises."""
    if not depth and not stream.seekable():
        stream = io.BufferedReader(_Piped(stream))
    try:
        head = cast(io.BufferedReader, stream).peek(HEAD_BYTES)[:HEAD_BYTES]
        opener = next((opener for magic, opener in _COMPRESSIONS if _has(magic, head)), None)
        is_zip = any(_has(magic, head) for magic in _ZIP)
        is_archive = is_zip or _is_tar(head)
        if (opener or is_archive) and depth >= MAX_DEPTH:
            yield Skipped(name, f"packed more than {MAX_DEPTH} times")
        elif opener:
            yield from _unpacked(name, _Bounded(opener(stream), stream, size), text_field, depth)
        elif is_zip:
            yield from _zip(name, stream, text_field, depth)
        elif _is_tar(head):
            yield from _tar(name, stream, text_field, depth)
        else:
            yield from documents(name, stream, head, text_field)
    except UnreadableError as error:
        yield Skipped(name, str(error))
    except MemoryError:
        yield Skipped(name, "too large for the memory")
    except Exception as error:
        if not _is_damage(error):
            raise
        yield Skipped(name, _told(error))


class _Piped(io.RawIOBase):
    """What comes through a pipe, as much at once as is asked for: by itself a pipe gives what it just holds, which may
    be less than what tells the kind of a file."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._pipe.read(len(buffer)) or b""  # None where it does not wait for what may come
        buffer[: len(data)] = data
        return len(data)


def _has(magic: bytes, head: bytes) -> bool:
    """Whether what begins with a head is of some kind, though it may end amid the number that tells so."""
    return head.startswith(magic) or (len(head) >= LEAST_MAGIC and magic.startswith(head))


def _told(error: Exception) -> str:
    """What an error means: what the system cannot read need not be damaged."""
    is_of_system = isinstance(error, OSError) and error.errno
    return f"{'cannot be read' if is_of_system else 'damaged'}: {why(error)}"


def _is_damage(error: Exception) -> bool:
    """Whether an error is one that damaged or encrypted files raise."""
    return isinstance(error, _DAMAGED) or type(error).__module__ in _DAMAGED_IN


def _unpacked(name: str, bounded: "_Bounded", text_field: str | None, depth: int) -> Items:
    """The documents in what a stream unpacks to; of a damaged one in what comes before that."""
    yield from unpack(name, cast(BinaryIO, io.BufferedReader(bounded)), text_field, depth=depth + 1)
    if bounded.damage:
        yield Skipped(name, f"{bounded.damage}; {UP_TO_THERE}")


class _Bounded(io.RawIOBase):
    """What a stream unpacks to, up to the limits; raises UnreadableError beyond them. It ends where it is damaged."""

    def __init__(self, unpacked: BinaryIO, packed: BinaryIO | None, packed_size: int) -> None:
        self._unpacked = unpacked
        self._packed = packed
        self._packed_size = packed_size
        self.bytes_read = 0
        self.damage = ""
        """Why it ended early, if it did."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self.damage:
            return 0
        try:
            # What is asked for at once is lost if there is damage in it: no more than what is unpacked together.
            data = cast(io.BufferedReader, self._unpacked).read1(min(len(buffer), UNPACKED_AT_ONCE))
        except Exception as error:
            if not self.bytes_read or not _is_damage(error):
                raise
            self.damage = _told(error)
            return 0
        buffer[: len(data)] = data
        self.bytes_read += len(data)
        if self.bytes_read > RATIO_FROM_BYTES and self.bytes_read > MAX_RATIO * max(1, self._size()):
            raise _bomb()
        if self.bytes_read > MAX_UNPACKED:
            raise UnreadableError(f"unpacks to more than {MAX_UNPACKED >> 30} GB: unpack it to read it")
        return len(data)

    def _size(self) -> int:
        if self._packed_size or not self._packed:
            return self._packed_size
        try:
            return self._packed.tell()
        except (OSError, ValueError):
            return RATIO_FROM_BYTES  # a pipe: only the absolute limit holds


def _bomb() -> UnreadableError:
    return UnreadableError(f"unpacks to more than {MAX_RATIO} times its size, as a bomb does: unpack it to read it")


def _open_gzip(stream: BinaryIO) -> BinaryIO:
    import gzip

    return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))


def _open_bzip2(stream: BinaryIO) -> BinaryIO:
    import bz2

    return cast(BinaryIO, bz2.BZ2File(stream))


def _open_xz(stream: BinaryIO) -> BinaryIO:
    import lzma

    return cast(BinaryIO, lzma.LZMAFile(stream))


def _open_zstd(stream: BinaryIO) -> BinaryIO:
    zstd = zstandard()
    if zstd is None:
        raise UnreadableError("packed with Zstandard: install backports.zstd to read it")
    return cast(BinaryIO, zstd.ZstdFile(stream))


_COMPRESSIONS: tuple[tuple[bytes, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b", _open_gzip),
    (b"BZh", _open_bzip2),
    (b"\xfd7zXZ\0", _open_xz),
    (b"\x28\xb5\x2f\xfd", _open_zstd),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _zip(name: str, stream: BinaryIO, text_field: str | None, depth: int) -> Items:
    seekable = stream if depth == 0 and stream.seekable() else io.BytesIO(contents(stream))
    packed_size = seekable.seek(0, io.SEEK_END)
    unpacked_size = 0
    with zipfile.ZipFile(seekable) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        names = {member.filename for member in members}
        if "META-INF/container.xml" in names:
            from reader.library.books import epub

            yield from epub(name, archive)
            return
        if "[Content_Types].xml" in names:
            raise UnreadableError("an office document: save it as text or HTML to read it")
        named = _Names(name)
        for count, member in enumerate(members):
            if count >= MAX_MEMBERS:
                yield Skipped(name, f"more than {MAX_MEMBERS:,} members; {UP_TO_THERE}")
                return
            if unpacked_size > max(RATIO_FROM_BYTES, MAX_RATIO * packed_size):
                raise _bomb()
            if member.is_dir() or _is_hidden(member.filename):
                continue
            shown = named.shown(member.filename)
            if member.flag_bits & 1:
                yield Skipped(shown, "encrypted")
                continue
            if (member.external_attr >> 28) == _UNIX_LINK:
                yield Skipped(shown, "a link inside an archive")
                continue
            try:
                with archive.open(member) as opened:
                    bounded = _Bounded(cast(BinaryIO, opened), None, min(member.compress_size, packed_size))
                    yield from _unpacked(shown, bounded, text_field, depth)
                    unpacked_size += bounded.bytes_read
            except _DAMAGED as error:
                yield Skipped(shown, _told(error))


_UNIX_LINK = 0xA
"""The file type of a symbolic link in the upper bits of a zip member's Unix mode."""


def _tar(name: str, stream: BinaryIO, text_field: str | None, depth: int) -> Items:
    # The mode with "|" never seeks, so that compressed archives are read once.
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        named = _Names(name)
        for count, member in enumerate(archive):
            if count >= MAX_MEMBERS:
                yield Skipped(name, f"more than {MAX_MEMBERS:,} members; {UP_TO_THERE}")
                return
            if member.isdir() or _is_hidden(member.name):
                continue
            shown = named.shown(member.name)
            opened = archive.extractfile(member) if member.isreg() else None
            if opened is None:
                yield Skipped(shown, "a link inside an archive" if member.issym() or member.islnk() else "not a file")
                continue
            bounded = _Bounded(cast(BinaryIO, opened), None, max(member.size, 1))
            yield from _unpacked(shown, bounded, text_field, depth)


class _Names:
    """What the members of an archive are called: where several have one name, all but the first are numbered."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._given: dict[str, int] = {}
        """The names so far, and the last number of each."""

    def shown(self, member: str) -> str:
        """The name of the next member."""
        name = shown = shown_name(member)
        while shown in self._given:
            self._given[name] += 1
            shown = numbered(name, self._given[name])
        self._given[shown] = 1
        return f"{self._archive}/{shown}"


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part.strip(".") for part in parts)
