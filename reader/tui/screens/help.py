"""Help: the keys of the pane that had the focus, then those that work everywhere, as they are bound now."""

from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from reader.tui.keys import OVERLAY, bindings
from reader.tui.legend import LEGEND
from reader.tui.line_view import OVERLAP_LINES
from reader.tui.screens.layer import Layer

KEY_CELLS = 19
"""Before what the keys do."""

LEAST_LABEL_CELLS = 12

TITLES = {
    "contents": "Contents",
    "page": "Page",
    "repeats": "Repeats",
    "beside": "Side by side",
    "move": "Moving (a number before a key repeats it)",
    "read": "Reading",
    "made": "Marks, notes, copying",
    "pane": "Panes",
    "view": "View",
    "app": "Program",
}
"""Headings of the keys by the first part of their ids."""


class HelpScreen(Layer[None]):
    """A list of keys over the reading screen."""

    BINDINGS = bindings(OVERLAY)

    DEFAULT_CSS = """
    HelpScreen > VerticalScroll {
        width: 64; height: auto; max-height: 90%; padding: 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    """

    def __init__(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """`groups` are headings with (keys, what they do)."""
        super().__init__()
        self._groups = groups
        self._box = VerticalScroll(can_focus=False)
        self._list = Static()

    def compose(self) -> ComposeResult:
        with self._box as box:
            box.border_title = Content("Keys")
            box.border_subtitle = Content("esc closes")
            yield self._list

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)  # when the box has its width

    def _lay_out(self) -> None:
        """Write the list with each label in lines below each other."""
        room = max(LEAST_LABEL_CELLS, self._box.scrollable_content_region.width - KEY_CELLS)
        parts: list[Content] = []
        for heading, keys in self._groups:
            parts.append(Content.styled(f"\n{heading}\n", "bold $secondary"))
            for key, label in keys:
                lines = ("\n" + " " * KEY_CELLS).join(wrap(label, room))
                name = f"{key} ".ljust(KEY_CELLS)
                parts.append(Content.assemble(Content.styled(name, "$primary"), Content(f"{lines}\n")))
        self._list.update(Content("").join(parts))

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


def help_groups(screen: Screen[None]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Keys by group as they are bound now, those of the focused pane first, and last what signs mean."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.id or not binding.description:
            continue
        area = binding.id.partition(".")[0]
        keys, _ = groups.setdefault(area, {}).setdefault(binding.id, ([], binding.description))
        keys.append(screen.app.get_key_display(binding))
    focused = screen.focused.id if screen.focused else None
    bound = [
        (TITLES[area], [(" ".join(dict.fromkeys(keys)), label) for keys, label in groups[area].values()])
        for area in sorted(TITLES, key=lambda area: area != focused)
        if area in groups
    ]
    return [*bound, *LEGEND]
