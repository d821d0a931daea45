"""The repeats pane."""

from pathlib import Path

from reader.library.queries import Passage, Twin
from reader.tui.listing import Described, Entry, Listing
from tests.tui.driving import opened


async def test_the_order_and_the_least_similarity_are_changed_by_keys(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("3", "O")
        assert "by date" in driver.text()
        await driver.press("O", "O")
        assert driver.screen.repeats.wanted.sort == "similarity"
        await driver.press("0", "2", "0", "full_stop")
        assert "below 100%" in " ".join(driver.text("#repeats").split())
        assert driver.screen.repeats.chosen() is None
        await driver.press("0", "2", "0", "comma")
        assert driver.screen.repeats.chosen() is not None
        await driver.press("9", "}", "9", "}", "9", "}", "9", "}", "9", "}", "9", "}")
        assert "under 500 words" in " ".join(driver.text("#repeats").split())


async def test_thresholds_that_were_changed_are_said(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        assert "≥" not in driver.text()
        await driver.press("3", "4", "full_stop")
        assert "≥20% alike" in driver.text()
        await driver.press("4", "comma", "right_curly_bracket")
        assert "≥10 words" in driver.text() and "% alike" not in driver.text()
        await driver.press("left_curly_bracket")
        assert "≥" not in driver.text()


async def test_w_goes_round_the_scopes(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("w")
        assert driver.screen.repeats.chosen() is not None
        await driver.press("w")
        assert driver.screen.repeats.chosen() is None
        assert "in others" in driver.text("#repeats")
        await driver.press("w")
        assert driver.screen.repeats.chosen() is not None


async def test_the_words_shared_are_said(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        assert "94 of 97 words" in driver.text("#repeats")


async def test_an_article_without_repeats_shows_its_nearest_and_goes_there(seeds: Path) -> None:
    async with opened(seeds) as driver:
        screen = driver.screen
        for number in range(len(screen.catalogue.documents)):
            for article in driver.stories(number):
                screen.opening.open(number, article)
                await driver.settle()
                if not screen.page.content.passages:
                    break
            else:
                continue
            break
        before = driver.shown
        await driver.until(lambda: "Nearest" in driver.text("#repeats"))
        await driver.press("3", "j", "enter")
        assert driver.shown != before
        assert driver.focused == "page"
        await driver.press("ctrl+o")
        assert driver.shown == before


async def test_thousands_of_twins_are_listed_without_being_described(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 90, 0, 90, 0.9, False) for number in range(3000))
        passage = Passage(0, 90, 0, twins)
        described: set[Entry] = set()

        def describe(entry: Entry) -> Described:
            described.add(entry)
            return Described("second.txt", "A title", 1, None)

        repeats.describe = describe
        repeats.show(Listing(tuple(Entry(0, passage, each) for each in twins)), "")
        await driver.press("3", "j", "j", "space", "G", "k")
        assert repeats.chosen() is not None and repeats.chosen().twin == twins[-2]
        assert 0 < len({entry.twin for entry in described}) < 200


async def test_stock_phrases_open_and_fold(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 90, 0, 90, 0.9, False) for number in range(9))
        passage = Passage(0, 90, 0, twins)
        entries = tuple(Entry(0, passage, each) for each in twins)
        repeats.show(Listing(entries[:1], stock=entries[1:]), "")
        assert "1 stock phrase, 8 twins" in driver.text("#repeats")
        await driver.until(lambda: " words" in driver.text("#repeats"))
        rows = repeats.line_count()
        await driver.press("3", "G", "enter")
        assert repeats.line_count() == rows + 8
        await driver.press("enter")
        assert repeats.line_count() == rows
