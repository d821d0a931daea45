"""Helper processes: how many are worth having, and how each begins."""

import os

MOST_PROCESSES = 8
"""The one writer of an index can keep up with about as many."""


def processes() -> int:
    """How many processes make the most of this machine."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_PROCESSES, processors)


def settle() -> None:
    """In a new process: leave ctrl+c to the parent, and end when it is gone however it ended."""
    import signal
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
