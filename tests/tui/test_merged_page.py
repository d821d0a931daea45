"""The differences with a twin on the page."""

from pathlib import Path

from reader.library.queries import passages
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


async def test_the_cursor_stays_in_view_when_the_window_shrinks(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page, catalogue = driver.screen.page, driver.screen.catalogue
        for number in driver.stories(0):
            story = catalogue.documents[0].articles[number]
            if not passages(catalogue, 0, story.start, story.end):
                continue
            await driver.pilot.resize_terminal(120, 36)
            driver.screen.opening.open(0, number)
            await driver.press("2", "right_parenthesis", "x", "space", "j", "j")
            assert page.merged is not None
            await driver.pilot.resize_terminal(50, 15)
            await driver.settle()
            assert page.top <= page.cursor < page.top + page.content_size.height


async def test_where_one_pane_is_shown_x_shows_the_page(told_twice: Path) -> None:
    async with opened(told_twice, size=(50, 15)) as driver:
        await driver.press("3", "x")
        assert driver.focused == "page" and driver.screen.page.merged is not None
        await driver.press("3", "x")
        assert driver.focused == "page" and driver.screen.page.merged is None
