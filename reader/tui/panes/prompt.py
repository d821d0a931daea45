"""A line to type in above a list or a text, which stays usable meanwhile."""

from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from reader.text.controls import sanitise
from reader.tui.history import History
from reader.tui.in_order import act_at_once
from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import PROMPT, bindings

ASIDE_STYLE = "input--placeholder"
"""How it is drawn what a prompt says beside what is typed."""


class Closable:
    """Something to type in that goes away again."""

    closing = False
    """It is still on the screen, but nobody types in it any more."""


@dataclass
class PromptMessage(Message):
    """What somebody who types wants."""

    prompt: "Prompt"

    @property
    def control(self) -> "Prompt":
        return self.prompt


class Prompt(Input, Closable):
    """A prompt like fzf's.

    | key | does |
    |---|---|
    | letters | search |
    | ↓ ↑ | next, previous hit |
    | ctrl+p ctrl+n | what was looked for before, after that |
    | enter | go there |
    | esc | put everything back |
    """

    BINDINGS = bindings(PROMPT, typing=True)

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """Changes with every letter, and nothing has to be laid out for it: the line is as wide as there is room."""

    @dataclass
    class Pointed(PromptMessage):
        """Move on by some hits, or back."""

        hits: int

    class ModeWanted(PromptMessage):
        """Read what is typed in another way."""

    class Accepted(PromptMessage):
        """Go to the hit."""

    class Cancelled(PromptMessage):
        """Put everything back as it was."""

    def __init__(
        self, id: str, placeholder: str, value: str = "", *, history: History | None = None, name: str | None = None
    ) -> None:
        """`name`: of what is asked for, where a prompt of one id asks for several things."""
        super().__init__(value, placeholder=placeholder, id=id, name=name, select_on_focus=False)
        self._history = History() if history is None else history
        self._typed = value
        """What stood here before an older query was asked for."""
        self._back = 0
        """How many queries ago the one that is shown was accepted; 0 for what is being typed."""

        self._aside = ""

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self._history.load()

    def set_aside(self, aside: str) -> None:
        """Say at the right, as far as what is typed leaves room, how it is read."""
        self._aside = aside
        self.refresh()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        aside = f" {self._aside}"
        room = self.content_size.width - cell_len(aside)  # the strip goes on where what is typed is longer
        if not self._aside or cell_len(self.value or self.placeholder) >= room:
            return strip
        return Strip.join([strip.crop(0, room), Strip([Segment(aside, self.get_component_rich_style(ASIDE_STYLE))])])

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not is_alt(key) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if not self.check_consume_key(event.key, event.character):
            await act_at_once(self, event)
        if is_alt(event.key):
            event.prevent_default()  # many terminals send escape and the letter, which Input would type

    def on_paste(self, event: events.Paste) -> None:
        """All lines in one: Input takes only the first."""
        event.text = sanitise(" ".join(event.text.splitlines()))

    def action_point(self, hits: int) -> None:
        self.post_message(self.Pointed(self, hits))

    def action_mode(self) -> None:
        self.post_message(self.ModeWanted(self))

    def action_history(self, step: int) -> None:
        """To the query before the one that is shown, or to the one after it and at last to what was typed."""
        if self._back == 0 or self.value != self._history[self._back - 1]:
            self._typed, self._back = self.value, 0
        back = self._back + step
        while 0 < back <= len(self._history) and self._history[back - 1] == self.value:
            back += step
        if not 0 <= back <= len(self._history):
            self.app.bell()
            return
        self._back = back
        self.value = self._history[back - 1] if back else self._typed
        self.cursor_position = len(self.value)

    def action_accept(self) -> None:
        self._history.add(self.value)
        self.post_message(self.Accepted(self))

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled(self))


def is_alt(key: str) -> bool:
    """Whether a key is held together with alt: a key to act by, though it has a character."""
    return key.startswith("alt+")


def open_prompt(screen: Screen[Any], id: str) -> Prompt | None:
    """The prompt of this id that is open; one that is being closed is not."""
    found = open_editor(screen, id)
    return found if isinstance(found, Prompt) else None


def open_editor(screen: Screen[Any], id: str) -> Widget | None:
    """As `open_prompt`, of whatever one types in."""
    found = screen.query(f"#{id}")
    return next((editor for editor in found if isinstance(editor, Closable) and not editor.closing), None)


async def show_prompt(prompt: Widget, above: Widget) -> None:
    """Show a prompt above a pane and give it the focus; one of its id goes away before.

    Keys come to the program, and what they mean to the screen, each in a task of its own: a prompt may be asked for
    while the last one is being closed.
    """
    screen, parent = above.screen, above.parent
    while screen.query(f"#{prompt.id}"):
        await close_prompt(screen, prompt.id or "")
    if isinstance(parent, Widget):
        await parent.mount(prompt, before=above)
        screen.set_focus(prompt)


async def close_prompt(screen: Screen[Any], id: str) -> None:
    """Close the prompt of this id, if there is one. Give the focus to something else before: it ends last."""
    for prompt in list(screen.query(f"#{id}")):
        if isinstance(prompt, Closable):
            prompt.closing = True
        await prompt.remove()
