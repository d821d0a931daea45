"""A process that has imported what verbs need, and forks for each command line that it is told.

A verb then runs in a process of its own, with its own streams, folder, environment and end, as from a shell; it is only
spared the imports, which take longer than what most tests ask of it.
"""

import gc
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypedDict

from reader.library.numerics import set_up

ROOT = Path(__file__).parents[2]

STREAMS = ("in", "out", "err")
"""Names of the files, in a folder of a command's own, that its standard streams are."""

PACKAGES = ("reader.cli", "reader.find", "reader.library", "reader.library.userdata", "reader.library.reporting")
LATE = ("concurrent.futures.process", "importlib.metadata", "platformdirs.unix", "re2")
"""Packages, and modules of others, whose parts verbs import when they come to need them."""


class Command(TypedDict):
    """What a command is given; `streams` is the folder of its streams."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]
    streams: str


class Forks:
    """The process, for whoever has commands to run."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.cli.forking"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, command: Command) -> int:
        """Run a command and wait for it; its exit status, or less than 0, by a signal that ended it."""
        asking, answers = self._process.stdin, self._process.stdout
        assert asking and answers
        asking.write(json.dumps(command).encode() + b"\n")
        asking.flush()
        return int(answers.readline())

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()


def serve() -> None:
    """Run commands until no more can come. In a process of a command this does what the command does."""
    from reader.cli.main import main

    set_up()  # as each verb does before it imports numpy
    for name in PACKAGES:
        for module in iter_modules(import_module(name).__path__, f"{name}."):
            import_module(module.name)
    for name in LATE:
        import_module(name)
    gc.freeze()  # what is not looked through again is not copied for each command either
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as answers:
        while line := asked.readline():
            if (child := os.fork()) == 0:
                asked.close()
                answers.close()
                become(json.loads(line))
                main()
            _, status = os.waitpid(child, 0)
            answers.write(b"%d\n" % os.waitstatus_to_exitcode(status))
            answers.flush()


def become(command: Command) -> None:
    """Take the place of a process that was started with a command."""
    os.chdir(command["folder"])
    os.environ.clear()
    os.environ.update(command["environment"])
    sys.argv = ["reader", *command["arguments"]]
    for descriptor, name in enumerate(STREAMS):
        opened = os.open(Path(command["streams"], name), os.O_RDWR)
        os.dup2(opened, descriptor)
        os.close(opened)


if __name__ == "__main__":
    serve()
