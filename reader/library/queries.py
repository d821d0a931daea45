"""Questions that both faces ask of a catalogue: what is told again, where, and how much of an article is."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.library.catalogue import AlignmentEntry, Catalogue

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

    @property
    def other_documents(self) -> int:
        """Number of other documents that tell it."""
        return len({twin.document for twin in self.twins if not twin.within})


@dataclass(frozen=True, slots=True)
class Told:
    """How much of a span is told again, as shares of its characters in 0..1."""

    across: float
    """In other documents."""
    within: float
    """Only again in the same document."""


def passages(catalogue: Catalogue, document: int, start: int, end: int) -> tuple[Passage, ...]:
    """The passages of `[start, end)` in a document that are told elsewhere, in reading order.

    Twins of one cluster that tell nearly the same span are listed under one passage, since each was aligned with edges
    of its own; a part of a passage that is told again by itself is a passage too.
    """
    sides = [
        (side_start, side_end, alignment.cluster, twin)
        for alignment in catalogue.alignments_of.get(document, ())
        for side_start, side_end, twin in _sides(alignment, document)
        if side_start < end and start < side_end
    ]
    sides.sort(key=lambda side: (side[0], -side[1], side[2]))
    groups: list[tuple[int, int, int, list[Twin]]] = []
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
    return tuple(Passage(first, last, cluster, _ranked(twins)) for first, last, cluster, twins in groups)


def told(catalogue: Catalogue, document: int, start: int, end: int) -> Told:
    """How much of `[start, end)` is told again."""
    if end <= start:
        return Told(0.0, 0.0)
    across: list[tuple[int, int]] = []
    anywhere: list[tuple[int, int]] = []
    for alignment in catalogue.alignments_of.get(document, ()):
        for side_start, side_end, twin in _sides(alignment, document):
            if side_start < end and start < side_end:
                span = (max(start, side_start), min(end, side_end))
                anywhere.append(span)
                if not twin.within:
                    across.append(span)
    size = end - start
    covered = _covered(across)
    return Told(covered / size, (_covered(anywhere) - covered) / size)


def next_article(catalogue: Catalogue, document: int, article: int | None, step: int) -> tuple[int, int] | None:
    """(document, article) of the next article in the direction of `step`, posts and residue passed over.

    `article` None stands for the heading of the document. None at the end of the library.
    """
    entries = catalogue.documents
    at = -1 if article is None else article
    while 0 <= document < len(entries):
        listed = entries[document].articles
        at += step
        while 0 <= at < len(listed):
            if listed[at].kind == "article":
                return document, at
            at += step
        document += step
        at = -1 if step > 0 or not 0 <= document < len(entries) else len(entries[document].articles)
    return None


def next_document(catalogue: Catalogue, document: int, step: int) -> tuple[int, int] | None:
    """(document, article) of the first article of the next document that has one; None at the end of the library."""
    document += step
    while 0 <= document < len(catalogue.documents):
        for article, entry in enumerate(catalogue.documents[document].articles):
            if entry.kind == "article":
                return document, article
        document += step
    return None


def _sides(alignment: AlignmentEntry, document: int) -> Iterator[tuple[int, int, Twin]]:
    """The spans of an alignment that lie in `document`, each with its twin."""
    a = alignment.a_document, alignment.a_start, alignment.a_end
    b = alignment.b_document, alignment.b_start, alignment.b_end
    for here, there in ((a, b), (b, a)):
        if here[0] == document:
            yield here[1], here[2], Twin(*there, here[1], here[2], alignment.similarity, alignment.within)


def _ranked(twins: list[Twin]) -> tuple[Twin, ...]:
    return tuple(sorted(twins, key=lambda twin: (twin.within, -twin.similarity, twin.document, twin.start)))


def _covered(spans: list[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
