"""Contents as rows: how each line of the list is drawn, and what tells it from others that look the same."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from reader.library.catalogue import Catalogue
from reader.library.entries import ArticleEntry
from reader.library.userdata.history import MOSTLY
from reader.tui.fitting import fit_name, fit_title, folders_differ, head_kept, marked
from reader.tui.outline import Row
from reader.tui.panes.contents_list import ContentsList
from reader.tui.safe import crop, safe_line

SHARE_BARS = "▁▂▃▄▅▆▇█"
"""How much of an article is told again, by eighths."""

UNREAD_SIGN = "○"
"""Before how much of an article is unread, where it was begun."""

READ_SIGN = "✓"
"""Before the title of what was read; behind it while it is on the page, which has a sign of its own."""

LEAD_CELLS = 3
"""Before a title: whether something is folded, whether it is on the page or read, and a gap."""

LEAST_TITLE_CELLS = 20
"""What is unread is left out where the title would have less room."""

NAMED_TITLE_CELLS = 40
"""What is known of an article stands beside the title in what a title leaves that is no longer, or as much of it."""

ALIKE_TITLE_CELLS = 7
"""A title that looks like others near by leaves the rest to what tells them apart."""

LEAST_NAME_CELLS = 6
"""A shorter piece of a name tells nothing."""

NEAR_BY = 32
"""Rows that are held against those of the two blocks beside them, each of as many: so a row looks the same wherever on
the screen it stands."""

KEPT_BLOCKS = 16
"""Blocks of which it is kept what looks alike in them: several screens."""

KEPT_TITLES = 2048
"""Titles of which it is kept what is seen of them: they are drawn anew with each key that is typed into the filter."""

INDENT_CELLS = 2
"""By which what is in a folder stands further in."""

LEAST_INDENTED_SHARE = 0.75
"""Of the width that is left to what is in many folders."""

_AGAIN = re.compile(r" \(\d+\)\Z")
"""What was added to a title that came before in its document."""

Look = tuple[int | None, str]
"""The document of an article, if that has a heading, and what is seen of its title."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a row."""

    alike: frozenset[Look] = frozenset()
    """What several rows look like."""
    names: tuple[str, ...] = ()
    """The names that stand beside titles."""
    in_folders: bool = False
    """Their first folders tell them apart."""


BEFORE_NAME, AFTER_NAME = "  ", " "

LONE_SIGN = "·"
"""Before an article that is all of its document, where others stand below the name of theirs."""

EMPTY = "empty"
"""Beside a document in which there is nothing to read."""

BEGUN_SHARE = 0.05
"""Of an article from which on it counts as begun: whoever looks in is shown a screen of it."""


