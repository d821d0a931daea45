"""Hostile text reaches every pane and no control character reaches the terminal."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment

from reader.errors import TwicetoldError
from reader.library.finding import LibrarySearch, Results
from tests.tui.conftest import STORY
from tests.tui.driving import Driver, opened

NASTY = (
    "\x1b]52;c;cm0gLXJmIC8=\x07 \x1b[2J\x1b[31m [/x] [b [@click=quit]x[/] \x9b31m \u202egnp.exe\u202c \u2066x "
    "\x00\x08\x7f \u200bzero \U000e0041tag {curly} \\[ \u2028next\u2029 \x0b\x0c\x85 "
)

NASTY_NAME = b"a[/x] [b \x1b[31m\xe2\x80\xae \xff\xfe.txt".replace(b"/", b"\xe2\x88\x95")


def make_library(folder: Path) -> None:
    """Two documents that tell the same story full of everything harmful, one of them with a harmful name."""
    story = STORY.replace("Marta Kolb", f"Marta {NASTY.replace(chr(0), '')} Kolb")
    story = f"Title [/b] {NASTY.replace(chr(0), '')}\n{story}"
    (folder / "plain.txt").write_bytes(story.encode("utf-8", "surrogatepass"))
    with open(os.fsencode(folder) + b"/" + NASTY_NAME, "wb") as file:  # noqa: PTH123 - the name is not text
        file.write((story + "lone \ud800 surrogate\n").encode("utf-8", "surrogatepass"))
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "[link=x]y[blink]").write_text(story, encoding="utf-8")


def drawn(driver: Driver) -> str:
    """Every character that the screen would write, without the styles that Textual adds itself."""
    strips = driver.app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip if not Segment.is_control.fget(segment))


def assert_harmless(driver: Driver) -> None:
    for character in drawn(driver):
        code = ord(character)
        assert code >= 0x20, f"control {code:#x}"
        assert not 0x7F <= code <= 0x9F, f"control {code:#x}"
        assert not 0x202A <= code <= 0x202E and not 0x2066 <= code <= 0x2069, f"bidi {code:#x}"
        assert code not in (0x200B, 0x2028, 0x2029) and not 0xE0000 <= code <= 0xE0FFF, f"invisible {code:#x}"
        assert not 0xD800 <= code <= 0xDFFF, f"surrogate {code:#x}"


async def test_every_pane_survives_hostile_text_and_names(tmp_path: Path) -> None:
    make_library(tmp_path)
    for size in ((120, 36), (80, 24), (50, 15)):
        async with opened(tmp_path, size=size) as driver:
            assert len(driver.screen.catalogue.documents) == 3
            assert [skipped.name for skipped in driver.screen.catalogue.skipped] == ["binary.txt"]
            keys = [
                "g",
                "j",
                "enter",
                "space",
                ")",
                "enter",
                "ctrl+o",
                "3",
                "j",
                "enter",
                "2",
                "J",
                "J",
                "1",
                "g",
                "H",
                "G",
            ]
            for key in keys:
                await driver.press(key)
                assert_harmless(driver)
            await driver.press("slash", *"[/b", "left_square_bracket", "backslash", "apostrophe")
            assert_harmless(driver)
            await driver.press("escape", "question_mark")
            assert_harmless(driver)


async def test_text_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    make_library(tmp_path)
    async with opened(tmp_path) as driver:
        await driver.press("2", "g")
        text = " ".join((driver.text("#page") + driver.text("#contents")).split())
        assert "[/x] [b" in text or "Title [/b]" in text


async def test_a_message_about_a_hostile_name_is_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_library(tmp_path)
    async with opened(tmp_path) as driver:
        for path in list(tmp_path.iterdir()):
            path.unlink()
        await driver.press("R", "J", "J", "K")
        assert "cannot be read" in driver.text("#page")
        assert_harmless(driver)

        def search(*_: object) -> Iterator[Results]:
            raise TwicetoldError(f"{NASTY}: cannot be searched")

        monkeypatch.setattr(LibrarySearch, "search", search)
        await driver.press("F", "x")
        await driver.until(lambda: "cannot be searched" in drawn(driver))
        assert_harmless(driver)
