"""What indexing says while it works, as values and as lines of a pipe."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from reader.plurals import duration


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading has come. What was read is in the index when this is said."""

    files_read: int
    files_found: int
    bytes_a_second: float = 0.0
    seconds_left: float | None = None
    """None while nobody can tell."""
    waiting_for: int = 0
    """Bytes of a large file that is being read; 0 if none is."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Files that were read before are different, gone or elsewhere; the index shows them as they are now."""

    names: tuple[str, ...]
    """The first of them; of one that is elsewhere, `old → new`."""
    count: int
    how: Literal["changed", "gone", "renamed"] = "changed"


@dataclass(frozen=True, slots=True)
class Written:
    """Another process has written the index."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """All is read; what is told twice is looked for."""

    share: float = 0.0
    """How much of it is done, in 0..1."""
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The index is complete: it holds what the files hold now, and what they share."""


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """The index was damaged and is made anew, from nothing."""

    reason: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the user should know, and that the program goes on after as well as it can."""

    message: str


Notice = Progress | Changed | Written | Comparing | Compared | Rebuilding | Trouble

_KINDS: dict[str, type[Notice]] = {
    kind.__name__: kind for kind in (Progress, Changed, Written, Comparing, Compared, Rebuilding, Trouble)
}


LEAST_RATE = 1e5
"""Bytes a second from which on they are told, in megabytes."""


def told(notice: Progress | Comparing) -> str:
    """How far the work is, for people, in one short line."""
    match notice:
        case Progress(files_found=0):
            return "reading…"
        case Progress(files_read=read, files_found=found, bytes_a_second=rate, seconds_left=left, waiting_for=size):
            large = f" · a file of {size / 1e6:,.0f} MB" if size else ""
            speed = f" · {rate / 1e6:.1f} MB/s" if rate >= LEAST_RATE else ""
            return f"reading {read:,}/{found:,}{large}{speed}{_time_left(left)}"
        case Comparing(share=share, seconds_left=left):
            return f"comparing {share:.0%}{_time_left(left)}" if share else "comparing…"


HOW = {"changed": "changed on disk", "gone": "gone from disk", "renamed": "renamed"}


def told_change(changed: Changed, most: int) -> str:
    """What has become of files, for people, in one line that names at most so many of them."""
    names = changed.names[:most]
    more = f" and {changed.count - len(names):,} more" if changed.count > len(names) else ""
    files = f"{changed.count:,} files " if changed.count > 1 else ""
    return f"{files}{HOW[changed.how]}: {', '.join(names)}{more}"


SHORT_SECONDS = 90
"""Up to here times are told in seconds."""


def _time_left(seconds: float | None) -> str:
    if not seconds or seconds < 1:
        return ""
    if seconds <= SHORT_SECONDS:
        return f" · {seconds:.0f} s left"
    return f" · {duration(round(seconds / 60))} left"


def to_line(notice: Notice) -> str:
    """A notice as one line of JSON; ASCII, so that lone surrogates of file names pass as escapes."""
    return json.dumps([type(notice).__name__, asdict(notice)])


def from_line(line: str | bytes) -> Notice:
    """The notice of `to_line`."""
    name, fields = json.loads(line)
    if name == "Changed":
        fields["names"] = tuple(fields["names"])
    return _KINDS[name](**fields)
