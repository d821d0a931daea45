"""Marks and notes: set from the page, changed, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.userdata.catalogued import find_all
from reader.library.userdata.located import Located, everything, excerpts, located
from reader.library.userdata.records import Annotation
from reader.positions import Span
from reader.tui.keymaps import naming_key
from reader.tui.messages import note
from reader.tui.safe import safe_line

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.annotations import Removed
    from reader.library.userdata.export import Excerpt
    from reader.library.userdata.kept import Kept
    from reader.tui.keeping import Keeping
    from reader.tui.screens.three_panes import ThreePanes

NOTE_SIGN = "✎"


def _moved_from(each: Located) -> str:
    """What is said of a mark that leaves a place."""
    name = safe_line(each.name)
    if each.missing:
        return f"moved from {name}, which is {each.missing}"
    return (
        f"moved from {name}, where its place was lost"
        if each.annotation.lost
        else f"moved from line {each.line:,} of {name}"
    )


class Marking:
    """What is written onto the open library. Everything happens in the thread of the user data."""

    def __init__(
        self, screen: ThreePanes, paths: Sequence[Path], keeping: Keeping, changed: Callable[[], None]
    ) -> None:
        """`changed` is called when the page should be drawn with other marks or notes."""
        self._screen = screen
        self._paths = paths
        self._keeping = keeping
        self._changed = changed
        self.removed = 0
        """How many that were removed since the start can be brought back."""
        self._rows: list[Removed | None] = []
        """They themselves, the last one last; for the thread."""

    def set_mark(self, letter: str, entry: DocumentEntry, place: int) -> None:
        """Put a letter at a place, and say which place it leaves."""

        def task(kept: Kept) -> str:
            number = kept.number(entry)
            left = [each for each in kept.data.annotations.marks(kept.library) if each.label == letter]
            places = located(kept, self._screen.catalogue, self._paths, left)
            mark = kept.data.annotations.set_mark(kept.library, letter, number, kept.texts.text(entry), place)
            if all((each.document, each.start, each.lost) == (number, mark.start, False) for each in left):
                return "set"
            return "".join(map(_moved_from, places)) or "moved"

        def done(what: str) -> None:
            self._said(f"Mark {letter} is {what}{self._until}.{way}", seconds=2 if what == "set" else 4)

        way = naming_key(self._screen, "made.go-to-mark", f" {{}} {letter} comes back here.")
        self._keeping.do(task, done, makes=True)

    def add_note(
        self, entry: DocumentEntry, text: str, span: Span, note: str, failed: Callable[[str], None] | None = None
    ) -> None:
        """Attach a note to a span of a document, or highlight it if the note says nothing.

        `text` is that of the document in which the span was chosen; `failed` is told why that could not be kept.
        """

        def task(kept: Kept) -> Annotation:
            number, now = kept.now(entry, text)
            if note.strip():
                return kept.data.annotations.add_note(number, text, *span, note, now)
            return kept.data.annotations.add_highlight(number, text, *span, now)

        def done(made: Annotation) -> None:
            said = "Noted" if note.strip() else "Highlighted"
            way = naming_key(self._screen, "made.list", " {} lists it.")
            self._said(
                f"{said}{self._until}, though the text there was edited so that the place is lost.{way}"
                if made.lost
                else f"{said}{self._until}."
            )

        self._keeping.do(task, done, failed=failed, makes=True)

    @property
    def _until(self) -> str:
        """What is said of something that is forgotten at the end."""
        return " until you quit" if self._keeping.is_forgotten else ""

    def edit_note(
        self,
        entry: DocumentEntry,
        text: str,
        annotation: Annotation,
        note: str,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Say something else in a note, or something in a highlight; one that says nothing is removed.

        `text` is that of the document in which the annotation has its place; `failed` is told why it could not be kept.
        """
        if not note.strip():
            self.remove(annotation)
            return

        def task(kept: Kept) -> None:
            if not kept.data.annotations.edit_note(annotation.number, note):  # another reader removed it meanwhile
                number, now = kept.now(entry, text)
                kept.data.annotations.add_note(number, text, annotation.start, annotation.end, note, now)

        self._keeping.do(task, lambda _: self._said(f"Noted{self._until}."), failed=failed, makes=True)

    def remove(self, annotation: Annotation, *, seen: bool = False) -> None:
        """Forget a mark or note. If that is `seen` anyway, nothing is shown of it, which would stand before a list."""
        keys = [naming_key(self._screen, id_, "{}") for id_ in ("made.list", "marks.restore")]
        way = f" {' '.join(keys[seen:])} brings it back." if all(keys) else ""
        self.removed += 1

        def task(kept: Kept) -> None:
            self._rows.append(kept.data.annotations.remove(annotation.number))

        self._keeping.do(task, lambda _: (self._noted if seen else self._said)(f"Removed.{way}"))

    def restore(self, then: Callable[[int], None]) -> None:
        """Bring back what was removed last; its number is given."""
        if not self.removed:
            return
        self.removed -= 1

        def task(kept: Kept) -> int | None:
            removed = self._rows.pop() if self._rows else None
            if removed is None:
                return None
            document = find_all(kept, [removed.document]).get(removed.document)
            text = None if document is None else kept.texts.text(self._screen.catalogue.documents[document])
            return kept.data.annotations.restore(removed, text)

        def done(number: int | None) -> None:
            if number is None:
                self._said("It cannot come back: another reader removed it, or set its letter elsewhere.")
            else:
                self._noted("It is back.")
                then(number)

        self._keeping.do(task, done)

    def _said(self, message: str, seconds: float = 2) -> None:
        self._screen.notify(message, markup=False, timeout=seconds)
        self._changed()

    def _noted(self, message: str) -> None:
        note(self._screen, message)
        self._changed()

    def marks(self, then: Callable[[Sequence[Located]], None]) -> None:
        """Give the marks of the library, by letter."""

        def task(kept: Kept) -> list[Located]:
            marks = kept.data.annotations.marks(kept.library)
            return located(kept, self._screen.catalogue, self._paths, marks)

        self._keeping.do(task, then)

    def everything(self, then: Callable[[Sequence[Located]], None]) -> None:
        """Give all marks, notes and highlights in the documents of the library, in reading order.

        Those in documents of its folders that are not there now come last.
        """
        self._keeping.do(lambda kept: everything(kept, self._screen.catalogue, self._paths), then)

    def excerpts(self, then: Callable[[Sequence[Excerpt]], None]) -> None:
        """Give all of these with what they are about and who tells that again, to take elsewhere."""
        self._keeping.do(lambda kept: excerpts(kept, self._screen.catalogue, self._paths), then)
