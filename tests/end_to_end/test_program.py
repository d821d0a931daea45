"""The program as its users run it: in a terminal, with real keys."""

import re
import shutil
from pathlib import Path

import pytest

from tests.end_to_end.terminal import PROMPT, Terminal, terminal

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")


def assert_restored(screen: Terminal, status: int) -> None:
    """The shell has its terminal back as it was."""
    screen.until_shown(f"status={status}")
    screen.until(lambda: screen.flag("alternate_on") == "0")
    assert screen.flag("cursor_flag") == "1"
    assert screen.flag("mouse_any_flag") == "0"
    assert "Contents" not in screen.screen()
    screen.type("echo still here")
    screen.press("Enter")
    screen.until(lambda: f"still here\n{PROMPT}" in screen.screen())


def titles(screen: str) -> str:
    """Initials of the panes whose titles are on the screen."""
    return "".join(name[0] for name in ("Contents", "Page", "Repeats") if re.search(f"[─━] ?{name}", screen))


def test_keys_typed_before_the_screen_is_there_wait_for_it(seeds: Path, tmp_path: Path) -> None:
    with terminal("ahead", tmp_path) as screen:
        screen.reader(seeds)  # there is no index yet
        screen.type("Ffounders")
        screen.press("Enter")  # which the terminal takes for the end of a line
        screen.until(lambda: bool(re.search("articles? found · article 1/", screen.screen())))
        screen.press("Q")
        assert_restored(screen, 0)
        screen.reader(seeds)  # now there is an index, and so an article to go to at once
        screen.type("]]]]")
        screen.until_shown("article 5/")  # counted from where reading stopped
        screen.press("1", "Q")
        assert_restored(screen, 0)
        screen.reader(seeds)
        screen.type("j")
        screen.press("Enter")
        screen.until_shown("article 6/")


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24), (50, 15)])
def test_open_read_filter_jump_return_quit(seeds: Path, tmp_path: Path, columns: int, rows: int) -> None:
    with terminal(f"tour{columns}", tmp_path, columns, rows) as screen:
        screen.reader(seeds)
        screen.until(lambda: bool(re.search(r"Contents · [23]\d article", screen.screen())))
        screen.press("/")
        screen.type("war in gaza")
        screen.press("Enter")  # at once: it waits for the hits
        screen.until_shown("line 8/212")
        screen.press(*["}"] * 4)
        screen.until_shown("line 12/212")
        screen.until(lambda: bool(re.search("›[┃│]", screen.screen())))  # its passages are known
        screen.press("Enter")
        screen.until_shown("line 163/212")
        screen.press("C-o")
        screen.until_shown("line 12/212")
        screen.press("q")  # closes the filter
        screen.until(lambda: "found" not in screen.screen())
        screen.resize(columns + 10, rows + 12)
        screen.until(lambda: screen.screen().split("\n")[rows + 11].strip() != "")
        screen.press("q")
        assert_restored(screen, 0)
        assert "Contents" not in screen.screen()  # though there are more lines now than the shell's screen had


def test_alt_changes_how_a_search_is_read_and_types_nothing(seeds: Path, tmp_path: Path) -> None:
    with terminal("alt", tmp_path) as screen:
        screen.reader(seeds)
        screen.until_shown("Founders now have")
        for key, before, after in (
            ("F", "Find words in all texts", "Find letters as they stand"),
            ("/", "Search  ", "whole words "),
        ):
            screen.press("2")
            screen.type(key)
            screen.until_shown(before)
            screen.press("M-r")  # escape and the letter
            screen.until_shown(after)  # the prompt says how it reads
            screen.press("Escape")
            screen.until(lambda after=after: after not in screen.screen())
        screen.press("Q")
        assert_restored(screen, 0)


def test_resizing_while_reading(seeds: Path, tmp_path: Path) -> None:
    with terminal("resize", tmp_path) as screen:
        screen.reader(seeds)
        screen.until_shown("Founders now have")
        for columns, rows, panes in ((80, 24, "CPR"), (50, 15, "C"), (40, 12, "C"), (120, 36, "CPR")):
            screen.resize(columns, rows)
            screen.until(lambda panes=panes: titles(screen.screen()) == panes)
        screen.resize(100, 30)
        screen.resize(120, 36)
        screen.until(lambda: titles(screen.screen()) == "CPR")
        screen.press("Q")
        assert_restored(screen, 0)


def test_without_arguments_the_last_library_is_opened(seeds: Path, tmp_path: Path) -> None:
    with terminal("last", tmp_path) as screen:
        screen.type(f"export PYTHONPATH={seeds.parent}; cd {tmp_path}")
        screen.press("Enter")
        screen.reader(seeds / "002_17ba49b1b5665b15.txt")
        screen.until_shown("Russia resumed missile strikes")
        screen.press("q")
        screen.until_shown("status=0")
        screen.type("clear")
        screen.press("Enter")
        screen.until(lambda: "status=" not in screen.screen())
        screen.reader()
        screen.until_shown("Russia resumed missile strikes")
        screen.press("q")
        assert_restored(screen, 0)


def test_a_terminal_that_shows_no_screens_is_refused(seeds: Path, tmp_path: Path) -> None:
    with terminal("dumb", tmp_path) as screen:
        screen.type("export TERM=dumb")
        screen.press("Enter")
        screen.reader(seeds)
        screen.until_shown("status=2")
        assert "reader: TERM is dumb" in screen.screen() and "export TERM=xterm-256color" in screen.screen()
        assert screen.flag("alternate_on") == "0"
