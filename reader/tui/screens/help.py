"""Help: the keys of the pane that had the focus, then those that work everywhere, as they are bound now."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class HelpScreen(ModalScreen[None]):
    """A list of keys over the reading screen."""

    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", id="help.close"),
        Binding("j,down", "scroll(1)", show=False, id="help.down"),
        Binding("k,up", "scroll(-1)", show=False, id="help.up"),
        Binding("space,pagedown", "scroll(10)", show=False, id="help.page-down"),
        Binding("b,pageup", "scroll(-10)", show=False, id="help.page-up"),
    ]

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

    def compose(self) -> ComposeResult:
        parts: list[Content] = []
        for heading, keys in self._groups:
            parts.append(Content.styled(f"\n{heading}\n", "bold $secondary"))
            for key, label in keys:
                parts.append(Content.assemble(Content.styled(f"{key:<18} ", "$primary"), Content(f"{label}\n")))
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("esc closes")
            yield Static(Content("").join(parts))

    def action_scroll(self, lines: int) -> None:
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_y + lines, animate=False, immediate=True)
