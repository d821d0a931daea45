"""The clean text of a document: what is read, searched and compared, with the way back to the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import NamedTuple

from reader.text.repair import find_repairs
from reader.text.replacement import Replacement, apply
from reader.text.sourcemap import IDENTITY, SourceMap

BOM = "\ufeff"
_CRLF = re.compile("\r\n")


class Repair(NamedTuple):
    """One place where mojibake was undone: source[source_start:source_end] became clean[clean_start:clean_end]."""

    source_start: int
    source_end: int
    clean_start: int
    clean_end: int
    kind: str
    """ "exact" if every byte was there, "inferred" if some were lost and the place decided."""
    reason: str = ""
    """What had happened to the text, for people."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text without byte order mark, carriage returns and mojibake, and how it came to be."""

    text: str
    source_map: SourceMap = IDENTITY
    replacements: tuple[Replacement, ...] = ()
    """What was replaced to repair mojibake, in the source."""

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The places where mojibake was undone, located in the source and in the text."""
        return tuple(_located(self.replacements, self.source_map))


def clean(source: str, *, is_repaired: bool = True) -> CleanText:
    """The source with its byte order mark dropped, all newlines as "\\n", and mojibake repaired if it `is_repaired`.

    A source that needs none of it is returned as the same object, with the identity map.
    """
    replacements = find_repairs(source) if is_repaired else ()
    has_bom, has_cr = source.startswith(BOM), "\r" in source
    if not (replacements or has_bom or has_cr):
        return CleanText(source)
    text = apply(source, replacements) if replacements else source
    if has_bom:
        text = text[1:]
    if has_cr:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    repairs = [(start, end, len(text)) for start, end, text, _, _ in replacements]
    newlines = list(_newline_edits(source))
    source_map = SourceMap.of(list(merge(newlines, repairs)) if newlines else repairs)
    return CleanText(text, source_map, replacements)


def _newline_edits(source: str) -> Iterator[tuple[int, int, int]]:
    if source.startswith(BOM):
        yield 0, 1, 0
    for match in _CRLF.finditer(source):
        yield match.start(), match.start() + 1, 0


def _located(replacements: tuple[Replacement, ...], source_map: SourceMap) -> Iterator[Repair]:
    edits = iter(zip(source_map.source_starts, source_map.clean_starts, source_map.clean_ends, strict=True))
    for start, end, _, kind, reason in replacements:
        source, clean_start, clean_end = next(edits)
        while source != start:  # the edit of a newline
            source, clean_start, clean_end = next(edits)
        yield Repair(start, end, clean_start, clean_end, kind, reason)
