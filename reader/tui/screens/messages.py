"""Over the reading screen: all that the program has said since it was started."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from reader.tui.keys import OVERLAY, bindings
from reader.tui.panes.output import OutputLines
from reader.tui.screens.layer import Layer


class MessagesScreen(Layer[None]):
    """The messages, the last first, each in full."""

    BINDINGS = bindings(OVERLAY[:1])

    DEFAULT_CSS = """
    MessagesScreen > Vertical { width: 90%; max-width: 110; height: 80%; }
    MessagesScreen OutputLines { height: 1fr; background: $surface; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._lines = OutputLines()
        self._lines.add_class("-plain")

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Messages")
            box.border_subtitle = Content("esc closes")
            yield self._lines

    def on_mount(self) -> None:
        self._lines.show(self._text or "Nothing has been said yet.")
        self.set_focus(self._lines)
