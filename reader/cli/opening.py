"""Opening the terminal reader: its first frame comes before anything heavy is imported."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.cli.commandline import VERBS
from reader.cli.ending import INTERRUPTED, NOTHING_FOUND, USAGE_ERROR, complain, report_crash
from reader.cli.terminal import see_terminal, take_terminal
from reader.errors import TwicetoldError
from reader.starting import Start, start_of

if TYPE_CHECKING:
    from reader.library.recent import Library
    from reader.library.spooling import Spool

FRAMES_A_SECOND = "120"
"""Textual paints at most so often, by itself 60 times: what a key changes in two steps, as a letter and then what it
finds, would wait 17 ms between them."""

FIRST_NAMES = 200
"""Files listed before the first paint: more than any screen shows, few enough to find in a moment."""

LETTERS_A_SLIP = 4
"""Of a verb, for each that may be wrong, missing, one too many or swapped with the next: one in `find`, two in
`articles`."""

TOLD_SECONDS = 0.5
"""How often it is said how much has been piped in so far."""

FOLDER_GONE = "the current folder has been deleted. Go to one that is there (cd), or name what to read from / on."

NAME_SOMETHING = "Name a folder or a file that holds text; `reader --help` lists what else there is."


def is_folder_gone() -> bool:
    """Whether there is no current folder any more: what is named from it cannot be found."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def open_library(paths: list[Path], text_field: str | None = None) -> int:
    """Open the terminal reader, on records by a `text_field`; returns the exit status."""
    try:
        library, start = what_to_open(paths, text_field)
        see_terminal()
        piped_in = take_terminal()
        if _is_piped(library):
            return _open_piped(library, start, piped_in)
    except TwicetoldError as error:
        complain(str(error))
        return USAGE_ERROR
    except KeyboardInterrupt:  # while something was being piped in
        return INTERRUPTED
    if piped_in:
        piped_in.close()  # so that who writes knows that nobody reads
    return _show(library, start)


def _is_piped(library: "Library") -> bool:
    from reader.library.sources import is_stream

    return any(map(is_stream, library.paths))


def _open_piped(library: "Library", start: Start, piped_in: BinaryIO | None) -> int:
    """Open a library that is piped in, or a part of which is; returns the exit status. Raises TwicetoldError if it
    cannot be read or kept."""
    from reader.library.spooling import spooled
    from reader.tui.first_frame import ended_in_order

    with ended_in_order(), ExitStack() as kept:
        with _told_what_came() as heard:
            spool = kept.enter_context(spooled(library.paths, piped_in, library.text_field, heard))
        if spool.is_empty and len(spool.files) == len(library.paths):
            complain("nothing was piped in.")
            return NOTHING_FOUND
        return _show(library, start, spool)


@contextmanager
def _told_what_came() -> Iterator[Callable[[int], None]]:
    """While the block runs, it is said now and then how many bytes have come: the last number that what is given was
    called with; before that, that it is waited for."""
    from threading import Event, Thread

    from rich.filesize import decimal

    from reader.cli.output import WAITED_SECONDS, clear_progress, progress, say_waiting

    come, is_over = 0, Event()

    def hear(count: int) -> None:
        nonlocal come
        come = count

    def tell() -> None:
        said = 0
        while not is_over.wait(WAITED_SECONDS) and not come and not say_waiting():
            pass
        while not is_over.wait(TOLD_SECONDS):
            if said != come:  # else what others have written since stays
                said = come
                progress(f"reading the pipe to its end: {decimal(said)}… ctrl+c ends")

    telling = Thread(target=tell, daemon=True)  # the pipe may stand still
    telling.start()
    try:
        yield hear
    finally:
        is_over.set()
        telling.join()
        clear_progress()


def _show(library: "Library", start: Start, spool: "Spool | None" = None) -> int:
    """Show the screen until it is left; returns the exit status."""
    from reader.library.recent import remember

    paths, text_field, gone = library
    for name in ("COLUMNS", "LINES"):
        # A shell may have exported the size that the terminal had once; Python would believe it after every resize.
        os.environ.pop(name, None)
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    names = first_names(spool.instead_of(paths) if spool else paths)
    from reader.tui import collecting
    from reader.tui.first_frame import first_frame

    collecting.wait()
    try:
        with first_frame(names):
            from reader.tui.app import run
        if not spool:
            remember(paths, text_field)  # for a program that does not live to its end
        status = run(paths, names, start, text_field, gone, spool)
    except KeyboardInterrupt:  # while modules were being imported
        return INTERRUPTED
    except Exception as error:  # the one place where a crash becomes a message
        return report_crash(error)
    if not spool:
        remember(paths, text_field)
    return status


def what_to_open(paths: list[Path], text_field: str | None) -> tuple["Library", Start]:
    """The files and folders that a command line means, and where to start. Raises TwicetoldError if they cannot be
    opened."""
    from reader.library.recent import Library, chosen_library
    from reader.library.sources import STDIN, is_there

    if not (paths and all(path.is_absolute() for path in paths)) and is_folder_gone():
        raise TwicetoldError(FOLDER_GONE)
    paths, start = start_of(paths)
    missing = [path for path in paths if not is_there(path)]
    if missing:
        meant = _verb_like(str(paths[0])) if missing[0] == paths[0] else ""
        instead = f"Did you mean `reader {meant}`?" if meant else NAME_SOMETHING
        raise TwicetoldError(f"{missing[0]} does not exist. {instead}")
    if not paths and sys.stdin and not sys.stdin.isatty() and sys.stdout.isatty():
        return Library([STDIN], text_field), start  # as less does
    return chosen_library(_without_start(paths, start), text_field, Path.cwd()), start


def _verb_like(name: str) -> str:
    """The verb that a name is a slip of; "" if it is none."""
    from reader.similarity import OSA

    slips = {verb: OSA.distance(name, verb) for verb in VERBS}
    verb = min(slips, key=lambda verb: slips[verb])
    return verb if slips[verb] * LETTERS_A_SLIP <= len(verb) else ""


def _without_start(paths: list[Path], start: Start) -> list[Path]:
    """The paths without the file where reading starts, if that is read with another of them: it is the same library."""
    from reader.library.sources import read_with

    others = list(paths)
    if start.file:
        others.remove(start.file)
    return others if start.file and read_with(others, start.file) else paths


def first_names(paths: list[Path]) -> list[str]:
    """Names of the first files to be read, for the first screen."""
    from itertools import islice

    from reader.library.sources import SourceFile, discover

    return [found.name for found in islice(discover(paths), FIRST_NAMES) if isinstance(found, SourceFile)]
