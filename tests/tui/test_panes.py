"""Panes and lines: hidden and shown, wider and narrower, at every size of the window; help for each."""

from pathlib import Path

import pytest

from reader.tui.screens.three_panes import LEAST_PANE_CELLS, PANES
from tests.tui.driving import opened


async def test_help_and_the_way_out_are_named_at_every_width(seeds: Path) -> None:
    async with opened(seeds) as driver:
        for width in (120, 80, 60, 50, 30, 20):
            await driver.pilot.resize_terminal(width, 15)
            await driver.settle()
            hints = driver.text("#hints")
            assert hints.rstrip().endswith("? keys   q quit"), width
            assert width < 40 or hints.strip().startswith("⏎ open"), width


async def test_panes_can_be_hidden_and_chosen(seeds: Path) -> None:
    async with opened(seeds) as driver:
        screen = driver.screen
        await driver.press("t")
        assert not screen.contents.region and driver.focused == "page"
        await driver.press("1")
        assert screen.contents.region and driver.focused == "contents"
        await driver.press("d")
        assert not screen.repeats.region
        await driver.press("tab", "tab")
        assert driver.focused == "contents"
        await driver.press("z")
        assert not screen.contents.region and not screen.repeats.region and driver.focused == "page"
        await driver.press("z")
        assert screen.contents.region and screen.repeats.region


async def test_lines_are_made_shorter_and_longer_from_what_is_on_the_screen(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page = driver.screen.page
        shown = page.text_cells()
        assert shown < page.measure
        await driver.press("plus")
        message = str(list(driver.app._notifications)[-1].message)
        assert message == "The page has no room for longer lines. z gives it the whole window."
        assert page.measure == 72  # where there is more room, it is what was wanted
        await driver.press("minus", "minus")
        assert page.text_cells() == shown - 8
        await driver.press("plus")
        assert page.text_cells() == shown - 4
        await driver.press("equals_sign")
        assert page.text_cells() == shown and page.measure == 72


async def test_measure_changes_keep_the_place(seeds: Path) -> None:
    async with opened(seeds, size=(200, 40)) as driver:
        page = driver.screen.page
        await driver.press("]", "enter", "space", "}")
        place = page.place
        for key in ("plus", "minus", "minus", "minus", "equals_sign"):
            await driver.press(key)
            line = page.cursor
            assert page._offset_of(line) <= place < page._offset_of(line + 1)
        assert page.place == place


@pytest.mark.parametrize("size", [(120, 36), (100, 30), (80, 24), (60, 20), (50, 15), (40, 12), (20, 5), (1, 1)])
async def test_every_size_works(seeds: Path, size: tuple[int, int]) -> None:
    async with opened(seeds, size=size) as driver:
        await driver.press(
            "j", "enter", "space", ")", "enter", "3", "j", "enter", "ctrl+o", "1", "slash", "a", "escape"
        )
        await driver.press("question_mark", "escape", "z", "z")
        if size[0] >= 40:
            assert len(driver.text().split()) > 10


async def test_resizing_keeps_the_place(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page = driver.screen.page
        await driver.press("]", "enter", "space", "}")
        place = page.place
        for size in ((80, 24), (50, 15), (40, 12), (160, 50), (120, 36)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            assert page._offset_of(page.cursor) <= place < page._offset_of(page.cursor + 1)
            assert page.top <= page.cursor < page.top + max(1, page.content_size.height)


async def test_below_sixty_columns_one_pane_is_shown_at_a_time(seeds: Path) -> None:
    async with opened(seeds, size=(50, 15)) as driver:
        screen = driver.screen
        assert screen.contents.region and not screen.page.region and not screen.repeats.region
        await driver.press("enter")
        assert screen.page.region and not screen.contents.region
        await driver.press("tab")
        assert screen.repeats.region and not screen.page.region


async def test_help_lists_the_keys_of_the_focused_pane_first(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("question_mark")
        text = driver.text()
        assert "Unfold all" in text
        assert text.index("Contents", text.index("Keys")) < text.index("Moving")
        for pane in ("Page", "Repeats"):
            await driver.press("escape", str(1 + PANES.index(pane.lower())), "question_mark")
            first = next(line for line in driver.text("Static").split("\n") if line.strip())
            assert first.strip() == pane


async def test_help_says_what_the_signs_mean(told_twice: Path) -> None:
    async with opened(told_twice, size=(120, 60)) as driver:
        await driver.press("question_mark", "G")
        text = driver.text("Static")
        for sign in "┃│╺•▌✎":
            assert any(line.strip().startswith(sign) for line in text.split("\n")), sign
        assert "dimmed" in text and "92%" in text and "9 of 12 words" in text


async def test_help_is_narrowed_by_words_and_to_a_key(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("question_mark", "slash", *"twin side")
        assert "Side by side" not in driver.text("Static").split("\n")[0]
        assert "The passage and its twin side by side" in driver.text("Static")
        assert "Fold all" not in driver.text("Static")
        await driver.press("ctrl+u", "Z")
        assert [line.split()[0] for line in driver.text("Static").split("\n") if line.strip()] == ["Program", "Z"]
        await driver.press("ctrl+u", *"zebra")
        assert "No key is about this." in driver.text("Static")
        await driver.press("escape")
        assert "Fold all" in driver.text("Static")


async def test_help_stays_narrowed_while_it_is_read(seeds: Path) -> None:
    async with opened(seeds, size=(80, 24)) as driver:
        await driver.press("question_mark", "slash", *"fold")
        assert "esc shows all" in driver.text() and "esc closes" not in driver.text()
        await driver.press("enter", "j", "k")
        assert "esc closes" in driver.text()
        assert "Fold all" in driver.text("Static") and "Next article" not in driver.text("Static")
        await driver.press("slash", *"next", "enter")
        assert "Next article" in driver.text("Static") and "Fold all" not in driver.text("Static")
        await driver.press("q")
        assert type(driver.pilot.app.screen).__name__ == "ReadingScreen"


async def test_a_pane_is_made_wider_and_narrower_and_has_its_own_size_in_another_layout(told_twice: Path) -> None:
    async with opened(told_twice, size=(120, 30)) as driver:
        contents, repeats, page = driver.screen.contents, driver.screen.repeats, driver.screen.page
        await driver.press("1")
        width, page_width = contents.outer_size.width, page.outer_size.width
        await driver.press(">", ">", "<")
        assert contents.outer_size.width == width + 4
        assert page.outer_size.width < page_width
        await driver.press(*["<"] * 30)
        assert contents.outer_size.width == LEAST_PANE_CELLS
        await driver.press("2")
        width, page_width = repeats.outer_size.width, page.outer_size.width
        await driver.press(">")
        assert (repeats.outer_size.width, page.outer_size.width) == (width - 4, page_width + 4)
        await driver.pilot.resize_terminal(50, 15)
        await driver.settle()
        assert page.outer_size.width == 50
        await driver.press("1")
        assert contents.outer_size.width == 50
