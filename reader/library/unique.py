"""A collection in which what is told again is kept once, and a manifest from which the whole can be rebuilt.

The folder holds `texts/`, the documents without the passages that stand elsewhere, and `manifest.jsonl`: one line for
each document, then one for each passage left out, which says where its twin is and how the passage is made from it. A
twin may hold passages left out, whose lines come before. Spans count characters of the decoded sources, which are what
is rebuilt, blank for blank; files whose bytes come back from their characters are rebuilt byte for byte.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from reader.library.exporting import FileNames, empty
from reader.library.loaded import LoadedDocument
from reader.library.occupied import Occupied
from reader.reuse.alignment import diff
from reader.reuse.places import Alignment, Place
from reader.text.words import Words, words

MANIFEST, TEXTS = "manifest.jsonl", "texts"

VERSION = 2
"""Of the manifest; the first one had hashes of sources, if any, where this has those of files, and its order is that
of places, not of making."""

NUL, REPLACED = "\0", "\ufffd"
"""A NUL in a text, and what it is read as."""

SIMILARITY = 0.8
"""Passages at least so alike are taken for one, as by the reader when it dims what was read elsewhere."""

UNDATED = "9999"
"""Sorts after every date: of two tellings the dated one can be cited."""

Span = tuple[int, int]

Stretch = tuple[int, int, int]
"""A document and a span of its source."""

Piece = Span | str
"""A span of the kept twin, from its start, or characters that it lacks."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that is left out: source spans of it and of its kept twin, and how to make the one from the other."""

    document: int
    start: int
    end: int
    kept_document: int
    kept_start: int
    kept_end: int
    pieces: tuple[Piece, ...]


def unique(
    loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment], similarity: float = SIMILARITY
) -> tuple[LeftOut, ...]:
    """What may be left out: every passage that an earlier one tells in at least `similarity` of the same words, letter
    for letter.

    Earlier is the telling in the article with the earlier date, else the one that comes first. A twin is never left out
    later, even in part, so that all can be made again in the order in which it is given: from text that stayed, or was
    left out before.
    """
    rank = _Ranks(loaded)
    ordered = []
    for alignment in alignments:
        if alignment.similarity < similarity:
            continue
        first, second = sorted((alignment.a, alignment.b), key=rank.of)
        if first.document != second.document or min(first.end, second.end) <= max(first.start, second.start):
            ordered.append((rank.of(first), -(first.end - first.start), rank.of(second), first, second))
    ordered.sort(key=lambda row: row[:3])
    choice = _Choice(loaded, similarity)
    for *_, first, second in ordered:
        earlier, later = _stretch(loaded, first), _stretch(loaded, second)
        if twin := choice.twin_of(later):  # which is told before both
            choice.leave_out(earlier, twin)
        else:
            choice.leave_out(later, choice.twin_of(earlier) or earlier)
    return tuple(choice.made.values())


class _Choice:
    """What is left out and what stays for it, so far."""

    def __init__(self, loaded: Sequence[LoadedDocument], similarity: float) -> None:
        self._sources = [document.document.source for document in loaded]
        self._similarity = similarity
        self._kept = [Occupied() for _ in loaded]
        self._gone = [Occupied() for _ in loaded]
        self.made: dict[Stretch, LeftOut] = {}
        """By where it is left out, in order."""

    def twin_of(self, stretch: Stretch) -> Stretch | None:
        """What stays for a stretch, if all of it is left out."""
        document, start, end = stretch
        if (whole := self._gone[document].around(start, end)) is None:
            return None
        item = self.made[document, *whole]
        return item.kept_document, item.kept_start, item.kept_end

    def leave_out(self, stretch: Stretch, twin: Stretch) -> None:
        """Leave a stretch out, if it can be made from its twin and nothing of it is left out or is a twin itself."""
        document, there = stretch[0], twin[0]
        start, end = _whole_lines(self._sources[document], *stretch[1:])
        low, high = twin[1:]
        if self._kept[document].touches(start, end) or self._gone[document].touches(start, end):
            return
        if there == document and low < end and start < high:
            return
        share, pieces = _made(self._sources[there][low:high], self._sources[document][start:end])
        if share < self._similarity:
            return  # the same words in rows of other figures, or another telling than that which it was compared with
        self._kept[there].add(low, high)
        self._gone[document].add(start, end)
        self.made[document, start, end] = LeftOut(document, start, end, there, low, high, pieces)


class _Ranks:
    """Which of two tellings is the earlier."""

    def __init__(self, loaded: Sequence[LoadedDocument]) -> None:
        self._loaded = loaded

    def of(self, place: Place) -> tuple[str, int, int]:
        document = self._loaded[place.document]
        article = document.articles[document.article_number(place.start) - 1]
        return article.date or UNDATED, place.document, place.start


def _stretch(loaded: Sequence[LoadedDocument], place: Place) -> Stretch:
    return place.document, *loaded[place.document].source_span(place.start, place.end)


def _whole_lines(source: str, start: int, end: int) -> tuple[int, int]:
    """The span with all of its lines and those without words behind them, if no other words stand on its lines: no
    empty line shall stay, nor the sign of a quotation."""
    before, behind = start, end
    while before and not source[before - 1].isalnum():
        before -= 1
    while behind < len(source) and not source[behind].isalnum():
        behind += 1
    low = source.rfind("\n", before, start) + 1 if before else 0
    high = source.rfind("\n", end, behind) + 1 if behind < len(source) else behind
    return (low, high) if low >= before and high >= end else (start, end)


