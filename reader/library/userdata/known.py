"""What the user knows of an open library: what was read in it, in twins, or anywhere in the same words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.queries import next_article
from reader.library.userdata.carrying import carried_over
from reader.library.userdata.catalogued import key_of
from reader.library.userdata.spans import Spans
from reader.positions import Span

if TYPE_CHECKING:
    from reader.library.catalogue import Catalogue
    from reader.library.entries import ArticleEntry, DocumentEntry
    from reader.library.userdata.kept import Kept

LEAST_UNREAD = 40
"""Characters that were not read for it to be worth a jump: what is shorter is told everywhere."""


def known_elsewhere(
    kept: Kept, catalogue: Catalogue, document: int, entry: DocumentEntry, span: ArticleEntry, least: float
) -> Spans:
    """What of an article was read, but not here: sentences known again, and twins of passages that were read."""
    text = kept.texts.text(entry)[span.start : span.end]
    told = Spans(tuple((low + span.start, high + span.start) for low, high in kept.data.history.recognised(text)))
    here = read_here(kept, entry)
    known = with_twins(kept, catalogue, document, span, least, told.union(here))
    for start, end in here:
        known = known.subtract(start, end)
    return Spans(known.within(span.start, span.end))


def read_here(kept: Kept, entry: DocumentEntry) -> Spans:
    """What of a document was read in it."""
    number = kept.data.documents.number_at(key_of(entry))
    return Spans() if number is None else kept.data.history.read(number)


def with_twins(
    kept: Kept,
    catalogue: Catalogue,
    document: int,
    span: ArticleEntry,
    least: float,
    known: Spans,
    enough: float = 1.0,
) -> Spans:
    """What of an article is `known` anyway, or was read in its twins; see `carried_over`. Raises `TwicetoldError`
    without their texts."""
    alignments = catalogue.alignments(document, span.start, span.end)
    twins = {number for each in alignments for number in (each.a_document, each.b_document)}
    read = {number: read_here(kept, catalogue.documents[number]) for number in twins}

    def text_of(number: int) -> str:
        return kept.texts.text(catalogue.documents[number])

    known = carried_over(document, alignments, read, text_of, least, known, enough)
    return Spans(known.within(span.start, span.end))


def joined(kept: Kept, entry: DocumentEntry, read: Spans) -> Spans:
    """Spans of lines with the white space between them, at which they were broken."""
    with suppress(TwicetoldError):
        text = kept.texts.text(entry)
        for (_, end), (start, _) in zip(read.pairs, read.pairs[1:], strict=False):
            if not text[end:start].strip():
                read = read.add(end, start)
    return read


def mark_read(kept: Kept, entry: DocumentEntry, read: Spans) -> None:
    """Write down that spans of a document were read. A document that changed meanwhile is passed over."""
    with suppress(TwicetoldError):
        number, text = kept.number(entry), kept.texts.text(entry)
        for start, end in read:
            kept.data.history.mark_read(number, text, start, end)


def mark_unread(kept: Kept, entry: DocumentEntry, span: Span) -> None:
    """Let a span of a document count as unread again."""
    kept.data.history.mark_unread(kept.number(entry), kept.texts.text(entry), *span)


def next_unread(
    kept: Kept, catalogue: Catalogue, start: tuple[int, int, int], least: float, is_cancelled: Callable[[], bool]
) -> tuple[int, int, Span] | None:
    """(document, article, span) of the next passage that was read nowhere, after `start`: (document, article, offset).

    `least` is the share of a sentence that must have been read in a twin, as it is for all here.
    """
    document, article, after = start
    at: tuple[int, int] | None = (document, article)
    while at is not None and not is_cancelled():
        document, article = at
        with suppress(TwicetoldError):
            entry = catalogue.documents[document]
            span: ArticleEntry = entry.articles[article]
            read = read_here(kept, entry).union(known_elsewhere(kept, catalogue, document, entry, span, least))
            text, begin = kept.texts.text(entry), max(span.start, after)
            while found := read.next_missing(begin, span.end, least=LEAST_UNREAD):
                if len(text[found[0] : found[1]].strip()) >= LEAST_UNREAD:
                    return document, article, found
                begin = found[1]
        at, after = next_article(catalogue, document, article, 1), 0
    return None
