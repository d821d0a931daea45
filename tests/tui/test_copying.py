"""What is copied: the command that opens a place."""

import os
import shutil
import subprocess

import pytest

from reader.text.controls import painted
from reader.tui.copying import quoted


def test_a_command_names_what_steers_by_escapes() -> None:
    assert quoted("/news/a.txt:1") == "/news/a.txt:1"
    assert quoted("/news/it's a.txt:1") == "'/news/it'\"'\"'s a.txt:1'"
    assert quoted("/new\nline.txt:1") == r"$'/new\nline.txt:1'"
    assert quoted("it's\\\udcff\u202e\x1b1") == r"$'it\'s\\\377\342\200\256\0331'"


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    "name", ["new\nline", "bad\udcff7", "a\u202e\u200bb'\\n", "\x1b[31m\x7f\x85é👩", "plain 'a'", "t\tb"]
)
def test_a_shell_reads_what_was_quoted(name: str) -> None:
    assert painted(quoted(name)) == quoted(name)
    command = ("bash", "-c", f"printf %s {quoted(name)}")
    read = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert read.stdout == os.fsencode(name)
