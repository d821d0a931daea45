"""How long work is given up: between two chunks it asks its caller, and raises when the answer is yes."""

from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 (an answer to the caller's own wish, not an error)
    """The caller's `is_cancelled` said yes."""


def never() -> bool:
    """The `is_cancelled` of who waits for the answer."""
    return False


def checking(is_cancelled: Callable[[], bool]) -> Callable[[], None]:
    """What work calls before each chunk; raises Cancelled."""

    def check() -> None:
        if is_cancelled():
            raise Cancelled

    return check
