"""Who is said to have said it, where a paragraph ends with that."""

import numpy as np
from numpy.typing import NDArray

from reader.text.characters import STOP
from reader.text.habits import OPENERS
from reader.text.language import Language, lexicon
from reader.text.tokens import Reading

Column = NDArray[np.generic]

ATTRIBUTION = 5
"""Words at the end of a paragraph that say who said it, as the leads of agencies do: “…, officials said on Friday.”"""

SPEAKER = 4
"""Words from the end in which a pronoun is the speaker, who was named before."""


def attributed(
    reading: Reading, known: NDArray[np.int64], bounds: NDArray[np.int64], language: Language
) -> dict[str, Column]:
    """Paragraphs without quotes that end with who said what they say, by name or by pronoun."""
    tokens = reading.tokens
    from_the_end = bounds[1:].take(tokens.paragraph) - np.arange(1, len(known) + 1)
    late = np.flatnonzero(from_the_end < ATTRIBUTION)
    groups, order = lexicon(language).openers.take(known[late]), list(OPENERS)

    def holds(group: str, reach: int) -> NDArray[np.bool_]:
        some = (groups >> np.uint16(order.index(group))) & np.uint16(1)
        hit = late[(some != 0) & (from_the_end[late] < reach)]
        return np.bincount(tokens.paragraph[hit], minlength=len(bounds) - 1) > 0

    closed = ((reading.tail[:, 0] & STOP) != 0) & ~reading.quoted
    said, by_pronoun = holds("said", ATTRIBUTION) & closed, holds("pronoun", SPEAKER)
    return {"attributed": said & ~by_pronoun, "attributed to a pronoun": said & by_pronoun}
