"""The end that is not the user's doing: a signal, a terminal that is closed, one that takes no more output."""

import os
import pty
import select
import shlex
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.benchmarks.pty_reader import set_size
from tests.end_to_end.terminal import PATIENCE_SECONDS, Terminal, terminal
from tests.end_to_end.test_program import assert_restored

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

ENTER = b"\x1b[?1049h"
"""Begins the screen of a program, and begins it again once that goes on."""

KEYS = b"][jk" * 500
"""More of them than a terminal that nobody reads takes frames for."""


def start_known(screen: Terminal, folder: Path, *command: str) -> int:
    """Start a command from the shell, its exit status printed when it ends; gives its process id."""
    number = folder / "pid"
    screen.type(f"sh -c 'echo $$ > {number}; exec {shlex.join(command)}'; echo status=$?")
    screen.press("Enter")
    screen.until(lambda: number.exists() and number.read_text().endswith("\n"))
    return int(number.read_text())


@pytest.mark.parametrize(
    ("number", "keys"),
    [
        (number, keys)
        for number, over in ((signal.SIGINT, "/"), (signal.SIGTERM, "?"), (signal.SIGHUP, "F"))
        for keys in ("", over)
    ],
)
def test_a_signal_restores_the_terminal(seeds: Path, tmp_path: Path, number: signal.Signals, keys: str) -> None:
    """Each signal, in the panes and over them; what is done is the same for all."""
    with terminal(f"signal{number}{ord(keys or '0')}", tmp_path) as screen:
        reader = start_known(screen, tmp_path, sys.executable, "-m", "reader", str(seeds))
        screen.until_shown("article 1/")
        if keys:
            screen.type(keys)
        os.kill(reader, number)
        assert_restored(screen, 128 + number)


def waiting_for_textual(seeds: Path, folder: Path) -> Path:
    """A script that opens the seeds and never comes to the end of loading."""
    script = folder / "slow.py"
    script.write_text(
        "import sys, time\n"
        "from importlib.abc import MetaPathFinder\n"
        "class Waiting(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        while name == 'textual': time.sleep(0.01)\n"
        "sys.meta_path.insert(0, Waiting())\n"
        f"sys.argv = ['reader', {str(seeds)!r}]\n"
        "from reader.cli.main import main\n"
        "main()\n"
    )
    return script


def test_a_signal_before_anything_is_loaded_restores_the_terminal(seeds: Path, tmp_path: Path) -> None:
    script = str(waiting_for_textual(seeds, tmp_path))
    with terminal("early", tmp_path) as screen:
        reader = start_known(screen, tmp_path, "env", f"PYTHONPATH={seeds.parent}", sys.executable, script)
        screen.until_shown("Contents")
        os.kill(reader, signal.SIGTERM)
        assert_restored(screen, 128 + signal.SIGTERM)


def written(terminal: int) -> bytes:
    """What a program writes next on the other side of a terminal."""
    assert select.select([terminal], [], [], PATIENCE_SECONDS)[0]
    return os.read(terminal, 1 << 16)


@contextmanager
def unled(seeds: Path, home: Path, *command: str, awaited: bytes) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A reader in a terminal that is not the one its session belongs to: nobody sends it SIGHUP; and the other side."""
    ours, theirs = pty.openpty()
    set_size(ours, 120, 36)
    environment = {**os.environ, "HOME": str(home), "TERM": "xterm-256color"}
    environment |= {"XDG_STATE_HOME": str(home), "PYTHONPATH": str(seeds.parent)}
    ignored = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # where tests run under nohup, which readers would inherit
    reader = subprocess.Popen(
        [sys.executable, *command], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    )
    signal.signal(signal.SIGHUP, ignored)
    os.close(theirs)
    seen = b""
    while awaited not in seen:
        seen += written(ours)
    try:
        yield reader, ours
    finally:
        reader.kill()
        reader.wait()


def test_without_its_terminal_it_ends(seeds: Path, tmp_path: Path) -> None:
    with unled(seeds, tmp_path, "-m", "reader", str(seeds), awaited=b"article 1/") as (reader, terminal):
        os.write(terminal, KEYS[:40])
        os.close(terminal)
        reader.wait(PATIENCE_SECONDS)
    assert not list(tmp_path.rglob("crash.log"))


def test_without_its_terminal_it_ends_while_it_is_loading(seeds: Path, tmp_path: Path) -> None:
    script = str(waiting_for_textual(seeds, tmp_path))
    with unled(seeds, tmp_path, script, awaited=b"Contents") as (reader, terminal):
        os.close(terminal)
        reader.send_signal(signal.SIGHUP)
        reader.wait(PATIENCE_SECONDS)
    assert not list(tmp_path.rglob("crash.log"))


def test_stopped_without_being_asked_it_goes_on_and_gives_the_terminal_back(seeds: Path, tmp_path: Path) -> None:
    with unled(seeds, tmp_path, "-m", "reader", str(seeds), awaited=b"article 1/") as (reader, terminal):
        for _ in range(3):
            reader.send_signal(signal.SIGSTOP)
            reader.send_signal(signal.SIGCONT)
            seen = b""
            while ENTER not in seen:
                seen += written(terminal)
        for _ in range(60):  # some of which come while it goes on already
            reader.send_signal(signal.SIGCONT)
            if select.select([terminal], [], [], 0.02)[0]:
                written(terminal)
        os.write(terminal, b"q")
        with suppress(OSError):  # that nobody writes any more
            while written(terminal):
                pass
        assert reader.wait(PATIENCE_SECONDS) == 0
        flags = termios.tcgetattr(terminal)[3]
        assert flags & termios.ICANON and flags & termios.ECHO
        os.close(terminal)


def test_in_a_terminal_that_takes_no_output_it_ends_when_it_is_told(seeds: Path, tmp_path: Path) -> None:
    with unled(seeds, tmp_path, "-m", "reader", str(seeds), awaited=b"article 1/") as (reader, terminal):
        os.write(terminal, KEYS[:2000])
        reader.send_signal(signal.SIGTERM)
        reader.wait(PATIENCE_SECONDS)
        os.close(terminal)
