"""Marks and notes: set from the page, drawn on it, and gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.sources import STDIN, name_with
from reader.library.userdata.catalogued import find_all
from reader.library.userdata.records import Annotation, Kind
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


@dataclass(frozen=True, slots=True)
class Located:
    """An annotation with where it is in the open library."""

    annotation: Annotation
    name: str
    """Of the document, as shown."""
    place: tuple[int, int] | None
    """(document, article); None if the document is not in the library now."""
    title: str
    """Of the article; empty if it is not known."""
    line: int
    """1-based; 0 if it is not known."""
    quote: str
    """What stands there now: of a mark the line; of a note that is lost or whose document is, what stood there."""
    missing: str = ""
    """Of a document that is not there now, in a word or two: whether its file is gone."""

    @property
    def unreachable(self) -> str:
        """Why one cannot go there, for the user; empty if one can."""
        if self.missing:
            return f"{safe_line(self.name)} is {self.missing}. What was marked in it comes back when it does."
        return "The text there was edited so that the place is lost." if self.annotation.lost else ""


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
        """Put a letter at a place."""

        def task(kept: Kept) -> None:
            number = kept.number(entry)
            kept.data.annotations.set_mark(kept.library, letter, number, kept.texts.text(entry), place)

        self._keeping.do(task, lambda _: self._said(f"Mark {letter} is set. '{letter} comes back here."))

    def add_note(self, entry: DocumentEntry, span: Span, note: str) -> None:
        """Attach a note to a span, or highlight it if the note says nothing."""

        def task(kept: Kept) -> None:
            number, text = kept.number(entry), kept.texts.text(entry)
            if note.strip():
                kept.data.annotations.add_note(number, text, *span, note)
            else:
                kept.data.annotations.add_highlight(number, text, *span)

        self._keeping.do(task, lambda _: self._said("Noted." if note.strip() else "Highlighted."))

    def edit_note(self, entry: DocumentEntry, annotation: Annotation, note: str) -> None:
        """Say something else in a note, or something in a highlight; one that says nothing is removed."""
        if not note.strip():
            self.remove(annotation)
            return

        def task(kept: Kept) -> None:
            if not kept.data.annotations.edit_note(annotation.number, note):  # another reader removed it meanwhile
                number, text = kept.number(entry), kept.texts.text(entry)
                kept.data.annotations.add_note(number, text, annotation.start, annotation.end, note)

        self._keeping.do(task, lambda _: self._said("Noted."))

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
            document = find_all(self._screen.catalogue, kept.data.documents, [removed.document]).get(removed.document)
            text = None if document is None else kept.texts.text(self._screen.catalogue.documents[document])
            return kept.data.annotations.restore(removed, text)

        def done(number: int | None) -> None:
            if number is None:
                self._said("It cannot come back: another reader removed it, or set its letter elsewhere.")
            else:
                self._noted("It is back.")
                then(number)

        self._keeping.do(task, done)

    def _said(self, message: str) -> None:
        self._screen.notify(message, markup=False, timeout=2)
        self._changed()

    def _noted(self, message: str) -> None:
        note(self._screen, message)
        self._changed()

    def marks(self, then: Callable[[Sequence[Located]], None]) -> None:
        """Give the marks of the library, by letter."""
        self._keeping.do(lambda kept: self._located(kept, kept.data.annotations.marks(kept.library)), then)

    def everything(self, then: Callable[[Sequence[Located]], None]) -> None:
        """Give all marks, notes and highlights in the documents of the library, in reading order.

        Those in documents of its folders that are not there now come last.
        """

        def task(kept: Kept) -> list[Located]:
            wanted = [
                each
                for each in kept.data.annotations.all()
                if each.kind is not Kind.MARK or each in kept.data.annotations.marks(kept.library)
            ]
            return sorted(self._located(kept, wanted), key=_reading_order)

        self._keeping.do(task, then)

    def _located(self, kept: Kept, annotations: Sequence[Annotation]) -> list[Located]:
        catalogue = self._screen.catalogue
        places = find_all(catalogue, kept.data.documents, {annotation.document for annotation in annotations})
        for place in places.values():
            kept.number(catalogue.documents[place])  # moves what stands in it if it was edited since
        again = {each.number: each for number in places for each in kept.data.annotations.of(number)}
        names: dict[int, str | None] = {}
        found: list[Located] = []
        for annotation in annotations:
            number, now = annotation.document, again.get(annotation.number)
            document = places.get(number)
            if document is not None and (entry := catalogue.documents[document]).articles:
                if now is not None:
                    found.append(_located_in(kept, document, entry, now))
                continue
            key = kept.data.documents.key(number)
            if number not in names:
                names[number] = None if key.path == STDIN else name_with(self._paths, key.path)
            if (name := names[number]) is not None:
                missing = "not read" if lexists(key.path) else "gone"
                found.append(Located(annotation, name + key.record, None, "", 0, annotation.quote, missing))
        return found


def _located_in(kept: Kept, document: int, entry: DocumentEntry, now: Annotation) -> Located:
    """An annotation in a document of the library."""
    article, text = entry.article_at(now.start), kept.texts.text(entry)
    end = now.end if now.end > now.start else text.find("\n", now.start) % (len(text) + 1)
    quote = now.quote if now.lost else text[now.start : end]
    line = text.count("\n", 0, now.start) + 1
    return Located(now, entry.name, (document, article), safe_line(entry.articles[article].title), line, quote)


def excerpts(found: Sequence[Located]) -> list[Excerpt]:
    """Notes, highlights and marks with what they are about, to take elsewhere."""
    from reader.library.userdata.export import Excerpt  # late: few save them

    return [
        Excerpt(
            each.name,
            each.title,
            0 if each.annotation.lost else each.line,
            each.quote,
            f"Mark {each.annotation.label}" if each.annotation.kind is Kind.MARK else each.annotation.label,
            each.missing,
        )
        for each in found
    ]


def _reading_order(each: Located) -> tuple[bool, int, str, int]:
    return each.place is None, each.place[0] if each.place else 0, each.name, each.annotation.start
