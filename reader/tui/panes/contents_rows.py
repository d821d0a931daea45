"""Contents as rows: what is listed, in which order, and how it is drawn."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from reader.library.catalogue import Catalogue
from reader.library.entries import ArticleEntry
from reader.library.renumbering import Renumbering
from reader.library.userdata.history import MOSTLY
from reader.plurals import plural
from reader.tui.fitting import broken, fit_name, fit_title, marked
from reader.tui.keymaps import naming_key
from reader.tui.line_view import LineView
from reader.tui.ordering import Ordering
from reader.tui.outline import Hits, Outline, Row
from reader.tui.safe import crop, safe_line

NOTHING_FOUND = "No title has these letters."
"""Said where the filter finds nothing."""

KEPT_SECTIONS = 1000
"""Documents of which the numbers of articles are kept: many screens."""

SHARE_BARS = "▁▂▃▄▅▆▇█"
"""How much of an article is told again, by eighths."""

UNREAD_SIGN = "○"
"""Before how much of an article is unread, where it was begun."""

LEAD_CELLS = 3
"""Before a title: whether something is folded, whether it is on the page or read, and a gap."""

LEAST_TITLE_CELLS = 20
"""What is unread is left out where the title would have less room."""

NAMED_TITLE_CELLS = 40
"""The name of a file stands beside the title in what a title leaves that is no longer, or as much of it."""

LEAST_NAME_CELLS = 6
"""A shorter piece of a name tells nothing."""

BEFORE_NAME, AFTER_NAME = "  ", " "

LONE_SIGN = "·"
"""Before an article that is all of its document, where others stand below the name of theirs."""

EMPTY = "empty"
"""Beside a document in which there is nothing to read."""

BEGUN_SHARE = 0.05
"""Of an article from which on it counts as begun: whoever looks in is shown a screen of it."""


class ContentsRows(LineView):
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
        self._by_document = ("", 0)
        self._pointed: Row | None = None
        """The row that the cursor came to, until it is taken."""
        self.share_read_of: Callable[[int, int], float] = lambda document, article: 0.0
        """How much of an article the user has read, 0..1."""

    # What is listed.

    def documents_changed(self) -> None:
        """Take in documents that were added to the catalogue."""
        self.outline.add(*self.catalogue.counts(len(self.outline.stories)))
        self.outline.update()
        self.lines_changed()
        self.update_title()
        self.order.follow()

    def renumber(self, renumbering: Renumbering) -> None:
        """Start again because documents have other numbers; what was folded stays folded, what was found stays."""
        self.order.ranking = None
        before = self.outline
        before.folded, before.opened_rest = map(renumbering.documents, (before.folded, before.opened_rest))
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
        line = self.outline.find(row.document, row.article) if row else None
        self.cursor = line or 0
        if line is None:
            self.scroll_top(0)
        self.refresh()
        self.show_cursor()

    def _start_again(self) -> None:
        before = self.outline
        section = lru_cache(KEPT_SECTIONS)(self.order.section)
        self.outline = Outline(section, folded=before.folded, opened_rest=before.opened_rest)
        if self.order.ranking is not None:
            self.outline.order = self.order.ranking.documents

    def set_shown(
        self,
        shown: Hits | None,
        further: Sequence[tuple[str, Hits]] = (),
        did_you_mean: str = "",
        by_document: tuple[str, int] = ("", 0),
    ) -> None:
        """Restrict the rows to articles by document, followed by `further` ones below what is said of them; None
        shows all again. `did_you_mean` is another query, which may have been meant; `by_document` one that asks for
        names of documents, and how many articles it finds.
        """
        self.outline.shown, self.outline.further, self.outline.beside = shown, further, None
        self._did_you_mean, self._by_document = did_you_mean, by_document
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
        query, found = self._by_document
        by_document = (f"{safe_line(query)} finds {plural(found, 'article')}.",) if found else ()
        notes = (NOTHING_FOUND, *by_document, naming_key(self, "read.find", "{} looks in the texts."))
        width = self.content_size.width - 4  # of a line without its margin and the scrollbar
        return [line for note in notes if note for line in broken(note, width)]

    def unread(self) -> Sequence[str]:
        """Names of files that are still to be read: those that are listed below the rows, unless a filter is on."""
        return () if self.catalogue.compared else self.waiting[self.catalogue.files_read :]

    def row(self) -> Row | None:
        """The row under the cursor; None on a file that is still to be read."""
        return self.outline.row(self.cursor) if self.cursor < len(self.outline) else None

    def can_rest_on(self, line: int) -> bool:
        row = self.outline.row(line) if line < len(self.outline) else None
        return row is None or not row.label

    # Drawing.

    def draw_line(self, line: int, width: int) -> list[Segment]:
        cursor = self.cursor_overlay if line == self.cursor else None
        if line >= len(self.outline):
            note = self._below()[line - len(self.outline)]
            is_file = self.outline.shown is None and not self.catalogue.compared
            cursor = cursor if is_file else None
            style = self.style_of("contents--note", cursor)
            return self._fit(f"  {safe_line(note)}", "…" if is_file else "", width, style, cursor)
        row = self.outline.row(line)
        if row.label:
            return self._fit(row.label, "", width, self.style_of("contents--rest", cursor), cursor)
        if row.heading:
            mark = "▸" if row.document in self.outline.folded and self.outline.shown is None else "▾"
            mark = " " if self.outline.is_empty(row.document) else mark
            is_current = self.current == (row.document, None)
            style = self.style_of("contents--current" if is_current else "contents--document", cursor)
            mark += "›" if is_current else ""
            beside = self._beside_heading(line, row.document)
            room = width - cell_len(f"{mark} {beside}") - 1
            name, _ = fit_name(self.catalogue.documents[row.document].name, (), room)
            return self._fit(f"{mark} {name}", beside, width, style, cursor)
        if row.article is None:
            section = self.outline.section(row.document)
            mark = "▾" if row.document in self.outline.opened_rest else "▸"
            where = "around the article" if self.outline.is_lone(row.document) else "between articles"
            label = f"  {mark} {len(section.rest):,} {where}"
            return self._fit(label, "", width, self.style_of("contents--rest", cursor), cursor)
        return self._article(row, width, cursor)

    def _beside_heading(self, line: int, document: int) -> str:
        """How many articles are listed below it, or by what it stands where it does; or that there is nothing."""
        if self.outline.is_empty(document):
            return EMPTY
        if self.outline.shown is not None:
            return f"{len(self.outline.listed(line)):,}"
        if (ranking := self.order.ranking) is not None and document < len(ranking.told):
            return self._told(ranking.told[document])
        return f"{len(self.outline.section(document).articles):,}"

    def _article(self, row: Row, width: int, cursor: str | None) -> list[Segment]:
        if row.article is None:
            return []
        article = self.catalogue.documents[row.document].articles[row.article]
        is_current = self._is_current(row)
        read = self.share_read_of(row.document, row.article)
        is_read = read >= MOSTLY
        beside, beside_name = self._share(article, by_number=self.order.ranking is not None and not row.rest)
        name = "contents--rest" if row.rest or is_read else "contents--article"
        name = "contents--current" if is_current and not row.rest else name
        style = self.style_of(name, cursor)
        before = "   " if row.rest else self._before(row)
        lead = "› " if is_current else "✓ " if is_read else "  "
        room = width - len(before + lead) - len(beside)
        unread = f" {UNREAD_SIGN}{1 - read:.0%} "
        if BEGUN_SHARE <= read < MOSTLY and room - len(unread) >= LEAST_TITLE_CELLS:
            beside, room = unread + beside, room - len(unread)
        places = self.positions_of(article.title) if self.outline.shown is not None else ()
        name_segments = self._file_name(row, cell_len(safe_line(article.title)), room, cursor) if row.lone else []
        taken = sum(cell_len(segment.text) for segment in name_segments)
        title, matched = fit_title(article.title, places, room - taken)
        before_style = self.style_of("contents--note", cursor)
        segments = [Segment(before, before_style), Segment(lead, style)] if room > 4 else []
        segments += marked(title, matched, style, self.style_of("contents--match", cursor))
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, width - used - taken - len(beside)), style))
        segments += name_segments
        segments.append(Segment(beside, self.style_of(beside_name, cursor)))
        return segments

    def _is_current(self, row: Row) -> bool:
        """Whether an article is on the page; if all of its document is on its row, anything of that."""
        if self.current is None or not row.lone or self.current[0] != row.document:
            return self.current == (row.document, row.article)
        is_all = self.current[1] is None or (self.outline.shown is None and self.outline.is_folded(row.document))
        return is_all or self.current[1] == row.article

    def _before(self, row: Row) -> str:
        """What stands at the beginning of the row of an article: a blank if it is below the heading of its document."""
        if not row.lone:
            return " "
        return self.fold_mark(row) or (LONE_SIGN if self.outline.is_mixed else " ")

    def fold_mark(self, row: Row) -> str:
        """Whether what stands around the only article of a document is folded, as a sign; "" if nothing does."""
        if not row.lone or self.outline.shown is not None or not self.outline.others[row.document]:
            return ""
        return "▸" if self.outline.is_folded(row.document) else "▾"

    def _file_name(self, row: Row, title_cells: int, room: int, cursor: str | None) -> list[Segment]:
        """The name of the document of an article without heading, behind a gap, where the title leaves room for it; if
        the name was asked for, the title leaves half."""
        name = self.catalogue.documents[row.document].name
        places = self.positions_in_name(name) if self.outline.shown is not None else ()
        cells = room - min(title_cells, room // 2 if places else NAMED_TITLE_CELLS) - len(BEFORE_NAME + AFTER_NAME)
        if cells < min(cell_len(name), LEAST_NAME_CELLS):
            return []
        style = self.style_of("contents--note", cursor)
        shown, matched = fit_name(name, places, cells)
        name_segments = marked(shown, matched, style, self.style_of("contents--match", cursor))
        return [Segment(BEFORE_NAME, style), *name_segments, Segment(AFTER_NAME, style)]

    def _share(self, article: ArticleEntry, *, by_number: bool) -> tuple[str, str]:
        """A glyph or a number, and its style, that say how much of an article is told again."""
        name = "contents--across" if article.across >= article.within else "contents--within"
        if by_number:
            return f" {self._told(article.told):>3}", name if article.told else "contents--note"
        if article.told <= 0:
            return " ", "contents--note"
        return SHARE_BARS[min(len(SHARE_BARS) - 1, int(article.told * len(SHARE_BARS)))], name

    def _told(self, share: float) -> str:
        """How much is told again; that nothing is can be known only when all was compared."""
        return f"{share:.0%}" if share or self.catalogue.compared else "…"

    def _fit(self, left: str, right: str, width: int, style: Style, cursor: str | None) -> list[Segment]:
        """`left` cut so that `right` stands at the right edge."""
        right_style = self.style_of("contents--note", cursor)
        room = max(0, width - cell_len(right) - 1)
        return [
            Segment(set_cell_size(crop(left, room), room), style),
            Segment(" ", style),
            Segment(right, right_style),
        ]


def _still_there(hits: Hits, renumbering: Renumbering) -> Hits:
    """Hits under the present numbers of their documents, without those in documents that were read again."""
    kept = {
        renumbering.document(number): listed for number, listed in hits.items() if not renumbering.is_changed(number)
    }
    return {number: kept[number] for number in sorted(number for number in kept if number is not None)}
