"""What the user made of the article on the page: looked up when it is shown, drawn when it is known."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.userdata.known import known_elsewhere, read_here
from reader.library.userdata.records import Annotation, Kind
from reader.library.userdata.spans import Spans, spans
from reader.tui.drafts import Drafts
from reader.tui.made import Made
from reader.tui.marking import NOTE_SIGN

if TYPE_CHECKING:
    from reader.library.entries import ArticleEntry, DocumentEntry
    from reader.library.userdata.kept import Kept
    from reader.tui.keeping import Keeping
    from reader.tui.opening import Opening
    from reader.tui.screens.three_panes import ThreePanes


class OnPage:
    """Marks, notes and what was read elsewhere, on the page."""

    def __init__(self, screen: ThreePanes, keeping: Keeping, opening: Opening) -> None:
        self._screen = screen
        self._keeping = keeping
        self._opening = opening
        self.drafts = Drafts(keeping, self.look)
        self.annotations: tuple[Annotation, ...] = ()
        """Marks, notes and highlights of the document on the page, lost ones left out."""
        self.read: Callable[[Spans], None] = lambda read: None
        """Called with what of the page was read before."""
        self._looking = False
        self.drawn: Callable[[], None] = lambda: None
        """Called when marks and notes of the page are known."""

    def look(self) -> None:
        """Look up what there is for the article that is on the page now."""
        self.annotations = ()
        if not self._looking:
            self._looking = True
            self._screen.call_after_refresh(self._look)  # no thread delays the frame to come

    def _look(self) -> None:
        self._looking = False
        content, article = self._screen.page.content, self._opening.article
        if content is None or article is None or content.article is None:
            return
        document = article[0]
        entry = self._screen.catalogue.documents[document]
        span = entry.articles[article[1]]

        def task(kept: Kept) -> tuple[tuple[Annotation, ...], Spans, Spans]:
            with suppress(TwicetoldError):  # the file changed meanwhile: it is about to be shown anew
                annotations = self._annotations(kept, entry)
                return annotations, self._known(kept, document, entry, span), read_here(kept, entry)
            return (), Spans(), Spans()

        def then(found: tuple[tuple[Annotation, ...], Spans, Spans]) -> None:
            if self._screen.page.content is not None and self._opening.article == article and not self._opening.raw:
                self.annotations = found[0]
                self._screen.page.set_made(made_of(found[0], found[1]))
                self.read(found[1].union(found[2]))
                self.drawn()

        self._keeping.do(task, then)
        self.drafts.look(entry)

    def _annotations(self, kept: Kept, entry: DocumentEntry) -> tuple[Annotation, ...]:
        marks = {each.number for each in kept.data.annotations.marks(kept.library)}
        found = kept.data.annotations.of(kept.number(entry))
        return tuple(each for each in found if not each.lost and (each.kind is not Kind.MARK or each.number in marks))

    def _known(self, kept: Kept, document: int, entry: DocumentEntry, span: ArticleEntry) -> Spans:
        reading = self._screen.settings.reading
        if not reading.record:
            return Spans()
        return known_elsewhere(kept, self._screen.catalogue, document, entry, span, reading.similarity)

    def here(self, place: int, end: int, *, drafts: bool = False) -> Annotation | None:
        """The note or highlight on a line, or of its `drafts` one, if there is one."""
        end = max(end, place + 1)
        about = [each for each in self.annotations if each.kind is not Kind.MARK and (each.draft is not None) is drafts]
        begun = [each for each in about if place <= each.start < end]
        return next(
            (each for each in (*begun, *about) if each.start < end and place < max(each.end, each.start + 1)), None
        )


def made_of(annotations: tuple[Annotation, ...], known: Spans) -> Made:
    """What the page draws for annotations."""
    signs = [(each.start, NOTE_SIGN) for each in annotations if each.kind is Kind.NOTE]
    signs += [(each.start, each.label) for each in annotations if each.kind is Kind.MARK]  # nothing else tells it
    about = spans((each.start, each.end) for each in annotations if each.kind in (Kind.NOTE, Kind.HIGHLIGHT))
    return Made(known, about.pairs, tuple(sorted(signs, key=itemgetter(0))))
