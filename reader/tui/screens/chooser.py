"""A key that is followed by another: what can follow is listed at the foot of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from reader.tui.safe import safe
from reader.tui.screens.layer import Layer

MOST_LINES = 12
"""More choices than this would cover what the choice is about; they hold all the same."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A key, and what it would do."""

    key: str
    """As it is typed."""
    label: str


class Chooser(Layer[str | None]):
    """Waits for one key; gives back what was typed, None if it was escape or a key that means nothing here."""

    DEFAULT_CSS = """
    Chooser { align: center bottom; }
    Chooser > Static {
        width: 100%; height: auto; padding: 0 1; background: $surface;
        border-top: heavy $primary; border-title-color: $primary; border-title-style: bold;
        border-subtitle-color: $text-muted;
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice], *, also: str = "", hint: str = "") -> None:
        """`also`: characters that may be typed without being listed; `hint` is said when nothing is listed."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._accepted = {choice.key for choice in choices} | set(also)
        self._hint = hint

    def compose(self) -> ComposeResult:
        lines = [
            Content.assemble(Content.styled(f"{choice.key:<3}", "bold $primary"), safe(choice.label))
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

    def on_key(self, event: events.Key) -> None:
        event.stop()
        typed = event.character or ""
        self.dismiss(typed if typed in self._accepted and typed else None)

    def on_click(self) -> None:
        self.dismiss(None)
