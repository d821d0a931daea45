"""The two lines at the foot of the screen: where one is, and the keys that matter here."""

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from reader.tui.hints import HINTS

HELP, WAY_OUT = ".help", ".close"
"""How the ids of hints end that are there before all others where there is little room: they lead to everything else,
and out."""


class StatusBar(Widget):
    """Position on the left, a count that is being typed and what the program is doing on the right."""

    DEFAULT_CSS = "StatusBar { height: 1; }"

    class ActivityClicked(Message):
        """The user wants to know more about what is said at the right."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._position = Content("")
        self._activity = Content("")
        self._count = ""

    def set_position(self, position: Content) -> None:
        """Say where the reader is."""
        if position != self._position:
            self._position = position
            self.refresh()

    def set_activity(self, activity: Content) -> None:
        """Say what is going on; empty when nothing is."""
        if activity != self._activity:
            self._activity = activity
            self.refresh()

    def set_count(self, count: str) -> None:
        """Show the number typed so far for the key to come; empty if none is being typed."""
        if count != self._count:
            self._count = count
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        if self._activity and event.x >= self.size.width - self._activity.cell_length - 1:
            self.post_message(self.ActivityClicked())

    def render(self) -> Content:
        width = self.content_size.width
        parts = [Content.styled(self._count, "bold")] if self._count else []
        parts += [self._activity] if self._activity else []
        right = Content("  ").join(parts).truncate(width, ellipsis=True)
        room = max(0, width - right.cell_length - (2 if right.cell_length else 0))
        position = self._position.truncate(room, ellipsis=True)
        return Content.assemble(position, " " * max(0, width - position.cell_length - right.cell_length), right)


class KeyHints(Widget):
    """The few keys that matter for the focused pane, as they are bound now; a click presses one."""

    DEFAULT_CSS = "KeyHints { height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="hints")
        self._area = ""
        self._variants: dict[str, str] = {}
        self._drawn = Content("")

    def set_area(self, area: str) -> None:
        """Show the keys of something that is going on, instead of those of the focused pane; empty for the pane."""
        if area != self._area:
            self._area = area
            self.refresh()

    def set_variant(self, pane: str, variant: str) -> None:
        """Show the keys that a pane has in a state, if it has others there: `filter-empty` when "empty"."""
        if variant != self._variants.get(pane, ""):
            self._variants[pane] = variant
            self.refresh()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    async def on_click(self, event: events.Click) -> None:
        end = 0
        for part, active in self._hints():
            end += part.cell_length
            if event.x < end:
                await self.app.run_action(active.binding.action, active.node)
                return

    def render(self) -> Content:
        # A terminal that is not typed in takes the focus from the pane, not its keys; there may have been none to take.
        if self.app.app_focus or self.screen.focused is not None or not self._drawn:
            self._drawn = Content.assemble(*(part for part, _ in self._hints()))
        return self._drawn

    def _hints(self) -> list[tuple[Content, ActiveBinding]]:
        """What is shown, from left to right, as far as there is room."""
        focused = self.screen.focused
        pane = (focused.name or focused.id or "") if focused else None
        names = (f"{pane}-{self._variants.get(pane or '', '')}", self._area or pane or "")
        wanted = next((HINTS[name] for name in names if pane is not None and name in HINTS), HINTS[""])
        bound = self._bound()
        hints = {
            id_: (self._hint(active, label), active) for id_, label in wanted if (active := bound.get(id_)) is not None
        }
        room = self.content_size.width
        fitting = set()
        full = False
        kept = {id_ for id_ in hints if id_.endswith((HELP, WAY_OUT))}
        for id_ in sorted(hints, key=lambda id_: id_ not in kept):
            cells = hints[id_][0].cell_length
            if id_ not in kept:
                full = full or cells > room  # what matters less does not take its place
            if cells <= room and not full:
                room -= cells
                fitting.add(id_)
        return [hints[id_] for id_ in hints if id_ in fitting]

    def _hint(self, active: ActiveBinding, label: str) -> Content:
        return Content.assemble(
            Content.styled(f" {self.app.get_key_display(active.binding)} ", "bold $primary"),
            Content.styled(f"{label}  ", "$foreground 65%"),
        )

    def _bound(self) -> dict[str | None, ActiveBinding]:
        """The binding to show for each id: that of the key which its own widget names first."""
        active = self.screen.active_bindings  # worked out at each look
        bound: dict[str | None, ActiveBinding] = {}
        for node in {binding.node for binding in active.values()}:
            for bindings in node._bindings.key_to_bindings.values():
                for binding in bindings:
                    if binding.key in active and active[binding.key].binding == binding:
                        bound.setdefault(binding.id, active[binding.key])
        return bound
