"""Which articles of a library were read, and in which the user set a mark or wrote a note.

Only documents that the user has to do with are looked at, and their twins: a large library costs no more than a small
one.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from reader.errors import TwicetoldError
from reader.find.cancelling import checking
from reader.library.catalogue import Catalogue
from reader.library.entries import AlignmentEntry
from reader.library.texts import Texts
from reader.library.userdata.carrying import carried_over, partly_read
from reader.library.userdata.catalogued import find_all
from reader.library.userdata.history import MOSTLY
from reader.library.userdata.kept import Kept
from reader.library.userdata.spans import Spans, spans
from reader.library.userdata.store import UserData
from reader.positions import Place, Span


@dataclass(frozen=True, slots=True)
class Flagged:
    """Articles by what the user made of them."""

    read: frozenset[Place] = frozenset()
    """Those that were read as good as whole, here or in their twins."""
    marked: frozenset[Place] = frozenset()
    """Those with a mark, a note or a highlight."""


def flagged(kept: Kept, least: float, is_cancelled: Callable[[], bool]) -> Flagged:
    """What the user made of an open library.

    `least` is the share of a sentence that must have been read in a twin. Raises Cancelled when `is_cancelled` says so.
    """
    check = checking(is_cancelled)
    data, catalogue = kept.data, kept.texts.catalogue
    made: dict[int, list[Span]] = {}
    for each in data.annotations.all(kept.library):
        if not each.lost:
            made.setdefault(each.document, []).append((each.start, each.end))
    read = data.history.read_everywhere()

    def kept_numbers() -> Iterator[int]:
        for number in made.keys() | read.keys():
            check()
            yield number

    numbers = find_all(kept, kept_numbers())
    read_here = {numbers[number]: spans for number, spans in read.items() if number in numbers}
    return Flagged(
        frozenset(_read(kept.texts, read_here, least, check)),
        frozenset(
            (document, article)
            for number, document in numbers.items()
            for article in _touched(catalogue.article_spans(document), made.get(number, ()))
        ),
    )


def kept_flags(catalogue: Catalogue, paths: Sequence[Path], least: float) -> Callable[[Callable[[], bool]], Flagged]:
    """What looks these up in the user's file, which is opened for each question alone."""

    def look(is_cancelled: Callable[[], bool]) -> Flagged:
        with closing(UserData.open(mends=False)) as data:
            return flagged(Kept(data, data.documents.library(paths), Texts(catalogue)), least, is_cancelled)

    return look


def _read(texts: Texts, read: dict[int, Spans], least: float, check: Callable[[], None]) -> Iterator[Place]:
    catalogue = texts.catalogue

    def text_of(number: int) -> str:
        return texts.text(catalogue.documents[number])

    twins: dict[int, list[AlignmentEntry]] = {}
    for document in read:
        check()
        for alignment in catalogue.alignments(document, 0, catalogue.documents[document].characters):
            for side in {alignment.a_document, alignment.b_document}:
                twins.setdefault(side, []).append(alignment)
    for document in read.keys() | twins.keys():
        check()
        known = read.get(document, Spans())
        told = spans(here[1:] for here, _, _ in partly_read(document, twins.get(document, ()), read))
        at_most = known.union(told)
        for article, span in enumerate(catalogue.article_spans(document)):
            if known.share(*span) < MOSTLY <= at_most.share(*span):
                check()
                with suppress(TwicetoldError):  # it has changed: it is being read again
                    alignments = catalogue.alignments(document, *span)
                    known = carried_over(document, alignments, read, text_of, least, known, MOSTLY)
            if known.share(*span) >= MOSTLY:
                yield document, article


def _touched(articles: Sequence[Span], made: Iterable[Span]) -> Iterator[int]:
    """The articles in which spans or points lie."""
    for start, end in made:
        at = max(0, bisect_right(articles, start, key=lambda article: article[0]) - 1)
        while at < len(articles) and articles[at][0] < max(end, start + 1):
            if start < articles[at][1]:
                yield at
            at += 1
