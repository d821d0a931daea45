"""From seeds to what may be passages told twice: boxes refined, neighbours merged, the hopeless left out."""

from itertools import pairwise

import numpy as np

from reader.reuse.corpus import Corpus
from reader.reuse.edges import MARGIN, Refined, Scores, joined, refine, replaced, taken
from reader.reuse.merging import merged
from reader.reuse.omissions import continued
from reader.reuse.passages import Boxes, boxes
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity
from reader.reuse.seeds import Seeds

BATCH_WORDS = 1 << 17
"""Words of the boxes that are refined at once: they stay in the cache."""

LIKELY = 17.0
"""Strength of what is looked at to tell templates: most uses of a frame are too weak to be passages themselves."""

INFORMATION = 0.1
"""What the information of shared words adds: a long passage that was reworded throughout keeps little evidence."""

HOME = 2.0
"""What is taken off the strength of a passage that stands twice in one text."""

STRENGTH = 42.0
"""Strength that a passage must reach: in newswire, one pair in two megabytes does by chance; more do that are twins of
a kind, such as the parts of a song."""


def likely(some: Seeds, corpus: Corpus, frequencies: Rarity, minimum_words: int) -> Refined:
    """What may be a passage told twice, given all seeds of some pairs of documents.

    Each pair of documents is looked at by itself: the rows of a collection are those of its pairs, however grouped.
    """

    def refined(found: Boxes) -> Refined:
        batches = _batches(found) or [np.arange(0)]
        return joined([refine(found.take(batch), corpus.hashes, corpus.first, frequencies) for batch in batches])

    rows = merged(refined(boxes(some, corpus.first, minimum_words)), corpus.first, refined)
    a, b = rows.boxes.a, rows.boxes.b
    long_enough = np.minimum(a.high - a.low, b.high - b.low) >= minimum_words
    rows = taken(rows, np.flatnonzero((strength(rows, corpus.first) >= LIKELY) & long_enough))
    longer = continued(rows, corpus, frequencies)
    # What was left out makes the sides less alike, but no passage ceases to be one because it goes on.
    kept = np.minimum(strength(rows, corpus.first), STRENGTH) <= strength(longer, corpus.first)
    return replaced(rows, np.flatnonzero(kept), taken(longer, np.flatnonzero(kept)))


def strength(rows: Refined, first: Index) -> Scores:
    """What speaks for each row being told twice: evidence times similarity, and the information of the shared words.

    This counts only between two texts; in one text words come again because its subject does, and HOME is taken off.
    `first` are the first words of the texts, and the end.
    """
    a, b = (np.searchsorted(first, side.low, side="right") for side in (rows.boxes.a, rows.boxes.b))
    strength: Scores = rows.evidence * rows.similarity() + np.where(a == b, -HOME, INFORMATION * rows.information)
    return strength


def _batches(some: Boxes) -> list[Index]:
    """The rows in batches of about as many words."""
    sizes = np.cumsum(some.a.high - some.a.low + some.b.high - some.b.low + 4 * MARGIN)
    cuts = np.flatnonzero(np.diff(sizes // BATCH_WORDS, prepend=-1, append=-1))
    return [np.arange(i, j) for i, j in pairwise([0, *cuts[1:].tolist()])]
