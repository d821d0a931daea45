"""The only writer on standard output and standard error for the verbs."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from select import select

from reader.cli.ending import complain, tell
from reader.library.sources import STDIN
from reader.text.controls import painted, sanitise, without_unseen

WAITING = "waiting for the text that is piped in… ctrl+c ends"

WAITED_SECONDS = 0.5
"""How long nothing may come before that is said, and how often it is then looked whether it can be."""

LOCAL_FLAGS = 3
"""Where `termios.tcgetattr` has them."""

BOLD, DIM, MARKED, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[1;4m", "\x1b[0m"


class Color(StrEnum):
    """When listings are styled."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Output:
    """Results on standard output: listings are harmless wherever they go, since a pipe may end at a terminal; data for
    programs is as it is, except on a terminal itself."""

    def __init__(self, color: str = Color.AUTO, *, is_held: bool = False) -> None:
        """What `is_held` is written only by `release`: until then it may be dropped."""
        self._held: list[str] | None = [] if is_held else None
        on_terminal = sys.stdout.isatty()
        self._styled = color == Color.ALWAYS or (color == Color.AUTO and on_terminal and "NO_COLOR" not in os.environ)
        # Who asks for colours in a pipe will show them on a terminal in the end.
        self._data_is_shown = on_terminal or self._styled
        if hasattr(sys.stdout, "reconfigure"):
            # Lone surrogates in file names and broken texts must not end a listing.
            sys.stdout.reconfigure(encoding="utf-8", errors="replace" if self._data_is_shown else "surrogateescape")

    def record(self, record: dict[str, object]) -> None:
        """One JSON object on a line. ASCII, so that neither a terminal nor a decoder can be harmed by it."""
        self._write(json.dumps(record, ensure_ascii=True) + "\n")

    def heading(self, text: str) -> None:
        """The name of what follows."""
        self._row(text, BOLD)

    def row(self, text: str, *, quiet: bool = False) -> None:
        """One line of a listing."""
        self._row(text, DIM if quiet else "")

    def marked(self, text: str, spans: "list[tuple[int, int]]", *, indent: str = "") -> None:
        """One line in which some spans stand out."""
        text = sanitise(text)
        if self._styled:
            for start, end in reversed(spans):
                text = f"{text[:start]}{MARKED}{text[start:end]}{PLAIN}{text[end:]}"
        self._write(f"{indent}{without_unseen(text)}\n")

    def text(self, text: str) -> None:
        """Running text for people, with its lines and tabs."""
        self._write(painted(text, keep="\n\t"))

    def data(self, text: str) -> None:
        """Text for programs and files: as it is, unless a terminal shows it."""
        self._write(painted(text, keep="\n\t") if self._data_is_shown else text)

    def _row(self, text: str, style: str) -> None:
        text = painted(text)
        self._write(f"{style}{text}{PLAIN}\n" if style and self._styled else f"{text}\n")

    def _write(self, text: str) -> None:
        if self._held is None:
            sys.stdout.write(text)
        else:
            self._held.append(text)

    def release(self) -> None:
        """Write what was held back."""
        sys.stdout.writelines(self._held or ())
        self._held = None


def say_waiting() -> bool:
    """Say that what is piped in has not come yet, unless a password is being asked for; whether that was said.

    What stands on the line may be a question of whatever writes: it is left there.
    """
    if not sys.stderr.isatty() or not _is_echoing():
        return False
    tell(WAITING)
    return True


def _is_echoing() -> bool:
    """Whether the terminal shows what is typed, which it does not of a password."""
    with suppress(Exception):  # no such module, or no such terminal: termios.error is no OSError
        import termios

        return bool(termios.tcgetattr(sys.stderr)[LOCAL_FLAGS] & termios.ECHO)
    return True


def await_pipe(paths: Sequence[Path]) -> None:
    """If `-` is among some paths, wait until something comes; after a moment it is said what is waited for."""
    if STDIN not in paths or not sys.stderr.isatty():
        return
    with suppress(OSError, ValueError):  # not every system can be asked, and reading says what is wrong
        while not select([sys.stdin], [], [], WAITED_SECONDS)[0]:
            if say_waiting():
                select([sys.stdin], [], [])
                clear_progress()


def diagnose(message: str) -> None:
    """Say something that is not a result."""
    clear_progress()
    complain(message)


def progress(line: str) -> None:
    """Overwrite the last line of progress; nothing where nobody watches."""
    if sys.stderr.isatty():
        tell(f"\r\x1b[K{painted(line)}")


def clear_progress() -> None:
    """Take the line of progress away."""
    progress("")
