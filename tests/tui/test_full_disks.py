"""Disks without room: what can be read is read, and what cannot be kept is said and not thrown away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reader.config import data_folder
from reader.library.index_file import TEMPORARY, index_of
from reader.library.storing import Store
from reader.library.userdata.kept import Kept
from reader.library.userdata.store import UserData
from reader.tui.app import ReaderApp
from reader.tui.panes.note import NoteEditor
from tests.tui.driving import Driver, opened

ROOM = 30
"""Pages of an index on a full disk: its tables have room."""

NUMBERS = " ".join(map(hex, range(30_000)))
"""A text for which there is none."""


@pytest.fixture
def long(told_twice: Path) -> Path:
    """A library for whose index a full disk has no room."""
    (told_twice / "numbers.txt").write_text(NUMBERS, encoding="utf-8")
    return told_twice


def fill_disk(monkeypatch: pytest.MonkeyPatch, *full: Path) -> None:
    """Have no room for what is below some folders."""

    class SmallStore(Store):
        def __init__(self, path: Path, text_field: str | None = None) -> None:
            super().__init__(path, text_field)
            if any(path.is_relative_to(folder) for folder in full):
                self._connection.execute(f"PRAGMA max_page_count = {ROOM}")

    monkeypatch.setattr("reader.library.storing.Store", SmallStore)


async def test_where_the_index_has_no_room_all_is_read_into_a_temporary_one(
    long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_disk(monkeypatch, index_of([long]).path.parent)
    async with opened(long) as driver:
        assert len(driver.screen.catalogue.documents) == 4
        said = driver.app.messages.text()
        assert "disk is full" in said and "temporary" in said
        assert "harbour council" in driver.text("#page") and "second.txt" in driver.text("#repeats")
        spare = driver.screen.catalogue.index.path
        assert spare.parent.name.startswith(TEMPORARY)
    assert not spare.parent.exists()


async def test_what_was_read_before_is_shown_until_a_temporary_index_has_all(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(told_twice):
        pass
    (told_twice / "numbers.txt").write_text(NUMBERS, encoding="utf-8")
    fill_disk(monkeypatch, Path("/"))
    async with stopped(told_twice) as driver:
        assert len(driver.screen.catalogue.documents) == 3 and "harbour council" in driver.text("#page")
        assert driver.screen.catalogue.index == index_of([told_twice])


async def test_where_nothing_can_be_read_it_is_said_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_disk(monkeypatch, Path("/"))
    monkeypatch.setattr("reader.tui.following.temporary_index", no_room)
    (tmp_path / "numbers.txt").write_text(NUMBERS, encoding="utf-8")
    async with stopped(tmp_path / "numbers.txt") as driver:
        assert "disk is full" in " ".join(driver.text("#page").split())
        assert "incomplete: M says why" in driver.text("#status")
        await driver.press("2", "right_parenthesis", "enter")
        assert "still being" not in driver.app.messages.text()
        assert "was not all found: the disk is full" in driver.app.messages.text()


@asynccontextmanager
async def stopped(library: Path) -> AsyncIterator[Driver]:
    """The application when the analysis has ended early."""
    app = ReaderApp([library])
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: bool(driver.screen.catalogue.stopped))
        await driver.until(lambda: not driver.screen.following.refresh_pending)
        await driver.settle()
        yield driver


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def fill_user_data(driver: Driver) -> None:
    """Leave no room for what the user makes, as much as it may be."""

    def fill(kept: Kept) -> None:
        with kept.data._database.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

    driver.screen.keeping.do(fill)
    await driver.settle()


def empty_user_data(driver: Driver) -> None:
    """Make room again."""
    driver.screen.keeping.ask(
        lambda kept: kept.data._database._connection.execute(f"PRAGMA max_page_count = {1 << 30}").fetchall()
    )


async def write(driver: Driver, text: str) -> None:
    """Write something into a note that is being written."""
    driver.screen.query_one(NoteEditor).text = text
    await driver.settle()


LONG_NOTE = "A long note. " * 500


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_note_that_cannot_be_kept_waits_as_a_draft_until_it_can(told_twice: Path, key: str) -> None:
    async with opened(told_twice) as driver:
        await fill_user_data(driver)
        await driver.press("2", "a")
        await write(driver, LONG_NOTE)
        await driver.press(key)
        assert "the disk is full. What you typed waits" in driver.app.messages.text()
        await driver.press("right_square_bracket", "left_square_bracket", "a")
        assert driver.screen.query_one(NoteEditor).text == LONG_NOTE
        await driver.press("escape", "q")
        assert driver.app.is_running and "is lost at the end" in driver.app.messages.text()
        empty_user_data(driver)
        await driver.press("q")
    assert [each.note for each in UserData.open().annotations.all()] == [f"draft: {LONG_NOTE}"]


async def test_a_note_in_place_of_which_a_draft_waits_is_written_once_there_is_room(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await fill_user_data(driver)
        await driver.press("2", "a")
        await write(driver, LONG_NOTE)
        await driver.press("enter", "a")
        empty_user_data(driver)
        await driver.press("enter", "a")
        assert driver.screen.query_one(NoteEditor).text == LONG_NOTE and driver.screen.lost_at_end() == ""
        await driver.press("escape", "q")
        assert not driver.app.is_running
    assert [each.note for each in UserData.open().annotations.all()] == [LONG_NOTE]


async def test_what_is_forgotten_at_the_end_is_said_to_be(told_twice: Path) -> None:
    folder = data_folder()
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way", encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("2", "j", "a", *"why", "enter", "m", "a")
        said = driver.app.messages.text()
        assert "Noted until you quit." in said and "Mark a is set until you quit." in said
        await driver.press("question_mark", "Q")
        assert driver.app.is_running and "is lost at the end" in driver.app.messages.text()
        await driver.press("Q")
        assert not driver.app.is_running


async def test_nothing_is_asked_at_the_end_where_nothing_was_made(told_twice: Path) -> None:
    data_folder().parent.mkdir(parents=True)
    data_folder().write_text("in the way", encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("2", "j", "q")
        assert not driver.app.is_running
