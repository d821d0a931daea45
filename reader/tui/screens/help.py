"""Help: the keys of the pane that had the focus, then those that work everywhere, as they are bound now."""

from collections.abc import Iterable
from textwrap import wrap

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from reader.tui.keymaps import naming_key
from reader.tui.keys import HELP, OVERLAY, bindings
from reader.tui.legend import LEGEND
from reader.tui.line_view import OVERLAP_LINES
from reader.tui.panes.prompt import Prompt, close_prompt, open_prompt, show_prompt
from reader.tui.screens.layer import Layer

KEY_CELLS = 19
"""Before what the keys do."""

LEAST_LABEL_CELLS = 12

PROMPT = "help-filter"

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


Groups = list[tuple[str, list[tuple[str, str]]]]
"""Headings with (keys, what they do)."""


def narrowed(groups: Groups, query: str) -> Groups:
    """What a query is about: the key that it is, else whatever says each of its words, in headings, too."""
    from reader.text.fold import fold

    of_key = [(heading, [row for row in rows if query in row[0].split()]) for heading, rows in groups]
    if any(rows for _, rows in of_key):
        return _with_rows(of_key)
    words = fold(query).split()
    return _with_rows(
        (heading, [row for row in rows if all(word in fold(f"{heading} {' '.join(row)}") for word in words)])
        for heading, rows in groups
    )


def _with_rows(groups: Iterable[tuple[str, list[tuple[str, str]]]]) -> Groups:
    return [(heading, rows) for heading, rows in groups if rows]


class HelpScreen(Layer[None]):
    """A list of keys over the reading screen, narrowed by what is typed."""

    BINDINGS = bindings((*OVERLAY, *HELP))

    DEFAULT_CSS = """
    HelpScreen > VerticalScroll {
        width: 64; height: 90%; padding: 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    HelpScreen Prompt { dock: top; }
    """

    def __init__(self, groups: Groups) -> None:
        super().__init__()
        self._groups = groups
        self._query = ""
        self._box = VerticalScroll(can_focus=False)
        self._list = Static()

    def compose(self) -> ComposeResult:
        with self._box as box:
            box.border_title = Content("Keys")
            yield self._list
        self._say_ways()

    def _say_ways(self) -> None:
        """Name the ways out of where one is."""
        reading = f"{naming_key(self, 'help.filter', '{} narrows · ')}esc closes"
        is_typing = isinstance(self.focused, Prompt)
        self._box.border_subtitle = Content("⏎ reads on · esc shows all" if is_typing else reading)

    def on_descendant_focus(self) -> None:
        self._say_ways()

    def on_descendant_blur(self) -> None:
        self._say_ways()

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)  # when the box has its width

    def _lay_out(self) -> None:
        """Write the list with each label in lines below each other."""
        room = max(LEAST_LABEL_CELLS, self._box.scrollable_content_region.width - KEY_CELLS)
        parts: list[Content] = []
        for heading, keys in self._shown():
            parts.append(Content.styled(f"\n{heading}\n", "bold $secondary"))
            for key, label in keys:
                lines = ("\n" + " " * KEY_CELLS).join(wrap(label, room))
                name = f"{key} ".ljust(KEY_CELLS)
                parts.append(Content.assemble(Content.styled(name, "$primary"), Content(f"{lines}\n")))
        self._list.update(Content("").join(parts) or Content("\nNo key is about this."))

    def _shown(self) -> Groups:
        query = self._query.strip()
        return narrowed(self._groups, query) if query else self._groups

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, keys are letters."""
        return not isinstance(self.focused, Prompt)

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

    async def action_filter(self) -> None:
        """Narrow the list by what is typed."""
        if prompt := open_prompt(self, PROMPT):
            self.set_focus(prompt)
            prompt.action_select_all()  # as in the finder: what is typed replaces what was looked for
        else:
            await show_prompt(Prompt(PROMPT, "A key, or words"), self._list)

    def _narrow(self, query: str) -> None:
        self._query = query
        self._scroll(0)
        self._lay_out()

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self._narrow(event.value)

    @on(Prompt.Pointed)
    def _pointed(self, event: Prompt.Pointed) -> None:
        self.action_scroll(event.hits)

    @on(Prompt.Accepted)
    def _accepted(self) -> None:
        self.set_focus(None)  # the list stays as it is, and its keys act

    @on(Prompt.Cancelled)
    async def _cancelled(self) -> None:
        self.set_focus(None)
        self._narrow("")
        await close_prompt(self, PROMPT)


def help_groups(screen: Screen[None]) -> Groups:
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
