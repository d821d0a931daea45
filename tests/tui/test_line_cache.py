"""What widgets have drawn: kept while it may be shown, and forgotten with what shows it."""

from pathlib import Path

from textual.widget import Widget

from reader.tui.line_cache import LineCache, forget_drawn
from tests.tui.driving import opened


def shown(driver_app: object) -> list[str]:
    compositor = driver_app.screen._compositor  # type: ignore[attr-defined]
    return [line.text for line in compositor.render_strips()]


async def test_a_closed_layer_keeps_nothing_that_it_drew(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("question_mark")
        layer = driver.app.screen
        assert layer is not driver.screen
        widgets = [layer, *layer.walk_children(Widget)]
        await driver.until(lambda: any(widget._styles_cache._cache for widget in widgets))
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen is driver.screen)
        assert not any(widget._styles_cache._cache for widget in widgets)


async def test_what_was_forgotten_is_drawn_again_as_it_was(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("2", "j")
        before = shown(driver.app)
        lines = driver.screen.page._styles_cache
        assert isinstance(lines, LineCache) and lines._lines
        kept = dict(lines._lines)
        forget_drawn(driver.screen)
        assert not any(line._divide_cache or line._crop_cache for line in kept.values())
        assert shown(driver.app) == before
        assert all(lines._lines[row] is line for row, line in kept.items())
