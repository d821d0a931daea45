"""Help: the keys of the pane that had the focus, then those that work everywhere, as they are bound now."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import OVERLAY, bindings
from reader.tui.line_view import OVERLAP_LINES
from reader.tui.screens.layer import Layer


class HelpScreen(Layer[None]):
    """A list of keys over the reading screen."""

    BINDINGS = bindings(OVERLAY)

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll {
        width: 64; max-width: 100%; height: auto; max-height: 90%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 2;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """`groups` are headings with (keys, what they do)."""
        super().__init__()
        self._groups = groups
        self._box = VerticalScroll(can_focus=False)

    def compose(self) -> ComposeResult:
        parts: list[Content] = []
        for heading, keys in self._groups:
            parts.append(Content.styled(f"\n{heading}\n", "bold $secondary"))
            for key, label in keys:
                parts.append(Content.assemble(Content.styled(f"{key:<18} ", "$primary"), Content(f"{label}\n")))
        with self._box as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("esc closes")
            yield Static(Content("").join(parts))

    def on_mount(self) -> None:
        use_chosen_keys(self)

    def _scroll(self, y: float) -> None:
        self._box.scroll_to(y=y, animate=False, immediate=True)

    def action_scroll(self, lines: int) -> None:
        self._scroll(self._box.scroll_y + lines)

    def action_page(self, pages: int) -> None:
        self._scroll(self._box.scroll_y + pages * (self._box.size.height - OVERLAP_LINES))

    def action_top(self) -> None:
        self._scroll(0)

    def action_bottom(self) -> None:
        self._scroll(self._box.max_scroll_y)
