"""`reader index` from outside."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

from reader.library.index_file import index_of, sole_writer
from tests.cli.running import reader


def test_an_index_is_made_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\0\1")
    for name in (".hidden.txt", "inside/..odd.txt", ".git/a.txt", ".git/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Left out.", encoding="utf-8")
    result = reader("index", tmp_path, "--json")
    assert result.returncode == 0, result.stderr
    said = json.loads(result.stdout)
    assert (said["documents"], said["articles"], said["skipped"], said["complete"]) == (1, 1, 1, True)
    assert said["hidden"] == 3
    assert Path(said["index"]).is_file()
    assert "skipped b.bin" in result.stderr
    (tmp_path / "b.bin").write_bytes(
        gzip.compress(b"".join(b"On day %d it rained.\n" % n for n in range(20_000)))[:-200]
    )
    result = reader("index", tmp_path)
    assert " 0 skipped, 1 read in part" in result.stdout and "\nreader: b.bin: damaged: " in f"\n{result.stderr}"


def test_each_record_that_is_not_read_counts_and_each_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n" * 7 + "[\n" + '{"text": "The harbour council voted."}\n', encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\0\1")
    result = reader("index", tmp_path, "--json")
    said = json.loads(result.stdout)
    assert (said["documents"], said["skipped"], said["read_in_part"]) == (1, 9, 0)
    assert [(each["name"], each["count"]) for each in said["reasons"]] == [
        ("a.jsonl", 7),
        ("a.jsonl#8", 1),
        ("b.bin", 1),
    ]
    for each in said["reasons"]:
        assert f"skipped {each['name']}: {each['reason']}\n" in result.stderr
    assert " 9 skipped: " in reader("index", tmp_path).stdout


def test_an_index_that_another_process_keeps_up_to_date_is_complete(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    assert reader("index", tmp_path).returncode == 0
    with sole_writer(index_of([tmp_path]).path) as is_sole:
        assert is_sole
        result = reader("index", tmp_path, "--json")
    assert result.returncode == 0 and "another process is keeping this index up to date" in result.stderr
    said = json.loads(result.stdout)
    assert (said["documents"], said["complete"]) == (1, True)


def test_nothing_to_read_is_an_exit_code(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text("Left out.", encoding="utf-8")
    result = reader("index", tmp_path)
    assert result.returncode == 1
    assert "0 skipped, 1 hidden, left out: " in result.stdout


def test_an_interrupt_is_told_and_is_its_status(tmp_path: Path) -> None:
    script = (
        "import os, signal\n"
        "import reader.cli.indexing as indexing\n"
        "indexing.analyse = lambda *arguments, **options: os.kill(os.getpid(), signal.SIGINT) or iter(())\n"
        "from reader.cli.main import main\n"
        "main()"
    )
    result = subprocess.run([sys.executable, "-c", script, "index", str(tmp_path)], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (130, "reader: stopped; what was read is kept\n")
