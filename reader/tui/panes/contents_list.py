"""Contents as a list: the documents and articles that it holds, in which order, or the hits of a filter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.library.catalogue import Catalogue
from reader.library.renumbering import Renumbering
from reader.plurals import plural
from reader.tui.fitting import broken
from reader.tui.folder_rows import FolderRows
from reader.tui.keymaps import naming_key
from reader.tui.line_view import LineView
from reader.tui.ordering import Ordering
from reader.tui.outline import Hits, Outline, Row
from reader.tui.safe import safe_line

NOTHING_FOUND = "Nothing has these letters."
"""Said where the filter finds nothing."""

KEPT_SECTIONS = 1000
"""Documents of which the numbers of articles are kept: many screens."""


@dataclass(frozen=True, slots=True)
class ContentsView:
    """Cursor and scroll position of contents, to be found again also when there are more rows above."""

    cursor: int
    top: int
    row: Row | None = None
    """The one under the cursor; None among hits, which have no more above, and on a file that is still to be read."""
    top_row: Row | None = None
    """The first on screen; None if no row is above it."""


class ContentsList(LineView):
    """The documents and articles of the library as an outline, with the hits of a filter in their place."""

    plain_style = "contents--article"

    def __init__(self, catalogue: Catalogue, names: Sequence[str]) -> None:
        """`names` are those of the files that are about to be read: they are listed until then."""
        super().__init__(id="contents")
        self.catalogue = catalogue
        self.order = Ordering(self, catalogue)
        self.outline = Outline(lru_cache(KEPT_SECTIONS)(self.order.section))
        self.waiting = list(names)
        self.current: tuple[int, int | None] | None = None
        """(document, article) on the page; no article: what is known of the document."""
        self.positions_of: Callable[[str], Sequence[int]] = lambda title: ()
        """While filtering: offsets of the matched characters in a title."""
        self.positions_in_name: Callable[[str], Sequence[int]] = lambda name: ()
        """The same in the name of a document."""
        self._did_you_mean = ""
        self._pointed: Row | None = None
        """The row that the cursor came to, until it is taken."""
        self.share_read_of: Callable[[int, int], float] = lambda document, article: 0.0
        """How much of an article the user has read, 0..1."""

    def documents_changed(self) -> None:
        """Take in documents that were added to the catalogue. Folders may get rows above others."""
        view, folders = self.view(), self.outline.folder_rows.folders
        folders.add(self.catalogue.names(folders.count))
        self.outline.add(*self.catalogue.counts(len(self.outline.stories)))
        self.outline.update()
        self.put_back(view)
        self.update_title()
        self.order.follow()

    def renumber(self, renumbering: Renumbering) -> None:
        """Start again because documents have other numbers; what was folded stays folded, what was found stays."""
        self.order.ranking = None
        before = self.outline
        before.folded, before.opened_rest = map(renumbering.documents, (before.folded, before.opened_rest))
        before.folder_rows = FolderRows(folded=before.folder_rows.folded)
        self._start_again()
        if before.shown is not None:
            self.outline.shown = _still_there(before.shown, renumbering)
            self.outline.further = [(label, _still_there(hits, renumbering)) for label, hits in before.further]
        self.current = self._pointed = None
        self.documents_changed()

    def articles_changed(self) -> None:
        """Start again because articles have other numbers; what was folded stays folded."""
        self._start_again()
        self.current = self._pointed = None
        self.documents_changed()

    def list_anew(self, row: Row | None = None) -> None:
        """List in the order that is wanted now, with the cursor on what a row stands for, or from the top."""
        self._start_again()
        self.documents_changed()
        line = self.outline.line_of(row) if row else None
        self.cursor = line or 0
        if line is None:
            self.scroll_top(0)
        self.refresh()
        self.show_cursor()

    def _start_again(self) -> None:
        before = self.outline
        section = lru_cache(KEPT_SECTIONS)(self.order.section)
        self.outline = Outline(
            section, folded=before.folded, opened_rest=before.opened_rest, folder_rows=before.folder_rows
        )
        if self.order.ranking is not None:
            self.outline.order = self.order.ranking.documents

    def set_shown(
        self,
        shown: Hits | None,
        further: Sequence[tuple[str, Hits]] = (),
        did_you_mean: str = "",
    ) -> None:
        """Restrict the rows to articles by document, followed by `further` ones below what is said of them; None
        shows all again. `did_you_mean` is another query, which may have been meant."""
        self.outline.shown, self.outline.further, self.outline.beside = shown, further, None
        self._did_you_mean = did_you_mean
        self.outline.update()
        self.lines_changed()
        self.update_title()

    def update_title(self) -> None:
        """Say in the border how much there is."""
        if self.outline.shown is not None:
            further = sum(len(listed) for _, hits in self.outline.further for listed in hits.values())
            is_like = further and not self.outline.hits()
            found = f"{further:,} like it" if is_like else f"{self.outline.hits():,} found"
            meant = f"{found}, or “{safe_line(self._did_you_mean)}”" if self._did_you_mean else found
            self.set_title(f"Contents · {meant}", meant, f"Contents · {found}")
        elif self.order.ranking is not None:
            self.set_title(self.order.wanted if self.catalogue.compared else f"So far {self.order.wanted.lower()}")
        else:
            articles = self.catalogue.articles_in_all()
            self.set_title(f"Contents · {plural(articles, 'article')}")

    def view(self) -> ContentsView:
        """Where the cursor is, and what is on screen."""
        if self.outline.shown is not None:
            return ContentsView(self.cursor, self.top)
        return ContentsView(
            self.cursor, self.top, self._row_at(self.cursor), self._row_at(self.top) if self.top else None
        )

    def put_back(self, view: ContentsView) -> None:
        """Go back to where cursor and screen were."""
        cursor, top = (self.outline.line_of(row) if row else None for row in (view.row, view.top_row))
        self.cursor = view.cursor if cursor is None else cursor
        self.top = view.top if top is None else top
        self.lines_changed()

    def line_count(self) -> int:
        return len(self.outline) + len(self._below())

    def _below(self) -> Sequence[str]:
        """What is said below the rows: files that are still to be read, which goes in the order of the list; or that
        the filter found nothing."""
        if self.outline.shown is None:
            nothing = ("There are no documents.",) if self.catalogue.compared and not len(self.outline) else ()
            return self.unread() or nothing
        if len(self.outline):
            return ()
        notes = (NOTHING_FOUND, naming_key(self, "read.find", "{} looks in the texts."))
        width = self.content_size.width - 4  # of a line without its margin and the scrollbar
        return [line for note in notes if note for line in broken(note, width)]

    def unread(self) -> Sequence[str]:
        """Names of files that are still to be read: those that are listed below the rows, unless a filter is on."""
        return () if self.catalogue.compared else self.waiting[self.catalogue.files_read :]

    def row(self) -> Row | None:
        """The row under the cursor; None on a folder or a file that is still to be read."""
        row = self._row_at(self.cursor)
        return row if row and row.folder is None else None

    def folder(self) -> int | None:
        """The folder of which the row is under the cursor; None on any other row."""
        row = self._row_at(self.cursor)
        return row.folder if row else None

    def _row_at(self, line: int) -> Row | None:
        return self.outline.row(line) if line < len(self.outline) else None

    def can_rest_on(self, line: int) -> bool:
        row = self._row_at(line)
        return row is None or not row.label


def _still_there(hits: Hits, renumbering: Renumbering) -> Hits:
    """Hits under the present numbers of their documents, without those in documents that were read again."""
    kept = {
        renumbering.document(number): listed for number, listed in hits.items() if not renumbering.is_changed(number)
    }
    return {number: kept[number] for number in sorted(number for number in kept if number is not None)}
