"""A key that is followed by another: what can follow is listed at the foot of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from reader.tui.keymaps import KeyedApp
from reader.tui.keys import Keys
from reader.tui.safe import safe
from reader.tui.screens.layer import Layer

MOST_LINES = 12
"""More choices than this would cover what the choice is about; they hold all the same."""


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


class Chooser(Layer[str | None]):
    """Waits for one key; gives back what it stands for, None if it was escape or a key that means nothing here."""

    DEFAULT_CSS = """
    Chooser { align: center bottom; }
    Chooser > Static {
        width: 100%; height: auto; padding: 0 1; background: $surface;
        border-top: heavy $primary; border-title-color: $primary; border-title-style: bold;
        border-subtitle-color: $text-muted;
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice], *, letters: str = "", hint: str = "") -> None:
        """`letters`: characters that may be typed without being listed; `hint` is said when nothing is listed."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._letters = letters
        self._hint = hint

    def compose(self) -> ComposeResult:
        widest = max((len(choice.shown) for choice in self._choices), default=0)
        lines = [
            Content.assemble(Content.styled(f"{choice.shown:<{widest}}  ", "bold $primary"), safe(choice.label))
            for choice in self._choices[:MOST_LINES]
        ]
        if more := len(self._choices) - len(lines):
            lines.append(Content.styled(f"   … and {more} more", "$foreground 50%"))
        if self._hint:
            lines.append(Content.styled(self._hint, "$foreground 65%"))
        box = Static(Content("\n").join(lines))
        box.border_title = Content(self._title)
        box.border_subtitle = Content("esc cancels")
        yield box

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
