"""What numpy must be told before it is imported, so that it is as fast as it can be here.

Its products of matrices are small, and every processor has a helper of its own: a second thread in each would only wait
for the others, which took three times as long.

Half of the time of a comparison is spent in sorting. On Zen 4 processors numpy's AVX-512 sort is four to five times
slower than its AVX2 one, because these write what they select by AVX-512 to memory very slowly (x86-simd-sort, issue 6;
the JDK leaves the instructions alone on them, JDK-8317976).
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

THREADS = "OPENBLAS_NUM_THREADS"
FEATURES = "NPY_DISABLE_CPU_FEATURES"
"""Read by numpy, or what it multiplies with, when it is imported."""

AVX512 = "X86_V4 AVX512_ICL"
OLDER_AVX512 = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"
"""What numpy from 2.4 on, and before, calls the instructions: it warns of names that it does not know."""

ZEN_4 = ("AuthenticAMD", "25")
"""Vendor and family; of this family Zen 3 has no AVX-512."""


def set_up(environment: MutableMapping[str, str] = os.environ, description: str | None = None) -> None:
    """Set up an environment in which numpy is going to be imported, as far as its user did not.

    `description` is the start of /proc/cpuinfo; without one, that of this machine.
    """
    environment.setdefault(THREADS, "1")
    if FEATURES in environment or (description is None and sys.platform != "linux"):
        return
    if description is None:
        try:
            with Path("/proc/cpuinfo").open(encoding="ascii", errors="replace") as file:
                description = file.read(4096)
        except OSError:
            return
    fields = dict(line.split(":", 1) for line in reversed(description.split("\n")) if ":" in line)
    processor = {name.strip(): value.strip() for name, value in fields.items()}
    if (processor.get("vendor_id"), processor.get("cpu family")) == ZEN_4:
        environment[FEATURES] = AVX512 if _numpy_version() >= (2, 4) else OLDER_AVX512


def _numpy_version() -> tuple[int, ...]:
    """Of the numpy that is installed, without importing it."""
    from importlib.metadata import version

    return tuple(int(part) for part in version("numpy").split(".")[:2])
