"""The clean text of documents as the screen may show it, read again from disk; the last few stay in memory.

Controls are replaced here, once for a text: the sanitiser keeps lengths, so every offset stays what it was.
"""

from collections import OrderedDict
from threading import Lock

from reader.errors import UnreadableError
from reader.library.catalogue import DocumentEntry
from reader.text.controls import sanitise

KEPT_CHARACTERS = 32_000_000
"""Text kept in memory, over all documents: enough to go back and forth between a page and its twins."""


class Texts:
    """Clean texts by document, harmless to show; may be used from several threads."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[str, int], str] = OrderedDict()
        self._kept = 0
        self._lock = Lock()

    def cached(self, document: DocumentEntry) -> str | None:
        """The text if it is in memory."""
        with self._lock:
            key = _key(document)
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def text(self, document: DocumentEntry) -> str:
        """The text, read from disk if need be. Raises `UnreadableError` when the file is gone or is no longer text."""
        text = self.cached(document)
        if text is not None:
            return text
        text = sanitise(_read(document), keep="\n\t")
        with self._lock:
            self._texts[_key(document)] = text
            self._kept = sum(map(len, self._texts.values()))
            while self._kept > KEPT_CHARACTERS and len(self._texts) > 1:
                _, dropped = self._texts.popitem(last=False)
                self._kept -= len(dropped)
        return text


def _key(document: DocumentEntry) -> tuple[str, int]:
    return str(document.file.path), document.record


def _read(document: DocumentEntry) -> str:
    from reader.library.sources import Skipped, read  # late: the first screen needs no file formats

    record = 0
    for item in read(document.file):
        if isinstance(item, Skipped):
            if item.name == document.name:
                raise UnreadableError(f"{document.name}: {item.reason}")
            continue
        if record == document.record:
            return item.clean.text
        record += 1
    raise UnreadableError(f"{document.name} is no longer where it was. Press ctrl+r to read the library again.")
