"""The headless verbs, run as commands."""

import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import reader as reader_package
from reader.cli.commandline import VERBS
from tests.cli.running import reader, records

ROOT = Path(__file__).parents[2]


def test_articles_cover_each_document_in_source_offsets(seeds: Path) -> None:
    result = reader("articles", seeds, "--json")
    assert result.returncode == 0, result.stderr
    rows = records(result.stdout)
    assert {row["document"] for row in rows} == {path.name for path in seeds.iterdir()}
    for path in seeds.iterdir():
        source = path.read_bytes().decode()
        listed = [row for row in rows if row["document"] == path.name]
        assert [row["article"] for row in listed] == list(range(1, len(listed) + 1))
        assert listed[0]["start"] == 0 and listed[-1]["end"] == len(source)
        assert all(a["end"] == b["start"] for a, b in pairwise(listed))
        assert all(row["line"] == source.count("\n", 0, row["start"]) + 1 for row in listed)


def test_repeats_name_both_sides(tmp_path: Path) -> None:
    from tests.tui.conftest import STORY

    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    (tmp_path / "b.txt").write_text("Something else stands first.\n" + STORY.replace("nine", "ten"), encoding="utf-8")
    result = reader("repeats", tmp_path, "--json")
    assert result.returncode == 0, result.stderr
    (row,) = records(result.stdout)
    assert row["scope"] == "across" and 0.9 < row["similarity"] < 1
    source = (tmp_path / "a.txt").read_bytes().decode()
    told = source[row["a"]["start"] : row["a"]["end"]]
    assert told.startswith("The harbour council") and "gales" in told
    assert (row["a"]["line"], row["b"]["line"]) == (1, 2)


def test_nothing_found_is_exit_1(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A single short text that is told once.\n", encoding="utf-8")
    assert reader("repeats", tmp_path).returncode == 1
    (tmp_path / "a.txt").unlink()
    result = reader("articles", tmp_path)
    assert result.returncode == 1 and f"nothing to read in {tmp_path}" in result.stderr


def test_a_missing_path_is_exit_2_with_a_message() -> None:
    for arguments in (["articles", "/no/such/place"], ["/no/such/place"], ["--no-such-option"]):
        result = reader(*arguments)
        assert result.returncode == 2
        assert result.stderr and "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there, the current folder cannot be deleted")
@pytest.mark.parametrize("arguments", [(), (".",), ("find", "ferry"), ("articles", "."), ("-",)])
def test_a_deleted_current_folder_is_exit_2_with_a_message(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    command = ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", sys.executable, "-m", "reader", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(reader_package.__file__).parent.parent)}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, input="", check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("reader: the current folder has been deleted.") and run.stderr.count("\n") == 1


def test_what_is_skipped_is_said_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words.\n", encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\x00\x01\x02")
    result = reader("articles", tmp_path)
    assert result.returncode == 0
    assert "b.bin" in result.stderr and "b.bin" not in result.stdout


def test_a_closed_pipe_is_quiet(seeds: Path) -> None:
    command = f"{sys.executable} -m reader articles {seeds} --json | head -n 1"
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("seeds <&-", "needs a terminal"),
        ("articles - <&-", "standard input is closed"),
        ("find gale - <&-", "standard input is closed"),
        ("articles seeds >&-", "standard output is closed"),
        ("--version >&-", "standard output is closed"),
        ("articles seeds >/dev/full", "written to standard output (No space left"),
        ("--version >/dev/full", "No space left"),
        ("--help >/dev/full", "No space left"),
    ],
)
def test_closed_streams_and_a_full_disk_are_told(seeds: Path, command: str, said: str) -> None:
    result = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m reader {command.replace('seeds', str(seeds))}"],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 2 and result.stdout == ""
    assert said in result.stderr and "mistake" not in result.stderr and "Traceback" not in result.stderr


def test_what_cannot_be_said_keeps_no_result_back(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"a{number}.bin").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text("A lighthouse by the sea.\n", encoding="utf-8")
    for closed in ("2>/dev/full", "2>&-", "2> >(true)"):
        for verb, status in (("articles", 0), ("index", 0), ("find lighthouse", 0), ("--no-such", 2)):
            command = f"{sys.executable} -m reader {verb} {tmp_path} {closed}"
            result = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
            assert result.returncode == status and bool(result.stdout) == (status == 0), command


def test_without_a_terminal_the_reader_says_what_to_use_instead(seeds: Path) -> None:
    result = reader(seeds)
    assert result.returncode == 2
    assert "reader articles" in result.stderr


