"""The contents: moving, folding, and the orders in which documents are listed."""

import re
from pathlib import Path

import pytest

from reader.tui.outline import Row
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import opened


async def test_lists_documents_and_articles_and_shows_the_first(seeds: Path) -> None:
    async with opened(seeds) as driver:
        contents = driver.text("#contents")
        assert "000_fbb2dc3c84dd5fbb.txt" in contents
        assert driver.shown == (0, 0)
        assert "Founders now have a way" in driver.text("#page")
        assert driver.focused == "contents"


async def test_moving_in_contents_shows_what_is_under_the_cursor(seeds: Path) -> None:
    async with opened(seeds) as driver:
        stories = driver.stories(0)
        await driver.press("j", "j")
        assert driver.shown == (0, stories[2])
        await driver.press("k")
        assert driver.shown == (0, stories[1])
        await driver.press("g")
        assert driver.shown == (0, None)
        assert "66 places with broken characters repaired" in driver.text("#page")


async def test_the_document_on_the_page_is_the_one_marked_in_contents(pairs: Path) -> None:
    async with opened(pairs) as driver:
        for keys in ("jj", "hH"):  # unfolded and folded
            await driver.press(*keys)
            assert driver.shown == (1, None)
            marked = [line for line in driver.text("#contents").split("\n") if "›" in line]
            assert len(marked) == 1 and "second.html" in marked[0]
        await driver.press("L", "j")
        marked = [line for line in driver.text("#contents").split("\n") if "›" in line]
        assert driver.shown == (1, 0)
        assert len(marked) == 1 and "second.html" not in marked[0]


async def test_a_count_repeats_a_move(seeds: Path) -> None:
    async with opened(seeds) as driver:
        before = driver.screen.contents.cursor
        await driver.press("5", "j")
        assert driver.screen.contents.cursor == before + 5
        await driver.press("0", "1", "2", "k")
        assert driver.screen.contents.cursor == max(0, before + 5 - 12)


