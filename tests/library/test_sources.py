import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library import archives, documents, sources
from reader.library.documents import Document
from reader.library.pseudo import pseudo_file_systems
from reader.library.skipping import Skipped, shown_name
from reader.library.sources import STDIN, SourceFile, absolute, count_hidden, discover, name_with, read
from reader.text.controls import count_unsafe, painted
from tests.hostile import Hostile, write

TEXT = "Hello there, haven’t we met before?\n" * 5
SEEDS = Path(__file__).parents[2] / "seeds"


def everything(*paths: Path, text_field: str | None = None) -> list[Document | Skipped]:
    found: list[Document | Skipped] = []
    for file in discover(paths, text_field):
        found += [file] if isinstance(file, Skipped) else read(file)
    return found


def texts(*paths: Path, text_field: str | None = None) -> dict[str, str]:
    return {
        item.name: item.clean.text for item in everything(*paths, text_field=text_field) if isinstance(item, Document)
    }


def reasons(*paths: Path) -> dict[str, str]:
    return {item.name: item.reason for item in everything(*paths) if isinstance(item, Skipped)}


def test_the_seeds() -> None:
    names = [file.name for file in discover([SEEDS]) if isinstance(file, SourceFile)]
    assert [name[:3] for name in names] == ["000", "001", "002", "003"]
    assert [len(item.clean.repairs) for item in everything(SEEDS) if isinstance(item, Document)] == [66, 0, 0, 0]


def test_names_are_relative_sorted_and_told_apart(tmp_path: Path) -> None:
    for name in ("one/b.txt", "one/a/c.txt", "two/b.txt", "one/.hidden.txt", "one/.git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    one, two = tmp_path / "one", tmp_path / "two"
    assert list(texts(one)) == ["a/c.txt", "b.txt"]
    assert list(texts(one, two)) == ["one/a/c.txt", "one/b.txt", "two/b.txt"]
    assert list(texts(one / ".hidden.txt")) == [".hidden.txt"]
    assert reasons(one, one / "b.txt") == {"b.txt": "the same file as one that is read already"}


@given(st.lists(st.text(st.sampled_from("\\xf8\udcff\udc80a"), max_size=6), unique=True))
@example(["bad\udcff", "bad\\xff", "bad\\\\xff", "bad\\\udcff"])
def test_no_two_names_are_shown_alike(names: list[str]) -> None:
    assert len({shown_name(name) for name in names}) == len(names)
    assert shown_name("a\\b\\x41.txt") == "a\\b\\x41.txt"


def test_given_paths_of_one_name_are_told_apart_by_the_folders_around_them(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/y.txt", "a/in/s/z.txt", "b/in/s/z.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"The text of {name}.", encoding="utf-8")

    def named(*paths: str) -> list[str]:
        whole = [tmp_path / path for path in paths]
        found = [file for file in discover(whole) if isinstance(file, SourceFile)]
        assert [name_with(whole, file.path) for file in found] == [file.name for file in found]
        return [file.name for file in found]

    assert named("a/x.txt", "b/y.txt") == ["x.txt", "y.txt"]
    assert named("a/x.txt", "b/x.txt", "b/y.txt") == ["a/x.txt", "b/x.txt", "y.txt"]
    assert named("a/in/s", "b/in/s") == ["a/in/s/z.txt", "b/in/s/z.txt"]
    assert named("a/x.txt", "a/x.txt") == ["x.txt"]


def test_a_file_that_is_gone_has_the_name_that_it_was_read_under(tmp_path: Path) -> None:
    library, alone = tmp_path / "library", tmp_path / "alone.txt"
    (library / "deep").mkdir(parents=True)
    for path in (library / "a.txt", library / "deep" / "b.txt", alone):
        path.write_text("text", encoding="utf-8")
    for paths in ([library], [library, alone], [library / "deep", library]):
        read_as = [(file.path, file.name) for file in discover(paths) if isinstance(file, SourceFile)]
        assert [name_with(paths, path) for path, _ in read_as] == [name for _, name in read_as]
        assert name_with(paths, tmp_path / "other.txt") is None
        assert name_with(paths, library / ".hidden") is None
        gone = library / "gone.txt"
        assert name_with(paths, gone) == ("gone.txt" if len(paths) == 1 else "library/gone.txt")


def test_a_path_is_the_same_from_wherever_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "real" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real" / "inner")
    monkeypatch.chdir(tmp_path / "real")
    given = (".", "../real", "inner/..", "gone/../../real", "../link/..", "../link/../../real")
    assert {absolute(Path(path)) for path in given} == {tmp_path / "real"}
    assert absolute(Path("../link")) == tmp_path / "link"  # a link is itself
    (found,) = discover([Path("..", "real", "a.txt")])
    assert isinstance(found, SourceFile) and found.path == tmp_path / "real" / "a.txt"


def test_a_file_goes_before_the_links_to_it(tmp_path: Path) -> None:
    library, outside = tmp_path / "library", tmp_path / "outside"
    for name in ("library/z/real.txt", "library/.hidden.txt", "outside/far.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT}{name}")
    (library / "a.txt").symlink_to("z/real.txt")
    (library / "b").symlink_to("z")
    (library / "c.txt").symlink_to(".hidden.txt")
    (library / "d.txt").symlink_to(outside / "far.txt")
    assert list(texts(library)) == ["c.txt", "d.txt", "z/real.txt"]  # nothing else leads to the first two
    assert reasons(library) == dict.fromkeys(("a.txt", "b"), "a link to what is read under its own name")
    assert list(texts(library / "a.txt")) == ["a.txt"]
    assert list(texts(library / "a.txt", library / "z" / "real.txt")) == ["real.txt"]


PSEUDO = "on a pseudo file system (proc), where only files are read that are named themselves"
on_linux = pytest.mark.skipif(not pseudo_file_systems(), reason="no pseudo file system is mounted")


@on_linux
def test_a_link_to_what_the_system_makes_up_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "processes").symlink_to("/proc")
    (tmp_path / "status").symlink_to("/proc/self/status")
    assert list(texts(tmp_path)) == ["a.txt"]
    assert reasons(tmp_path) == dict.fromkeys(("processes", "status"), PSEUDO)
    assert set(reasons(tmp_path / "status", tmp_path / "processes", Path("/proc/self")).values()) == {PSEUDO}
    assert count_hidden([Path("/proc/self")]) == 0


