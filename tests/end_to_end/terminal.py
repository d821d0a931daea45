"""A real terminal to run the program in: tmux, on a socket of its own, in a shell that outlives the program."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 30
"""After this long something that was waited for is taken never to come."""

PROMPT = "PROMPT>"


class Terminal:
    """A terminal of a given size with a shell in it."""

    def __init__(self, socket: str, home: Path) -> None:
        self._tmux = ["tmux", "-L", socket, "-f", "/dev/null"]
        self.home = home

    def start(self, columns: int, rows: int) -> None:
        """Open the terminal and wait for the shell's prompt."""
        environment = [f"HOME={self.home}", f"XDG_STATE_HOME={self.home}/state", f"PS1={PROMPT}", "TERM=xterm-256color"]
        shell = ["env", "-u", "NO_COLOR", *environment, "bash", "--norc", "--noprofile"]
        self._run("new-session", "-d", "-x", str(columns), "-y", str(rows), shlex.join(shell))
        self.until(lambda: PROMPT in self.screen())

    def stop(self) -> None:
        """Close the terminal."""
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)

    def _run(self, *arguments: str) -> str:
        return subprocess.run([*self._tmux, *arguments], capture_output=True, text=True, check=True).stdout

    def screen(self) -> str:
        """The characters on the screen."""
        return self._run("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press keys, in tmux's names."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type characters."""
        self._run("send-keys", "-l", text)

    def reader(self, *arguments: object) -> None:
        """Start the reader from the shell; its exit status is printed when it ends."""
        command = shlex.join([sys.executable, "-m", "reader", *map(str, arguments)])
        self.type(f"{command}; echo status=$?")
        self.press("Enter")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def flag(self, name: str) -> str:
        """What tmux knows of the terminal's state, e.g. `alternate_on`, `cursor_flag`, `mouse_any_flag`."""
        return self._run("display-message", "-p", f"#{{{name}}}").strip()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition; fail with the screen if it never comes."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"what was waited for did not come; the screen:\n{self.screen()}"
            time.sleep(0.02)

    def until_shown(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.until(lambda: text in self.screen())


@contextmanager
def terminal(name: str, home: Path, columns: int = 120, rows: int = 36) -> Iterator[Terminal]:
    """A terminal for one test."""
    opened = Terminal(f"twicetold-{name}-{os.getpid()}", home)
    opened.start(columns, rows)
    try:
        yield opened
    finally:
        opened.stop()
