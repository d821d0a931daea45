"""The articles of a catalogue whose titles match a query, by document, in reading order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from reader.find.cancelling import Cancelled
from reader.find.fuzzy import positions, search, select
from reader.find.pattern import Pattern, parse
from reader.find.titles import Titles
from reader.library.catalogue import Catalogue
from reader.library.queries import told


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a query leaves of the tree."""

    shown: dict[int, list[int]] | None
    """Hits by document, documents and articles in order; None for the empty query, which leaves everything."""
    best: tuple[int, int] | None
    """(document, article) of the best hit."""
    positions_of: Callable[[str], Sequence[int]]
    """Offsets of the matched characters in the title of a hit."""


class TitleFilter:
    """Prepared titles of a catalogue; prepared again when the catalogue has grown."""

    def __init__(self) -> None:
        self._places: list[tuple[int, int]] = []
        self._titles = Titles([])
        self._state = (0, False)

    def filter(self, catalogue: Catalogue, query: str, is_cancelled: Callable[[], bool]) -> Filtered | None:
        """The hits of a query; None if `is_cancelled` said so on the way. May be called from a thread."""
        pattern = parse(query)
        if not query.strip():
            return Filtered(None, None, lambda title: ())
        self._prepare(catalogue)
        try:
            flags = {"in:repeats": self._repeated(catalogue)} if "in:repeats" in query else {}
            ranked = search(self._titles, pattern, flags=flags, is_cancelled=is_cancelled)
            hits = select(self._titles, pattern, flags=flags, is_cancelled=is_cancelled)
            if not hits and ranked.hits:  # nothing matches as typed: show what the corrected query finds
                pattern = ranked.corrected or pattern
                hits = sorted(hit.index for hit in ranked.hits)
        except Cancelled:
            return None
        shown: dict[int, list[int]] = {}
        for hit in hits:
            document, article = self._places[hit]
            shown.setdefault(document, []).append(article)
        best = self._places[ranked.hits[0].index] if ranked.hits else None
        return Filtered(shown, best, lru_cache(maxsize=512)(partial(_positions, pattern)))

    def _prepare(self, catalogue: Catalogue) -> None:
        state = (len(catalogue.documents), catalogue.compared)
        if state == self._state:
            return
        documents = catalogue.documents[: state[0]]
        self._places = [
            (number, at)
            for number, document in enumerate(documents)
            for at, article in enumerate(document.articles)
            if article.kind == "article"
        ]
        self._titles = Titles(
            [documents[number].articles[at].title for number, at in self._places],
            documents=[number for number, _ in self._places],
            names=[document.name for document in documents],
        )
        self._state = state

    def _repeated(self, catalogue: Catalogue) -> list[bool]:
        """For each title, whether anything of its article is told again."""
        repeated = []
        for number, at in self._places:
            article = catalogue.documents[number].articles[at]
            share = told(catalogue, number, article.start, article.end)
            repeated.append(share.across + share.within > 0)
        return repeated


def _positions(pattern: Pattern, title: str) -> tuple[int, ...]:
    return positions(title, pattern)
