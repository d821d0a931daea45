"""A short random walk over every key: nothing raises, and the screen still draws and answers."""

from pathlib import Path

import pytest

from tests.tui.driving import opened
from tests.walking import walk

KEYS = 150


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_keys_in_any_order(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no command that is typed by chance exists
    monkeypatch.setenv("VISUAL", "code")
    monkeypatch.chdir(tmp_path)
    async with opened(told_twice) as driver:
        for key in walk(seed, KEYS):
            await driver.press(key)
        for _ in range(4):
            await driver.press("escape")
        assert driver.app.is_running
        await driver.press("1", "H", "L")
        assert "Contents" in driver.text()
