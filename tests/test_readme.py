"""Every command line that README and the helps of the verbs show does what it says, as it is written there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.main import VERBS

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
    from reader.cli.verbs import verbs

    found = []
    for verb in VERBS:
        command = verbs.get_command(None, verb)  # type: ignore[arg-type]
        lines = [REMARK.sub("", line.strip()) for line in (command.help or "").split("\n")] if command else []
        found += [line for line in lines if re.match(rf"reader (?:{'|'.join(VERBS)})\b", line)]
    return [line for line in found if not line.startswith("reader open")]


@pytest.mark.parametrize("lines", [shown(), in_helps()], ids=["README", "helps"])
def test_command_lines_do_what_they_say(lines: list[str], tmp_path: Path) -> None:
    """Run from a folder that has what they speak of; a line that fails, or says nothing, is out of date."""
    if not shutil.which("jq"):
        lines = [line for line in lines if "jq" not in line]
    assert len(lines) > 5
    home = tmp_path / "work"
    home.mkdir()
    shutil.copytree(ROOT / "seeds", home / "seeds")
    shutil.copytree(ROOT / "seeds", home / "news")
    first = sorted((ROOT / "seeds").iterdir())[0]
    shutil.copy(first, home / "a.txt")
    shutil.copy(first, home / "news" / "a.txt")
    shutil.copy(first, home / "dump.txt")
    (home / "news" / "b.txt").write_text(
        "The harbour council voted to rebuild the lighthouse; it met Zelensky in Paris to pay for it.\n"
    )
    (home / "dump.jsonl").write_text('{"body": "The harbour council voted to rebuild the old lighthouse."}\n')
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "reader").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    (commands / "reader").chmod(0o755)
    surroundings = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    surroundings |= {"HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PAGER": "cat"}
    for folder in (".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"):
        (home / folder).mkdir(parents=True)
    for line in lines:
        result = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line.replace(" | less", " | cat")],
            cwd=home, env=surroundings, capture_output=True, text=True,
        )  # fmt: skip
        assert result.returncode == 0, f"{line}\n{result.stdout[-500:]}\n{result.stderr}"
        assert "Traceback" not in result.stderr
