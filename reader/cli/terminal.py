"""The terminal that the reader is shown on and hears keys from, whatever else is piped in."""

import os
import sys
from typing import BinaryIO

from reader.errors import TwicetoldError

TERMINAL = "/dev/tty"
"""The terminal of a process, wherever its standard streams lead."""

WITHOUT = "Without one, use `reader articles` or `reader repeats`."


def see_terminal() -> None:
    """Raise TwicetoldError where there is no terminal that can show a whole screen."""
    if not (sys.stdin and sys.stdout.isatty()):
        raise TwicetoldError(f"the reader needs a terminal. {WITHOUT}")
    if os.environ.get("TERM") == "dumb":
        way = "If your terminal can: export TERM=xterm-256color"
        raise TwicetoldError(f"TERM is dumb, which cannot show a whole screen. {way}")


def take_terminal() -> BinaryIO | None:
    """Have keys come from the terminal; what was standard input instead, None if that is the terminal.

    Raises TwicetoldError where there is none.
    """
    if sys.stdin.isatty():
        return None
    try:
        terminal = os.open(TERMINAL, os.O_RDWR)
    except OSError as error:
        raise TwicetoldError(
            f"the reader needs a terminal to hear keys ({TERMINAL}: {error.strerror}). {WITHOUT}"
        ) from error
    standard_input = sys.stdin.fileno()
    piped_in = os.fdopen(os.dup(standard_input), "rb")
    os.dup2(terminal, standard_input)
    os.close(terminal)
    return piped_in
