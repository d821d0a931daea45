"""What side by side compares: two tellings over the whole screen, and what they are when their files change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.entries import ArticleEntry
from reader.library.texts import Texts
from reader.library.userdata.catalogued import find, key_of
from reader.plurals import percent, plural
from reader.text.edited import edited
from reader.tui.bars import KeyHints, StatusBar
from reader.tui.beside import Said
from reader.tui.changes import marks_differ
from reader.tui.describing import flow_of, line_at
from reader.tui.drafts import Drafts
from reader.tui.fitting import LEAST_CELLS, fit_name
from reader.tui.history import History
from reader.tui.in_order import Awaited, Awaiting
from reader.tui.keymaps import use_chosen_keys
from reader.tui.line_view import LineView
from reader.tui.listing import Entry
from reader.tui.panes.beside import PARTING_CELLS, Beside
from reader.tui.safe import crop_at_word, safe, safe_line
from reader.tui.screens.below import Below
from reader.tui.sides import Side, around, in_one_article, side_of, told_by
from reader.tui.threads import take_in

if TYPE_CHECKING:
    from reader.reuse.alignment import Edit
    from reader.text.edited import Edit as EditOfText
    from reader.text.flow import Flow
    from reader.tui.marking import Marking

BETWEEN = " · "

GONE = -1
"""Stands for the number of a document that the library no longer has."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the screen below does for this one."""

    jump: Callable[[Entry, int | None], None]
    """Goes to a twin, to a place in its document; to its start if that is not known."""
    step: Callable[[Entry, int], Entry | None]
    """Goes on by some twins in repeats from one, or back; gives the one that is shown then, None if there was no
    other."""
    copy: Callable[[str], None]
    """Puts a text on the clipboard."""
    marking: Marking
    drafts: Drafts
    history: History
    """Of searches in a text."""


