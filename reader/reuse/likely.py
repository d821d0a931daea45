"""From seeds to what may be passages told twice: boxes refined, neighbours merged, the hopeless left out."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from reader.reuse.corpus import Corpus
from reader.reuse.edges import HEAVY, Refined, Scores, joined, refine, refined, replaced, taken, tried
from reader.reuse.merging import REFINED_WORDS, merged
from reader.reuse.omissions import continued
from reader.reuse.passages import Boxes, boxes
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity
from reader.reuse.seeds import Seeds
from reader.reuse.verbatim import verbatim
from reader.reuse.windows import margins

BATCH_WORDS = 1 << 17
"""Words of the boxes that are refined at once: they stay in the cache."""

LIKELY = 17.0
"""Strength of what is looked at to tell templates: most uses of a frame are too weak to be passages themselves."""

INFORMATION = 0.1
"""What the information of shared words adds: a long passage that was reworded throughout keeps little evidence."""

REWORDED = 0.7
"""Similarity below which a passage may have been reworded heavily."""

BETTER = 1.2
"""Times its evidence that speaks for it then, at least."""

HOME = 2.0
"""What is taken off the strength of a passage that stands twice in one text."""

STRENGTH = 42.0
"""Strength that a passage must reach: in newswire, one pair in two megabytes does by chance; more do that are twins of
a kind, such as the parts of a song."""


def likely(some: Iterable[Seeds], corpus: Corpus, frequencies: Rarity, minimum_words: int) -> Refined:
    """What may be a passage told twice, given all seeds of some pairs of documents, by stretches as in `boxes`.

    Each pair of documents is looked at by itself: the rows of a collection are those of its pairs, however grouped.
    """

    def edged(found: Boxes) -> Refined:
        def edges(some: Boxes) -> Refined:
            return _in_batches(some, lambda part: tried(part, corpus.hashes, corpus.first, frequencies))

        return refine(found, corpus.first, edges)

    rows = merged(edged(boxes(some, corpus.first, minimum_words)), corpus.first, edged)
    rows = verbatim(rows, np.flatnonzero(strength(rows, corpus.first) < STRENGTH), corpus, frequencies)
    a, b = rows.boxes.a, rows.boxes.b
    long_enough = np.minimum(a.high - a.low, b.high - b.low) >= minimum_words
    rows = taken(rows, np.flatnonzero((strength(rows, corpus.first) >= LIKELY) & long_enough))
    for longer in (_reworded, continued):
        more = longer(rows, corpus, frequencies)
        # Longer sides may be less alike, but no passage ceases to be one because there is more of it.
        kept = np.flatnonzero(np.minimum(strength(rows, corpus.first), STRENGTH) <= strength(more, corpus.first))
        rows = replaced(rows, kept, taken(more, kept))
    return rows


def _reworded(rows: Refined, corpus: Corpus, frequencies: Rarity) -> Refined:
    """The passages, those that are little alike with the edges of heavy rewording where these make a better case.

    They keep the evidence that they have: what has none but this is not a passage.
    """
    a, b = rows.boxes.a, rows.boxes.b
    short = np.maximum(a.high - a.low, b.high - b.low) <= REFINED_WORDS
    unlike = np.flatnonzero((rows.similarity() < REWORDED) & short)
    heavy = _in_batches(
        rows.boxes.take(unlike), lambda part: refined(part, corpus.hashes, corpus.first, frequencies, HEAVY)
    )
    better = np.flatnonzero(heavy.evidence >= BETTER * rows.evidence[unlike])
    heavy, unlike = taken(heavy, better), unlike[better]
    return replaced(rows, unlike, replace(heavy, evidence=rows.evidence[unlike]))


def strength(rows: Refined, first: Index) -> Scores:
    """What speaks for each row being told twice: evidence times similarity, and the information of the shared words.

    This counts only between two texts; in one text words come again because its subject does, and HOME is taken off.
    `first` are the first words of the texts, and the end.
    """
    a, b = (np.searchsorted(first, side.low, side="right") for side in (rows.boxes.a, rows.boxes.b))
    strength: Scores = rows.evidence * rows.similarity() + np.where(a == b, -HOME, INFORMATION * rows.information)
    return strength


def _in_batches(some: Boxes, refine: Callable[[Boxes], Refined]) -> Refined:
    return joined([refine(some.take(batch)) for batch in _batches(some) or [np.arange(0)]])


def _batches(some: Boxes) -> list[Index]:
    """The rows in batches of about as many words."""
    sizes = np.cumsum(some.a.high - some.a.low + some.b.high - some.b.low + 4 * margins(some))
    cuts = np.flatnonzero(np.diff(sizes // BATCH_WORDS, prepend=-1, append=-1))
    return [np.arange(i, j) for i, j in pairwise([0, *cuts[1:].tolist()])]