def _made(kept: str, text: str) -> tuple[float, tuple[Piece, ...]]:
    """The share of the words of `text` that are taken from `kept`, and how it is made from spans of that and characters
    of its own: words that differ, and whatever parts words otherwise than there."""
    pieces: list[Piece] = []
    count = reached = 0
    for (low_there, high_there), (low, high) in _same_words(kept, text):
        count += 1
        last = pieces[-1] if pieces else ""
        if isinstance(last, tuple) and kept[last[1] : high_there] == text[reached:high]:
            pieces[-1] = last[0], high_there
        else:
            pieces += [(low_there, high_there)] if low == reached else [text[reached:low], (low_there, high_there)]
        reached = high
    pieces += [text[reached:]] if reached < len(text) else []
    return count / max(1, len(words(text, bigrams=False))), tuple(pieces)


def _same_words(kept: str, text: str) -> Iterator[tuple[Span, Span]]:
    """The words of `text`, in order, that stand in `kept` to the letter, and where: a run of them, or a block moved."""
    there, here = words(kept, bigrams=False), words(text, bigrams=False)
    for edit in diff(kept, text):
        if edit.op == "equal" or (edit.op == "insert" and edit.moved):
            from_there = _spans(there, *(edit.moved or (edit.a_start, edit.a_end)))
            for (low, high), span in zip(from_there, _spans(here, edit.b_start, edit.b_end), strict=False):
                if kept[low:high] == text[slice(*span)]:
                    yield (low, high), span


def _spans(some: Words, start: int, end: int) -> Iterator[Span]:
    """The words between two places."""
    low, high = np.searchsorted(some.starts, (start, end)).tolist()
    return zip(some.starts[low:high].tolist(), some.ends[low:high].tolist(), strict=True)


def in_place(left_out: Sequence[LeftOut], documents: int) -> list[list[LeftOut]]:
    """What is left out of each document, from its beginning to its end. Raises IndexError for one that is not there."""
    by_document: list[list[LeftOut]] = [[] for _ in range(documents)]
    for item in left_out:
        by_document[item.document].append(item)
    return [sorted(items, key=lambda item: item.start) for items in by_document]


def kept_text(source: str, left_out: Sequence[LeftOut]) -> str:
    """A source without the passages that are left out of it, which are in order."""
    edges = [0, *(at for item in left_out for at in (item.start, item.end)), len(source)]
    return "".join(source[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Form:
    """How the characters of a source are bytes of a file."""

    encoding: str = "utf-8"
    nuls: bool = False
    """Whether each replacement character stands for a NUL."""

    def encoded(self, source: str) -> bytes:
        """The bytes; raises UnicodeEncodeError if the encoding has not all of the characters."""
        text = source.replace(REPLACED, NUL) if self.nuls else source
        return text.encode(self.encoding, "surrogatepass")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a document was kept."""

    document: str
    characters: int
    kept: int
    """Characters that stay."""
    words: int
    new_words: int
    """Words that stay."""
    exact: bool
    """Whether rebuilding gives the bytes of the file."""

    @property
    def new(self) -> float:
        """What share of the words stays, 0..1; all of a text without any."""
        return self.new_words / self.words if self.words else 1.0


def write(loaded: Sequence[LoadedDocument], left_out: Sequence[LeftOut], folder: Path) -> Iterator[Share]:
    """Write the collection and its manifest, and say of each document how much was kept.

    Documents of which nothing stays get no file. Raises TwicetoldError if there is something in the folder already.
    """
    names = FileNames(empty(folder) / TEXTS)
    by_document = in_place(left_out, len(loaded))
    sources = [document.document.source for document in loaded]
    texts = [kept_text(source, items) for source, items in zip(sources, by_document, strict=True)]
    filed = [at for at, source in enumerate(sources) if texts[at] or not source]
    paths = dict(zip(filed, names.paths([loaded[at].name for at in filed]), strict=True))
    with (folder / MANIFEST).open("w", encoding="ascii", newline="\n") as manifest:
        manifest.write(json.dumps({"twicetold": "unique", "version": VERSION, "documents": len(loaded)}) + "\n")
        for at, document in enumerate(loaded):
            source, text, form = sources[at], texts[at], _exact_form(document)
            if path := paths.get(at):
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
            row = {"document": document.name, "characters": len(source), "kept": len(text)}
            row |= {"encoding": form and form.encoding, "nuls": bool(form and form.nuls)}
            file = path and path.relative_to(folder).as_posix()
            digest = sha256((form or Form()).encoded(source)).hexdigest()
            manifest.write(json.dumps({**row, "file": file, "sha256": digest}) + "\n")
            yield Share(document.name, len(source), len(text), *_counted(source, by_document[at]), form is not None)
        for item in left_out:
            twin = {"document": item.kept_document, "start": item.kept_start, "end": item.kept_end}
            row = {"document": item.document, "start": item.start, "end": item.end, "kept": twin}
            manifest.write(json.dumps({**row, "pieces": item.pieces}) + "\n")


def _counted(source: str, left_out: Sequence[LeftOut]) -> tuple[int, int]:
    """How many words a source has, and how many of them stay."""
    starts = words(source, bigrams=False).starts
    edges = np.array([at for item in left_out for at in (item.start, item.end)], np.int64)
    return len(starts), int(np.count_nonzero(np.searchsorted(edges, starts, side="right") % 2 == 0))


def _exact_form(document: LoadedDocument) -> Form | None:
    """The form in which the characters give back the bytes of the file; None if none does."""
    path = document.file.path
    for nuls in (False, True):
        form = Form(document.document.encoding, nuls)
        with suppress(OSError, LookupError, UnicodeEncodeError):
            data = form.encoded(document.document.source)
            if len(data) == path.stat().st_size and data == path.read_bytes():  # one record of many is soon told
                return form
    return None
