"""Questions that both faces ask of a catalogue: what is told again and where, and what is read next."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reader.library.catalogue import Catalogue

SAME_SHARE = 0.5
"""Spans of which this share is common are one passage with edges that differ."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Another place that tells a passage, or a part of it."""

    document: int
    start: int
    end: int
    told_start: int
    """The part of the passage that this place tells: offsets in the passage's document."""
    told_end: int
    similarity: float
    within: bool
    """In the same document as the passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that is told elsewhere, with everywhere it is told, others' documents first."""

    start: int
    end: int
    cluster: int
    twins: tuple[Twin, ...]
    loose: bool = False
    """All twins are loosely alike, in a document whose lines are of one template, such as a log: a screen folds it."""

    @property
    def other_documents(self) -> int:
        """Number of other documents that tell it."""
        return len({twin.document for twin in self.twins if not twin.within})


def passages(catalogue: Catalogue, document: int, start: int, end: int) -> tuple[Passage, ...]:
    """The passages of `[start, end)` in a document that are told elsewhere, in reading order.

    Twins of one cluster that tell nearly the same span are listed under one passage, since each was aligned with edges
    of its own; a part of a passage that is told again by itself is a passage too.
    """
    sides = [
        (
            side_start,
            side_end,
            (alignment.cluster, alignment.loose),
            Twin(*there, side_start, side_end, alignment.similarity, alignment.within),
        )
        for alignment in catalogue.alignments(document, start, end)
        for (_, side_start, side_end), there in alignment.sides_in(document)
        if side_start < end and start < side_end
    ]
    sides.sort(key=lambda side: (side[0], -side[1], side[2]))
    groups: list[tuple[int, int, tuple[int, bool], list[Twin]]] = []
    open_groups: list[int] = []
    for side_start, side_end, cluster, twin in sides:
        open_groups = [at for at in open_groups if groups[at][1] > side_start]
        for at in open_groups:
            first, last, of_cluster, twins = groups[at]
            shared = min(last, side_end) - side_start
            if of_cluster == cluster and shared >= SAME_SHARE * (max(last, side_end) - first):
                groups[at] = (first, max(last, side_end), cluster, twins)
                twins.append(twin)
                break
        else:
            open_groups.append(len(groups))
            groups.append((side_start, side_end, cluster, [twin]))
    return tuple(
        Passage(first, last, cluster, _ranked(twins), loose) for first, last, (cluster, loose), twins in groups
    )


def with_more(passage: Passage, twins: Sequence[Twin]) -> Passage:
    """A passage with further twins."""
    return replace(passage, twins=_ranked([*passage.twins, *twins])) if twins else passage


def next_article(catalogue: Catalogue, document: int, article: int | None, step: int) -> tuple[int, int] | None:
    """(document, article) of the next article in the direction of `step`, posts and residue passed over.

    `article` None stands for the heading of the document. None at the end of the library.
    """
    if 0 <= document < len(catalogue.documents) and catalogue.stories_in(document):
        stories = catalogue.documents[document].stories
        at = -1 if article is None else article
        place = bisect_right(stories, at) if step > 0 else bisect_left(stories, at) - 1
        if 0 <= place < len(stories):
            return document, stories[place]
    document = _next_with_stories(catalogue, document, step)
    if not 0 <= document < len(catalogue.documents):
        return None
    return document, catalogue.documents[document].stories[0 if step > 0 else -1]


def next_told(
    catalogue: Catalogue, document: int, article: int | None, step: int, is_cancelled: Callable[[], bool]
) -> tuple[int, int, int] | None:
    """(document, article, place) of the nearest passage outside an article in the direction of `step`; None at the end.

    The first passage of an article that follows, the last of one that precedes.
    """
    place = next_article(catalogue, document, article, step)
    while place is not None and not is_cancelled():
        entry = catalogue.documents[place[0]].articles[place[1]]
        if entry.told > 0 and (found := passages(catalogue, place[0], entry.start, entry.end)):
            return *place, max(found[0 if step > 0 else -1].start, entry.start)
        place = next_article(catalogue, *place, step)
    return None


def next_document(catalogue: Catalogue, document: int, step: int) -> tuple[int, int] | None:
    """(document, article) of the first article of the next document that has one; None at the end of the library."""
    document = _next_with_stories(catalogue, document, step)
    if not 0 <= document < len(catalogue.documents):
        return None
    return document, catalogue.documents[document].stories[0]


def _next_with_stories(catalogue: Catalogue, document: int, step: int) -> int:
    """The next document in a direction that has an article; a number out of range if there is none."""
    document += step
    while 0 <= document < len(catalogue.documents) and not catalogue.stories_in(document):
        document += step
    return document


def _ranked(twins: Sequence[Twin]) -> tuple[Twin, ...]:
    return tuple(sorted(twins, key=lambda twin: (twin.within, -twin.similarity, twin.document, twin.start)))
