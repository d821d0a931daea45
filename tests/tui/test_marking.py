"""Marks, notes and places on the screen, from start to start and through edits of the files."""

import re
from pathlib import Path
from shutil import rmtree

import pytest

from reader.config import cache_folder
from reader.library.userdata.store import UserData
from reader.tui.screens.marks import MarksScreen
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import Driver, opened


async def to_line(driver: Driver, says: str) -> None:
    """Put the cursor of the page on the line that holds some words."""
    page = driver.screen.page
    assert page.content is not None
    driver.screen.focus_pane("page")
    page.move_to(page.line_of(page.content.text.index(says, page.content.start)))
    await driver.settle()


def line_here(driver: Driver) -> str:
    page = driver.screen.page
    assert page.content is not None
    start, end = page.line_span(page.cursor)
    return page.content.text[start:end]


async def test_a_mark_is_set_and_gone_to_from_another_article(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Fishermen")
        await driver.press("m", "k")
        assert any(line.startswith("k") for line in driver.text("#page").split("\n"))
        await driver.press("J", "J", "apostrophe", "k")
        assert driver.shown[0] == 0
        assert "Fishermen" in line_here(driver)
        await driver.press("apostrophe", "apostrophe")
        assert driver.shown[0] == 2
        await driver.press("apostrophe", "apostrophe")
        assert driver.shown[0] == 0
        await driver.press("apostrophe", "z")
        assert driver.shown[0] == 0


async def test_a_mark_that_is_set_again_says_which_place_it_leaves(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        said = driver.app.messages.text
        await to_line(driver, "Fishermen")
        await driver.press("m", "k")
        await driver.until(lambda: "Mark k is set." in said())
        line = driver.screen.page.content.text.count("\n", 0, driver.screen.page.place) + 1
        await driver.press("m", "k", "J", "J", "m", "k")
        await driver.until(lambda: f"Mark k is moved from line {line} of first.txt." in said())
        assert said().count("moved") == 1


@pytest.mark.parametrize("key", ["m", "apostrophe", "s"])
async def test_what_waits_for_a_second_key_says_how_it_is_cancelled_and_is(told_twice: Path, key: str) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter")
        before = driver.screen
        await driver.press(key)
        assert "esc cancels" in driver.text()
        await driver.press("escape")
        assert driver.app.screen is before and "esc cancels" not in driver.text()


async def test_the_scrollbar_tells_where_marks_notes_hits_and_repeats_are(told_twice: Path) -> None:
    (told_twice / "first.txt").write_text(STORY + OTHER.replace("barley", "rye"), encoding="utf-8")
    async with opened(told_twice, size=(120, 14)) as driver:

        def signs() -> str:
            page = driver.screen.page
            return "".join(page.render_line(y).text[-1] for y in range(page.content_size.height))

        await driver.press("2")
        assert "╺" in signs() and not set("kx✎•") & set(signs())
        await to_line(driver, "Farmers")
        await driver.press("m", "k")
        await to_line(driver, "Fishermen")
        await driver.press("a", *"which fog", "enter")
        assert signs().index("✎") < signs().index("k")
        await driver.press("slash", *"Scientists", "enter")
        assert signs().index("✎") < signs().index("•") < signs().index("k")
        await to_line(driver, "Fishermen")
        await driver.press("m", "f")  # on the line of the note
        assert "f┃✎Fishermen" in driver.text("#page") and "f" in signs() and "✎" not in signs()


async def test_the_scrollbar_tells_nothing_of_other_articles(seeds: Path) -> None:
    async with opened(seeds, size=(120, 14)) as driver:

        def signs() -> str:
            page = driver.screen.page
            return "".join(page.render_line(y).text[-1] for y in range(page.content_size.height))

        await driver.press("enter", "ctrl+d", "a", *"whence", "enter")
        await driver.until(lambda: "✎" in signs())
        await driver.press("right_square_bracket")
        assert driver.screen.page.made.signs and "✎" not in signs()
        await driver.press("left_square_bracket")
        assert "✎" in signs()


async def test_another_key_after_m_sets_nothing(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for key in ("escape", "5", "A"):
            await driver.press("enter", "m", key)
        said = driver.app.messages.text()
        assert "5 stands for nothing there." in said and "escape stands" not in said and "esc stands" not in said
        assert UserData.open().annotations.all() == ()


async def test_a_mark_is_found_again_after_the_file_was_edited(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Fishermen")
        await driver.press("m", "k")
    edited = "A new first line stands above all that was here before.\n" + STORY.replace("in a January fog", "in fog")
    (told_twice / "first.txt").write_text(edited, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("apostrophe", "k")
        assert "Fishermen" in line_here(driver)


async def test_a_note_is_written_changed_and_deleted(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Engineers")
        await driver.press("a", *"ask Kolb", "enter")
        assert driver.focused == "page"
        assert "✎" in driver.text("#page")
        await driver.press("a", *" twice", "enter")
        notes = UserData.open().annotations.all()
        assert [note.label for note in notes] == ["ask Kolb twice"]
        assert STORY[notes[0].start : notes[0].end].startswith("Engineers found")
        await driver.press("a", "escape")
        assert driver.focused == "page"
        await driver.press("a", "ctrl+u", "enter")
        assert UserData.open().annotations.all() == ()


async def test_a_note_of_several_lines_is_shown_whole_and_saved_whole(
    told_twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(told_twice) as driver:
        await to_line(driver, "Engineers")
        await driver.press("a", *"ask Kolb", "ctrl+j", *"who pays", "shift+enter", *"for the lamp")
        assert all(line in driver.text("#note") for line in ("ask Kolb", "who pays", "for the lamp"))
        assert "Engineers found" in driver.text("#page")
        await driver.press("ctrl+s")
        assert [note.label for note in UserData.open().annotations.all()] == ["ask Kolb\nwho pays\nfor the lamp"]
        assert driver.text("#status").endswith("first.txt · ✎ ask Kolb ⏎ who pays ⏎ for the lamp")
        await to_line(driver, "Fishermen")
        await driver.press("m", "f", "B")
        lines = [line.strip() for line in driver.text("#marks").split("\n")]
        at = lines.index("ask Kolb")
        assert lines[at + 1 : at + 3] == ["who pays", "for the lamp"]
        assert lines[at + 3].startswith("Engineers found the foundations sound")
        await driver.press("j", "slash", *"lamp", "enter")
        assert "Engineers" in line_here(driver)
        await driver.press("s", "n", "ctrl+u", *"kept.md", "enter")
        kept = (tmp_path / "kept.md").read_text(encoding="utf-8")
        assert "> Engineers found" in kept and "\n\nask Kolb  \nwho pays  \nfor the lamp\n" in kept


async def test_the_list_filters_goes_there_and_deletes(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Engineers")
        await driver.press("a", *"xylophone", "enter", "m", "x")
        await driver.press("J", "J", "m", "b", "B")
        assert isinstance(driver.app.screen, MarksScreen)
        await driver.until(lambda: "3 entries" in driver.text())  # what was said of the marks may stand before it
        await driver.press("slash", *"zz", "tab", "slash", *"xylo")  # typed over what was there
        assert "1 of 3" in driver.text()
        await driver.press("enter")
        assert driver.shown[0] == 0
        assert "Engineers" in line_here(driver)
        await driver.press("B", "d")
        await driver.until(lambda: len(UserData.open().annotations.all()) == 2)
        assert "Removed. u brings it back." in driver.app.messages.text()
        assert not driver.app._notifications  # nothing stands before the list
        assert "2 entries" in driver.text()
        await driver.press("q")
        assert len(UserData.open().annotations.all()) == 2


@pytest.mark.parametrize("is_open", [True, False])
async def test_what_was_made_of_a_file_follows_it_when_it_is_moved(told_twice: Path, is_open: bool) -> None:
    def move() -> None:
        (told_twice / "away").mkdir()
        (told_twice / "first.txt").rename(told_twice / "away" / "sooner.txt")

    async def has_followed(driver: Driver) -> None:
        await driver.until(lambda: any(each.name == "away/sooner.txt" for each in driver.screen.catalogue.documents))
        await driver.until(lambda: not driver.screen.following.refresh_pending)
        await driver.settle()
        await driver.press("1", "slash", *"rough start")
        assert "1 found" in str(driver.screen.contents.border_title)
        await driver.press("escape", "B")
        assert "✎" in driver.text("#marks") and "away/sooner.txt" in driver.text("#marks")
        await driver.press("enter")
        assert "✎" in driver.text("#page")

    async with opened(told_twice) as driver:
        await to_line(driver, "Engineers")
        await driver.press("a", *"ask Kolb", "enter", "A", "r", "ctrl+u", *"A rough start", "enter", "J")
        if is_open:
            move()
            driver.screen.following.start()
            await has_followed(driver)
    if not is_open:
        move()
        async with opened(told_twice) as driver:
            await has_followed(driver)


async def test_what_was_made_of_a_file_that_is_gone_is_not_that_of_its_copy(told_twice: Path) -> None:
    (told_twice / "third.txt").write_text(STORY, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("enter", "J", "J")
        assert driver.shown == (2, 0)
        await to_line(driver, "Engineers")
        await driver.press("a", *"of the copy", "enter", "K", "K")
        assert driver.shown == (0, 0)
        await to_line(driver, "Engineers")
        await driver.press("a", *"of the first", "enter")
        (told_twice / "first.txt").unlink()
        driver.screen.following.start()
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 2)
        await driver.until(lambda: not driver.screen.following.refresh_pending)
        await driver.settle()
        await driver.press("B")
        here, gone = (driver.text("#marks").index(each) for each in ("of the copy", "of the first"))
        assert here < driver.text("#marks").index("first.txt") < gone
        assert "third.txt" in driver.text("#marks")[:here]


async def test_a_library_opens_where_reading_stopped(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter", "J", "]", "5", "j")
        before, place = driver.shown, driver.screen.page.place
    async with opened(seeds) as driver:
        assert (driver.shown, driver.screen.page.place) == (before, place)


@pytest.mark.parametrize("size", [(120, 36), (50, 15)])
async def test_a_library_opens_in_the_pane_in_which_reading_stopped(told_twice: Path, size: tuple[int, int]) -> None:
    async with opened(told_twice, size=size) as driver:
        assert driver.focused == "contents"
        await driver.press("enter", "j", "j")
        place = driver.screen.page.place
    for key, pane in (("q", "page"), ("3", "page"), ("1", "repeats"), ("q", "contents")):
        async with opened(told_twice, size=size) as driver:
            assert driver.focused == pane and driver.screen.query_one(f"#{pane}").region
            assert driver.screen.page.place == place or not driver.screen.page.region
            await driver.press(key)


async def test_a_library_opens_where_reading_stopped_although_its_index_was_deleted(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter", "J", "]", "5", "j")
        before, place = driver.shown, driver.screen.page.place
    for _ in range(2):
        rmtree(cache_folder())
        async with opened(seeds) as driver:
            assert (driver.shown, driver.screen.page.place) == (before, place)


@pytest.mark.parametrize(
    ("keys", "name", "kept"),
    [
        ("", "second.html", "second.html"),
        ("jjj", "third.html", "third.html"),
        ("g", "first.html", "second.html"),  # what is known of a document is no place in it
    ],
)
async def test_the_place_waits_for_its_document_unless_the_user_moves(
    pairs: Path, keys: str, name: str, kept: str
) -> None:
    def name_shown(driver: Driver) -> str:
        return driver.screen.catalogue.documents[driver.shown[0]].name

    file = pairs / "second.html"
    async with opened(pairs) as driver:
        await driver.press("enter", "J", "j", "j")
        place = driver.screen.page.place
    text = file.read_text(encoding="utf-8")
    file.unlink()
    rmtree(cache_folder())
    async with opened(pairs) as driver:
        assert driver.shown == (0, 0)
        await driver.press("1", *keys)
        file.write_text(text, encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 3)
        await driver.until(lambda: not driver.screen.following.refresh_pending)
        await driver.settle()
        assert name_shown(driver) == name
        assert (driver.screen.page.place == place) == (not keys)
    async with opened(pairs) as driver:
        assert name_shown(driver) == kept


async def test_the_way_back_outlives_the_program(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "enter")
        assert driver.shown[0] == 1
    async with opened(told_twice) as driver:
        assert driver.shown[0] == 1
        await driver.press("ctrl+o")
        assert driver.shown[0] == 0


async def test_without_a_data_folder_the_program_goes_on(told_twice: Path, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    blocked = tmp_path / "not-a-folder"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    async with opened(told_twice) as driver:
        assert driver.shown[0] == 0
        assert driver.app._notifications
        assert "forgotten" in driver.app.messages.text()
        await driver.press("enter", "m", "k", "J", "apostrophe", "k")
        assert driver.shown[0] == 0


async def test_marks_that_have_the_words_come_before_those_with_the_letters(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "The harbour")
        await driver.press("m", "a")
        await to_line(driver, "Fishermen")
        await driver.press("a", *"the bell", "enter", "B", "slash", *"bell")  # the title holds b, e, l and l
        found = [line for line in driver.text("#marks").split("\n") if line.strip()]
        assert found[0].lstrip().startswith("✎") and "the bell" in found[1]
        assert any(line.lstrip().startswith("a ") for line in found[2:])


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_marks_are_listed_where_one_goes_to_them(seeds: Path, size: tuple[int, int]) -> None:
    async with opened(seeds, size=size) as driver:
        await driver.press("1", "j", "enter", "m", "k", "j", "j", "j", "j", "m", "z")
        line = driver.screen.opening.place
        await driver.press("g", "apostrophe")
        await driver.until(lambda: " z  " in driver.text())
        rows = [row.strip() for row in driver.text().split("\n")]
        marks = [row for row in rows if re.match(r"[kz]  \S.*  line \d+ · \S", row)]
        assert [row[0] for row in marks] == ["k", "z"] and len({row.split("  ")[1] for row in marks}) == 2
        await driver.press("z")
        assert driver.screen.opening.place == line
