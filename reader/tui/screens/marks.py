"""Marks, notes and highlights of the library in one list, narrowed by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from reader.library.userdata.located import Located
from reader.plurals import plural
from reader.tui.bars import KeyHints
from reader.tui.keymaps import naming_key
from reader.tui.keys import MARKS, bindings
from reader.tui.marking import Marking
from reader.tui.panes.marks import MarksList, quoted
from reader.tui.panes.prompt import Prompt, close_prompt, open_prompt, show_prompt
from reader.tui.safe import safe_line
from reader.tui.screens.layer import Layer


def matching(found: Sequence[Located], query: str) -> list[Located]:
    """Those that say each of the words, then those whose title has the letters here and there.

    The letters are looked for in titles alone: a long text holds all few letters.
    """
    from reader.find.fuzzy import select
    from reader.find.pattern import parse
    from reader.find.titles import Titles
    from reader.text.combining import compose
    from reader.text.fold import fold

    titles, pattern = Titles([each.title for each in found]), parse(query)
    written = set(select(titles, pattern.as_written()))
    words = fold(compose(query)).split()
    says = (fold(compose(f"{safe_line(each.annotation.note)} {quoted(each)} {safe_line(each.name)}")) for each in found)
    written |= {at for at, text in enumerate(says) if all(word in text for word in words)}
    apart = set(select(titles, pattern)) - written
    return [found[at] for at in (*sorted(written), *sorted(apart))]


class MarksScreen(Layer[Located | None]):
    """The list over the reading screen; gives back the mark to go to."""

    BINDINGS = bindings(MARKS)

    DEFAULT_CSS = """
    MarksScreen > Vertical { width: 92; height: 80%; max-height: 40; border-subtitle-color: $text-muted; }
    MarksScreen Prompt { margin-bottom: 1; }
    """

    def __init__(self, marking: Marking) -> None:
        super().__init__()
        self._found: list[Located] = []
        self._is_looking = True
        """Whether it is not known yet what there is: keys that come meanwhile are meant for the list all the same."""
        self._marking = marking
        self._query = ""
        self._box = Vertical()
        self._list = MarksList()

    def compose(self) -> ComposeResult:
        with self._box as box:
            box.border_title = Content("Marks and notes")
            yield self._list
            yield KeyHints()

    def on_mount(self) -> None:
        self._show()
        self._marking.everything(self._listed)

    def _listed(self, found: Sequence[Located]) -> None:
        if self.is_attached:
            self._found, self._is_looking = list(found), False
            self._show()

    def _show(self, at: int = 0) -> None:
        shown = self._found
        if self._query.strip():
            shown = matching(self._found, self._query)
        self._list.show(shown, at, self._nothing())
        count = "" if self._is_looking else plural(len(self._found), "entry", "entries")
        way = naming_key(self, "marks.restore", " · {} brings back what was deleted") if self._marking.removed else ""
        self._box.border_subtitle = Content((f"{len(shown):,} of {count}" if self._query else count) + way)
        self.refresh_bindings()

    def _nothing(self) -> str:
        """What is said if nothing is listed."""
        if self._is_looking:
            return "Looking…"
        if self._found:
            return "Nothing in the list has these letters."
        ways = naming_key(self, "made.mark", " {} sets a mark."), naming_key(self, "made.note", " {} writes a note.")
        return f"Nothing is marked here.{''.join(ways)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the filter is typed, keys are letters; what there is nothing for is no key."""
        if isinstance(self.focused, Prompt):
            return False
        if action in ("close", "leave"):
            return True
        there = self._marking.removed if action == "restore" else self._found
        return self.focused is self._list and bool(there)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_open(self) -> None:
        """Go to the mark under the cursor; of one that cannot be gone to, say why and stay."""
        chosen = self._list.chosen()
        if chosen and chosen.unreachable:
            self.notify(safe_line(chosen.unreachable), markup=False)
        elif chosen:
            self.dismiss(chosen)

    def action_remove(self) -> None:
        """Forget the mark or note under the cursor."""
        if chosen := self._list.chosen():
            self._marking.remove(chosen.annotation, seen=True)
            self._found.remove(chosen)
            self._show(self._list.at)

    def action_restore(self) -> None:
        """Bring back what was deleted last, here or on the page."""
        self._marking.restore(lambda number: self._marking.everything(partial(self._restored, number)))

    def _restored(self, number: int, found: Sequence[Located]) -> None:
        """List it again, with the cursor on it."""
        if not self.is_attached:
            return
        self._found = list(found)
        self._show()
        at = next((at for at, each in enumerate(self._list.found) if each.annotation.number == number), 0)
        self._show(at)

    async def action_filter(self) -> None:
        """Narrow the list by a few letters."""
        prompt = open_prompt(self, "marks-filter")
        if prompt is None:
            await show_prompt(Prompt("marks-filter", "Filter"), self._list)
        else:
            self.set_focus(prompt)
            prompt.action_select_all()  # as in the finder: what is typed replaces what was looked for

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        self._query = event.value
        self._show()

    @on(Prompt.Pointed)
    def _pointed(self, event: Prompt.Pointed) -> None:
        self._list.step(event.hits)

    @on(Prompt.Accepted)
    def _accepted(self) -> None:
        self.action_open()

    @on(Prompt.Cancelled)
    async def _cancelled(self) -> None:
        self._query = ""
        self._show()
        self.set_focus(self._list)
        await close_prompt(self, "marks-filter")
