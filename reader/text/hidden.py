"""What of filled lines is there for their old margin only: hyphens that divide words, and wide gaps between words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.positions import Span
from reader.text.divided import Divisions
from reader.text.file_lines import FileLine
from reader.text.joined import HYPHENS

_GAP = re.compile(r"(?<=\S)(?: *\t[ \t]*| {2,})(?=\S)")


def hidden(text: str, lines: Sequence[FileLine], divisions: Divisions) -> tuple[Span, ...]:
    """What of the lines of a paragraph is not shown besides their ends: hyphens that divide words, with the line end
    behind each, and the gaps in lines that were made even."""
    return tuple(sorted((*_gaps(text, lines), *_divisions(text, lines, divisions))))


def _gaps(text: str, lines: Sequence[FileLine]) -> Iterator[Span]:
    for line in lines:
        if line.is_even:
            yield from (found.span() for found in _GAP.finditer(text, line.body + line.mark, line.end))


def _divisions(text: str, lines: Sequence[FileLine], divisions: Divisions) -> Iterator[Span]:
    for line, after in pairwise(lines):
        hyphen = line.end - 1
        if text[hyphen] in HYPHENS and text[after.body].islower() and divisions.is_whole(hyphen):
            yield hyphen, after.body
