"""The clean text of a document: what is read, searched and compared, with the way back to the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from reader.text.repair import find_repairs
from reader.text.replacement import Replacement, apply
from reader.text.sourcemap import IDENTITY, SourceMap

BOM = "\ufeff"
_CRLF = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class Repair:
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
    repairs: tuple[Repair, ...] = ()


def clean(source: str) -> CleanText:
    """The source with its byte order mark dropped, all newlines as "\\n", and mojibake repaired.

    A source that needs none of it is returned as the same object, with the identity map.
    """
    replacements = find_repairs(source)
    has_bom, has_cr = source.startswith(BOM), "\r" in source
    if not (replacements or has_bom or has_cr):
        return CleanText(source)
    text = apply(source, replacements) if replacements else source
    if has_bom:
        text = text[1:]
    if has_cr:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source_map = SourceMap.of(merge(_newline_edits(source), ((r.start, r.end, len(r.text)) for r in replacements)))
    return CleanText(text, source_map, tuple(_located(replacements, source_map)))


def _newline_edits(source: str) -> Iterator[tuple[int, int, int]]:
    if source.startswith(BOM):
        yield 0, 1, 0
    for match in _CRLF.finditer(source):
        yield match.start(), match.start() + 1, 0


def _located(replacements: tuple[Replacement, ...], source_map: SourceMap) -> Iterator[Repair]:
    edits = zip(source_map.source_starts, source_map.clean_starts, source_map.clean_ends, strict=True)
    for r in replacements:
        clean_start, clean_end = next((start, end) for source, start, end in edits if source == r.start)
        yield Repair(r.start, r.end, clean_start, clean_end, r.kind, r.reason)