@on_linux
def test_what_the_system_makes_up_is_read_where_it_is_named() -> None:
    (text,) = texts(Path("/proc/self/status")).values()
    assert text.startswith("Name:")
    assert reasons(Path("/proc/self/mem")) == {"mem": "cannot be read: input/output error"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_has_still_to_happen_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = tmp_path / "waiting"
    os.mkfifo(waiting)
    monkeypatch.setattr(sources, "is_stream", lambda path: False)
    monkeypatch.setattr(sources, "is_made_up", lambda path: True)
    with waiting.open("r+b", buffering=0) as writer:
        for given in ("", TEXT):
            writer.write(given.encode())
            (found,) = read(SourceFile(waiting, "waiting", 0, 0))
            assert isinstance(found, Document) and found.clean.text == given


LINES = '{"title": "One", "raw": "Boats"}\n\n{"title": "Two", "raw": "Herring"}\n'
TABLE = 'id,raw,title\n1,"Boats, came home",One\n2,Herring,Two\n'


@pytest.mark.parametrize(
    ("given", "text_field", "expected"),
    [
        (LINES, "raw", {"-#1": "Boats", "-#3": "Herring"}),
        (LINES.replace("raw", "text"), None, {"-#1": "Boats", "-#3": "Herring"}),
        ("\ufeff" + LINES, "raw", {"-#1": "Boats", "-#3": "Herring"}),
        (f"[{LINES.strip().replace(chr(10) * 2, ',')}]", "raw", {"-#1": "Boats", "-#2": "Herring"}),
        (LINES, "nothing", {}),
        (TABLE, "raw", {"-#1": "Boats, came home", "-#2": "Herring"}),
        (TABLE.replace("raw", "text"), None, {"-#1": "Boats, came home", "-#2": "Herring"}),
        (TABLE, None, {"-": TABLE}),
        (TEXT, "raw", {"-": TEXT}),
        ("Raw, text\nis what it is.\n", None, {"-": "Raw, text\nis what it is.\n"}),
        ('{"a": 1}\nis how it begins.\n', None, {"-": '{"a": 1}\nis how it begins.\n'}),
        ("{ “hello” }\n", None, {"-": "{ “hello” }\n"}),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_records_that_are_piped_in_are_told_by_their_content(
    given: str, text_field: str | None, expected: dict[str, str], pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.BufferedReader(io.BytesIO(pack(given.encode())))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=piped))
    assert texts(STDIN, text_field=text_field) == expected


def test_a_record_without_text_names_the_option_that_helps(tmp_path: Path) -> None:
    (tmp_path / "odd.jsonl").write_text(LINES)
    assert all("--text-field" in reason for reason in reasons(tmp_path).values())
    assert [reason[:20] for reason in reasons(tmp_path).values()] == ["2 records (#1, #3): "]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files_are_told_by_their_content(pack, tmp_path: Path) -> None:
    (tmp_path / "any.txt").write_bytes(pack(TEXT.encode()))
    assert texts(tmp_path) == {"any.txt": TEXT}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_comes_before_the_damage_is_read(pack, tmp_path: Path) -> None:
    lines = [
        f"{number}. Boat {number * 7919 % 1009} came home with {number * 31 % 97} boxes.\n" for number in range(30_000)
    ]
    data = pack("".join(lines).encode())
    (tmp_path / "a.txt.gz").write_bytes(data[: -len(data) // 20])
    (told,) = texts(tmp_path).values()
    assert told.count("\n") > 5_000
    assert "".join(lines).startswith(told.rstrip("\ufffd"))
    ((name, reason),) = reasons(tmp_path).items()
    assert (name, reason[:9], reason[-18:]) == ("a.txt.gz", "damaged: ", "; read up to there")


def test_a_packed_file_with_more_behind_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(TEXT.encode()) + b"more")
    (tmp_path / "b.gz").write_bytes(gzip.compress(TEXT.encode())[:-8] + bytes(8))  # with a wrong checksum
    (tmp_path / "c.gz").write_bytes(gzip.compress(TEXT.encode())[:10])
    assert texts(tmp_path) == {"a.gz": TEXT, "b.gz": TEXT}
    found = reasons(tmp_path)
    assert [found[name].startswith("damaged: ") for name in ("a.gz", "b.gz", "c.gz")] == [True] * 3
    with tarfile.open(tmp_path / "whole.tar", "w") as tape:
        tape.add(SEEDS, "seeds")
    cut = gzip.compress((tmp_path / "whole.tar").read_bytes())
    (tmp_path / "whole.tar").unlink()
    (tmp_path / "d.tar.gz").write_bytes(cut[: len(cut) // 2])
    assert [name[:18] for name in texts(tmp_path) if name.startswith("d.")] == ["d.tar.gz/seeds/000"]


def test_zstandard(tmp_path: Path) -> None:
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    (tmp_path / "a.zst").write_bytes(zstd.compress(TEXT.encode()))
    assert texts(tmp_path) == {"a.zst": TEXT}


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", TEXT)
        archive.writestr("../up.txt", TEXT)
        archive.writestr("/absolute.txt", TEXT)
        archive.writestr(".hidden", TEXT)
    with tarfile.open(tmp_path / "all.tar.xz", "w:xz") as tape:
        info = tarfile.TarInfo("in.zip")
        info.size = len(inner.getvalue())
        tape.addfile(info, io.BytesIO(inner.getvalue()))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tape.addfile(link)
    expected = ["all.tar.xz/in.zip/../up.txt", "all.tar.xz/in.zip//absolute.txt", "all.tar.xz/in.zip/deep.txt"]
    assert list(texts(tmp_path)) == expected
    assert reasons(tmp_path) == {"all.tar.xz/link": "a link inside an archive"}
    assert [path.name for path in tmp_path.iterdir()] == ["all.tar.xz"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    names = ("same.txt", "same.txt", "same~2.txt", "same.txt", "other/same.txt")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, tarfile.open(tmp_path / "a.tar", "w") as tape:
        for number, name in enumerate(names):
            archive.writestr(name, f"Telling {number}.\n")
            member = tarfile.TarInfo(name)
            member.size = len(f"Telling {number}.\n")
            tape.addfile(member, io.BytesIO(f"Telling {number}.\n".encode()))
    shown = ("same.txt", "same~2.txt", "same~2~2.txt", "same~3.txt", "other/same.txt")
    assert texts(tmp_path / "a.tar") == {f"a.tar/{name}": f"Telling {at}.\n" for at, name in enumerate(shown)}
    assert len(texts(tmp_path / "a.zip")) == len(names)


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM_BYTES", 1 << 20)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"a" * (2 << 20)))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"{number}.txt", b"a" * (400 << 10))
    found = reasons(tmp_path)
    assert set(found) == {"a.gz", "b.zip"}
    assert all("bomb" in reason for reason in found.values())


def test_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(5 << 30)
    assert "larger than" in reasons(tmp_path)["sparse.txt"]


@pytest.mark.skipif(not Path("/proc/version").is_file(), reason="no such files here")
def test_a_file_whose_size_nobody_knows_is_read() -> None:
    told = Path("/proc/version")
    assert told.stat().st_size == 0
    assert texts(told) == {"version": told.read_text(encoding="utf-8")}


def test_no_more_is_unpacked_than_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 16 << 20
    monkeypatch.setattr(documents, "MAX_BYTES", most)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"a" * (31 << 20), 1))
    tracemalloc.start()
    try:
        found = reasons(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "split it" in found["a.gz"]
    assert peak < 1.5 * most


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps({"title": "A  title", "text": TEXT}), "", "{bad", json.dumps({"text": "a\ud800b"}), '{"id": 1}']
    (tmp_path / "dump.jsonl").write_text("\n".join(lines))
    assert texts(tmp_path) == {"dump.jsonl#1": TEXT, "dump.jsonl#4": "a\ufffdb"}
    assert [item.title for item in everything(tmp_path) if isinstance(item, Document)] == ["A title", ""]
    assert list(reasons(tmp_path)) == ["dump.jsonl#3", "dump.jsonl#5"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_lines_of_json_are_told_apart_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    told = ["It rained in Ċilaġ.", "Шёл дождь, и дул ветер.", "下雨了。"]  # one has the byte of a line's end in it
    lines = "\n\n".join(json.dumps({"title": "One", "text": text}, ensure_ascii=False) for text in told)
    for name in ("a.jsonl", "b.json", "c"):
        (tmp_path / name).write_bytes(lines.encode(encoding))
    found = [item for item in everything(tmp_path) if isinstance(item, Document)]
    assert [item.clean.text for item in found] == told * 3
    assert [(item.name[1:].lstrip(".jsonl"), item.lines.record) for item in found] == [
        ("#1", 1),
        ("#3", 3),
        ("#5", 5),
    ] * 3
    assert {item.encoding for item in found} <= {encoding, "utf-16-le", "utf-32-le"}


def test_a_web_page_in_any_encoding_is_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("<!doctype html><html><body><p>Šel dež.<p>Two</body></html>".encode("utf-16"))
    assert texts(tmp_path) == {"a": "Šel dež.\nTwo"}


def test_the_fields_are_chosen_by_option_or_else_by_name_and_length(tmp_path: Path) -> None:
    record = {"summary": "short", "text": "the text", "notes": "long " * 30}
    (tmp_path / "a.json").write_text(json.dumps([record]))
    assert texts(tmp_path) == {"a.json#1": "\n".join(record.values())}
    assert texts(tmp_path, text_field="summary") == {"a.json#1": "short"}
    (tmp_path / "a.json").write_text(json.dumps([{"notes": record["notes"], "id": "x"}]))
    assert texts(tmp_path) == {"a.json#1": record["notes"]}


def test_a_field_in_a_field_and_a_list_of_texts(tmp_path: Path) -> None:
    records = [
        {"content": {"Body": "It rained."}},
        {"content.body": "It snowed."},
        {"content": {"body": ["Wind.", "Fog."]}},
    ]
    read = {"a.json#1": "It rained.", "a.json#2": "It snowed.", "a.json#3": "Wind.\nFog."}
    (tmp_path / "a.json").write_text(json.dumps(records, indent=1))
    assert texts(tmp_path, text_field="content.body") == read
    found = [item for item in everything(tmp_path, text_field="content.body") if isinstance(item, Document)]
    assert [(item.lines.record, item.lines.text) for item in found] == [(2, 4), (7, 8), (10, 12)]
    assert all("content.body" in reason for reason in reasons(tmp_path).values())
    (tmp_path / "a.json").write_text(json.dumps([{"text": ["Wind.", "Fog."]}, {"text": ["Wind.", 1]}, {"text": [" "]}]))
    assert texts(tmp_path) == {"a.json#1": "Wind.\nFog.", "a.json#2": "Wind.\n1"}


def days(path: Path) -> list[str]:
    return [item.date for item in everything(path) if isinstance(item, Document)]


def test_the_day_that_a_record_gives(tmp_path: Path) -> None:
    fields = [{"date": "2023-05-01"}, {"created": 1682899200, "published_at": "Mon, 01 May 2023 10:00:00 +0000"}]
    fields += [{"PubDate": "May 1, 2023", "created": 0}, {"date": "unknown", "timestamp": "1682899200"}]
    fields += [{"ts": "1682899200.000200"}, {"sentAt": 1682899200_000}, {"ts": 40, "id": 1782899200}]
    fields += [{"sent_at": "2023-05-01T09:00:00Z"}, {"created_at": "Mon May 01 10:00:00 +0000 2023"}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": TEXT, **each}) for each in fields))
    assert days(tmp_path / "a.jsonl") == [*["2023-05-01"] * 6, "", *["2023-05-01"] * 2]
    (tmp_path / "a.csv").write_text('text,Published\n"It rained.",1 May 2023\n"It snowed.",\n')
    assert days(tmp_path / "a.csv") == ["2023-05-01", ""]


def test_the_day_that_a_page_gives(tmp_path: Path) -> None:
    for number, head in enumerate(
        (
            '<meta property="article:modified_time" content="2024-06-01"><meta content=\'2023-05-01T09:00\' property='
            '"article:published_time" />',
            "<META NAME=dc.date.issued CONTENT=20230501>",
            '<script type="application/ld+json">{"datePublished": "2023-05-01", "author": "A"}</script>',
        )
    ):
        (tmp_path / f"{number}.html").write_text(f"<html><head>{head}</head><body><p>{TEXT}</p></body></html>")
    assert days(tmp_path) == ["2023-05-01"] * 3


def test_a_record_that_is_beyond_python_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":' + "[" * 100_000 + "\n")
    assert reasons(tmp_path) == {"a.jsonl#1": "not valid JSON: one thing stands in another too many times"}


def test_a_number_without_end_is_no_more_than_that(tmp_path: Path) -> None:
    record = '{"id": ' + "9" * 10_000 + ', "date": -' + "9" * 10_000 + ', "text": "It rained."}'
    (tmp_path / "a.jsonl").write_text(f"{record}\n{record.replace('rained', 'snowed')}")
    (tmp_path / "b.json").write_text(f'{{"n": {"9" * 10_000}, "items": [{record},\n {record}]}}')
    assert list(texts(tmp_path).values()) == ["It rained.", "It snowed.", "It rained.", "It rained."]
    assert [item.lines.record for item in everything(tmp_path / "b.json") if isinstance(item, Document)] == [1, 2]


@pytest.mark.parametrize("before", ["", '{"text": "It rained."}\n\n'])
def test_a_last_line_that_breaks_off_is_shown(tmp_path: Path, before: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(f'{before}{{"text": "The lamp is br'.encode() + "é".encode()[:1])
    *_, last = (item for item in everything(tmp_path) if isinstance(item, Document))
    assert last.clean.text == '{"text": "The lamp is br\ufffd' and last.lines.of(1) == before.count("\n") + 1
    (said,) = (item for item in everything(tmp_path) if isinstance(item, Skipped))
    assert said.name == last.name == f"a.jsonl#{last.lines.record}" and said.is_begun


def test_many_bad_records_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n" * 1_500 + "1\n" + "{'" + "".join(f"\n{' ' * k}x" for k in range(500)))
    *listed, last = everything(tmp_path)
    assert [item.name for item in listed[:3]] == ["a.jsonl", "a.jsonl#1501", "a.jsonl#1502"] and len(listed) == 50
    assert isinstance(listed[0], Skipped) and listed[0].reason.startswith("1,500 records (#1, #2, #3 …): no field of t")
    assert last == Skipped("a.jsonl", "453 more records that cannot be read", 453)


def test_text_in_a_field_of_a_field_is_found(tmp_path: Path) -> None:
    long = "It rained for so long that the harbour and the market beside it stood under water for days."
    records: list[object] = [
        {"title": "Rain", "about": {"tags": ["x"]}, "content": {"body": "It rained.", "date": "2023-05-01"}},
        {"data": {"title": "Snow", "story": {"text": "It snowed."}}, "note": long},
        {"data": {"id": "7", "story": long}},
        {"one": {"text": "It rained."}, "two": {"text": "It snowed."}},
    ]
    (tmp_path / "a.json").write_text(json.dumps({"records": records}, indent=1))
    found = [item for item in everything(tmp_path) if isinstance(item, Document)]
    assert [(item.clean.text, item.title, item.date) for item in found] == [
        ("It rained.", "Rain", "2023-05-01"),
        (f"It snowed.\n{long}", "Snow", ""),
        (long, "", ""),
        ("It rained.\nIt snowed.", "", ""),
    ]
    lines = (tmp_path / "a.json").read_text().split("\n")
    assert all(item.clean.text.split("\n")[0] in lines[item.lines.text - 1] for item in found)


def test_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,title,text\n1,Head,"Some, text\nhere"\n2,,\n')
    (tmp_path / "b.tsv").write_text("id\tbody\n1\tone, two\n")
    (tmp_path / "c.csv").write_text("1,2,3\n4,5,6\n")
    assert texts(tmp_path) == {"a.csv#1": "Some, text\nhere", "b.tsv#1": "one, two", "c.csv": "1,2,3\n4,5,6\n"}
    assert reasons(tmp_path) == {"a.csv#2": "no text in this row"}


def test_where_records_stand_in_their_file(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [{"id": k, "title": f"T\n{k}", "text": f"No. {k}\nand on"} for k in range(1, 4)]
    nested = {"about": [1, {"name": "x"}], "none": [], "items": records}
    rows = "".join(f'{k},"T\r\n{k}","No. {k}\r\nand on"\r\n\r\n' for k in range(1, 4))
    written = {
        "a.jsonl": "\n\n".join(map(json.dumps, records)),
        "b.json": json.dumps(records, indent=1),
        "c.json": json.dumps(records),
        "d.json": "\ufeff \n" + json.dumps(nested, indent=2),
        "e.json": json.dumps(["No. 1", "No. 2"], indent=2),
        "f.json": json.dumps(records[0], indent=2),
        "g.csv": f"id,title,text\r\n{rows}",
        "h.txt": "No. 1\n",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    found = [item for item in everything(tmp_path) if isinstance(item, Document)]
    assert [item.lines.record for item in found if item.name.startswith("d.json")] == [11, 16, 21]
    assert [item.lines.record for item in found if item.name.startswith("g.csv")] == [2, 6, 10]
    for item in found:
        lines = written[item.name.partition("#")[0]].split("\n")
        for number, line in enumerate(item.clean.text.split("\n")[:2], 1):
            assert line in lines[item.lines.of(number) - 1], item.name
            assert item.lines.line_at(item.lines.of(number)) == (number if item.lines.step else 1)
    assert len(found) == 19


def test_web_pages(tmp_path: Path) -> None:
    sentence = "The council voted to rebuild the old lighthouse that the storm tore down. "
    body = f"<body><nav>Menu</nav><article><p>{sentence * 9}</p></article><script>x</script></body>"
    page = f"<html><head><title>A &amp; B</title></head>{body}</html>"
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b").write_text("<!doctype html><html><body><p>One<p>Two <b>three</b></body></html>")
    documents = {item.name: item for item in everything(tmp_path) if isinstance(item, Document)}
    assert documents["a.html"].title == "A & B"
    assert sentence.strip() in documents["a.html"].source
    assert "Menu" not in documents["a.html"].source
    assert documents["b"].source.split("\n") == ["One", "Two three"]


def test_markup_in_a_text_is_read_as_a_page(tmp_path: Path) -> None:
    told = ["The council met.", "It rained & snowed.", "Nobody came."]
    paragraphs = "\n".join(f"<p class='x'>{line.replace('&', '&amp;')}</p>" for line in told)
    (tmp_path / "a.txt").write_text(f"\n{paragraphs}\n")
    (tmp_path / "b").write_text(f"<!-- saved --><div>{paragraphs.replace('<p', '<h2').replace('</p', '</h2')}</div>\n")
    (tmp_path / "c.txt").write_text(
        f"<!DOCTYPE html><html><head><title>News</title></head><body>{paragraphs}</body></html>"
    )
    (tmp_path / "d").write_text(f"<body>{paragraphs}</body>")
    assert set(texts(tmp_path).values()) == {"\n".join(told)}
    assert [item.title for item in everything(tmp_path) if isinstance(item, Document)] == ["", "", "News", ""]


@pytest.mark.parametrize(
    "text",
    [
        "<p> is how a paragraph begins, </p> how it ends.\nSo do <div> and </div>, <h1> and </h1>, <li> and </li>.\n",
        "<!DOCTYPE html> stands above a page.\n<html><body><p>One</p></body></html>\nThis is the shortest one.\n",
        "A page is made so:\n<html><body><h1>One</h1><p>Two</p><p>Three</p></body></html>\n",
        "<p>Only one paragraph.</p>\n",
        "<doc><p>A</p><p>B</p><p>C</p></doc>\n",
        "<html><body><p>A</p><p>B</p></body></html>\n<html><body><p>C</p></body></html>\n",
        "<3 you all\n",
    ],
)
def test_a_text_about_markup_stays_as_it_is(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert texts(tmp_path) == {"a.txt": text}


def test_the_title_of_a_page_goes_without_the_name_of_its_site(tmp_path: Path) -> None:
    sentence = "The council voted to rebuild the old lighthouse that the storm tore down. "
    for name, heading in (("a.html", "<h1>Lighthouse to be rebuilt</h1>"), ("b.html", "")):
        body = f"<body><article>{heading}<p>{sentence * 9}</p></article></body>"
        page = f"<html><head><title>Lighthouse to be rebuilt | The Post</title></head>{body}</html>"
        (tmp_path / name).write_text(page)
    titles = [item.title for item in everything(tmp_path) if isinstance(item, Document)]
    assert titles == ["Lighthouse to be rebuilt", "Lighthouse to be rebuilt | The Post"]


def test_headings_of_a_page_that_marks_no_article_are_kept(tmp_path: Path) -> None:
    paragraphs = (
        "The bear that had walked through the gardens of the village for three weeks was caught by two rangers.",
        "Nobody was hurt, and the bear was taken to the forest in the north, where it will be watched.",
    )
    for number, name in enumerate(("a.html", "b.html")):
        body = (
            f"<h1>Bear <i>caught</i></h1><p>{paragraphs[0]}</p>{'<h2>In the north</h2>' * number}<p>{paragraphs[1]}</p>"
            "<ul><li>Two gardens were damaged</li><li>One beehive was lost</li></ul>"
            "<table><tr><th>Day</th><th>Seen</th></tr><tr><td>Monday</td><td>3</td></tr></table>"
        )
        (tmp_path / name).write_text(f"<html><head><title>News</title></head><body>{body}</body></html>")
    first, second = (item for item in everything(tmp_path) if isinstance(item, Document))
    assert first.source.split("\n")[:3] == ["Bear caught", *paragraphs]
    assert second.source.split("\n")[:4] == ["Bear caught", paragraphs[0], "In the north", paragraphs[1]]


def test_each_of_many_headings_stands_before_its_own_paragraph(tmp_path: Path) -> None:
    told = [
        f"The bear was seen {number} times in the gardens of the village before it was caught." for number in range(300)
    ]
    body = "".join(f"<h2>Report {number}</h2><p>{line}</p>" for number, line in enumerate(told))
    (tmp_path / "a.html").write_text(f"<html><head><title>News</title></head><body>{body}</body></html>")
    (page,) = everything(tmp_path)
    assert isinstance(page, Document)
    assert page.source.split("\n") == [each for number, line in enumerate(told) for each in (f"Report {number}", line)]


def test_a_heading_on_two_lines_is_not_lost(tmp_path: Path) -> None:
    sentence = "The bear was taken to the forest in the north, where it will be watched by two rangers. "
    body = f"<article><h1>Bear\ncaught</h1><p>{sentence * 9}</p></article>"
    (tmp_path / "a.html").write_text(f"<html><head><title>News</title></head><body>{body}</body></html>")
    (page,) = everything(tmp_path)
    assert isinstance(page, Document)
    assert page.source.split() == ["Bear", "caught", *(sentence * 9).split()]


def test_a_book(tmp_path: Path) -> None:
    names = 'xmlns="http://www.idpf.org/2007/opf"'
    container = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as book:
        book.writestr(
            "META-INF/container.xml",
            f'<container {container}><rootfiles><rootfile full-path="in/p.opf"/></rootfiles></container>',
        )
        book.writestr(
            "in/p.opf",
            f"<package {names}>"
            '<manifest><item id="b" href="b.xhtml"/><item id="a" href="a%201.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        book.writestr("in/a 1.xhtml", "<html><head><title>x</title></head><body><p>First</p></body></html>")
        book.writestr("in/b.xhtml", "<html><body><p>Second</p></body></html>")
    (book_found,) = everything(tmp_path)
    assert isinstance(book_found, Document)
    assert book_found.source == "First\n\nSecond"


def test_what_is_missing_in_a_book_is_named(tmp_path: Path) -> None:
    container = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
    package = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest>'
    for name, path in (("a.epub", "p.opf"), ("b.epub", "in/p.opf"), ("c.epub", "")):
        with zipfile.ZipFile(tmp_path / name, "w") as book:
            root = f'<container {container}><rootfiles><rootfile full-path="{path}"/></rootfiles></container>'
            book.writestr("META-INF/container.xml", root)
            book.writestr("p.opf", f'{package}<spine><itemref idref="a"/></spine></package>')
    assert reasons(tmp_path) == {
        "a.epub/a.xhtml": "missing in the book",
        "a.epub": "an EPUB without text",
        "b.epub": "a damaged EPUB: in/p.opf is missing",
        "c.epub": "a damaged EPUB: its package document is missing",
    }


def test_what_is_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.BufferedReader(io.BytesIO(TEXT.encode()))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=piped))
    found, again = everything(STDIN, STDIN)
    assert isinstance(found, Document) and (found.name, found.clean.text) == ("-", TEXT)
    assert again == Skipped("-", "the same file as one that is read already")


class Slow(io.RawIOBase):
    """A pipe that holds a byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._data.readinto(buffer[:1])


def tape(text: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))
    return made.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress, tape])
def test_what_comes_through_a_pipe_byte_by_byte_is_told_by_its_content(pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(Slow(pack(TEXT.encode())))))
    assert list(texts(STDIN).values()) == [TEXT]


@pytest.mark.parametrize("cut", [b"\x1f\x8b", b"\xfd7z", b"PK\x03"])
def test_what_ends_amid_the_number_that_tells_its_kind_is_damaged(cut: bytes, tmp_path: Path) -> None:
    (tmp_path / "cut.gz").write_bytes(cut)
    assert not texts(tmp_path)
    assert reasons(tmp_path)["cut.gz"].startswith("damaged: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_pipe_is_read_where_it_is_named_itself(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = pack(TEXT.encode())
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as writer:
        writer.submit(pipe.write_bytes, data)
        read_once, again = everything(pipe, pipe)
    assert isinstance(read_once, Document) and (read_once.name, read_once.clean.text) == ("pipe", TEXT)
    assert again == Skipped("pipe", "the same file as one that is read already")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nothing_writes_to_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "WRITER_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")
    assert reasons(tmp_path / "pipe") == {"pipe": sources.UNWRITTEN}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_special_files_are_skipped_with_reasons(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nothing").symlink_to("nowhere")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "up").symlink_to("..")
    found = reasons(tmp_path, tmp_path / "missing")
    name = tmp_path.name
    assert found[f"{name}/pipe"] == "a named pipe"
    assert found[f"{name}/zero"] == "a device"
    assert found[f"{name}/up"] == "a link to a folder that it is in"
    assert len(found) == 6


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[Hostile, ...], list[Document | Skipped]]]:
    folder = tmp_path_factory.mktemp("hostile")
    written = write(folder)
    yield written, everything(folder)


def test_every_hostile_file_is_read_or_skipped(
    hostile: tuple[tuple[Hostile, ...], list[Document | Skipped]],
) -> None:
    written, found = hostile
    assert len(written) > 400
    names = [item.name for item in found]
    silent = [entry for entry in written if not any(name.startswith(shown_name(entry.name)) for name in names)]
    assert silent == []


def test_whatever_hostile_files_say_can_be_stored_and_shown(
    hostile: tuple[tuple[Hostile, ...], list[Document | Skipped]],
) -> None:
    for item in hostile[1]:
        said = (
            (item.name, item.reason)
            if isinstance(item, Skipped)
            else (item.name, item.title, item.source, item.clean.text)
        )
        for text in said:
            text.encode("utf-8")
            assert count_unsafe(painted(text)) == 0
