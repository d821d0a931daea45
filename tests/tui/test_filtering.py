"""The filter of the contents."""

from dataclasses import replace
from pathlib import Path

from reader.tui.filtering import NAMED
from reader.tui.outline import Row
from tests.tui.driving import opened


async def test_filter_narrows_marks_and_opens(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("slash", *"clinton")
        assert driver.screen.contents.outline.hits() >= 1
        contents = driver.text("#contents")
        assert "Hillary Clinton" in contents
        assert "Gazprom" not in contents
        assert "Clinton" in driver.text("#page")
        await driver.press("enter")
        assert driver.focused == "page"
        assert driver.shown[0] == 1


async def test_titles_that_have_only_the_letters_are_said_to(tmp_path: Path) -> None:
    lead = "The keepers were brought ashore by boat on Friday, and nobody was hurt, the harbour master said. "
    for name, title in (
        ("a", "Mining unites four hundred estates of the south"),
        ("b", "Minutes of the harbour board"),
    ):
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\n{lead * 4}\n", encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("slash", *"mntsf")
        contents = driver.text("#contents")
        assert "2 like it" in driver.text()
        assert contents.index("Letters here and there") < contents.index("Mining unites")
        assert driver.screen.contents.row().document == driver.shown[0]
        await driver.press("escape", "slash", *"mintues of")
        contents = driver.text("#contents")
        assert contents.index("Spelt otherwise") < contents.index("Minutes of the") < contents.index("Letters here")
        assert driver.shown[0] == 1


async def test_escape_puts_everything_back_as_it_was(seeds: Path) -> None:
    async with opened(seeds) as driver:
        contents = driver.screen.contents
        await driver.press("h", "j", "j", "j", "enter", "space", "1")
        before = (driver.shown, driver.screen.page.view(), contents.cursor, contents.top, set(contents.outline.folded))
        await driver.press("slash", *"ukr", "down", "down")
        assert driver.shown != before[0]
        await driver.press("escape")
        after = (driver.shown, driver.screen.page.view(), contents.cursor, contents.top, set(contents.outline.folded))
        assert after == before
        assert driver.focused == "contents"


async def test_a_filter_without_hits_says_so_and_can_be_corrected(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("slash", *"qqqzzz")
        assert "0 found" in driver.text()
        assert "Nothing has these letters." in driver.text()
        assert "open" not in driver.text("#hints") and "esc cancel" in driver.text("#hints")
        await driver.press("enter")
        assert driver.focused == "filter" and "Nothing has these letters." in driver.app.messages.text()
        await driver.press("down", *["backspace"] * 6)
        assert driver.screen.contents.outline.shown is None
        assert "open" in driver.text("#hints")


async def test_what_is_said_of_a_filter_without_hits_can_be_read_whole(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("slash", *"zzzzq")
        for size in ((120, 36), (80, 24), (50, 15)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            said = "Nothing has these letters. F looks in the texts."
            assert said in " ".join(driver.text("#contents").split()), size


async def test_a_filter_stays_applied_when_files_change(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        contents = driver.screen.contents
        await driver.press("slash", *"lighthouse", "down", "down", "down", "enter")
        found = contents.outline.hits()
        assert found == 2 and driver.shown == (1, 0)
        line = "A harbour clerk, who was asked, knew nothing of it and said so at some length."
        third = told_twice / "third.txt"
        third.write_text(third.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
        (told_twice / "a-new.txt").write_text(f"{line}\n" * 3, encoding="utf-8")
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 4 and driver.analysed)
        await driver.settle()
        assert contents.outline.hits() == found and "third.txt" not in driver.text("#contents")
        assert driver.shown == (2, 0) and contents.row() == Row(2, 0)
        second = told_twice / "second.txt"
        second.write_text(second.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: line in driver.screen.page.content.text)
        await driver.settle()
        assert contents.outline.hits() == found and contents.row() == Row(2, 0)


async def test_names_of_files_are_filtered_after_titles(told_twice: Path) -> None:
    (told_twice / "third.txt").rename(told_twice / "harbour wqz05.txt")
    async with opened(told_twice, size=(160, 30)) as driver:
        contents = driver.screen.contents
        await driver.press("slash", *"wqz05")
        assert "1 found" in driver.text() and "wqz05" in driver.text("#contents")
        assert driver.shown[0] == contents.row().document and len(contents.outline) == 1
        await driver.press("ctrl+u", *"harbour")
        lines = driver.text("#contents").split("\n")
        assert [line.split("  ")[0] for line in lines[2:3]] == [NAMED] and len(contents.outline) == 4
        assert "2 found" in driver.text() and contents.row() in (Row(0, 0), Row(1, 0), Row(2, 0))
        await driver.press("ctrl+u", *"barley wqz")  # one word in the title, the other in the name
        assert len(contents.outline) == 1 and contents.row().document == driver.shown[0]
        await driver.press(*"xx")
        assert "Nothing has these letters." in driver.text("#contents")
        await driver.press("ctrl+u", "x")  # in `.txt`
        assert NAMED not in driver.text("#contents")


async def test_a_filter_is_closed_after_its_article_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text(
        "\n\n\n".join(f"{word} voted on Tuesday.\n" * 4 for word in ("Council", "Harbour", "Market")), "utf-8"
    )
    async with opened(folder) as driver:
        here = driver.screen.jumping.here()
        assert here is not None
        await driver.press("slash", *"coun")
        driver.screen._before_filter = replace(here, article=99)
        await driver.press("escape")
        assert driver.shown[0] == 0 and driver.focused == "contents"
