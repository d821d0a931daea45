"""A key that is followed by another: what can follow is listed at the foot of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from reader.tui.fitting import LEAST_CELLS
from reader.tui.keymaps import KeyedApp
from reader.tui.keys import Keys
from reader.tui.safe import crop_at_word, safe_line
from reader.tui.screens.layer import Layer
from reader.tui.wrapping import wrapped

MOST_LINES = 12
"""More choices than this would cover what the choice is about; they hold all the same."""

LINES_AROUND = 4
"""Of the screen, that are no choices: the border, what is said below them, and one to know where one is."""

CANCELLING = ("escape", "q", "ctrl+c")
"""Keys that close it and mean that."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A key, and what it would do."""

    keys: tuple[str, ...]
    """By the names under which they arrive."""
    shown: str
    """The first of them, for the screen."""
    label: str
    gives: str
    """What is given back."""
    aside: str = ""
    """What stands at the end of its line."""


class Chooser(Layer[str | None]):
    """Waits for one key; gives back what it stands for, None if it was escape or a key that means nothing here."""

    DEFAULT_CSS = """
    Chooser { align: center bottom; }
    Chooser > Static {
        width: 100%; height: auto; padding: 0 1; background: $surface;
        border-top: heavy $primary; border-title-color: $primary; border-title-style: bold;
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice], *, letters: str = "", hint: str = "") -> None:
        """`letters`: characters that may be typed without being listed; `hint` is said below them."""
        super().__init__()
        self._title = title
        self._choices = list(choices)
        self._letters = letters
        self._hint = hint
        self._box = Static()

    def compose(self) -> ComposeResult:
        self._box.border_title = Content(self._title)
        yield self._box

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._show()

    def offer(self, choices: Sequence[Choice]) -> None:
        """List some more, that were looked for meanwhile."""
        if self.is_attached:
            self._choices += choices
            self._show()

    def _show(self) -> None:
        room = max(1, min(MOST_LINES, self.size.height - LINES_AROUND))
        widest = max((len(choice.shown) for choice in self._choices), default=0)
        lines: list[Content] = []
        shown = 0
        for choice in self._choices:
            taken = self._lines(choice, widest)
            if shown and len(lines) + len(taken) > room:
                break
            lines += taken
            shown += 1
        if more := len(self._choices) - shown:
            lines.append(Content.styled(f"   … and {more} more", "$foreground 50%"))
        lines.append(Content.styled(" · ".join(filter(None, (self._hint, "esc cancels"))), "$foreground 65%"))
        self._box.update(Content("\n").join(lines))

    def _lines(self, choice: Choice, widest: int) -> list[Content]:
        """A choice; where its label is wider than the screen, the rest hangs under it."""
        key = Content.styled(f"{choice.shown:<{widest}}  ", "bold $primary")
        label, aside = safe_line(choice.label), safe_line(choice.aside)
        room = self.size.width - 2 - widest - 2
        if not aside:
            first, *others = wrapped(label, max(LEAST_CELLS, room)) or [label]
            return [Content.assemble(key, first), *(Content(" " * (widest + 2) + line) for line in others)]
        label = crop_at_word(label, room - cell_len(aside) - 2)
        gap = " " * max(1, room - cell_len(label) - cell_len(aside))
        return [Content.assemble(key, label, gap, Content.styled(aside, "$foreground 65%"))]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key has its usual meaning here."""
        return action != "leave" and super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        typed = event.character or ""
        chosen = next((choice.gives for choice in self._choices if event.key in choice.keys), None)
        given = chosen or (typed if typed and typed in self._letters else None)
        self.dismiss(given)
        if given is None and event.key not in CANCELLING:
            key = self.app.get_key_display(Binding(event.key, ""))
            self.app.notify(f"{key} stands for nothing there.", markup=False, timeout=2)

    def on_click(self) -> None:
        self.dismiss(None)


def choose(screen: Screen[None], title: str, table: Keys, *, only: str = "") -> None:
    """Ask for one of the keys of a table, and do what it stands for; `only` for those whose ids begin so."""
    app = screen.app
    choices = []
    for id_, default, action, label in table:
        keys = app.keys.get(id_, ()) if isinstance(app, KeyedApp) else (default,)
        if keys and id_.startswith(only):
            choices.append(Choice(keys, app.get_key_display(Binding(keys[0], "")), label, action))

    async def done(action: str | None) -> None:
        if action is not None:
            await screen.run_action(action)

    app.push_screen(Chooser(title, choices), done)
