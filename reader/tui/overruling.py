"""Articles put right by the user: kept in the user data, and applied whenever the library is shown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.overruled import Divided, OverruledCatalogue, divided
from reader.library.userdata.catalogued import find_all

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.kept import Kept
    from reader.library.userdata.overrides import Overrides
    from reader.library.userdata.records import Override
    from reader.tui.keeping import Keeping

Decide = Callable[["Overrides", int, str], None]
"""Takes the overrides, the number of the document and its text."""


class Overruling:
    """What the user put right in the open library."""

    def __init__(self, catalogue: OverruledCatalogue, keeping: Keeping, changed: Callable[[], None]) -> None:
        """`changed` is called when articles became others."""
        self._catalogue = catalogue
        self._keeping = keeping
        self._changed = changed
        self._moment = -1
        self._known: tuple[Override, ...] = ()
        """All that was put right when it was looked up last."""

    def apply(self) -> None:
        """Apply all that was put right to the library as it is now, unless that was done."""
        if self._moment != self._catalogue.moment and self._catalogue.documents:
            self._keeping.do(self._look_up, self._take)

    def follow(self) -> None:
        """Apply what another reader of the same user data has put right meanwhile."""
        self._keeping.do(self._look_up_others, lambda result: None if result is None else self._take(result))

    def _look_up_others(self, kept: Kept) -> Divided | None:
        return None if kept.data.overrides.all() == self._known else self._look_up(kept)

    def decide(self, entry: DocumentEntry, decide: Decide, done: Callable[[bool], None]) -> None:
        """Put something right in a document; `done` is told whether that changed anything."""

        def task(kept: Kept) -> Divided:
            decide(kept.data.overrides, kept.number(entry), kept.texts.text(entry))
            return self._look_up(kept)

        self._keeping.do(task, partial(self._take, done=done))

    def _look_up(self, kept: Kept) -> Divided:
        self._known = kept.data.overrides.all()
        result = {}
        for document in find_all(self._catalogue, kept.data.documents, kept.data.overrides.documents()).values():
            with suppress(TwicetoldError, IndexError):  # it changed meanwhile, and comes again
                entry = self._catalogue.documents[document]
                text = kept.texts.text(entry)
                overrides = kept.data.overrides.of(kept.number(entry))
                if overrides:
                    result[entry.id] = divided(self._catalogue, document, text, overrides)
        return result

    def _take(self, result: Divided, done: Callable[[bool], None] = lambda changed: None) -> None:
        changed = self._catalogue.set_divided(result)
        self._moment = self._catalogue.moment
        if changed:
            self._changed()
        done(changed)
