"""Subtitles in files (SubRip, WebVTT): what is said in them, and what only tells when and how it is shown.

Numbers and times stand around every line that is said. They are read as they are, but are no words of it: the same line
in two episodes is told at other times.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice, pairwise
from statistics import median

from reader.positions import Span
from reader.text.sourcemap import IDENTITY, SourceMap

FEWEST_CUES = 2
"""Times, the first at the very beginning, by which a text is told to be subtitles."""

LONGEST_CUE = 500
"""Characters from one of them to the next, in the median: what is longer is a text that names a time."""

BEGINNING = 4000
"""Characters in which the first lines that are said stand."""

ARROW = "-->"
"""Stands between the times of a cue, and is sought much faster than they are."""

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{1,3}"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:\s|$)")
"""When a cue is shown; where it is may follow (https://www.w3.org/TR/webvtt1/, 4.1)."""

_OF_FILE = re.compile(r"(?:\AWEBVTT|\n\n(?:NOTE|STYLE|REGION))(?=\s)[^\n]*(?:\n[^\n]+)*")
"""What a file of WebVTT begins with, its comments and its styles."""

_STYLE = re.compile(r"</?(?:[ibuc]|font|lang|ruby|rt)(?:[.\s][^<>\n]*)?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>|\{\\[^{}\n]*\}")
"""Signs within what is said for how and when it is shown."""

_LETTER = re.compile(r"[^\n]")


def is_subtitles(text: str) -> bool:
    """Whether a text is subtitles, from its beginning on."""
    starts = [start for start, _ in _cues(text)]
    if len(starts) < FEWEST_CUES or not (text.startswith("WEBVTT") or text[: starts[0]].isspace() or not starts[0]):
        return False
    return median(after - before for before, after in pairwise([*starts, len(text)])) <= LONGEST_CUE


def without_cues(text: str) -> str:
    """The same text with spaces for the numbers and times of cues and for signs of style, line ends kept: what is
    compared, in which every offset holds. Of a text that is no subtitles, the same object; a part of one will do."""
    if not (found := [*_frame(text)]):
        return text
    kept = [0, *(at for span in found for at in span), len(text)]
    blanks = (_blank(text[low:high]) for low, high in [*found, (0, 0)])
    return "".join(text[low:high] + blank for low, high, blank in zip(kept[::2], kept[1::2], blanks, strict=True))


def said(text: str, marks: Sequence[Span] = ()) -> tuple[str, SourceMap]:
    """A text without the numbers and times of cues and signs of style, but for those in which something that is marked
    begins or ends; and the map back to it."""
    edges = sorted(edge for low, high in marks for edge in (low, high - 1))
    out = [span for span in _frame(text) if bisect_left(edges, span[0]) == bisect_left(edges, span[1])]
    if not out:
        return text, IDENTITY
    kept = [0, *(at for span in out for at in span), len(text)]
    told = "".join(text[low:high] for low, high in zip(kept[::2], kept[1::2], strict=True))
    return told, SourceMap.of((low, high, 0) for low, high in out)


def opening(text: str, lines: int) -> list[str]:
    """The first lines that are said."""
    end = text.find("\n", BEGINNING)
    told, _ = said(text if end < 0 else text[:end])
    return [*islice((line for each in told.split("\n") if (line := each.strip())), lines)]


def _frame(text: str) -> Iterator[Span]:
    """What of a text is not said, in order."""
    if not (cues := [*_cues(text)]):
        return
    of_file = _OF_FILE.finditer(text) if text.startswith("WEBVTT") else ()
    reached = 0
    signs = (found.span() for found in _STYLE.finditer(text))
    for low, high in merge(cues, (found.span() for found in of_file), signs):
        if low >= reached:
            yield low, high
            reached = high


def _cues(text: str) -> Iterator[Span]:
    """The lines that tell the times of cues, each with that above on which its number or name stands."""
    at = text.find(ARROW)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)
        if _TIMES.match(text, start, end):
            above = text.rfind("\n", 0, max(0, start - 1)) + 1
            name = text[above:start].strip()
            stands_alone = not above or text.startswith("\n\n", above - 2)
            yield (above if name.isdecimal() or (name and stands_alone) else start), end
        at = text.find(ARROW, end)


def _blank(text: str) -> str:
    return _LETTER.sub(" ", text)
