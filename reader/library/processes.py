"""Helper processes: how many are worth having, and how each begins."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

MOST_PROCESSES = 8
"""The one writer of an index can keep up with about as many."""


def processes() -> int:
    """How many processes make the most of this machine."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_PROCESSES, processors)


class Helpers:
    """Processes that take tasks, started with the first of these. Use as a context manager."""

    def __init__(self, count: int | None = None) -> None:
        """`count` of them; if it is None, as many as make the most of this machine."""
        self.count = processes() if count is None else count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._kill()
        # A program that ends while its pool does would complain of a pipe that is closed already.
        self.let_go(wait=True)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Have a task done. Raises BrokenProcessPool, as the result may, when one of them died: then let them go."""
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self.count, context(), settle)
            with _without_interrupts():  # which are for their parent, until they have settled
                return self._pool.submit(function, *arguments)
        return self._pool.submit(function, *arguments)

    def _kill(self) -> None:
        """End them, whatever they are at: reading may take without end, and the program could not end before it."""
        processes = self._pool._processes if self._pool else None  # Python 3.14 has `kill_workers`
        for process in list((processes or {}).values()):
            process.kill()

    def let_go(self, *, wait: bool = False) -> None:
        """End them, after what they are at, which may be waited for; the next task starts others."""
        if self._pool:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None


PRELOADED = "reader.library.preloaded"
"""The module that helpers come with."""

THREADS = Path("/proc/self/task")
"""Names the threads of this process, on Linux."""


def context() -> "BaseContext":
    """How helpers are started: forked from a process that has loaded what they need, where there is such a thing.

    That is this one, if it has no other thread, which might hold a lock that no helper could ever take; elsewhere than
    on Linux libraries may have any number of their own. Else it is a process that is made with the first helper and
    ends with its parent.
    """
    import multiprocessing

    if THREADS.exists() and len(list(THREADS.iterdir())) == 1:
        import_module(PRELOADED)
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([PRELOADED])
    resource_tracker.ensure_running()  # the server would start it, and it lets interrupts through
    with _without_interrupts():  # which ctrl+c would end with a traceback while it is loading
        forkserver.ensure_running()
    # It is loading: what takes as long to load here, and is needed for what helpers read, is loaded meanwhile.
    import_module("reader.library.word_columns")
    return forking


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes that are started meanwhile never hear of ctrl+c, which is for their parent."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


KEPT_MEMORY = 128 << 20
"""Bytes of freed memory that a helper keeps for its next arrays."""


YIELDING = 5
"""What helpers add to their niceness: the one that takes in what they have done, for whom all wait in the end, and the
screen come first. With less the writer falls behind where there are no more processors than helpers."""


def settle() -> None:
    """In a new process: leave ctrl+c to the parent, end when it is gone however it ended, let others go first, and keep
    freed memory."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        sentinel = parent.sentinel

        def follow() -> None:
            wait([sentinel])
            os._exit(1)

        Thread(target=follow, daemon=True).start()
    if hasattr(os, "nice"):  # not on Windows
        os.nice(YIELDING)
    keep_memory()


def keep_memory() -> None:
    """Let the C library keep what is freed, up to `KEPT_MEMORY`, instead of handing it back to the system at once.

    Arrays of a megabyte come and go with every document; to get their pages anew each time is a seventh of the work.
    """
    import ctypes

    trim_threshold, mmap_threshold = -1, -3  # of mallopt(3) in glibc; others have none, or do nothing
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(trim_threshold, KEPT_MEMORY)
        library.mallopt(mmap_threshold, KEPT_MEMORY // 4)
