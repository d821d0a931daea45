"""From a thread that worked for a widget back to the screen."""

from collections.abc import Callable

from textual.widget import Widget


def take_in(widget: Widget, take: Callable[..., object], *found: object) -> None:
    """In a thread: hand what was found to the widget that asked, unless its layer has been closed meanwhile."""

    def taken() -> None:
        if widget.is_attached:
            take(*found)

    widget.app.call_from_thread(taken)
