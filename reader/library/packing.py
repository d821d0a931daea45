"""Texts as an index keeps them: in chunks, each compressed by itself.

With Zstandard, which packs as well as zlib's fastest level in a third of the time; with zlib where it is not installed.
A chunk says by its first bytes which it is.
"""

import zlib
from array import array
from collections.abc import Iterable
from functools import cache
from typing import Any

from reader.library.database import TEXT_CHUNK, from_blob, to_blob
from reader.library.zstandard import zstandard
from reader.text.sourcemap import SourceMap

LEVEL = 1
"""Of both: 4 ms a megabyte and 0.47 of it in news (zlib: 11 ms, 0.49); level 3 takes half as long again for 0.45."""

_ZSTANDARD = b"\x28\xb5\x2f\xfd"
"""The first bytes of what Zstandard has packed (RFC 8878)."""


def pack(text: str) -> tuple[bytes, ...]:
    """A text in compressed chunks of `TEXT_CHUNK` characters."""
    return tuple(_compress(to_blob(text[at : at + TEXT_CHUNK])) for at in range(0, len(text), TEXT_CHUNK))


def unpack(chunks: Iterable[bytes]) -> str:
    """The text of some chunks, one after the other. Raises ValueError for bytes that are none."""
    return "".join(from_blob(_decompress(chunk)) for chunk in chunks)


def pack_map(source_map: SourceMap) -> bytes:
    """A map between source and clean text, empty if they are the same."""
    if source_map.is_identity:
        return b""
    columns = (source_map.source_starts, source_map.source_ends, source_map.clean_starts, source_map.clean_ends)
    return _compress(b"".join(column.tobytes() for column in columns))


def unpack_map(data: bytes) -> SourceMap:
    """The map that was packed. Raises ValueError for bytes that are none."""
    if not data:
        return SourceMap()
    values = array("q")
    values.frombytes(_decompress(data))
    count, odd = divmod(len(values), 4)
    if odd:
        raise ValueError("not a source map")
    return SourceMap(*(values[at * count : (at + 1) * count] for at in range(4)))


def _compress(data: bytes) -> bytes:
    zstd = zstandard()
    packed: bytes = _compressor(zstd)(data, zstd.ZstdCompressor.FLUSH_FRAME) if zstd else zlib.compress(data, LEVEL)
    return packed


def _decompress(data: bytes) -> bytes:
    if not data.startswith(_ZSTANDARD):
        try:
            return zlib.decompress(data)
        except zlib.error as error:
            raise ValueError(f"packed text that is damaged: {error}") from error
    zstd = zstandard()
    if not zstd:
        raise ValueError("packed with Zstandard, which is not installed")
    try:
        unpacked: bytes = zstd.decompress(data)
    except zstd.ZstdError as error:
        raise ValueError(f"packed text that is damaged: {error}") from error
    return unpacked


@cache
def _compressor(zstd: Any) -> Any:
    """What packs every chunk: to make it anew takes as long as to pack 2 kB."""
    return zstd.ZstdCompressor(LEVEL).compress
