"""The entry point: opens the reader at once, or hands over to the headless verbs.

Opening is by far the commonest use and must paint soon, so it does not pay for the parser of the verbs.
"""

import errno
import os
import sys
from pathlib import Path
from typing import TextIO

from reader import __version__

VERBS = {
    "articles": "reader.cli.articles:articles_verb",
    "completion": "reader.cli.completion:completion_verb",
    "doctor": "reader.cli.doctor:doctor_verb",
    "export": "reader.cli.exporting:export_verb",
    "find": "reader.cli.finding:find_verb",
    "index": "reader.cli.indexing:index_verb",
    "open": "reader.cli.verbs:open_verb",
    "rebuild": "reader.cli.exporting:rebuild_verb",
    "repeats": "reader.cli.repeats:repeats_verb",
    "show": "reader.cli.finding:show_verb",
    "where": "reader.cli.doctor:where_verb",
}
"""Where each verb is. A folder of such a name is opened by `reader open NAME`."""

USAGE_ERROR, INTERRUPTED = 2, 130

COMPLETING = "_READER_COMPLETE"
"""Set by a shell that wants to know how a command line may go on."""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where a disk, or what one may use of it, is full."""


def main() -> None:
    """Run the command line."""
    if not sys.stderr:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
    if not sys.stdout:
        complain("standard output is closed, so nothing can be shown: leave it open, or send it to a file or a pipe.")
        sys.exit(USAGE_ERROR)
    try:
        status = status_of(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        let_go(sys.stdout)
        status = 0
    except OSError as error:
        if error.errno not in FULL:
            raise
        let_go(sys.stdout)
        where = error.filename or "standard output"
        complain(f"not all could be written to {where} ({error.strerror}): make room, or write somewhere else.")
        status = USAGE_ERROR
    sys.exit(status)


def let_go(stream: TextIO) -> None:
    """What is left in the buffer of a stream that cannot be written must not raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def status_of(arguments: list[str]) -> int:
    """Do what a command line asks for; returns the exit status. Raises OSError where output cannot be written."""
    if COMPLETING in os.environ:
        from reader.cli.completion import complete

        return complete(os.environ[COMPLETING])
    if arguments[:1] == ["open"] and arguments[1:2] in (["--help"], ["-h"]):
        return run_verb()
    if arguments[:1] == ["open"]:
        arguments = arguments[1:]
    elif arguments == ["--version"]:
        sys.stdout.write(f"reader (Twicetold) {__version__}\n")
        return 0
    elif arguments and (arguments[0] in VERBS or (arguments[0].startswith("-") and arguments[0] not in ("-", "--"))):
        return run_verb()
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    return open_library([Path(argument) for argument in arguments])


def run_verb() -> int:
    """Run a headless verb; returns the exit status."""
    try:
        from reader.cli.verbs import run

        return run()
    except KeyboardInterrupt:  # while modules were being imported
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, FileNotFoundError) and is_folder_gone():
            complain(FOLDER_GONE)
            return USAGE_ERROR
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        return report_crash(error)


FOLDER_GONE = "the current folder has been deleted. Go to one that is there (cd), or name what to read from / on."


def is_folder_gone() -> bool:
    """Whether there is no current folder any more: what is named from it cannot be found."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def open_library(paths: list[Path]) -> int:
    """Open the terminal reader; returns the exit status."""
    from reader.library.recent import LibraryGoneError, default_library, remember
    from reader.starting import start_of

    if not (paths and all(path.is_absolute() for path in paths)) and is_folder_gone():
        complain(FOLDER_GONE)
        return USAGE_ERROR
    paths, start = start_of(paths)
    if missing := [path for path in paths if not path.exists() and str(path) != "-"]:
        complain(f"{missing[0]} does not exist. Name a folder or a file that holds text.")
        return USAGE_ERROR
    try:
        paths = paths or default_library(Path.cwd())
    except LibraryGoneError as error:
        complain(str(error))
        return USAGE_ERROR
    if piped := [path for path in paths if path.is_fifo()]:
        complain(
            f"{piped[0]} is a pipe, which can be read only once: use a verb, as `reader articles`, or save it first."
        )
        return USAGE_ERROR
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        complain("the reader needs a terminal. In a pipe, use `reader articles` or `reader repeats`.")
        return USAGE_ERROR
    if os.environ.get("TERM") == "dumb":
        complain("TERM is dumb, which cannot show a whole screen. If your terminal can: export TERM=xterm-256color")
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
        status = run(paths, names, start)
    except KeyboardInterrupt:  # while modules were being imported
        return INTERRUPTED
    except Exception as error:  # the one place where a crash becomes a message
        return report_crash(error)
    remember(paths)
    return status


FRAMES_A_SECOND = "120"
"""Textual paints at most so often, by itself 60 times: what a key changes in two steps, as a letter and then what it
finds, would wait 17 ms between them."""

FIRST_NAMES = 200
"""Files listed before the first paint: more than any screen shows, few enough to find in a moment."""


def first_names(paths: list[Path]) -> list[str]:
    """Names of the first files to be read, for the first screen."""
    from itertools import islice

    from reader.library.sources import SourceFile, discover

    return [found.name for found in islice(discover(paths), FIRST_NAMES) if isinstance(found, SourceFile)]


def report_crash(error: Exception) -> int:
    """Write the details to a log and tell the user where it is."""
    import traceback

    from reader.config import state_folder

    log = state_folder() / "crash.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
        where = f"The details are in {log}; please send them with a bug report."
    except OSError as failure:
        where = f"The details could not be written to {log} ({failure.strerror})."
    complain(f"stopped because of a mistake of its own ({type(error).__name__}). {where}")
    return 1


def complain(message: str) -> None:
    """Say something on standard error."""
    from reader.text.controls import sanitise

    tell(f"reader: {sanitise(message)}\n")


def tell(text: str) -> None:
    """Write on standard error, which need not be there: what cannot be said must not keep results back."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        let_go(sys.stderr)
