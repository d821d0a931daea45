"""Files that are empty, change or go while they are read, and coming back to where one stopped."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.app import ReaderApp
from tests.tui.driving import Driver, opened


async def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path) as driver:
        assert "There is no text to read" in driver.text("#page")


@pytest.mark.parametrize("whole", [True, False])
async def test_an_empty_file_says_that_it_is_empty(tmp_path: Path, whole: bool) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    async with opened(tmp_path if whole else tmp_path / "empty.txt") as driver:
        page = driver.text("#page")
        assert "empty.txt" in page and "The file is empty" in page and "told again" not in page
        await driver.press("right_square_bracket")
        assert "There is no article to go to." in driver.app.messages.text()


async def test_a_folder_that_is_gone_leaves_no_riddle(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        told_twice.rename(told_twice.with_name("elsewhere"))
        driver.screen.following.start()
        await driver.until(lambda: not driver.screen.catalogue.documents)
        await driver.until(lambda: "There are no documents." in driver.text("#contents"))
        await driver.press("right_square_bracket")
        assert "There is no article to go to." in driver.app.messages.text()


async def test_a_file_that_vanished_is_named(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        (told_twice / "third.txt").unlink()
        await driver.press("J", "J")
        assert "barley" in driver.text("#page")  # what was indexed can still be read
        await driver.press("R")
        assert "third.txt" in driver.text("#page")
        assert "cannot be read" in driver.text("#page")


async def test_a_file_that_is_gone_is_not_listed_as_one_still_to_be_read(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        assert "third.txt" in driver.text("#contents")
    (told_twice / "third.txt").unlink()
    app = ReaderApp([told_twice], ["first.txt", "second.txt", "third.txt"])  # it went after the names were listed
    async with app.run_test() as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 2 and driver.analysed)
        await driver.until(lambda: "third.txt" not in driver.text("#contents"))


@pytest.mark.parametrize("raw", [False, True])
async def test_the_place_is_kept_when_the_file_is_edited_before_it(told_twice: Path, raw: bool) -> None:
    file = told_twice / "second.txt"
    before = file.read_text(encoding="utf-8")
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("]", "2", "j", "j", "j", *(["R"] if raw else []))
        place, row = page.view()
        line = before[place : before.index("\n", place)]
        assert place
        file.write_text("The town has a harbour, and a council for it.\n" + before + "So it was.\n", encoding="utf-8")
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: page.content is not None and "So it was." in page.content.text)
        await driver.settle()
        place = page.place
        assert page.content is not None and page.content.text[place:].startswith(line)
        assert raw or page.view()[1] == row


@pytest.mark.parametrize("raw", [False, True])
async def test_whoever_stands_at_the_end_of_a_file_that_grows_stays_there(tmp_path: Path, raw: bool) -> None:
    file = tmp_path / "a.log"

    def write(lines: int) -> None:
        file.write_text(
            "".join(f"12:00:{n:02d} worker[{n}]: job {n} is done\n" for n in range(lines)), encoding="utf-8"
        )

    write(50)
    async with opened(file) as driver:
        page = driver.screen.page
        await driver.press("2", "G", *(["R"] if raw else []))
        for lines, moves, last in ((52, [], 51), (55, ["k", "k"], 49), (60, ["j"], 50)):
            await driver.press(*moves)
            write(lines)
            await look_again(driver, lambda lines=lines: f"job {lines - 1} " in page.content.text)  # type: ignore[misc]
            assert page.content is not None and page.content.text[page.place :].startswith(f"12:00:{last:02d} ")
            assert f"job {last} " in driver.text("#page")
            assert ("Changed on disk: a.log" in driver.text()) == bool(moves)  # else it would hide what is new


async def look_again(driver: Driver, until: Callable[[], bool]) -> None:
    """Look at the files again, as when a watcher sees that they changed."""
    driver.screen.following.start()
    await driver.until(lambda: until() and not driver.screen.following.refresh_pending)
    await driver.settle()


@pytest.mark.parametrize("emptied", [False, True])
@pytest.mark.parametrize("others", [0, 2])
async def test_what_is_being_read_stays_when_its_file_is_gone(
    told_twice: Path, tmp_path: Path, emptied: bool, others: int
) -> None:
    file = told_twice / "second.txt"
    if not others:
        (told_twice / "first.txt").unlink()
        (told_twice / "third.txt").unlink()
    before = file.read_text(encoding="utf-8")
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("2", *("]" if others else ()), "j", "j")
        view, place = page.view(), page.place
        assert page.content is not None and page.content.text == before and place
        if emptied:
            file.write_text("", "utf-8")
        else:
            file.unlink()
        await look_again(driver, lambda: driver.screen.opening.left != "")
        assert "lighthouse" in driver.text("#page") and (page.view(), page.place) == (view, place)
        assert "second.txt is gone or empty" in driver.text("#status") and "%" not in driver.text("#status")
        await driver.press("j", "k", "M", "r", "escape")
        for key in "mReuUx":
            driver.app.messages.add("something else")
            await driver.press(key)
            last = driver.app.messages.text().split("\n")[0]
            assert last.endswith("second.txt is gone or empty. s saves the text that it had.")
            assert not driver.screen.opening.raw
        saved = tmp_path / "saved.txt"
        await driver.press("s", "t", "ctrl+u", *str(saved), "enter")
        await driver.until(saved.exists)
        assert saved.read_text(encoding="utf-8").strip() in before
        file.write_text("They met again.\n" + before, encoding="utf-8")
        await look_again(driver, lambda: driver.screen.opening.left == "")
        assert driver.shown[1] is not None and page.content.text.startswith("They met")
        assert page.content.text[page.place :] == before[place:]
        assert "second.txt" in driver.text("#status") and "gone" not in driver.text("#status")


async def test_one_comes_back_however_the_library_was_named(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(told_twice)
    async with opened(Path()) as driver:  # as `reader .`
        await driver.press("]", "2", "j", "j")
        stopped = driver.shown, driver.screen.page.place
        assert stopped[0] == (1, 0) and stopped[1]
    for path in (told_twice, Path()):  # as `reader`, which opens the last library, and as before
        async with opened(path) as driver:
            assert (driver.shown, driver.screen.page.place) == stopped


async def test_one_comes_back_to_the_same_words_after_the_file_was_edited(told_twice: Path) -> None:
    file = told_twice / "second.txt"
    before = file.read_text(encoding="utf-8")
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("]", "2", "j", "j", "j")
        line = before[page.place : before.index("\n", page.place)]
        driver.screen.jumping.leave()
        await driver.press("j", "j", "j", "j")
        file.write_text("The town has a harbour, and a council for it.\n" * 9 + before, encoding="utf-8")
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: page.content is not None and "The town" in page.content.text)
        await driver.press("ctrl+o")
        assert page.content is not None and page.content.text[page.place :].startswith(line)
