"""`reader repeats` from outside."""

import os
import random
import shutil
from contextlib import closing
from pathlib import Path

from reader.library.database import open_to_write
from reader.library.index_file import index_of
from reader.text.words import words
from tests.cli.running import reader, records

ROOT = Path(__file__).parents[2]


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


def test_the_page_that_was_written_is_named(seeds: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = reader("repeats", seeds, "--html", page)
    told = page.read_text(encoding="utf-8").count("<article")
    assert f"{told} passage" in result.stderr
    assert result.returncode == 0 and result.stdout == "" and page.exists()
    assert result.stderr.count("\n") == 1 and str(page) in result.stderr


def test_documents_are_listed_by_what_they_share(tmp_path: Path) -> None:
    from tests.tui.conftest import OTHER, STORY

    for name, text in (("a.txt", STORY), ("b.txt", STORY), ("c.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (row,) = records(reader("repeats", tmp_path, "--by", "document", "--json").stdout)
    assert (row["a"], row["b"], row["a_share"], row["b_share"], row["pairs"]) == ("a.txt", "b.txt", 1.0, 1.0, 1)
    listed = reader("repeats", tmp_path, "--by", "document").stdout
    assert "a.txt  =  b.txt" in listed and f"{row['words']} words" in listed
    (tmp_path / "b.txt").unlink()
    nothing = reader("repeats", tmp_path, "--by", "document", "--csv")
    assert nothing.returncode == 1 and nothing.stdout.startswith("a,b,words")
    for refused in (["--passim"], ["--html", tmp_path / "x.html"]):
        assert reader("repeats", tmp_path, "--by", "document", *refused).returncode == 2
    assert not (tmp_path / "x.html").exists()


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
    (folder / "a.txt").write_text("The harbour council voted.", encoding="utf-8")
    result = reader("repeats", ".", "--html", page, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert result.returncode in (0, 1), result.stderr
    assert "<title>Told twice: harbour news</title>" in page.read_text(encoding="utf-8")


def test_where_nothing_is_read_an_older_page_stays_and_where_none_can_be_nothing_is_read(tmp_path: Path) -> None:
    folder, page = tmp_path / "news", tmp_path / "page.html"
    folder.mkdir()
    page.write_text("old", encoding="utf-8")
    result = reader("repeats", folder, "--html", page)
    assert result.returncode == 1 and "nothing to read" in result.stderr and page.read_text(encoding="utf-8") == "old"
    result = reader("repeats", folder, "--html", tmp_path / "nowhere" / "page.html")
    assert result.returncode == 2 and "there is no folder" in result.stderr and "nothing to read" not in result.stderr


def test_limits_of_repeats_leave_pairs_out(seeds: Path) -> None:
    everything = records(reader("repeats", seeds, "--json").stdout)
    across = reader("repeats", seeds, "--json", "--scope", "across")
    assert [row for row in everything if row["scope"] == "across"] == records(across.stdout)
    alike = records(reader("repeats", seeds, "--json", "--minimum-similarity", 0.95).stdout)
    assert len(alike) < len(everything) and all(row["similarity"] >= 0.95 for row in alike)
    assert reader("repeats", seeds, "--minimum-words", 5000).returncode == 1
    assert reader("repeats", seeds, "--minimum-similarity", 2).returncode == 2


def test_a_page_of_repeats_does_not_go_where_it_is_read_from(seeds: Path, tmp_path: Path) -> None:
    source = tmp_path / "news"
    shutil.copytree(seeds, source)
    first = next(source.iterdir())
    before = first.read_bytes()
    for paths, html in (((source,), source / "page.html"), ((first, seeds), first)):
        result = reader("repeats", *paths, "--html", html)
        assert result.returncode == 2 and str(html) in result.stderr
    assert first.read_bytes() == before and not (source / "page.html").exists()


def test_words_are_counted_as_for_the_least_of_them(tmp_path: Path) -> None:
    told = "台风昨晚在东部沿海登陆，带来强风暴雨，多个城市的学校今天停课，渡轮停航，数千名居民被转移到安全地区。"
    signs = "keeper=Bloomberg’s, harbour_office=orwell/sluice, meadow=lower-upper, gate=iron+oak, mooring=tarn:quay"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(told, encoding="utf-8")
    for name in ("c.txt", "d.txt"):
        (tmp_path / name).write_text(signs, encoding="utf-8")
    said = reader("repeats", tmp_path).stdout
    assert "(45 words, across)" in said
    assert f"({len(words(signs))} words, across)" in said
    assert len(words(signs)) > 12 > len(signs.split())
    listed = reader("repeats", tmp_path, "--minimum-words", len(words(signs))).stdout
    assert f"({len(words(signs))} words, across)" in listed


def test_what_is_loosely_alike_in_a_log_is_counted_and_listed_for_programs(tmp_path: Path) -> None:
    draw = random.Random(7)
    lines = (
        f"2024-03-04T06:{at // 60:02}:{at % 60:02}.{draw.randrange(10**6):06}+00:00 app[web.1]: method=GET"
        f' path="/x/{draw.randrange(999)}" host=a.example.com request_id={draw.getrandbits(64):x}'
        f' fwd="{draw.randrange(255)}.{draw.randrange(255)}.{draw.randrange(255)}.{draw.randrange(255)}" dyno=web.1'
        f' service={draw.randrange(99)}ms status=200 bytes=99 protocol="https"'
        for at in range(1000)
    )
    (tmp_path / "a.log").write_text("\n".join(lines), encoding="utf-8")
    pairs = records(reader("repeats", tmp_path, "--json").stdout)
    loose = [pair["loose"] for pair in pairs]
    assert sum(loose) >= 256 and all(pair["similarity"] < 0.85 for pair in pairs if pair["loose"])
    result = reader("repeats", tmp_path)
    assert result.returncode == 0 and result.stdout.count("\n") == 2 * loose.count(False)
    assert f"{sum(loose):,} pairs" in result.stderr


def test_what_an_index_has_found_is_not_looked_for_again(tmp_path: Path) -> None:
    rng = random.Random(3)
    story = " ".join(f"word{rng.randrange(5000)}" for _ in range(60))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{story}\n", encoding="utf-8")
    expected = reader("repeats", tmp_path, "--json").stdout
    assert records(expected)[0]["similarity"] == 1.0
    assert reader("index", tmp_path).returncode == 0
    assert reader("repeats", tmp_path, "--json").stdout == expected
    with closing(open_to_write(index_of([tmp_path]).path)) as connection:
        connection.execute("UPDATE alignments SET similarity = 0.5")
    assert records(reader("repeats", tmp_path, "--json").stdout)[0]["similarity"] == 0.5
    assert reader("repeats", tmp_path, "--json", "--minimum-words", 11).stdout == expected
