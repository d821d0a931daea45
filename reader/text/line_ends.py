"""Which full lines of a hard-wrapped text end a paragraph."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text.paragraphs import Paragraphs
from reader.text.partings import SENTENCE_ENDS, Lengths


def settled(text: str, spans: Paragraphs, kept: NDArray[np.bool_]) -> Paragraphs:
    """Paragraphs of a text; those in doubt are joined where that is likelier, unless they are `kept` apart."""
    doubtful = spans.doubtful & ~kept
    if not doubtful.any():
        return spans
    plain = ~spans.doubtful & ~np.append(spans.doubtful[1:], False)
    lengths = spans.ends - spans.starts
    sentences = len(spans) + sum(1 for _ in SENTENCE_ENDS.finditer(text))
    known = Lengths.of(lengths[plain].tolist(), sentences, int(lengths.sum()))
    if known is None:
        return spans
    going_on = np.zeros(len(spans), bool)
    starts, ends = spans.starts.tolist(), spans.ends.tolist()
    heads = np.append(np.flatnonzero(~doubtful), len(spans)).tolist()
    for low, high in pairwise(heads):
        if high - low > 1:
            going_on[low:high] = True
            going_on[[low + part for part in known.parting(starts[low:high], ends[low:high])]] = False
    return spans.joined(going_on)
