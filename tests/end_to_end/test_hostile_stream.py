"""Hostile files through a raw pseudo-terminal: no byte of theirs steers it."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.hostile import PAYLOADS, write

PATIENCE_SECONDS = 60

OWN_TOO = {"alternate", "unfinished"}
"""Payloads that the program writes itself, or a part of what it writes."""

OWN_STYLES = re.compile(rb"\x1b\[[0-9;]*m|\r\x1b\[K")
"""What the verbs write themselves: bold, dim, plain, and a line of progress wiped out."""

OWN_SCREEN = re.compile(rb"\x07|\x1b(?:\[[0-9;:?<>=]*[A-Za-z@`~$]|\]22;[a-z-]+\x07|[=>()][0-9A-B]?|P\+?[^\x1b]*\x1b\\)")
"""What the program writes itself: its bell, cursor, modes, styles, queries, the shape of the mouse pointer."""

HARMFUL = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e0fff]"
)
"""Controls but line feed and carriage return; bidi controls; what is invisible."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    assert len(write(folder)) >= 200
    return folder


def stream(arguments: Sequence[object], drive: Callable[[int, bytearray], None] | None = None) -> bytes:
    """All bytes that the reader writes to a terminal of 100 columns; `drive` may press keys meanwhile."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "reader", *map(str, arguments)])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen = bytearray()
    try:
        if drive is not None:
            drive(terminal, seen)
        while read_more(terminal, seen, PATIENCE_SECONDS):
            pass
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return bytes(seen)


def read_more(terminal: int, seen: bytearray, seconds: float) -> bool:
    """Read what there is; False when there is no more, or nothing came for so long."""
    ready, _, _ = select.select([terminal], [], [], seconds)
    if not ready:
        return False
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return False
    seen += data
    return bool(data)


def assert_harmless(output: bytes, own: re.Pattern[bytes]) -> None:
    for name, payload in PAYLOADS.items():
        if "\x1b" in payload and name not in OWN_TOO:
            assert payload.encode() not in output, name
    text = own.sub(b"", output).decode("utf-8")
    found = HARMFUL.search(text)
    assert found is None, f"{text[max(0, found.start() - 40) : found.end() + 20]!r}" if found else ""


@pytest.mark.parametrize("verb", ["articles", "repeats"])
def test_the_verbs_print_nothing_harmful(hostile: Path, verb: str) -> None:
    output = stream([verb, hostile])
    assert len(output) > 10_000
    assert_harmless(output, OWN_STYLES)


def test_the_screen_shows_nothing_harmful(hostile: Path) -> None:
    def read_everything(terminal: int, seen: bytearray) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not re.search(rb"[1-9]\d+ articles", seen) and time.monotonic() < deadline:
            read_more(terminal, seen, 0.2)
        for key in [b"\r", *[b"]"] * 80, b"1", b"g", *[b" "] * 30, b"H", b"G", b"/", b"a", b"\x1b"]:
            os.write(terminal, key)
            while read_more(terminal, seen, 0.02):
                pass
        os.write(terminal, b"\x11")  # ctrl+q

    output = stream([hostile], read_everything)
    assert output.count(b"article") > 10
    assert_harmless(output, OWN_SCREEN)
