"""`reader export` and `reader rebuild` from outside."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import reader, records


def test_articles_are_exported(seeds: Path, tmp_path: Path) -> None:
    stories = [row for row in records(reader("articles", seeds, "--json").stdout) if row["kind"] == "article"]
    rows = records(reader("export", seeds, "--format", "jsonl").stdout)
    assert [row["title"] for row in rows] == [row["title"] for row in stories]
    lines = reader("export", seeds, "--json").stdout.split("\n")
    assert [json.loads(line) for line in lines[:-1]] == rows and lines[-1] == ""
    assert reader("export", seeds, "--format", "markdown", "--to", tmp_path / "out").returncode == 0
    assert len(list((tmp_path / "out").rglob("*.md"))) == len(stories)
    again = reader("export", seeds, "--to", tmp_path / "out")
    assert again.returncode == 2 and "empty" in again.stderr


@pytest.mark.parametrize("options", [[], ["--unique"]])
def test_what_is_exported_does_not_go_where_it_is_read_from(tmp_path: Path, options: list[str]) -> None:
    source = tmp_path / "news"
    (source / "more").mkdir(parents=True)
    (source / "a.txt").write_text("Some words of a text.\n", encoding="utf-8")
    (tmp_path / "link").symlink_to(source)
    for to in (source / "out", source / "more" / "out", tmp_path / "link" / "out", source / "more" / ".." / "out"):
        result = reader("export", source, *options, "--to", to)
        assert result.returncode == 2 and "outside" in result.stderr
        assert not to.exists()
    assert reader("export", source, *options, "--to", tmp_path / "news-out").returncode == 0


def test_a_collection_is_made_unique_and_whole_again(seeds: Path, tmp_path: Path) -> None:
    result = reader("export", seeds, "--unique", "--to", tmp_path / "unique", "--json")
    assert result.returncode == 0, result.stderr
    assert min(row["new"] for row in records(result.stdout)) < 1
    assert reader("rebuild", tmp_path / "unique", "--to", tmp_path / "whole").returncode == 0
    for path in seeds.iterdir():
        assert (tmp_path / "whole" / path.name).read_bytes() == path.read_bytes()
    assert reader("export", seeds, "--unique").returncode == 2
    assert reader("rebuild", seeds, "--to", tmp_path / "again").returncode == 2
    inside = reader("rebuild", tmp_path / "unique", "--to", tmp_path / "unique" / "x")
    assert inside.returncode == 2 and "outside" in inside.stderr and not (tmp_path / "unique" / "x").exists()
    changed, *others = sorted(path for path in (tmp_path / "unique" / "texts").rglob("*") if path.is_file())
    changed.write_text("nothing", encoding="utf-8")
    partly = reader("rebuild", tmp_path / "unique", "--to", tmp_path / "partly")
    assert partly.returncode == 2 and changed.name in partly.stderr
    assert {path.name for path in others} == {path.name for path in (tmp_path / "partly").rglob("*") if path.is_file()}


def test_what_does_not_come_back_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry left at nine, and nobody was on it.\n", encoding="utf-8")
    whole = reader("export", folder, "--unique", "--to", tmp_path / "one")
    assert whole.stderr.endswith("; `reader rebuild` gives all back\n")
    (folder / "program").write_bytes(b"\x7fELF")
    (folder / "rows.jsonl").write_text('{"text": "A boat came home."}\nno record\n', encoding="utf-8")
    packed = gzip.compress("\n".join(map(str, range(30_000))).encode())
    (folder / "cut.gz").write_bytes(packed[: len(packed) // 2])
    partly = reader("export", folder, "--unique", "--to", tmp_path / "two")
    assert "gives all back but the 2 skipped and the end of the 1 read in part\n" in partly.stderr


def test_where_a_text_was_put_right_its_source_is_given_by_which_offsets_count(tmp_path: Path) -> None:
    source = "\ufeffThe ferry left at nine.\r\nNobody was on it, said the captain.\r\n"
    (tmp_path / "a.txt").write_bytes(source.encode())
    (tmp_path / "b.txt").write_text("The boat came home at ten.\n", encoding="utf-8")
    put_right, as_it_is = records(reader("export", tmp_path, "--json").stdout)
    assert put_right["source_text"] == source[put_right["start"] : put_right["end"]]
    assert "\r" not in put_right["text"] and "\r\nNobody" in put_right["source_text"]
    assert "source_text" not in as_it_is


def test_a_name_that_is_safe_stays_and_others_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    names = ("a*b.txt", "a_b.txt", "c.txt")
    for name in names:
        (folder / name).write_text(f"The lighthouse of {name} has no keepers.\n", encoding="utf-8")
    assert reader("export", folder, "--unique", "--to", tmp_path / "unique").returncode == 0
    result = reader("rebuild", tmp_path / "unique", "--to", tmp_path / "whole")
    assert result.returncode == 0 and "1 name changed" in result.stderr
    assert result.stdout == "a_b~2.txt  was a*b.txt\n"
    listed = reader("rebuild", tmp_path / "unique", "--to", tmp_path / "again", "--json")
    assert records(listed.stdout) == [{"document": "a*b.txt", "file": "a_b~2.txt"}]
    for made in (tmp_path / "unique" / "texts", tmp_path / "whole"):
        for name, file in zip(names, ("a_b~2.txt", "a_b.txt", "c.txt"), strict=True):
            assert (made / file).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("options", [["--to"], ["--unique", "--to"]])
@pytest.mark.parametrize(
    ("mishap", "status", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGINT)", 130, "stopped. "),
        ("os.kill(os.getpid(), signal.SIGTERM)", 143, "stopped. "),
        ("(_ for _ in ()).throw(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))", 2, "No space left on device. "),
    ],
)
def test_what_is_left_of_an_export_that_ended_early_is_told(
    seeds: Path, tmp_path: Path, options: list[str], mishap: str, status: int, said: str
) -> None:
    script = (
        "import errno, os, signal\n"
        "from reader.library.exporting import FileNames\n"
        "path, given = FileNames.path, []\n"
        "def failing(self, name):\n"
        "    given.append(name)\n"
        f"    if len(given) == 3: {mishap}\n"
        "    return path(self, name)\n"
        "FileNames.path = failing\n"
        "from reader.cli.main import main\n"
        "main()"
    )
    to = tmp_path / "out"
    command = [sys.executable, "-c", script, "export", str(seeds), *options, str(to)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == status
    assert result.stderr.endswith(f"{said}{to} holds only a part: delete it, and begin again\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("output", "status"), [(">/dev/full", 2), ("| true", 0)])
def test_a_listing_that_cannot_be_written_does_not_end_an_export(tmp_path: Path, output: str, status: int) -> None:
    for number in range(200):  # a listing longer than what is buffered
        (tmp_path / f"{'name' * 20}-{number}.txt").write_text(
            f"The lighthouse has {number} keepers.\n", encoding="utf-8"
        )
    to = tmp_path.parent / f"{tmp_path.name}-unique"
    command = f"{sys.executable} -m reader export {tmp_path} --unique --to {to} {output}; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert result.returncode == status and f"{to} cannot be written" not in result.stderr
    assert ("standard output" in result.stderr) == (status != 0)
    assert reader("rebuild", to, "--to", tmp_path.parent / f"{tmp_path.name}-whole").returncode == 0


def test_of_a_pipe_it_is_known_whether_its_bytes_come_back(tmp_path: Path) -> None:
    text = "The ferry left at nine, and nobody was on it but a dog.\n"
    for number, (data, is_exact) in enumerate(((text, True), (json.dumps({"text": text}), False))):
        to = tmp_path / f"unique{number}"
        result = reader("export", "-", "--unique", "--to", to, "--json", input=data)
        assert [row["exact"] for row in records(result.stdout)] == [is_exact]
        assert ("as text only" in result.stderr) != is_exact and records(result.stdout)[0]["document"][0] == "-"
        assert reader("rebuild", to, "--to", tmp_path / f"whole{number}").returncode == 0
    assert (tmp_path / "whole0" / "-").read_text(encoding="utf-8") == text
    program = reader("export", "-", "--unique", "--to", tmp_path / "none", input="\x7fELF")
    assert "skipped -: a program" in program.stderr and "there is nothing to read in -\n" in program.stderr
