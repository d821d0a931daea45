"""Notes: what is written is what is kept, however it comes to be written."""

from pathlib import Path

from reader.library.userdata.records import Kind
from reader.library.userdata.store import UserData
from tests.tui.driving import opened


def kept() -> list[tuple[Kind, str]]:
    """What is in the file of the user, while the reader has it open."""
    return [(each.kind, each.label) for each in UserData.open().annotations.all()]


async def test_a_highlight_becomes_the_note_that_is_written_on_it(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a")
        assert "(an empty one highlights)" in driver.text("#note")
        await driver.press("enter")
        assert kept() == [(Kind.HIGHLIGHT, "")]
        await driver.press("a")
        assert "(an empty one removes the highlight)" in driver.text("#note")
        await driver.press(*"hello", "enter")
        assert kept() == [(Kind.NOTE, "hello")]
        assert "✎" in driver.text("#page") and "✎ hello" in driver.text("#status")
        await driver.press("B")
        assert "hello" in driver.text("#marks") and "▌" not in driver.text("#marks")


async def test_a_note_that_another_reader_removed_meanwhile_is_kept_anew(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", "enter", "a")
        other = UserData.open()
        other.annotations.remove(other.annotations.all()[0].number)
        await driver.press(*"still here", "enter")
        assert kept() == [(Kind.NOTE, "still here")]
