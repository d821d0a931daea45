"""The list of marks, notes and highlights, each with all that its note says and the first of what it is about."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment

from reader.library.userdata.located import Located
from reader.library.userdata.records import Kind
from reader.tui.fitting import fit_name
from reader.tui.line_view import LineView
from reader.tui.marking import NOTE_SIGN
from reader.tui.safe import crop_at_word, safe_line
from reader.tui.wrapping import wrapped

SIGNS = {Kind.NOTE: NOTE_SIGN, Kind.HIGHLIGHT: "▌"}

QUOTE_CHARACTERS = 300
"""Of what stands there as many are looked through and shown as a line may hold."""


def quoted(each: Located) -> str:
    """What stands where a mark or note is. One line, harmless."""
    return safe_line(" ".join(each.quote[:QUOTE_CHARACTERS].split()))


def whereabouts(each: Located, cells: int) -> str:
    """The line and the document of a mark or note, or what is the matter with it."""
    where = "lost" if each.annotation.lost else f"line {each.line:,}"
    name, _ = fit_name(each.name, (), max(0, cells - cell_len(f"{where} · ")))
    return each.missing or f"{where} · {name}"


class MarksList(LineView):
    """The marks that the filter left, each with all that its note says, and the first of what it is about."""

    plain_style = "contents--article"

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
            self._lines = [(-1, line, "contents--note") for line in wrapped(nothing, self._room)]
        self.top = 0
        self.cursor = self._firsts[min(at, len(found) - 1)] if found else 0
        self.lines_changed()
        self.show_cursor()

    def _says(self, each: Located) -> Iterator[tuple[str, str]]:
        if note := each.annotation.note:
            for line in note.split("\n"):
                yield from ((piece, "contents--article") for piece in wrapped(safe_line(line), self._room))
        if quote := quoted(each):
            yield crop_at_word(quote, self._room), "contents--rest"

    @property
    def _room(self) -> int:
        return max(8, self.content_size.width - 7)

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
        where = whereabouts(each, width // 2)
        title = crop_at_word(safe_line(each.title or each.name), max(0, width - cell_len(where) - 6))
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
