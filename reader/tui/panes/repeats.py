"""Repeats: where else the passages of the article stand, with what differs in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.message import Message

from reader.library.queries import Passage, Twin
from reader.tui.differences import LEFT_OUT, ONLY_HERE, ONLY_THERE, SAME, Differences
from reader.tui.keys import REPEATS, bindings
from reader.tui.line_view import LineView
from reader.tui.safe import crop, crop_at_word, plural, safe_line
from reader.tui.wrapping import wrap

PART_STYLES = {
    SAME: "repeats--same",
    ONLY_HERE: "repeats--here",
    ONLY_THERE: "repeats--there",
    LEFT_OUT: "repeats--note",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One twin of one passage, with what to call the place where it stands."""

    here: int
    """The document of the passage."""
    passage: Passage
    twin: Twin
    document: str
    article: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the pane: pieces of text with the names of their styles, and the entry it belongs to."""

    pieces: tuple[tuple[str, str], ...]
    entry: int | None = None
    opens: bool = False
    """The line names the entry: the cursor on it shows the entry in full."""


class Repeats(LineView):
    """The twins of the passages on the page, those in other documents first.

    | key | does |
    |---|---|
    | j k | choose a twin; it is shown with what differs |
    | enter | go there; ctrl+o comes back |
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

    def __init__(self) -> None:
        super().__init__(id="repeats")
        self.entries: Sequence[Entry] = ()
        self.note = ""
        """What to say when there are no entries."""
        self.shown: int | None = None
        """The entry that is shown in full."""
        self.differences_of: Callable[[Entry], Differences | None] = lambda entry: None
        """Gives the merged text of an entry, or None while it is being prepared."""
        self._lines: list[_Line] = []

    # What is listed.

    def show(self, entries: Sequence[Entry], note: str) -> None:
        """List the twins of an article, or say why there are none."""
        self.entries, self.note = entries, note
        self.shown = 0 if entries else None
        self.top = self.cursor = 0
        self._build()
        self._point_at_shown()
        across = len({entry.twin.document for entry in entries if not entry.twin.within})
        within = sum(entry.twin.within for entry in entries)
        counts = [plural(across, "document")] if across else []
        counts += [f"{within:,} within"] if within else []
        self.border_title = Content(" · ".join(["Repeats", *counts]))

    def show_passage(self, passage: Passage | None) -> None:
        """Show the best twin of the passage under the page's cursor."""
        if passage is None or (self.shown is not None and self.entries[self.shown].passage == passage):
            return
        for index, entry in enumerate(self.entries):
            if entry.passage == passage:
                self.shown = index
                self._build()
                self._point_at_shown()
                return

    def differences_ready(self) -> None:
        """Draw anew: `differences_of` has an answer that it did not have before."""
        self._build()

    def chosen(self) -> Entry | None:
        """The twin that is shown in full."""
        return self.entries[self.shown] if self.shown is not None and self.shown < len(self.entries) else None

    def on_resize(self) -> None:
        self._build()

    def _point_at_shown(self) -> None:
        for number, line in enumerate(self._lines):
            if line.opens and line.entry == self.shown:
                self.cursor = number
                last = number
                while last + 1 < len(self._lines) and self._lines[last + 1].entry == self.shown:
                    last += 1
                height = max(1, self.content_size.height)
                if not self.top <= number or last >= self.top + height:
                    self.top = max(0, min(number - 1, len(self._lines) - height))
                break
        self.lines_changed()

    def _build(self) -> None:
        width = max(8, self.content_size.width - 1)
        self._lines = lines = []
        if not self.entries:
            table = wrap(self.note, 0, len(self.note), width - 2)
            for start, end in zip(table.starts, table.ends, strict=True):
                lines.append(_Line(((f" {self.note[start:end]}", "repeats--note"),)))
            self.lines_changed()
            return
        section: bool | None = None
        for index, entry in enumerate(self.entries):
            if entry.twin.within != section:
                section = entry.twin.within
                if lines:
                    lines.append(_Line(()))
                title = "Again in this document" if section else "In other documents"
                lines.append(_Line(((f" {title}", "repeats--section"),)))
            self._build_entry(index, entry, width)
        self.lines_changed()

    def _build_entry(self, index: int, entry: Entry, width: int) -> None:
        percent = f"{min(99, round(entry.twin.similarity * 100)) if entry.twin.similarity < 1 else 100:>3}% "
        room = width - len(percent) - 2
        name, style = (
            (crop_at_word(safe_line(entry.article), room), "repeats--article")
            if entry.twin.within
            else (crop(safe_line(entry.document), room), "repeats--document")
        )
        head = _Line(((" ", style), (percent, "repeats--similarity"), (name, style)), index, opens=True)
        self._lines.append(head)
        if index != self.shown:
            return
        if not entry.twin.within:
            article = crop_at_word(safe_line(entry.article), width - 7)
            self._lines.append(_Line((("      ", "repeats--same"), (article, "repeats--article")), index))
        merged = self.differences_of(entry)
        if merged is None:
            self._lines.append(_Line(((" …", "repeats--note"),), index))
            return
        table = wrap(merged.text, 0, len(merged.text), width - 3)
        for start, end in zip(table.starts, table.ends, strict=True):
            pieces = [
                (merged.text[max(start, first) : min(end, last)], PART_STYLES[kind])
                for first, last, kind in _joined(merged)
                if first < end and start < last
            ]
            self._lines.append(_Line((("  ", "repeats--same"), *pieces), index))
        self._lines.append(_Line((), index))

    def line_count(self) -> int:
        return len(self._lines)

    # Drawing.

    def draw_line(self, line: int, width: int) -> list[Segment]:
        drawn = self._lines[line]
        cursor = self.cursor_overlay if line == self.cursor and self.entries else None
        segments = [Segment(text, self.style_of(name, cursor)) for text, name in drawn.pieces]
        if cursor:
            used = sum(cell_len(text) for text, _ in drawn.pieces)
            segments.append(Segment(" " * max(0, width - used), self.style_of("repeats--same", cursor)))
        return segments

    # Acting.

    def can_rest_on(self, line: int) -> bool:
        return not self.entries or self._lines[line].entry is not None

    def cursor_moved(self) -> None:
        line = self._lines[self.cursor]
        if line.entry is None or line.entry == self.shown:
            return
        self.shown = line.entry
        row = self.cursor - self.top
        self._build()
        for number, built in enumerate(self._lines):
            if built.opens and built.entry == self.shown:
                self.cursor = number
        self.scroll_top(self.cursor - row)
        self.refresh()
        self.post_message(self.Chosen(self.entries[self.shown]))

    def action_jump(self) -> None:
        if entry := self.chosen():
            self.post_message(self.JumpWanted(entry))


def _joined(merged: Differences) -> list[tuple[int, int, str]]:
    """The parts with the spaces between them given to the part before."""
    starts = [start for start, _, _ in merged.parts[1:]] + [len(merged.text)]
    return [(start, following, kind) for (start, _, kind), following in zip(merged.parts, starts, strict=True)]
