"""A layer over the reading screen: closed once, however many keys ask for it, and deaf to what comes after that."""

from collections.abc import Callable
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.widget import Widget

Result = TypeVar("Result")


class Layer(ModalScreen[Result]):
    """Keys that were typed ahead may ask again for what has been done: Textual would close the screen below."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


def take_in(widget: Widget, take: Callable[..., object], *found: object) -> None:
    """In a thread: hand what was found to the widget that asked, unless its layer has been closed meanwhile."""

    def taken() -> None:
        if widget.is_attached:
            take(*found)

    widget.app.call_from_thread(taken)
