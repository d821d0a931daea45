"""The headless verbs, run as commands."""

import csv
import errno
import json
import os
import subprocess
import sys
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

import reader as reader_package
from reader.cli.commandline import VERBS, opening
from reader.cli.main import run_verb
from reader.library.recent import remember
from tests.cli.running import reader, records


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


def test_a_missing_path_hides_nothing_beside_it_where_nothing_is_compared(tmp_path: Path) -> None:
    there, missing = tmp_path / "a.txt", tmp_path / "none"
    there.write_text("The harbour council voted for the old lamp.\n", encoding="utf-8")
    for verb in (["articles"], ["find", "harbour"]):
        result = reader(*verb, missing, there)
        assert result.returncode == 2 and "harbour council" in result.stdout
        assert result.stderr == f"reader: '{missing}' does not exist.\n"
        result = reader(*verb, missing)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr == f"reader: '{missing}' does not exist.\n"
    for verb in (["repeats"], ["export"]):
        assert (reader(*verb, missing, there).returncode, reader(*verb, missing, there).stdout) == (2, "")


def test_what_is_named_and_cannot_be_read_hides_nothing_beside_it(tmp_path: Path) -> None:
    readable, link, closed = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "closed"
    readable.write_text("A single short text that is told once.\n", encoding="utf-8")
    link.symlink_to("nowhere")
    for verb in ("articles", "index"):
        result = reader(verb, link, readable)
        assert result.returncode == 0 and ("1 document" in result.stdout or "A single short" in result.stdout)
        assert f"skipped {link}: a link that leads nowhere" in result.stderr
    assert reader("articles", link).returncode == 1
    closed.mkdir()
    closed.chmod(0)
    try:
        if os.access(closed, os.X_OK):
            pytest.skip("this user may enter every folder")
        result = reader("articles", closed / "c.txt", readable)
    finally:
        closed.chmod(0o700)
    assert result.returncode == 0 and f"skipped {closed / 'c.txt'}: permission denied" in result.stderr


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


def test_a_slip_in_a_verb_is_told(seeds: Path) -> None:
    for written, meant in (
        ("opne", "open"),
        ("fidn", "find"),
        ("artcles", "articles"),
        ("articel", "articles"),
        ("opne.txt", ""),
        ("gone", ""),
        ("nope", ""),
    ):
        result = reader(written, seeds)
        assert result.returncode == 2 and f"{written} does not exist. " in result.stderr
        expected = f"Did you mean `reader {meant}`?" if meant else "`reader --help` lists what else there is."
        assert expected in result.stderr


def test_help_may_be_asked_for_as_a_verb(tmp_path: Path) -> None:
    assert reader("help", cwd=tmp_path).stdout == reader("--help").stdout
    assert reader("help", "find", cwd=tmp_path).stdout == reader("find", "--help").stdout
    unknown = reader("help", "nope", cwd=tmp_path)
    assert unknown.returncode == 2 and "nope" in unknown.stderr
    (tmp_path / "help").mkdir()  # what is there is opened
    assert "reader articles" in reader("help", cwd=tmp_path).stderr


def test_a_verb_that_takes_no_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "colon:12").write_text("A lighthouse by the sea.\n", encoding="utf-8")
    for verb in ("articles", "repeats", "index", "export"):
        for place in ("colon:12:1", "colon:12#3"):
            result = reader(verb, place, cwd=tmp_path)
            assert result.returncode == 2 and f"'{place}' is a place in colon:12. " in result.stderr
        assert "'colon:13' does not exist" in reader(verb, "colon:13", cwd=tmp_path).stderr
        assert reader(verb, "colon:12", cwd=tmp_path).returncode == (verb == "repeats")


