"""The command palette: everything that a key can do, and the themes, found by a few letters of what they are called.

A number is a line to go to, as in vim and less, and what these call quitting does that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen

from reader.find.fuzzy import positions, search
from reader.find.pattern import Pattern, parse
from reader.find.titles import Titles
from reader.tui.keymaps import KeyedApp
from reader.tui.keys import CHOICES, MOVES, PLACES
from reader.tui.line_view import MOST_DIGITS, LineView
from reader.tui.panes.prompt import Prompt
from reader.tui.safe import crop
from reader.tui.screens.layer import Layer

ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(("q", "q!", "qa", "qa!", "quit", "exit", "wq", "wq!", "wqa", "x", "xa"), "app.quit"),
    **dict.fromkeys(("h", "help"), "app.help"),
    "w": "made.save",
    "e": "read.edit",
}
"""What vim and less call some commands, which are the first ones listed for it; by the ids of their keys."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done."""

    label: str
    keys: str
    """As they are shown; empty if no key does it. Of the theme that is in use, that it is."""
    action: str
    node: DOMNode
    """What acts."""
    id: str = ""
    """Of its keys."""

    @property
    def kind_length(self) -> int:
        """Characters of what it is called, up to a colon: of what fits as well the shorter is likelier, but of themes
        none is."""
        return len(self.label.partition(":")[0])


def commands_of(screen: Screen[None]) -> list[Command]:
    """What can be done on a screen with panes; what acts in the focused pane comes before what acts in others."""
    app = screen.app
    if not isinstance(app, KeyedApp):
        return []
    focused = screen.focused.id if screen.focused and screen.focused.id else ""
    found: list[Command] = []
    for table, where in sorted(PLACES, key=lambda place: (place[0] is MOVES, focused not in place[1])):
        panes = sorted(where, key=lambda pane: pane != focused)
        nodes: list[DOMNode] = [node for pane in panes for node in screen.query(f"#{pane}")]
        asking = next((id_ for id_, choices in CHOICES.items() if choices is table), "")
        if not nodes and not asking:
            continue
        for id_, _, action, label in table:
            name = action.partition("(")[0]
            method = f"action_{name.removeprefix('app.')}"
            acting: tuple[DOMNode, ...] = (app,) if name.startswith("app.") else (*nodes, screen)
            node = next((node for node in acting if hasattr(node, method)), None)
            if label and node is not None and method != "action_commands":
                shown = dict.fromkeys(app.get_key_display(Binding(key, "")) for key in app.keys.get(id_, ()))
                both = (app.key_of(asking), app.key_of(id_)) if asking else ()
                found.append(Command(label, " ".join(both or shown) if all(both) else "", action, node, id_))
    found += (
        Command(f"Theme: {name}", "in use" if name == app.theme else "", f"theme({name!r})", app)
        for name in sorted(app.available_themes)
    )
    return found


def open_commands(screen: Screen[None]) -> None:
    """Show the palette over a screen and do what is chosen."""

    async def done(command: Command | None) -> None:
        if command is not None:
            await screen.app.run_action(command.action, command.node)

    def to_line(line: int) -> Command:
        return Command(f"Go to line {line:,}", "", f"go_to_line({line})", screen)

    screen.app.push_screen(CommandPalette(commands_of(screen), to_line), done)


class CommandList(LineView):
    """The commands that match."""

    plain_style = "line--text"

    @dataclass
    class Clicked(Message):
        """A command was clicked."""

    def __init__(self, commands: Sequence[Command], to_line: Callable[[int], Command]) -> None:
        """`to_line` gives the command that a number stands for."""
        super().__init__(id="commands")
        self.add_class("-plain")
        self._commands = commands
        self._to_line = to_line
        self._titles = Titles([command.label for command in commands])
        self._shown = commands
        self._pattern: Pattern | None = None

    def find(self, query: str) -> None:
        """List what matches, best first; everything in its order for an empty query."""
        query = query.strip()
        self._pattern = parse(query) if query else None
        if self._pattern is None:
            self._shown = self._commands
        else:
            hits = list(search(self._titles, self._pattern, limit=len(self._commands)).hits)
            hits.sort(
                key=lambda hit: (hit.tier == "typo", -hit.score, self._commands[hit.index].kind_length, hit.index)
            )
            self._shown = [self._commands[hit.index] for hit in hits]
        called = [command for command in self._commands if command.id == ELSEWHERE.get(query)]
        if called:
            self._shown = [*called, *(command for command in self._shown if command not in called)]
        if query.isdecimal() and len(query) <= MOST_DIGITS:
            self._shown = [self._to_line(int(query)), *self._shown]
        self.cursor = self.top = 0
        self.lines_changed()

    def chosen(self) -> Command | None:
        """The command under the cursor."""
        return self._shown[self.cursor] if self._shown else None

    def line_count(self) -> int:
        return max(1, len(self._shown))

    def draw_line(self, line: int, width: int) -> list[Segment]:
        if not self._shown:
            return [Segment(" Nothing is called that. Fewer letters find more."[:width], self.style_of("line--note"))]
        command = self._shown[line]
        overlay = "cursor-focused" if line == self.cursor else None
        style, match = self.style_of("line--text", overlay), self.style_of("line--match", overlay)
        room = max(0, width - cell_len(command.keys) - 3)
        matched = frozenset(positions(command.label, self._pattern)) if self._pattern else frozenset()
        segments = [Segment(" ", style)]
        for at, character in enumerate(crop(command.label, room)):
            segments.append(Segment(character, match if at in matched else style))
        used = sum(cell_len(segment.text) for segment in segments)
        gap = " " * max(0, width - used - cell_len(command.keys) - 1)
        keys = Segment(f"{command.keys} ", self.style_of("line--note", overlay))
        return [*Segment.simplify(segments), Segment(gap, style), keys]

    def clicked(self, line: int, x: int) -> None:
        self.post_message(self.Clicked())


class CommandPalette(Layer[Command | None]):
    """A prompt over a list of commands; gives back the one that was chosen."""

    DEFAULT_CSS = """
    CommandPalette { align: center top; }
    CommandPalette > Vertical { width: 64; height: auto; max-height: 80%; margin: 1 0; padding: 0; }
    CommandPalette CommandList { height: 18; background: $surface; }
    """

    def __init__(self, commands: Sequence[Command], to_line: Callable[[int], Command]) -> None:
        super().__init__()
        self._prompt = Prompt("command", "What to do, or a line to go to")
        self._list = CommandList(commands, to_line)

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Commands")
            box.border_subtitle = Content("enter does it · esc closes")
            yield self._prompt
            yield self._list

    def on_mount(self) -> None:
        self._list.can_focus = False
        self.set_focus(self._prompt)

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self._list.find(event.value)

    @on(Prompt.Pointed)
    def _pointed(self, event: Prompt.Pointed) -> None:
        self._list.move_to(self._list.cursor + event.hits, step=event.hits)

    @on(Prompt.Accepted)
    @on(CommandList.Clicked)
    def _accepted(self) -> None:
        if command := self._list.chosen():
            self.dismiss(command)

    @on(Prompt.Cancelled)
    def _cancelled(self) -> None:
        self.dismiss(None)
