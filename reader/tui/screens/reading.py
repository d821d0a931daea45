"""The main screen: contents, page and repeats, and everything that passes between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.library.renumbering import Renumbering
from reader.tui.bars import StatusBar
from reader.tui.cards import Cards
from reader.tui.describing import uncompared, where
from reader.tui.following import Following, Found
from reader.tui.going import Going
from reader.tui.keymaps import naming_key
from reader.tui.keys import DOCUMENTS, LEAVING, READING, bindings
from reader.tui.line_view import LineView
from reader.tui.listing import Entry, Listing
from reader.tui.marking import NOTE_SIGN
from reader.tui.messages import TalkingApp
from reader.tui.outline import Row
from reader.tui.outside import Outside
from reader.tui.panes.contents import Contents
from reader.tui.panes.page import Page
from reader.tui.panes.repeats import Repeats
from reader.tui.safe import safe_line
from reader.tui.screens.leaving import LeavingScreen
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.tui.screens.side_by_side import SideBySide


SCOPES = {
    "both": "Repeats in other documents and in this one.",
    "across": "Only repeats in other documents.",
    "within": "Only repeats in this document.",
}
"""What the key says that chooses where twins are."""


class ReadingScreen(LeavingScreen):
    """Three panes over one library. Panes post what the user wants; it is decided here which part does it."""

    BINDINGS = bindings(READING + LEAVING + DOCUMENTS)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.following = Following(self, session, renumbered=self._renumber, changed=self._library_changed)
        self.outside = Outside(self)
        self.contents.opened = self._open
        self.on_page.drawn = self.update_position
        self.page.leaving = self.jumping.leave
        self.cards = Cards(self, self.opening, self.jumping)
        self.going = Going(self, self.opening, self.jumping)
        self._beside: SideBySide | None = None
        """While two tellings are held beside each other."""

    def on_mount(self) -> None:
        self.repeats.show(Listing(), uncompared(self.catalogue))
        self.following.show()
        if hindrance := self.session.index.hindrance:
            self.notify(safe_line(f"All will be read again at the next start: {hindrance}."), markup=False)
        self.call_after_refresh(self.following.start)

    def on_unmount(self) -> None:
        self.finding.close()
        self.close_user_data()
        self.following.stop()

    def put_right(self) -> None:
        self.following.look_again()

    # What the library tells.

    @on(Found)
    def _found(self, found: Found) -> None:
        self.following.take_in(found)

    def _library_changed(self) -> None:
        self.finding.library_changed()
        self.filter.follow()
        self.overruling.apply()
        self.opening.come_back()
        self.places.follow()
        self.views.library_changed()
        if self.catalogue.compared or self.catalogue.stopped:
            if self.catalogue.documents:
                self.twins.show()
            else:
                self.opening.say_empty([str(path) for path in self.session.paths])
        if self._beside is not None:
            self._beside.library_changed()

    def _renumber(self, renumbering: Renumbering) -> None:
        self.contents.renumber(renumbering)
        self.opening.renumber(renumbering)
        self.finding.library_changed(renumbering)
        self.jumping.renumber(renumbering)
        self.renumber_filter(renumbering)
        self.shares.forget()

    # What the page shows.

    def page_changed(self) -> None:
        super().page_changed()
        self.merged_page.page_changed()
        self.search.page_changed()
        self.finding.page_changed()
        self.twins.show(opened=True)
        self.update_position()

    def page_missing(self) -> None:
        self.awaited.end()
        if self.catalogue.damaged:
            self.following.show()
        self.repeats.show(Listing(), "")

    def compared(self) -> None:
        self.jumping.comparison_ready()
        self.merged_page.comparison_ready()

    def update_position(self) -> None:
        content = self.page.content
        documents = self.catalogue.documents
        if left := self.opening.left:
            self.set_position(f"{left} is gone or empty: this is the text that it had")
            return
        if content is None or not documents:
            return
        said = self.describe_hits()
        said.append(where(documents[content.document], content, self.page.place, self.page.share_read()))
        if note := self.note_here():  # last: it may be long
            said.append(f"{NOTE_SIGN} {note}")
        self.set_position(" · ".join(said))

    # What the panes ask for.

    @on(Contents.Pointed)
    def settle(self) -> None:
        """Show on the page what the cursor of contents came to; before a key acts on it, if one is as fast as that."""
        row = self.contents.take_pointed()
        if row is None:
            return
        if row.article is not None:
            if (row.document, row.article) != self.opening.shown:
                self.opening.open(row.document, row.article)
        elif row.heading:
            self.opening.open_document(row.document)

    def _open(self, row: Row) -> None:
        self.contents.take_pointed()
        if row.article is not None:
            place = row.document, row.article
            if self.opening.shown != place or not self.page.shows(place):
                self.opening.open(*place)
            self.focus_pane("page")

    @on(Page.Moved)
    def _page_moved(self) -> None:
        self.twins.follow_page()
        self._page_brought()

    @on(Page.Brought)
    def _page_brought(self) -> None:
        self.places.moved()
        self.update_position()

    @on(Page.Finished)
    def _page_finished(self, event: Page.Finished) -> None:
        self.going.to_article(event.direction, event.count, reading_on=True)

    @on(Page.LineWanted)
    def _line_wanted(self, event: Page.LineWanted) -> None:
        self.going.to_line(event.line)

    @on(Page.JumpWanted)
    def _page_jump(self) -> None:
        chosen = self.repeats.chosen()
        if chosen and self.twins.is_here(chosen.passage):
            self.jumping.to_twin(chosen, self.opening.place)
        elif not self.catalogue.compared:
            self.notify(uncompared(self.catalogue), markup=False)
        else:
            way = naming_key(self, "page.next-passage", " {} goes to the next one.")
            left_out = self._left_out() if self.twins.passage_here() else ""
            self.notify(left_out or f"No repeated passage on this line.{way}", markup=False)

    @on(Repeats.JumpWanted)
    def _repeats_jump(self, event: Repeats.JumpWanted) -> None:
        self.jumping.to_twin(event.entry)

    @on(Repeats.Chosen)
    def _repeats_chosen(self, event: Repeats.Chosen) -> None:
        self.twins.follow_repeats(event.entry)
        self.merged_page.follow()

    @on(Page.BarClicked)
    def _bar_clicked(self) -> None:
        self.twins.follow_page()
        if not self.repeats.region:
            self.focus_pane("repeats")

    @on(Repeats.NearWanted)
    def _near_wanted(self, event: Repeats.NearWanted) -> None:
        self.jumping.leave()
        self.opening.open(event.near.document, event.near.article)
        self.focus_pane("page")

    @on(Repeats.Refined)
    def _refined(self) -> None:
        self.twins.show(keep=True)

    # Going from article to article.

    def action_back(self) -> None:
        if not self.jumping.back():
            self.app.bell()

    def action_forward(self) -> None:
        if not self.jumping.forward():
            self.app.bell()

    def action_go_to_line(self, line: int) -> None:
        """To a line of the document on the page, as the status line counts them."""
        self.going.to_line(line)

    def action_article(self, step: int) -> None:
        """To the next or previous article, across documents."""
        self.going.to_article(step, self.take_count())

    def action_passage(self, step: int) -> None:
        """To the next or previous passage that is told elsewhere, across articles and documents."""
        count = self.take_count()
        self.focus_pane("page")
        self.going.to_passage(step, count)

    def action_document(self, step: int) -> None:
        """To the first article of the next or previous document that has one."""
        self.going.to_document(step, self.take_count())

    def action_scope(self) -> None:
        self.repeats.action_scope()
        if self.focused is not self.repeats:  # whose title says it
            self.notify(SCOPES[self.repeats.wanted.scope], markup=False, timeout=2)

    def action_merge(self) -> None:
        """The differences with the twin, on the page."""
        if not self.merged_page.turn():
            self._say_no_twin()
        elif not self.page.region:
            self.focus_pane("page")  # where one pane is shown at a time

    def action_side_by_side(self) -> None:
        """The passage and its twin, over the whole screen."""
        from reader.tui.screens.comparing import Ways
        from reader.tui.screens.side_by_side import SideBySide

        if entry := self.repeats.chosen():
            drafts, searches = self.on_page.drafts, self.search.history
            ways = Ways(self.jumping.into_twin, self._step_from, self.copy, self.marking, drafts, searches)
            start, end = self.page.line_span(self.page.cursor)
            is_inside = entry.twin.told_start < start < min(end, entry.twin.told_end)
            self._beside = SideBySide(self.catalogue, self.texts, entry, ways, start if is_inside else None)
            self.app.push_screen(self._beside, self._beside_closed)
        else:
            self._say_no_twin()

    def _beside_closed(self, result: None) -> None:
        self._beside = None

    def _step_from(self, entry: Entry, twins: int) -> Entry | None:
        """Go on in repeats from a twin, which may have been listed anew since it was shown."""
        self.repeats.show_twin(entry.twin)
        return self.repeats.step(twins)

    def _say_no_twin(self) -> None:
        """Say why there is nothing to compare what is on the page with."""
        if self.entry() is None:
            return
        if self.opening.raw and self.repeats.chosen():
            way = naming_key(self, "read.raw", " {} shows it again.")
            self.notify(f"Differences are shown on the text, not on the source.{way}", markup=False)
        else:
            self.notify(self._left_out() or "Nothing on this page is told again.", markup=False)

    def _left_out(self) -> str:
        """What is told again and not listed, and which keys list it; empty if nothing is left out."""
        listing = self.repeats.listing
        keys = [naming_key(self, each.key, "{}") for each in listing.left_out]
        pane = " in repeats" if any(each.key != "read.scope" for each in listing.left_out) else ""
        return f"{listing.said_left_out} {', '.join(keys)}{pane} lists more." if all(keys) else listing.said_left_out

    def action_raw(self) -> None:
        if self.entry() is not None:
            self.opening.turn_raw()

    def action_card(self) -> None:
        self.cards.show_document()

    @on(StatusBar.ActivityClicked)
    def action_skipped(self) -> None:
        self.cards.show_skipped()

    # What keys ask for.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, keys are letters; in repeats the keys of documents go from twin to twin."""
        is_typing = self.focused is not None and not isinstance(self.focused, LineView)
        if is_typing or (action == "document" and self.focused is self.repeats):
            return False
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        if self.opening.shown is None:
            self.entry()  # which says why there is none
        else:
            self.outside.edit(self.catalogue.documents[self.opening.shown[0]])

    def action_pipe(self) -> None:
        self.outside.pipe()

    def action_look_again(self) -> None:
        """Look at the files again, though nothing has told that they changed."""
        self.following.look_again()
        self.notify("Looking at the disk again.", markup=False, timeout=2)

    def action_commands(self) -> None:
        from reader.tui.screens.commands import open_commands

        open_commands(self)

    def action_messages(self) -> None:
        """All that was said so far."""
        from reader.tui.screens.messages import MessagesScreen

        if isinstance(self.app, TalkingApp):
            self.app.push_screen(MessagesScreen(self.app.messages.text()))

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen, help_groups

        self.app.push_screen(HelpScreen(help_groups(self)))