class ComparingScreen(Below[None], Awaiting):
    """The part of side by side that compares, says where one is, and follows files that change."""

    DEFAULT_CSS = """
    ComparingScreen { background: $background; }
    ComparingScreen Beside { height: 1fr; }
    """

    def __init__(self, catalogue: Catalogue, texts: Texts, entry: Entry, ways: Ways, line: int | None = None) -> None:
        """`line`: the place in the document of the passage from which it is read on; None for the first difference."""
        super().__init__()
        self._catalogue = catalogue
        self._texts = texts
        self._ways = ways
        self._take(entry)
        self._flows: Sequence[Flow] = ()
        """The texts of the documents of both sides; empty while they are not known."""
        self._is_old = False
        """Whether a document is another by now, or gone."""
        self._whole = False
        self._lines: Sequence[int] = ()
        """On which the two passages start, 1-based; empty while that is not known."""
        self._shown_from = 0
        """Where in the document the text begins that is shown of this side."""
        self._marks_differ = False
        """Whether punctuation does between what is shown."""
        self._place: int | None = None
        """The difference, in the document, that is to be seen."""
        self._line = line
        """The line, in the document, that is to be seen first."""
        self._beside = Beside()
        self._status = StatusBar()
        self.awaited = Awaited()

    def _take(self, entry: Entry) -> None:
        """Compare a passage with another twin."""
        twin = entry.twin
        self._entry, self._lines, self._flows, self._is_old = entry, (), (), False
        self._sides = (
            side_of(self._catalogue, entry.here, (twin.told_start, twin.told_end)),
            side_of(self._catalogue, twin.document, (twin.start, twin.end)),
        )
        for side in self._sides:
            self._ways.drafts.look(side.document)
        self._in_one_document = self._sides[0].document.id == self._sides[1].document.id
        self._in_one_article = in_one_article(*self._sides)

    def compose(self) -> ComposeResult:
        yield self._beside
        yield self._status
        yield KeyHints()

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self._compare()

    def _compare(self) -> None:
        self.run_worker(partial(self._make, self._whole), thread=True, exclusive=True, group="beside")

    def _make(self, whole: bool) -> None:
        from reader.reuse.alignment import diff

        try:
            flows = [flow_of(side.document, self._texts.text(side.document)) for side in self._sides]
            both = tuple(zip(self._sides, flows, strict=True))
            spans = around(*self._sides) if whole else [side.told(flow) for side, flow in both]
            here, there = (Said(flow, *span) for flow, span in zip(flows, spans, strict=True))
            lines = [line_at(side.entry, flow.text, side.passage[0]) for side, flow in both]
        except TwicetoldError as error:
            here, there, lines, flows = Said.note(safe_line(str(error))), Said.note(""), [], []
        take_in(self.screen, self._show, here, there, diff(here.text, there.text), lines, flows)

    def _show(
        self, here: Said, there: Said, edits: tuple[Edit, ...], lines: Sequence[int], flows: Sequence[Flow]
    ) -> None:
        self._lines, self._shown_from, self._flows = lines, here.start, flows
        self._marks_differ = marks_differ(here.text, there.text)
        self._beside.show(here, there, edits, None if self._place is None else self._place - here.start, self._line)
        self._line = None

    def on_resize(self) -> None:
        self._update()

    def on_line_view_counted(self, event: LineView.Counted) -> None:
        self._status.set_count(event.count)

    def on_beside_moved(self) -> None:
        self._update()

    def describe_hits(self) -> list[str]:
        """What the status line says of a search: how it was read, which hit the cursor is at, of how many."""
        return []

    def _update(self) -> None:
        beside = self._beside
        cells = beside.column_cells()
        signs = ("› ", "") if self._beside.side == 0 else ("", "› ")
        names = [sign + self._named(number, cells - 1 - len(sign)) for number, sign in enumerate(signs)]
        gap = " " * max(1, cells + PARTING_CELLS - cell_len(names[0]))
        beside.border_title = Content(f"{names[0]}{gap}{names[1]}")
        (first, last), count = beside.change_numbers(), len(beside.changes)
        around = "what stands around them" if self._in_one_article else "whole articles"
        parts = [around if self._whole else f"{percent(self._entry.twin.similarity)}% alike"]
        if self._is_old:
            parts = ["as it was before it changed on disk"]
        if beside.comparing:
            parts.append("comparing…")
        else:
            at = f"difference {first:,}" if first == last else f"differences {first:,}–{last:,}"
            parts.append(f"{at}/{count:,}" if last else plural(count, "difference") + " in words" * (not count))
            parts += ["punctuation differs"] * (not count and self._marks_differ)
        if not beside.comparing and self._flows and (moved := beside.moved()):
            side, place = moved
            line = line_at(self._sides[side].entry, self._flows[side].text, place)
            parts.append(f"moved: {('left', 'right')[side]} line {line:,}")
        parts[:0] = self.describe_hits()
        if self._in_one_document and not self._in_one_article:
            parts.append(self._sides[0].document.name)
        self._status.set_position(safe(" · ".join(parts)))

    def _named(self, number: int, cells: int) -> str:
        """What tells a side from the other, in so many cells: of two articles of one document, only where the passages
        start and the titles."""
        side = self._sides[number]
        title = safe_line(self._article(number).title)
        if self._in_one_document and not self._in_one_article:
            return crop_at_word(f"line {self._lines[number]:,} · {title}" if self._lines else title, cells)
        name = safe_line(side.document.name)
        if self._in_one_article:
            start, end = side.article
            name += f", {(side.passage[0] - start) / max(1, end - start):.0%} in"
        room = cells - cell_len(name) - len(BETWEEN)
        return name + BETWEEN + crop_at_word(title, room) if room >= LEAST_CELLS else fit_name(name, (), cells)[0]

    def _article(self, number: int) -> ArticleEntry:
        """The article of a side, of a passage of several that in which the cursor stands."""
        side = self._sides[number]
        if not self._flows or not self._beside.rows:
            return side.entry
        return side.document.articles[side.document.article_at(self._beside.places()[number])]

    def on_beside_whole_wanted(self) -> None:
        self._whole = not self._whole
        if (place := self._beside.place()) is not None:
            self._place = self._shown_from + place
        self._compare_anew()

    def _compare_anew(self) -> None:
        self._beside.compare()
        self._update()
        self._compare()

    # Files that change.

    def library_changed(self) -> None:
        """Show both sides anew when the library has compared what they say now, or say that this is what they said."""
        catalogue = self._catalogue
        found = [find(catalogue, key_of(side.document)) for side in self._sides]
        here, there = (GONE if at is None or not catalogue.documents[at].articles else at for at in found)
        self._entry = replace(self._entry, here=here, twin=replace(self._entry.twin, document=there))
        ids = [None if at == GONE else catalogue.documents[at].id for at in (here, there)]
        self._is_old = ids != [side.document.id for side in self._sides]
        if self._is_old and self._flows and catalogue.compared and GONE not in (here, there):
            follow = partial(self._follow, here, there, self._sides, [flow.text for flow in self._flows])
            self.run_worker(follow, thread=True, exclusive=True, group="follow")
        self._update()

    def _follow(self, here: int, there: int, sides: Sequence[Side], texts: Sequence[str]) -> None:
        """Look for what both passages are now."""
        try:
            now = [self._texts.text(self._catalogue.documents[number]) for number in (here, there)]
            edits = [edited(text, text_now) for text, text_now in zip(texts, now, strict=True)]
            first, second = (
                (edit.place(side.passage[0]), edit.place(side.passage[1] - 1) + 1)
                for edit, side in zip(edits, sides, strict=True)
            )
            entry = told_by(self._catalogue, here, there, (first, second))
        except (TwicetoldError, IndexError):
            return  # it has changed again, of which one is told
        if entry is not None:
            take_in(self.screen, self._followed, sides, entry, edits[0])

    def _followed(self, sides: Sequence[Side], entry: Entry, edit: EditOfText) -> None:
        if self._sides is not sides:
            return  # another twin is shown meanwhile
        place = self._beside.place()
        self._place = None if place is None else edit.place(self._shown_from + place)
        self._take(entry)
        self._compare_anew()
