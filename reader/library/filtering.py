"""The articles of a catalogue whose titles match a query, by document, in reading order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from reader.find.cancelling import Cancelled
from reader.find.fuzzy import positions, search, select
from reader.find.pattern import Pattern, parse
from reader.find.titles import Titles
from reader.library.catalogue import Catalogue


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
        self._repeated: list[bool] = []
        self._moment = -1

    def filter(self, catalogue: Catalogue, query: str, is_cancelled: Callable[[], bool]) -> Filtered | None:
        """The hits of a query; None if `is_cancelled` said so on the way. May be called from a thread."""
        pattern = parse(query)
        if not query.strip():
            return Filtered(None, None, lambda title: ())
        self._prepare(catalogue)
        try:
            flags = {"in:repeats": self._repeated} if "in:repeats" in query else {}
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
        if catalogue.moment == self._moment:
            return
        self._moment = catalogue.moment
        found = [title for titles in catalogue.titles() for title in titles]
        self._places = [(title.document, title.article) for title in found]
        self._repeated = [title.repeated for title in found]
        self._titles = Titles(
            [title.title for title in found],
            documents=[title.document for title in found],
            names=catalogue.names(),
        )


def _positions(pattern: Pattern, title: str) -> tuple[int, ...]:
    return positions(title, pattern)
