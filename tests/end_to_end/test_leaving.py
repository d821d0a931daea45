"""Leaving the reader, for a moment or for good: the terminal is as it was, whatever the reason."""

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from reader.cli.ending import CRASHED
from tests.end_to_end.terminal import PROMPT, Terminal, terminal
from tests.end_to_end.test_program import assert_restored

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

CRASH = """
from reader.tui.panes.contents import Contents
def fail(self): raise RuntimeError('of no use to users')
Contents.action_fold_all = fail
from reader.cli.main import main
import sys; sys.argv = ['reader', {library!r}]
main()
"""

EDITOR = """#!/bin/sh
trap : INT
echo "editing $2 at $1"
until read answer; do echo "not interrupted"; done
echo "$answer" >> {folder}/answers
exit 3
"""


def open_seeds(screen: Terminal, seeds: Path) -> None:
    screen.reader(seeds)
    screen.until_shown("Founders now have")
    screen.until_shown("article 1/")


def test_a_library_is_the_last_from_when_it_is_opened(seeds: Path, tmp_path: Path) -> None:
    with terminal("last", tmp_path) as screen:
        open_seeds(screen, seeds)
        assert str(seeds) in (tmp_path / "state/twicetold/last-library.json").read_text()


def test_the_editor_has_the_terminal_and_gives_it_back(seeds: Path, tmp_path: Path) -> None:
    editor = tmp_path / "vi"
    editor.write_text(EDITOR.format(folder=tmp_path))
    editor.chmod(0o755)
    with terminal("editor", tmp_path) as screen:
        screen.type(f"export VISUAL={editor}")
        screen.press("Enter")
        open_seeds(screen, seeds)
        screen.press("]", "e")
        screen.until_shown("editing")
        assert screen.flag("mouse_any_flag") == "0"
        assert screen.flag("cursor_flag") == "1"
        screen.press("C-c")
        screen.until_shown("not interrupted")
        screen.type("typed blind")
        screen.until_shown("typed blind")
        screen.press("Enter")
        screen.until_shown("ended with status 3")
        screen.until_shown("Contents · ")
        assert (tmp_path / "answers").read_text() == "typed blind\n"
        screen.press("q")
        assert_restored(screen, 0)


def test_to_the_shell_and_back(seeds: Path, tmp_path: Path) -> None:
    with terminal("suspend", tmp_path) as screen:
        open_seeds(screen, seeds)
        screen.press("C-z")
        screen.until(lambda: screen.flag("alternate_on") == "0")
        screen.until_shown("Stopped")
        assert screen.flag("cursor_flag") == "1"
        assert screen.flag("mouse_any_flag") == "0"
        screen.type("fg")
        screen.press("Enter")
        screen.until_shown("Contents · ")
        screen.press("]")
        screen.until_shown("article 2/")
        screen.press("q")
        screen.until(lambda: screen.flag("alternate_on") == "0")
        screen.until(lambda: screen.screen().rstrip().endswith(PROMPT))


def test_a_mistake_of_the_program_ends_in_a_sentence(seeds: Path, tmp_path: Path) -> None:
    with terminal("crash", tmp_path) as screen:
        script = tmp_path / "crash.py"
        script.write_text(CRASH.format(library=str(seeds)))
        screen.type(f"{shlex.join(['env', f'PYTHONPATH={seeds.parent}', sys.executable, str(script)])}; echo status=$?")
        screen.press("Enter")
        screen.until_shown("article 1/")
        screen.press("H")
        assert_restored(screen, CRASHED)
        said = " ".join(screen.screen().split())
        assert "stopped because of a mistake of its own (RuntimeError)" in said
        assert "Traceback" not in said
        log = tmp_path / "state" / "twicetold" / "crash.log"
        assert "of no use to users" in log.read_text()
