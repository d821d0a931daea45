"""Following the analysis: its notices, taken in by a thread, become what contents, page and status line show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from reader.library.background import AnalysisError, Analyst
from reader.library.catalogue import Catalogue
from reader.library.index_file import delete, release, temporary_index
from reader.library.notices import (
    Changed,
    Compared,
    Comparing,
    Notice,
    Progress,
    Rebuilding,
    Trouble,
    told,
    told_change,
)
from reader.library.renumbering import Renumbering
from reader.library.skipping import skipped_and_begun
from reader.tui.keymaps import naming_key
from reader.tui.messages import note
from reader.tui.safe import safe_line

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes
    from reader.tui.session import Session

REFRESH_SECONDS = 0.05
"""Notices of the analysis are shown together at most this often."""

NAMED_CHANGES = 30
"""Changed files that are named in the list of messages; on the screen it is as many as there is room for."""

INCOMPLETE = "incomplete"
"""Stands in the status line when the analysis ended early."""

SPARE = "Meanwhile all is read into a temporary index"
"""Said where the library's own cannot be written."""


class Found(Message):
    """The analysis has something new."""

    def __init__(self, event: Notice | AnalysisError | None) -> None:
        """None when the analysis is complete."""
        super().__init__()
        self.event = event


class Following:
    """The analysis of the open library, as the screen sees it."""

    def __init__(
        self,
        screen: ThreePanes,
        session: Session,
        *,
        renumbered: Callable[[Renumbering], None],
        changed: Callable[[], None],
    ) -> None:
        """`renumbered`: documents have other numbers now; `changed`: there may be more to show."""
        self._screen = screen
        self._session = session
        self._renumbered = renumbered
        self._changed = changed
        self._analyst: Analyst | None = None
        self._index = session.index
        """What the analysis writes: the index of the library, or a temporary one where that cannot be written."""
        self._work = told(Progress(0, 0))
        """What the analysis is doing, until all is compared."""
        self._files_read = 0
        """As the analysis has told; the catalogue shows it with what was in them."""
        self._is_known = False
        """Whether the files have been looked at since the start: nobody has seen what was there before."""
        self.refresh_pending = False

    @property
    def _catalogue(self) -> Catalogue:
        return self._screen.catalogue

    def start(self) -> None:
        """Begin, or begin again."""
        self._screen.run_worker(self._follow, thread=True, group="analysis")

    def look_again(self) -> None:
        """Have the files looked at again; where the analysis has ended, it begins again."""
        if self._analyst is None or not self._analyst.look_again():
            self.start()

    def stop(self) -> None:
        """End the analysis and let go of the index."""
        if self._analyst:
            self._analyst.stop()
        self._catalogue.close()
        release(self._session.index)
        release(self._index)

    def _follow(self) -> None:
        self._analyst = Analyst(self._session.read_from, self._index)
        try:
            for event in self._analyst.notices():
                self._screen.post_message(Found(event))
            self._screen.post_message(Found(None))
        except AnalysisError as error:
            self._screen.post_message(Found(error))

    def take_in(self, found: Found) -> None:
        """Note what was found; it is shown with all that comes in the same moment."""
        match found.event:
            case Progress() as progress:
                self._files_read = progress.files_read
                self._go_on(told(progress))
            case Comparing() as progress:
                self._is_known = True
                self._go_on(told(progress))
            case Compared():
                self._is_known = True
            case Changed() as changed:
                self._tell_change(told_change(changed, NAMED_CHANGES), is_seen=self._is_followed(changed))
            case Rebuilding(reason=reason):
                self._screen.notify(
                    safe_line(f"The index is being made anew: {reason}."), severity="warning", markup=False
                )
            case Trouble(message=message):
                if not self._begin_spare(message):
                    self._stop_early(message)
            case AnalysisError() as error:
                self._stop_early(str(error))
            case _:
                pass
        is_all_read = isinstance(found.event, Comparing | Compared)
        if self._catalogue.index != self._index and (is_all_read or not self._catalogue.documents):
            self._catalogue.turn_to(self._index)
        if not self.refresh_pending:
            self.refresh_pending = True
            self._screen.set_timer(REFRESH_SECONDS, self.show)

    def _go_on(self, work: str) -> None:
        self._work, self._catalogue.stopped = work, ""

    def _stop_early(self, message: str) -> None:
        self._work, self._catalogue.stopped = INCOMPLETE, message
        self._warn(message)

    def _warn(self, message: str) -> None:
        self._screen.notify(safe_line(message[0].upper() + message[1:]), severity="warning", markup=False)

    def _begin_spare(self, message: str) -> bool:
        """Begin to read all into a temporary index, as the verbs do, where the library's own cannot be written; whether
        there is one. It is shown as soon as it holds no less."""
        if self._index.temporary or self._analyst is None:
            return False
        try:
            spare = temporary_index(self._index.text_field)
        except OSError:
            return False  # there is no room for another one either
        self._analyst.stop()
        self._index = spare
        self._warn(f"{message}. {SPARE}.")
        self.start()
        return True

    def _is_followed(self, changed: Changed) -> bool:
        """Whether a change is that of a file at whose end the user stands, where what is new is about to be seen."""
        content = self._screen.page.content
        if content is None or content.article is None or changed.how != "changed":
            return False
        name = self._catalogue.documents[content.document].file.name
        return changed.names == (name,) and self._screen.page.is_at_end

    def _tell_change(self, text: str, *, is_seen: bool) -> None:
        """Say what has become of files, or only note it if it is seen or was before the library was opened."""
        text = safe_line(text[0].upper() + text[1:])
        if not self._is_known:
            note(self._screen, f"Since the last time: {text}")
        elif is_seen:
            note(self._screen, text)
        else:
            self._screen.notify(text, markup=False)

    def show(self) -> None:
        """Show all that came since it was last done."""
        self.refresh_pending = False
        catalogue = self._catalogue
        if catalogue.damaged:
            self._mend()
        renumbering = catalogue.refresh()
        catalogue.files_read = self._files_read
        if renumbering:
            self._renumbered(renumbering)
        self._screen.contents.documents_changed()
        self._changed()
        self._screen.set_activity(self._activity())

    def _activity(self) -> str:
        catalogue = self._catalogue
        if catalogue.compared:
            told = zip(skipped_and_begun(catalogue.skipped), ("skipped", "read in part"), strict=True)
            return ", ".join(f"{count:,} {what}" for count, what in told if count)
        if self._catalogue.stopped:
            return self._work + naming_key(self._screen, "app.messages", ": {} says why")
        return self._work

    def _mend(self) -> None:
        """Have a damaged index made anew."""
        if self._analyst:
            self._analyst.stop()
            self._analyst = None
            delete(self._catalogue.index.path)
            self._screen.notify("The index was damaged. It is being made anew.", severity="warning", markup=False)
            self.start()
