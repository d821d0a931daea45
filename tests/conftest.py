"""Surroundings that every test shares: no terminal colours, no settings of whoever runs the tests, no clock."""

from pathlib import Path

import pytest
from hypothesis import settings

from reader.library.numerics import set_up

set_up()  # before anything imports numpy, as the program does

settings.register_profile("untimed", deadline=None)  # Hypothesis times every example otherwise
settings.load_profile("untimed")

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A home folder of its own, and none of the variables that change how Textual draws."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def seeds() -> Path:
    """The four documents of the default library."""
    return SEEDS
