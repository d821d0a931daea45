"""Files that are empty, change or go while they are read, and coming back to where one stopped."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.userdata.records import Annotation
from reader.library.userdata.store import UserData
from reader.tui.app import ReaderApp
from reader.tui.panes.note import NoteEditor
from tests.tui.conftest import OTHER, STORY
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
        assert "Scientists at" in driver.text("#contents")
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
    async with opened(told_twice, size=(120, 20)) as driver:  # so that there is more below
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


FIRST = "The town has a harbour, and a council for it, whose members are elected every fourth year.\n"


def kept() -> tuple[Annotation, ...]:
    """What the user made, from the file of it, while the reader has that open."""
    return UserData.open().annotations.all()


async def test_a_note_stays_with_its_words_when_the_file_changes_while_it_is_written(
    told_twice: Path,
) -> None:
    file = told_twice / "first.txt"
    paragraph = STORY.split("\n")[1]
    async with opened(told_twice) as driver:
        page = driver.screen.page
        assert page.content is not None
        await driver.press("2", "right_curly_bracket", "a", *"who says")
        file.write_text(FIRST + STORY, encoding="utf-8")
        await look_again(driver, lambda: page.content.text.startswith(FIRST))  # type: ignore[union-attr]
        assert page.selected is not None and page.content.text[slice(*page.selected)] == paragraph
        await driver.press("escape", "a")
        assert driver.screen.query_one(NoteEditor).text == "who says"
        file.write_text(FIRST * 2 + STORY, encoding="utf-8")
        await look_again(driver, lambda: page.content.text.startswith(FIRST * 2))  # type: ignore[union-attr]
        await driver.press(*"?", "enter")
        (note,) = kept()
        assert note.label == "who says?" and not note.lost and note.draft is None
        assert (FIRST * 2 + STORY)[note.start : note.end] == paragraph


async def test_the_hit_that_one_stands_at_is_the_same_when_more_is_written(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "slash", *"the", "enter", "n")
        before = driver.text("#status").split(" · ")[0].strip()
        number, count = before.split("/")
        assert number == "hit 2"
        with (told_twice / "first.txt").open("a", encoding="utf-8") as file:
            file.write("And the lamp was lit.\n")
        await look_again(driver, lambda: "lamp was lit" in driver.screen.page.content.text)  # type: ignore[union-attr]
        await driver.until(lambda: f"hit 2/{int(count) + 1} " in driver.text("#status"))


async def test_a_note_about_words_that_are_edited_away_meanwhile_is_kept_and_it_is_said(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("2", "right_curly_bracket", "a", *"who says")
        (told_twice / "first.txt").write_text(OTHER, encoding="utf-8")
        await look_again(driver, lambda: page.content.text == OTHER)  # type: ignore[union-attr]
        await driver.press("enter")
        (note,) = kept()
        assert (note.label, note.lost, note.quote) == ("who says", True, STORY.split("\n")[1])
        assert "the place is lost. B lists it." in driver.app.messages.text()
        await driver.press("B")
        assert "who says" in driver.text("#marks")


async def test_a_note_on_a_file_that_goes_meanwhile_comes_back_with_it(told_twice: Path) -> None:
    file = told_twice / "first.txt"
    async with opened(told_twice) as driver:
        await driver.press("2", "right_curly_bracket", "a", *"who says")
        file.unlink()
        await look_again(driver, lambda: driver.screen.opening.left != "")
        await driver.press("enter")
        file.write_text(FIRST + STORY, encoding="utf-8")
        await look_again(driver, lambda: driver.screen.opening.left == "")
        (note,) = kept()
        assert (FIRST + STORY)[note.start : note.end] == STORY.split("\n")[1] and not note.lost


async def test_a_mark_and_a_title_are_given_to_what_is_on_the_page_when_the_file_changes_meanwhile(
    told_twice: Path,
) -> None:
    file = told_twice / "first.txt"
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("2", "right_curly_bracket", "m")
        file.write_text(FIRST + STORY, encoding="utf-8")
        await look_again(driver, lambda: page.content.text.startswith(FIRST))  # type: ignore[union-attr]
        await driver.press("k")
        (mark,) = kept()
        assert (FIRST + STORY)[mark.start :].startswith("Engineers")
        await driver.press("A", "r", "ctrl+u", *"A tower")
        file.write_text(OTHER[:200] + "\n" + FIRST + STORY, encoding="utf-8")
        await look_again(driver, lambda: page.content.text.startswith(OTHER[:200]))  # type: ignore[union-attr]
        await driver.press("enter")
        await driver.until(lambda: page.content is not None and page.content.title == "A tower")


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("before, after", [(FIRST, ""), ("", FIRST), (FIRST, FIRST)])
async def test_what_is_selected_stays_selected_when_the_file_changes(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, raw: bool
) -> None:
    monkeypatch.setattr("reader.tui.copying.clipboard_tools", lambda *_: ())
    file = told_twice / "first.txt"
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("2", *["R"] * raw, "G", "v", "l", "l")
        file.write_text(before + STORY + after, encoding="utf-8")
        await look_again(driver, lambda: page.content.text == before + STORY + after)  # type: ignore[union-attr]
        await driver.press("h", "y")
        assert driver.app.clipboard == "the autumn"


async def test_a_selection_outlasts_what_happens_to_other_files_and_to_a_mouse_that_drags(told_twice: Path) -> None:
    file = told_twice / "second.txt"
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("]", "2", "V", "j")
        said, selected = page.content, page.selected
        (told_twice / "first.txt").unlink()
        await look_again(driver, lambda: page.content is not said)
        assert page.selected == selected and selected is not None
        await driver.press("escape", "g")
        await driver.pilot.mouse_down(page, offset=(8, 5))
        await driver.pilot.hover(page, offset=(20, 5))
        await driver.settle()
        start, _ = page.selected or (0, 0)
        words = page.content.text[start:] if page.content else ""
        file.write_text(FIRST + file.read_text(encoding="utf-8"), encoding="utf-8")
        await look_again(driver, lambda: page.content.text.startswith(FIRST))  # type: ignore[union-attr]
        assert page.content is not None and page.selected is not None
        assert page.content.text[page.selected[0] :] == words
        await driver.pilot.hover(page, offset=(30, page.line_of(page.selected[0]) - page.top + 1))
        await driver.settle()
        assert page.content.text[page.selected[0] :] == words


async def test_it_is_said_when_what_is_selected_is_edited_away(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("2", "v", "l")
        (told_twice / "first.txt").write_text(OTHER, encoding="utf-8")
        await look_again(driver, lambda: page.content.text == OTHER)  # type: ignore[union-attr]
        assert page.selected is None and "nothing is selected now" in driver.app.messages.text()
