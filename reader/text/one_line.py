"""A part of a text to be shown on one line."""

from collections.abc import Collection, Sequence
from heapq import merge

from reader.positions import Span
from reader.text.divided import unseen
from reader.text.joined import WIDE_END


def unbroken(
    text: str, marks: Sequence[Span] = (), whole: Collection[int] | None = None
) -> tuple[str, tuple[Span, ...]]:
    """A part of a text without its line ends amid words, and between characters that are written without blanks; and
    where what was marked in it stands then. What is `whole` is as `divided.unseen` takes it."""
    if "\n" not in text:
        return text, tuple(marks)
    ends = () if text.isascii() else (found.span() for found in WIDE_END.finditer(text))
    gone = list(merge(ends, unseen(text, whole)))
    if not gone:
        return text, tuple(marks)
    bounds = [0, *(place for span in gone for place in span), len(text)]
    kept = "".join(text[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True))
    return kept, tuple((_moved(gone, low), _moved(gone, high)) for low, high in marks)


def _moved(gone: Sequence[Span], at: int) -> int:
    """A place once these spans before it are gone."""
    return at - sum(min(high, at) - low for low, high in gone if low < at)
