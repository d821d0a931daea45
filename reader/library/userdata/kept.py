"""The user data beside an open library: what whoever works on both is given."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.userdata.catalogued import find, key_of

if TYPE_CHECKING:  # the first screen does without what opens the file
    from reader.library.entries import DocumentEntry
    from reader.library.texts import Texts
    from reader.library.userdata.documents import DocumentKey
    from reader.library.userdata.store import UserData


@dataclass(frozen=True, slots=True)
class Kept:
    """The open user data, with the number of the open library in it and the texts of that library."""

    data: UserData
    library: int
    texts: Texts
    _numbers: dict[tuple[int, int, DocumentKey], int] = field(default_factory=dict)
    """By which index, the row of the document in it, and what it is called: files are moved."""

    def number(self, entry: DocumentEntry) -> int:
        """The number under which everything about a document is kept. Raises `TwicetoldError` without its text."""
        named = key_of(entry)
        key = self.texts.made, entry.id, named
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self.data.documents.enter(named, self.texts.text(entry))
        return number

    def now(self, entry: DocumentEntry, text: str) -> tuple[int, str]:
        """The number of a document in which the user chose something when its text was `text`, and its present text.

        `entry` may be what it was then. Where the document is gone since, or is being read again, `text` is taken for
        its present one: what is kept of it moves when there is another.
        """
        catalogue, key = self.texts.catalogue, key_of(entry)
        known = self._numbers.get((self.texts.made, entry.id, key))
        with suppress(TwicetoldError, IndexError):
            document = find(catalogue, key)
            if document is not None:
                present = catalogue.documents[document]
                number, present_text = self.number(present), self.texts.text(present)
                if known in (None, number):  # else its place in the file has passed to another record
                    return number, present_text
        return known or self.data.documents.enter(key, text), text
