"""An index brought up to date with the files: what changed is read, stored and compared, nothing else.

What is in the index after any sequence of changes is what a new index would hold, but for the ids.
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time_ns
from typing import Literal

from reader.find.cancelling import never
from reader.library.comparing import compare, continues, is_compared
from reader.library.database import ALL_READ
from reader.library.gathering import Gathering
from reader.library.index_file import program_fingerprint
from reader.library.notices import Changed, Compared, Notice, Progress
from reader.library.processes import Helpers
from reader.library.reading import ReadFile, hash_of
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile, discover
from reader.library.storing import RACY_NS, KnownFile, Store, touched_ns
from reader.library.suffixes import name_as_title
from reader.library.workers import Waiting, read_files
from reader.text.dates import date_in_name

FIRST_COMMIT_SECONDS, COMMIT_SECONDS = 0.1, 1.0
"""What is read is seen after a commit: soon at first, and later as often as costs little."""

TELLING_SHARE = 0.02
"""From this part of the bytes on, the time that they took tells how long the rest will."""

NAMED_CHANGES = 100
"""Changed files that a notice names."""


@dataclass(slots=True)
class Plan:
    """What an index lacks."""

    looked_ns: int
    """When files were looked at."""
    kept: list[tuple[KnownFile, SourceFile, int]] = field(default_factory=list)
    """Files with the same content, where and as they are now; the last is the position."""
    moved: list[tuple[KnownFile, SourceFile, int]] = field(default_factory=list)
    """The same for files that stand under another path."""
    looked_into: list[tuple[KnownFile, SourceFile, int]] = field(default_factory=list)
    """The same for those that were touched, but hold what they held."""
    gone: list[KnownFile] = field(default_factory=list)
    to_read: list[tuple[SourceFile, int]] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Names of the files to read that were read before."""
    skipped: list[Skipped] = field(default_factory=list)
    files: int = 0


def plan(known_files: Sequence[KnownFile], paths: Sequence[Path], text_field: str | None = None) -> Plan:
    """Hold what is in an index against what is on disk: by size and time stamps, and where they differ by hash."""
    now = time_ns()
    known = {known_file.file.path: known_file for known_file in known_files}
    made = Plan(now)
    new: list[tuple[SourceFile, int]] = []
    for found in discover(paths, text_field):
        if isinstance(found, Skipped):
            made.skipped.append(found)
            continue
        position = made.files
        made.files += 1
        before = known.pop(found.path, None)
        if before is None:
            new.append((found, position))
        elif before.is_untouched(found, now):
            made.kept.append((before, found, position))
        elif before.holds(found):
            # What may be touched again without another time stamp is looked into again the next time.
            kept = made.looked_into if now - touched_ns(found, now) >= RACY_NS else made.kept
            kept.append((before, found, position))
        else:
            made.to_read.append((found, position))
            if before.hash:
                made.changed.append(found.name)
    gone_by_size: defaultdict[int, list[KnownFile]] = defaultdict(list)
    for known_file in known.values():
        gone_by_size[known_file.file.size].append(known_file)
    for found, position in new:
        likely = gone_by_size.get(found.size)
        digest = hash_of(found) if likely else b""
        same = next((item for item in likely or () if _is_moved(item, found, digest)), None)
        if same and likely:
            likely.remove(same)
            made.moved.append((same, found, position))
        else:
            made.to_read.append((found, position))
    made.gone = [known_file for left in gone_by_size.values() for known_file in left]
    made.to_read.sort(key=lambda item: item[1])
    return made


def _is_moved(before: KnownFile, found: SourceFile, digest: bytes) -> bool:
    """Whether a file is another under a new name. The names say what kind of file it is, and perhaps of what day, which
    must be the same."""
    names = (before.file.path.name, found.path.name)
    told = {(*Path(name).suffixes, bool(name_as_title(name)), date_in_name(name)) for name in names}
    return bool(digest) and before.hash == digest and len(told) == 1


