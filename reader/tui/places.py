"""Where one was: the place in each document, the article read last and the pane, the places left by jumps; kept over
starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.file_lines import first_of, name_at, record_at
from reader.library.sources import ways_to
from reader.library.userdata.catalogued import find, find_all
from reader.library.userdata.documents import DocumentKey
from reader.library.userdata.records import Jump
from reader.starting import STOPPED, Start
from reader.tui.describing import last_line, offset_of_line
from reader.tui.jumps import Location
from reader.tui.line_view import LineView
from reader.tui.safe import safe_line
from reader.tui.screens.three_panes import PANES, ThreePanes

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.library.catalogue import Catalogue
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.kept import Kept
    from reader.tui.keeping import Keeping
    from reader.tui.opening import Opening

PATIENCE_SECONDS = 0.4
"""After this long the first article is shown although the last place is not known yet."""

REST_SECONDS = 2.0
"""A place is kept when the page has not moved for this long: not for each key that is held down."""

RESTORED_JUMPS = 50
"""As many as one would go back through."""

NEVER = -1
"""No moment of a library."""


@dataclass(frozen=True, slots=True)
class Last:
    """Where reading stopped."""

    document: int | None
    """Its row in the index; None while the library does not have it."""
    start: int
    pane: str | None


class Places:
    """Keeps where the reader is, and brings it back at the next start."""

    def __init__(
        self,
        screen: ThreePanes,
        keeping: Keeping,
        opening: Opening,
        restore_jumps: Callable[[Sequence[Location]], None],
        start: Start = STOPPED,
    ) -> None:
        """`start`: where a document is to be opened, instead of where reading stopped."""
        self._screen = screen
        self._keeping = keeping
        self._opening = opening
        self._restore_jumps = restore_jumps
        self._start = start
        self._waiting = True
        """Nothing is shown yet: it is not known where reading stopped."""
        self._awaited = not start.file
        """There may be a place to come back to, and the user has not moved: it is not to be replaced by another."""
        self._first = (0, 0)
        """The article that was opened because there was nothing better: the row of its document, where it starts."""
        self._looked_at = NEVER
        """The moment of the library at which the last place was looked for."""
        self._jumps_wait = True
        """The places left by jumps are brought back when the library has been read."""
        self._rest: Timer | None = None
        self._now: tuple[DocumentEntry, int] | None = None
        """Document and offset that are not kept yet."""
        self._pane = ""
        """The pane that was kept last."""

    @property
    def _catalogue(self) -> Catalogue:
        return self._screen.catalogue

    def start(self) -> None:
        """Find out where reading stopped; keys wait for it, if they were told to."""
        self._looked_at = self._catalogue.moment
        self._follow_jumps()
        self._keeping.do(self._look_up, self._restore)
        self._screen.set_timer(PATIENCE_SECONDS, self._give_up)

    def follow(self) -> None:
        """Go on where reading stopped, if its document has come; else show the first article there is.

        Called when the library has changed, and when the user is back on the page from something else.
        """
        if self._waiting:
            return
        self.open_first()
        if self._awaited and self._looked_at != self._catalogue.moment:
            self._looked_at = self._catalogue.moment
            self._keeping.do(self._look_up, self._take_up)
        self._follow_jumps()

    def open_first(self) -> None:
        """Show the first article there is, or the line that is wanted, unless something is shown."""
        if not self._start.file:
            is_chosen = bool(self._screen.contents.awaited_file)  # which is the first to be shown
            if self._opening.shown is None and not self._opening.left and not is_chosen:
                self._open_first_article()
        elif (started := self._started()) is not None:
            (number, line), self._start = started, STOPPED
            entry = self._catalogue.documents[number]
            if entry.articles:
                self._keeping.do(lambda kept: kept.texts.text(entry), partial(self._open_at, entry.id, line))
            else:
                self._opening.open_document(number)

    def _started(self) -> tuple[int, int] | None:
        """The number of the document that is to be opened, and at which of its lines; None until it has been read.

        The line is one of the file where that holds records of which none is named.
        """
        catalogue, (file, line, record) = self._catalogue, self._start
        for path in ways_to(file) if file else ():
            number = find(catalogue, DocumentKey(path, record))
            if number is not None:
                return number, line
            if found := record_at(catalogue, path, f"{name_at(catalogue, path)}{record}", line):
                if line > catalogue.documents[found[0]].file_lines.of(found[1]):
                    self._say(f"Line {line:,} holds no text that is read: this is what stands before it.")
                return found
            if not record and (number := first_of(catalogue, path)) is not None:
                return number, line
        if file and catalogue.documents and catalogue.compared:
            self._start = STOPPED
            self._say(f"There is no {file.name}{record} in what is read.")
            self.open_first()
        return None

    def _open_first_article(self) -> None:
        for number, entry in enumerate(self._catalogue.documents):
            if entry.articles:
                article = entry.stories[0] if entry.stories else 0
                self._first = entry.id, entry.articles[article].start
                self._opening.open(number, article)
                return
        if self._catalogue.documents and self._catalogue.compared:
            self._opening.open_document(0)  # nothing can be read in any, and it says so

    def _open_at(self, row: int, line: int, text: str) -> None:
        number = self._catalogue.number_of(row)
        if number is None:
            return  # it is gone again
        entry = self._catalogue.documents[number]
        article = entry.article_at_line(line)
        self._opening.open(number, article, at=max(offset_of_line(text, line), entry.articles[article].start))
        self._screen.focus_pane("page")
        if line > (last := last_line(text)):
            self._say(f"The last line is {last:,}.")

    def _say(self, message: str) -> None:
        self._screen.notify(safe_line(message), markup=False)

    def _give_up(self) -> None:
        if self._waiting:
            self._waiting = False
            self.follow()
            self._screen.awaited.end()

    def _follow_jumps(self) -> None:
        if self._jumps_wait and self._catalogue.compared:
            self._jumps_wait = False
            self._keeping.do(self._look_up_jumps, self._put_jumps_back)

    def _look_up_jumps(self, kept: Kept) -> list[tuple[int, int]]:
        """(document, offset) of the places that were left, by the present numbers."""
        jumps = kept.data.memory.jumps(kept.library)[-RESTORED_JUMPS:]
        documents = find_all(kept, {jump.document for jump in jumps})
        return [(documents[jump.document], jump.start) for jump in jumps if jump.document in documents]

    def _put_jumps_back(self, jumps: Sequence[tuple[int, int]]) -> None:
        documents = self._catalogue.documents
        height = self._screen.page.content_size.height
        self._restore_jumps(
            [
                Location(document, documents[document].article_at(start), start, height // 3, "page")
                for document, start in jumps
                if document < len(documents) and documents[document].articles
            ]
        )

    def _look_up(self, kept: Kept) -> Last | None:
        memory = kept.data.memory
        number = memory.last_document(kept.library)
        if number is None:
            return None
        document = find_all(kept, (number,)).get(number)
        if document is not None:
            with suppress(TwicetoldError, IndexError):  # it changed meanwhile, and comes again
                entry = self._catalogue.documents[document]
                place = memory.place(kept.number(entry))
                start = place.start if place and not place.lost else 0
                return Last(entry.id, start, memory.pane(kept.library))
        return Last(None, 0, None)

    def _restore(self, last: Last | None) -> None:
        self._waiting = False
        self._take_up(last)
        self.follow()  # the library may have come while this was looked for
        self._screen.awaited.end()

    def _take_up(self, last: Last | None) -> None:
        """Go on where reading stopped, if its document has been read; not if the user has moved by then."""
        if not self._awaited:
            return
        if last is None or not self._is_untouched():
            self._awaited = False
            return
        number = self._catalogue.number_of(last.document) if last.document is not None else None
        if number is None:
            return
        if self._is_busy():
            self._looked_at = NEVER
            return
        entry = self._catalogue.documents[number]
        if entry.articles:
            self._awaited = False
            self._opening.open(number, entry.article_at(last.start), at=last.start)
            if last.pane in PANES and self._screen.pane == PANES[0]:  # else the user has gone to another one
                self._screen.focus_pane(last.pane)

    def _is_untouched(self) -> bool:
        """Whether the page shows the start of what was opened because there was nothing better, or nothing."""
        if self._opening.shown is None:
            return not self._opening.left
        document, article = self._opening.shown
        if article is None:
            return False
        entry = self._catalogue.documents[document]
        start = entry.articles[article].start
        is_at_start = self._screen.page.content is None or self._opening.place <= start
        return (entry.id, start) == self._first and is_at_start

    def _is_busy(self) -> bool:
        """Whether the user types something or looks at a layer, and would not want the page to change under it."""
        screen = self._screen
        return screen.app.screen is not screen or not isinstance(screen.focused, LineView)

    def moved(self) -> None:
        """The page shows something else: keep that once it rests."""
        content = self._screen.page.content
        if content is None or content.article is None or self._opening.article is None:
            return
        if self._awaited:
            if self._is_untouched():
                return
            self._awaited = False
        self._now = self._catalogue.documents[content.document], self._opening.place
        if self._rest is None:
            self._rest = self._screen.set_timer(REST_SECONDS, self.save)
        else:
            self._rest.reset()

    def save(self) -> None:
        """Keep where the page is now, and in which pane the user is."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if not self._awaited and self._screen.pane != self._pane:
            pane = self._pane = self._screen.pane
            self._keeping.do(lambda kept: kept.data.memory.set_pane(kept.library, pane))
        if self._now is None:
            return
        (entry, place), self._now = self._now, None
        self._keeping.do(lambda kept: _set_place(kept, entry, place))

    def left(self, location: Location) -> None:
        """A place was left by a jump."""
        entry = self._catalogue.documents[location.document]
        self._keeping.do(lambda kept: _add_jump(kept, entry, location.place))


def _set_place(kept: Kept, entry: DocumentEntry, place: int) -> None:
    with suppress(TwicetoldError):  # nobody asked for it: a file that changed meanwhile is no news
        kept.data.memory.set_place(kept.library, kept.number(entry), kept.texts.text(entry), place)


def _add_jump(kept: Kept, entry: DocumentEntry, place: int) -> None:
    with suppress(TwicetoldError):
        kept.data.memory.add_jump(kept.library, Jump(kept.number(entry), place))
