"""The differences with a twin on the page itself, in the place of the passage that both tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.flow import Flow
from reader.tui.listing import Entry
from reader.tui.merging import merge
from reader.tui.opening import Opening
from reader.tui.safe import safe_line
from reader.tui.twins import Twins

if TYPE_CHECKING:
    from reader.tui.screens.three_panes import ThreePanes


class MergedPage:
    """Shows, on the page, a passage merged with one of its twins."""

    def __init__(self, screen: ThreePanes, opening: Opening, twins: Twins) -> None:
        self._screen = screen
        self._opening = opening
        self._twins = twins
        self._shown: Entry | None = None
        self._waiting: Entry | None = None
        """A twin that is being compared."""

    @property
    def on(self) -> bool:
        """Whether the page shows differences."""
        return self._screen.page.merged is not None

    def turn(self) -> bool:
        """Show the twin that repeats shows, or no differences if it is shown already; False if there is no twin."""
        if self.on and self._shown == self._screen.repeats.chosen():
            self.close()
            return True
        return self._want()

    def _want(self) -> bool:
        entry = self._screen.repeats.chosen()
        if entry is None or self._opening.raw:
            return False
        self._waiting = entry
        self.comparison_ready()
        return True

    def follow(self) -> None:
        """Show the differences with the twin that was chosen now, if any are shown."""
        if self.on:
            self._want()

    def comparison_ready(self) -> None:
        """Show the differences if they are known by now."""
        entry, page = self._waiting, self._screen.page
        if entry is None or page.content is None or page.content.document != entry.here:
            return
        comparison = self._twins.comparisons.of(entry.here, entry.twin)
        if comparison is None:
            return
        self._waiting, self._shown = None, entry
        twin, content = entry.twin, page.content
        bounds = content.start, content.end
        there = Flow(comparison.there)
        merged = merge(content.flow, *comparison.told, there, comparison.edits, bounds)
        page.show_merged(merged)
        if not merged.start <= page.place < merged.end:
            page.bring_into_view(merged.start)
        name = safe_line(self._screen.repeats.describe(entry).document)
        other = f"line {comparison.line:,}" if twin.within and comparison.line else name
        page.set_title(f"Page ≠ {other}")

    def close(self) -> None:
        """Show the passage as it is."""
        self._waiting = self._shown = None
        self._screen.page.show_merged(None)
        self.page_changed()

    def page_changed(self) -> None:
        """Forget what was shown: something else is on the page."""
        self._waiting = self._shown = None
        self._screen.page.set_title("Source" if self._opening.raw else "Page")
