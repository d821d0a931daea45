"""What the program says in passing: a few messages at once, cut between words, and all of them in a list."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.tui.messages import MOST_CELLS, MOST_LINES, MOST_STANDING, Messages, shortened
from tests.tui.driving import Driver, opened
from tests.tui.test_keymaps import configure

STORY = "The ferry left the harbour at dawn with forty people aboard and came back at noon with none of them.\n"

WAY = " M shows all."


def standing(driver: Driver) -> list[str]:
    """The messages on the screen, the oldest first."""
    return [each.message for each in driver.app._notifications]


def test_a_short_message_stands_as_it_is() -> None:
    assert shortened("Copied 3 words.", WAY) == "Copied 3 words."


def test_a_long_message_is_cut_between_words_and_leads_to_the_list() -> None:
    cut = shortened("Changed on disk: " + ", ".join(f"story-{number}.txt" for number in range(99)), WAY)
    assert cell_len(cut) <= MOST_CELLS + cell_len(WAY)
    assert cut.endswith(".txt…" + WAY)


def test_of_many_lines_the_first_stand_and_the_others_are_counted() -> None:
    cut = shortened("\n".join(f"line {number}" for number in range(9)), WAY).split("\n")
    assert len(cut) == MOST_LINES
    assert cut[0] == "line 0"
    assert cut[-1] == f"… and {9 - MOST_LINES + 1} more lines." + WAY


def test_the_last_message_comes_first_and_is_noted_once() -> None:
    messages = Messages()
    for text in ("one", "two\nlines", "two\nlines"):
        messages.add(text)
    first, second, third = messages.text().split("\n")
    assert first.endswith("  two")
    assert second.strip() == "lines"
    assert third.endswith("  one")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_few_stand_at_once_and_never_over_the_status_line(told_twice: Path, size: tuple[int, int]) -> None:
    async with opened(told_twice, size=size) as driver:
        foot = driver.text().split("\n")[-2:]
        driver.screen.notify("The one that matters.", severity="warning", markup=False)
        for number in range(9):
            driver.screen.notify(f"Message {number} of the test.", markup=False)
        await driver.until(lambda: "Message 8" in driver.text())
        said = ["The one that matters.", "Message 7 of the test.", "Message 8 of the test."]
        most = MOST_STANDING if size[1] >= 24 else 1
        assert standing(driver) == said[-most:]
        await driver.until(lambda: len(driver.app.screen.query("ToastHolder")) == most)
        assert len(driver.app.screen.query("Toast")) == most
        assert driver.text().split("\n")[-2:] == foot
        await driver.press("M")
        assert all(f"Message {number}" in driver.app.messages.text() for number in range(9))
        assert "Message 6 of the test" in driver.text("OutputLines")
        assert not standing(driver)
        await driver.press("escape")
        assert driver.app.screen is driver.screen


@pytest.mark.parametrize("key", ["question_mark", "B", "F", "colon", "m"])
async def test_what_was_said_does_not_stand_before_a_layer(told_twice: Path, key: str) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter")
        driver.screen.notify("Said before.", markup=False)
        await driver.until(lambda: "Said before." in driver.text())
        await driver.press(key)
        await driver.until(lambda: driver.app.screen is not driver.screen)
        assert not standing(driver)
        await driver.until(lambda: not driver.app.screen.query("Toast"))
        assert "Said before." not in driver.text()
        assert "Said before." in driver.app.messages.text()


async def test_what_is_gone_and_what_is_wrong_with_the_settings_is_all_in_the_list(told_twice: Path) -> None:
    configure("[keys]\n" + "\n".join(f'"no.such-{number}" = "x"' for number in range(9)))
    async with opened(told_twice, gone="What was open last is gone.") as driver:
        gone, said = standing(driver)
        assert gone == "What was open last is gone."
        assert said.endswith("… and 6 more lines. M shows all.")
        await driver.press("M")
        listed = " ".join(driver.text("OutputLines").split())
        assert all(f"no.such-{number}" in listed for number in range(9))


async def test_what_changed_before_the_start_is_noted_and_what_changes_now_is_said(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name} {STORY}", encoding="utf-8")
    async with opened(tmp_path):
        pass
    (tmp_path / "a.txt").write_text("Something else.\n", encoding="utf-8")
    (tmp_path / "b.txt").rename(tmp_path / "z.txt")
    async with opened(tmp_path) as driver:
        assert not standing(driver)
        assert "Since the last time: Changed on disk: a.txt" in driver.app.messages.text()
        assert "Since the last time: Renamed: b.txt → z.txt" in driver.app.messages.text()
        (tmp_path / "z.txt").rename(tmp_path / "y.txt")
        (tmp_path / "c.txt").unlink()
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: len(standing(driver)) == 2)
        assert standing(driver) == ["Renamed: z.txt → y.txt", "Gone from disk: c.txt"]


async def test_the_next_key_takes_away_what_has_been_seen_but_no_warning(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(told_twice) as driver:
        driver.screen.notify("Be warned.", severity="warning", markup=False)
        driver.screen.notify("Only said.", markup=False)
        await driver.until(lambda: "Only said." in driver.text())
        monkeypatch.setattr("reader.tui.messages.SEEN_SECONDS", 1e9)
        await driver.press("j")
        assert standing(driver) == ["Be warned.", "Only said."]
        monkeypatch.setattr("reader.tui.messages.SEEN_SECONDS", 0)
        await driver.press("j")
        assert standing(driver) == ["Be warned."]
        await driver.until(lambda: "Only said." not in driver.text())
        assert "Be warned." in driver.text() and "Only said." in driver.app.messages.text()
