"""The line in which a filter is typed, above contents."""

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input

from reader.tui.keys import FILTER, bindings


class FilterInput(Input):
    """A prompt that keeps the list usable while one types, as fzf does.

    | key | does |
    |---|---|
    | letters | narrow the list |
    | ↓ ↑ | move in the list |
    | enter | open what the cursor is on |
    | esc | put everything back |
    """

    BINDINGS = bindings(FILTER, typing=True)

    @dataclass
    class Pointed(Message):
        """Move the cursor of the list."""

        lines: int

    @dataclass
    class Accepted(Message):
        """Open what the cursor of the list is on."""

    @dataclass
    class Cancelled(Message):
        """Put everything back as it was."""

    def __init__(self, value: str = "") -> None:
        super().__init__(value, placeholder="Filter titles", id="filter", select_on_focus=False)

    def action_point(self, lines: int) -> None:
        self.post_message(self.Pointed(lines))

    def action_open(self) -> None:
        self.post_message(self.Accepted())

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled())
