"""The user data beside an open library: what whoever works on both is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.library.userdata.catalogued import key_of

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
