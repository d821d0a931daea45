"""Marks, notes and highlights of the library in one list, narrowed by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from reader.library.userdata.records import Kind
from reader.tui.bars import KeyHints
from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import MARKS, bindings
from reader.tui.line_view import LineView
from reader.tui.marking import NOTE_SIGN, Located, Marking
from reader.tui.panes.prompt import Prompt, close_prompt, open_prompt, show_prompt
from reader.tui.safe import crop, crop_at_word, plural, safe_line
from reader.tui.screens.layer import Layer

SIGNS = {Kind.NOTE: NOTE_SIGN, Kind.HIGHLIGHT: "▌", Kind.BOOKMARK: "·"}

LINES_EACH = 3
"""The place, what it says, and an empty line."""

QUOTE_CHARACTERS = 300
"""Of a highlight as many are looked through and shown as a line may hold."""


def described(each: Located) -> str:
    """What a mark says: the note, else what stands there. One line, harmless."""
    said = each.annotation.label if each.annotation.kind is Kind.NOTE else each.quote
    return safe_line(" ".join(said[:QUOTE_CHARACTERS].split()))


def matching(found: Sequence[Located], query: str) -> list[Located]:
    """Those whose title matches by a few letters, or that say each of the words: a long text holds all few letters."""
    from reader.find.fold import fold
    from reader.find.fuzzy import select
    from reader.find.pattern import parse
    from reader.find.titles import Titles

    hits = set(select(Titles([each.title for each in found]), parse(query)))
    words = fold(query).split()
    says = (fold(f"{described(each)} {safe_line(each.entry.name)}") for each in found)
    hits |= {at for at, text in enumerate(says) if all(word in text for word in words)}
    return [found[at] for at in sorted(hits)]


class MarksList(LineView):
    """The marks that the filter left."""

    plain_style = "contents--article"

    class Opened(Message):
        """The user wants to go to the mark under the cursor."""

    def __init__(self, found: Sequence[Located]) -> None:
        super().__init__(id="marks")
        self.found = found

    def line_count(self) -> int:
        return max(1, len(self.found) * LINES_EACH - 1)

    def can_rest_on(self, line: int) -> bool:
        return line % LINES_EACH == 0

    def chosen(self) -> Located | None:
        """The mark under the cursor."""
        at = self.cursor // LINES_EACH
        return self.found[at] if at < len(self.found) else None

    def draw_line(self, line: int, width: int) -> list[Segment]:
        if not self.found:
            text = "Nothing is marked here yet. m sets a mark, a writes a note."
            return [Segment(f" {crop(text, width - 1)}", self.style_of("contents--note"))]
        at, row = divmod(line, LINES_EACH)
        if row == LINES_EACH - 1:
            return []
        each = self.found[at]
        cursor = self.cursor_overlay if self.cursor // LINES_EACH == at else None
        segments = self._place(each, width, cursor) if row == 0 else self._says(each, width, cursor)
        used = sum(cell_len(segment.text) for segment in segments)
        return [*segments, Segment(" " * max(0, width - used), self.style_of("contents--article", cursor))]

    def _place(self, each: Located, width: int, cursor: str | None) -> list[Segment]:
        sign = each.annotation.label if each.annotation.kind is Kind.MARK else SIGNS[each.annotation.kind]
        where = "lost" if each.annotation.lost else f"line {each.line:,}"
        where = f"{where} · {safe_line(each.entry.name)}"
        where = crop(where, max(0, width // 2))
        title = crop_at_word(each.title, max(0, width - cell_len(where) - 6))
        gap = " " * max(1, width - 4 - cell_len(title) - cell_len(where) - 1)
        return [
            Segment(f" {sign}  ", self.style_of("contents--current", cursor)),
            Segment(title, self.style_of("contents--document", cursor)),
            Segment(gap, self.style_of("contents--article", cursor)),
            Segment(f"{where} ", self.style_of("contents--note", cursor)),
        ]

    def _says(self, each: Located, width: int, cursor: str | None) -> list[Segment]:
        name = "contents--article" if each.annotation.kind is Kind.NOTE else "contents--rest"
        return [Segment(f"    {crop_at_word(described(each), width - 6)}", self.style_of(name, cursor))]

    def clicked(self, line: int, x: int) -> None:
        self.refresh()

    def cursor_moved(self) -> None:
        self.refresh()


class MarksScreen(Layer[Located | None]):
    """The list over the reading screen; gives back the mark to go to."""

    BINDINGS = bindings(MARKS)

    DEFAULT_CSS = """
    MarksScreen { align: center middle; }
    MarksScreen > Vertical {
        width: 92; max-width: 100%; height: 80%; max-height: 40; background: $surface;
        border: round $primary; border-title-color: $primary; border-subtitle-color: $text-muted; padding: 0 1;
    }
    MarksScreen Prompt { margin-bottom: 1; }
    """

    def __init__(self, found: Sequence[Located], marking: Marking) -> None:
        super().__init__()
        self._found = list(found)
        self._marking = marking
        self._query = ""
        self._box = Vertical()
        self._list = MarksList(self._found)

    def compose(self) -> ComposeResult:
        with self._box as box:
            box.border_title = Content("Marks and notes")
            yield self._list
            yield KeyHints()

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self._show()

    def _show(self) -> None:
        shown = self._found
        if self._query.strip():
            shown = matching(self._found, self._query)
        self._list.found = shown
        self._list.lines_changed()
        self._list.cursor -= self._list.cursor % LINES_EACH
        count = plural(len(self._found), "entry", "entries")
        self._box.border_subtitle = Content(f"{len(shown):,} of {count}" if self._query else count)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the filter is typed, keys are letters."""
        return self.focused is self._list or action in ("close",)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_open(self) -> None:
        if chosen := self._list.chosen():
            self.dismiss(chosen)

    def action_remove(self) -> None:
        """Forget the mark or note under the cursor."""
        if chosen := self._list.chosen():
            self._marking.remove(chosen.annotation)
            self._found.remove(chosen)
            self._show()

    async def action_filter(self) -> None:
        """Narrow the list by a few letters."""
        prompt = open_prompt(self, "marks-filter")
        if prompt is None:
            await show_prompt(Prompt("marks-filter", "Filter"), self._list)
        else:
            self.set_focus(prompt)

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self._query = event.value
        self._show()

    @on(Prompt.Pointed)
    def _pointed(self, event: Prompt.Pointed) -> None:
        self._list.move_to(self._list.cursor + event.hits * LINES_EACH, step=event.hits)

    @on(Prompt.Accepted)
    def _accepted(self) -> None:
        self.action_open()

    @on(Prompt.Cancelled)
    async def _cancelled(self) -> None:
        self._query = ""
        self._show()
        self.set_focus(self._list)
        await close_prompt(self, "marks-filter")
