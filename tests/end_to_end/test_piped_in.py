"""What is piped into the reader is shown, and keys come from the terminal all the same."""

import os
import shlex
import shutil
import signal
import sys
from pathlib import Path

import pytest

from reader.cli.ending import INTERRUPTED, NOTHING_FOUND, USAGE_ERROR
from tests.end_to_end.terminal import Terminal, terminal
from tests.end_to_end.test_ending import start_known
from tests.end_to_end.test_program import assert_restored

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

READER = shlex.join([sys.executable, "-m", "reader"])

STORY = "Founders now have"


def prepare(screen: Terminal, folder: Path) -> Path:
    """Have temporary files made in a folder, which is given."""
    place = folder / "temporary"
    place.mkdir()
    screen.type(f"export TMPDIR={place}")
    screen.press("Enter")
    return place


def run(screen: Terminal, command: str) -> None:
    """Run a command line in which READER is the reader."""
    screen.type(f"clear; {command.replace('READER', READER)}; echo status=$?")
    screen.press("Enter")


@pytest.mark.parametrize(
    "command", ["cat {} | READER -", "READER - < {}", "gzip -c {} | READER", "READER <(cat {})"], ids=range(4)
)
def test_what_is_piped_in_is_read_by_keys(seeds: Path, tmp_path: Path, command: str) -> None:
    file = next(seeds.glob("000*"))
    with terminal(f"piped{len(command)}", tmp_path) as screen:
        place = prepare(screen, tmp_path)
        run(screen, command.format(file))
        screen.until_shown("article 1/")
        screen.press("]")
        screen.until_shown("article 2/")
        screen.press("e")
        screen.until_shown("is not a file that an editor could open")
        screen.press("q")
        assert_restored(screen, 0)
        assert not list(place.iterdir())


def test_keys_come_from_the_terminal_wherever_the_input_is_from(seeds: Path, tmp_path: Path) -> None:
    with terminal("fed", tmp_path) as screen:
        run(screen, f"echo {seeds} | xargs READER")
        screen.until_shown(STORY)
        screen.press("q")
        assert_restored(screen, 0)


@pytest.mark.parametrize("leading", ["2>/dev/null", "2>&-"])
def test_the_screen_is_shown_wherever_standard_error_leads(seeds: Path, tmp_path: Path, leading: str) -> None:
    with terminal(f"errors{len(leading)}", tmp_path) as screen:
        run(screen, f"READER {seeds} {leading}")
        screen.until_shown(STORY)
        screen.press("]")
        screen.until_shown("article 2/")
        screen.press("q")
        assert_restored(screen, 0)


def test_a_note_on_what_was_piped_in_and_the_place_come_back_with_it(seeds: Path, tmp_path: Path) -> None:
    file = next(seeds.glob("000*"))
    with terminal("noted", tmp_path) as screen:
        run(screen, f"cat {file} | READER -")
        screen.until_shown("article 1/")
        screen.press("]", "a")
        screen.type("to be asked")
        screen.press("Enter")
        screen.until_shown("Noted.")
        screen.press("q")
        screen.until_shown("status=0")
        run(screen, f"sed s/troops/soldiers/ {file} | READER -")
        screen.until_shown("article 2/")
        screen.press("B")
        screen.until_shown("to be asked")
        screen.press("Q")
        assert_restored(screen, 0)


def test_nothing_piped_in_opens_no_screen(tmp_path: Path) -> None:
    with terminal("nothing", tmp_path) as screen:
        for command, status, said in (
            ("true | READER -", NOTHING_FOUND, "nothing was piped in"),
            ("READER -", USAGE_ERROR, "COMMAND | reader -"),
            ("echo a | setsid -w READER -", USAGE_ERROR, "needs a terminal to hear keys"),
        ):
            run(screen, command)
            screen.until_shown(said)
            screen.until_shown(f"status={status}")
            assert screen.flag("alternate_on") == "0"


def test_ctrl_c_ends_it_while_the_pipe_is_written(tmp_path: Path) -> None:
    with terminal("written", tmp_path) as screen:
        place = prepare(screen, tmp_path)
        run(screen, "(trap '' INT; echo begun; sleep 600) | (READER -; echo ended=$?)")
        screen.until(lambda: any(place.glob("*/0/-")))
        screen.press("C-c")
        screen.until_shown(f"ended={INTERRUPTED}")
        assert "Traceback" not in screen.screen()
        assert not list(place.iterdir())


def test_it_is_said_that_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    said, goes_on = "reading the pipe to its end: 6 bytes", tmp_path / "goes-on"
    with terminal("slow", tmp_path) as screen:
        run(screen, f"(echo begun; until test -e {goes_on}; do sleep 0.1; done; echo ended) | READER -")
        screen.until_shown(said)
        assert screen.flag("alternate_on") == "0"
        goes_on.touch()
        screen.until_shown("article 1/")
        screen.press("q")
        assert_restored(screen, 0)
        assert said not in screen.screen()


@pytest.mark.parametrize(("verb", "shown"), [("-", "article 1/"), ("articles -", "begun"), ("find begun -", "begun")])
def test_it_is_said_that_a_pipe_is_waited_for(tmp_path: Path, verb: str, shown: str) -> None:
    said, goes_on = "waiting for the text that is piped in", tmp_path / "goes-on"
    with terminal(f"waited{len(verb)}", tmp_path) as screen:
        run(screen, f"(until test -e {goes_on}; do sleep 0.1; done; echo A story has begun.) | READER {verb}")
        screen.until_shown(f"{said}… ctrl+c ends")
        goes_on.touch()
        screen.until_shown(shown)
        screen.press("q")
        screen.until_shown("status=0")
        assert said not in screen.screen()


def test_a_password_that_is_asked_for_is_not_written_over(tmp_path: Path) -> None:
    typed = tmp_path / "typed"
    ask = f"stty -echo < /dev/tty; printf Password: > /dev/tty; until test -e {typed}; do sleep 0.1; done"
    with terminal("password", tmp_path) as screen:
        run(screen, f"({ask}; stty echo < /dev/tty; sleep 600) | READER -")
        screen.until_shown("Password:")
        typed.touch()
        screen.until_shown("Password:waiting for the text")
        screen.press("C-c")
        screen.until_shown("PROMPT>")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_an_end_by_a_signal_leaves_nothing_of_it(seeds: Path, tmp_path: Path, number: signal.Signals) -> None:
    file = next(seeds.glob("000*"))
    with terminal(f"killed{number}", tmp_path) as screen:
        place = prepare(screen, tmp_path)
        script = tmp_path / "script"
        script.write_text(f"exec {READER} - < {file}\n")
        reader = start_known(screen, tmp_path, "sh", str(script))
        screen.until_shown("article 1/")
        os.kill(reader, number)
        screen.until_shown(f"status={128 + number}")
        screen.until(lambda: not list(place.iterdir()))
