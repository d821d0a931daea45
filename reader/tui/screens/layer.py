"""A layer over the reading screen: closed once, however many keys ask for it, and deaf to what comes after that."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Layer(ModalScreen[Result]):
    """Keys that were typed ahead may ask again for what has been done: Textual would close the screen below."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
