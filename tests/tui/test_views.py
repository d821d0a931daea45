"""The arrangement of the screen: kept for each library, and brought back at the next start."""

from pathlib import Path

import pytest

from reader.config import config_file
from reader.library.userdata.store import UserData
from reader.tui.ordering import MOST_FIRST
from reader.tui.views import View, read_view
from tests.tui.driving import opened


def test_a_view_is_read_as_it_was_written_and_nonsense_is_that_of_a_new_library() -> None:
    folded, opened_rest = [["/texts/a.txt", "#2"]], [["/texts/b.txt", ""]]
    sizes = {"-wide": {"contents": 40}}
    view = View(["repeats"], 60, sizes, MOST_FIRST, {"scope": "within"}, True, folded, opened_rest)
    assert read_view(view.to_json()) == view
    assert View().to_json() == "{}"
    for nonsense in (
        "",
        "[",
        "[]",
        '{"hidden": 3, "measure": "x", "sizes": {"-wide": 3}, "order": [], "repeats": [], "folded": {}}',
        '{"hidden": ["page"], "measure": 5000, "repeats": {"words": -1, "x": 1}, "folded": [["a"], [1, 2], 3]}',
        '{"opened": [[], "a", ["a", 1]]}',
    ):
        assert read_view(nonsense) == View()


async def test_the_arrangement_is_kept_while_the_program_runs(pairs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.screens.making.KEPT_SECONDS", 0.01)

    def kept() -> tuple[View, str | None]:
        data = UserData.open()
        library = data.documents.library([pairs])
        return read_view(data.memory.view(library)), data.memory.pane(library)

    async with opened(pairs) as driver:
        await driver.press("2", "minus", "right_square_bracket")
        measure = driver.screen.page.measure
        await driver.until(lambda: kept() == (View(measure=measure), "page"))


async def test_the_screen_is_found_again_as_it_was_left(pairs: Path) -> None:
    async with opened(pairs) as driver:
        screen = driver.screen
        await driver.press("O", "greater_than_sign", "minus", "3", "full_stop", "w", "d", "1", "H")
        assert screen.contents.order.wanted == MOST_FIRST
        left = screen.repeats.wanted, screen.page.measure, screen.pane_sizes, driver.text("#contents")
        assert "▾" not in left[-1] and "-wide" in left[2]
    async with opened(pairs) as driver:
        screen = driver.screen
        await driver.until(lambda: driver.text("#contents") == left[-1])
        assert (screen.repeats.wanted, screen.page.measure, screen.pane_sizes) == left[:3]
        assert screen.contents.order.wanted == MOST_FIRST and not screen.repeats.region
        await driver.press("l")
        unfolded = driver.text("#contents")
        assert "▾" in unfolded and "▸" in unfolded
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('[page]\nmeasure = 50\n[repeats]\nscope = "both"\n', encoding="utf-8")
    async with opened(pairs) as driver:
        screen = driver.screen
        await driver.until(lambda: driver.text("#contents") == unfolded)
        assert screen.page.measure == 50 and screen.repeats.wanted.scope == "both"
        assert screen.repeats.wanted.similarity == left[0].similarity
