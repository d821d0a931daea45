"""`reader find` and `reader show` from outside."""

import csv
import gzip
import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

import reader as reader_package
from reader.library.database import open_to_write
from reader.library.index_file import index_of, sole_writer
from reader.library.recent import remember
from tests.cli.running import reader, records

HARBOUR = (
    "The harbour council voted on Tuesday to rebuild the old lighthouse, which the gales of last winter had broken.\r\n"
    "Its lamp will burn again in spring, said the mayor, and the keeper's house will be a school for sailors.\r\n"
)
MARKET = "Prices at the fish market fell for the third week, as boats came home with more herring than buyers wanted.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf" + HARBOUR.encode())
    (folder / "b.txt").write_text(MARKET, encoding="utf-8")
    return folder


def test_words_are_found_where_they_stand_in_the_source(library: Path) -> None:
    result = reader("find", "sailors", library, "--json")
    assert result.returncode == 0, result.stderr
    row, *_ = records(result.stdout)
    assert (row["document"], row["article"], row["by"], row["line"]) == ("a.txt", 1, "text", 2)
    (hit,) = row["hits"]
    source = (library / "a.txt").read_bytes().decode()
    assert source[hit["start"] : hit["end"]] == "sailors"
    assert "sailors" in row["snippet"] and "\n" not in row["snippet"]


