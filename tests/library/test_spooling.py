"""What is piped in, kept for as long as it is read."""

import io
import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from reader.errors import TwicetoldError
from reader.library.sources import STDIN
from reader.library.spooling import spooled

TEXT = b"The ferry left at nine.\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes of files")
def test_what_is_piped_in_is_the_users_alone_and_goes_at_the_end(place: Path, tmp_path: Path) -> None:
    heard: list[int] = []
    with spooled([tmp_path, STDIN, STDIN], io.BytesIO(TEXT), None, heard.append) as spool:
        (file,) = spool.files.values()
        assert file.read_bytes() == TEXT and file.name == "-" and heard == [len(TEXT)]
        assert file.stat().st_mode & 0o077 == 0
        assert all(folder.stat().st_mode & 0o077 == 0 for folder in (file.parent, file.parent.parent))
        assert spool.instead_of([tmp_path, STDIN]) == [tmp_path, file]
        assert spool.index.temporary and spool.index.path.parent in file.parents and not spool.is_empty
    assert not list(place.iterdir())


def test_an_end_by_a_mistake_or_a_signal_leaves_nothing(place: Path) -> None:
    with pytest.raises(SystemExit), spooled([STDIN], io.BytesIO(TEXT), None, lambda come: sys.exit(143)):
        pass
    assert not list(place.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_pipes_with_names_are_kept_under_these(place: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "rows.csv"
    os.mkfifo(pipe)
    Thread(target=lambda: pipe.write_bytes(TEXT), daemon=True).start()
    with spooled([pipe, STDIN], io.BytesIO(), None, lambda come: None) as spool:
        assert spool.files[pipe].name == "rows.csv" and spool.files[pipe].read_bytes() == TEXT
        assert spool.files[STDIN].read_bytes() == b"" and not spool.is_empty


def test_what_cannot_be_kept_is_said_with_what_to_do(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TwicetoldError, match=r"nothing is: COMMAND \| reader -"), spooled([STDIN], None, None, print):
        pass
    shut = os.fdopen(os.open(os.devnull, os.O_WRONLY), "rb")
    with pytest.raises(TwicetoldError, match="- cannot be read"), spooled([STDIN], shut, None, print):
        pass
    assert not list(place.iterdir())
    monkeypatch.setattr("tempfile.tempdir", str(place / "none"))
    with pytest.raises(TwicetoldError, match="TMPDIR"), spooled([STDIN], io.BytesIO(TEXT), None, print):
        pass
