"""What `reader` opens without arguments."""

from pathlib import Path

import pytest

from reader.library.recent import Library, LibraryGoneError, chosen_library, default_library, last, remember


def test_the_last_library_is_opened_again(tmp_path: Path) -> None:
    assert last() == Library([])
    assert default_library(tmp_path).paths == [tmp_path]
    folder = tmp_path / "news"
    folder.mkdir()
    remember([folder])
    assert default_library(tmp_path).paths == [folder]


def test_the_field_of_its_records_is_remembered_with_a_library(tmp_path: Path) -> None:
    remember([tmp_path], "raw")
    assert default_library(tmp_path / "other") == Library([tmp_path], "raw")
    assert chosen_library([], None, tmp_path) == Library([tmp_path], "raw")
    assert chosen_library([], "notes", tmp_path) == Library([tmp_path], "notes")
    assert chosen_library([tmp_path], None, tmp_path) == Library([tmp_path])


def test_what_is_gone_is_not_replaced_by_something_else(tmp_path: Path) -> None:
    folder, file = tmp_path / "news", tmp_path / "a.txt"
    folder.mkdir()
    file.touch()
    remember([folder, file])
    file.unlink()
    library = default_library(tmp_path)
    assert library.paths == [folder] and "a.txt" in library.gone and str(folder) not in library.gone
    folder.rmdir()
    with pytest.raises(LibraryGoneError, match="news"):
        default_library(tmp_path)
    folder.mkdir()
    assert default_library(tmp_path).paths == [folder]


def test_a_checkout_opens_its_seeds_unless_there_is_a_last_library(seeds: Path, tmp_path: Path) -> None:
    assert default_library(seeds.parent).paths == [seeds]
    folder = tmp_path / "news"
    folder.mkdir()
    remember([folder])
    assert default_library(seeds.parent) == Library([folder])
    folder.rmdir()
    library = default_library(seeds.parent)
    assert library.paths == [seeds] and f"is gone: {folder}" in library.gone


def test_a_broken_note_is_no_obstacle(tmp_path: Path) -> None:
    remember([tmp_path])
    from reader.config import state_folder

    for content in ("", "{", '{"a": 1}', "[1, 2]", "\x00"):
        (state_folder() / "last-library.json").write_text(content, encoding="utf-8")
        assert last() == Library([])
