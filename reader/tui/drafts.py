"""Notes that were left unfinished: they wait at their places, also for the next time that the program is opened."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.userdata.catalogued import key_of
from reader.positions import Span

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.documents import DocumentKey
    from reader.library.userdata.kept import Kept
    from reader.tui.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed about a span of a document."""

    span: Span
    note: int = 0
    """The number of the note that it changes, 0 if it is a new one."""
    text: str = ""


class Drafts:
    """The unfinished notes of the documents that were looked at: known at once, kept in the user data a little later.

    Whoever lets one write about a document looks it up first.
    """

    def __init__(self, keeping: Keeping, changed: Callable[[], None]) -> None:
        """`changed` is called when the page should be drawn with other drafts."""
        self._keeping = keeping
        self._changed = changed
        self._known: dict[DocumentKey, list[Draft]] = {}
        self._kept = 0
        """How many were kept: what was looked up before the last of them does not have it."""

    def look(self, entry: DocumentEntry) -> None:
        """Look up what there is for a document."""
        document, before = key_of(entry), self._kept

        def task(kept: Kept) -> list[Draft] | None:
            with suppress(TwicetoldError):  # the file changed meanwhile: it is about to be looked at anew
                found = kept.data.annotations.drafts(kept.number(entry))
                return [Draft((each.start, each.end), each.draft or 0, each.label) for each in found]
            return None

        def then(found: list[Draft] | None) -> None:
            if found is not None and before == self._kept:
                self._known[document] = found

        self._keeping.do(task, then)

    def about(self, entry: DocumentEntry, place: Span, *, exactly: bool = False) -> Draft | None:
        """The last draft about something in a place of a document, or about `exactly` that."""
        low, high = place[0], max(place[1], place[0] + 1)
        for each in reversed(self._known.get(key_of(entry), ())):
            start, end = each.span
            if each.span == place or (not exactly and start < high and low < max(end, start + 1)):
                return each
        return None

    def keep(self, entry: DocumentEntry, text: str, draft: Draft) -> bool:
        """Keep a draft in place of the one that there is; says whether it says anything, else there is none then.

        `text` is that of the document in which the draft has its span.
        """
        known = self._known.setdefault(key_of(entry), [])
        others = [each for each in known if replace(each, text=draft.text) != draft]
        is_one = bool(draft.text.strip())
        if is_one or known:  # one that was in another text may have another span by now
            self._kept += 1
            self._known[key_of(entry)] = [*others, draft] if is_one else others

            def task(kept: Kept) -> None:
                number, now = kept.now(entry, text)
                kept.data.annotations.set_draft(number, text, *draft.span, draft.text, draft.note, now)

            self._keeping.do(task, lambda _: self._changed())
        return is_one
