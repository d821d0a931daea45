"""The library that was open last, so that `reader` without arguments opens it again."""

from collections.abc import Sequence
from pathlib import Path

from reader.errors import TwicetoldError
from reader.library import state
from reader.library.sources import absolute

FILE_NAME = "last-library.json"


def remember(paths: Sequence[Path]) -> None:
    """Note what is open."""
    state.keep(FILE_NAME, [str(absolute(path)) for path in paths])


def last() -> list[Path]:
    """What was open last; empty if nothing is known."""
    names = state.load(FILE_NAME)
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


class LibraryGoneError(TwicetoldError):
    """Nothing that was open last is there any more: it was moved, deleted, or is on a disk that is not connected."""


def default_library(folder: Path) -> list[Path]:
    """What is read where no paths are given: the last library, else the seeds of a checkout, else the folder itself.

    Of the last library what is still there. Raises LibraryGoneError if none is and the folder is no checkout: nobody
    asked for another.
    """
    remembered = last()
    if there := [path for path in remembered if path.exists()]:
        return there
    seeds = folder / "seeds"
    if seeds.is_dir() and (folder / "reader" / "__init__.py").is_file():
        return [seeds]
    if remembered:
        gone = ", ".join(map(str, remembered))
        raise LibraryGoneError(f"the library that was open last is gone: {gone}. Name what to read; . is this folder.")
    return [folder]
