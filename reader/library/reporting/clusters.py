"""Alignments gathered into clusters: one thing told n times, each telling once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reader.reuse.places import Alignment, Place


@dataclass(frozen=True, slots=True)
class Cluster:
    """One thing and where it is told, in reading order."""

    number: int
    tellings: tuple[Place, ...]

    @property
    def documents(self) -> int:
        """How many documents tell it."""
        return len({telling.document for telling in self.tellings})


def clusters(alignments: Sequence[Alignment]) -> tuple[Cluster, ...]:
    """The clusters of some alignments by number. Places that overlap are one telling, seen with edges that differ."""
    places: defaultdict[int, set[Place]] = defaultdict(set)
    for alignment in alignments:
        places[alignment.cluster] |= {alignment.a, alignment.b}
    return tuple(Cluster(number, _merged(places[number])) for number in sorted(places))


def _merged(places: set[Place]) -> tuple[Place, ...]:
    merged: list[Place] = []
    for place in sorted(places):
        if merged and merged[-1].document == place.document and place.start < merged[-1].end:
            merged[-1] = Place(place.document, merged[-1].start, max(merged[-1].end, place.end))
        else:
            merged.append(place)
    return tuple(merged)
