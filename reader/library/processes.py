"""Helper processes: how many are worth having, and how each begins."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

MOST_PROCESSES = 8
"""The one writer of an index can keep up with about as many."""


def processes() -> int:
    """How many processes make the most of this machine."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_PROCESSES, processors)


PRELOADED = "reader.library.preloaded"
"""The module that helpers come with."""


def context() -> "BaseContext":
    """How helpers are started: forked from a process that has loaded what they need, where there is such a thing.

    That process is made with the first helper, and ends with its parent.
    """
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([PRELOADED])
    resource_tracker.ensure_running()  # the server would start it, and it lets interrupts through
    with _without_interrupts():  # which ctrl+c would end with a traceback while it is loading
        forkserver.ensure_running()
    return forking


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes that are started meanwhile never hear of ctrl+c, which is for their parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


KEPT_MEMORY = 128 << 20
"""Bytes of freed memory that a helper keeps for its next arrays."""


def settle() -> None:
    """In a new process: leave ctrl+c to the parent, end when it is gone however it ended, and keep freed memory."""
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
