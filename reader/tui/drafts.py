"""Notes that were left unfinished: they wait at their places, also for the next time that the program is opened."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

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

    def is_in_place_of(self, other: Draft) -> bool:
        """Whether there can be only one of both."""
        return (self.span, self.note) == (other.span, other.note)


class _Held(NamedTuple):
    """A draft that is only in memory, with the document that it is about, and its text then."""

    entry: DocumentEntry
    text: str
    draft: Draft


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
        self._held: list[_Held] = []
        """Those that could not be kept: they wait as long as the program runs."""

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
                held = [each.draft for each in self._held if key_of(each.entry) == document]
                self._known[document] = [each for each in found if not any(map(each.is_in_place_of, held))] + held

        self._keeping.do(task, then)

    def about(self, entry: DocumentEntry, place: Span, *, exactly: bool = False) -> Draft | None:
        """The last draft about something in a place of a document, or about `exactly` that."""
        low, high = place[0], max(place[1], place[0] + 1)
        for each in reversed(self._known.get(key_of(entry), ())):
            start, end = each.span
            if each.span == place or (not exactly and start < high and low < max(end, start + 1)):
                return each
        return None

    @property
    def are_held(self) -> bool:
        """Whether there are some that could not be kept."""
        return bool(self._held)

    def keep(self, entry: DocumentEntry, text: str, draft: Draft, *, is_typed: bool = False) -> bool:
        """Keep a draft in place of the one that there is; says whether it says anything, else there is none then.

        `text` is that of the document in which the draft has its span; `is_typed`: it goes on, and is not drawn yet.
        """
        known = self._known.setdefault(key_of(entry), [])
        others = [each for each in known if not each.is_in_place_of(draft)]
        is_one = bool(draft.text.strip())
        if is_one or known:  # one that was in another text may have another span by now
            self._kept += 1
            self._known[key_of(entry)] = [*others, draft] if is_one else others

            def task(kept: Kept) -> None:
                number, now = kept.now(entry, text)
                kept.data.annotations.set_draft(number, text, *draft.span, draft.text, draft.note, now)

            def then(_: None) -> None:
                if not is_typed:
                    self._changed()

            was_held = self._let_go(entry, draft)
            failed = partial(self.hold, entry, text, draft, is_said=not was_held)
            self._keeping.do(task, then, failed=failed, makes=is_one)
        return is_one

    def hold(self, entry: DocumentEntry, text: str, draft: Draft, why: str, *, is_said: bool = True) -> None:
        """Have a draft that could not be kept, which is said with the reason, wait at its place."""
        if not draft.text.strip():
            return
        document = key_of(entry)
        self._let_go(entry, draft)
        self._held.append(_Held(entry, text, draft))
        known = self._known.setdefault(document, [])
        self._known[document] = [*(each for each in known if not each.is_in_place_of(draft)), draft]
        if is_said:
            self._keeping.say(f"{why} What you typed waits at its place as a draft until you quit.")

    def _let_go(self, entry: DocumentEntry, draft: Draft) -> bool:
        """Hold a draft no longer; whether it was held."""
        document, count = key_of(entry), len(self._held)
        self._held = [
            each for each in self._held if key_of(each.entry) != document or not each.draft.is_in_place_of(draft)
        ]
        return len(self._held) < count

    def keep_held(self) -> None:
        """Try once more to keep those that could not be kept."""
        for entry, text, draft in self._held:
            self.keep(entry, text, draft)
