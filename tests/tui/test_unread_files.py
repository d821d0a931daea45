"""Contents while files are still to be read: one stands on them, and enter opens them when they have come."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import takewhile
from pathlib import Path
from threading import Event

import pytest

from reader.cli.opening import first_names
from reader.library.background import analyse
from reader.library.notices import Comparing, Notice
from reader.tui.app import ReaderApp
from reader.tui.outline import Row
from tests.tui.driving import Driver, OwnProcessAnalyst


@asynccontextmanager
async def reading(library: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> AsyncIterator[tuple[Driver, Event]]:
    """The application when only the first files have been read; the others are when the event is set."""
    goes_on = Event()
    first = sorted(library.iterdir())[:count]

    class Halting(OwnProcessAnalyst):
        """An analysis that stops on its way."""

        def notices(self) -> Iterator[Notice]:
            if first:
                yield from takewhile(lambda notice: not isinstance(notice, Comparing), analyse(first, self._index))
            goes_on.wait()
            yield from super().notices()

    monkeypatch.setattr("reader.tui.following.Analyst", Halting)
    app = ReaderApp([library], first_names([library]))
    try:
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.until(lambda: len(driver.screen.catalogue.documents) == count)
            await driver.until(lambda: not count or driver.screen.page.content is not None)
            await driver.settle()
            yield driver, goes_on
    finally:
        goes_on.set()


def line_of(driver: Driver, name: str) -> int:
    """The line of contents that names a file."""
    return next(number for number, line in enumerate(driver.text("#contents").split("\n")) if name in line)


@pytest.mark.parametrize("count", [0, 1])
async def test_enter_on_a_file_opens_it_when_it_was_read(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    async with reading(told_twice, monkeypatch, count) as (driver, goes_on):
        await driver.press("G", "enter")
        assert "third.txt is still to be read" in driver.app.messages.text()
        assert driver.focused == "contents"
        goes_on.set()
        await driver.until(lambda: driver.focused == "page")
        await driver.until(lambda: driver.analysed)
        await driver.settle()
        assert driver.shown == (2, 0)
        assert driver.screen.contents.row() == Row(2, 0)


async def test_enter_before_anything_was_read_is_for_the_first_file(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(told_twice, monkeypatch, 0) as (driver, goes_on):
        await driver.press("enter")
        goes_on.set()
        await driver.until(lambda: driver.focused == "page")
        assert driver.shown == (0, 0)


async def test_the_cursor_stays_on_the_file_that_it_was_put_on(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(told_twice, monkeypatch, 0) as (driver, goes_on):
        await driver.press("j")
        assert driver.screen.contents.cursor == line_of(driver, "second.txt") == 1
        goes_on.set()
        await driver.until(lambda: driver.analysed)
        await driver.settle()
        assert driver.screen.contents.row() == Row(1, 0)
        assert driver.shown == (1, 0) and driver.focused == "contents"


async def test_a_file_that_is_awaited_does_not_come_before_what_is_read_meanwhile(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(told_twice, monkeypatch, 1) as (driver, goes_on):
        await driver.press("G", "2")
        goes_on.set()
        await driver.until(lambda: driver.analysed)
        await driver.settle()
        assert driver.shown == (0, 0) and driver.focused == "page"


async def test_a_file_of_which_nothing_is_read_is_named(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (told_twice / "third.txt").write_bytes(bytes(range(256)) * 20)
    async with reading(told_twice, monkeypatch, 0) as (driver, goes_on):
        await driver.press("G", "enter")
        goes_on.set()
        await driver.until(lambda: "Nothing of third.txt is read. I says why." in driver.app.messages.text())
        await driver.until(lambda: driver.analysed)
        await driver.settle()
        assert driver.shown == (0, 0)
