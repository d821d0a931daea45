"""What had to be guessed and repaired in a document, and what is not read."""

import gzip
from pathlib import Path

from reader.tui.panes.rows import Rows
from reader.tui.screens.card import DocumentCard, SkippedCard
from tests.tui.driving import Driver, opened


async def examined(driver: Driver) -> Rows:
    await driver.press("i")
    assert isinstance(driver.app.screen, DocumentCard)
    await driver.settle()
    return driver.app.screen.rows


async def test_a_document_with_its_repairs_and_the_way_to_the_first_of_each(seeds: Path) -> None:
    async with opened(seeds) as driver:
        rows = await examined(driver)
        text = driver.text()
        assert "66 repairs of 12 kinds: 2 exact, 64 inferred" in text
        assert rows.line_count() == 12
        assert "“รถ”" in text and "General Mattias Grafström" in text
        line = next(n for n in range(12) if "รถ" in "".join(s.text for s in rows.draw_line(n, 90)))
        await driver.press(*["j"] * line, "enter")
        assert driver.focused == "page"
        page = driver.screen.page
        assert page.target is not None and page.content.text[slice(*page.target)] == "ö"
        await driver.press("ctrl+o")
        assert driver.shown[0] == 0


async def test_a_document_that_is_fine(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        rows = await examined(driver)
        assert "text, utf-8," in driver.text() and "Nothing had to be repaired" in driver.text()
        assert "1 article" in driver.text() and "1 passage told in other documents" in driver.text()
        assert rows.line_count() == 0
        await driver.press("enter", "escape")
        assert driver.app.screen is driver.screen


async def test_guesses_and_controls_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Café crème, déjà vu à l’été.\n".encode("cp1252") * 30 + b"\x1b[31m red\n")
    async with opened(folder) as driver:
        await examined(driver)
        assert (
            "(a guess, 99% sure)" in driver.text() and "1 control or invisible character made harmless" in driver.text()
        )


async def test_a_file_that_is_read_in_part_is_not_said_to_be_skipped(told_twice: Path) -> None:
    whole = gzip.compress("".join(f"The harbour was quiet on day {day}.\n" for day in range(20_000)).encode())
    (told_twice / "cut.gz").write_bytes(whole[:-200])
    async with opened(told_twice) as driver:
        assert "1 read in part" in driver.text("#status") and "skipped" not in driver.text("#status")
        await driver.press("I")
        assert "1 file or record is not read to the end." in driver.text()


async def test_every_skipped_file_is_listed_with_its_reason(told_twice: Path) -> None:
    (told_twice / "old.db").write_bytes(b"SQLite format 3\0")
    (told_twice / "a[b]\x1b.bin").write_bytes(b"\0\1\2")
    async with opened(told_twice) as driver:
        assert "2 skipped" in driver.text("#status")
        await driver.press("I")
        assert isinstance(driver.app.screen, SkippedCard)
        text = driver.text()
        assert "old.db" in text and "a database" in text and "a[b]␛.bin" in text and "binary" in text
        await driver.press("q")
        assert driver.app.screen is driver.screen
        await driver.pilot.click("#status", offset=(115, 0))
        assert isinstance(driver.app.screen, SkippedCard)
