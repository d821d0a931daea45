"""`reader where` and `reader doctor`, from outside and check by check."""

import errno
import os
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from reader.cli.health import Check, State, examined
from reader.config import config_file, data_folder
from reader.library.database import ALL_READ, open_to_write
from reader.library.fields import NO_TEXT
from reader.library.index_file import index_of, lock_of, release
from reader.library.userdata.database import FILE_NAME
from reader.library.userdata.store import UserData
from tests.cli.running import reader, records
from tests.library.making import indexed


def checks() -> dict[str, Check]:
    """The worst that is said of each thing."""
    found: dict[str, Check] = {}
    for check in sorted(examined(), key=lambda check: list(State).index(check.state)):
        found[check.what] = check
    return found


def hindrance(library: Path) -> str:
    """Why no index can be kept for a library; the temporary one in its place is deleted."""
    index = index_of([library])
    release(index)
    return index.hindrance


def test_where_names_what_the_variables_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (row,) = records(reader("where", "--json").stdout)
    assert Path(row["user data"]).is_relative_to(tmp_path / "data")
    assert row["user data"] in reader("where").stdout


def test_doctor_speaks_for_people_and_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    result = reader("doctor", "--json")
    (row,) = records(result.stdout)
    assert row["healthy"] is True and result.returncode == 0
    assert {"python", "sqlite", "terminal", "index", "clipboard"} <= {check["what"] for check in row["checks"]}
    assert all(check["advice"] for check in row["checks"] if check["state"] == "wrong")
    assert "sqlite" in reader("doctor").stdout


def test_what_is_wrong_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    result = reader("doctor")
    assert result.returncode == 1
    assert "export TERM=" in result.stdout and "no-such-editor" in result.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_wrong() -> None:
    folder = data_folder()
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    assert checks()["user data"].state is State.WRONG


def test_a_file_where_a_folder_must_be_is_called_a_file() -> None:
    folder = data_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder", encoding="utf-8")
    check = checks()["user data"]
    assert check.state is State.WRONG and f"{folder} is a file" in check.found and "chmod" not in check.advice


def test_a_folder_in_which_nothing_can_be_made_is_wrong_whatever_its_rights_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    assert checks()["index"].state is State.FINE and not list(tmp_path.iterdir())
    monkeypatch.setattr("reader.cli.health.TemporaryDirectory", refuse)
    check = checks()["index"]
    assert check.state is State.WRONG and "read-only" in check.found and "XDG_CACHE_HOME" in check.advice


def test_a_full_disk_is_wrong_and_what_it_left_is_no_whole_index(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    catalogue = indexed(tmp_path)
    catalogue.close()
    with closing(open_to_write(catalogue.index.path)) as connection:
        connection.execute("UPDATE state SET value = 0 WHERE key = ?", (ALL_READ,))
    found = checks()
    assert found["index"].state is State.FINE
    assert found["indexes"].state is State.NOTE and "of which 1 not read to the end" in found["indexes"].found

    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)  # folders can still be made
    check = checks()["index"]
    assert check.state is State.WRONG and "no space" in check.found.lower() and "make room" in check.advice


def test_damaged_files_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    catalogue = indexed(tmp_path)
    catalogue.close()
    UserData.open().close()
    found = checks()
    assert found["indexes"].state is found["marks"].state is State.FINE
    for path in (catalogue.index.path, data_folder() / FILE_NAME):
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(Random(1).randbytes(4096))
    found = checks()
    assert found["indexes"].state is found["marks"].state is State.WRONG
    assert str(catalogue.index.path) in found["indexes"].found and "delete" in found["indexes"].advice
    assert str(data_folder()) in found["marks"].found and "saves" in found["marks"].advice


def test_what_stands_in_the_place_of_an_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted to rebuild the old lighthouse.\n", encoding="utf-8")
    path = index_of([tmp_path]).path
    for place in (path, Path(f"{path}-wal"), lock_of(path)):
        path.unlink(missing_ok=True)
        place.mkdir()
        assert hindrance(tmp_path) == f"{place} is no plain file, which an index needs there; move it away"
        assert checks()["indexes"].found.startswith(str(place)) and checks()["indexes"].state is State.WRONG
        place.rmdir()
    path.symlink_to(tmp_path / "elsewhere")
    said = reader("index", tmp_path)
    assert said.returncode == 2 and f"{path} is no plain file" in said.stderr and "move it away" in said.stderr
    assert not (tmp_path / "elsewhere").exists()
    path.unlink()
    for folder in (path.parent, path.parent.parent):
        folder.rmdir()
        folder.write_text("no folder", encoding="utf-8")
        assert f"{folder} is no folder" in hindrance(tmp_path)
        assert str(folder) in checks()["indexes"].found
        folder.unlink()
    assert checks()["indexes"].state is State.FINE and not hindrance(tmp_path)


def test_each_thing_is_named_once() -> None:
    names = [check.what for check in examined()]
    assert len(names) == len(set(names))


def test_bad_settings_are_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "twicetold").mkdir()
    settings = tmp_path / "twicetold" / "config.toml"
    settings.write_text("measure = [\n")
    assert checks()["settings file"].state is State.WRONG
    settings.write_text('theme = "no-such"\nkeys.page.words = "j"\nkeys.no-such = "x"\n')
    found = [check.found for check in examined() if check.what == "settings file"]
    assert [each.startswith(f"{settings}:{line}: ") for line, each in enumerate(found, 1)] == [True] * 3


def test_packages_are_called_by_their_whole_names(monkeypatch: pytest.MonkeyPatch) -> None:
    required = ["no-such2<2,>=1.1", "no.such[fast]>=1", "never ; python_version < '3'", "pypdf>=5 ; extra == 'pdf'"]
    monkeypatch.setattr("reader.cli.health.metadata.requires", lambda name: required)
    assert {name for name, check in checks().items() if check.state is State.WRONG} >= {"no-such2", "no.such"}
    assert "never" not in checks()


def test_settings_are_written_once_and_printed_at_any_time() -> None:
    written = reader("where", "--write-settings")
    path = Path(written.stdout.strip())
    assert written.returncode == 0 and path == config_file()
    printed = reader("where", "--settings").stdout
    assert '# "read.raw" = ["R"]' in printed and "# measure = 72" in printed
    assert path.read_text(encoding="utf-8") == printed
    path.write_text("theme = 'nord'\n", encoding="utf-8")
    again = reader("where", "--write-settings")
    assert again.returncode == 2 and "was left alone" in again.stderr
    assert path.read_text(encoding="utf-8") == "theme = 'nord'\n"


def test_what_is_not_read_is_counted_with_its_reasons(tmp_path: Path) -> None:
    assert checks()["skipped"].state is State.FINE
    assert "skipped    nothing" in reader("where").stdout
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n")
    (tmp_path / "c.jsonl").write_text('{"text": "It rained."}\n{"x": 1}\n{"x": 2}\n')
    (tmp_path / "d.xml").write_text("<r><t>Only words")
    indexed(tmp_path).close()
    (row,) = records(reader("where", "--json").stdout)
    told = row["skipped"]
    assert (told["libraries"], told["not_read"], told["read_in_part"]) == (1, 4, 1)
    assert told["reasons"][0] == ["a picture", 2] and told["reasons"][1] == [NO_TEXT, 2]
    for said in (reader("where").stdout, checks()["skipped"].found):
        assert "4 files or records not read, 1 read in part in 1 library: 2 × a picture; 2 × no field" in said
    assert checks()["skipped"].state is State.NOTE and checks()["skipped"].advice
