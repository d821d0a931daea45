"""What the user makes from the reading screen: marks, notes, and where reading stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on

from reader.library.texts import Texts
from reader.library.userdata.located import Located
from reader.positions import Span
from reader.tui.drafts import Draft
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
from reader.tui.views import Views

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.records import Annotation
    from reader.text.edited import Edit
    from reader.tui.panes.note import NoteEditor

LAST_PLACE = "last"

KEPT_SECONDS = 10.0
"""How often it is kept how the screen is arranged: a program that is killed loses no more."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that is being written."""

    entry: DocumentEntry
    text: str
    """Of the document when it was begun, in which the draft has its span."""
    draft: Draft
    shown: Span | None
    """What it is about in the text that is on the page; None if that stands there no more."""
    before: Annotation | None
    """What it is written on."""
    editor: NoteEditor


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
        self.views = Views(self, self.keeping)
        self.on_page = OnPage(self, self.keeping, self.opening)
        self.marking = Marking(self, session.paths, self.keeping, self.on_page.look)
        self.opening.edited = self.page_edited
        self.edit: Edit | None = None
        """What became of the text on the page, until it is shown."""
        self._noted: Noted | None = None

    def on_mount(self) -> None:
        self.awaited.begin()  # keys are meant for the place that is brought back
        self.call_after_refresh(self._bring_back)
        self.set_interval(KEPT_SECONDS, self._keep_arrangement)

    def _bring_back(self) -> None:
        self.places.start()
        self.views.start()  # what is folded comes after the article that is opened, which would unfold it

    def close_user_data(self) -> None:
        """Keep where the page is, how the screen is arranged and what is being written, and let go of the file."""
        if self._noted:
            self._leave_note(self._noted, self._noted.editor.unkept)
        self.on_page.drafts.keep_held()
        self._keep_arrangement()
        self.keeping.close()

    def _keep_arrangement(self) -> None:
        """Keep where the page is, and how the screen is arranged, as far as that has changed."""
        self.places.save()
        self.views.save()

    def lost_at_end(self) -> str:
        """What is lost of what the user made when the program ends, and what to do, for people; empty if nothing is."""
        if self.keeping.has_made:
            way = naming_key(self, "made.save", " {} saves the notes as a file.")
            return f"What you marked and wrote is lost at the end, for it cannot be kept.{way}"
        return (
            "What you typed as a note is lost at the end, for it cannot be kept."
            if self.on_page.drafts.are_held
            else ""
        )

    def on_screen_resume(self) -> None:
        self.places.follow()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.places.follow()

    @on(Done)
    def _done(self, done: Done) -> None:
        done.call()

    # What the page tells.

    def page_edited(self, document: int, edit: Edit) -> None:
        """The text on the page was edited, and is about to be shown."""
        self.edit = edit
        if not self.opening.raw:
            self.jumping.edited(document, edit)

    def page_changed(self) -> None:
        """The page shows something else."""
        edit, self.edit = self.edit, None
        if noted := self._noted:
            shown = edit.span(*noted.shown) if edit and noted.shown else noted.shown
            self._noted = replace(noted, shown=shown)
            self.page.set_selected(shown)
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
            without = "Open an article first." if self.catalogue.documents else "There is no article yet."
            self.notify(f"{left} is gone or empty.{way}" if left else without, markup=False)
            return None
        return self.catalogue.documents[article[0]]

    def action_mark(self) -> None:
        """Put a letter at the place on the page."""
        if self.entry() is None:
            return

        def set_mark(letter: str | None) -> None:
            if letter and (entry := self.entry()):  # the file may have changed since it was asked
                self.marking.set_mark(letter, entry, self.opening.place)

        from reader.tui.screens.chooser import Chooser

        self.app.push_screen(Chooser("Set a mark", (), letters=LETTERS, hint="a letter from a to z"), set_mark)

    def action_go_to_mark(self) -> None:
        """Go to a mark, or to where the last jump began."""
        from reader.tui.panes.marks import quoted, whereabouts
        from reader.tui.screens.chooser import Choice, Chooser

        keys = self.app.keys.get("made.go-to-mark", ()) if isinstance(self.app, KeyedApp) else ()
        shown = naming_key(self, "made.go-to-mark", "{}")
        last = (Choice(keys, shown, "the last place", LAST_PLACE),)
        chooser = Chooser("Go to a mark", last, letters=LETTERS, hint=naming_key(self, "made.mark", "{} sets one"))
        self.app.push_screen(chooser, self._mark_chosen)

        def listed(marks: Sequence[Located]) -> None:
            room = self.size.width // 2
            chooser.offer(
                [
                    Choice((letter,), letter, quoted(each) or each.title, letter, whereabouts(each, room))
                    for each in marks
                    if (letter := each.annotation.label)
                ]
            )

        self.marking.marks(listed)

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
        """What the draft or else the note on the cursor line says, as one line with a sign where lines end; empty if
        there is neither."""
        if not self.on_page.annotations:
            return ""
        line = self.page.line_span(self.page.cursor)
        found = self.on_page.here(*line, drafts=True) or self.on_page.here(*line)
        lines = (" ".join(line.split()) for line in found.note.split("\n")) if found else ()
        return " ⏎ ".join(line for line in lines if line)

    def span_here(self) -> Span:
        """The span that keys act on: what is selected, else the paragraph under the cursor. In the clean text."""
        if self.page.selected is not None:
            return self.page.selected
        content, place = self.page.content, self.page.place
        if content is None:
            return 0, 0
        return content.flow.paragraph_at(place, content.start, content.end)

    async def action_note(self) -> None:
        """Write a note about what is selected or under the cursor."""
        if (entry := self.entry()) is None or self.page.content is None:
            return
        if self.opening.raw:
            way = naming_key(self, "read.raw", " {} shows it again.")
            self.notify(f"Notes are about the text, not the source.{way}", markup=False)
            return
        if editor := open_editor(self, "note"):
            self.set_focus(editor)
            return
        selected = self.page.selected
        draft = self.on_page.drafts.about(entry, self.span_here(), exactly=selected is not None)
        if draft is not None:
            before = next((each for each in self.on_page.annotations if each.number == draft.note), None)
        else:
            before = None if selected else self.on_page.here(*self.page.line_span(self.page.cursor))
            span = (before.start, before.end) if before else self.span_here()
            draft = Draft(span, before.number if before else 0)
        self.page.set_selected(draft.span)
        from reader.tui.panes.note import MOST_ABOUT, NoteEditor  # late: few sessions write one

        start, end = draft.span
        editor = NoteEditor(before, draft.text, self.page.content.text[start : min(end, start + MOST_ABOUT)])
        self._noted = Noted(entry, self.page.content.text, draft, draft.span, before, editor)
        await show_prompt(editor, self.page)

    async def on_note_editor_written(self, event: NoteEditor.Written) -> None:
        """Keep what was written."""
        if noted := self._noted:
            draft = replace(noted.draft, text=event.text)
            failed = partial(self.on_page.drafts.hold, noted.entry, noted.text, draft)
            if noted.before is not None:
                self.marking.edit_note(noted.entry, noted.text, noted.before, event.text, failed)
            else:
                self.marking.add_note(noted.entry, noted.text, noted.draft.span, event.text, failed)
            self._leave_note(noted, "")
        await self._close_note()

    def on_note_editor_typed(self, event: NoteEditor.Typed) -> None:
        """Keep what was typed so far, for a program that does not live to its end."""
        if self._noted and self._noted.editor is event.editor:
            self._leave_note(self._noted, event.text, is_typed=True)

    async def on_note_editor_left(self, event: NoteEditor.Left) -> None:
        """Keep what was typed for the next time that a note is written there."""
        if self._noted and self._leave_note(self._noted, event.text):
            way = naming_key(self, "made.note", " {} at its place goes on with it.")
            self.notify(f"The note is a draft.{way}", markup=False)
        await self._close_note()

    def _leave_note(self, noted: Noted, text: str, *, is_typed: bool = False) -> bool:
        """What was typed and not kept is a draft from now on; says whether it says anything."""
        return self.on_page.drafts.keep(noted.entry, noted.text, replace(noted.draft, text=text), is_typed=is_typed)

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
