"""What was read in one telling and stands in another: word by word, in the sentences that were told again."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from reader.library.entries import AlignmentEntry, Side
from reader.library.userdata.history import letters, pieces
from reader.library.userdata.spans import Spans, spans
from reader.positions import Span

KEPT, KEPT_CHARACTERS = 500, 20_000
"""Comparisons in memory, and the texts of each at most: those of the articles that contents shows, which are asked for
again whenever something was read."""

_WORD = re.compile(r"\w")
_MARKS = re.compile(r"[^\w\s]*\s*")


def carried_over(
    document: int,
    alignments: Iterable[AlignmentEntry],
    read: Mapping[int, Spans],
    text_of: Callable[[int], str],
    least: float,
    known: Spans,
    enough: float = 1.0,
) -> Spans:
    """What of a document was read in its twins: the other sides of its alignments; and what is `known` of it anyway.

    `read` and `text_of` go by the number of a document. Of a sentence that has at least the share `least` of its
    letters in words that were read there, these words count, and not what is new between them. A passage of which the
    share `enough` is known is not held against further twins. Raises `TwicetoldError` if a text cannot be had.
    """
    likeliest = sorted(alignments, key=lambda alignment: alignment.similarity, reverse=True)
    for (_, start, end), (twin, *_), parts in partly_read(document, likeliest, read):
        if known.share(start, end) < enough:
            text = text_of(document)[start:end]
            was_read = "\n".join(text_of(twin)[low:high] for low, high in parts)
            told = _told_again if len(text) + len(was_read) <= KEPT_CHARACTERS else _told_again.__wrapped__
            known = known.union(spans((start + low, start + high) for low, high in told(text, was_read, least)))
    return known


def partly_read(
    document: int, alignments: Iterable[AlignmentEntry], read: Mapping[int, Spans]
) -> Iterator[tuple[Side, Side, tuple[Span, ...]]]:
    """The passages of a document of whose twins something was read, each with that twin, and what was read of it."""
    for alignment in alignments:
        for here, there in alignment.sides_in(document):
            if parts := read.get(there[0], Spans()).within(*there[1:]):
                yield here, there, parts


@lru_cache(KEPT)
def _told_again(text: str, was_read: str, least: float) -> tuple[Span, ...]:
    """The words of a text that count as read after another one was, with what stands between them."""
    if text == was_read:
        return ((0, len(text)),)
    same = spans(_joined(text, _same(text, was_read)))
    found: list[Span] = []
    for start, end in pieces(text, 0, len(text)):
        told = same.within(start, end)
        if sum(len(letters(text[low:high])) for low, high in told) >= least * len(letters(text[start:end])):
            found += told
    return tuple(found)


def _same(text: str, was_read: str) -> Iterator[Span]:
    """The words of a text that another one has in the same order, or moved."""
    from reader.reuse.alignment import diff  # late: this imports numpy

    for edit in diff(text, was_read):
        if edit.op == "equal" or (edit.op == "delete" and edit.moved):
            yield edit.a_start, edit.a_end


def _joined(text: str, some: Iterable[Span]) -> Iterator[Span]:
    """Spans in order with the marks and blanks after them, and all up to the next if that is no word."""
    for (start, end), (following, _) in pairwise([(0, 0), *some, (len(text), len(text))]):
        if _WORD.search(text, end, following) is None:
            end = following
        elif marks := _MARKS.match(text, end):
            end = marks.end()
        yield start, end
