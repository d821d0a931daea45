"""What the program needs of its surroundings, examined one by one."""

import errno
import locale
import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from reader import __version__
from reader.library.index_file import TEMPORARY
from reader.library.skipping import why
from reader.tui.copying import clipboard_tools

DISTRIBUTION = "twicetold"

LEAST_FREE_BYTES = 1 << 30
"""Below, the index of a middling library and what a comparison puts aside may not find room."""

TRIED_BYTES = 1 << 16
"""Written to see whether anything can be: an index of next to nothing takes as much."""

SMALL = (60, 16)
"""Columns and rows below which the panes are shown one at a time."""


class State(StrEnum):
    """How it stands with something."""

    FINE = "fine"
    NOTE = "note"
    """Works, with less comfort."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    what: str
    state: State
    found: str
    advice: str = ""
    """What to do; empty if nothing has to be done."""


def examined() -> Iterator[Check]:
    """All checks, from the program outwards."""
    yield Check("reader", State.FINE, f"{__version__} in {Path(__file__).parents[1]}")
    yield Check("python", State.FINE, f"{platform.python_version()} on {platform.platform()}")
    yield from _packages()
    yield _sqlite()
    yield _encoding()
    yield from _terminal()
    yield from _folders()
    yield _user_data()
    yield _indexes()
    yield _skipped()
    yield from _settings()
    yield _clipboard()
    yield _editor()


def _packages() -> Iterator[Check]:
    """The packages that the program asks for; optional ones are named after what they are for."""
    try:
        required = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Check("packages", State.NOTE, "the program runs from a folder and was not installed")
        return
    found = []
    for line in required:
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        if ";" in line and "extra" not in line:
            continue  # for another version of Python
        optional = "extra" in line
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            if not optional:
                yield Check(name, State.WRONG, "is not installed", f"pip install {name}")
            elif "pdf" in line:
                yield Check(name, State.NOTE, "is not installed", "PDF files are skipped; pip install 'twicetold[pdf]'")
    yield Check("packages", State.FINE, ", ".join(sorted(set(found))))


def _sqlite() -> Check:
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5 (body)")
    except sqlite3.OperationalError as error:
        advice = "use a Python whose SQLite has full-text search; that of python.org has"
        return Check("sqlite", State.WRONG, f"{sqlite3.sqlite_version} without FTS5 ({error})", advice)
    return Check("sqlite", State.FINE, f"{sqlite3.sqlite_version} with FTS5")


def _encoding() -> Check:
    encoding = locale.getpreferredencoding(False)
    if encoding.lower().replace("-", "") == "utf8":
        return Check("locale", State.FINE, f"{encoding}, {os.environ.get('LC_ALL') or os.environ.get('LANG') or 'C'}")
    return Check("locale", State.WRONG, f"{encoding} cannot show most texts", "export LANG=C.UTF-8")


def _terminal() -> Iterator[Check]:
    if not sys.stdout.isatty():
        yield Check("output", State.NOTE, "standard output is no terminal: the reader itself needs one")
    name = os.environ.get("TERM", "")
    if name in ("", "dumb"):
        yield Check("terminal", State.WRONG, f"TERM is {name or 'not set'}", "export TERM=xterm-256color")
    else:
        inside = next((each for each in ("TMUX", "STY", "SSH_CONNECTION") if os.environ.get(each)), "")
        yield Check("terminal", State.FINE, name + (f", inside {inside.lower().split('_')[0]}" if inside else ""))
    columns, rows = shutil.get_terminal_size()
    small = columns < SMALL[0] or rows < SMALL[1]
    advice = f"from {SMALL[0]} by {SMALL[1]} on more than one pane fits" if small else ""
    yield Check("size", State.NOTE if small else State.FINE, f"{columns} columns, {rows} rows", advice)
    if "NO_COLOR" in os.environ:
        yield Check("colours", State.NOTE, "off: NO_COLOR is set")
    elif os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        yield Check("colours", State.FINE, "16 million")
    else:
        rough = "256" if "256" in name else "16"
        advice = "export COLORTERM=truecolor, if your terminal has 16 million"
        yield Check("colours", State.NOTE, f"{rough}, as far as the terminal says", advice)


def _folders() -> Iterator[Check]:
    from reader.config import cache_folder, config_file, data_folder, state_folder

    for what, folder, variable, loss in (
        ("settings", config_file().parent, "XDG_CONFIG_HOME", "settings cannot be saved"),
        ("user data", data_folder(), "XDG_DATA_HOME", "marks, notes and what was read are lost at the end"),
        ("index", cache_folder(), "XDG_CACHE_HOME", "every library is read anew each time"),
        ("log", state_folder(), "XDG_STATE_HOME", "crashes leave no report"),
    ):
        there = _nearest(folder)
        if not there.is_dir():
            yield Check(what, State.WRONG, f"{there} is a file where a folder must be: {loss}", f"move '{there}' away")
        elif error := _refusal(there):
            remedy = {errno.EACCES: f"chmod u+wx '{there}'", errno.ENOSPC: f"make room, or name a place in {variable}"}
            advice = remedy.get(error.errno or 0, f"name another place in {variable}")
            yield Check(what, State.WRONG, f"{there} cannot be written ({why(error)}): {loss}", advice)
        else:
            yield Check(what, State.FINE, str(folder) + ("" if there == folder else " (made when it is needed)"))
    free = shutil.disk_usage(_nearest(cache_folder())).free
    short = free < LEAST_FREE_BYTES
    advice = "a library takes about its own size, and eight times that while it is compared" if short else ""
    yield Check("disk", State.NOTE if short else State.FINE, f"{free / 1e9:,.1f} GB free for indexes", advice)


def _nearest(folder: Path) -> Path:
    """The folder, or what there is of the way to it."""
    return next(each for each in (folder, *folder.parents) if os.path.exists(each))  # noqa: PTH110 - never an error


def _refusal(folder: Path) -> OSError | None:
    """What happens where something is to be made in a folder: rights alone do not tell, as in /proc, nor does a folder
    that can still be made on a full disk."""
    try:
        with TemporaryDirectory(prefix=TEMPORARY, dir=folder) as made:
            Path(made, "tried").write_bytes(bytes(TRIED_BYTES))
            return None
    except OSError as error:
        return error


def _user_data() -> Check:
    from reader.config import data_folder
    from reader.library.userdata.database import DAMAGED, FILE_NAME, fault_of

    path = data_folder() / FILE_NAME
    fault = fault_of(path)
    if not fault:
        return Check("marks", State.FINE, "nothing wrong with them")
    advice = f"see what it is, and whose: ls -ld '{path}'"
    if fault == DAMAGED:
        advice = "open a library in the reader, which saves what can be read and keeps the damaged file"
    return Check("marks", State.WRONG, f"{path} {fault}: marks, notes and what was read are not known", advice)


def _indexes() -> Check:
    from reader.library.database import fault_of, is_whole
    from reader.library.index_file import SCHEMA_VERSION, file_name, libraries, obstacle

    name = file_name(SCHEMA_VERSION)
    in_the_way = [said for folder in (libraries(), *sorted(libraries().glob("*"))) if (said := obstacle(folder / name))]
    if in_the_way:
        return Check(
            "indexes", State.WRONG, "; ".join(in_the_way), "move it away, or delete it if it is nothing of yours"
        )
    found = sorted(libraries().glob(f"*/{name}"))
    damaged = [str(path) for path in found if fault_of(path)]
    if not damaged:
        if lacking := sum(not is_whole(path) for path in found):
            advice = "`reader index PATH…` goes on where reading ended, unless a reader does so now"
            return Check("indexes", State.NOTE, f"{len(found):,}, of which {lacking:,} not read to the end", advice)
        return Check("indexes", State.FINE, f"{len(found):,}, and nothing wrong with them")
    advice = "delete them: they are made anew when their libraries are read"
    return Check("indexes", State.WRONG, f"damaged: {', '.join(damaged)}", advice)


def _skipped() -> Check:
    from reader.library.inventory import inventory

    found = inventory()
    advice = "`reader index PATH…` names each of them, and why" if found.reasons else ""
    return Check("skipped", State.NOTE if found.reasons else State.FINE, found.told(), advice)


def _settings() -> Iterator[Check]:
    """One check for each mistake, so that each is on a line of its own."""
    from reader.config import config_file
    from reader.tui.checked_settings import checked_settings

    *others, last = checked_settings().problems or (None,)
    if last is None:
        yield Check("settings file", State.FINE, "nothing wrong in it")
        return
    file = str(config_file())
    for problem in others:
        yield Check("settings file", State.WRONG, problem.told(file))
    yield Check("settings file", State.WRONG, last.told(file), "mend what is named so; the defaults of it hold")


def _clipboard() -> Check:
    if tools := clipboard_tools(os.environ, shutil.which):
        return Check("clipboard", State.FINE, tools[0][0])
    advice = "if copying does nothing, install wl-clipboard or xclip"
    return Check("clipboard", State.NOTE, "no tool: the terminal is asked (OSC 52)", advice)


def _editor() -> Check:
    name = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not name:
        return Check("editor", State.NOTE, "EDITOR is not set", "export EDITOR=vim, or what you like")
    if not shutil.which(name.split()[0]):
        return Check("editor", State.WRONG, f"{name} is not to be found", "export EDITOR=vim, or what you like")
    return Check("editor", State.FINE, name)
