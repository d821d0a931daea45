"""A line to type in above a list or a text, which stays usable meanwhile."""

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input

from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import PROMPT, bindings


class Prompt(Input):
    """A prompt like fzf's.

    | key | does |
    |---|---|
    | letters | search |
    | ↓ ↑ | next, previous hit |
    | enter | go there |
    | esc | put everything back |
    """

    BINDINGS = bindings(PROMPT, typing=True)

    @dataclass
    class Pointed(Message):
        """Move on by some hits, or back."""

        prompt: "Prompt"
        hits: int

        @property
        def control(self) -> "Prompt":
            return self.prompt

    @dataclass
    class ModeWanted(Message):
        """Read what is typed in another way."""

        prompt: "Prompt"

        @property
        def control(self) -> "Prompt":
            return self.prompt

    @dataclass
    class Accepted(Message):
        """Go to the hit."""

        prompt: "Prompt"

        @property
        def control(self) -> "Prompt":
            return self.prompt

    @dataclass
    class Cancelled(Message):
        """Put everything back as it was."""

        prompt: "Prompt"

        @property
        def control(self) -> "Prompt":
            return self.prompt

    def __init__(self, id: str, placeholder: str, value: str = "") -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False)

    def on_mount(self) -> None:
        use_chosen_keys(self)

    def action_point(self, hits: int) -> None:
        self.post_message(self.Pointed(self, hits))

    def action_mode(self) -> None:
        self.post_message(self.ModeWanted(self))

    def action_accept(self) -> None:
        self.post_message(self.Accepted(self))

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled(self))
