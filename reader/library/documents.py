"""A document: one text to read, from whatever kind of file; and what is said of those that cannot be one."""

import io
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO

from reader.errors import UnreadableError
from reader.positions import NO_LINES, WHOLE_FILE, FileLines
from reader.text.clean import CleanText, clean
from reader.text.decoding import Decoded
from reader.text.metadata import Story

MAX_BYTES = 512 << 20
"""The largest text that is opened: as characters it may need four times as much memory, and its articles are sought in
more than that. Lines of JSON are texts of their own, and their file may be larger."""


_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read: a file, a record of a file, a member of an archive."""

    name: str
    clean: CleanText
    encoding: str
    confidence: float
    """How sure the encoding is, 0..1."""
    replaced: int
    """Characters that are U+FFFD because their bytes mean nothing in the encoding."""
    source: str
    """The characters before cleaning, which source offsets count; the clean text itself if nothing changed.

    Of a record it is what its fields tell, of a web page, book or PDF the text that was taken out of it, of mail in
    which something is packed the unpacked text.
    """
    title: str = ""
    """The title that the file itself gives its story, if any: a record's, a web page's, a mail's. A book's names no
    story."""
    stories: tuple[Story, ...] = ()
    """Where the file itself says that its stories start in the clean text, if it does: a web page of several."""
    lines: FileLines = WHOLE_FILE
    """Where its lines stand in the file, or in the member of an archive."""
    date: str = ""
    """The day that the file itself gives its story, as yyyy-mm-dd, if any."""
    fields: tuple[str, ...] = ()
    """What a record says beside its text: lines of a name and a value."""


def document(
    name: str,
    decoded: Decoded,
    title: str = "",
    stories: Sequence[Story] = (),
    lines: FileLines = WHOLE_FILE,
    date: str = "",
) -> Document:
    """The document of a decoded text, in which the `stories` start that its file names."""
    whole = clean(decoded.text, is_repaired=decoded.confidence > 0)
    found = tuple(story._replace(start=whole.source_map.to_clean(story.start)) for story in stories)
    about = decoded.encoding, decoded.confidence, decoded.replaced, decoded.text, title, found
    return Document(name, whole, *about, lines, date)


def record_document(
    name: str,
    text: str,
    source: Decoded,
    title: str = "",
    stories: Sequence[Story] = (),
    lines: FileLines = NO_LINES,
    date: str = "",
    fields: Sequence[str] = (),
) -> Document:
    """The document of one record in a decoded source. JSON may hold lone surrogates, which no text can."""
    whole = replace(source, text=_SURROGATE.sub("\ufffd", text))
    heading = " ".join(_SURROGATE.sub("\ufffd", title).split())
    found = document(name, whole, heading, stories, lines, date)
    return replace(found, fields=tuple(_SURROGATE.sub("\ufffd", field) for field in fields)) if fields else found


def contents(stream: BinaryIO) -> bytes:
    """All bytes of a stream of which at most the head was peeked at. Raises UnreadableError if they are too many."""
    raw = getattr(stream, "raw", None)
    if isinstance(raw, io.FileIO) and raw.seekable():
        end = 0
        with suppress(OSError):
            peeked = raw.tell()
            end = raw.seek(0, io.SEEK_END)
            raw.seek(0 if end else peeked)
        if end > MAX_BYTES:
            raise too_large()
        if end:  # else the system may not know it, as in /proc, where what was peeked at need not come again
            return raw.readall()  # past the buffer, whose read would join two copies
    data = stream.read(MAX_BYTES + 1) or b""  # None where it does not wait for what may come
    if len(data) > MAX_BYTES:
        raise too_large()
    return data


def too_large() -> UnreadableError:
    """The error for a text beyond `MAX_BYTES`."""
    return UnreadableError(f"larger than {MAX_BYTES >> 20} MB: split it to read it")
