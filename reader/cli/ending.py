"""How the command ends: its exit statuses, and what is said on standard error when something is wrong."""

import errno
import os
import sys
from typing import TextIO

NOTHING_FOUND, USAGE_ERROR, CRASHED, INTERRUPTED = 1, 2, 70, 130
"""Exit statuses beside 0; the third is EX_SOFTWARE of sysexits.h, the last that of shells for ctrl+c."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where a disk, or what one may use of it, is full."""


def complain(message: str) -> None:
    """Say something on standard error."""
    from reader.text.controls import painted
    from reader.text.cutting import names_cut

    tell(f"reader: {painted(names_cut(message))}\n")


def tell(text: str) -> None:
    """Write on standard error, which need not be there: what cannot be said must not keep results back."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        let_go(sys.stderr)


def let_go(stream: TextIO) -> None:
    """What is left in the buffer of a stream that cannot be written must not raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report_crash(error: Exception) -> int:
    """Write the details to a log and tell the user where it is; returns the exit status.

    That there is not enough memory is nobody's mistake.
    """
    import traceback

    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        complain("there is not enough memory for this: close other programs, or name fewer files at a time.")
        return USAGE_ERROR

    from reader.config import state_folder

    log = state_folder() / "crash.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
        where = f"The details are in {log}; please send them with a bug report."
    except OSError as failure:
        where = f"The details could not be written to {log} ({failure.strerror})."
    complain(f"stopped because of a mistake of its own ({type(error).__name__}). {where}")
    return CRASHED
