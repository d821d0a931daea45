"""Contents: the tree of documents and articles, and what keys and mouse do on it."""

from collections.abc import Callable, Sequence

from textual.message import Message

from reader.library.catalogue import Catalogue
from reader.library.file_lines import first_named
from reader.tui.keymaps import naming_key
from reader.tui.keys import CONTENTS, bindings
from reader.tui.outline import Row
from reader.tui.panes.contents_rows import LEAD_CELLS, ContentsRows
from reader.tui.safe import safe_line


class Contents(ContentsRows):
    """The documents and articles of the library; the row under the cursor is what the page shows.

    | key | does |
    |---|---|
    | enter | open the article, or fold the document or folder |
    | / | filter by a few letters |
    | h l | fold, unfold |
    | O | most repeated first, least repeated first, as in the files |
    """

    BINDINGS = bindings(CONTENTS)

    class Pointed(Message):
        """The cursor came to another row, which `take_pointed` gives."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Contents.Pointed)

    def __init__(self, catalogue: Catalogue, names: Sequence[str]) -> None:
        super().__init__(catalogue, names)
        self.opened: Callable[[Row], None] = lambda row: None
        """Called when the user wants to read the article of a row; at once, since the next key acts on that article."""
        self.awaited_file = ""
        """The name of the file that the cursor was put on before it was read, until it is."""
        self._is_opened = False
        """Whether it is to be opened then."""

    def action_order(self) -> None:
        """The most repeated first, the least repeated first, or as in the files."""
        self.take_count()
        if self.outline.shown is not None:
            self.app.bell()  # hits keep the order of the files
        else:
            self.order.turn()

    def documents_changed(self) -> None:
        super().documents_changed()
        if self.awaited_file and self.outline.shown is None:
            self._follow_file()

    def _follow_file(self) -> None:
        """Stay on the file that is waited for, while others are listed above it; what it holds takes its place."""
        if self.awaited_file in (unread := self.unread()):
            self.cursor = len(self.outline) + unread.index(self.awaited_file)
            self.lines_changed()
            self.show_cursor()
            return
        document = first_named(self.catalogue, self.awaited_file)
        name, self.awaited_file = self.awaited_file, ""
        if document is None:
            way = naming_key(self, "read.skipped", " {} says why.")
            self.notify(f"Nothing of {safe_line(name)} is read.{way}", markup=False)
            return
        self.cursor = self.outline.find(document) or 0
        self.lines_changed()
        self.show_cursor()
        if self._is_opened and (stories := self.outline.section(document).articles):
            self.opened(Row(document, stories[0]))
        elif self.has_focus:
            self.cursor_moved()

    def cursor_moved(self) -> None:
        row = self.row()
        self._await_file("" if row else self._unread_here())
        if row:
            self._pointed = row
            if self.is_attached:  # it is not when the program is ending
                self.screen.post_message(self.Pointed())  # at once, for one frame to show all that follows

    def _unread_here(self) -> str:
        """The name of the file under the cursor that is still to be read; "" if none is."""
        below = self.cursor - len(self.outline)
        unread = () if self.outline.shown is not None or below < 0 else self.unread()
        return next(iter(unread[below : below + 1]), "")

    def _await_file(self, name: str, *, is_opened: bool = False) -> None:
        self.awaited_file, self._is_opened = name, is_opened

    def take_pointed(self) -> Row | None:
        """The row that the cursor came to since this was asked last."""
        row, self._pointed = self._pointed, None
        return row

    def clicked(self, line: int, x: int) -> None:
        if self.folder() is not None:
            self.action_open()
            return
        row = self.row()
        x -= self.indent(row, self.content_size.width - 1) if row else 0
        if row and row.article is None and x < 4:
            self.action_open()
        elif row and x < LEAD_CELLS and self.fold_mark(row):
            if self.outline.is_folded(row.document):
                self.action_unfold()
            else:
                self.action_fold()

    def point_at(self, document: int, article: int | None) -> None:
        """Put the cursor on an article or a document because the page shows it, unfolding what the article is in; while
        a filter is on, it is listed among the hits if it is none."""
        before = self.outline.find(*self.current) if self.current else None
        changed = {self.cursor, before}
        self.current = (document, article)
        if article is not None and self.outline.shown is None and self.outline.reveal(document):
            self.lines_changed()
        if self.outline.shown is not None:
            self._list_beside(
                None if article is None or self.outline.is_hit(document, article) else (document, article)
            )
        line = self.outline.find(document, article)
        if line is not None:
            self._await_file("")
        if line is not None and line != self.cursor:
            self.cursor = line
            self.show_cursor()
        for each in changed | {line}:
            if each is not None:
                self.refresh_line(each)

    def _list_beside(self, place: tuple[int, int] | None) -> None:
        if place != self.outline.beside:
            self.outline.beside = place
            self.outline.update()
            self.lines_changed()

    def stand_at(self, *places: tuple[int, int | None]) -> None:
        """Put the cursor on the first of some (document, article) that is listed; the page stays as it is."""
        lines = (self.outline.find(*place) for place in places)
        self.cursor = next((line for line in lines if line is not None), self.cursor)
        self.lines_changed()
        self.show_cursor()

    def action_open(self) -> None:
        row = self.row()
        if row is None:
            if (folder := self.folder()) is not None:
                (self.action_unfold if self.outline.folder_rows.is_folded(folder) else self.action_fold)()
            elif name := self._unread_here():
                self._await_file(name, is_opened=True)
                self.notify(f"{safe_line(name)} is still to be read: it opens then.", markup=False)
            return
        if row.article is not None:
            self.opened(row)
        elif row.rest and self.outline.is_lone(row.document):
            self.action_fold()
        elif row.rest:
            self._flip(self.outline.opened_rest, row.document)
        elif self.outline.shown is None:
            self._flip(self.outline.folded, row.document)

    def action_fold(self) -> None:
        """Fold what the cursor is in: the rest first, then the document, then one folder after the other."""
        row = self.row()
        if self.outline.shown is not None:
            return
        if row is None or self.outline.is_folded(row.document):
            self._fold_folder()
        elif self.outline.is_lone(row.document) or (row.rest and row.document in self.outline.opened_rest):
            self.outline.opened_rest.discard(row.document)
            self._refold(row.document, rest=True)
        else:
            self.outline.folded.add(row.document)
            self._refold(row.document)

    def _fold_folder(self) -> None:
        """Fold the folder that the cursor is on or in; if it is folded, that in which it is."""
        row, folder, rows = self.row(), self.folder(), self.outline.folder_rows
        if row:
            folder = rows.innermost(row.document)
        elif folder is not None and rows.is_folded(folder):
            folder = next(rows.folders.outside(folder), None)
        if folder is not None:
            rows.fold(folder)
            self._stand_on(Row(-1, folder=folder))

    def action_unfold(self) -> None:
        row, folder, rows = self.row(), self.folder(), self.outline.folder_rows
        if self.outline.shown is not None:
            return
        if folder is not None:
            rows.unfold(folder)
        elif row is not None:
            if (row.rest and row.article is None) or self.fold_mark(row):
                self.outline.opened_rest.add(row.document)
            self.outline.folded.discard(row.document)
        self.outline.update()
        self.lines_changed()

    def action_fold_all(self) -> None:
        """Fold every document, or, where all are on one row, every folder; the page stays as it is."""
        everything, before, rows = set(range(len(self.outline.stories))), len(self.outline), self.outline.folder_rows
        self.fold(everything)
        if rows and len(self.outline) == before:
            self.fold(everything, folders=set(rows.folders.paths))

    def fold(self, documents: set[int], opened: set[int] | None = None, folders: set[str] | None = None) -> None:
        """Fold these documents and no others, and list the posts and residue of those that are `opened`; fold the
        folders with these paths; where nothing is said of these, as before. The page stays as it is."""
        row = self._row_at(self.cursor)
        self.outline.folded = documents
        if opened is not None:
            self.outline.opened_rest = opened
        if folders is not None:
            self.outline.folder_rows.folded = folders
        self._stand_on(row)

    def action_unfold_all(self) -> None:
        """Unfold all documents and folders, with the cursor on the article that is on the page."""
        row = self._row_at(self.cursor)
        self.outline.folded.clear()
        self.outline.folder_rows.folded.clear()
        self._stand_on(Row(*self.current) if self.current and row and row.document == self.current[0] else row)

    def _stand_on(self, row: Row | None) -> None:
        """Count rows anew, with the cursor on the one that stands for what a row stood for."""
        self.outline.update()
        if row:
            self.cursor = self.outline.line_of(row) or 0
        self.lines_changed()
        self.show_cursor()

    def _flip(self, documents: set[int], document: int) -> None:
        documents.symmetric_difference_update({document})
        self.outline.update()
        self.lines_changed()

    def _refold(self, document: int, *, rest: bool = False) -> None:
        """After folding: the cursor goes to the row that now stands for where it was."""
        self.outline.update()
        heading = self.outline.find(document) or 0
        is_below = rest and not self.outline.is_folded(document)
        self.cursor = heading + 1 + len(self.outline.section(document).articles) if is_below else heading
        self.lines_changed()
        self.show_cursor()
        self.cursor_moved()