async def test_a_count_is_for_the_next_key_whether_that_uses_it_or_not(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("2")
        for keys in (
            ("x",),
            ("i", "escape"),
            ("question_mark", "q"),
            ("colon", "escape"),
            ("ctrl+o",),
            ("f9",),
            ("escape",),
        ):
            await driver.press("0", "2", "4")
            assert page.count == "024" and driver.text("#status").rstrip().endswith("024")
            await driver.press(*keys)
            assert page.count == "" and not driver.text("#status").rstrip().endswith("024")
        await driver.press(*"99999999", "G")  # more digits than count
        assert "The last line is 5." in driver.app.messages.text()
        await driver.press("4", "space")
        assert "This is the last article." in driver.app.messages.text() and page.count == ""


async def test_folding_hides_articles_and_keeps_the_place(seeds: Path) -> None:
    async with opened(seeds) as driver:
        rows = driver.screen.contents.line_count()
        await driver.press("h")
        assert driver.screen.contents.line_count() < rows
        assert driver.screen.contents.row().heading
        await driver.press("l")
        assert driver.screen.contents.line_count() == rows
        await driver.press("H")
        assert driver.screen.contents.line_count() == 4
        await driver.press("L")
        assert driver.screen.contents.line_count() == rows


async def test_posts_and_residue_unfold(seeds: Path) -> None:
    async with opened(seeds) as driver:
        outline = driver.screen.contents.outline
        rest = next(i for i in range(len(outline)) if outline.row(i).rest)
        driver.screen.contents.move_to(rest)
        await driver.press("enter")
        listed = outline.section(outline.row(rest).document).rest
        assert [outline.row(rest + 1 + i).article for i in range(len(listed))] == list(listed)
        await driver.press("j")
        assert driver.shown == (outline.row(rest).document, listed[0])


async def test_folding_all_and_unfolding_all_keeps_the_place(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("j", "j", "j")
        before, cursor = driver.shown, driver.screen.contents.cursor
        await driver.press("H", "L")
        assert driver.shown == before and driver.screen.contents.cursor == cursor


async def test_contents_by_repeats_and_back_to_the_order_of_the_files(told_twice: Path) -> None:
    (told_twice / "a first.txt").write_text(OTHER.replace("barley", "rye")[:150] + "\n", encoding="utf-8")
    for name in ("long.txt", "long too.txt"):
        (told_twice / name).write_text(f"{'Long' * 20}\n\n{STORY.replace('nine', 'ten')}\n", encoding="utf-8")
    async with opened(told_twice) as driver:
        contents = driver.screen.contents

        def documents() -> list[int]:
            return [contents.outline.row(line).document for line in range(len(contents.outline))]

        in_files = documents()
        await driver.press("j", "j", "j")
        on_page = driver.shown
        await driver.press("O")
        shares = [sum(driver.screen.catalogue.told_shares(number)) for number in documents()]
        assert shares == sorted(shares, reverse=True) and shares[0] > shares[-1]
        assert "Most repeated first" in driver.text() and re.search("Long.* 100%", driver.text("#contents"))
        assert contents.row() == Row(*on_page) and driver.shown == on_page
        assert [number for number, line in enumerate(driver.text("#contents").split("\n")) if "›" in line] == [
            contents.cursor
        ]
        await driver.press("g", "j")
        assert driver.shown == (documents()[1], 0)
        await driver.press("O")
        assert [sum(driver.screen.catalogue.told_shares(number)) for number in documents()] == sorted(shares)
        assert contents.row() == Row(*driver.shown)
        assert "Least repeated first" in driver.text()
        await driver.press("O")
        assert documents() == in_files and contents.row() == Row(*driver.shown)
        contents.set_shown({0: [0]}, did_you_mean="lighthouse")
        await driver.until(lambda: " 1 found, or “lighthouse” ━" in driver.text())


async def test_while_comparing_nothing_is_said_to_be_told_nowhere(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(told_twice) as driver:
        await driver.press("O")
        assert "0%" in driver.text("#contents").replace("100%", "")
        monkeypatch.setattr(driver.screen.catalogue, "compared", False)
        driver.screen.contents.update_title()
        driver.screen.contents.refresh()
        await driver.settle()
        assert "0%" not in driver.text("#contents").replace("100%", "")
        assert "So far most repeated first" in driver.text()


async def test_whoever_goes_through_all_orders_is_back_where_they_were(seeds: Path) -> None:
    async with opened(seeds, size=(120, 20)) as driver:
        contents = driver.screen.contents
        for keys in (["j"] * 25, ["k"] * 3, ["K", "h"]):  # far down; amid the screen; on a folded heading
            await driver.press(*keys)
            before = contents.row(), contents.top, driver.shown
            await driver.press("O", "O", "O")
            assert (contents.row(), contents.top, driver.shown) == before
        await driver.press("O", "j", "O", "O")  # another article was looked at meanwhile
        assert contents.row() == Row(*driver.shown)


async def test_the_row_of_a_document_says_what_there_is_and_leaves_out_what_is_not(pairs: Path) -> None:
    async with opened(pairs) as driver:
        await driver.press("g")
        page = driver.text("#page")
        assert "2 articles." in page and "1 passage told in other documents." in page
        assert " 0 " not in page
        assert "Choose an article to see" in " ".join(driver.text("#repeats").split())
        await driver.press("G", "k", "k")
        assert "Nothing in it is told again." in driver.text("#page")


async def test_what_was_gone_to_while_contents_was_hidden_is_seen_when_it_is_shown(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("t", "right_square_bracket", "right_square_bracket", "t")
        contents = driver.screen.contents
        assert contents.top == 0 and contents.cursor == 2
        assert [number for number, line in enumerate(driver.text("#contents").split("\n")) if "›" in line] == [2]


async def test_the_cursor_stays_in_view_when_the_window_becomes_lower_and_higher(seeds: Path) -> None:
    async with opened(seeds, size=(120, 36)) as driver:
        contents = driver.screen.contents
        await driver.press("G", "k", "k")
        await driver.pilot.resize_terminal(120, 12)
        await driver.settle()
        assert contents.top <= contents.cursor < contents.top + contents.content_size.height
        await driver.press("G")
        await driver.pilot.resize_terminal(120, 36)
        await driver.settle()
        assert contents.cursor == contents.line_count() - 1
        assert contents.top == max(0, contents.line_count() - contents.content_size.height)
