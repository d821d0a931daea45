"""Driving the application in a test: opening a library, waiting for a condition, reading what is on screen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

from textual import events
from textual.pilot import Pilot

from reader.cli.opening import first_names
from reader.library.background import analyse
from reader.library.index_file import IndexFile
from reader.library.notices import Notice
from reader.starting import STOPPED, Start
from reader.tui.app import ReaderApp
from reader.tui.screens.reading import ReadingScreen

PATIENCE_SECONDS = 30
"""After this long a condition is taken never to come."""

LOOK_SECONDS = 0.001
"""Between two looks at a condition that a thread or a timer has to bring about."""


async def all_at_rest(*_: float) -> None:
    """Wait until no task can go on by itself: each waits for a key, a thread, or a moment to come.

    Textual's own way, which `tests/tui/conftest.py` has this take the place of, is to sleep until the processor was
    idle, twice for each key.
    """
    ready = asyncio.get_running_loop()._ready
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


class OwnProcessAnalyst:
    """The analysis in the test's own process, which has imported what it needs already.

    Each is over when the index is up to date, so that looking again begins another one. It waits until the one before
    has ended, as `sole_writer` has processes do.
    """

    _writing = Lock()

    def __init__(self, paths: Sequence[Path], index: IndexFile) -> None:
        self._paths = paths
        self._index = index

    def notices(self) -> Iterator[Notice]:
        with self._writing:
            yield from analyse(self._paths, self._index)

    def look_again(self) -> bool:
        return False

    def stop(self) -> None:
        pass


class Driver:
    """A running application under test."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, whatever is over it."""
        found = [screen for screen in self.app.screen_stack if isinstance(screen, ReadingScreen)]
        return found[0]

    @property
    def shown(self) -> tuple[int, int | None]:
        """(document, article) on the page."""
        content = self.screen.page.content
        assert content is not None
        return content.document, content.article

    def stories(self, document: int) -> list[int]:
        """Numbers of the articles of a document, without posts and residue."""
        articles = self.screen.catalogue.documents[document].articles
        return [number for number, article in enumerate(articles) if article.kind == "article"]

    @property
    def analysed(self) -> bool:
        """Whether the analysis is over, and what it found on the screen."""
        is_over = all(worker.is_finished for worker in self.app.workers if worker.group == "analysis")
        return is_over and self.screen.catalogue.compared and not self.screen.following.refresh_pending

    @property
    def focused(self) -> str:
        """Id of the widget with the focus."""
        return (self.app.focused.id or "") if self.app.focused else ""

    async def press(self, *keys: str) -> None:
        """Press keys and let the application settle after each."""
        for key in keys:
            await self.app._press_keys([key])
            await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than the application answers, and let it settle."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def settle(self) -> None:
        """Wait until no worker runs but the analysis, and every message was handled, and what follows a frame done."""

        def settled() -> bool:
            app, screen = self.app, self.app.screen
            at_rest = all(worker.is_finished or worker.group == "analysis" for worker in app.workers)
            to_draw = screen._callbacks or screen._layout_required or screen._dirty_widgets or app._resize_event
            return at_rest and not (to_draw and app.is_running)  # what has ended draws nothing more

        await self.until(settled)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, with all handled and drawn that there is; fail if it never comes."""
        deadline = monotonic() + PATIENCE_SECONDS
        while True:
            await all_at_rest()
            if self.app.is_running:
                self.app.screen._on_timer_update()  # draws now what it would with the next frame
                await all_at_rest()
            if condition():
                return
            assert monotonic() < deadline, "what was waited for did not come"
            await asyncio.sleep(LOOK_SECONDS)

    def text(self, selector: str = "") -> str:
        """What is drawn on the screen, or on one widget."""
        if not selector:
            lines = [strip.text for strip in self.app.screen._compositor.render_strips()]
        else:
            widget = self.app.screen.query_one(selector)
            lines = [widget.render_line(y).text for y in range(widget.content_size.height)]
        return "\n".join(line.rstrip() for line in lines)


@asynccontextmanager
async def opened(
    *paths: Path,
    size: tuple[int, int] = (120, 36),
    start: Start = STOPPED,
    text_field: str | None = None,
    gone: str = "",
) -> AsyncIterator[Driver]:
    """The application on a library, once everything in it has been compared."""
    app = ReaderApp(paths, first_names(list(paths)), start, text_field, gone)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: driver.analysed)
        await driver.settle()
        yield driver
