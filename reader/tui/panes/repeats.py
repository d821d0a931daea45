"""Repeats: where else the passages of the article stand, with what differs in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from reader.library.queries import Passage, Twin
from reader.plurals import plural
from reader.settings import RepeatsSettings
from reader.tui.differences import Comparison
from reader.tui.fitting import LEAST_CELLS
from reader.tui.keys import REPEATS, bindings
from reader.tui.line_view import LineView
from reader.tui.listing import ORDERS, SCOPES, Described, Entry, Extent, Listing, Told, next_of, unusual
from reader.tui.panes.twin_rows import Near, Row, pieces_of, rows_of
from reader.tui.panes.twin_text import Pieces, details

SIMILARITY_STEP = 0.05
MOST_SIMILARITY = 1.0
WORDS_STEP = 10
MOST_WORDS = 500

NEAR_BY = 32
"""Rows whose names are cut so that they are told apart, wherever on the screen they stand."""


class Repeats(LineView):
    """The twins of the passages on the page, those in other documents first.

    | key | does |
    |---|---|
    | j k | down, up; the twin that one comes to is shown with what differs |
    | J K | next, previous twin, past the text of the one that is shown |
    | enter | go there; ctrl+o comes back; on the stock phrases: fold, unfold them |
    | h l | fold, unfold the stock phrases |
    | O · w | order by passage, date, document · other documents, this one, both |
    | . , | only those more alike · also those less alike |
    | } { | only longer passages · also shorter ones |
    """

    BINDINGS = bindings(REPEATS)

    plain_style = "repeats--same"

    @dataclass
    class Chosen(Message):
        """The cursor came to a twin: the page points out its passage."""

        entry: Entry

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Repeats.Chosen)

    @dataclass
    class JumpWanted(Message):
        """The user wants to read the twin where it stands."""

        entry: Entry

    @dataclass
    class NearWanted(Message):
        """The user wants to read an article that is near this one."""

        near: Near

    @dataclass
    class Refined(Message):
        """The user wants other twins, or another order."""

    @dataclass
    class Listed(Message):
        """Something else is listed: twins, or instead of them what is "near", or nothing, when it is "empty"."""

        state: str

    def __init__(self) -> None:
        super().__init__(id="repeats")
        self.wanted = RepeatsSettings()
        """Which twins the user wants to see."""
        self._changed = ""
        """The name of what of it was changed last."""
        self.listing = Listing()
        self.note = ""
        """What to say when there are no twins."""
        self.shown: Entry | None = None
        """The entry that is shown in full."""
        self.comparison_of: Callable[[Entry], Comparison | None] = lambda entry: None
        """Holds a passage against its twin, or gives None while that is being done."""
        self.describe: Callable[[Entry], Described] = lambda entry: Described("", "", None)
        self.extent_of: Callable[[Entry], Extent] = lambda entry: Extent()
        self.told_of: Callable[[Entry], Told] = lambda entry: Told()
        self._near: Sequence[Near] = ()
        self._stock_open = self._so_far = False
        self._rows: list[Row] = []
        self._detail: list[Pieces] = []
        """Lines under the row of the entry that is shown."""
        self._shown_row = -1

    # What is listed.

    def show(self, listing: Listing, note: str, *, keep: bool = False, so_far: bool = False) -> None:
        """List the twins of an article, or say why there are none. `keep` the one that is shown, if it is listed.

        `so_far`: there may be more, which is being looked for.
        """
        self._so_far = so_far
        kept = self.shown if keep else None
        self.listing, self.note = listing, note
        self._near = self._near if keep else ()
        self._stock_open = keep and self._stock_open
        self.top = self.cursor = 0
        self._list()
        entries = (row.entry for row in self._rows if row.entry)
        self.shown = next((entry for entry in entries if kept and entry.twin == kept.twin), listing.first)
        self._build()
        self._point_at_shown()
        self._title()

    def show_near(self, near: Sequence[Near]) -> None:
        """List the articles that are nearest to one without repeats."""
        self._near = near
        self._list()
        self._build()

    def _title(self) -> None:
        entries = (*self.listing.across, *self.listing.stock)
        across = len({entry.twin.document for entry in entries if not entry.twin.within})
        counts = [plural(across, "document")] if across else []
        counts += [f"{len(self.listing.within):,} within"] if self.listing.within else []
        if self._so_far and not counts:
            counts = ["none"]
        said = ["Repeats", *unusual(self.wanted, self._changed)]
        # Where there is little room, the number that matters most; in one unit, for articles to be weighed by it.
        self.set_title(*(" · ".join([*said, *told]) + " so far" * self._so_far for told in (counts, counts[:1])))

    def show_passage(self, passage: Passage | None) -> None:
        """Show the best twin of the passage under the page's cursor."""
        if passage is None or (self.shown is not None and self.shown.passage is passage):
            return
        self._show_first(lambda entry: entry.passage is passage)

    def show_twin(self, twin: Twin) -> None:
        """Show a twin in full, if it is listed."""
        if self.shown is None or self.shown.twin != twin:
            self._show_first(lambda entry: entry.twin == twin)

    def _show_first(self, is_wanted: Callable[[Entry], bool]) -> None:
        entries = (row.entry for row in self._rows if row.entry is not None)
        if found := next(filter(is_wanted, entries), None):
            self.shown = found
            self._build()
            self._point_at_shown()

    def comparison_ready(self) -> None:
        """Draw anew: `comparison_of` has an answer that it did not have before."""
        row, on_screen = self._row_at(self.cursor), self.cursor - self.top
        self._build()
        if row is not None and row != self._shown_row:
            self.cursor = self._line_of(row)
            self.scroll_top(self.cursor - on_screen)
            self.refresh()
        elif row is not None and 0 <= on_screen < self.content_size.height:
            self._reveal_shown()

    def chosen(self) -> Entry | None:
        """The twin that is shown in full."""
        return self.shown

    def on_resize(self) -> None:
        self._build()
        self._title()

    def _list(self) -> None:
        """The rows in order, the twins as one row each."""
        cells = max(LEAST_CELLS, self.content_size.width - 3)
        self._rows = rows_of(self.listing, self.wanted, self.note, self._near, stock_open=self._stock_open, cells=cells)
        has_twins = any(row.entry or row.folds for row in self._rows)
        self.post_message(self.Listed("" if has_twins else "near" if self._near else "empty"))

    def _build(self) -> None:
        """Find the row of the entry that is shown, and make its lines."""
        if not any(row.entry for row in self._rows):
            self._list()  # sentences are wrapped to the width
        shown = self.shown
        self._shown_row = next((at for at, row in enumerate(self._rows) if shown and row.entry is shown), -1)
        self._detail = []
        if shown and self._shown_row >= 0:
            width = max(LEAST_CELLS, self.content_size.width - 1)
            self._detail = list(details(shown.twin, self.describe(shown), self.comparison_of(shown), width))
        self.lines_changed()

    def line_count(self) -> int:
        return len(self._rows) + len(self._detail)

    def _row_at(self, line: int) -> int | None:
        """The number of the row on a line; None for a line under the row that is shown."""
        if line <= self._shown_row or self._shown_row < 0:
            return line
        return None if line <= self._shown_row + len(self._detail) else line - len(self._detail)

    def _line_of(self, row: int) -> int:
        return row if row <= self._shown_row or self._shown_row < 0 else row + len(self._detail)

    def _point_at_shown(self) -> None:
        if self._shown_row < 0:
            return
        self.cursor = self._shown_row
        last = self.cursor + len(self._detail)
        height = max(1, self.content_size.height)
        if not self.top <= self.cursor or last >= self.top + height:
            self.top = max(0, min(self.cursor - 1, self.line_count() - height))
        self.lines_changed()

    def _reveal_shown(self) -> None:
        """Scroll as little as shows the text of the twin under the cursor, or as much of it as there is room for."""
        last = self.cursor + len(self._detail)
        self.scroll_top(max(self.top, min(self.cursor - 1, last - self.content_size.height + 1)))

    # Drawing.

    def draw_line(self, line: int, width: int) -> list[Segment]:
        row = self._row_at(line)
        below = line - self._shown_row - 1
        if row is None:
            pieces = self._detail[below]
        else:
            names = self._names_around(row)
            pieces = pieces_of(self._rows[row], width, self.describe, self.extent_of, self.told_of, names)
        cursor = self.cursor_overlay if line == self.cursor and self.can_rest_on(line) else None
        segments = [Segment(text, self.style_of(name, cursor)) for text, name in pieces]
        if cursor:
            used = sum(cell_len(text) for text, _ in pieces)
            segments.append(Segment(" " * max(0, width - used), self.style_of("repeats--same", cursor)))
        return segments

    def _names_around(self, row: int) -> tuple[str, ...]:
        """The names of the documents of some rows, which are to be told apart."""
        low = row - row % NEAR_BY
        entries = (each.entry for each in self._rows[low : low + NEAR_BY] if each.entry)
        return tuple({self.describe(entry).document: None for entry in entries})

    # Acting.

    def can_rest_on(self, line: int) -> bool:
        row = self._row_at(line)
        if row is None or not 0 <= row < len(self._rows):
            return row is None and self._shown_row >= 0
        return self._is_stop(row)

    def _is_stop(self, row: int) -> bool:
        at = self._rows[row]
        return at.entry is not None or at.near is not None or at.folds

    def action_twin(self, step: int) -> None:
        """To the next or previous twin, past the text of the one that is shown, with its own in view."""
        count = self.take_count()
        here = self._row_at(self.cursor)
        if here is None:
            here = self._shown_row
        rows = range(here + 1, len(self._rows)) if step > 0 else range(here - 1, -1, -1)
        stops = list(islice(filter(self._is_stop, rows), count))
        if not stops:
            self.app.bell()
            return
        self.move_to(self._line_of(stops[-1]))
        if self._rows[stops[-1]].entry is not None:
            self._point_at_shown()

    def step(self, twins: int) -> Entry | None:
        """Go on by some twins, or back, as far as there are any; gives the one that is shown then, None if there was no
        other."""
        rows = range(self._shown_row + 1, len(self._rows)) if twins > 0 else range(self._shown_row - 1, -1, -1)
        found = list(islice((row for row in rows if self._rows[row].entry is not None), abs(twins)))
        if not found:
            return None
        self.move_to(self._line_of(found[-1]))
        self._point_at_shown()
        return self.shown

    def cursor_moved(self) -> None:
        row = self._row_at(self.cursor)
        if row is None or self._rows[row].entry is None or self._rows[row].entry is self.shown:
            return
        self.shown = self._rows[row].entry
        on_screen = self.cursor - self.top
        self._build()
        self.cursor = self._line_of(row)
        self.scroll_top(self.cursor - on_screen)
        self._reveal_shown()
        self.refresh()
        if self.shown:
            self.post_message(self.Chosen(self.shown))

    def clicked(self, line: int, x: int) -> None:
        row = self._row_at(line)
        if row is not None and self._rows[row].folds:
            self._open_stock(not self._stock_open)

    def action_jump(self) -> None:
        row = self._row_at(self.cursor)
        at = self._rows[row] if row is not None and row < len(self._rows) else None
        if at and at.folds:
            self._open_stock(not self._stock_open)
        elif at and at.near:
            self.post_message(self.NearWanted(at.near))
        elif self.shown:
            self.post_message(self.JumpWanted(self.shown))

    def action_fold(self) -> None:
        self._open_stock(False)

    def action_unfold(self) -> None:
        self._open_stock(True)

    def _open_stock(self, is_open: bool) -> None:
        """Unfold the stock phrases, with the cursor on their row and as much in view as there is room for below it; or
        fold them, with the cursor on what stands for them if it was among them."""
        fold = next((number for number, row in enumerate(self._rows) if row.folds), 0)
        if not fold or is_open == self._stock_open:  # where there is nothing above them they stay open
            self.app.bell()
            return
        self._stock_open = is_open
        self._list()
        self._build()
        line = self._line_of(fold)
        self.cursor = line if is_open else min(self.cursor, line)
        if is_open:
            below = next((at for at in range(fold, len(self._rows)) if self._rows[at] == Row()), len(self._rows)) - 1
            last = self._line_of(below) + len(self._detail) * (self._shown_row == below)
            self.scroll_top(max(self.top, min(line, last - self.content_size.height + 1)))
        self.show_cursor()

    # What is wanted.

    def refine(self, wanted: RepeatsSettings) -> None:
        """Show other twins, or another order."""
        if wanted != self.wanted:
            names = (each.name for each in fields(wanted))
            self._changed = next(name for name in names if getattr(wanted, name) != getattr(self.wanted, name))
            self.wanted = wanted
            self.post_message(self.Refined())

    def action_order(self) -> None:
        self.take_count()
        self.refine(replace(self.wanted, sort=next_of(ORDERS, self.wanted.sort)))

    def action_scope(self) -> None:
        """Other documents, this one, both."""
        self.take_count()
        self.refine(replace(self.wanted, scope=next_of(SCOPES, self.wanted.scope)))

    def action_similarity(self, step: int) -> None:
        """Raise or lower the least similarity."""
        least = self.wanted.similarity + step * SIMILARITY_STEP * self.take_count()
        self.refine(replace(self.wanted, similarity=round(max(0.0, min(MOST_SIMILARITY, least)), 2)))

    def action_length(self, step: int) -> None:
        """Raise or lower the least length."""
        least = self.wanted.words + step * WORDS_STEP * self.take_count()
        self.refine(replace(self.wanted, words=max(0, min(MOST_WORDS, least))))
