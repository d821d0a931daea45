"""What follows an omission at the end of a passage: one text goes on at once, the other after what was left out.

The few words behind an omission are too weak a case for `edges`, which charges for every word that was left out. But
words that go on at the very edge of one side stand on the other side in one of few places: by chance a run of them does
so seldom.
"""

import numpy as np
from numpy.typing import NDArray

from reader.reuse.corpus import Corpus
from reader.reuse.edges import Refined
from reader.reuse.passages import Boxes, Spans
from reader.reuse.places import Index
from reader.reuse.rarity import Rarity

OMITTED = 40
"""Words that were left out, at most."""

RUN = 10
"""Words behind an omission that are looked at."""

SURPRISE = 12.5
"""-log of the chance of a run of words, in any of the places that it may have, from which on it is none."""

WORD_SURPRISE = 6.0
"""The same of a single word, at most: in a text on its subject even a rare word is to be expected."""

BATCH = 1 << 12
"""Passages looked at at once: some 20 MB."""


def continued(some: Refined, corpus: Corpus, frequencies: Rarity) -> Refined:
    """The passages with the runs of equal words that follow an omission at either of their ends."""
    a, b = some.boxes.a, some.boxes.b
    low, high = np.stack((a.low, b.low)), np.stack((a.high, b.high))
    texts = corpus.texts(low)
    begin, end = corpus.first[texts], corpus.first[texts + 1]
    within = np.flatnonzero(texts[0] == texts[1])
    shared = some.shared.copy()
    for step, edge, limit in ((1, high, end), (-1, low, begin)):
        for near, far in ((0, 1), (1, 0)):
            # A passage is not reuse of itself.
            end[0, within], begin[1, within] = low[1, within], high[0, within]
            for at in range(0, len(shared), BATCH):
                rows = slice(at, at + BATCH)
                here, there = (
                    _ahead(edge[side, rows], limit[side, rows], step, words, corpus)
                    for side, words in ((near, RUN), (far, OMITTED + RUN))
                )
                omitted, run = _runs(here, there, frequencies)
                edge[near, rows] += step * run
                edge[far, rows] += step * (omitted + run)
                shared[rows] += run
    boxes = Boxes(Spans(low[0], high[0], a.core_low, a.core_high), Spans(low[1], high[1], b.core_low, b.core_high))
    return Refined(boxes, some.evidence, some.information, shared)


Ahead = tuple[NDArray[np.uint64], NDArray[np.bool_]]
"""The words that lie ahead of each edge, going out, and which of them there are."""


def _ahead(edge: Index, limit: Index, step: int, words: int, corpus: Corpus) -> Ahead:
    outward = np.arange(words)
    at = (edge if step > 0 else edge - 1)[:, None] + step * outward
    inside = outward < (step * (limit - edge))[:, None]
    return corpus.hashes(np.where(inside, at, 0).ravel()).reshape(at.shape), inside


def _runs(near: Ahead, far: Ahead, frequencies: Rarity) -> tuple[Index, Index]:
    """For each edge the words that only the far side has, and those of the run behind them; 0 where there is none."""
    words = near[0]
    surprise = np.minimum(-np.log(frequencies.shares(words.ravel())).reshape(words.shape), WORD_SURPRISE)
    going = np.ones((len(words), OMITTED), np.bool_)
    lengths = np.zeros(going.shape, np.int64)
    gained = np.zeros(going.shape)
    for i in range(RUN):
        places = slice(i + 1, i + 1 + OMITTED)
        going &= (words[:, i, None] == far[0][:, places]) & near[1][:, i, None] & far[1][:, places]
        lengths += going
        gained += np.where(going, surprise[:, i, None], 0.0)
    best = np.argmax(gained, axis=1)
    rows = np.arange(len(best))
    found = gained[rows, best] >= SURPRISE
    return np.where(found, best + 1, 0), np.where(found, lengths[rows, best], 0)
