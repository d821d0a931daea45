"""What a search of the library found, as rows: which hit stands on which line, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from reader.library.catalogue import Catalogue
from reader.plurals import plural
from reader.positions import Place
from reader.tui.fitting import broken, fit_excerpt, fit_name, fit_title, head_kept, marked
from reader.tui.line_view import LineView
from reader.tui.safe import crop, safe_line

if TYPE_CHECKING:  # imported when something is looked for
    from reader.library.excerpts import Excerpt
    from reader.library.finding import Results

TEXT_LINES = 2
"""Lines of a hit in a text: its title, and an excerpt."""

NAME_SHARE = 0.33
"""Share of a line that the name of a document may take."""


class FoundRows(LineView):
    """Articles by their text, each with a line of it, then by their title; or lines of text instead of hits."""

    plain_style = "found--title"

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(id="found")
        self.catalogue = catalogue
        self.results: Results | None = None
        self._excerpts: dict[int, Excerpt] = {}
        self._notes: Sequence[str] = ()
        self._fault = ""
        """What in the query could mean nothing."""
        self._warning = ""
        """What in it is to be said whatever was found."""

    # What is listed.

    @property
    def place(self) -> Place | None:
        """(document, article) of the hit under the cursor."""
        return self._place(self.cursor)

    def _place(self, line: int) -> Place | None:
        """The same of the hit on some line."""
        if self.results is None:
            return None
        kind, number = self._at(line)
        if kind == "text":
            return self.results.texts[number]
        return self.results.titles.places[number] if kind == "title" else None

    def line_count(self) -> int:
        if self.results is None:
            return len(self._broken_notes())
        texts, titles = len(self.results.texts), len(self.results.titles.places)
        return self._titles_from() + bool(titles) + titles + (0 if texts or titles else 1 + len(self._reasons()))

    def _broken_notes(self) -> list[str]:
        width = self.content_size.width - 1
        return [line for note in self._notes for line in broken(note, width)]

    def _reasons(self) -> list[str]:
        """Below the line that says that nothing was found, or above what was: what was not understood."""
        results = self.results
        if results is None or (results.texts and not self._warning):
            return []
        said = self._warning if results.texts else self._fault
        if not said or not (results.complete or results.texts or results.titles.places):
            return []
        return broken(f"  {said}", self.content_size.width - 1)

    def _above(self) -> int:
        """Lines above all that was found."""
        results = self.results
        return len(self._reasons()) if results and (results.texts or results.titles.places) else 0

    def _titles_from(self) -> int:
        """The line of the heading of the titles."""
        texts = len(self.results.texts) if self.results else 0
        return self._above() + bool(texts) + texts * TEXT_LINES

    def _at(self, line: int) -> tuple[str, int]:
        """What stands on a line, "text", "excerpt" or "title" with the number of the hit, a "reason" why there is
        none with its number, else "heading"."""
        if self.results is None or line < 0 or line >= self.line_count():
            return "heading", 0
        titles_from = self._titles_from()
        if line < titles_from:
            line -= self._above()
            if line < 0:
                return "reason", line + self._above()
            number, rest = divmod(line - 1, TEXT_LINES)
            return ("heading", 0) if line == 0 else ("text" if rest == 0 else "excerpt", number)
        number = line - titles_from - 1
        if number < 0:
            return "heading", 1
        return ("title" if self.results.titles.places else "reason"), number

    def _first_line(self) -> int:
        """The line of the first hit, below its heading."""
        return (self._above() if self.results and self.results.texts else self._titles_from()) + 1

    def _line_of(self, place: Place) -> int | None:
        results = self.results
        if results is None:
            return None
        if place in results.texts:
            return self._first_line() + results.texts.index(place) * TEXT_LINES
        if place in results.titles.places:
            return self._titles_from() + 1 + results.titles.places.index(place)
        return None

    def can_rest_on(self, line: int) -> bool:
        return self._at(line)[0] in ("text", "title")

    # Drawing.

    def draw_line(self, line: int, width: int) -> list[Segment]:
        results = self.results
        if results is None:
            return [Segment(crop(self._broken_notes()[line], width), self.style_of("found--note"))]
        kind, number = self._at(line)
        if kind == "reason":
            return [Segment(crop(self._reasons()[number], width), self.style_of("found--note"))]
        if kind == "heading":
            return self._heading(number, width)
        is_here = line - (kind == "excerpt") == self.cursor
        cursor = "cursor-focused" if is_here else None
        if kind == "excerpt":
            return self._excerpt(number, width, cursor)
        place = results.texts[number] if kind == "text" else results.titles.places[number]
        positions_of = partial(results.titles.positions_of, number) if kind == "title" else None
        found = self._excerpts.get(number) if kind == "text" else None
        return self._title(place, positions_of, found, width, cursor)

    def _heading(self, number: int, width: int) -> list[Segment]:
        results = self.results
        if results is None:
            return []
        texts, titles = len(results.texts), len(results.titles.places)
        if not texts and not titles:
            label = "Nothing was found." if results.complete else "Looking…"
            label += f" Did you mean {safe_line(results.perhaps)}?" if results.perhaps else ""
        elif number == 0 and texts:
            label = f"In the text, by “{safe_line(results.instead)}”" if results.instead else "In the text"
            if self._fault and results.how == "regex":
                label += f", as it is written: {self._fault}"
        elif meets_conditions(results):
            label = "Articles"
        else:
            label = f"By title{self._how_titles_match(results)}"
        style = self.style_of("found--section")
        return [Segment(set_cell_size(crop(label, width), width), style)]

    def _how_titles_match(self, results: Results) -> str:
        titles = results.titles
        if not titles.exact:
            return ", spelt otherwise"
        document, article = titles.places[0]
        stands = titles.stands_in(0, self.catalogue.documents[document].articles[article].title)
        return "" if stands else ", letters here and there"

    def _title(
        self,
        place: Place,
        positions_of: Callable[[str], Sequence[int]] | None,
        excerpt: Excerpt | None,
        width: int,
        cursor: str | None,
    ) -> list[Segment]:
        """The title of a hit, and at the right where it is."""
        document = self.catalogue.documents[place[0]]
        article = document.articles[place[1]]
        style = self.style_of("found--title", cursor)
        cells = int(width * NAME_SHARE)
        name, _ = fit_name(document.name, (), cells, head_kept(self._names_on_screen(), cells))
        where = f"{name}:{excerpt.line if excerpt else article.line}"
        where = where if width > 40 else ""
        lead = "› " if cursor else "  "
        room = max(0, width - len(lead) - cell_len(where) - 2)
        matches = positions_of(article.title) if positions_of else ()
        title, matched = fit_title(article.title or f"({article.kind})", matches, room)
        segments = [Segment(lead, self.style_of("found--mark", cursor))]
        segments += marked(title, matched, style, self.style_of("found--match", cursor))
        used = len(lead) + cell_len(title)
        segments.append(Segment(" " * max(0, width - used - cell_len(where)), style))
        segments.append(Segment(where, self.style_of("found--note", cursor)))
        return segments

    def _names_on_screen(self) -> Sequence[str]:
        """The names of the documents of the hits on the screen."""
        places = map(self._place, range(self.top, self.top + self.content_size.height))
        return list(dict.fromkeys(safe_line(self.catalogue.documents[place[0]].name) for place in places if place))

    def _excerpt(self, number: int, width: int, cursor: str | None) -> list[Segment]:
        """A line of the text around what was looked for."""
        style = self.style_of("found--text", cursor)
        found = self._excerpts.get(number)
        if found is None:
            return [Segment(" " * width, style)]
        count = f" ×{len(found.spans)}" if len(found.spans) > 1 else ""
        room = max(0, width - 4 - cell_len(count))
        text, marks = fit_excerpt(found.text, found.marks, room)
        matched = frozenset(at for start, end in marks for at in range(start, end))
        segments = [Segment("    ", style), *marked(text, matched, style, self.style_of("found--match", cursor))]
        segments.append(Segment(" " * max(0, room - cell_len(text)), style))
        segments.append(Segment(count, self.style_of("found--note", cursor)))
        return segments


def meets_conditions(results: Results) -> bool:
    """Whether nothing but conditions was asked for, and what is listed are all articles that meet them."""
    titles = results.titles
    return bool(titles.places) and not (results.texts or results.understood or titles.pattern.ranks)


def summary(results: Results) -> str:
    """How much there is, for the border."""
    if results.total is None:
        texts = f"{len(results.texts):,}+ articles" if results.texts else "Looking…"
    else:
        texts = plural(results.total, "article")
    titles = len(results.titles.places)
    if meets_conditions(results):
        texts, titles = plural(titles, "article"), 0
    parts = [f"Find · {texts}"]
    if titles:
        parts.append(f"{plural(titles, 'title')}")
    if not results.complete:
        parts.append("…")
    return " · ".join(parts)
