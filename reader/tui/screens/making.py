"""What the user makes from the reading screen: marks, notes, and where reading stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from reader.library.texts import Texts
from reader.library.userdata.catalogued import key_of
from reader.library.userdata.located import Located
from reader.positions import Span
from reader.tui.drafts import Draft, Drafts
from reader.tui.jumping import Jumping
from reader.tui.keeping import Done, Keeping
from reader.tui.keymaps import KeyedApp, naming_key
from reader.tui.keys import MAKING, bindings
from reader.tui.marking import Marking
from reader.tui.on_page import OnPage
from reader.tui.opening import Opening
from reader.tui.panes.prompt import close_prompt, open_editor, show_prompt
from reader.tui.places import Places
from reader.tui.safe import safe_line
from reader.tui.screens.three_panes import ThreePanes
from reader.tui.session import Session
from reader.tui.twins import Twins

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.records import Annotation
    from reader.tui.panes.note import NoteEditor

LAST_PLACE = "last"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class MakingScreen(ThreePanes):
    """The part of the reading screen that the user data stands behind."""

    BINDINGS = bindings(MAKING)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.texts = Texts(session.catalogue)
        self.keeping = Keeping(self, self.texts, session.paths)
        self.opening = Opening(self, self.texts, shown=self.page_changed, missing=self.page_missing)
        self.twins = Twins(self, self.opening, self.texts, compared=self.compared)
        self.jumping = Jumping(self, self.opening, self.twins)
        self.places = Places(self, self.keeping, self.opening, self.jumping.restore, session.start)
        self.jumping.on_leave = self.places.left
        self.on_page = OnPage(self, self.keeping, self.opening)
        self.marking = Marking(self, session.paths, self.keeping, self.on_page.look)
        self._noted: tuple[DocumentEntry, Draft, Annotation | None] | None = None
        self.drafts = Drafts()

    def on_mount(self) -> None:
        self.call_after_refresh(self.places.start)

    def close_user_data(self) -> None:
        """Keep where the page is, and let go of the file."""
        self.places.save()
        self.keeping.close()

    @on(Done)
    def _done(self, done: Done) -> None:
        done.call()

    # What the page tells.

    def page_changed(self) -> None:
        """The page shows something else."""
        self.on_page.look()
        self.places.moved()

    def page_missing(self) -> None:
        """What the page should show could not be had."""

    def compared(self) -> None:
        """A passage was held against a twin that it was not before."""

    # Marks.

    def entry(self) -> DocumentEntry | None:
        """The document of the article on the page; if there is none, None, and it is said to the user what to do."""
        article = self.opening.article
        if article is None or self.page.content is None or self.page.content.article is None:
            left = self.opening.left
            way = naming_key(self, "made.save", " {} saves the text that it had.")
            self.notify(f"{left} is gone or empty.{way}" if left else "Open an article first.", markup=False)
            return None
        return self.catalogue.documents[article[0]]

    def action_mark(self) -> None:
        """Put a letter at the place on the page."""
        if (entry := self.entry()) is None:
            return
        place = self.opening.place

        def set_mark(letter: str | None) -> None:
            if letter:
                self.marking.set_mark(letter, entry, place)

        from reader.tui.screens.chooser import Chooser

        self.app.push_screen(Chooser("Set a mark", (), letters=LETTERS, hint="A letter from a to z."), set_mark)

    def action_go_to_mark(self) -> None:
        """Go to a mark, or to where the last jump began."""
        from reader.tui.screens.chooser import Choice, Chooser

        keys = self.app.keys.get("made.go-to-mark", ()) if isinstance(self.app, KeyedApp) else ()
        shown = naming_key(self, "made.go-to-mark", "{}")
        last = (Choice(keys, shown, "the last place", LAST_PLACE),)
        chooser = Chooser("Go to a mark", last, letters=LETTERS, hint="or the letter of a mark")
        self.app.push_screen(chooser, self._mark_chosen)

    def _mark_chosen(self, letter: str | None) -> None:
        if letter == LAST_PLACE:
            if not self.jumping.swap():
                self.app.bell()
        elif letter:
            self.marking.marks(partial(self._go_to_letter, letter))

    def _go_to_letter(self, letter: str, marks: Sequence[Located]) -> None:
        for each in marks:
            if each.annotation.label == letter:
                self.go_to(each)
                return
        self.notify(f"Mark {letter} is not set.", markup=False)

    def go_to(self, each: Located) -> None:
        """Go to a mark or note."""
        if each.place is None or each.unreachable:
            self.notify(safe_line(each.unreachable), markup=False)
            return
        self.jumping.leave()
        target = (each.annotation.start, each.annotation.end) if each.annotation.end > each.annotation.start else None
        self.opening.open(*each.place, at=each.annotation.start, target=target)
        self.focus_pane("page")

    def action_marks(self) -> None:
        """List marks and notes."""
        from reader.tui.screens.marks import MarksScreen

        self.app.push_screen(MarksScreen(self.marking), self._marks_closed)

    def _marks_closed(self, chosen: Located | None) -> None:
        if chosen is not None:
            self.go_to(chosen)

    # Notes.

    def note_here(self) -> str:
        """What the note on the cursor line says, as one line with a sign where lines end; empty if there is none."""
        found = self.on_page.here(*self.page.line_span(self.page.cursor)) if self.on_page.annotations else None
        lines = (" ".join(line.split()) for line in found.label.split("\n")) if found else ()
        return " ⏎ ".join(line for line in lines if line)

    def span_here(self) -> Span:
        """The span that keys act on: what is selected, else the paragraph under the cursor. In the clean text."""
        if self.page.selected is not None:
            return self.page.selected
        content, place = self.page.content, self.page.place
        if content is None:
            return 0, 0
        start = max(content.text.rfind("\n", 0, place) + 1, content.start)
        end = content.text.find("\n", place, content.end)
        return start, content.end if end < 0 else end

    async def action_note(self) -> None:
        """Write a note about what is selected or under the cursor."""
        if (entry := self.entry()) is None:
            return
        if self.opening.raw:
            way = naming_key(self, "read.raw", " {} shows it again.")
            self.notify(f"Notes are about the text, not the source.{way}", markup=False)
            return
        if editor := open_editor(self, "note"):
            self.set_focus(editor)
            return
        selected, text = self.page.selected, self.page.content.text if self.page.content else ""
        document = key_of(entry)
        draft = self.drafts.take(document, text, self.span_here(), exactly=selected is not None)
        if draft is not None:
            before = next((each for each in self.on_page.annotations if each.number == draft.number), None)
        else:
            before = None if selected else self.on_page.here(*self.page.line_span(self.page.cursor))
            span = (before.start, before.end) if before else self.span_here()
            draft = Draft(document, span, text[slice(*span)], before.number if before else None)
        self._noted = entry, draft, before
        self.page.set_selected(draft.span)
        from reader.tui.panes.note import NoteEditor  # late: few sessions write one

        await show_prompt(NoteEditor(before, draft.text), self.page)

    async def on_note_editor_written(self, event: NoteEditor.Written) -> None:
        """Keep what was written."""
        if self._noted is not None:
            entry, draft, before = self._noted
            if before is not None:
                self.marking.edit_note(entry, before, event.text)
            else:
                self.marking.add_note(entry, draft.span, event.text)
        await self._close_note()

    async def on_note_editor_left(self, event: NoteEditor.Left) -> None:
        """Keep what was typed for the next time that a note is written there."""
        if self._noted is not None and self.drafts.keep(replace(self._noted[1], text=event.text)):
            way = naming_key(self, "made.note", " {} at its place goes on with it.")
            self.notify(f"The note is a draft.{way}", markup=False)
        await self._close_note()

    async def _close_note(self) -> None:
        self._noted = None
        self.drop_selection()
        self.page.set_selected(None)
        if self.focused is None or self.focused.id == "note":
            self.focus_pane("page")
        await close_prompt(self, "note")

    def drop_selection(self) -> bool:
        """Select nothing; whether anything was selected."""
        return False
