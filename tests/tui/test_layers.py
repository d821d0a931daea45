"""What lies over the reading screen, and what goes on below it."""

from pathlib import Path

import pytest
from textual._compositor import Compositor

from tests.tui.driving import Driver, opened


async def painted_after(driver: Driver, what: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the terminal is painted, `full` or `partial`, by something that changes below a layer and some ticks of
    a clock."""
    below, painted = driver.app.screen_stack[-2], []
    with monkeypatch.context() as patched:
        render = getattr(Compositor, f"render_{what}_update")
        patched.setattr(
            Compositor, f"render_{what}_update", lambda *args, **named: painted.append(1) or render(*args, **named)
        )
        below.focus_chain[0].refresh()
        for _ in range(4):
            await driver.settle()
            below._on_timer_update()
        await driver.settle()
    return len(painted)


@pytest.mark.parametrize("keys", [("?",), ("colon",), ("F",), ("X", "?")])
async def test_what_changes_below_a_layer_is_painted_once(
    told_twice: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(told_twice) as driver:
        await driver.press(*keys)
        assert await painted_after(driver, "full", monkeypatch) == 0
        assert await painted_after(driver, "partial", monkeypatch) > 0
