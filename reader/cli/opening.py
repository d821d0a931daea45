"""Opening the terminal reader: its first frame comes before anything heavy is imported."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.commandline import VERBS
from reader.cli.ending import INTERRUPTED, USAGE_ERROR, complain, report_crash
from reader.errors import TwicetoldError
from reader.starting import Start, start_of

if TYPE_CHECKING:
    from reader.library.recent import Library

FRAMES_A_SECOND = "120"
"""Textual paints at most so often, by itself 60 times: what a key changes in two steps, as a letter and then what it
finds, would wait 17 ms between them."""

FIRST_NAMES = 200
"""Files listed before the first paint: more than any screen shows, few enough to find in a moment."""

LEAST_LIKENESS = 0.75
"""Of a name that is none to a verb, by their letters in common: two letters swapped in a verb of four."""

FOLDER_GONE = "the current folder has been deleted. Go to one that is there (cd), or name what to read from / on."


def is_folder_gone() -> bool:
    """Whether there is no current folder any more: what is named from it cannot be found."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def open_library(paths: list[Path], text_field: str | None = None) -> int:
    """Open the terminal reader, on records by a `text_field`; returns the exit status."""
    from reader.library.recent import remember

    try:
        (paths, text_field, gone), start = what_to_open(paths, text_field)
        see_terminal()
    except TwicetoldError as error:
        complain(str(error))
        return USAGE_ERROR
    for name in ("COLUMNS", "LINES"):
        # A shell may have exported the size that the terminal had once; Python would believe it after every resize.
        os.environ.pop(name, None)
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    names = first_names(paths)
    from reader.tui import collecting
    from reader.tui.first_frame import first_frame

    collecting.wait()
    try:
        with first_frame(names):
            from reader.tui.app import run
        status = run(paths, names, start, text_field, gone)
    except KeyboardInterrupt:  # while modules were being imported
        return INTERRUPTED
    except Exception as error:  # the one place where a crash becomes a message
        return report_crash(error)
    remember(paths, text_field)
    return status


def what_to_open(paths: list[Path], text_field: str | None) -> tuple["Library", Start]:
    """The files and folders that a command line means, and where to start. Raises TwicetoldError if they cannot be
    opened."""
    from reader.library.recent import chosen_library

    if not (paths and all(path.is_absolute() for path in paths)) and is_folder_gone():
        raise TwicetoldError(FOLDER_GONE)
    paths, start = start_of(paths)
    missing = [path for path in paths if not os.path.exists(path) and str(path) != "-"]  # noqa: PTH110 - never an error
    if missing:
        meant = _verb_like(str(paths[0])) if missing[0] == paths[0] else ""
        instead = f"Did you mean `reader {meant}`?" if meant else "Name a folder or a file that holds text."
        raise TwicetoldError(f"{missing[0]} does not exist. {instead}")
    library = chosen_library(_without_start(paths, start), text_field, Path.cwd())
    if piped := next((path for path in library.paths if path.is_fifo()), None):
        way = "use a verb, as `reader articles`, or save it first."
        raise TwicetoldError(f"{piped} is a pipe, which can be read only once: {way}")
    return library, start


def _verb_like(name: str) -> str:
    """The verb that a name is a slip of; "" if it is none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, VERBS, 1, LEAST_LIKENESS)), "")


def _without_start(paths: list[Path], start: Start) -> list[Path]:
    """The paths without the file where reading starts, if that is read with another of them: it is the same library."""
    from reader.library.sources import read_with

    others = list(paths)
    if start.file:
        others.remove(start.file)
    return others if start.file and read_with(others, start.file) else paths


def see_terminal() -> None:
    """Raise TwicetoldError where there is no terminal that can show a whole screen."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise TwicetoldError("the reader needs a terminal. In a pipe, use `reader articles` or `reader repeats`.")
    if os.environ.get("TERM") == "dumb":
        way = "If your terminal can: export TERM=xterm-256color"
        raise TwicetoldError(f"TERM is dumb, which cannot show a whole screen. {way}")


def first_names(paths: list[Path]) -> list[str]:
    """Names of the first files to be read, for the first screen."""
    from itertools import islice

    from reader.library.sources import SourceFile, discover

    return [found.name for found in islice(discover(paths), FIRST_NAMES) if isinstance(found, SourceFile)]
