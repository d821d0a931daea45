"""What a document was like before it was cleaned: what had to be guessed, repaired or made harmless.

The index keeps only how many repairs there were, so the file is read again; that takes as long as it took at first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from reader.library.entries import DocumentEntry
from reader.library.suffixes import MARKDOWN
from reader.library.texts import read_again
from reader.text.clean import CleanText
from reader.text.controls import count_unsafe

CONTEXT_CHARS = 24
"""Shown on both sides of the first place of a run, as far as the line goes."""

_KINDS = {
    ".html": "web page",
    ".htm": "web page",
    ".xhtml": "web page",
    ".xml": "XML",
    ".rss": "feed",
    ".atom": "feed",
    ".jsonl": "JSON lines",
    ".ndjson": "JSON lines",
    ".json": "JSON",
    ".csv": "table (CSV)",
    ".tsv": "table (TSV)",
    **dict.fromkeys(MARKDOWN, "Markdown"),
    ".mbox": "mail (mbox)",
    ".eml": "mail",
    ".mht": "saved web page",
    ".mhtml": "saved web page",
    ".pdf": "PDF",
    ".epub": "EPUB book",
}

_COMPRESSIONS = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}


@dataclass(frozen=True, slots=True)
class Run:
    """A broken run of characters and what it was repaired to, wherever that happened."""

    source: str
    repaired: str
    exact: bool
    """Every byte was there; else some were lost and the place decided."""
    reason: str
    count: int
    first: tuple[int, int]
    """Span of the first such repair in the clean text."""
    before: str
    after: str
    """What stands beside it there, on its line."""


@dataclass(frozen=True, slots=True)
class Examination:
    """All that had to be guessed, repaired or made harmless in a document."""

    kind: str
    encoding: str
    confidence: float
    """How sure the encoding is, 0..1."""
    replaced: int
    """Characters that could not be decoded."""
    neutralised: int
    """Control and invisible characters that are shown as others, or not at all."""
    runs: tuple[Run, ...]
    """The commonest first."""

    def repairs(self, *, exact: bool | None = None) -> int:
        """How many places were repaired, exactly or by inference, or at all."""
        return sum(run.count for run in self.runs if exact is None or run.exact == exact)


def examine(document: DocumentEntry) -> Examination:
    """Read a document again and say what had to be done to it. Raises UnreadableError when its file is gone."""
    read = read_again(document)
    return Examination(
        kind_of(document.file.name, document.name),
        read.encoding,
        read.confidence,
        read.replaced,
        count_unsafe(read.clean.text, keep="\n\t"),
        tuple(runs(read.source, read.clean)),
    )


def kind_of(file: str, document: str) -> str:
    """What kind of file a document is from, in words: `text`, `JSON lines, compressed by gzip`."""
    path = PurePosixPath(file.lower())
    compression = _COMPRESSIONS.get(path.suffix, "")
    inner = path.with_suffix("") if compression else path
    if inner.suffix in (".zip", ".tar", ".tgz", ".tbz2", ".txz"):
        member = PurePosixPath(document.lower()).suffix
        return f"{_KINDS.get(member, 'text')} in an archive"
    kind = _KINDS.get(inner.suffix, "text")
    return f"{kind}, compressed by {compression}" if compression else kind


def runs(source: str, clean: CleanText) -> list[Run]:
    """The distinct broken runs of a text with their repairs, the commonest first, then in the order of the text."""
    counts: dict[tuple[str, str, str], int] = {}
    firsts: dict[tuple[str, str, str], tuple[int, int, str]] = {}
    for repair in clean.repairs:
        broken = source[repair.source_start : repair.source_end]
        key = broken, clean.text[repair.clean_start : repair.clean_end], repair.kind
        counts[key] = counts.get(key, 0) + 1
        firsts.setdefault(key, (repair.clean_start, repair.clean_end, repair.reason))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], firsts[item[0]][0]))
    return list(_runs(ordered, firsts, clean.text))


def _runs(
    ordered: Iterable[tuple[tuple[str, str, str], int]],
    firsts: dict[tuple[str, str, str], tuple[int, int, str]],
    text: str,
) -> Iterable[Run]:
    for key, count in ordered:
        start, end, reason = firsts[key]
        before, after = _context(text, start, end)
        yield Run(key[0], key[1], key[2] == "exact", reason, count, (start, end), before, after)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span on its line, whole words as far as possible."""
    before = text[max(0, start - CONTEXT_CHARS) : start].rpartition("\n")[2]
    after = text[end : end + CONTEXT_CHARS].partition("\n")[0]
    if len(before) == CONTEXT_CHARS and " " in before.rstrip():
        before = before.partition(" ")[2]
    if len(after) == CONTEXT_CHARS and " " in after.lstrip():
        after = after.rpartition(" ")[0]
    return before, after
