"""What is not read, and how it is named and explained; light, since the first screen needs it."""

import re
from dataclasses import dataclass

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is not read, and why, in words for the user."""

    name: str
    reason: str


def shown_name(name: str) -> str:
    """A file name that can be stored and compared: bytes that are not UTF-8 as \\xff (Python has surrogates)."""
    return _SURROGATE.sub(lambda match: f"\\x{ord(match.group()) & 0xFF:02x}", name)


def why(error: Exception) -> str:
    """What an error of the system or of a library means for the user, in a few words and one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    if isinstance(error, RecursionError):
        return "one thing stands in another too many times"
    return " ".join(str(error).split())[:200] or type(error).__name__
