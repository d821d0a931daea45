"""Selecting and copying, from the reading screen."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from reader.plurals import plural
from reader.text.scripts import count_words
from reader.tui.keys import SELECTING, bindings
from reader.tui.panes.page import Page
from reader.tui.safe import safe_line
from reader.tui.screens.making import MakingScreen
from reader.tui.selection import Selection, Unit

if TYPE_CHECKING:
    from reader.library.userdata.documents import DocumentKey
    from reader.text.edited import Edit


class SelectingScreen(MakingScreen):
    """The part of the reading screen that takes text away from it."""

    BINDINGS = bindings(SELECTING)

    selection: Selection | None = None
    """What is being selected on the page."""

    _selected_in: DocumentKey | None = None
    """The document of which it is a part."""

    def page_changed(self) -> None:
        edit = self.edit
        super().page_changed()
        if self.selection is not None:
            self._select(self._still_there(self.selection, edit))
            if edit and self.selection is None:
                self.notify("The text that was selected has been edited: nothing is selected now.", markup=False)
        self.page.drag_from(self.selection.anchor if self.selection else None)

    def _still_there(self, selection: Selection, edit: Edit | None) -> Selection | None:
        """A selection on what the page shows now, after an edit if there was one; None if it is not on it."""
        content = self.page.content
        if content is None or self.opening.document != self._selected_in:
            return None
        again = selection.on(content.flow, edit)
        return again.within(content.start, content.end) if again else None

    def _select(self, selection: Selection | None) -> None:
        self.selection, self._selected_in = selection, self.opening.document
        self.page.set_selected(selection.span if selection else None)
        by_paragraphs = selection is not None and selection.unit is Unit.LINES
        self.page.extend = self._extend if by_paragraphs else None
        self.hints.set_area("selection-lines" if by_paragraphs else "selection" if selection else "")

    def drop_selection(self) -> bool:
        """Select nothing; whether anything was selected."""
        had = self.selection is not None
        if had:
            self._select(None)
        return had

    def action_select(self, unit: str) -> None:
        """Begin to select at the cursor, by words or lines; the same key ends it."""
        content = self.page.content
        if content is None or (self.selection and self.selection.unit is Unit(unit)):
            self._select(None)
            return
        self.focus_pane("page")
        if self.selection:
            selection = replace(self.selection, unit=Unit(unit))
        else:
            place = self.page.line_span(self.page.cursor)[0]
            selection = Selection(content.flow, content.start, content.end, Unit(unit), place, place)
        self._select(selection)

    def action_select_unit(self, step: int) -> None:
        """Move the end of the selection by words or paragraphs."""
        self._extend(step * self.take_count())

    def _extend(self, units: int) -> None:
        if self.selection is None:
            return
        for _ in range(abs(units)):
            self.selection = self.selection.by_unit(units)
        self._select(self.selection)
        self.page.bring_into_view(self.selection.head)

    def action_swap_selection(self) -> None:
        """Let the keys move the other end of the selection."""
        if self.selection is not None:
            self._select(self.selection.swapped())
            self.page.bring_into_view(self.selection.head)

    @on(Page.Moved)
    def _selection_moved(self) -> None:
        if self.selection is None or self.selection.unit is Unit.CHARACTERS:
            return
        start, end = self.page.line_span(self.page.cursor)
        if not start <= self.selection.head < end:
            self._select(self.selection.to(max(start, end - 1) if start >= self.selection.anchor else start))

    @on(Page.Dragged)
    def _dragged(self, event: Page.Dragged) -> None:
        content = self.page.content
        if content is None or event.anchor == event.head:
            self._select(None)
            return
        low, high = content.start, content.end
        self._select(Selection(content.flow, low, high, Unit.CHARACTERS, event.anchor, event.head))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that change a selection mean something else without one."""
        if action in ("select_unit", "swap_selection") and self.selection is None:
            return False
        return super().check_action(action, parameters)

    # Copying.

    def _taken(self) -> tuple[str, int, int]:
        """What would be copied, and its span: the selection, the passage in repeats, else the paragraph."""
        content = self.page.content
        if content is None:
            return "", 0, 0
        start, end = self.span_here()
        if self.focused_pane() == "repeats" and (chosen := self.repeats.chosen()) and not self.page.selected:
            start, end = chosen.passage.start, chosen.passage.end
        return content.flow.shown(start, end).text.strip(), start, end

    def action_copy(self) -> None:
        """Copy what is selected, else the paragraph under the cursor."""
        self.copy(self._taken()[0])

    def action_cite(self) -> None:
        """Copy with title, document, lines, and the command that opens it there."""
        from reader.tui.copying import citation, quoted

        text, start, end = self._taken()
        content, article = self.page.content, self.opening.article
        if not text or content is None or article is None:
            self.app.bell()
            return
        entry = self.catalogue.documents[article[0]]
        first = content.text.count("\n", 0, start) + 1
        last = first + content.text[start:end].rstrip().count("\n")
        record = entry.name.removeprefix(entry.file.name)
        path = entry.file.path
        place = "-" if self.session.was_piped(path) else f"{path}{record}:{first}"
        field = self.session.index.text_field
        by_field = f"--text-field {quoted(field)} " if field else ""
        command = f"reader {by_field}{quoted(place)}"
        self.copy(citation(text, content.title, safe_line(entry.name), first, last, command), of=text)

    def copy(self, text: str, of: str = "") -> None:
        """Put a text on the clipboard and say by what means; `of` is what it cites."""
        if not text:
            self.app.bell()
            return
        self.drop_selection()
        self.run_worker(partial(self._copy, text, of), thread=True, group="copy", exit_on_error=False)

    def _copy(self, text: str, of: str) -> None:
        from reader.tui.copying import by_tool, clipboard_tools

        tool = by_tool(text, clipboard_tools(os.environ, shutil.which))
        self.app.call_from_thread(self._copied, text, of, tool)

    def _copied(self, text: str, of: str, tool: str | None) -> None:
        from reader.tui.copying import fits_terminal

        words = plural(sum(count_words(of or text)), "word") + (" with the source" if of else "")
        if tool:
            self.notify(f"Copied {words} by {tool}.", markup=False, timeout=3)
            return
        self.app.copy_to_clipboard(text)
        doubt = "" if fits_terminal(text) else " It is long: many terminals take less."
        self.notify(f"Asked the terminal to copy {words} (OSC 52).{doubt}", markup=False, timeout=4)
