"""A passage and its twin side by side: they scroll together, and what both say stands on the same rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on

from reader.library.catalogue import Catalogue
from reader.library.texts import Texts
from reader.tui.drafts import Draft
from reader.tui.keymaps import naming_key, task_of
from reader.tui.keys import LEAVING, bindings
from reader.tui.listing import Entry
from reader.tui.panes.prompt import Prompt, close_prompt, show_prompt
from reader.tui.safe import safe_line
from reader.tui.screens.comparing import GONE, ComparingScreen, Ways
from reader.tui.searching import PageSearch, describe_hits
from reader.tui.sides import Side

if TYPE_CHECKING:
    from reader.tui.panes.note import NoteEditor


class SideBySide(ComparingScreen):
    """What is done with two tellings: going to twins, searching them, copying them and writing about them."""

    BINDINGS = bindings(LEAVING, typing=True)

    def __init__(self, catalogue: Catalogue, texts: Texts, entry: Entry, ways: Ways, line: int | None = None) -> None:
        super().__init__(catalogue, texts, entry, ways, line)
        self._noted: tuple[Side, str, Draft, NoteEditor] | None = None
        """While a note is written: what it is about, and the text of that document then."""
        self._search = PageSearch(
            self, self._beside, self.awaited, ways.history, self._update, lambda: None, "on either side"
        )

    # Twins.

    def on_beside_jump_wanted(self) -> None:
        if self._entry.twin.document == GONE:
            self.notify(f"{safe_line(self._sides[1].document.name)} is gone or empty.", markup=False)
            return
        at = None if self._is_old or not self._beside.rows else self._beside.places()[1]
        self.dismiss()
        self._ways.jump(self._entry, at)

    def action_twin(self, step: int) -> None:
        """To the next or previous twin in repeats."""
        entry = self._ways.step(self._entry, step * self._beside.take_count())
        if entry is None:
            self.notify(f"This is the {'last' if step > 0 else 'first'} twin.", markup=False, timeout=3)
            return
        self._take(entry)
        self._place = None
        self._compare_anew()

    # Searching both sides.

    def describe_hits(self) -> list[str]:
        return describe_hits(self._search, self._beside)

    def on_beside_laid_out(self) -> None:
        self._search.page_changed()

    async def action_search(self) -> None:
        await self._search.open()

    def action_hit(self, step: int) -> None:
        """To the next or previous hit; without a search, difference."""
        if not self._search.query:
            self._beside.action_change(step)
            return
        for _ in range(self._beside.take_count()):
            if not self._search.step(step):
                self._search.say_not_found()
                return

    @on(Prompt.Changed, "#search")
    def _search_typed(self, event: Prompt.Changed) -> None:
        self._search.typed(event.value)

    @on(Prompt.Pointed, "#search")
    def _search_pointed(self, event: Prompt.Pointed) -> None:
        self._search.step(1 if event.hits > 0 else -1)

    @on(Prompt.ModeWanted, "#search")
    def _search_mode(self) -> None:
        self._search.turn_mode()

    @on(Prompt.Accepted, "#search")
    async def _search_accepted(self) -> None:
        await self._search.accept()

    @on(Prompt.Cancelled, "#search")
    async def _search_cancelled(self) -> None:
        await self._search.cancel()

    # What is done to one side.

    def action_side(self) -> None:
        self._beside.side = 1 - self._beside.side
        self._update()

    def action_copy(self) -> None:
        """Copy the passage on this side."""
        if self._flows:
            flow = self._flows[self._beside.side]
            self._ways.copy(flow.shown(*self._sides[self._beside.side].told(flow)).text)

    async def action_note(self) -> None:
        """Write a note about the paragraph under the cursor on this side."""
        from reader.tui.panes.note import MOST_ABOUT, NoteEditor  # late: few sessions write one

        if not self._flows or not self._beside.rows:
            return
        side, flow = self._sides[self._beside.side], self._flows[self._beside.side]
        span = flow.paragraph_at(self._beside.places()[self._beside.side], *side.article)
        draft = self._ways.drafts.about(side.document, span, exactly=True) or Draft(span)
        start, end = draft.span
        editor = NoteEditor(None, draft.text, flow.text[start : min(end, start + MOST_ABOUT)])
        self._noted = side, flow.text, draft, editor
        await show_prompt(editor, self._beside)

    async def on_note_editor_written(self, event: NoteEditor.Written) -> None:
        if self._noted is not None:
            side, text, draft, _ = self._noted
            failed = partial(self._ways.drafts.hold, side.document, text, replace(draft, text=event.text))
            self._ways.marking.add_note(side.document, text, draft.span, event.text, failed)
            self._leave_note("")
        await self._close_note()

    def on_note_editor_typed(self, event: NoteEditor.Typed) -> None:
        """Keep what was typed so far, for a program that does not live to its end."""
        if self._noted is not None and self._noted[3] is event.editor:
            self._leave_note(event.text, is_typed=True)

    async def on_note_editor_left(self, event: NoteEditor.Left) -> None:
        if self._leave_note(event.text):
            way = naming_key(self, "beside.note", " {} on this paragraph goes on with it.")
            self.notify(f"The note is a draft.{way}", markup=False)
        await self._close_note()

    def _leave_note(self, typed: str, *, is_typed: bool = False) -> bool:
        """What was typed and not kept is a draft from now on; says whether it says anything."""
        if self._noted is None:
            return False
        side, text, draft, _ = self._noted
        return self._ways.drafts.keep(side.document, text, replace(draft, text=typed), is_typed=is_typed)

    def on_unmount(self) -> None:
        if self._noted is not None:
            self._leave_note(self._noted[3].unkept)

    async def _close_note(self) -> None:
        self._noted = None
        self.set_focus(self._beside)
        await close_prompt(self, "note")

    # Layers.

    def on_key(self, event: events.Key) -> None:
        """Say of a key of the reading screen that it is one: here it does nothing."""
        task = task_of(self.app, event.key)
        if self.focused is self._beside and task and event.key not in self._bindings.key_to_bindings:
            way = naming_key(self, "beside.close", ", to which {} goes back")
            self.notify(f"“{task}” is done on the reading screen{way}.", markup=False, timeout=3)

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen, help_groups

        self.app.push_screen(HelpScreen(help_groups(self)))

    def action_close(self) -> None:
        """Forget the search; else close."""
        if self._search.query and not self._search.missed:
            self._search.clear()
        else:
            self.dismiss()

    async def action_leave(self) -> None:
        await self.app.action_quit()
