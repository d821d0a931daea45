"""Marks, notes and highlights of the library in one list, narrowed by a few letters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from reader.library.userdata.records import Kind
from reader.plurals import plural
from reader.tui.bars import KeyHints
from reader.tui.keymaps import naming_key, use_chosen_keys
from reader.tui.keys import MARKS, bindings
from reader.tui.line_view import LineView
from reader.tui.marking import NOTE_SIGN, Located, Marking
from reader.tui.panes.prompt import Prompt, close_prompt, open_prompt, show_prompt
from reader.tui.safe import crop, crop_at_word, safe_line
from reader.tui.screens.layer import Layer
from reader.tui.wrapping import wrap

SIGNS = {Kind.NOTE: NOTE_SIGN, Kind.HIGHLIGHT: "▌", Kind.BOOKMARK: "·"}

QUOTE_CHARACTERS = 300
"""Of what stands there as many are looked through and shown as a line may hold."""


def quoted(each: Located) -> str:
    """What stands where a mark or note is. One line, harmless."""
    return safe_line(" ".join(each.quote[:QUOTE_CHARACTERS].split()))


def matching(found: Sequence[Located], query: str) -> list[Located]:
    """Those that say each of the words, then those whose title has the letters here and there.

    The letters are looked for in titles alone: a long text holds all few letters.
    """
    from reader.find.fold import fold
    from reader.find.fuzzy import select
    from reader.find.pattern import parse
    from reader.find.titles import Titles

    titles, pattern = Titles([each.title for each in found]), parse(query)
    written = set(select(titles, pattern.as_written()))
    words = fold(query).split()
    notes = (each.annotation.label if each.annotation.kind is Kind.NOTE else "" for each in found)
    says = (
        fold(f"{safe_line(note)} {quoted(each)} {safe_line(each.name)}")
        for each, note in zip(found, notes, strict=True)
    )
    written |= {at for at, text in enumerate(says) if all(word in text for word in words)}
    apart = set(select(titles, pattern)) - written
    return [found[at] for at in (*sorted(written), *sorted(apart))]


class MarksList(LineView):
    """The marks that the filter left, each with all that its note says, and the first of what it is about."""

    plain_style = "contents--article"

    class Opened(Message):
        """The user wants to go to the mark under the cursor."""

    def __init__(self) -> None:
        super().__init__(id="marks")
        self.found: Sequence[Located] = ()
        self._lines: list[tuple[int, str, str]] = []
        """(number of the mark, text, name of its style); the first line of a mark, which has no text, is its place."""
        self._firsts: list[int] = []
        """The first line of each mark."""
        self._nothing = ""

    def show(self, found: Sequence[Located], at: int = 0, nothing: str = "") -> None:
        """List other marks, with the cursor on one of them by its number; `nothing` is said if there are none."""
        self.found, self._nothing = found, nothing
        self._lines, self._firsts = [], []
        for number, each in enumerate(found):
            self._firsts.append(len(self._lines))
            self._lines += [(number, "", ""), *((number, *line) for line in self._says(each)), (-1, "", "")]
        del self._lines[-1:]
        if not found:
            self._lines = [(-1, line, "contents--note") for line in self._wrapped(nothing)]
        self.top = 0
        self.cursor = self._firsts[min(at, len(found) - 1)] if found else 0
        self.lines_changed()
        self.show_cursor()

    def _says(self, each: Located) -> Iterator[tuple[str, str]]:
        if each.annotation.kind is Kind.NOTE:
            for line in each.annotation.label.split("\n"):
                yield from ((piece, "contents--article") for piece in self._wrapped(safe_line(line)))
        if quote := quoted(each):
            yield crop_at_word(quote, self._room), "contents--rest"

    @property
    def _room(self) -> int:
        return max(8, self.content_size.width - 7)

    def _wrapped(self, harmless: str) -> Iterator[str]:
        table = wrap(harmless, 0, len(harmless), self._room)
        for start, end in zip(table.starts, table.ends, strict=True):
            yield harmless[start:end]

    def on_resize(self) -> None:
        self.show(self.found, self.at, self._nothing)

    def line_count(self) -> int:
        return max(1, len(self._lines))

    def can_rest_on(self, line: int) -> bool:
        return not self._firsts or line == self._firsts[self._lines[line][0]]

    @property
    def at(self) -> int:
        """Number of the mark under the cursor."""
        return max(0, bisect_right(self._firsts, self.cursor) - 1)

    def chosen(self) -> Located | None:
        """The mark under the cursor."""
        return self.found[self.at] if self.found else None

    def step(self, marks: int) -> None:
        """Go on by some marks, or back."""
        if self._firsts:
            self.move_to(self._firsts[max(0, min(len(self._firsts) - 1, self.at + marks))])

    def action_move(self, lines: int) -> None:
        self.step(lines * self.take_count())

    def show_cursor(self) -> bool:
        """Scroll as little as shows all of the mark, its first line before its last."""
        last = self._firsts[self.at + 1] - 2 if self.at + 1 < len(self._firsts) else len(self._lines) - 1
        return self.scroll_top(min(self.cursor, max(self.top, last - self.content_size.height + 1)))

    def draw_line(self, line: int, width: int) -> list[Segment]:
        number, text, name = self._lines[line] if self._lines else (-1, "", "")
        if number < 0:
            return [Segment(f" {text}", self.style_of(name))] if text else []
        cursor = self.cursor_overlay if self.at == number else None
        is_place = line == self._firsts[number]
        segments = (
            self._place(self.found[number], width, cursor)
            if is_place
            else [Segment(f"    {text}", self.style_of(name, cursor))]
        )
        used = sum(cell_len(segment.text) for segment in segments)
        return [*segments, Segment(" " * max(0, width - used), self.style_of("contents--article", cursor))]

    def _place(self, each: Located, width: int, cursor: str | None) -> list[Segment]:
        sign = each.annotation.label if each.annotation.kind is Kind.MARK else SIGNS[each.annotation.kind]
        where = "lost" if each.annotation.lost else f"line {each.line:,}"
        where = each.missing or f"{where} · {safe_line(each.name)}"
        where = crop(where, max(0, width // 2))
        title = crop_at_word(each.title or safe_line(each.name), max(0, width - cell_len(where) - 6))
        gap = " " * max(1, width - 4 - cell_len(title) - cell_len(where) - 1)
        return [
            Segment(f" {sign}  ", self.style_of("contents--current", cursor)),
            Segment(title, self.style_of("contents--document", cursor)),
            Segment(gap, self.style_of("contents--article", cursor)),
            Segment(f"{where} ", self.style_of("contents--note", cursor)),
        ]

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
        self._list = MarksList()

    def compose(self) -> ComposeResult:
        with self._box as box:
            box.border_title = Content("Marks and notes")
            yield self._list
            yield KeyHints()

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self._show()

    def _show(self, at: int = 0) -> None:
        shown = self._found
        if self._query.strip():
            shown = matching(self._found, self._query)
        self._list.show(shown, at, self._nothing())
        count = plural(len(self._found), "entry", "entries")
        way = naming_key(self, "marks.restore", " · {} brings back what was deleted") if self._marking.removed else ""
        self._box.border_subtitle = Content((f"{len(shown):,} of {count}" if self._query else count) + way)
        self.refresh_bindings()

    def _nothing(self) -> str:
        """What is said if nothing is listed."""
        if self._found:
            return "Nothing in the list has these letters."
        ways = naming_key(self, "made.mark", " {} sets a mark."), naming_key(self, "made.note", " {} writes a note.")
        return f"Nothing is marked here.{''.join(ways)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the filter is typed, keys are letters; what there is nothing for is no key."""
        if isinstance(self.focused, Prompt):
            return False
        if action == "close":
            return True
        there = self._marking.removed if action == "restore" else self._found
        return self.focused is self._list and bool(there)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_open(self) -> None:
        """Go to the mark under the cursor; of one that cannot be gone to, say why and stay."""
        chosen = self._list.chosen()
        if chosen and chosen.unreachable:
            self.notify(chosen.unreachable, markup=False)
        elif chosen:
            self.dismiss(chosen)

    def action_remove(self) -> None:
        """Forget the mark or note under the cursor."""
        if chosen := self._list.chosen():
            self._marking.remove(chosen.annotation, seen=True)
            self._found.remove(chosen)
            self._show(self._list.at)

    def action_restore(self) -> None:
        """Bring back what was deleted last, here or on the page."""
        self._marking.restore(lambda number: self._marking.everything(partial(self._restored, number)))

    def _restored(self, number: int, found: Sequence[Located]) -> None:
        """List it again, with the cursor on it."""
        if not self.is_attached:
            return
        self._found = list(found)
        self._show()
        at = next((at for at, each in enumerate(self._list.found) if each.annotation.number == number), 0)
        self._show(at)

    async def action_filter(self) -> None:
        """Narrow the list by a few letters."""
        prompt = open_prompt(self, "marks-filter")
        if prompt is None:
            await show_prompt(Prompt("marks-filter", "Filter"), self._list)
        else:
            self.set_focus(prompt)
            prompt.action_select_all()  # as in the finder: what is typed replaces what was looked for

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self._query = event.value
        self._show()

    @on(Prompt.Pointed)
    def _pointed(self, event: Prompt.Pointed) -> None:
        self._list.step(event.hits)

    @on(Prompt.Accepted)
    def _accepted(self) -> None:
        self.action_open()

    @on(Prompt.Cancelled)
    async def _cancelled(self) -> None:
        self._query = ""
        self._show()
        self.set_focus(self._list)
        await close_prompt(self, "marks-filter")
