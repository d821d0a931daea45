"""A screen over which a layer may lie, and which goes on changing meanwhile."""

from typing import TypeVar

from textual.screen import Screen

Result = TypeVar("Result")


class Below(Screen[Result]):
    """What changes below a layer is painted once.

    Textual 8.2 hands it on to the layer, and then asks to paint it once more in the screen below, whose turn never
    comes: from then on whatever happens there, if only a clock ticks, would paint all of the terminal anew.
    """

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            self._repaint_required = False
            self._exchange_repaint_regions()
