"""Where Zstandard comes from: the standard library of a recent Python, or a package."""

from functools import cache
from typing import Any


@cache
def zstandard() -> Any:
    """The module of Zstandard, None where there is none."""
    try:
        from compression import zstd  # in the standard library from Python 3.14
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            return None
    return zstd
