"""Marks, notes and highlights with where they are in an open library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.queries import Twin, passages
from reader.library.shares import is_real_part
from reader.library.sources import STDIN, name_with
from reader.library.userdata.catalogued import find_all
from reader.library.userdata.records import Annotation, Kind
from reader.positions import Place, Span

if TYPE_CHECKING:
    from reader.library.catalogue import Catalogue
    from reader.library.entries import DocumentEntry
    from reader.library.userdata.export import Again, Excerpt
    from reader.library.userdata.kept import Kept

MOST_TWINS = 12
"""Places that tell a passage again that are named with a note on it, at most."""


@dataclass(frozen=True, slots=True)
class Located:
    """An annotation with where it is in the open library."""

    annotation: Annotation
    name: str
    """Of the document, as shown."""
    place: Place | None
    """(document, article); None if the document is not in the library now."""
    title: str
    """Of the article; empty if it is not known."""
    line: int
    """1-based; 0 if it is not known."""
    quote: str
    """What stands there now: of a mark the line; of a note that is lost or whose document is, what stood there."""
    missing: str = ""
    """Of a document that is not there now, in a word or two: whether its file is gone."""

    @property
    def unreachable(self) -> str:
        """Why one cannot go there, for the user; empty if one can."""
        if self.missing:
            return f"{self.name} is {self.missing}. What was marked in it comes back when it does."
        return "The text there was edited so that the place is lost." if self.annotation.lost else ""


def everything(kept: Kept, catalogue: Catalogue, paths: Sequence[Path]) -> list[Located]:
    """All marks, notes and highlights in the documents of the library, in reading order.

    Those in documents of its folders that are not there now come last.
    """
    return sorted(located(kept, catalogue, paths, kept.data.annotations.all(kept.library)), key=_reading_order)


def located(
    kept: Kept, catalogue: Catalogue, paths: Sequence[Path], annotations: Sequence[Annotation]
) -> list[Located]:
    """Where annotations are. Those in documents that are not there now only if they are in a folder of `paths`."""
    places = find_all(kept, {annotation.document for annotation in annotations})
    for place in places.values():
        kept.number(catalogue.documents[place])  # moves what stands in it if it was edited since
    again = {each.number: each for number in places for each in kept.data.annotations.of(number)}
    names: dict[int, str | None] = {}
    found: list[Located] = []
    for annotation in annotations:
        number, now = annotation.document, again.get(annotation.number)
        document = places.get(number)
        if document is not None and (entry := catalogue.documents[document]).articles:
            if now is not None:
                found.append(_located_in(kept, document, entry, now))
            continue
        key = kept.data.documents.key(number)
        if number not in names:
            names[number] = None if key.path == STDIN else name_with(paths, key.path)
        if (name := names[number]) is not None:
            missing = "not read" if lexists(key.path) else "gone"
            found.append(Located(annotation, name + key.record, None, "", 0, annotation.quote, missing))
    return found


def _located_in(kept: Kept, document: int, entry: DocumentEntry, now: Annotation) -> Located:
    """An annotation in a document of the library."""
    article, text = entry.article_at(now.start), kept.texts.text(entry)
    end = now.end if now.end > now.start else text.find("\n", now.start) % (len(text) + 1)
    quote = now.quote if now.lost else text[now.start : end]
    line = text.count("\n", 0, now.start) + 1
    return Located(now, entry.name, (document, article), entry.articles[article].title, line, quote)


def _reading_order(each: Located) -> tuple[bool, int, str, int]:
    return each.place is None, each.place[0] if each.place else 0, each.name, each.annotation.start


def excerpts(kept: Kept, catalogue: Catalogue, paths: Sequence[Path]) -> list[Excerpt]:
    """Notes, highlights and marks with what they are about and who tells that again, to take elsewhere."""
    from reader.library.userdata.export import Excerpt  # late: few save them

    return [
        Excerpt(
            each.name,
            each.title,
            0 if each.annotation.lost else each.line,
            each.quote,
            f"Mark {each.annotation.label}" if each.annotation.kind is Kind.MARK else each.annotation.note,
            each.missing,
            _told_again(kept, catalogue, each),
        )
        for each in everything(kept, catalogue, paths)
    ]


def _told_again(kept: Kept, catalogue: Catalogue, each: Located) -> tuple[Again, ...]:
    """The twins that tell of what is marked, or are about it, the most alike first; none where its place is lost."""
    from reader.library.userdata.export import Again

    if each.place is None or each.annotation.lost:
        return ()
    document, start = each.place[0], each.annotation.start
    end = max(each.annotation.end, start + 1)
    touched = (twin for passage in passages(catalogue, document, start, end) for twin in passage.twins)
    twins = sorted(
        {twin for twin in touched if _tells(twin, (start, end))},
        key=lambda twin: (-twin.similarity, twin.document, twin.start),
    )
    return tuple(
        Again(entry.name, kept.texts.text(entry).count("\n", 0, twin.start) + 1, twin.similarity)
        for twin in twins[:MOST_TWINS]
        for entry in [catalogue.documents[twin.document]]
    )


def _tells(twin: Twin, marked: Span) -> bool:
    """Whether a twin tells what is marked, or a real part of it; some words of the paragraph beside it are none."""
    part = max(twin.told_start, marked[0]), min(twin.told_end, marked[1])
    return part[0] < part[1] and is_real_part(part, (twin.told_start, twin.told_end), marked)
