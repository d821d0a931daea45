"""The reading screen, key by key."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.tui.app import ReaderApp
from reader.tui.outline import Row
from reader.tui.screens.three_panes import LEAST_PANE_CELLS, PANES
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import Driver, opened
from tests.tui.test_keymaps import configure


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


async def test_the_document_on_the_page_is_the_one_marked_in_contents(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for keys in ("j", "hH"):  # unfolded and folded
            await driver.press(*keys)
            assert driver.shown == (1, None)
            marked = [line for line in driver.text("#contents").split("\n") if "›" in line]
            assert len(marked) == 1 and "second.txt" in marked[0]
        await driver.press("L", "j")
        marked = [line for line in driver.text("#contents").split("\n") if "›" in line]
        assert driver.shown == (1, 0)
        assert len(marked) == 1 and "second.txt" not in marked[0]


async def test_a_count_repeats_a_move(seeds: Path) -> None:
    async with opened(seeds) as driver:
        before = driver.screen.contents.cursor
        await driver.press("5", "j")
        assert driver.screen.contents.cursor == before + 5
        await driver.press("0", "1", "2", "k")
        assert driver.screen.contents.cursor == max(0, before + 5 - 12)


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


async def test_enter_goes_to_the_page_and_the_page_pages_on(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter")
        assert driver.focused == "page"
        document, article = driver.shown
        for _ in range(20):
            await driver.press("space")
            if driver.shown != (document, article):
                break
        assert driver.shown == (0, driver.stories(0)[1])
        await driver.press("b")
        assert driver.shown == (document, article)


async def test_entering_the_article_that_is_on_the_page_keeps_the_place(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("j", "2", "j", "j", "j")
        place = driver.screen.page.place
        content = driver.screen.page.content
        await driver.press("1", "enter")
        assert driver.focused == "page"
        assert driver.screen.page.place == place
        assert driver.screen.page.content is content


async def test_article_and_document_keys(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter", "J")
        assert driver.shown == (1, driver.stories(1)[0])
        await driver.press("K")
        assert driver.shown == (0, driver.stories(0)[0])
        await driver.press("]", "]", "[")
        assert driver.shown == (0, driver.stories(0)[1])


async def test_the_first_and_the_last_document_are_told(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("K")
        assert "This is the first document." in driver.app.messages.text()
        await driver.press("J", "J", "J")
        assert driver.shown == (2, 0) and "This is the last document." in driver.app.messages.text()


async def test_a_percentage_goes_to_that_share_of_the_article(seeds: Path) -> None:
    async with opened(seeds, size=(80, 24)) as driver:
        await driver.press("J", "enter")
        page = driver.screen.page
        await driver.press("5", "0", "percent_sign")
        assert abs(page.cursor / page.line_count() - 0.5) < 0.05
        await driver.press("0", "1", "0", "0", "percent_sign")
        assert page.cursor == page.line_count() - 1
        await driver.press("percent_sign")
        assert page.cursor == page.line_count() - 1


async def test_paragraph_keys_go_to_first_lines(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page = driver.screen.page
        await driver.press("]", "enter")
        text = page.content.text
        places = [page.place]
        for _ in range(4):
            await driver.press("}")
            places.append(page.place)
        assert all(place == 0 or text[place - 1] == "\n" for place in places)
        assert places == sorted(set(places))
        await driver.press("{", "{")
        assert page.place == places[2]


async def test_repeats_in_other_documents_come_with_their_differences(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.until(lambda: "eleven" in driver.text("#repeats"))
        pane = driver.text("#repeats")
        assert "In other documents" in pane
        assert "second.txt" in pane
        page = driver.text("#page")
        assert "┃" in page


async def test_jumping_to_a_twin_and_back_to_the_exact_place(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("enter", "j", "j", "j")
        view, shown = page.view(), driver.shown
        await driver.press("enter")
        assert driver.shown[0] == 1
        start, end = page.target
        assert "harbour council" in page.content.text[start:end]
        await driver.press("ctrl+o")
        assert driver.shown == shown
        assert page.view() == view
        await driver.press("alt+right")
        assert driver.shown[0] == 1


async def test_the_long_article_of_the_second_seed_leads_to_its_twin_and_back(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page, document = driver.screen.page, driver.screen.catalogue.documents[1]
        driver.screen.opening.open(1, driver.stories(1)[0])
        await driver.press("2", *["}"] * 4)
        passage = max(page.content.passages, key=lambda passage: passage.end - passage.start)
        view, shown, line = page.view(), driver.shown, page.content.text[page.place :][:60]
        assert passage.start <= page.place < passage.end
        assert passage.end - passage.start > 10_000
        await driver.press("enter")
        twin = next(twin for twin in passage.twins if twin.start <= page.place < twin.end)
        assert page.target == (twin.start, twin.end)
        assert page.content.text[page.place :][:60] == line
        assert driver.shown == (1, document.article_at(page.place)) != shown
        await driver.press("ctrl+o")
        assert driver.shown == shown
        assert page.view() == view


async def test_an_article_without_repeats_says_so(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("J", "J")
        assert "Nothing in this article is told again" in " ".join(driver.text("#repeats").split())


async def test_repeats_are_listed_and_jumped_to_from_their_pane(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]")
        await driver.press("3", "j")
        assert driver.focused == "repeats"
        chosen = driver.screen.repeats.chosen()
        assert driver.screen.page.passage == chosen.passage
        await driver.press("enter")
        assert driver.screen.page.target == (chosen.twin.start, chosen.twin.end)


async def test_next_passage(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "G", "(")
        assert driver.screen.page.passages_on(driver.screen.page.place, driver.screen.page.place + 1)


async def test_a_passage_that_starts_amid_a_line_is_the_one_of_the_line(seeds: Path) -> None:
    async with opened(seeds) as driver:
        screen = driver.screen
        page = screen.page
        await driver.press("2")
        amid = []
        for document, article in ((0, number) for number in driver.stories(0)):
            screen.opening.open(document, article)
            await driver.settle()
            for passage in page.content.passages:
                line = page.line_of(passage.start)
                if page.line_span(line)[0] < passage.start and page.passages_on(*page.line_span(line)) == [passage]:
                    amid.append(passage)
                    page.move_to(line)
                    await driver.settle()
                    assert screen.repeats.chosen().passage == passage
                    await driver.press("enter")
                    assert driver.shown != (document, article) or page.target is not None
                    await driver.press("ctrl+o")
                    break
        assert amid


async def test_the_next_passage_may_be_in_another_article(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = driver.screen
        first = driver.shown
        assert driver.focused == "contents"
        await driver.press("G", "right_parenthesis")  # from the third document, which repeats nothing
        assert "No repeated passage after this" in driver.text()
        last = driver.shown
        await driver.press("left_parenthesis", "ctrl+o")
        assert driver.shown == last
        await driver.press("left_parenthesis")
        assert driver.shown[0] == 1 and driver.focused == "page"
        assert screen.page.passages_on(*screen.page.line_span(screen.page.cursor))
        await driver.press("[", "[")
        assert driver.shown == first and "first article" in driver.text()


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

        def headings() -> list[int]:
            rows = map(contents.outline.row, range(len(contents.outline)))
            return [row.document for row in rows if row.heading]

        in_files = headings()
        await driver.press("j", "j", "j")
        on_page = driver.shown
        await driver.press("O")
        shares = [sum(driver.screen.catalogue.told_shares(number)) for number in headings()]
        assert shares == sorted(shares, reverse=True) and shares[0] > shares[-1]
        assert "Most repeated first" in driver.text() and re.search("Long.* 100%", driver.text("#contents"))
        assert contents.cursor == 0 and driver.shown == on_page
        await driver.press("j")
        assert driver.shown == (headings()[0], 0)
        await driver.press("O")
        assert [sum(driver.screen.catalogue.told_shares(number)) for number in headings()] == sorted(shares)
        assert "Least repeated first" in driver.text()
        await driver.press("O")
        assert headings() == in_files and contents.row() == Row(*driver.shown)
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
        assert "No title has these letters." in driver.text()
        assert "open" not in driver.text("#hints") and "esc cancel" in driver.text("#hints")
        await driver.press("enter")
        assert driver.focused == "filter" and "No title has these letters." in driver.app.messages.text()
        await driver.press("down", *["backspace"] * 6)
        assert driver.screen.contents.outline.shown is None
        assert "open" in driver.text("#hints")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_what_is_said_of_a_filter_without_hits_can_be_read_whole(seeds: Path, size: tuple[int, int]) -> None:
    async with opened(seeds, size=size) as driver:
        await driver.press("slash", *"zzzzq")
        assert "No title has these letters. F looks in the texts." in " ".join(driver.text("#contents").split())


@pytest.mark.parametrize("width", [120, 80, 60, 50, 30, 20])
async def test_help_and_the_way_out_are_named_at_every_width(seeds: Path, width: int) -> None:
    async with opened(seeds, size=(width, 15)) as driver:
        hints = driver.text("#hints")
        assert hints.rstrip().endswith("? keys   q quit")
        assert width < 40 or hints.strip().startswith("⏎ open")


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


async def test_the_row_of_a_document_says_what_there_is_and_leaves_out_what_is_not(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("g")
        page = driver.text("#page")
        assert "1 article." in page and "1 passage told in other documents." in page
        assert " 0 " not in page.replace("told_twice", "")
        assert "Choose an article to see" in " ".join(driver.text("#repeats").split())
        await driver.press("G", "k")
        assert "Nothing in it is told again." in driver.text("#page")


async def test_a_file_that_vanished_is_named(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        (told_twice / "third.txt").unlink()
        await driver.press("J", "J")
        assert "barley" in driver.text("#page")  # what was indexed can still be read
        await driver.press("R")
        assert "third.txt" in driver.text("#page")
        assert "cannot be read" in driver.text("#page")


async def test_quitting(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("q")
        assert driver.app.return_code == 0


async def test_q_in_capitals_quits_from_every_layer_but_where_it_is_typed(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(told_twice) as driver:
        await driver.press("right_parenthesis")
        ends: list[str] = []
        for key in ("question_mark", "B", "M", "i", "X"):
            monkeypatch.setattr(driver.app, "exit", lambda key=key: ends.append(key))
            await driver.press(key, "Q")
            assert ends[-1:] == [key]
            await driver.press("escape")
        await driver.press("m", "k")
        for keys in (("m", "Q"), ("F", "Q"), ("B", "slash", "Q", "escape"), ("vertical_line", "Q"), ("a", "Q")):
            await driver.press(*keys, "escape", "escape")
            assert len(ends) == 5 and driver.app.screen is driver.screen


async def test_an_interrupt_cancels_what_is_going_on_and_quits_when_nothing_is(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for keys in (("slash", "a"), ("2", "slash", "t"), ("F",), ("question_mark",), ("z",), ("2", "v"), ("i",)):
            await driver.press("1", *keys)
            await driver.press("ctrl+c")
            await driver.until(lambda: driver.app.screen is driver.screen and not driver.app.query("Prompt"))
            assert driver.app.is_running
            assert not driver.screen.only_page
        assert not driver.app._notifications
        await driver.press("ctrl+c")
        assert [each.message for each in driver.app._notifications] == ["Q quits. ^c again quits, too."]
        assert driver.app.is_running
        await driver.pilot.press("ctrl+c")
        await driver.until(lambda: not driver.app.is_running)


async def test_the_side_by_side_screen_hears_an_interrupt(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("right_parenthesis", "X")
        assert driver.app.screen is not driver.screen
        await driver.press("ctrl+c")
        assert driver.app.screen is driver.screen
        assert driver.app.is_running


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


async def test_a_filter_without_hits_says_which_documents_have_the_letters_in_their_names(told_twice: Path) -> None:
    (told_twice / "third.txt").rename(told_twice / "wqz05.txt")
    async with opened(told_twice) as driver:
        await driver.press("slash", *"wqz05")
        assert "No title has these letters." in driver.text("#contents")
        assert "doc:wqz05 finds 1 article." in driver.text("#contents")
        await driver.press("home", *"doc:")
        assert driver.screen.contents.outline.hits() == 1
        await driver.press("end", *"x")
        assert " finds " not in driver.text("#contents")


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


async def test_a_file_that_is_gone_is_not_listed_as_one_still_to_be_read(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        assert "third.txt" in driver.text("#contents")
    (told_twice / "third.txt").unlink()
    app = ReaderApp([told_twice], ["first.txt", "second.txt", "third.txt"])  # it went after the names were listed
    async with app.run_test() as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 2 and driver.analysed)
        await driver.until(lambda: "third.txt" not in driver.text("#contents"))


async def test_the_source_has_the_empty_lines_of_the_file_and_no_others(told_twice: Path) -> None:
    lines = OTHER.split("\n")[:3]
    (told_twice / "first.txt").write_text(f"{lines[0]}\n{lines[1]}\n\n\n{lines[2]}\n", encoding="utf-8")

    def blanks(driver: Driver) -> list[int]:
        """Empty lines of the page below each paragraph but the last."""
        page = driver.screen.page
        at = [page.line_of(page.content.text.index(line)) for line in lines]
        ends = [page.line_of(page.content.text.index(line) + len(line) - 1) for line in lines]
        return [after - end - 1 for end, after in zip(ends, at[1:], strict=False)]

    def column(driver: Driver) -> int:
        """Where the second paragraph begins."""
        return next(at for line in driver.text("#page").split("\n") if (at := line.find(lines[1][:30])) > 0)

    configure("[page]\nspacing = 2\nindent = 3")
    async with opened(told_twice, size=(120, 60)) as driver:
        await driver.press("enter")
        as_set = column(driver)
        assert blanks(driver) == [2, 2]
        await driver.press("R")
        assert blanks(driver) == [0, 2]
        assert column(driver) == as_set - 3
        await driver.press("R")
        assert blanks(driver) == [2, 2]
        assert column(driver) == as_set


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
        await driver.press("m", "j", "k", "R", "M", "r", "escape")
        assert "second.txt is gone or empty. s saves the text that it had." in driver.app.messages.text()
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


def line_shown(driver: Driver) -> int:
    """The line of the document that the status line names."""
    found = re.search(r"line ([\d,]+)/", driver.text())
    assert found
    return int(found[1].replace(",", ""))


async def test_a_count_before_the_key_for_the_end_goes_to_that_line_of_the_document(seeds: Path) -> None:
    lines = (seeds / "000_fbb2dc3c84dd5fbb.txt").read_text(encoding="utf-8").split("\n")
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    async with opened(seeds) as driver:
        await driver.press("enter", "]", "]", "]")
        article, began = driver.shown, line_shown(driver)
        within = next(number for number in filled if number > began + 5)
        await driver.press("0", *str(within), "G")
        assert (driver.shown, line_shown(driver)) == (article, within)
        await driver.press("4", "G")
        assert line_shown(driver) == max(number for number in filled if number <= 4)
        assert driver.shown[1] != article[1]
        await driver.press("ctrl+o")
        assert (driver.shown, line_shown(driver)) == (article, within)
        await driver.press("colon", *str(filled[-2]), "enter")
        assert line_shown(driver) == filled[-2]
        assert "The last line is" not in driver.app.messages.text()
        await driver.press("9", "9", "9", "9", "G")
        assert line_shown(driver) == filled[-1] and f"The last line is {len(lines):,}." in driver.app.messages.text()


async def test_a_count_before_the_key_for_the_end_goes_to_that_line_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xc3\x83\xc2\xa9 one.\r\ntwo.\r\n\r\nfour.\r\n")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "R", "4", "G")
        assert line_shown(driver) == 4
        await driver.press("R")
        assert line_shown(driver) == 4
