"""A passage and its twin side by side: they scroll together, and what both say stands on the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.entries import DocumentEntry
from reader.library.texts import Texts
from reader.plurals import percent, plural
from reader.positions import Span
from reader.tui.bars import KeyHints, StatusBar
from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import LEAVING, bindings
from reader.tui.line_view import LineView
from reader.tui.listing import Entry
from reader.tui.panes.beside import PARTING_CELLS, Beside
from reader.tui.safe import crop_at_word, safe, safe_line
from reader.tui.threads import take_in

if TYPE_CHECKING:
    from reader.reuse.alignment import Edit


@dataclass(frozen=True, slots=True)
class Side:
    """One of two tellings."""

    document: DocumentEntry
    title: str
    line: int
    """1-based, on which the article starts."""
    passage: Span
    article: Span
    """Spans of the document."""


def _side(catalogue: Catalogue, document: int, passage: Span) -> Side:
    entry = catalogue.documents[document]
    article = entry.articles[entry.article_of(*passage)]
    return Side(entry, article.title, article.line, passage, (article.start, article.end))


def _in_one_article(one: Side, other: Side) -> bool:
    return one.document.id == other.document.id and one.article == other.article


def _around(one: Side, other: Side) -> tuple[Span, Span]:
    """What is compared instead of the passages: their articles; of one that holds both, each passage with what stands
    around it, as far as the other."""
    if not _in_one_article(one, other):
        return one.article, other.article
    (start, end), between = one.article, sorted((*one.passage, *other.passage))[1:3]
    earlier, later = (start, max(between)), (min(between), end)
    return (earlier, later) if one.passage < other.passage else (later, earlier)


class SideBySide(Screen[None]):
    """Two tellings over the whole screen."""

    BINDINGS = bindings(LEAVING, typing=True)

    DEFAULT_CSS = """
    SideBySide { background: $background; }
    SideBySide Beside { height: 1fr; }
    """

    def __init__(self, catalogue: Catalogue, texts: Texts, entry: Entry, jump: Callable[[Entry], None]) -> None:
        """`jump` is called when the user wants to read the twin where it stands."""
        super().__init__()
        twin = entry.twin
        self._sides = (
            _side(catalogue, entry.here, (twin.told_start, twin.told_end)),
            _side(catalogue, twin.document, (twin.start, twin.end)),
        )
        self._in_one_document = self._sides[0].document.id == self._sides[1].document.id
        self._in_one_article = _in_one_article(*self._sides)
        self._entry = entry
        self._texts = texts
        self._jump = jump
        self._whole = False
        self._shown_from = 0
        """Where in the document the text begins that is shown of this side."""
        self._place: int | None = None
        """The difference, in the document, that is to be seen."""
        self._beside = Beside()
        self._status = StatusBar()

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
            spans = _around(*self._sides) if whole else tuple(side.passage for side in self._sides)
            here, there = (
                self._texts.text(side.document)[slice(*span)] for side, span in zip(self._sides, spans, strict=True)
            )
            start = spans[0][0]
        except TwicetoldError as error:
            here, there, start = safe_line(str(error)), "", 0
        take_in(self.screen, self._show, here, there, diff(here, there), start)

    def _show(self, here: str, there: str, edits: tuple[Edit, ...], start: int) -> None:
        self._shown_from = start
        self._beside.show(here, there, edits, None if self._place is None else self._place - start)

    def on_resize(self) -> None:
        self._update()

    def on_line_view_counted(self, event: LineView.Counted) -> None:
        self._status.set_count(event.count)

    def on_beside_moved(self) -> None:
        self._update()

    def _update(self) -> None:
        beside = self._beside
        cells = beside.column_cells()
        names = [crop_at_word(self._named(side), cells - 1) for side in self._sides]
        gap = " " * max(1, cells + PARTING_CELLS - cell_len(names[0]))
        beside.border_title = Content(f"{names[0]}{gap}{names[1]}")
        (first, last), count = beside.change_numbers(), len(beside.changes)
        around = "what stands around them" if self._in_one_article else "whole articles"
        parts = [around if self._whole else f"{percent(self._entry.twin.similarity)}% alike"]
        if beside.comparing:
            parts.append("comparing…")
        else:
            at = f"difference {first:,}" if first == last else f"differences {first:,}–{last:,}"
            parts.append(f"{at}/{count:,}" if last else plural(count, "difference"))
        if self._in_one_document and not self._in_one_article:
            parts.append(self._sides[0].document.name)
        self._status.set_position(safe(" · ".join(parts)))

    def _named(self, side: Side) -> str:
        """What tells a side from the other: of two articles of one document, only where they start and their titles."""
        if self._in_one_document and not self._in_one_article:
            return f"line {side.line:,} · {safe_line(side.title)}"
        name = safe_line(side.document.name)
        if self._in_one_article:
            start, end = side.article
            name += f", {(side.passage[0] - start) / max(1, end - start):.0%} in"
        return f"{name} · {safe_line(side.title)}"

    def on_beside_whole_wanted(self) -> None:
        self._whole = not self._whole
        if (place := self._beside.place()) is not None:
            self._place = self._shown_from + place
        self._beside.compare()
        self._update()
        self._compare()

    def on_beside_jump_wanted(self) -> None:
        self.dismiss()
        self._jump(self._entry)

    def action_close(self) -> None:
        self.dismiss()

    def action_leave(self) -> None:
        self.app.exit()
