"""The differences with a twin on the page."""

from pathlib import Path

from tests.tui.driving import opened


async def test_x_shows_what_differs_on_the_page_and_takes_it_away(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("enter", "j", "j")
        plain, view = driver.text("#page"), page.view()
        await driver.press("x")
        assert "nine eleven million" in " ".join(driver.text("#page").split())
        assert page.view() == view
        await driver.press("x")
        assert driver.text("#page") == plain
        await driver.press("x", "escape")
        assert page.merged is None


async def test_hits_are_found_while_differences_are_shown(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("enter", "x", "slash", *"crowns", "enter", "n")
        line = page._lines[page.cursor - page._head_lines]
        assert "crowns" in line.text[line.start : line.end]
        assert page.content.text[page.hits[0][0] :].startswith("crowns")


async def test_resizing_and_another_article_while_differences_are_shown(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("enter", "j", "j", "x")
        place = page.place
        for size in ((50, 15), (80, 24), (120, 36)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            assert page._offset_of(page.cursor) <= place <= page._offset_of(page.cursor + 1)
        await driver.press("J")
        assert page.merged is None
        await driver.press("J", "x")
        assert page.merged is None
