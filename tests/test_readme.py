"""Every command line that README shows does what it says as it stands there, and those in helps are understood."""

import argparse
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reader.cli.commandline import VERBS
from reader.cli.verbs import verbs

ROOT = Path(__file__).parents[1]

BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```$", re.M | re.S)
REMARK = re.compile(r"\s{2,}(?:#\s.*|\S.*)$")


def shown() -> list[str]:
    """The command lines of README that run a verb, in their order, without remarks."""
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    lines = [REMARK.sub("", line) for block in blocks for line in block.split("\n")]
    return [line for line in lines if re.match(rf"reader (?:{'|'.join(VERBS)})\b", line)]


def in_helps() -> list[str]:
    """The command lines in the helps of the verbs, each verb's together."""
    found = []
    for verb in VERBS:
        command = verbs.get_command(click.Context(verbs), verb)
        lines = [REMARK.sub("", line.strip()) for line in (command.help or "").split("\n")] if command else []
        found += [line for line in lines if re.match(rf"reader (?:{'|'.join(VERBS)})\b", line)]
    return [line for line in found if not line.startswith("reader open")]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that has what the command lines speak of."""
    home = tmp_path / "work"
    home.mkdir()
    shutil.copytree(ROOT / "seeds", home / "seeds")
    shutil.copytree(ROOT / "seeds", home / "news")
    for name in ("a.txt", "dump.txt", "news/a.txt"):
        shutil.copy(sorted((ROOT / "seeds").iterdir())[0], home / name)
    (home / "unique").mkdir()
    (home / "dump.jsonl").write_text('{"body": "The harbour council voted to rebuild the old lighthouse."}\n')
    return home


def test_the_commands_of_readme_do_what_they_say(home: Path) -> None:
    lines = [line for line in shown() if shutil.which("jq") or "jq" not in line]
    assert len(lines) > 10
    (home / "unique").rmdir()
    commands = home / "bin"
    commands.mkdir()
    (commands / "reader").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    (commands / "reader").chmod(0o755)
    surroundings = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    surroundings |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "EDITOR": "true", "VISUAL": "true"}
    for line in lines:
        result = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], cwd=home, env=surroundings, capture_output=True, text=True
        )
        assert result.returncode == 0, f"{line}\n{result.stdout[-500:]}\n{result.stderr}"


class StartedError(Exception):
    """The arguments of a measurement were understood."""


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_the_measurements_can_be_started_as_written(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    understand = argparse.ArgumentParser.parse_args

    def started(parser: argparse.ArgumentParser) -> None:
        understand(parser)
        raise StartedError

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", started)
    found = re.findall(r"tests\.benchmarks\.(\w+)([^`#\n]*)", (ROOT / document).read_text(encoding="utf-8"))
    assert found
    for module, arguments in found:
        monkeypatch.setattr(sys, "argv", [module, *shlex.split(arguments)])
        with pytest.raises(StartedError):
            runpy.run_path(str(ROOT / "tests" / "benchmarks" / f"{module}.py"), run_name="__main__")


def test_the_commands_in_helps_are_understood(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    lines = in_helps()
    assert {line.split()[1] for line in lines} == set(VERBS) - {"open"}
    for line in lines:
        _, verb, *arguments = shlex.split(re.split(r" [|>] ", line)[0])
        command = verbs.get_command(click.Context(verbs), verb)
        assert command is not None
        command.make_context(verb, arguments)
