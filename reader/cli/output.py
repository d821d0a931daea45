"""The only writer on standard output and standard error for the verbs."""

import json
import os
import sys

from reader.text.controls import sanitise

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Output:
    """Results on standard output: harmless and styled on a terminal, plain in a pipe."""

    def __init__(self) -> None:
        self._on_terminal = sys.stdout.isatty()
        self._styled = self._on_terminal and "NO_COLOR" not in os.environ
        if hasattr(sys.stdout, "reconfigure"):
            # Lone surrogates in file names and broken texts must not end a listing.
            sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape" if not self._on_terminal else "replace")

    def record(self, record: dict[str, object]) -> None:
        """One JSON object on a line. ASCII, so that neither a terminal nor a decoder can be harmed by it."""
        self._write(json.dumps(record, ensure_ascii=True))

    def heading(self, text: str) -> None:
        """The name of what follows."""
        self._row(text, BOLD)

    def row(self, text: str, *, quiet: bool = False) -> None:
        """One line of a listing."""
        self._row(text, DIM if quiet else "")

    def _row(self, text: str, style: str) -> None:
        if self._on_terminal:
            text = sanitise(text)
        self._write(f"{style}{text}{PLAIN}" if style and self._styled else text)

    def _write(self, line: str) -> None:
        try:
            sys.stdout.write(line + "\n")
        except BrokenPipeError:
            # Whoever read the pipe has enough. What is left in the buffer must not raise again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def diagnose(message: str) -> None:
    """Say something that is not a result."""
    sys.stderr.write(f"reader: {sanitise(message)}\n")
