"""Commands that get a text: stopped at any moment, they do not go on."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from reader.library.piping import Command


def test_a_command_that_was_stopped_before_it_began_is_not_begun(tmp_path: Path) -> None:
    made = tmp_path / "made"
    command = Command(f"touch {made}")
    command.stop()
    assert command.run("").ending == "stopped" and not made.exists()


def test_a_command_that_is_stopped_while_it_is_being_started_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    command = Command("sleep 600")
    start = subprocess.Popen

    def stopped_meanwhile(*arguments: Any, **options: Any) -> "subprocess.Popen[bytes]":
        process = start(*arguments, **options)
        command.stop()
        return process

    monkeypatch.setattr("subprocess.Popen", stopped_meanwhile)
    assert command.run("").ending == "stopped"
