"""The command palette: everything that a key can do, and the themes, found by a few letters of what they are called.

A number is a line to go to, as in vim and less, and what these call quitting does that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
from textual.timer import Timer

from reader.find.fuzzy import positions
from reader.tui.commands import FURTHER_WORDS, WITHOUT_KEYS, Command, Commands
from reader.tui.keymaps import KeyedApp
from reader.tui.keys import CHOICES, EVERYWHERE, MOVES, PLACES
from reader.tui.line_view import MOST_DIGITS, LineView
from reader.tui.panes.prompt import Prompt
from reader.tui.safe import crop
from reader.tui.screens.layer import Layer

NOTHING = "Nothing is called that."

REST_SECONDS = 0.08
"""A theme is shown when the cursor has not moved on for this long: it takes 90 ms of computing."""

APART = "Letters here and there"
"""Above what might be meant, below what is."""


def commands_of(screen: Screen[None]) -> list[Command]:
    """What can be done on a screen with panes; what acts in the focused pane comes before what acts in others."""
    app = screen.app
    if not isinstance(app, KeyedApp):
        return []
    focused = screen.focused.id if screen.focused and screen.focused.id else ""
    found: list[Command] = []
    tables = (*PLACES, (WITHOUT_KEYS, EVERYWHERE))
    for table, where in sorted(tables, key=lambda place: (place[0] is MOVES, focused not in place[1])):
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
            if any(command.label == label for command in found):
                continue  # what two panes have acts in the one that comes first
            if label and node is not None and method != "action_commands":
                shown = dict.fromkeys(app.get_key_display(Binding(key, "")) for key in app.keys.get(id_, ()))
                both = (app.key_of(asking), app.key_of(id_)) if asking else ()
                found.append(
                    Command(
                        label,
                        " ".join(both or shown) if all(both) else "",
                        action,
                        node,
                        id_,
                        words=FURTHER_WORDS.get(id_, ""),
                    )
                )
    found += (_theme_command(app, name) for name in sorted(app.available_themes))
    return found


def _theme_command(app: KeyedApp, name: str) -> Command:
    words = f"{FURTHER_WORDS['app.theme']} {'dark' if app.available_themes[name].dark else 'light'}"
    in_use = "in use" if name == app.theme else ""
    return Command(f"Theme: {name}", in_use, f"theme({name!r})", app, "app.theme", theme=name, words=words)


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
        self._commands = Commands(commands)
        self._to_line = to_line
        self._meant = self._commands.meant("")

    def find(self, query: str) -> None:
        """List what is meant, best first; everything in its order for an empty query."""
        query = query.strip()
        self._meant = self._commands.meant(query)
        if query.isdecimal() and len(query) <= MOST_DIGITS:
            self._meant = replace(self._meant, called=[self._to_line(int(query)), *self._meant.called])
        self.cursor = self.top = 0
        if query and self._meant.called and self._meant.called[0].theme:  # of the themes, begin with that in use
            in_use = (at for at, command in enumerate(self._meant.called) if command.theme == self.app.theme)
            self.cursor = next(in_use, 0)
        self.lines_changed()
        self.show_cursor()

    def chosen(self) -> Command | None:
        """The command under the cursor."""
        return self._command(self.cursor)

    def _command(self, line: int) -> Command | None:
        """What stands on a line; None where that says what stands below it, or that there is nothing."""
        called, perhaps = self._meant.called, self._meant.perhaps
        if line < len(called):
            return called[line]
        place = line - len(called) - 1
        return perhaps[place] if 0 <= place < len(perhaps) else None

    def line_count(self) -> int:
        called, perhaps = len(self._meant.called), len(self._meant.perhaps)
        return max(1, called + perhaps + (perhaps > 0))

    def can_rest_on(self, line: int) -> bool:
        return self._command(line) is not None

    def draw_line(self, line: int, width: int) -> list[Segment]:
        command = self._command(line)
        if command is None:
            return [Segment(f" {self._note()}"[:width], self.style_of("line--note"))]
        overlay = "cursor-focused" if line == self.cursor else None
        style, match = self.style_of("line--text", overlay), self.style_of("line--match", overlay)
        room = max(0, width - cell_len(command.keys) - 3)
        pattern = self._meant.pattern
        matched = frozenset(positions(command.label, pattern)) if pattern else frozenset()
        segments = [Segment(" ", style)]
        for at, character in enumerate(crop(command.label, room)):
            segments.append(Segment(character, match if at in matched else style))
        used = sum(cell_len(segment.text) for segment in segments)
        gap = " " * max(0, width - used - cell_len(command.keys) - 1)
        keys = Segment(f"{command.keys} ", self.style_of("line--note", overlay))
        return [*Segment.simplify(segments), Segment(gap, style), keys]

    def _note(self) -> str:
        if self._meant.called:
            return APART
        return f"{NOTHING} {'↓ for what is like it' if self._meant.perhaps else 'Fewer letters find more.'}"

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
        self._theme = ""
        """The one in use."""
        self._rest: Timer | None = None
        self._prompt = Prompt("command", "What to do, or a line to go to")
        self._list = CommandList(commands, to_line)

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Commands")
            box.border_subtitle = Content("enter does it · esc closes")
            yield self._prompt
            yield self._list

    def on_mount(self) -> None:
        self._theme = self.app.theme
        self._list.can_focus = False
        self.set_focus(self._prompt)

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self._preview(None)
        self._list.find(event.value)

    @on(Prompt.Pointed)
    def _pointed(self, event: Prompt.Pointed) -> None:
        self._list.move_to(self._list.cursor + event.hits, step=event.hits)
        self._stop_resting()
        self._rest = self.set_timer(REST_SECONDS, lambda: self._preview(self._list.chosen()))

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()

    def _preview(self, command: Command | None) -> None:
        """Show the theme that a command would choose, or the one in use again."""
        self._stop_resting()
        theme = (command.theme if command else "") or self._theme
        if theme != self.app.theme:
            self.app.theme = theme

    @on(Prompt.Accepted)
    @on(CommandList.Clicked)
    def _accepted(self) -> None:
        if command := self._list.chosen():
            self.dismiss(command)

    @on(Prompt.Cancelled)
    def _cancelled(self) -> None:
        self._preview(None)
        self.dismiss(None)
