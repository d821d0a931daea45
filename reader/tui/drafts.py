"""Notes that were left unfinished: they wait at their places until the program ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.positions import Span

if TYPE_CHECKING:
    from reader.library.userdata.documents import DocumentKey


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed about a span of a document."""

    document: DocumentKey
    span: Span
    about: str
    """What the span said: it is known by that in a document that was edited since."""
    number: int | None
    """Of the note that is changed, if there is one."""
    text: str = ""

    def within(self, text: str) -> Draft | None:
        """With its span in the present text of the document; None if that does not say this any more."""
        start, end = self.span
        if not text.startswith(self.about, start):
            start = text.find(self.about)
            end = start + len(self.about)
        return None if start < 0 else replace(self, span=(start, end))


class Drafts:
    """The unfinished notes of a library."""

    def __init__(self) -> None:
        self._kept: list[Draft] = []
        self._told: list[Draft] = []
        """Of which the user was told that they are not kept."""

    def keep(self, draft: Draft) -> bool:
        """Keep a draft; says whether it says anything, else it is none."""
        if draft.text.strip():
            self._kept.append(draft)
        return bool(draft.text.strip())

    def told(self) -> bool:
        """Whether the user was told of all drafts already; from now on, that is so."""
        before, self._told = self._told, list(self._kept)
        return all(each in before for each in self._kept)

    def take(self, document: DocumentKey, text: str, place: Span, *, exactly: bool = False) -> Draft | None:
        """The last draft about something in a place, or about `exactly` that; it is kept no longer.

        `text` is the present text of the document.
        """
        for each in reversed(self._kept):
            found = each.within(text) if each.document == document else None
            if found is None:
                continue
            (start, end), (low, high) = found.span, place
            if found.span == place or (not exactly and start < max(high, low + 1) and low < max(end, start + 1)):
                self._kept.remove(each)
                return found
        return None
