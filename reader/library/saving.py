"""Texts saved as files of the user's, which replace what is there only if that is wanted, and never what is read."""

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO

from reader.config import data_folder
from reader.library.skipping import why
from reader.library.sources import read_with
from reader.text.controls import sanitise
from reader.text.cutting import cut_at_word

NAME_CHARACTERS = 60
"""Of a title that becomes the name of a file."""

MOST_NUMBERED = 1000

LONGEST_BESIDE = 50
"""Characters of a name in that of the file which is written beside: four bytes each, of 255 that most systems take."""

_NOT_IN_NAMES = re.compile(r"[^\w.,-]+")


def file_name(title: str, ending: str) -> str:
    """A name for a file that any system takes."""
    name = cut_at_word(_NOT_IN_NAMES.sub(" ", title), NAME_CHARACTERS, "").strip(" .,-")
    return (name or "article") + ending


def folder_outside(paths: Sequence[Path]) -> Path:
    """A folder from which nothing is read with a library: the current one, else the user's, else the program's own."""
    with suppress(OSError, RuntimeError):
        for folder in (Path.cwd(), Path.home()):
            if read_with(paths, folder / "saved.txt") is None:
                return folder
    folder = data_folder() / "saved"
    with suppress(OSError):  # which is said when the file is written
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def free_name(name: str) -> str:
    """The name, with a number if there is such a file."""
    path = Path(name)
    for number in range(2, MOST_NUMBERED):
        if not path.exists():
            break
        path = path.with_name(f"{Path(name).stem} {number}{path.suffix}")
    return str(path)


def path_of(name: str) -> Path:
    """The file that a name stands for which was typed."""
    return Path(name.strip()).expanduser().absolute()


class Doubt(StrEnum):
    """Why a file may not be wanted under its name."""

    REPLACES = "There is such a file already"
    READ = "It would be read with the library from then on"
    NO_FOLDER = "There is no such folder"


def doubt(paths: Sequence[Path], name: str) -> Doubt | None:
    """What speaks against writing a file while these paths are read, if the user may want it all the same."""
    with suppress(OSError, ValueError, RuntimeError):  # which is said when the file is written
        path = path_of(name)
        is_read, is_there = read_with(paths, path) is not None, path.exists()
        if path.is_file() and not is_read:
            return Doubt.REPLACES
        if is_read and not is_there:
            return Doubt.READ
        if not path.parent.exists() and next(folder for folder in path.parents if folder.exists()).is_dir():
            return Doubt.NO_FOLDER
    return None


def write(name: str, text: str, *, replace: bool = False, makes_folder: bool = False) -> str:
    """Write a file that is not there yet, or `replace` one; why that was not done, harmless and for people, empty if it
    was."""
    path = Path(name)
    try:
        path = path_of(name)
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if replace:
            write_whole(path, [_ended(text)])
        else:
            _write_new(path, _ended(text))
    except FileExistsError:
        if path.is_dir():
            return f"Not saved: {sanitise(str(path))} is a folder. Give the file a name in it."
        return "There is such a file already: choose another name."
    except FileNotFoundError:
        folder = sanitise(str(path.parent))
        reason = "no file can be made in" if path.parent.is_dir() else "there is no folder"
        return f"Not saved: {reason} {folder}."
    except (OSError, ValueError, RuntimeError) as error:
        return f"Not saved: {sanitise(str(path))}: {why(error)}."
    return ""


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, all of it or none. Raises OSError if it cannot be."""
    path.open("x").close()
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        path.unlink(missing_ok=True)
        raise


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file, new or in place of one that stays until all is written. Raises OSError if it cannot be."""
    if path.exists() and not path.is_file():  # a device or a pipe, which no file shall replace
        with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(pieces)
        return
    path = path.resolve()
    if path.exists():
        path.open("r+b").close()  # what may not be written is not replaced either
    beside = path.with_name(f".{path.name[:LONGEST_BESIDE]}.{os.getpid()}")
    try:
        draft = beside.open("x+", encoding="utf-8", errors="replace", newline="\n")
    except OSError:  # a folder in which no file may be made can hold one that may be written
        if not path.exists():
            raise
        with TemporaryFile("w+", encoding="utf-8", errors="replace", newline="\n") as draft:
            draft.writelines(pieces)
            _write_over(path, draft)
        return
    try:
        with draft:
            draft.writelines(pieces)
            draft.flush()
            with suppress(FileNotFoundError):
                shutil.copymode(path, beside)
            try:
                beside.replace(path)
            except OSError:  # as of a file that is mounted, or somebody else's in a folder like /tmp
                if not path.exists():
                    raise
                _write_over(path, draft)
    finally:
        beside.unlink(missing_ok=True)


def _write_over(path: Path, draft: TextIO) -> None:
    """Write what was drafted into a file that is there. What goes beyond its end comes first: where there is no room
    for that, the file is as it was."""
    size = path.stat().st_size
    source = draft.buffer
    draft.flush()
    try:
        with path.open("ab") as file:
            source.seek(size)
            shutil.copyfileobj(source, file)
    except OSError:
        os.truncate(path, size)
        raise
    with path.open("r+b") as file:
        source.seek(0)
        shutil.copyfileobj(source, file)
        file.truncate()


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
