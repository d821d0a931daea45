"""Contents, page and repeats side by side, below each other or one at a time; which of them has the focus."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from reader.library.catalogue import Catalogue
from reader.tui.bars import KeyHints, StatusBar
from reader.tui.in_order import Awaited, Awaiting
from reader.tui.keymaps import naming_key, use_chosen_keys
from reader.tui.line_view import MOST_DIGITS, LineView
from reader.tui.panes.contents import Contents
from reader.tui.panes.page import Page
from reader.tui.panes.repeats import Repeats
from reader.tui.safe import safe
from reader.tui.screens.below import Below
from reader.tui.session import Session

PANES = ("contents", "page", "repeats")
"""Their ids, in reading order."""

LEAST_PANE_CELLS, LEAST_PANE_LINES = 20, 5
"""A pane is not made smaller than this."""

DIGIT_SECONDS = 2.0
"""Who typed a digit that chose a pane and then none for that long wanted the pane, not a number: Vim waits half as long
for the rest of a command (its timeoutlen)."""

PROMPT_PANES = {"filter": "contents", "search": "page", "note": "page", "ask": "page"}
"""The pane that a prompt belongs to."""


class ThreePanes(Below[None], Awaiting):
    """The layout of the main screen; what the panes show is not known here."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.awaited = Awaited()
        self.session = session
        self.catalogue: Catalogue = session.catalogue
        self.settings = session.settings
        self._layout = ""
        self.pane_sizes: dict[str, dict[str, int]] = {}
        """Width of contents or repeats, or the height of these below the page, where the user changed it, by layout."""
        self.pane = PANES[0]
        """The pane that has the focus, or had it last."""
        self._digits = ""
        """Digits that have just chosen panes, one after the other, from the page; they may begin a number."""
        self._forgetting: Timer | None = None
        """Runs while they may."""
        self._hidden_before = (False, False)
        """Whether contents and repeats were hidden before them."""
        # Held here and not looked for: what a thread found may come when the screen is half closed.
        self.contents = Contents(session.catalogue, session.listed)
        self.page = Page()
        self.repeats = Repeats()
        self.status = StatusBar()
        self.hints = KeyHints()

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield self.contents
            with Container(id="reading"):
                with Vertical(id="page-column"):
                    yield self.page
                yield self.repeats
        yield self.status
        yield self.hints

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self.page.measure = self.settings.page.measure
        self.page.set_look(self.settings.page)
        self.repeats.refine(self.settings.repeats)
        self.contents.update_title()
        self.page.set_title("Page")
        self.repeats.set_title("Repeats")
        self.set_focus(self.contents)

    # The status line.

    def set_activity(self, text: str) -> None:
        """Say at the right of the status line what the program is doing."""
        self.status.set_activity(safe(text))

    def set_position(self, text: str) -> None:
        """Say at the left of the status line where the page is."""
        self.status.set_position(safe(text))

    def on_line_view_counted(self, event: LineView.Counted) -> None:
        self.status.set_count(self._digits + event.count)

    def on_repeats_listed(self, event: Repeats.Listed) -> None:
        self.hints.set_variant("repeats", event.state)

    # Focus.

    @property
    def visible_panes(self) -> list[LineView]:
        """The panes that are not hidden, in reading order."""
        return [self.query_one(f"#{name}", LineView) for name in PANES if not self.has_class(f"-no-{name}")]

    def focus_pane(self, pane: str) -> None:
        """Give a pane the focus, showing it if it is hidden."""
        self.remove_class(f"-no-{pane}")
        self._mark_pane(pane)
        self.set_focus(self.query_one(f"#{pane}"))

    def focused_pane(self) -> str:
        """Id of the pane that has the focus, the page if none has."""
        id_ = self.focused.id if self.focused else None
        pane = PROMPT_PANES.get(id_ or "", id_)
        return pane if pane in PANES else "page"

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        id_ = event.widget.id or ""
        self._mark_pane(PROMPT_PANES.get(id_, id_))

    def _mark_pane(self, pane: str) -> None:
        if pane in PANES:
            self.pane = pane
        for name in PANES:
            self.set_class(pane == name, f"-on-{name}")

    def take_count(self) -> int:
        """The number typed before a key, 1 if none was; forgets it."""
        return self.focused.take_count() if isinstance(self.focused, LineView) else 1

    # Actions.

    def action_pane(self, pane: str) -> None:
        """Go to a pane, unless the digit belongs to a count that has begun."""
        digit = str(1 + PANES.index(pane))
        if isinstance(self.focused, LineView) and self.focused.count:
            self.focused.action_digit(digit)
            return
        if self._digits:
            self._set_digits(self._digits + digit)
        elif self.focused is self.page:
            self._set_digits(digit)
            self._hidden_before = self.has_class("-no-contents"), self.has_class("-no-repeats")
        self.focus_pane(pane)

    def _set_digits(self, digits: str) -> None:
        """Take these for what may begin a number, as long as the rest may still follow, and show them."""
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(DIGIT_SECONDS, self._forget_digits) if digits else None
        self._digits = digits
        self.status.set_count(digits)

    def _forget_digits(self) -> None:
        """No digit followed: they were only panes. A number that has gone on waits for its key."""
        if not (isinstance(self.focused, LineView) and self.focused.count):
            self._set_digits("")

    def end_digits(self, *, goes_to_line: bool) -> None:
        """A key comes that is no digit. If it goes to a line, digits that chose panes were the beginning of its number
        where more followed at once: the page has the focus again, and the panes are as they were."""
        digits = self._digits
        if digits:
            self._set_digits("")
        if not (digits and goes_to_line and isinstance(self.focused, LineView)):
            return
        number = digits + self.focused.count
        if len(number) > 1:
            self.focused.take_count()
            for name, is_hidden in zip(("contents", "repeats"), self._hidden_before, strict=True):
                self.set_class(is_hidden, f"-no-{name}")
            self.focus_pane("page")
            self.page.count = number[:MOST_DIGITS]

    def action_next_pane(self, step: int) -> None:
        panes = self.visible_panes
        at = next((i for i, pane in enumerate(panes) if pane is self.focused), 0)
        self.focus_pane(panes[(at + step) % len(panes)].id or "page")

    def action_show_or_hide(self, pane: str) -> None:
        """Show or hide contents or repeats."""
        self.toggle_class(f"-no-{pane}")
        if self.has_class(f"-no-{pane}") and self.focused_pane() == pane:
            self.focus_pane("page")

    @property
    def only_page(self) -> bool:
        """Whether both side panes are hidden."""
        return self.has_class("-no-contents") and self.has_class("-no-repeats")

    def action_page_only(self) -> None:
        """Hide both side panes, or show both again."""
        hide = not self.only_page
        self.set_class(hide, "-no-contents")
        self.set_class(hide, "-no-repeats")
        if hide:
            self.focus_pane("page")

    def action_measure(self, cells: int) -> None:
        """Longer or shorter lines than those on the screen, or such as the settings say."""
        page = self.page
        if cells > 0 and page.measure > page.text_cells():
            way = naming_key(self, "view.page-only", " {} gives it the whole window.") if not self.only_page else ""
            self.notify(f"The page has no room for longer lines.{way}", markup=False)
        elif cells:
            page.set_measure(min(page.measure, page.text_cells()) + cells)
        else:
            page.set_measure(self.settings.page.measure)

    def action_resize_pane(self, cells: int) -> None:
        """Make the focused pane wider or narrower; taller or lower where repeats lie under the page."""
        if self.has_class("-narrow"):
            return
        pane = self.focused_pane()
        name = pane if pane == "contents" else "repeats"
        side = self._side(name)
        grown = -cells if pane == "page" else cells
        is_below = name == "repeats" and self._layout == "-medium"
        size = (side.outer_size.height if is_below else side.outer_size.width) + grown
        self.pane_sizes.setdefault(self._layout, {})[name] = self._give_size(name, size)

    def _side(self, name: str) -> Widget:
        return self.query_one("#left") if name == "contents" else self.repeats

    def _give_size(self, name: str, cells: int) -> int:
        """Make contents or repeats as wide as that, or repeats as high below the page, as far as there is room; gives
        what it is then."""
        side, room = self._side(name), self.query_one("#panes").size
        if name == "repeats" and self._layout == "-medium":
            height = max(LEAST_PANE_LINES, min(cells, room.height - LEAST_PANE_LINES))
            side.styles.height = height
            return height
        other = self._side("contents" if name == "repeats" else "repeats")
        taken = other.outer_size.width if other.display and self._layout == "-wide" else 0
        width = max(LEAST_PANE_CELLS, min(cells, room.width - taken - LEAST_PANE_CELLS))
        side.styles.width = side.styles.max_width = side.styles.min_width = width
        return width

    def on_resize(self) -> None:
        """Give the panes their own sizes where another layout begins, or those that they were given in it."""
        layout = next((name for _, name in self.HORIZONTAL_BREAKPOINTS if self.has_class(name)), "")
        if layout != self._layout:
            self._layout = layout
            for name in ("contents", "repeats"):
                for rule in ("width", "min_width", "max_width", "height"):
                    self._side(name).styles.clear_rule(rule)
            self.call_after_refresh(self.give_sizes)  # when it is known how much room there is

    def give_sizes(self) -> None:
        """Give the panes the sizes that they were given before in this layout."""
        for name, cells in self.pane_sizes.get(self._layout, {}).items():
            self._give_size(name, cells)

    def action_redraw(self) -> None:
        self.refresh(layout=True)
