"""The clean text of documents as the screen may show it, from the index; the last few stay in memory.

Controls are replaced here, once for a text: the sanitiser keeps lengths, so every offset stays what it was.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError, UnreadableError
from reader.library.catalogue import Catalogue
from reader.library.entries import DocumentEntry
from reader.library.skipping import Skipped
from reader.library.sources import read
from reader.text.controls import sanitise

if TYPE_CHECKING:
    from reader.library.documents import Document
    from reader.text.metadata import Story
    from reader.text.sourcemap import SourceMap

AT_ONCE_CHARACTERS = 200_000
"""A text of this length is unpacked in some 3 ms: no reason to let the screen wait for a thread."""

KEPT_CHARACTERS, KEPT_TEXTS = 4_000_000, 2
"""Text kept in memory, over all documents, but at least so many of them, however long: enough to go back and forth
between a page and its twins, and far from what the program itself takes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is on disk, harmless to show, with the way from and to its clean text."""

    text: str
    source_map: SourceMap


class Texts:
    """Clean texts by document, harmless to show; may be used from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._texts: OrderedDict[int, str] = OrderedDict()
        self._made = catalogue.made
        self._lock = Lock()

    @property
    def made(self) -> int:
        """Which index the ids of documents are of."""
        return self.catalogue.made

    def cached(self, document: DocumentEntry) -> str | None:
        """The text if it is in memory."""
        with self._lock:
            if self._made != self.catalogue.made:
                self._texts.clear()
                self._made = self.catalogue.made
            if document.id in self._texts:
                self._texts.move_to_end(document.id)
            return self._texts.get(document.id)

    def at_once(self, document: DocumentEntry) -> str | None:
        """The text if it can be had in a few milliseconds; None if it is long, or cannot be had at all."""
        if document.characters > AT_ONCE_CHARACTERS:
            return self.cached(document)
        try:
            return self.text(document)
        except TwicetoldError:
            return None

    def text(self, document: DocumentEntry) -> str:
        """The text, unpacked if need be. Raises `TwicetoldError` when the index no longer has it."""
        text = self.cached(document)
        if text is not None:
            return text
        made = self.catalogue.made
        text = sanitise(self.catalogue.text(document), keep="\n\t")
        with self._lock:
            if made != self._made:
                return text
            self._texts[document.id] = text
            kept = sum(map(len, self._texts.values()))
            while kept > KEPT_CHARACTERS and len(self._texts) > KEPT_TEXTS:
                kept -= len(self._texts.popitem(last=False)[1])
        return text

    def source(self, document: DocumentEntry) -> Source:
        """The source, read from disk. Raises `UnreadableError` when the file is gone or is no longer text."""
        found = read_again(document)
        return Source(sanitise(found.source, keep="\n\t"), found.clean.source_map)


def read_again(document: DocumentEntry) -> Document:
    """A document as it is on disk now. Raises `UnreadableError` when the file is gone or is no longer text."""
    record = 0
    for item in read(document.file):
        if isinstance(item, Skipped):
            if item.name == document.name:
                raise UnreadableError(f"{document.name}: {item.reason}")
            continue
        if record == document.record:
            return item
        record += 1
    raise UnreadableError(f"{document.name} is no longer where it was")


def stories_of(document: DocumentEntry) -> tuple[Story, ...]:
    """Where the file of a document says that its stories start; nothing if it cannot be read any more."""
    try:
        return read_again(document).stories
    except UnreadableError:
        return ()
