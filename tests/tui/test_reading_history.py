"""What counts as read, where it is dimmed, and the way to what is unread."""

from pathlib import Path

import pytest

from reader.library.userdata.spans import Spans
from reader.library.userdata.store import UserData
from reader.settings import ReadingSettings
from reader.tui.reading_history import Dwelling
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import Driver, opened

TEXT = "five words are standing here\n" * 40
LINES = [(at * 29, at * 29 + 28) for at in range(40)]


def test_lines_are_read_in_their_order_as_fast_as_somebody_reads() -> None:
    dwelling = Dwelling(ReadingSettings(words_per_minute=60, seconds=2))
    read = Spans()
    assert dwelling.look(TEXT, LINES[:10], read, 0.0) == []
    assert dwelling.look(TEXT, LINES[:10], read, 1.0) == []
    found = dwelling.look(TEXT, LINES[:10], read, 10.0)
    assert found == LINES[:2]  # 28 cells are 4.7 words
    for span in found:
        read = read.add(*span)
    assert dwelling.look(TEXT, LINES[:10], read, 15.0) == LINES[2:3]


def test_what_is_paged_past_is_not_read() -> None:
    dwelling = Dwelling(ReadingSettings())
    for page in range(4):
        assert dwelling.look(TEXT, LINES[page * 10 : page * 10 + 10], Spans(), page * 1.5) == []


def test_waiting_where_all_is_read_reads_nothing_else() -> None:
    dwelling = Dwelling(ReadingSettings(words_per_minute=60, seconds=2))
    all_read = Spans(((LINES[0][0], LINES[9][1]),))
    for now in range(0, 1000, 10):
        assert dwelling.look(TEXT, LINES[:10], all_read, now) == []
    assert dwelling.look(TEXT, LINES[1:11], all_read, 1001) == []


def test_time_away_does_not_count() -> None:
    dwelling = Dwelling(ReadingSettings())
    dwelling.look(TEXT, LINES[:10], Spans(), 0.0)
    dwelling.stop()
    assert dwelling.look(TEXT, LINES[:10], Spans(), 100.0) == []


@pytest.fixture(autouse=True)
def clock_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the test's own looks at the page count."""
    monkeypatch.setattr("reader.tui.reading_history.TICK_SECONDS", 3600)


async def read_the_page(driver: Driver) -> None:
    for now in (0.0, 60.0):
        driver.screen.history.tick(now)
    await driver.settle()


def dimmed(driver: Driver) -> str:
    page = driver.screen.page
    assert page.content is not None
    return "".join(page.content.text[start:end] for start, end in page.made.known)


async def test_what_was_read_is_dimmed_in_a_reworded_twin_and_nowhere_else(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter")
        await read_the_page(driver)
        assert dimmed(driver) == ""
        await driver.press("J")
        assert "million crowns, of which the province pays" in dimmed(driver)
        assert "eleven" not in dimmed(driver)
        await driver.press("J")
        assert dimmed(driver) == ""
        assert "✓" in driver.text("#contents")
    async with opened(told_twice) as driver:
        await driver.press("K")
        assert driver.shown[0] == 1
        assert "granite from the Harrow quarry" in dimmed(driver)


async def test_u_goes_to_what_is_told_nowhere_that_was_read(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter")
        await read_the_page(driver)
        await driver.press("u")
        assert driver.shown[0] == 2
        await driver.press("U", "R", "g", "u")
        assert any("has been read" in notice.message for notice in driver.app._notifications)


async def test_an_article_is_marked_as_read_and_as_new(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("U", "r")
        data = UserData.open()
        assert [read.characters for read in data.history.read_everywhere().values()] == [len(STORY)]
        await driver.press("J")
        assert dimmed(driver)
        await driver.press("K", "U", "u", "J")
        assert dimmed(driver) == ""


async def test_on_the_row_of_a_document_keys_are_about_the_document(pairs: Path) -> None:
    async with opened(pairs) as driver:
        await driver.press("1", "g", "U")
        assert "whole document" in driver.text() and "article was read" not in driver.text()
        await driver.press("r", "R")
        assert "The document counts as read." not in driver.app.messages.text() and not driver.screen.opening.raw
        await driver.press("U", "R")
        await driver.until(lambda: "The document counts as read." in driver.app.messages.text())
        await driver.press("s")
        assert "Save all notes" in driver.text() and "Save this article" not in driver.text()
        await driver.press("escape", "x")
        assert driver.app.messages.text().count("Open an article first.") == 2
        await driver.press("u")
        assert driver.shown == (1, 1)  # what stands before it was read in the first
        await driver.press("1", "g", "U", "U", "u")
        assert driver.shown == (0, 0) and driver.screen.page.place == 0 and driver.focused == "page"


async def test_nothing_is_recorded_when_it_is_switched_off(told_twice: Path, tmp_path: Path) -> None:
    from reader.config import config_file

    config_file().parent.mkdir(parents=True)
    config_file().write_text("[reading]\nrecord = false\n", encoding="utf-8")
    (told_twice / "fourth.txt").write_text(OTHER, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("enter", "U")
        assert "record = false" in driver.app.messages.text()
        await driver.press("J")
        assert dimmed(driver) == ""


def left(driver: Driver) -> set[int] | None:
    """The documents that the filter leaves in contents."""
    prompt = driver.screen.filter.prompt
    assert prompt is not None
    found = driver.screen.titles().filter(driver.screen.catalogue, prompt.value, lambda: False)
    assert found is not None
    return None if found.shown is None else set(found.shown)


async def test_the_filter_leaves_what_was_not_read(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        documents = set(range(len(driver.screen.catalogue.documents)))
        await driver.press("slash", *"is:unread")
        assert left(driver) == documents
        await driver.press("escape")
        driver.screen.opening.open(2, 0)
        await driver.settle()
        driver.screen.action_set_read(True, False)
        await driver.settle()
        await driver.press("1", "slash", *"is:unread")
        assert left(driver) == documents - {2}


async def test_filter_and_finder_know_what_was_marked(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("slash", *"is:marked")
        assert left(driver) == set()
        await driver.press("escape", "2", "m", "a", "1", "slash", *"is:marked")
        assert left(driver) == {driver.shown[0]}
        await driver.press("escape", "F", *"is:marked", "space", *"the")
        finder = driver.app.screen
        await driver.until(lambda: finder.found.results is not None and finder.found.results.complete)  # type: ignore[attr-defined]
        assert {place[0] for place in finder.found.results.texts} == {driver.shown[0]}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("columns", "shown"), [(120, True), (80, False)])
async def test_how_much_is_unread_leaves_room_for_the_title(told_twice: Path, columns: int, shown: bool) -> None:
    async with opened(told_twice, size=(columns, 36)) as driver:
        contents = driver.screen.contents
        contents.share_read_of = lambda document, article: 0.09
        contents.refresh()
        await driver.settle()
        assert ("○91%" in driver.text("#contents")) is shown
        await driver.press("question_mark", "G")
        assert "still unread" in driver.text("Static")
