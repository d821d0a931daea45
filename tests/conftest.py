"""Surroundings that every test shares: no terminal colours, no settings of whoever runs the tests, no clock."""

import gc
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from reader.library.numerics import set_up

set_up()  # before anything imports numpy, as the program does

settings.register_profile("untimed", deadline=None)  # Hypothesis times every example otherwise
settings.load_profile("untimed")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A script starts deaf to ctrl+c what it does not wait for, and commands that tests interrupt would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)

YOUNG_OBJECTS = 100_000
"""So many more objects than the last time are made before garbage is looked for; Python's 700 took a sixth of the time
of tests of the screen."""

gc.set_threshold(YOUNG_OBJECTS)

SEEDS = Path(__file__).parent.parent / "seeds"


def pytest_collection_finish() -> None:
    """What was imported stays: garbage is never looked for in it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home folder of its own, and none of the variables that change how Textual draws."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    with TemporaryDirectory(prefix="home-", ignore_cleanup_errors=True) as home:
        monkeypatch.setenv("HOME", home)
        for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, str(Path(home, name.lower())))
        yield


@pytest.fixture
def seeds() -> Path:
    """The four documents of the default library."""
    return SEEDS
