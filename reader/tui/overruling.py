"""Articles put right by the user: kept in the user data, and applied whenever the library is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.overruled import Divided, OverruledCatalogue, divided
from reader.library.userdata.catalogued import find_all

if TYPE_CHECKING:
    from reader.library.entries import ArticleEntry, DocumentEntry
    from reader.library.userdata.kept import Kept
    from reader.library.userdata.overrides import Overrides, Rows
    from reader.library.userdata.records import Override
    from reader.text.decisions import Change
    from reader.tui.keeping import Keeping

Decide = Callable[["Overrides", int, str], None]
"""Takes the overrides, the number of the document and its text."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was put right since the start."""

    document: int
    """Its number in the user data."""
    content: bytes
    """Hash of the text that it then had."""
    before: Rows
    after: Rows


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something that was put right and no longer fits its text; it is kept, and holds again if that comes back."""

    name: str
    """Of the document."""
    change: Change
    title: str


LookedUp = tuple["Divided", Sequence[Unfit]]
"""The documents in which something was put right, and what of that fits nothing."""

Standing = tuple[tuple["Override", ...], tuple[bytes, ...]]
"""All that was put right, and the hashes of the texts in which it was."""


class Overruling:
    """What the user put right in the open library."""

    def __init__(
        self,
        catalogue: OverruledCatalogue,
        keeping: Keeping,
        changed: Callable[[], None],
        unfit: Callable[[Sequence[Unfit]], None],
        decided: Callable[[], None],
    ) -> None:
        """`changed` is called when articles became others, `unfit` when something no longer fits its text, `decided`
        when since the start something was put right, here or elsewhere, or moved along with an edited text."""
        self._catalogue = catalogue
        self._keeping = keeping
        self._changed = changed
        self._unfit = unfit
        self._decided = decided
        self._told: frozenset[Unfit] = frozenset()
        """What does not fit, which is told once."""
        self._moment = -1
        self._known: tuple[Override, ...] = ()
        """All that was put right when it was looked up last."""
        self._standing: Standing = ((), ())
        self._heeded: Standing | None = None
        """What stood when `decided` was called last, or before anything was looked up."""
        self._steps: list[Step] = []
        """The last one last; for the thread."""

    def apply(self) -> None:
        """Apply all that was put right to the library as it is now, unless that was done."""
        if self._moment != self._catalogue.moment and self._catalogue.documents:
            self._keeping.do(self._look_up, self._take)

    def follow(self) -> None:
        """Apply what another reader of the same user data has put right meanwhile."""
        self._keeping.do(self._look_up_others, lambda result: None if result is None else self._take(result))

    def _look_up_others(self, kept: Kept) -> LookedUp | None:
        return None if kept.data.overrides.all() == self._known else self._look_up(kept)

    def decide(self, entry: DocumentEntry, decide: Decide, done: Callable[[bool], None]) -> None:
        """Put something right in a document; `done` is told whether that changed anything."""

        def task(kept: Kept) -> LookedUp:
            number, overrides = kept.number(entry), kept.data.overrides
            before = overrides.rows(number)
            decide(overrides, number, kept.texts.text(entry))
            if before != (after := overrides.rows(number)):
                self._steps.append(Step(number, kept.data.documents.key(number).content, before, after))
            return self._look_up(kept)

        self._keeping.do(task, partial(self._take, done=done), makes=True)

    def undo(self, entry: DocumentEntry, done: Callable[[bool], None], nothing: Callable[[], None]) -> None:
        """Undo the last step in a document; `nothing` is called if there was none since the start in its present text,
        else `done` is told whether anything changed."""

        def task(kept: Kept) -> LookedUp | None:
            number = kept.number(entry)
            content = kept.data.documents.key(number).content
            step = next((each for each in reversed(self._steps) if each.document == number), None)
            if step is None or step.content != content:
                return None
            self._steps.remove(step)
            kept.data.overrides.undo(step.before, step.after)
            return self._look_up(kept)

        self._keeping.do(task, lambda result: nothing() if result is None else self._take(result, done))

    def _look_up(self, kept: Kept) -> LookedUp:
        self._known = kept.data.overrides.all()
        if self._heeded is None:
            self._heeded = _standing(kept)
        result: dict[int, tuple[ArticleEntry, ...]] = {}
        unfit: list[Unfit] = []
        for document in find_all(kept, kept.data.overrides.documents()).values():
            with suppress(TwicetoldError, IndexError):  # it changed meanwhile, and comes again
                entry = self._catalogue.documents[document]
                text = kept.texts.text(entry)
                overrides = kept.data.overrides.of(kept.number(entry))
                if overrides:
                    result[entry.id], left = divided(self._catalogue, document, text, overrides)
                    unfit += [Unfit(entry.name, each.change, each.title) for each in left]
        self._standing = _standing(kept)
        return result, unfit

    def _take(self, result: LookedUp, done: Callable[[bool], None] = lambda changed: None) -> None:
        divided, unfit = result
        changed = self._catalogue.set_divided(divided)
        self._moment = self._catalogue.moment
        if changed:
            self._changed()
        if self._heeded != self._standing:
            self._heeded = self._standing
            self._decided()
        if new := [each for each in unfit if each not in self._told]:
            self._unfit(new)
        self._told = frozenset(unfit)
        done(changed)


def _standing(kept: Kept) -> Standing:
    data = kept.data
    return data.overrides.all(), tuple(data.documents.key(number).content for number in data.overrides.documents())
