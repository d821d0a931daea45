"""What esc, interrupts and closing do on the reading screen: its layers go one by one, and then the program ends."""

from __future__ import annotations

from time import monotonic

from reader.tui.keymaps import naming_key
from reader.tui.line_view import LineView
from reader.tui.merged_page import MergedPage
from reader.tui.screens.seeking import SeekingScreen
from reader.tui.session import Session

AGAIN_SECONDS = 3
"""For so long an interrupt is answered by how to quit, and another one quits."""


class LeavingScreen(SeekingScreen):
    """The part of the reading screen that closes what lies over it, and the program."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.merged_page = MergedPage(self, self.opening, self.twins)
        self._quits_until = 0.0
        """Until when an interrupt quits, in seconds of the monotonic clock."""
        self._leaves_until = 0.0
        """Until when the key quits that does so if pressed twice."""

    async def action_escape(self) -> None:
        """Close the uppermost layer."""
        await self._close_layer()

    async def action_interrupt(self) -> None:
        """Cancel what is going on, as in less and vim; where nothing is, say how to quit, and quit if asked again."""
        if await self._close_layer():
            return
        if monotonic() < self._quits_until:
            await self.app.action_quit()
            return
        self._quits_until = monotonic() + AGAIN_SECONDS
        again = naming_key(self, "app.interrupt", " {} again quits, too.")
        way = naming_key(self, "app.quit", "{} quits.") or naming_key(self, "app.close", "{} quits.")
        self.notify(f"{way}{again}".strip(), markup=False, timeout=AGAIN_SECONDS)

    async def _close_layer(self) -> bool:
        """Drop a count; else close the filter, the highlight of a jump, the page-only view, whichever is uppermost.

        Says whether there was anything to close.
        """
        if isinstance(self.focused, LineView) and self.focused.count:
            self.focused.take_count()
            return True
        if self.cancel_why() or self.drop_selection():
            return True
        if self.search.missed:  # nothing is seen of it
            self.search.clear()
        if self.filter.prompt:
            await self.close_filter()
        elif self.page.hits or self.finding.active:
            self.search.clear()
            self.finding.forget()
        elif self.merged_page.on:
            self.merged_page.close()
        elif self.page.target is not None:
            self.page.set_target(None)
        elif self.only_page:
            self.action_page_only()
        else:
            return False
        return True

    async def action_close(self) -> None:
        """Close the selection or the filter if there is one, else quit."""
        if self.drop_selection():
            return
        if self.filter.prompt:
            await self.close_filter()
        else:
            await self.app.action_quit()

    async def action_leave_twice(self) -> None:
        """Quit if this key is pressed twice, as vim does; once it says so."""
        if monotonic() < self._leaves_until:
            await self.app.action_quit()
            return
        self._leaves_until = monotonic() + AGAIN_SECONDS
        way = naming_key(self, "app.quit-twice", "{} again quits.")
        self.notify(way, markup=False, timeout=AGAIN_SECONDS)

    async def action_leave(self) -> None:
        await self.app.action_quit()
