"""A text for the full text in which words that line ends divide stand whole as well as in two."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from reader.positions import Span
from reader.text.divided import Divisions, divisions
from reader.text.joined import Piece, Shown

BESIDE = 5
"""Words before and behind a divided word that stand with its other form, so that it is found in a phrase, too."""

_FAR = 200
"""Characters in which they are sought."""

_APART = " \U000ffdfe " * 10
"""Between what does not follow each other: so many words of private use that nothing is near to what stands beyond
(NEAR takes 10 for near), and that no phrase goes on there."""

_BEGIN = re.compile(r"(?<!\S)\S")
_ON = re.compile(rf"\w*(?:\S{{0,60}}(?!\S)(?:\s{{1,20}}\S{{1,60}}(?!\S)){{0,{BESIDE}}})?")


def both_ways(text: str) -> Shown:
    """The text with its divided words as they are written on the page; behind it those words with what stands beside
    them, written the other way. Its `text` is the same object where no word is divided."""
    divided = divisions(text)
    if not divided:
        return Shown(text, (0,), (0,))
    whole = Divisions(text).whole(0, len(text))
    others = frozenset(low for low, _ in divided) - whole
    pieces = list(_pieces(text, (0, len(text)), divided, whole))
    for window in _windows(text, divided):
        pieces.append((_APART, window[0]))
        pieces += _pieces(text, window, divided, others)
    return Shown.of(pieces, 0)


def _pieces(text: str, span: Span, divided: Sequence[Span], whole: frozenset[int]) -> Iterator[Piece]:
    """A span of a text without the line ends amid words, and without the hyphens of those that are `whole`."""
    at, end = span
    for low, high in divided[bisect_left(divided, (at,)) : bisect_left(divided, (end,))]:
        yield text[at : low if low in whole else low + 1], at
        at = high
    yield text[at:end], at


def _windows(text: str, divided: Sequence[Span]) -> list[Span]:
    """The divided words with what stands beside them, those that overlap joined."""
    found: list[Span] = []
    for low, high in divided:
        near = [each.start() for each in _BEGIN.finditer(text, max(0, low - _FAR), low)]
        behind = _ON.match(text, high)
        if not near or not behind:
            continue
        start, end = near[-BESIDE - 1 :][0], behind.end()
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
