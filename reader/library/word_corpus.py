"""The collection of some texts whose words lie in columns on disk, as the steps of text reuse know it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from reader.library.word_columns import Index, WordColumns, runs, take
from reader.reuse.copies import copies
from reader.reuse.corpus import Corpus, story_borders
from reader.reuse.parts import Parts, Stories, no_stories

_HASH = np.dtype("<u8")
_OFFSET = np.dtype("<i4")


def corpus_of(columns: WordColumns, digests: Sequence[bytes], stories: Stories = no_stories) -> Corpus:
    """The documents that are the texts with these digests, of which all was flushed."""
    return corpus_of_parts(columns, *columns.parts(digests), stories)


def corpus_of_parts(columns: WordColumns, rows: Index, parts: Parts, stories: Stories = no_stories) -> Corpus:
    """The corpus of some parts of texts, each in a row of the columns."""
    texts = columns.texts()
    same = copies(key.tobytes() for key in texts["same"][rows])
    order = rows[same.originals()]
    first = np.concatenate(([0], np.cumsum(texts["words"][order], dtype=np.int64)))
    stored = np.cumsum(texts["words"]) - texts["words"]
    offsets = np.cumsum(texts["bytes"]) - texts["bytes"]
    shift = stored[order] - first[:-1]

    def hashes(at: Index) -> NDArray[np.uint64]:
        return take(columns.folder / "hashes", _HASH, at + shift[np.searchsorted(first, at, side="right") - 1])

    def run(low: int, high: int) -> NDArray[np.uint64]:
        i, j = np.searchsorted(first, low, side="right") - 1, np.searchsorted(first, high)
        begins, ends = np.maximum(first[i:j], low), np.minimum(first[i + 1 : j + 1], high)
        return runs(columns.folder / "hashes", _HASH, begins + shift[i:j], ends + shift[i:j])

    def column(name: str) -> Callable[[Index, Index], NDArray[np.int32]]:
        return lambda documents, at: take(columns.folder / name, _OFFSET, stored[rows[documents]] + at)

    def points(documents: Index, at: Index) -> NDArray[np.uint32]:
        some = rows[documents]
        return columns.points(offsets[some], at, texts["bytes"][some], texts["width"][some])

    def starts_of(text: int) -> NDArray[np.int32]:
        return runs(columns.folder / "starts", _OFFSET, *first[text : text + 2, None] + shift[text])

    borders = story_borders(same, first, parts.stories(stories), starts_of)
    return Corpus(same, parts, first, hashes, run, column("starts"), column("ends"), points, borders)
