"""Giving a text to a command and reading what it says: without a shell, with an end to its time and to its output."""

import os
import shlex
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer

from reader.errors import TwicetoldError

MOST_SECONDS = 60
"""A command that takes longer is ended."""

MOST_BYTES = 2_000_000
"""Output beyond that is not read, and the command is ended."""


class CommandError(TwicetoldError):
    """The command cannot be run; the message says why."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command said, errors included, and how it ended."""

    text: str
    ending: str
    """For the user: the exit status, or why it was ended."""


class Command:
    """One run of a command. `stop` may be called from another thread at any time."""

    def __init__(self, line: str) -> None:
        """Raises CommandError if the line cannot be parted into words as a shell would."""
        try:
            self.words = shlex.split(line)
        except ValueError as error:
            raise CommandError(f"This cannot be read: {str(error).lower()}.") from error
        if not self.words:
            raise CommandError("Type a command, for example: wc -w")
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = ""

    def run(self, text: str) -> Output:
        """Give it the text and wait for its end. Raises CommandError if there is no such command.

        One that was stopped before is not begun.
        """
        if self._stopped:
            return Output("", self._stopped)
        with tempfile.TemporaryFile() as given:
            given.write(text.encode("utf-8", "replace"))
            given.seek(0)
            try:
                self._process = process = subprocess.Popen(  # noqa: S603 - the user typed it
                    self.words, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
                )
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise CommandError(f"{self.words[0]} cannot be started: {reason.lower()}.") from error
        if self._stopped:
            self.stop()  # whoever stopped it while it was being started did not have it yet
        timer = Timer(MOST_SECONDS, self.stop, (f"ended after {MOST_SECONDS} seconds",))
        timer.daemon = True
        timer.start()
        try:
            data = process.stdout.read(MOST_BYTES + 1) if process.stdout else b""
            if len(data) > MOST_BYTES:
                self.stop(f"ended after {MOST_BYTES:,} bytes")
            status = process.wait()
        finally:
            timer.cancel()
            if process.stdout:
                process.stdout.close()
        return Output(data[:MOST_BYTES].decode("utf-8", "replace"), self._stopped or _ending(status))

    def stop(self, why: str = "stopped") -> None:
        """End it, and whatever it started."""
        if self._process is not None and self._process.poll() is not None:
            return
        self._stopped = self._stopped or why
        process = self._process  # which may have been started only now
        if process is None:
            return
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()


def _ending(status: int) -> str:
    if status < 0:
        with suppress(ValueError):
            return f"ended by {signal.Signals(-status).name}"
    return "done" if status == 0 else f"exit status {status}"
