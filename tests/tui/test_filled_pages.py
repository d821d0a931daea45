"""A page whose text was filled at a margin: the paragraph is the unit of all that is done on it."""

import textwrap
from pathlib import Path

import pytest

from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import Driver, opened

PARAGRAPHS = (" ".join(STORY.split()), " ".join(OTHER.split()), " ".join(STORY.split()[::-1]))
CODE = "def f(x):\n    return x\n\n\ndef g(y):\n    return f(y)"


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    path = tmp_path / "novel.txt"
    filled = [textwrap.fill(paragraph, 70, break_on_hyphens=False) for paragraph in PARAGRAPHS]
    path.write_text("\n\n".join([filled[0], filled[1], CODE, filled[2]]) + "\n")
    return path


def shown(driver: Driver) -> list[str]:
    """The lines of the page below its heading."""
    page = driver.screen.page
    return [page._lines[line].shown.text for line in range(len(page._lines))]


async def test_paragraphs_flow_at_any_width_and_code_keeps_its_lines(novel: Path) -> None:
    async with opened(novel, size=(70, 24)) as driver:
        for width in (72, 40):
            driver.screen.page.set_measure(width)
            blocks = "\n".join(shown(driver)).split("\n\n")
            assert [" ".join(block.split("\n")) for block in blocks[:2]] == list(PARAGRAPHS[:2])
            assert "\n\n".join(blocks[2:-1]) == CODE
            assert " ".join(blocks[-1].split("\n")) == PARAGRAPHS[2]


async def test_keys_go_by_whole_paragraphs(novel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(novel, size=(70, 24)) as driver:
        page, copied = driver.screen.page, []
        monkeypatch.setattr(driver.screen, "copy", copied.append)
        await driver.press("enter", "y", "j", "j", "y", "right_curly_bracket", "y", "right_curly_bracket", "y")
        assert copied == [PARAGRAPHS[0], PARAGRAPHS[0], PARAGRAPHS[1], CODE.split("\n\n\n")[0]]
        await driver.press("g", "V", "j")
        text = page.content.text
        assert text[slice(*page.selected)] == text[: text.index("\n\ndef f")]
        await driver.press("escape", "6", "G")
        assert (
            text.count("\n", 0, page.line_span(page.cursor)[0])
            <= 5
            <= text.count("\n", 0, page.line_span(page.cursor)[1])
        )


@pytest.mark.parametrize("turns", [0, 1, 2])
async def test_what_runs_over_a_line_end_of_the_file_is_found(novel: Path, turns: int) -> None:
    text = novel.read_text()
    end = text.index("\n", text.index("\n") + 1)
    before, after = text[:end].split()[-1], text[end:].split()[0]
    async with opened(novel) as driver:
        await driver.press("enter", "slash", *(["alt+r"] * turns), *f"{before} {after}")
        page = driver.screen.page
        assert (end - len(before), end + 1 + len(after)) in page.hits
        assert page.line_span(page.cursor)[0] <= page.hits[0][0] < page.line_span(page.cursor)[1]
