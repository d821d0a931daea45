"""Completion as shells ask for it, and the files that are packed for them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.commandline import VERBS
from reader.cli.manual import shared
from tests.cli.running import reader

SHARE = Path(__file__).parents[2] / "share"


def completions(*words: str, cwd: Path | None = None) -> list[str]:
    """What is offered for the last word, in the words of bash."""
    asking = {"_READER_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    return reader(env={**os.environ, **asking}, cwd=cwd).stdout.split()


def test_verbs_options_and_files_are_offered() -> None:
    assert {f"plain,{verb}" for verb in VERBS} < set(completions("reader", ""))
    assert "plain,repeats" in completions("reader", "rep")
    assert "plain,--html" in completions("reader", "repeats", "--h")
    assert completions("reader", "repeats", "see") == ["file,see"]


def test_titles_are_offered_after_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    assert reader("find", "lighthouse", cwd=tmp_path).returncode == 0
    for typed in ("the", "lghths"):
        offered = " ".join(completions("reader", "show", typed, cwd=tmp_path))
        assert "plain,The harbour council" in offered
    assert completions("reader", "show", "zzqqx", cwd=tmp_path) == []


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_bash_makes_a_title_one_word(tmp_path: Path) -> None:
    answer = tmp_path / "reader"
    answer.write_text('#!/bin/sh\necho "plain,It\'s told; \\$(twice)"\n')
    answer.chmod(0o755)
    script = f"""
        source {SHARE}/bash-completion/completions/reader
        compopt() {{ :; }}
        COMP_WORDS=(reader show it) COMP_CWORD=2
        _reader_completion {answer}
        echo "${{#COMPREPLY[@]}}"
        eval "printf '%s\\n' ${{COMPREPLY[0]}}"
    """
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert result.stdout.split("\n")[:2] == ["1", "It's told; $(twice)"], result.stderr


@pytest.mark.parametrize("name", sorted(shared()))
def test_packed_files_are_of_these_verbs(name: str) -> None:
    """Made anew by `python -m reader.cli.manual share`."""
    assert (SHARE / name).read_text(encoding="utf-8") == shared()[name]


def test_the_manual_names_every_verb_and_option() -> None:
    page = shared()["man/man1/reader.1"].replace("\\-", "-")
    for verb in VERBS:
        assert f".SS reader {verb} " in page
        for word in reader(verb, "--help").stdout.split():
            if word.startswith("--") and word.rstrip(",.:") != "--help":
                assert word.rstrip(",.:;)") in page, (verb, word)


@pytest.mark.skipif(not shutil.which("man"), reason="no man")
def test_the_manual_is_roff() -> None:
    command = ["man", "--warnings", "--local-file", str(SHARE / "man/man1/reader.1")]
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "MANWIDTH": "80"})
    assert result.returncode == 0 and result.stderr == ""


def test_the_version_needs_no_parser() -> None:
    script = (
        "import sys; sys.argv = ['reader', '--version']\n"
        "from reader.cli.main import main; main()\n"
        "heavy = {'click', 'numpy', 'textual', 'sqlite3', 'platformdirs'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("reader (Twicetold) ")
