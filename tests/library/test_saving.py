"""Files in place of others."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.saving import write, write_whole

FULL = OSError(28, "No space left on device")


def refuse(error: OSError) -> None:
    raise error


def broken_off() -> Iterator[str]:
    yield "new" * 100_000
    raise FULL


def test_what_is_there_stays_until_all_is_written(tmp_path: Path) -> None:
    file, link = tmp_path / "report.html", tmp_path / "link.html"
    with pytest.raises(OSError, match="space"):
        write_whole(file, broken_off())
    assert not list(tmp_path.iterdir())
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file.name)
    for path in (file, link):
        with pytest.raises(OSError, match="space"):
            write_whole(path, broken_off())
        assert file.read_text() == "old" and sorted(tmp_path.iterdir()) == [link, file]
    write_whole(link, ["new", "er\n"])
    assert file.read_text() == "newer\n" and file.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink() and sorted(tmp_path.iterdir()) == [link, file]


def test_nothing_is_left_of_a_file_for_which_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "notes.md"
    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", lambda *_, **__: refuse(FULL))
        assert "no space left" in write(str(file), "text").lower()
    assert not list(tmp_path.iterdir())
    assert write(str(file), "text") == "" and file.read_text() == "text\n"
    assert "already" in write(str(file), "other") and file.read_text() == "text\n"


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, ["all of it\n"])
    assert os.read(reading, 100) == b"all of it\n" and pipe.is_fifo()
    os.close(reading)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, ["nothing"])


@pytest.mark.parametrize("method", ["open", "replace"])  # no file may be made in the folder, or this one not replaced
def test_a_file_that_nothing_can_replace_is_written_where_it_is(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, new = tmp_path / "report.html", tmp_path / "new.html"
    file.write_text("old" * 9)
    allowed = getattr(Path, method)

    def refused(path: Path, *arguments: object, **named: object) -> object:
        if path.name.startswith("."):
            raise PermissionError(13, "Permission denied")
        return allowed(path, *arguments, **named)

    monkeypatch.setattr(Path, method, refused)
    number = file.stat().st_ino
    for text in ("shorter", "é longer" * 9_999):
        write_whole(file, [text[:3], text[3:]])
        assert file.read_text(encoding="utf-8") == text and file.stat().st_ino == number
    with pytest.raises(OSError, match="space"):
        write_whole(file, broken_off())
    assert file.read_text(encoding="utf-8") == text and list(tmp_path.iterdir()) == [file]
    with pytest.raises(PermissionError):
        write_whole(new, ["nothing"])
    assert not new.exists()


def test_where_there_is_no_room_for_more_a_file_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.html"
    file.write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: refuse(PermissionError(13, "Permission denied")))
    monkeypatch.setattr(shutil, "copyfileobj", lambda source, to: (to.write(source.read(99)), to.flush(), refuse(FULL)))
    with pytest.raises(OSError, match="space"):
        write_whole(file, ["new" * 100])
    assert file.read_text() == "old"
