"""The first frame: the documents listed, on the screen before Textual is imported.

Importing Textual takes most of a start. So the frame of contents is written by hand, within a few milliseconds, and
Textual then paints over it. Nothing heavy may be imported here, and Textual least of all.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from reader.text.controls import painted

CLEAR = "\x1b[H\x1b[2J"
"""Nothing on the screen. In tmux, of an alternate screen that grew the added lines stay after it is left, so that it is
left cleared."""

ENTER, LEAVE = f"\x1b[?1049h{CLEAR}\x1b[?25l", f"{CLEAR}\x1b[?25h\x1b[?1049l"
"""To the alternate screen, cleared, without a cursor; and back (xterm control sequences)."""

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that tell the program to end."""

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@contextmanager
def first_frame(names: Sequence[str]) -> Iterator[None]:
    """Show the names of the first files while the block runs; leave the screen to whoever paints next.

    If the block fails, the terminal is put back as it was.
    """
    size = os.get_terminal_size(sys.stdout.fileno())
    with _no_echo(), ended_in_order():
        try:
            sys.stdout.write(ENTER + frame(names, size.columns, size.lines))
            sys.stdout.flush()
            yield
        except BaseException:
            with suppress(OSError):  # there may be no terminal any more
                sys.stdout.write(LEAVE)
                sys.stdout.flush()
            raise


def frame(names: Sequence[str], columns: int, rows: int) -> str:
    """The frame as text for the terminal: at most `rows` lines of at most `columns` characters."""
    lines = [f"{BOLD}{'━Contents'[:columns]}{PLAIN}"]
    for name in names[: max(0, rows - 3)]:
        shown = painted(name)
        # Wide characters are counted as two cells where they could be: a line too long would wrap.
        room = columns - 3 if shown.isascii() else (columns - 3) // 2
        lines.append(f"  {DIM}{shown[: max(0, room)]}{PLAIN}")
    return "\r\n".join(lines[: max(1, rows)])


@contextmanager
def ended_in_order() -> Iterator[None]:
    """What tells the program to end raises SystemExit here, so that things are left in order.

    What is ignored, as under nohup, stays so.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    heeded = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, end) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _no_echo() -> Iterator[None]:
    """Keys pressed meanwhile are kept for the program and not written over the frame."""
    try:
        import termios
    except ImportError:  # no such thing on Windows
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    quiet = [*before]
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