def test_the_page_that_was_written_is_named(seeds: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = reader("repeats", seeds, "--html", page)
    assert result.returncode == 0 and result.stdout == "" and page.exists()
    assert result.stderr.count("\n") == 1 and str(page) in result.stderr


def test_a_page_goes_to_standard_output(seeds: Path, tmp_path: Path) -> None:
    reader("repeats", seeds, "--html", tmp_path / "page.html")
    result = reader("repeats", seeds, "--html", "-")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (tmp_path / "page.html").read_text(encoding="utf-8")
    both = reader("repeats", seeds, "--html", "-", "--csv")
    assert both.returncode == 2 and both.stdout == "" and "standard output" in both.stderr


def test_the_page_of_the_folder_one_is_in_has_its_name(tmp_path: Path) -> None:
    folder, page = tmp_path / "harbour news", tmp_path / "page.html"
    folder.mkdir()
    result = reader("repeats", ".", "--html", page, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert result.returncode in (0, 1), result.stderr
    assert "<title>Told twice: harbour news</title>" in page.read_text(encoding="utf-8")


def test_limits_of_repeats_leave_pairs_out(seeds: Path) -> None:
    everything = records(reader("repeats", seeds, "--json").stdout)
    across = reader("repeats", seeds, "--json", "--scope", "across")
    assert [row for row in everything if row["scope"] == "across"] == records(across.stdout)
    alike = records(reader("repeats", seeds, "--json", "--minimum-similarity", 0.95).stdout)
    assert len(alike) < len(everything) and all(row["similarity"] >= 0.95 for row in alike)
    assert reader("repeats", seeds, "--minimum-words", 5000).returncode == 1
    assert reader("repeats", seeds, "--minimum-similarity", 2).returncode == 2


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1.01", "-0.1", "much"])
@pytest.mark.parametrize("verb", [("repeats",), ("export", "--unique", "--to")])
def test_a_similarity_is_a_number_from_0_to_1(seeds: Path, tmp_path: Path, verb: tuple[str, ...], number: str) -> None:
    to = [tmp_path / "unique"] if verb[-1] == "--to" else []
    result = reader(*verb, *to, seeds, "--minimum-similarity", number)
    assert result.returncode == 2 and "Invalid value for '--minimum-similarity'" in result.stderr
    assert not list(tmp_path.iterdir())


def test_what_made_a_boundary_is_said(seeds: Path) -> None:
    rows = records(reader("articles", seeds, "--why", "--json").stdout)
    listed = records(reader("articles", seeds, "--json").stdout)
    assert {row["chosen"] for row in rows} == {True, False}
    assert all(cue["cue"] for row in rows for cue in row["cues"])
    stories = {(row["document"], row["line"]) for row in listed if row["kind"] == "article"}
    chosen = {(row["document"], row["line"]) for row in rows if row["chosen"]}
    assert len(stories & chosen) > 0.9 * len(stories)
    shown = reader("articles", seeds, "--why").stdout
    assert " starts" in shown and " not " in shown


def test_a_field_of_records_can_be_named(tmp_path: Path) -> None:
    row = {"text": "A short note that is not meant.", "transcript": "What was said at the meeting, word for word."}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    titles = [
        records(reader("articles", tmp_path, "--json", *options).stdout)[0]["title"]
        for options in ([], ["--text-field", "transcript"])
    ]
    assert titles[0].startswith("A short note") and titles[1].startswith("What was said")


def test_the_title_of_a_record_is_that_of_its_story_and_is_found(tmp_path: Path) -> None:
    text = "The sluice gate at Orwell failed on Monday night, and the lower meadows were under water by the morning."
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Weir gives way", "text": text}) + "\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f'id,headline,text\n1,Ferry fails,"{text}"\n', encoding="utf-8")
    titles = [row["title"] for row in records(reader("articles", tmp_path, "--json").stdout)]
    assert titles == ["Weir gives way", "Ferry fails"]
    found = reader("find", "fails", tmp_path, "--json")
    assert [(row["title"], row["by"]) for row in records(found.stdout)] == [("Ferry fails", "title")]
    assert "nothing has" not in found.stderr  # "failed", which the texts have, was not what was asked for
    as_text = records(reader("articles", tmp_path / "a.jsonl", "--text-field", "title", "--json").stdout)
    assert [(row["title"], row["end"]) for row in as_text] == [("Weir gives way", len("Weir gives way"))]


def test_colours_are_asked_for_or_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words \x1b]0;title\x07 of a text.\n", encoding="utf-8")
    plain, styled = (reader("articles", tmp_path, "--color", when).stdout for when in ("auto", "always"))
    assert "\x1b[1m" not in plain and "\x1b[1m" in styled
    assert "\x1b]" not in styled  # what will be shown on a terminal is harmless


def test_listings_are_harmless_in_a_pipe_and_data_is_faithful(tmp_path: Path) -> None:
    hostile = "\x1b]0;title\x07\u202e"
    text = f"Some words {hostile} of a text that the harbour council and the keeper of the lighthouse tell twice.\n"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for arguments in (
        ["articles", tmp_path],
        ["find", "words", tmp_path],
        ["repeats", tmp_path],
        ["show", 1, tmp_path / "a.txt"],
    ):
        shown = reader(*arguments).stdout
        assert "words" in shown and not set("\x1b\x07\u202e") & set(shown), arguments
        as_json = reader(*arguments, "--json").stdout
        assert as_json and as_json.isascii() and "\x1b" not in as_json
    assert records(reader("show", 1, tmp_path / "a.txt", "--json").stdout)[0]["text"] == text
    assert hostile in reader("export", tmp_path).stdout


