"""The `reader` command run from outside."""

import atexit
import json
import os
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.cli.forking import STREAMS, Command, Forks


@cache
def _forks() -> Forks:
    forks = Forks()
    atexit.register(forks.stop)
    return forks


def reader(
    *arguments: object, input: str = "", cwd: Path | None = None, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command line and wait for it, with no terminal and `input` on standard input."""
    given = [str(argument) for argument in arguments]
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in STREAMS]
        for stream, text in zip(streams, (input, "", ""), strict=True):
            stream.write_text(text, encoding="utf-8")
        command = Command(
            arguments=given, folder=str(cwd or Path.cwd()), environment=dict(env or os.environ), streams=folder
        )
        status = _forks().run(command)
        out, err = (stream.read_text(encoding="utf-8", errors="surrogateescape") for stream in streams[1:])
    return subprocess.CompletedProcess(given, status, out, err)


def records(text: str) -> list[dict[str, Any]]:
    """One JSON object a line."""
    return [json.loads(line) for line in text.split("\n") if line]