class ContentsRows(ContentsList):
    """The same as rows: how each is drawn."""

    def __init__(self, catalogue: Catalogue, names: Sequence[str]) -> None:
        super().__init__(catalogue, names)
        self._around = lru_cache(KEPT_BLOCKS)(self._look_around)

    def lines_changed(self) -> None:
        self._around.cache_clear()
        super().lines_changed()

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
        space = Segment(" " * self.indent(row, width), self.style_of("contents--article", cursor))
        return [space, *self._row(line, row, width, cursor)]

    def indent(self, row: Row, width: int) -> int:
        """By how many cells a row is indented, of so many."""
        rows = self.outline.folder_rows
        if not rows:
            return 0
        around = rows.folders.around(row.document) if row.folder is None else rows.folders.outside(row.folder)
        return min(INDENT_CELLS * sum(1 for _ in around), int(width * (1 - LEAST_INDENTED_SHARE)))

    def _row(self, line: int, row: Row, whole: int, cursor: str | None) -> list[Segment]:
        """A row of a folder, a document, or what is in one, behind what indents it; `whole` is the width with that."""
        width = whole - self.indent(row, whole)
        if row.folder is not None:
            return self._folder(row.folder, width, cursor)
        if row.heading:
            mark = "▸" if row.document in self.outline.folded and self.outline.shown is None else "▾"
            mark = " " if self.outline.is_empty(row.document) else mark
            is_current = self.current == (row.document, None)
            style = self.style_of("contents--current" if is_current else "contents--document", cursor)
            mark += "›" if is_current else ""
            beside = self._beside_heading(line, row.document)
            room = width - cell_len(f"{mark} {beside}") - 1
            name, _ = fit_name(self._name_below(row.document), (), room)
            return self._fit(f"{mark} {name}", beside, width, style, cursor)
        if row.article is None:
            section = self.outline.section(row.document)
            mark = "▾" if row.document in self.outline.opened_rest else "▸"
            where = "around the article" if self.outline.is_lone(row.document) else "between articles"
            label = f"  {mark} {len(section.rest):,} {where}"
            return self._fit(label, "", width, self.style_of("contents--rest", cursor), cursor)
        around = Around() if row.rest else self._around(line // NEAR_BY, whole)
        return self._article(row, around, width, cursor)

    def _folder(self, folder: int, width: int, cursor: str | None) -> list[Segment]:
        """How a folder is called below those above it, and how many documents it holds."""
        rows = self.outline.folder_rows
        start, end = rows.folders.span(folder)
        is_current = rows.is_folded(folder) and self.current is not None and start <= self.current[0] < end
        mark = ("▸" if rows.is_folded(folder) else "▾") + ("›" if is_current else "")
        style = self.style_of("contents--current" if is_current else "contents--rest", cursor)
        return self._fit(f"{mark} {safe_line(rows.folders.label(folder))}", f"{end - start:,}", width, style, cursor)

    def _name_below(self, document: int) -> str:
        """The name of a document below the row of its folder."""
        name, folder = self.catalogue.documents[document].name, self.outline.folder_rows.innermost(document)
        return name if folder is None else name.removeprefix(f"{self.outline.folder_rows.folders.paths[folder]}/")

    def _beside_heading(self, line: int, document: int) -> str:
        """How many articles are listed below it, or by what it stands where it does; or that there is nothing."""
        if self.outline.is_empty(document):
            return EMPTY
        if self.outline.shown is not None:
            return f"{len(self.outline.listed(line)):,}"
        if (ranking := self.order.ranking) is not None and document < len(ranking.told):
            return self._told(ranking.told[document])
        return f"{len(self.outline.section(document).articles):,}"

    def _article(self, row: Row, around: Around, width: int, cursor: str | None) -> list[Segment]:
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
        lead = "› " if is_current else f"{READ_SIGN} " if is_read else "  "
        room = width - len(before + lead) - len(beside)
        is_alike = _look(row, article, width) in around.alike
        if is_current and is_read:
            beside, room = f" {READ_SIGN} {beside}", room - 3
        elif BEGUN_SHARE <= read < MOSTLY:
            unread = f" {UNREAD_SIGN}{1 - read:.0%} "
            least = ALIKE_TITLE_CELLS + self._known_cells(row, article) if is_alike else LEAST_TITLE_CELLS
            if room - len(unread) >= least:
                beside, room = unread + beside, room - len(unread)
        places = self.positions_of(article.title) if self.outline.shown is not None else ()
        known = [] if row.rest else self._known(row, article, around, is_alike, room, cursor)
        taken = sum(cell_len(segment.text) for segment in known)
        title, matched = fit_title(article.title, places, room - taken)
        before_style = self.style_of("contents--note", cursor)
        segments = [Segment(before, before_style), Segment(lead, style)] if room > 4 else []
        segments += marked(title, matched, style, self.style_of("contents--match", cursor))
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, width - used - taken - len(beside)), style))
        segments += known
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

    def _known(
        self, row: Row, article: ArticleEntry, around: Around, is_alike: bool, room: int, cursor: str | None
    ) -> list[Segment]:
        """What is known of an article, behind a gap, where its title leaves room: the name of its document if it is all
        of that, else its day and who says it. The title leaves half where the name was asked for, and nearly all where
        others near by look the same."""
        name = self._name_beside(row, article) if row.lone else ""
        places = self.positions_in_name(name) if name and self.outline.shown is not None else ()
        least = ALIKE_TITLE_CELLS if is_alike else room // 2 if places else NAMED_TITLE_CELLS
        title_cells = cell_len(safe_line(article.title))
        cells = room - min(title_cells, least) - len(BEFORE_NAME + AFTER_NAME)
        if row.lone:
            wanted = cell_len(name)
            head = head_kept(around.names, cells) if is_alike else None if around.in_folders else 0
            shown, matched = fit_name(name, places, cells, head)
            if shown.startswith("…") and around.in_folders and self.positions_of(article.title):
                shown, matched = fit_name(name, (), cells, head)  # the title shows what was looked for
        else:
            whole = _day_and_source(article)
            is_whole = cell_len(whole) <= room - min(title_cells, NAMED_TITLE_CELLS) - len(BEFORE_NAME + AFTER_NAME)
            text = whole if is_whole else _day_and_source(article, is_short=True)
            wanted = cell_len(text)
            shown, matched = crop(text, cells), frozenset[int]()
        if cells < min(wanted, LEAST_NAME_CELLS) or not wanted:
            return []
        style = self.style_of("contents--note", cursor)
        segments = marked(shown, matched, style, self.style_of("contents--match", cursor))
        return [Segment(BEFORE_NAME, style), *segments, Segment(AFTER_NAME, style)]

    def _known_cells(self, row: Row, article: ArticleEntry) -> int:
        """Cells of what is known of an article, with the gap before it."""
        text = self._name_beside(row, article) if row.lone else _day_and_source(article, is_short=True)
        return cell_len(text) + len(BEFORE_NAME + AFTER_NAME) if text else 0

    def _name_beside(self, row: Row, article: ArticleEntry) -> str:
        """The name of a document; the folder alone if its only article is called as the file is."""
        name = self._name_below(row.document)
        if name == article.title:
            return ""
        return name.removesuffix(article.title) if name.endswith(f"/{article.title}") else name

    def _look_around(self, block: int, width: int) -> Around:
        """What stands in a block of `NEAR_BY` rows and in those beside it."""
        looks, names = Counter[Look](), list[str]()
        for line in range(max(0, (block - 1) * NEAR_BY), min(len(self.outline), (block + 2) * NEAR_BY)):
            row = self.outline.row(line)
            if row.article is None or row.rest:
                continue
            article = self.catalogue.documents[row.document].articles[row.article]
            looks[_look(row, article, width - self.indent(row, width))] += 1
            if row.lone and (name := self._name_beside(row, article)):
                names.append(name)
        alike = frozenset(look for look, times in looks.items() if times > 1)
        return Around(alike, tuple(dict.fromkeys(names)), folders_differ(names))

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


def _look(row: Row, article: ArticleEntry, width: int) -> Look:
    """What is seen of a title that stands alone on its row."""
    return None if row.lone else row.document, _seen(article.title, width - LEAD_CELLS - 1)


@lru_cache(KEPT_TITLES)
def _seen(title: str, cells: int) -> str:
    return fit_title(_AGAIN.sub("", title), (), cells)[0]


def _day_and_source(article: ArticleEntry, *, is_short: bool = False) -> str:
    """When an article was written, without the year if it is to be short, and by whom."""
    day = (article.date or "").partition("-")[2] if is_short else article.date or ""
    return safe_line(f"{day} {article.source or ''}").strip()