def test_ctrl_c_is_quiet(seeds: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "import reader.cli.options as options\n"
        "options.load = lambda *arguments, **names: os.kill(os.getpid(), signal.SIGINT) or iter(())\n"
        "from reader.cli.main import main\n"
        "main()"
    )
    result = subprocess.run([sys.executable, "-c", script, "articles", str(seeds)], capture_output=True)
    assert result.returncode == 130
    assert result.stderr == b""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["articles", "--help"], ["repeats", "-h"], ["open", "--help"], ["open", "-h"], ["--version"]],
)
def test_help(arguments: list[str]) -> None:
    result = reader(*arguments)
    assert result.returncode == 0
    assert "reader" in result.stdout


COMMANDS = {
    "articles": ["articles", "SEEDS"],
    "why": ["articles", "SEEDS", "--why"],
    "completion": ["completion", "bash"],
    "export": ["export", "SEEDS", "--format", "jsonl"],
    "unique": ["export", "SEEDS", "--unique", "--to", "OUT/unique"],
    "find": ["find", "lighthouse", "SEEDS"],
    "index": ["index", "SEEDS"],
    "rebuild": ["rebuild", "SEEDS", "--to", "OUT/whole"],
    "repeats": ["repeats", "SEEDS", "--html", "OUT/page.html"],
    "show": ["show", "000_fbb2dc3c84dd5fbb.txt:3", "SEEDS"],
    "where": ["where"],
}


def test_no_verb_imports_textual(seeds: Path, tmp_path: Path) -> None:
    assert {command[0] for command in COMMANDS.values()} == set(VERBS) - {"open", "doctor"}  # which examines themes
    commands = [
        [part.replace("SEEDS", str(seeds)).replace("OUT", str(tmp_path)) for part in command]
        for command in COMMANDS.values()
    ]
    script = (
        "import sys\n"
        "from reader.cli.main import main\n"
        f"for command in {commands!r}:\n"
        "    sys.argv = ['reader', *command]\n"
        "    try: main()\n"
        "    except SystemExit: pass\n"
        "    assert not any(name.split('.')[0] == 'textual' for name in sys.modules), command"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, env=os.environ)
    assert result.returncode == 0, result.stderr


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


def test_a_page_of_repeats_does_not_go_where_it_is_read_from(seeds: Path, tmp_path: Path) -> None:
    source = tmp_path / "news"
    shutil.copytree(seeds, source)
    first = next(source.iterdir())
    before = first.read_bytes()
    for paths, html in (((source,), source / "page.html"), ((first, seeds), first)):
        result = reader("repeats", *paths, "--html", html)
        assert result.returncode == 2 and str(html) in result.stderr
    assert first.read_bytes() == before and not (source / "page.html").exists()


@pytest.mark.parametrize("verb", [("find", "lamp"), ("show", "lamp"), ("articles",), ("repeats",)])
def test_that_there_is_nothing_to_read_is_said(tmp_path: Path, verb: tuple[str, ...]) -> None:
    result = reader(*verb, tmp_path)
    assert result.returncode == 1
    assert result.stderr == f"reader: there is nothing to read in {tmp_path}\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("export . --unique --to OUT --format text", "--format says nothing with --unique"),
        ("export . --unique --to OUT --everything", "--everything says nothing with --unique"),
        ("export . --minimum-similarity 0.8", "--minimum-similarity says nothing without --unique"),
        ("export . --json --format text", "--format says nothing with --json"),
        ("repeats . --json --csv", "choose one of"),
        ("where --settings --json", "choose one of"),
        ("where --settings --write-settings", "choose one of"),
        ("where --json --write-settings", "choose one of"),
    ],
)
def test_options_that_say_nothing_are_refused(tmp_path: Path, command: str, said: str) -> None:
    result = reader(*command.replace("OUT", str(tmp_path / "out")).replace(" . ", f" {tmp_path} ").split())
    assert result.returncode == 2 and said in result.stderr and not result.stdout
    assert not list(tmp_path.iterdir())


def test_a_collection_is_made_unique_and_whole_again(seeds: Path, tmp_path: Path) -> None:
    result = reader("export", seeds, "--unique", "--to", tmp_path / "unique", "--json")
    assert result.returncode == 0, result.stderr
    assert min(row["new"] for row in records(result.stdout)) < 1
    assert reader("rebuild", tmp_path / "unique", "--to", tmp_path / "whole").returncode == 0
    for path in seeds.iterdir():
        assert (tmp_path / "whole" / path.name).read_bytes() == path.read_bytes()
    assert reader("export", seeds, "--unique").returncode == 2
    assert reader("rebuild", seeds, "--to", tmp_path / "again").returncode == 2


@pytest.mark.parametrize("options", [["--to"], ["--unique", "--to"]])
@pytest.mark.parametrize(
    ("mishap", "status", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGINT)", 130, "stopped. "),
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


def test_passages_without_spaces_are_counted_by_characters(tmp_path: Path) -> None:
    told = "台风昨晚在东部沿海登陆，带来强风暴雨，多个城市的学校今天停课，渡轮停航，数千名居民被转移到安全地区。"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(told, encoding="utf-8")
    said = reader("repeats", tmp_path).stdout
    assert "(45 words, across)" in said
