"""Where one was: the place in each document, the article read last, the places left by jumps; kept over starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.tui.jumps import Location

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.library.entries import DocumentEntry
    from reader.tui.keeping import Keeping, Kept
    from reader.tui.opening import Opening
    from reader.tui.screens.three_panes import ThreePanes

PATIENCE_SECONDS = 0.4
"""After this long the first article is shown although the last place is not known yet."""

REST_SECONDS = 2.0
"""A place is kept when the page has not moved for this long: not for each key that is held down."""

RESTORED_JUMPS = 50
"""As many as one would go back through."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the last session left: (document, offset), the present numbers."""

    last: tuple[int, int] | None
    jumps: tuple[tuple[int, int], ...]


class Places:
    """Keeps where the reader is, and brings it back at the next start."""

    def __init__(
        self,
        screen: ThreePanes,
        keeping: Keeping,
        opening: Opening,
        restore_jumps: Callable[[Sequence[Location]], None],
        line: int = 0,
    ) -> None:
        """`line`, counted from 1: where the first document is to be opened, instead of where reading stopped."""
        self._screen = screen
        self._keeping = keeping
        self._opening = opening
        self._restore_jumps = restore_jumps
        self._line = line
        self._waiting = True
        self._rest: Timer | None = None
        self._now: tuple[DocumentEntry, int] | None = None
        """Document and offset that are not kept yet."""

    def start(self) -> None:
        """Find out where reading stopped."""
        self._keeping.do(self._look_up, self._restore)
        self._screen.set_timer(PATIENCE_SECONDS, self._give_up)

    def open_first(self) -> None:
        """Show the first article there is, unless something is shown or is about to be."""
        if self._waiting:
            return
        documents = self._screen.catalogue.documents
        if not self._line:
            self._opening.open_first()
        elif documents and documents[0].articles:
            entry, line, self._line = documents[0], self._line, 0
            self._keeping.do(lambda kept: _offset_of_line(kept.texts.text(entry), line), self._open_at)

    def _open_at(self, offset: int) -> None:
        entry = self._screen.catalogue.documents[0]
        self._opening.open(0, entry.article_at(offset), at=offset)
        self._screen.focus_pane("page")

    def _give_up(self) -> None:
        self._waiting = False
        self.open_first()

    def _look_up(self, kept: Kept) -> Before:
        memory = kept.data.memory
        jumps = [(self._find(kept, jump.document), jump.start) for jump in memory.jumps(kept.library)[-RESTORED_JUMPS:]]
        last = None
        number = memory.last_document(kept.library)
        document = self._find(kept, number) if number is not None else None
        if document is not None:
            with suppress(TwicetoldError, IndexError):
                place = memory.place(kept.number(self._screen.catalogue.documents[document]))
                last = document, place.start if place and not place.lost else 0
        return Before(last, tuple((document, start) for document, start in jumps if document is not None))

    def _find(self, kept: Kept, number: int) -> int | None:
        from reader.library.userdata.catalogued import find

        return find(self._screen.catalogue, kept.data.documents.key(number))

    def _restore(self, before: Before) -> None:
        documents = self._screen.catalogue.documents
        height = self._screen.page.content_size.height
        self._restore_jumps(
            [
                Location(document, documents[document].article_at(start), start, height // 3, "page")
                for document, start in before.jumps
                if document < len(documents) and documents[document].articles
            ]
        )
        self._waiting = False
        if before.last and not self._line and self._opening.shown is None and before.last[0] < len(documents):
            document, start = before.last
            if documents[document].articles:
                self._opening.open(document, documents[document].article_at(start), at=start)
                return
        self.open_first()

    def moved(self) -> None:
        """The page shows something else: keep that once it rests."""
        content = self._screen.page.content
        if content is None or content.article is None or self._opening.article is None:
            return
        self._now = self._screen.catalogue.documents[content.document], self._opening.place
        if self._rest is None:
            self._rest = self._screen.set_timer(REST_SECONDS, self.save)
        else:
            self._rest.reset()

    def save(self) -> None:
        """Keep where the page is now."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self._now is None:
            return
        (entry, place), self._now = self._now, None
        self._keeping.do(lambda kept: _set_place(kept, entry, place))

    def left(self, location: Location) -> None:
        """A place was left by a jump."""
        entry = self._screen.catalogue.documents[location.document]
        self._keeping.do(lambda kept: _add_jump(kept, entry, location.place))


def _set_place(kept: Kept, entry: DocumentEntry, place: int) -> None:
    with suppress(TwicetoldError):  # nobody asked for it: a file that changed meanwhile is no news
        kept.data.memory.set_place(kept.library, kept.number(entry), kept.texts.text(entry), place)


def _add_jump(kept: Kept, entry: DocumentEntry, place: int) -> None:
    from reader.library.userdata.records import Jump

    with suppress(TwicetoldError):
        kept.data.memory.add_jump(kept.library, Jump(kept.number(entry), place))


def _offset_of_line(text: str, line: int) -> int:
    """Where a line starts, counted from 1; the last one if there are fewer."""
    offset = 0
    for _ in range(line - 1):
        following = text.find("\n", offset) + 1
        if not following or following >= len(text):
            break
        offset = following
    return offset
