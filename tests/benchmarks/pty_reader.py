"""The reader in a pseudo-terminal, driven key by key: when the screen answered and what it cost.

A machine that is shared makes times long by its own doing; the CPU time of the program is beside them for that.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

FRAME_GAP_SECONDS = 0.004
"""Bytes that come closer together than this belong to one frame."""

QUIET_SECONDS = 0.25
"""After this long without a byte the screen has settled."""

LONGEST_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What followed a key, in milliseconds from when it was written."""

    frame: float
    """To the last byte of the first frame."""
    settled: float
    """To the last byte of all: what came later by worker threads included."""
    cpu: float
    """CPU time of all threads of the program until then."""
    awaited: float | None = None
    """To the last byte of the read in which a text that was waited for came; None if it did not."""
    awaited_cpu: float | None = None
    """CPU time of all threads until then."""


class PtyReader:
    """A running reader; make one with `running`."""

    def __init__(self, pid: int, terminal: int) -> None:
        self.pid = pid
        self._terminal = terminal
        self._ended = False
        self.seen = bytearray()
        """All bytes so far."""

    def write(self, data: bytes) -> None:
        """Write to the terminal as its user would; nothing if it has no user any more."""
        with suppress(OSError):
            os.write(self._terminal, data)

    def set_size(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        set_size(self._terminal, columns, rows)

    def press(self, key: bytes, awaited: bytes = b"") -> Answer:
        """Write a key and wait until the screen has settled; takes the time until some text is written."""
        return self._timed(lambda: self.write(key), awaited)

    def resize(self, columns: int, rows: int) -> Answer:
        """Change the size and wait until the screen has settled."""
        return self._timed(lambda: self.set_size(columns, rows))

    def _timed(self, act: Callable[[], object], awaited: bytes = b"") -> Answer:
        while self._read(0):
            pass  # what came since belongs to no answer
        cpu = self.cpu_milliseconds()
        begun = last = time.perf_counter()
        frame: float | None = None
        came: tuple[float, float] | tuple[None, None] = None, None
        before = len(self.seen)
        act()
        while True:
            gap = FRAME_GAP_SECONDS if last > begun and frame is None else QUIET_SECONDS
            limit = gap if last > begun else 10 * QUIET_SECONDS
            if self._read(limit):
                last = time.perf_counter()
                if awaited and came[0] is None and awaited in self.seen[before:]:
                    came = 1000 * (last - begun), self.cpu_milliseconds() - cpu
            elif frame is None and last > begun:
                frame = last
            else:
                break
        return Answer(1000 * ((frame or last) - begun), 1000 * (last - begun), self.cpu_milliseconds() - cpu, *came)

    def settle(self, seconds: float = 1.0) -> None:
        """Wait until nothing has come for so long."""
        deadline = time.perf_counter() + LONGEST_SECONDS
        while self._read(seconds) and time.perf_counter() < deadline:
            pass

    def until(self, text: bytes) -> None:
        """Wait until a text was written; raises TimeoutError."""
        deadline = time.perf_counter() + LONGEST_SECONDS
        while text not in self.seen:
            if time.perf_counter() > deadline or not self.alive():
                raise TimeoutError(f"{text!r} did not come; the last bytes: {bytes(self.seen[-400:])!r}")
            self._read(0.05)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def alive(self) -> bool:
        """Whether the program still runs."""
        if not self._ended:
            self._ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return not self._ended

    def cpu_milliseconds(self) -> float:
        """CPU time of all threads so far."""
        nanoseconds = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(OSError):
                nanoseconds += int((task / "schedstat").read_text().split()[0])
        return nanoseconds / 1e6

    def memory_megabytes(self) -> float:
        """Resident memory now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def set_size(terminal: int, columns: int, rows: int) -> None:
    """Give a pseudo-terminal a size."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextmanager
def running(arguments: Sequence[object], columns: int = 120, rows: int = 36) -> Iterator[PtyReader]:
    """A reader on `arguments` in a terminal of its own; ended at the end."""
    pid, terminal = pty.fork()
    if pid == 0:
        set_size(0, columns, rows)
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execv(sys.executable, [sys.executable, "-m", "reader", *map(str, arguments)])
    reader = PtyReader(pid, terminal)
    try:
        yield reader
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            if reader.alive():
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        os.close(terminal)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
