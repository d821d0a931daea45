"""A layer over the reading screen: closed once, however many keys ask for it, and deaf to what comes after that."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import LEAVING, bindings
from reader.tui.screens.below import Below

Result = TypeVar("Result")


class Layer(ModalScreen[Result], Below[Result]):
    """Lies over the screen below, most often as a box in its middle.

    Keys that were typed ahead may ask again for what has been done: Textual would close the screen below.
    """

    DEFAULT_CSS = """
    Layer { align: center middle; }
    Layer > Vertical, Layer > VerticalScroll {
        max-width: 100%; padding: 0 1;
        background: $surface; border: round $primary; border-title-color: $primary;
    }
    """

    BINDINGS = bindings(LEAVING, typing=True)

    def on_mount(self) -> None:
        use_chosen_keys(self)

    async def action_leave(self) -> None:
        await self.app.action_quit()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
