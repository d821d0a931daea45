"""The whole sentences around a span of a text."""

import re

from reader.positions import Span
from reader.text.flow import Flow
from reader.text.full_stops import is_abbreviated
from reader.text.punctuation import STOPS

FARTHEST = 250
"""Characters from an edge of a span at which its sentence begins or ends, at most: of a longer one a reader is not
helped by all of it."""

_CLOSING = r"\"”’»›)\]」』"

_END = re.compile(rf"[{STOPS}][{STOPS}{_CLOSING}]*(?=\s+[^a-zа-яё\s–—-]|\s*\Z)|[。！？][{_CLOSING}]*")

_OPENING = re.compile(r"[(\[{«‹“„‘‚¿¡\"']+\Z")
_MARKS = re.compile(r"[^\w\s(\[{«‹“„‘‚¿¡]+")

MOST_MARKS = 4
"""Looked at on either side of a span."""


def whole_sentences(flow: Flow, span: Span, bounds: Span) -> Span:
    """A span of a text with all of the sentences in which it begins and ends, as far as these are within some bounds
    and on a line, or in a paragraph whose lines are joined. Where an edge is far off, with the marks that touch it."""
    start, end = span
    low, high = _line(flow, start, bounds)[0], _line(flow, max(start, end - 1), bounds)[1]
    return _start(flow.text, start, min(low, start)), _end(flow.text, start, end, max(high, end))


def _line(flow: Flow, at: int, bounds: Span) -> Span:
    """The bounds of the line or, where lines are joined, the paragraph that holds a character."""
    found = next(flow.paragraphs(at, min(at + 1, len(flow.text))), None)
    if found is not None and found.flows:
        return max(found.start, bounds[0]), min(found.end, bounds[1])
    stop = flow.text.find("\n", at, bounds[1])
    return max(bounds[0], flow.text.rfind("\n", 0, at) + 1), bounds[1] if stop < 0 else stop


def _start(text: str, start: int, low: int) -> int:
    near = max(low, start - FARTHEST)
    ends = (found.end() for found in _END.finditer(text, near, start + 1) if _ends_sentence(text, found))
    found = max((end for end in ends if end <= start), default=low if near == low else None)
    if found is None:
        opening = _OPENING.search(text, max(low, start - MOST_MARKS), start)
        return opening.start() if opening else start
    return min(start, found + len(text[found:start]) - len(text[found:start].lstrip()))


def _end(text: str, start: int, end: int, high: int) -> int:
    near = min(high, end + FARTHEST)
    for found in _END.finditer(text, max(start, end - MOST_MARKS), near):
        if found.end() >= end and _ends_sentence(text, found):
            return found.end()
    if near == high:
        return end + len(text[end:high].rstrip())
    closing = _MARKS.match(text, end, min(high, end + MOST_MARKS))
    return closing.end() if closing else end


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    """Whether no abbreviation ends there."""
    point = found.start() + 1
    return found.end() > point or not is_abbreviated(text, point)
