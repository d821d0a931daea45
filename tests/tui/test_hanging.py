"""Rows of the page on which a line goes on: they hang under its text, and what marks the text stays where it is."""

from pathlib import Path

import pytest

from reader.tui.panes.page_text import GUTTER_CELLS
from reader.tui.wrapping import cells_of
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import Driver, opened

ITEM, CODE = " ".join(STORY.split()), f"    return lit({', '.join(f'tower[{n}]' for n in range(20))})"
TEXT = f"{' '.join(OTHER.split())}\n\n- {ITEM}\n\ndef f(tower):\n{CODE}\n\n{'Deep in ' * 9:>120}\n"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept.txt"
    path.write_text(TEXT)
    return path


def rows(driver: Driver) -> list[str]:
    """What is drawn behind the gutter, below the heading."""
    page = driver.screen.page
    width = page.content_size.width - 1
    drawn = ["".join(s.text for s in page.draw_line(at, width)) for at in range(page._head_lines, page.line_count())]
    return [row[page._margin(width) + GUTTER_CELLS :] for row in drawn]


@pytest.mark.parametrize("cells", [24, 40, 72])
async def test_rows_hang_fit_and_say_all(kept: Path, cells: int) -> None:
    async with opened(kept, size=(90, 40)) as driver:
        await driver.press("enter")
        driver.screen.page.set_measure(cells)
        shown = rows(driver)
        assert all(cells_of(row.rstrip()) <= cells for row in shown)
        first = next(at for at, row in enumerate(shown) if row.startswith("- "))
        last = shown.index("", first)
        assert all(row.startswith("  ") and row[2] != " " for row in shown[first + 1 : last])
        first = shown.index("def f(tower):") + 1
        assert shown[first].startswith("    return")
        assert all(row.startswith("    ↳ ") for row in shown[first + 1 : shown.index("", first)])
        assert "".join("".join(shown).replace("↳", "").split()) == "".join(TEXT.split())


async def test_the_mouse_finds_the_characters_of_rows_that_hang(kept: Path) -> None:
    async with opened(kept, size=(90, 40)) as driver:
        await driver.press("enter")
        page = driver.screen.page
        page.set_measure(40)
        left = page._margin(page.content_size.width - 1) + GUTTER_CELLS
        for at, row in enumerate(rows(driver)):
            lead = page._lines[at].lead
            for cell in range(len(lead), len(row.rstrip())):
                place = page.offset_at(left + cell, at + page._head_lines - page.top)
                assert page.content.text[place] == row[cell]


async def test_what_a_search_finds_is_marked_where_it_stands(kept: Path) -> None:
    async with opened(kept, size=(90, 40)) as driver:
        await driver.press("enter", "slash", *"tower[17]", "enter")
        page = driver.screen.page
        line = page.line_of(TEXT.index("tower[17]"))
        style = page.style_of("page--text", "hit-here")
        drawn = page.draw_line(line, page.content_size.width - 1)
        assert [segment.text for segment in drawn if segment.style == style] == ["tower[17]"]