def bring_up_to_date(
    store: Store, paths: Sequence[Path], has_changed: Callable[[], bool] = never, *, is_open: bool = False
) -> Generator[Notice, None, None]:
    """Do whatever the index lacks, committing as it goes: stopped anywhere, it continues from there.

    Comparing takes long in a large library. Whenever `has_changed` says so meanwhile, the files are looked at again,
    so that their changes are seen at once; then what has become of the comparison is no more than a part, and another
    one follows. `is_open` as in `compare`.
    """
    fingerprint = program_fingerprint()
    if store.state("program") != fingerprint:
        with store.transaction():
            store.read_again()
            store.set_state("program", fingerprint)
    with Gathering(store.path.parent) as gathering, Helpers() as helpers:
        gathered = None if is_open and continues(store) else gathering
        yield from _follow_files(store, paths, gathered, helpers)
        while not is_compared(store):
            for comparing in compare(store, gathering, helpers, is_open=is_open):
                yield comparing
                if has_changed():
                    with Helpers() as others:  # for the first ones have enough to do
                        yield from _follow_files(store, paths, gathered, others)
    yield Compared()


def _follow_files(
    store: Store, paths: Sequence[Path], gathering: Gathering | None, helpers: Helpers
) -> Iterator[Notice]:
    """Make the index hold what the files hold."""
    todo = plan(store.known_files(), paths, store.text_field)
    _apply(store, todo)
    renamed = [(known.file.name, found.name) for known, found, _ in todo.moved]
    yield from _changed("renamed", [f"{before} → {now}" for before, now in renamed if before != now])
    yield from _changed("gone", [known.file.name for known in todo.gone])
    yield from _read(store, todo, gathering, helpers)
    yield from _changed("changed", todo.changed)


def _changed(how: Literal["changed", "gone", "renamed"], names: list[str]) -> Iterator[Notice]:
    if names:
        yield Changed(tuple(names[:NAMED_CHANGES]), len(names), how)


def _apply(store: Store, todo: Plan) -> None:
    """Everything that needs no reading, at once."""
    with store.transaction():
        for known in todo.gone:
            store.remove(known.id)
        for known, found, position in todo.kept:
            if found != known.file or position != known.position:
                store.keep(known, found, position, known.read_ns)
        for known, found, position in todo.moved + todo.looked_into:
            store.keep(known, found, position, todo.looked_ns)
        store.skip_found(todo.skipped)
        store.set_state(ALL_READ, int(not todo.to_read))


def _read(store: Store, todo: Plan, gathering: Gathering | None, helpers: Helpers) -> Iterator[Notice]:
    """Read what has to be, and say how far it is after each commit."""
    done = todo.files - len(todo.to_read)
    yield Progress(done, todo.files)
    if not todo.to_read:
        return
    total = sum(file.size for file, _ in todo.to_read)
    committed = monotonic()
    begun: tuple[float, int] | None = None
    patience = FIRST_COMMIT_SECONDS
    size = 0
    reading = read_files([file for file, _ in todo.to_read], helpers)
    waiting = iter(todo.to_read)
    item: ReadFile | Waiting | None = None
    while done < todo.files:
        with store.transaction():
            is_due = False
            while done < todo.files and not is_due:
                item = next(reading)
                if isinstance(item, Waiting):
                    break
                file, position = next(waiting)
                store.put(item, position)
                if gathering:
                    for document in item.documents:
                        gathering.add(document.text, document.digest)
                done += 1
                size += file.size
                is_due = monotonic() - committed > patience
            store.set_state(ALL_READ, int(done == todo.files))
        committed = monotonic()
        patience = COMMIT_SECONDS
        begun = begun or (committed, size)  # what goes before is the start of the helpers, for the most part
        rate = (size - begun[1]) / max(committed - begun[0], 1e-3)
        left = (total - size) / rate if rate and size >= TELLING_SHARE * total else None
        yield Progress(done, todo.files, rate, left, item.size if isinstance(item, Waiting) else 0)
