"""Where the reader has been, to go back and forward as in a browser."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader.library.queries import Twin

KEPT_JUMPS = 200
"""Older places are forgotten."""


@dataclass(frozen=True, slots=True)
class Location:
    """An exact view of the page: the article, the character on the cursor line, and the row of that line on screen."""

    document: int
    article: int
    place: int
    row: int
    pane: str
    """The pane that had the focus."""
    twin: Twin | None = None
    """The one that repeats showed in full."""


@dataclass(slots=True)
class Jumps:
    """Places before and after the present one; a jump from the middle forgets those after."""

    _before: list[Location] = field(default_factory=list)
    _after: list[Location] = field(default_factory=list)

    @property
    def last(self) -> Location | None:
        """The place that was left last."""
        return self._before[-1] if self._before else None

    def put_before(self, locations: Iterable[Location]) -> None:
        """Places from before all others."""
        self._before[:0] = locations
        del self._before[:-KEPT_JUMPS]

    def change(self, changed: Callable[[Location], Location | None]) -> None:
        """Put something else for each place, or forget it for None."""
        self._before = [new for location in self._before if (new := changed(location)) is not None]
        self._after = [new for location in self._after if (new := changed(location)) is not None]

    def leave(self, here: Location) -> None:
        """Remember a place that is about to be left by a jump."""
        if not self._before or self._before[-1] != here:
            self._before.append(here)
            del self._before[:-KEPT_JUMPS]
        self._after.clear()

    def back(self, here: Location) -> Location | None:
        """The place before, `here` becoming the one after; None at the first."""
        if not self._before:
            return None
        self._after.append(here)
        return self._before.pop()

    def forward(self, here: Location) -> Location | None:
        """The place after, `here` becoming the one before; None at the last."""
        if not self._after:
            return None
        self._before.append(here)
        return self._after.pop()
