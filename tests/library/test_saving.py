"""Files in place of others."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.saving import write_whole


def broken_off() -> Iterator[str]:
    yield "new" * 100_000
    raise OSError(28, "No space left on device")


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


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, ["all of it\n"])
    assert os.read(reading, 100) == b"all of it\n" and pipe.is_fifo()
    os.close(reading)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, ["nothing"])