def test_a_document_is_told_of_which_the_end_was_not_read(library: Path) -> None:
    packed = gzip.compress(random.Random(1).randbytes(1 << 12).hex().encode() + HARBOUR.encode())
    (library / "c.txt.gz").write_bytes(packed[: len(packed) // 2])
    (library / "d.txt.gz").write_bytes(packed)
    for verb in (("articles",), ("find", "doc:txt"), ("export",)):
        rows = records(reader(*verb, library, "--json").stdout)
        assert {(row["document"], row["read_in_part"]) for row in rows} == {
            ("a.txt", False),
            ("b.txt", False),
            ("c.txt.gz", True),
            ("d.txt.gz", False),
        }, verb


def test_times_of_subtitles_are_no_part_of_a_snippet(library: Path) -> None:
    said = HARBOUR.replace("\r", "")
    cues = [f"{n}\n00:00:{n:02},084 --> 00:00:{n:02},587\n{line}\n" for n, line in enumerate(said.split(","), 1)]
    (library / "S01E03.srt").write_text("\n".join(cues), encoding="utf-8")
    row = records(reader("find", "lamp", library / "S01E03.srt", "--json").stdout)[0]
    source = (library / "S01E03.srt").read_text(encoding="utf-8")
    assert row["title"] == "S01E03.srt" and row["line"] == 8
    assert source[row["hits"][0]["start"] : row["hits"][0]["end"]] == "lamp"
    assert "burn again in spring" in row["snippet"] and "-->" not in row["snippet"]
    timed = records(reader("find", "03,084", library / "S01E03.srt", "--how", "letters", "--json").stdout)[0]
    assert "00:00:03,084 -->" in timed["snippet"] and timed["line"] == 11


def test_line_ends_amid_chinese_are_no_blanks_of_a_snippet(library: Path) -> None:
    (library / "zh.txt").write_text("老守塔人站在狭窄的\n礁石上。春天来了。\n" * 3, encoding="utf-8")
    row, *_ = records(reader("find", "礁石", library, "--json").stdout)
    assert row["snippet"].startswith("老守塔人站在狭窄的礁石上。春天来了。老守塔人站在狭窄的礁石上。")


def test_the_line_is_that_of_the_first_hit_in_the_snippet(library: Path) -> None:
    rest = "".join(f"The committee heard report {number} on roads and bridges.\n" for number in range(12))
    (library / "c.txt").write_text(
        f"Sailors met in the town hall on Monday.\n{rest}More sailors came, and sailors sang.\n", encoding="utf-8"
    )
    row = next(
        row for row in records(reader("find", "sailors", library, "--json").stdout) if row["document"] == "c.txt"
    )
    assert [hit["line"] for hit in row["hits"]] == [1, 14, 14]
    assert row["line"] == 14 and row["snippet"].endswith("sailors sang. ")
    assert "c.txt:14 " in reader("find", "sailors", library).stdout


def test_what_was_looked_for_instead_is_told_and_a_phrase_is_taken_at_its_word(library: Path) -> None:
    row, *_ = records(reader("find", "sialors", library, "--json").stdout)
    assert row["instead"] == "sailors"
    assert "shown is sailors" in reader("find", "sialors", library).stderr
    assert records(reader("find", "sailors", library, "--json").stdout)[0]["instead"] == ""
    for query in ('"sialors"', '"sialors" herrin', '"for sialors"'):
        result = reader("find", query, library)
        assert result.returncode == 1 and not result.stdout and "shown is" not in result.stderr
    assert 'nothing has this phrase, but something has "for sailors"' in reader("find", '"for sialors"', library).stderr
    assert "something" not in reader("find", '"sailors for"', library).stderr


def test_what_is_typed_with_signs_is_said_to_have_been_looked_for_without(library: Path) -> None:
    (library / "c.txt").write_text(
        "The mayor read C++ and C# at night, and he told the council so.\n", encoding="utf-8"
    )
    result = reader("find", "C++", library, "--json")
    (row,) = records(result.stdout)
    assert (row["document"], len(row["hits"]), row["instead"], result.stderr) == ("c.txt", 1, "", "")
    result = reader("find", "harbour/council", library, "--json")
    assert [row["instead"] for row in records(result.stdout)] == ['"harbour council"']
    assert 'shown is "harbour council"' in result.stderr
    result = reader("find", '"harbour/council"', library)
    assert result.returncode == 1 and 'something has "harbour council"' in result.stderr


def test_what_is_found_as_a_table_and_as_files(library: Path) -> None:
    rows = list(csv.DictReader(StringIO(reader("find", "sailors | herring", library, "--csv").stdout)))
    told = records(reader("find", "sailors | herring", library, "--json").stdout)
    assert [(row["document"], row["snippet"], int(row["hits"])) for row in rows] == [
        (row["document"], row["snippet"], len(row["hits"])) for row in told
    ]
    parent, name = library.parent, library.name
    files = reader("find", "sailors | herring", name, "--files", cwd=parent)
    assert sorted(files.stdout.split("\n")) == ["", f"{name}/a.txt", f"{name}/b.txt"] and files.returncode == 0
    assert reader("find", "sailors | herring", name, "-l0", "-n", "1", cwd=parent).stdout.count("\0") == 1
    nothing = reader("find", "zebras", library, "-l")
    assert (nothing.returncode, nothing.stdout) == (1, "")


def test_lines_of_a_page_are_those_that_all_verbs_count(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in (HARBOUR + MARKET).split("\n") if line)
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(f"<html><body>{paragraphs}</body></html>", encoding="utf-8")
    found, *_ = records(reader("find", "herring", tmp_path, "--json").stdout)
    shown, *_ = records(reader("show", f"{found['document']}:{found['line']}", tmp_path, "--json").stdout)
    assert "herring" in shown["text"].split("\n")[found["line"] - shown["line"]]
    start, end = found["hits"][0]["start"], found["hits"][0]["end"]
    assert shown["text"][start - shown["start"] : end - shown["start"]] == "herring"
    told = records(reader("repeats", tmp_path, "--json").stdout)[0]["a"]
    assert told["start"] <= start < told["end"] and told["line"] <= found["line"]
    assert records(reader("articles", tmp_path, "--json").stdout)[0]["line"] == shown["line"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_searched_once_and_refused_where_that_is_not_enough(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as writer:
        writer.submit(pipe.write_text, MARKET, encoding="utf-8")
        (row,) = records(reader("find", "herring", pipe, "--json").stdout)
    assert row["document"] == "pipe"
    refused = reader("index", pipe)
    assert refused.returncode == 2 and "is a pipe, which can be read only once" in refused.stderr


@pytest.mark.parametrize("arguments", [("find", "herring"), ("show", "herring"), ()])
def test_a_library_that_is_gone_is_said_to_be(library: Path, arguments: tuple[str, ...]) -> None:
    remember([library, library.parent / "no-such-folder"])
    elsewhere = library.parent / "elsewhere"
    elsewhere.mkdir()
    if arguments:
        result = reader(*arguments, cwd=elsewhere)
        assert (result.returncode, "no-such-folder" in result.stderr) == (0, True)
    (elsewhere / "c.txt").write_text(MARKET, encoding="utf-8")
    library.rename(library.parent / "moved")
    result = reader(*arguments, cwd=elsewhere)
    assert (result.returncode, result.stdout) == (2, "")
    assert str(library) in result.stderr and "Name what to read" in result.stderr


def test_a_condition_that_there_is_not_is_looked_for_as_words(library: Path) -> None:
    (library / "c.txt").write_text(
        "Remember: size:large is what the tailor wrote on the box of coats.\n", encoding="utf-8"
    )
    found = reader("find", "size:large", library, "--json")
    assert [row["document"] for row in records(found.stdout)] == ["c.txt"] and "conditions" not in found.stderr
    nothing = reader("find", "author:smith", library)
    assert nothing.returncode == 1
    assert "author:smith was looked for as words" in nothing.stderr and "is:unread" in nothing.stderr
    assert "conditions" not in reader("find", "zebras", library).stderr
    found = reader("find", "*harbour", library)
    assert found.returncode == 0 and "as in harbour*" in found.stderr


@pytest.mark.parametrize("how", ["letters", "regex"])
def test_letters_keep_to_their_case_once_there_is_a_capital(library: Path, how: str) -> None:
    found = [
        reader("find", query, library, "--how", how).returncode for query in ("sailors", "Its lamp", "its lamp", "Lamp")
    ]
    assert found == [0, 0, 0, 1]


def test_a_title_counts_when_it_has_the_words(library: Path) -> None:
    assert reader("find", "hrb cncl", library).returncode == 1  # letters of a title, here and there
    (row,) = records(reader("find", "our ncil", library, "--json").stdout)
    assert (row["document"], row["by"], row["hits"]) == ("a.txt", "title", [])


def test_a_refused_word_in_the_text_refuses_the_title(library: Path) -> None:
    for query, documents in (
        ("'our ncil", ["a.txt"]),
        ("our ncil !sailors", []),
        ("our ncil !herring", ["a.txt"]),
        ("!sailors", ["b.txt"]),
        ("!sailors !herring", []),
        ("fish !sailors", ["b.txt"]),
        ("NOT sailors", ["b.txt"]),
        ("NOT herring AND NOT sailors", []),
        ("the AND NOT sailors", ["b.txt"]),
        ("the AND !sailors", ["b.txt"]),
        ("mayor OR NOT sailors", ["a.txt", "b.txt"]),
    ):
        found = reader("find", query, library, "--json")
        assert [row["document"] for row in records(found.stdout)] == documents, query
        assert found.returncode == (0 if documents else 1)


def test_what_is_found_is_marked(library: Path) -> None:
    shown = reader("find", "council", library, "--color", "always").stdout
    assert "\x1b[1;4mcouncil\x1b[0m" in shown


def test_what_changed_is_read_before_it_is_searched(library: Path) -> None:
    assert reader("find", "trawler", library).returncode == 1
    (library / "b.txt").write_text(MARKET + "A trawler was sold.\n", encoding="utf-8")
    assert records(reader("find", "trawler", library, "--json").stdout)[0]["line"] == 2
    (library / "b.txt").unlink()
    assert reader("find", "trawler", library).returncode == 1


def test_what_is_piped_in_is_searched_and_forgotten(library: Path, tmp_path: Path) -> None:
    for text, status in ((HARBOUR, 0), (MARKET, 1), (HARBOUR, 0)):
        assert reader("find", "lighthouse", "-", input=text).returncode == status


def test_what_the_user_made_is_known_to_the_verb(library: Path) -> None:
    from reader.library.userdata.documents import DocumentKey
    from reader.library.userdata.store import UserData

    assert reader("find", "is:marked", library).returncode == 1
    with closing(UserData.open()) as data:
        market = data.documents.enter(DocumentKey(library / "b.txt"), MARKET)
        data.annotations.set_mark(data.documents.library([library]), "a", market, MARKET, 10)
    for query, documents in (
        ("is:marked", ["b.txt"]),
        ("!is:marked", ["a.txt"]),
        ("is:marked doc:a", []),
        ("the is:marked", ["b.txt"]),
        ("the is:unread", ["a.txt", "b.txt"]),
    ):
        rows = records(reader("find", query, library, "--json").stdout)
        assert sorted(row["document"] for row in rows) == documents, query


def test_what_was_put_right_holds_for_every_verb(tmp_path: Path) -> None:
    from reader.library.userdata.documents import DocumentKey
    from reader.library.userdata.store import UserData

    path = tmp_path / "both.txt"
    path.write_text(text := HARBOUR.replace("\r", "") + MARKET, encoding="utf-8")
    second = text.index(MARKET)
    assert [row["start"] for row in records(reader("articles", path, "--json").stdout)] == [0]
    with closing(UserData.open()) as data:
        number = data.documents.enter(DocumentKey(path), text)
        data.overrides.split(number, text, second)
        data.overrides.rename(number, text, second, "Herring cheaper")
    for verb in (("articles",), ("export", "--format", "jsonl")):
        rows = records(reader(*verb, path, *(["--json"] if verb == ("articles",) else [])).stdout)
        assert [row["start"] for row in rows] == [0, second] and rows[1]["title"] == "Herring cheaper"
    why = records(reader("articles", path, "--why", "--json").stdout)
    assert [(row["start"], row["overruled"]) for row in why if row["chosen"]] == [(0, False), (second, True)]
    assert "You said so; found was: not." in reader("articles", path, "--why").stdout
    for query in ("cheaper", "title:cheaper", "boats", "boats title:cheaper"):
        (found,) = records(reader("find", query, path, "--json").stdout)
        assert (found["article"], found["title"], found["line"]) == (2, "Herring cheaper", 3)
    assert sorted(row["article"] for row in records(reader("find", "for", path, "--json").stdout)) == [1, 2]
    assert reader("find", "boats sailors", path).returncode == 1  # no article has both any more
    shown = records(reader("show", "cheaper", path, "--json").stdout)[0]
    assert shown["text"] == MARKET and shown["line"] == 3
    path.write_text(text + "More came in the evening.\n", encoding="utf-8")  # offsets of another text are no help
    assert [row["start"] for row in records(reader("articles", path, "--json").stdout)] == [0]


def test_articles_that_were_merged_are_found_once(seeds: Path) -> None:
    from reader.library.loaded import LoadedDocument, load
    from reader.library.userdata.documents import DocumentKey
    from reader.library.userdata.store import UserData

    path = sorted(seeds.glob("*.txt"))[0]
    (document,) = load([path])
    assert isinstance(document, LoadedDocument) and len(document.articles) > 1
    with closing(UserData.open()) as data:
        number = data.documents.enter(DocumentKey(path), document.text)
        for article in document.articles[1:]:
            data.overrides.merge(number, document.text, article.start)
    assert len(records(reader("articles", path, "--json").stdout)) == 1
    assert [row["article"] for row in records(reader("find", "the", path, "--json").stdout)] == [1]


def test_what_is_told_twice_is_looked_for_before_it_is_asked_for(library: Path) -> None:
    (library / "c.txt").write_text(HARBOUR, encoding="utf-8")
    result = reader("find", "in:repeats", library)
    assert result.returncode == 0 and result.stdout and not result.stderr
    index = index_of([library])
    with sole_writer(index.path) as is_sole, closing(open_to_write(index.path)) as connection:
        assert is_sole
        connection.execute("UPDATE state SET value = 0 WHERE key = 'compared'")
        result = reader("find", "in:repeats", library)
        assert result.returncode == 2 and "another process" in result.stderr and not result.stdout


@pytest.mark.parametrize("query", ['"AND"', '"is:foo"', "\x1b[31m", "-1"])
def test_odd_queries_are_no_error(library: Path, query: str) -> None:
    result = reader("find", "--", query, library)
    assert result.returncode in (0, 1) and result.stderr == ""
    assert (result.returncode == 0) == (result.stdout != "")


@pytest.mark.parametrize(
    ("query", "how", "said"),
    [
        ("", "words", "empty"),
        (" ", "letters", "empty"),
        ("is:foo", "words", "is:foo"),
        ("harbour !in:", "words", "in:repeats"),
        ("harbour title:", "words", "title:"),
        ("!doc:", "letters", "!doc:"),
        ("harbour AND", "words", "after AND"),
        ("'", "words", "no word"),
        ('"harbour', "words", "quotation mark"),
        ('"', "words", "quotation mark"),
        ("NEAR(harbour lamp", "words", "not closed"),
        ("harb(", "regex", "harb("),
        ("\\", "regex", "regular expression"),
    ],
)
def test_a_query_that_can_mean_nothing_is_exit_2(library: Path, query: str, how: str, said: str) -> None:
    result = reader("find", query, library, "--how", how)
    assert result.returncode == 2 and result.stdout == ""
    assert said in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("wanted", ["hrb cncl", "a.txt:2", "a.txt:1", "news/a.txt:2"])
def test_an_article_is_shown_by_title_or_place(library: Path, wanted: str) -> None:
    paths = [library, library / "b.txt"] if wanted.startswith("news/") else [library]
    result = reader("show", wanted, *paths)
    assert result.returncode == 0, result.stderr
    assert "gales of last winter" in result.stdout and "herring" not in result.stdout


def test_an_article_is_shown_by_the_path_of_its_file(library: Path, tmp_path: Path) -> None:
    (library / "more" / "news").mkdir(parents=True)
    (library / "more" / "news" / "a.txt").write_text(MARKET, encoding="utf-8")  # the end of whose name is the same
    environment = {**os.environ, "PYTHONPATH": str(Path(reader_package.__file__).parent.parent)}
    (tmp_path / "link").symlink_to(library)
    (library / "c.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in (MARKET, HARBOUR)))
    for wanted in ("news/a.txt:1", "./news/../news/a.txt:1", "link/a.txt:1", library / "a.txt:2", "news/c.jsonl#2:1"):
        result = reader("show", wanted, "news", cwd=tmp_path, env=environment)
        assert result.returncode == 0, result.stderr
        assert "gales of last winter" in result.stdout


def test_an_article_is_shown_by_the_bytes_of_its_name(tmp_path: Path) -> None:
    names = {"bad\udcff.txt": "bad\\xff.txt", "bad\\xff.txt": "bad\\\\xff.txt"}
    (tmp_path / "deep").mkdir()
    for real in names:
        (tmp_path / "deep" / real).write_text(f"The story of {real!a}.\n", encoding="ascii")
    listed = {row["document"] for row in records(reader("articles", tmp_path, "--json").stdout)}
    assert listed == {f"deep/{name}" for name in names.values()}
    for wanted, real in (*((name, real) for real, name in names.items()), ("bad\udcff.txt",) * 2):
        for place in (wanted, f"{wanted}:1", f"deep/{wanted}:1"):
            (row,) = records(reader("show", place, tmp_path, "--json").stdout)
            assert row["text"] == f"The story of {real!a}.\n", place


def test_a_record_is_shown_by_what_ends_the_name_of_its_file_and_by_its_own(tmp_path: Path) -> None:
    (folder := tmp_path / "news" / "more").mkdir(parents=True)
    rows = f'id,text,seen\n1,"{HARBOUR}",\n2,,\n3,"{MARKET}","seen\ntwice"\n'
    for name in ("rows.csv", "odd\x07na\nme.csv"):
        (folder / name).write_text(rows, encoding="utf-8")
    (folder / "rows.json").write_text(json.dumps([{"text": MARKET, "id": 1}], indent=1), encoding="utf-8")
    for wanted in ("rows.csv:6", "more/rows.csv:8", "./more/rows.csv:8", "rows.csv#3", "odd␇na␊me.csv:7"):
        (row,) = records(reader("show", wanted, tmp_path, "--json").stdout)
        assert row["text"] == MARKET, wanted
    odd = json.loads(reader("articles", tmp_path, "--json").stdout.split("\n")[0])["document"]
    assert "\x07" in odd and reader("show", f"{odd}:1", tmp_path).returncode == 0
    assert reader("show", "rows.json:4", tmp_path).returncode == 0
    for wanted, said in (
        ("rows.csv:9", "line 9 of news/more/rows.csv: the one before it ends on line 8"),
        ("rows.csv:5", "line 5 of news/more/rows.csv: the one before it ends on line 4"),
        ("rows.json:6", "line 6 of news/more/rows.json: the one before it ends on line 5"),
        ("rows.csv#3:4", "rows.csv#3 ends at line 1"),
    ):
        result = reader("show", wanted, tmp_path)
        assert result.returncode == 1 and result.stdout == "" and said in result.stderr, wanted


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    files = []
    for folder, text in (("one", HARBOUR), ("two", MARKET)):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / "rows.jsonl")
        files[-1].write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    for file, text in zip(files, (HARBOUR, MARKET), strict=True):
        (row,) = records(reader("show", f"{file}:1", *files, "--json").stdout)
        assert row["text"] == text.replace("\r\n", "\n")
    result = reader("show", "rows.jsonl:1", *files)
    assert "lighthouse" in result.stdout and "also: two/rows.jsonl#1:1  Prices" in result.stderr


def test_what_was_not_searched_is_told(library: Path) -> None:
    for number in range(7):
        (library / f"{number}.bin").write_bytes(b"\0\1")
    for verb, missed in (("find", "zeppelin"), ("find", "lighthouse"), ("show", "zzqqxx")):
        said = reader(verb, missed, library).stderr
        assert [f"skipped {number}.bin: " in said for number in range(7)] == [True] * 5 + [False] * 2
        assert "skipped 2 more: `reader index` names all" in said
    assert "skipped" not in reader("show", "harbour", library).stderr
    assert "6.bin" in reader("index", library).stderr


def test_an_article_is_shown_by_number_in_one_document(library: Path) -> None:
    (row,) = records(reader("show", 1, library / "a.txt", "--json").stdout)
    assert row["text"] == HARBOUR.replace("\r\n", "\n")
    assert reader("show", 2, library / "a.txt").returncode == 1
    result = reader("show", 1, library)
    assert result.returncode == 2 and "which document" in result.stderr


def test_nothing_of_that_name_is_said(library: Path) -> None:
    for wanted, said in (
        ("zzqqxx", "like zzqqxx"),
        ("a.txt:99", "a.txt ends at line 2"),
        ("c.txt:1", "like c.txt:1"),
        ("9" * 5000, "like 999"),
        ("a.txt:" + "9" * 5000, "like a.txt"),
        ("a/" * 5000 + "#1", "like a/a/"),
    ):
        result = reader("show", wanted, library)
        assert result.returncode == 1 and result.stdout == "" and said in result.stderr
    assert "a.txt has 1 article" in reader("show", 99, library / "a.txt").stderr


def test_what_can_be_no_article_is_exit_2(library: Path) -> None:
    (library / "rows.csv").write_text("id,text\n1,One went to sea\n", encoding="utf-8")
    for wanted, path, said in (
        ("", "", "DOCUMENT:LINE"),
        (" ", "", "DOCUMENT:LINE"),
        ("a.txt:0", "", "lines count from 1"),
        ("rows.csv:0", "", "lines count from 1"),
        ("0", "a.txt", "articles count from 1"),
    ):
        result = reader("show", wanted, library / path)
        assert result.returncode == 2 and result.stdout == "" and said in result.stderr, wanted


def test_a_query_that_begins_with_a_dash_stands_behind_two(library: Path) -> None:
    (library / "c.txt").write_text("The keeper wrote --json below the lamp and went away.\n", encoding="utf-8")
    assert [row["document"] for row in records(reader("find", "--json", "--", "--json", library).stdout)] == ["c.txt"]
    refused = reader("find", "-x", library)
    assert refused.returncode == 2 and "reader find -- -word" in refused.stderr
    assert "-- -word" not in reader("articles", "-x", library).stderr
