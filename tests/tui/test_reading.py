"""The reading screen, key by key: from article to article, to paragraphs, lines and shares, and its end."""

import re
from pathlib import Path

import pytest

from tests.tui.conftest import OTHER
from tests.tui.driving import Driver, opened
from tests.tui.test_keymaps import configure


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


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digits stay the beginning of a number however long the next key takes."""
    monkeypatch.setattr("reader.tui.screens.three_panes.DIGIT_SECONDS", 3600.0)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("line", [10, 12, 20, 30, 123])
async def test_a_number_goes_to_its_line_though_its_first_digits_choose_panes(tmp_path: Path, line: int) -> None:
    (tmp_path / "a.log").write_text("".join(f"entry {number}\n" for number in range(1, 200)), encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("2", "z", *str(line))
        assert driver.focused != "page" or line in (12, 20)  # each pane has been chosen
        await driver.press("G")
        assert (driver.focused, line_shown(driver)) == ("page", line)
        assert driver.screen.only_page


@pytest.mark.usefixtures("unhurried")
async def test_a_digit_that_chose_a_pane_is_shown_while_it_may_begin_a_number(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("".join(f"entry {number}\n" for number in range(1, 200)), encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("2", "3")
        assert driver.text("#status").endswith(" 3") and driver.focused == "repeats"
        await driver.press("0")
        assert driver.text("#status").endswith(" 30")
        await driver.press("escape")
        assert not driver.text("#status").endswith(" 30") and driver.screen.status._count == ""


async def test_a_digit_that_chose_a_pane_begins_no_number_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.log").write_text("".join(f"entry {number}\n" for number in range(1, 200)), encoding="utf-8")
    monkeypatch.setattr("reader.tui.screens.three_panes.DIGIT_SECONDS", 0.01)
    async with opened(tmp_path) as driver:
        await driver.press("2", "j", "2")
        await driver.until(lambda: driver.screen.status._count == "")
        await driver.press("0", "5", "G")
        assert (driver.focused, line_shown(driver)) == ("page", 5)
        assert "The last line is" not in driver.app.messages.text()


@pytest.mark.usefixtures("unhurried")
async def test_one_digit_before_the_key_for_the_end_is_the_pane_of_which_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("".join(f"entry {number}\n" for number in range(1, 200)), encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("2", "2", "j", "2", "G")
        assert (driver.focused, line_shown(driver)) == ("page", 199)
        await driver.press("g", "2", "4", "j")  # before other keys the digits after it alone are a count
        assert (driver.focused, line_shown(driver)) == ("page", 5)


async def test_lines_are_scrolled_under_the_cursor(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("".join(f"entry {number}\n" for number in range(1, 200)), encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("2", "0", "5", "0", "G")
        page = driver.screen.page
        top, cursor = page.top, page.cursor
        await driver.press("5", "ctrl+e", "ctrl+y")
        assert (page.top, page.cursor) == (top + 4, cursor)
        await driver.press("9", "9", "ctrl+e")
        assert page.cursor == page.top > cursor


async def test_a_key_that_does_nothing_says_so_once(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("2", "asterisk", "asterisk", "ctrl+g")
        said = driver.app.messages.text()
        assert said.count("* does nothing here. ? lists the keys.") == 1 and "^g does nothing" in said
        await driver.press("j", "1", "tab", "escape")
        assert driver.app.messages.text() == said


async def test_capital_z_twice_quits(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("Z")
        assert "Z again quits." in driver.app.messages.text() and driver.app.is_running
        await driver.press("Z")
        await driver.until(lambda: not driver.app.is_running)


async def test_a_count_before_the_key_for_the_end_goes_to_that_line_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xc3\x83\xc2\xa9 one.\r\ntwo.\r\n\r\nfour.\r\n")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "R", "4", "G")
        assert line_shown(driver) == 4
        await driver.press("R")
        assert line_shown(driver) == 4
