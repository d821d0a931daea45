"""Keys that come faster than the screen follows: each acts on what the ones before it chose."""

from pathlib import Path

from tests.tui.driving import opened


async def test_the_next_article_is_counted_from_the_row_that_the_cursor_has_come_to(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("G")
        assert driver.shown == (2, 0)
        await driver.burst("g", "right_square_bracket")
        assert driver.shown == (1, 0) and "This is the last article" not in driver.app.messages.text()
        await driver.burst("g", "j", "right_square_bracket")
        assert driver.shown == (2, 0)
        assert (row := driver.screen.contents.row()) and (row.document, row.article) == (2, 0)


async def test_keys_after_the_one_that_opens_an_article_go_on_from_it(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.burst("j", "enter", "right_square_bracket", "right_square_bracket", "A", "r")
        await driver.until(lambda: driver.focused == "ask")
        assert driver.shown == (2, 0)
        assert driver.text("#ask").strip().startswith("Scientists at the university")


async def test_a_key_after_the_one_that_opens_moves_on_the_page(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        before = driver.screen.contents.cursor
        await driver.burst("enter", "j", "j")
        assert driver.focused == "page" and driver.screen.contents.cursor == before
        assert driver.screen.page.cursor > 0


async def test_each_key_goes_one_hit_on_however_fast_they_come(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        found = ["F", *"lighthouse crowns", "enter"]  # two hits in each of two articles
        await driver.burst(*found, "n", "n", "n")
        await driver.until(lambda: driver.app.screen is driver.screen)
        await driver.until(lambda: "hit 2/2 · 2 of 2 articles found" in driver.text("#status"))
        await driver.burst("N", "N")
        assert "hit 2/2 · 1 of 2 articles found" in driver.text("#status")
        await driver.press("4", "n")
        assert "hit 2/2 · 1 of 2 articles found" in driver.text("#status")
        assert driver.app.messages.text().count("From the last hit to the first.") == 1


async def test_keys_after_the_one_that_chooses_act_on_what_is_found(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.burst("F", *"tower", "enter", "n", "n")
        await driver.until(lambda: driver.app.screen is driver.screen)
        await driver.until(lambda: "hit 1/1 · 1 of 2 articles found" in driver.text("#status"))
        assert "From the last hit to the first." in driver.app.messages.text()


async def test_hits_are_counted_on_from_an_article_that_was_just_gone_to(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.burst("F", *"the", "enter")
        await driver.until(lambda: driver.app.screen is driver.screen)
        await driver.until(lambda: "1 of 3 articles found" in driver.text("#status"))
        here = driver.shown[0]
        there = driver.screen.finding._results.texts[2][0]
        await driver.burst(*["J" if there > here else "K"] * abs(there - here), "n")
        assert driver.shown == (there, 0) and driver.text("#status").startswith("hit 1/")
