"""Pseudo file systems: what looks like files there stands on no disk, but is made up by the system as it is read."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""What is mounted, on Linux (proc_pid_mountinfo(5)); elsewhere nothing is known to be of this kind."""

_MOUNT = re.compile(rb"^\d+ \d+ (\d+):(\d+) .*? - (\S+)", re.M)

KINDS = frozenset(
    (
        *("apparmorfs", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset", "debugfs", "devpts"),
        *("dlmfs", "efivarfs", "fusectl", "mqueue", "nfsd", "proc", "pstore", "resctrl", "rpc_pipefs", "securityfs"),
        *("selinuxfs", "smackfs", "spufs", "sysfs", "tracefs"),
    )
)
"""Those of Linux whose files are answers of the kernel: no programs' files, as in tmpfs, lie there."""


def pseudo_file_systems() -> dict[int, str]:
    """The kinds of the pseudo file systems that are mounted, by the device of their files (`st_dev`)."""
    try:
        mounts = MOUNTS.read_bytes()
    except OSError:
        return {}
    kinds = {os.makedev(int(major), int(minor)): kind.decode() for major, minor, kind in _MOUNT.findall(mounts)}
    return {device: kind for device, kind in kinds.items() if kind in KINDS}


def is_made_up(path: Path, known: Mapping[int, str] | None = None) -> bool:
    """Whether a file is made up as it is read: anew each time, perhaps only once, or when something has happened.

    `known` are the pseudo file systems, if they have been looked up.
    """
    try:
        return path.stat().st_dev in (pseudo_file_systems() if known is None else known)
    except (OSError, ValueError):
        return False
