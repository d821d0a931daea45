"""The library that was open last, so that `reader` without arguments opens it again."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reader.errors import TwicetoldError
from reader.library import state
from reader.library.sources import absolute, is_there

FILE_NAME = "last-library.json"


class Library(NamedTuple):
    """What is opened together, and how."""

    paths: list[Path]
    text_field: str | None = None
    """The field or column of records that holds the text, where it is not a usual one."""
    gone: str = ""
    """What the user should know: that something of the library that was open last is not there; else empty."""


def remember(paths: Sequence[Path], text_field: str | None = None) -> None:
    """Note what is open."""
    state.keep(FILE_NAME, {"paths": [str(absolute(path)) for path in paths], "text_field": text_field})


def last() -> Library:
    """What was open last; without paths if nothing is known."""
    kept = state.load(FILE_NAME)
    names, text_field = (kept.get("paths"), kept.get("text_field")) if isinstance(kept, dict) else (None, None)
    paths = [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return Library(paths, text_field if isinstance(text_field, str) else None)


def chosen_library(paths: Sequence[Path], text_field: str | None, folder: Path) -> Library:
    """What a command line names, or else the default in a folder, as of `default_library`."""
    if paths:
        return Library(list(paths), text_field)
    library = default_library(folder)
    return library._replace(text_field=text_field or library.text_field)


class LibraryGoneError(TwicetoldError):
    """Nothing that was open last is there any more: it was moved, deleted, or is on a disk that is not connected."""


def default_library(folder: Path) -> Library:
    """What is read where no paths are given: the last library, else the seeds of a checkout, else the folder itself.

    Of the last library what is still there, with what is gone. Raises LibraryGoneError if none is and the folder is no
    checkout: nobody asked for another.
    """
    remembered = last()
    there = [path for path in remembered.paths if is_there(path)]
    missing = ", ".join(str(path) for path in remembered.paths if path not in there)
    if there:
        gone = f"Of the library that was open last, this is gone: {missing}." if missing else ""
        return remembered._replace(paths=there, gone=gone)
    all_gone = f"the library that was open last is gone: {missing}." if missing else ""
    seeds = folder / "seeds"
    if seeds.is_dir() and (folder / "reader" / "__init__.py").is_file():
        return Library([seeds], gone=f"These are the seeds: {all_gone}" if all_gone else "")
    if all_gone:
        raise LibraryGoneError(f"{all_gone} Name what to read; . is this folder.")
    return Library([folder])