def test_without_a_terminal_the_reader_says_what_to_use_instead(seeds: Path) -> None:
    result = reader(seeds)
    assert result.returncode == 2
    assert "reader articles" in result.stderr


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
    by_field = ["--text-field", "transcript"]
    assert records(reader("show", "a.jsonl:1", tmp_path, "--json", *by_field).stdout)[0]["text"] == row["transcript"]
    assert "meant" in reader("find", "meant", tmp_path).stdout
    assert reader("find", "meant", tmp_path, *by_field).returncode == 1
    assert "meeting" in reader("find", "meeting", tmp_path, *by_field).stdout
    indexes = {json.loads(reader("index", tmp_path, "--json", *each).stdout)["index"] for each in ([], by_field)}
    assert len(indexes) == 2
    remember([tmp_path], "transcript")
    assert "meeting" in reader("find", "meeting").stdout and reader("find", "meant").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["a", "b"], (["a", "b"], None)),
        (["a", "--text-field", "raw"], (["a"], "raw")),
        (["--text-field=raw", "--", "--text-field", "b"], (["--text-field", "b"], "raw")),
        (["a", "--text-field"], (["a"], "")),
    ],
)
def test_the_reader_takes_the_field_of_records(arguments: list[str], expected: tuple[list[str], str | None]) -> None:
    assert opening(arguments) == expected


def test_a_field_without_a_name_is_a_mistake(tmp_path: Path) -> None:
    result = reader("--text-field")
    assert (result.returncode, result.stderr) == (2, "reader: --text-field needs the name of a field or column.\n")


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
    ("error", "status", "said"),
    [
        (RuntimeError("of no use to users"), 70, "a mistake of its own (RuntimeError)"),
        (MemoryError(), 2, "not enough memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), 2, "not enough memory"),
    ],
)
def test_what_ends_a_verb_is_not_taken_for_nothing_found(
    error: Exception, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise error

    monkeypatch.setattr("reader.cli.verbs.run", fail)
    assert run_verb() == status
    assert said in capsys.readouterr().err


def test_articles_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "=1+1.txt").write_text("=SUM(A1) was what the teller wrote, and no more.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The harbour council, in a vote, chose the lamp.\n", encoding="utf-8")
    rows = list(csv.DictReader(StringIO(reader("articles", tmp_path, "--csv").stdout)))
    told = records(reader("articles", tmp_path, "--json").stdout)
    assert [list(row) for row in rows] == [list(row) for row in told]
    assert [row["document"] for row in rows] == ["./=1+1.txt", "a.txt"]
    assert rows[0]["title"] == f"'{told[0]['title']}" and rows[1]["title"] == told[1]["title"]
    assert [int(row["end"]) for row in rows] == [row["end"] for row in told]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["articles", "--help"], ["repeats", "-h"], ["open", "--help"], ["open", "-h"], ["--version"], ["-V"]],
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
        ("articles . --json --csv", "choose one of --json and --csv"),
        ("articles . --why --csv", "choose one of --csv and --why"),
        ("find harbour . -l --csv", "choose one of"),
        ("find harbour . -0", "--null says nothing without --files"),
        ("where --settings --json", "choose one of"),
        ("where --settings --write-settings", "choose one of"),
        ("where --json --write-settings", "choose one of"),
        ("export . --to=", "'--to': the name is empty"),
        ("export . --to -", "'--to': - stands for standard output"),
        ("rebuild . --to -", "'--to': - stands for standard output"),
        ("rebuild . --to=", "'--to': the name is empty"),
        ("repeats . --html=", "'--html': the name is empty"),
        ("articles . --text-field=", "'--text-field': the name is empty"),
    ],
)
def test_options_that_say_nothing_are_refused(tmp_path: Path, command: str, said: str) -> None:
    result = reader(*command.replace("OUT", str(tmp_path / "out")).replace(" . ", f" {tmp_path} ").split())
    assert result.returncode == 2 and said in result.stderr and not result.stdout
    assert not list(tmp_path.iterdir())


def test_no_path_is_the_folder_one_is_in_but_its_name_is_never_empty(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted.", encoding="utf-8")
    for arguments in (["articles", ""], ["find", "harbour", ""], ["index", ""], [""], ["a.txt", ""]):
        result = reader(*arguments, cwd=tmp_path)
        assert result.returncode == 2 and not result.stdout and "empty" in result.stderr


def test_a_file_that_looks_like_an_option_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "-dash.txt").write_text("The harbour council voted.", encoding="utf-8")
    for arguments in (["articles", "-dash.txt"], ["-dash.txt"]):
        result = reader(*arguments, cwd=tmp_path)
        assert result.returncode == 2 and "write ./-dash.txt" in result.stderr
    assert reader("articles", "./-dash.txt", cwd=tmp_path).returncode == 0
    assert "write ./" not in reader("articles", "-other.txt", cwd=tmp_path).stderr
