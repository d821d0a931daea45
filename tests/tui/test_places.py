"""Coming back to where one was although much has happened since, or happens while it is looked for."""

from pathlib import Path
from shutil import rmtree

import pytest

from reader.config import cache_folder
from tests.tui.conftest import FERRY, MARKET, MUSEUM, OTHER, STORY, page
from tests.tui.driving import Driver, opened
from tests.tui.test_unread_files import reading

STORIES = ("Tower rebuilt", STORY), ("Market opens", MARKET), ("Museum shut", MUSEUM)
"""Articles of one document."""


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A library of one document, in a folder of it."""
    folder = tmp_path / "library" / "monday"
    folder.mkdir(parents=True)
    (folder / "dump.html").write_text(page(*STORIES), encoding="utf-8")
    return folder.parent


def move_and_edit(library: Path) -> None:
    """As a pipe is, that is opened again: its file has the same name, and is in a new folder."""
    (library / "monday" / "dump.html").unlink()
    (library / "tuesday").mkdir()
    edited = [(title, text.replace("workshop", "works")) for title, text in (("Ferry sold", FERRY), *STORIES)]
    (library / "tuesday" / "dump.html").write_text(page(*edited), encoding="utf-8")


def words_here(driver: Driver) -> str:
    """What the page says from its place on."""
    shown = driver.screen.page
    assert shown.content is not None
    return shown.content.text[shown.place :].strip()


async def read_on(driver: Driver) -> None:
    """Read the first article, jump to the third, and go down in it."""
    await driver.press("enter", "j", "j", "right_square_bracket", "right_square_bracket", "j", "j")
    assert driver.shown == (0, 2)


async def test_one_comes_back_to_a_file_that_was_moved_and_edited(dump: Path) -> None:
    async with opened(dump) as driver:
        await read_on(driver)
        words = words_here(driver)
    move_and_edit(dump)
    async with opened(dump) as driver:
        await driver.until(lambda: driver.shown == (0, 3))
        assert words_here(driver)[:40] == words[:40]
        await driver.press("ctrl+o", "ctrl+o")
        assert driver.shown == (0, 1)


async def test_a_stranger_of_the_same_name_opens_at_its_start(dump: Path) -> None:
    async with opened(dump) as driver:
        await read_on(driver)
    move_and_edit(dump)
    strangers = page(("Barley ripens", OTHER), ("Ferry sold", FERRY), ("Barley again", OTHER))
    (dump / "tuesday" / "dump.html").write_text(strangers, encoding="utf-8")
    async with opened(dump) as driver:
        assert driver.shown == (0, 0)


@pytest.mark.parametrize(("opens", "closes"), [("question_mark", "escape"), ("B", "q"), ("colon", "escape")])
async def test_one_comes_back_once_what_was_opened_meanwhile_is_closed(
    dump: Path, monkeypatch: pytest.MonkeyPatch, opens: str, closes: str
) -> None:
    async with opened(dump) as driver:
        await read_on(driver)
    rmtree(cache_folder())
    async with reading(dump, monkeypatch, 0) as (driver, goes_on):
        await driver.press(opens)
        goes_on.set()
        await driver.until(lambda: driver.analysed)
        await driver.settle()
        assert driver.shown == (0, 0)
        await driver.press(closes)
        await driver.until(lambda: driver.shown == (0, 2))
