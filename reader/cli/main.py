"""The entry point: opens the reader at once, or hands over to the headless verbs.

Opening is by far the commonest use and must paint soon, so it does not pay for the parser of the verbs.
"""

import os
import sys
from pathlib import Path

from reader import __version__
from reader.cli.commandline import COMPLETING, TEXT_FIELD, VERBS, opening
from reader.cli.ending import FULL, INTERRUPTED, USAGE_ERROR, complain, let_go, report_crash
from reader.cli.opening import FOLDER_GONE, is_folder_gone, open_library


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


def status_of(arguments: list[str]) -> int:
    """Do what a command line asks for; returns the exit status. Raises OSError where output cannot be written."""
    if COMPLETING in os.environ:
        from reader.cli.completion import complete

        return complete(os.environ[COMPLETING])
    if arguments[:1] == ["help"] and not Path("help").exists():
        sys.argv[1:] = [*arguments[1:2], "--help"]
        return run_verb()
    if arguments[:1] == ["open"] and arguments[1:2] in (["--help"], ["-h"]):
        return run_verb()
    if arguments[:1] == ["open"]:
        arguments = arguments[1:]
    elif arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"reader (Twicetold) {__version__}\n")
        return 0
    elif arguments and (arguments[0] in VERBS or _is_option(arguments[0])):
        return run_verb()
    paths, text_field = opening(arguments)
    if text_field == "":
        complain(f"{TEXT_FIELD} needs the name of a field or column.")
        return USAGE_ERROR
    if "" in paths:
        complain("the name of a file or folder is empty: . is this folder.")
        return USAGE_ERROR
    return open_library([Path(path) for path in paths], text_field)


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and argument not in ("-", "--") and argument.partition("=")[0] != TEXT_FIELD


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
