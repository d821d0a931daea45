"""Files read by several processes, in order, with as many under way as keeps them busy and no more."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from reader.library.processes import Helpers
from reader.library.reading import ReadFile, read_file, read_together
from reader.library.skipping import Skipped
from reader.library.sources import SourceFile

POOL_FROM_BYTES = 4 << 20
"""With less to read, the time that processes take to start would not come back."""

BATCH_BYTES = 1 << 20
"""Bytes of files that travel together: fewer and the pipes cost, more and the first of them come late."""

BATCH_FILES = 64

AHEAD = 6
"""Batches under way for each process: one in work, one of a large file that the writer waits for, and as many ready as
are read while the writer commits."""


LONG_BYTES = 4 << 20
"""Bytes from which a file is worth a word while it is read: half a second's work."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What comes next is not ready, and takes long."""

    size: int
    """Bytes of the largest file in it."""


def read_files(files: Sequence[SourceFile], helpers: Helpers) -> Iterator[ReadFile | Waiting]:
    """What each of the files holds, in their order; before a large one that it is waited for."""
    is_piped = any(file.is_stream for file in files)  # which only this process can read
    if is_piped or helpers.count < 2 or len(files) < 2 or sum(file.size for file in files) < POOL_FROM_BYTES:
        for batch in _batches(files):
            yield from _waiting_for(batch)
            yield from read_together(batch)
        return
    waiting = deque(_batches(files))
    while waiting:
        running: deque[tuple[list[SourceFile], Future[list[ReadFile]]]] = deque()
        try:
            yield from _read_by(helpers, waiting, running)
        except BrokenProcessPool:
            # A process died over one of the files that were under way.
            helpers.let_go()
            for batch, _ in running:
                for file in batch:
                    yield _read_alone(file)


def _read_by(
    helpers: Helpers,
    waiting: deque[list[SourceFile]],
    running: deque[tuple[list[SourceFile], Future[list[ReadFile]]]],
) -> Iterator[ReadFile | Waiting]:
    """Read the waiting batches. When a process dies, `running` holds those whose files have not been given."""
    while waiting or running:
        while waiting and len(running) < AHEAD * helpers.count:
            running.append((waiting[0], helpers.submit(_read_batch, waiting[0])))
            waiting.popleft()
        if not running[0][1].done():
            yield from _waiting_for(running[0][0])
        read = running[0][1].result()
        running.popleft()
        yield from read


def _waiting_for(batch: Sequence[SourceFile]) -> Iterator[Waiting]:
    size = max(file.size for file in batch)
    if size >= LONG_BYTES:
        yield Waiting(size)


def _read_alone(file: SourceFile) -> ReadFile:
    with Helpers(1) as alone:
        try:
            read: ReadFile = alone.submit(read_file, file).result()
        except BrokenProcessPool:
            reason = "reading it ended the process that did: it may need more memory than there is"
            return ReadFile(file, b"", (), (Skipped(file.name, reason),))
        return read


def _read_batch(files: Sequence[SourceFile]) -> list[ReadFile]:
    return list(read_together(files))


def _batches(files: Iterable[SourceFile]) -> Iterator[list[SourceFile]]:
    batch: list[SourceFile] = []
    size = 0
    for file in files:
        if batch and (size + file.size > BATCH_BYTES or len(batch) == BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.size
    if batch:
        yield batch
