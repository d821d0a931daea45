"""Passages end with their punctuation: the quotes, brackets and full stops that both tellings have."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, Places, distinct

LONGEST = 4
"""Marks looked at on either side of a passage."""

_ALIKE = str.maketrans("“”„«»" + "‘’‚‹›`´" + "–—‑", '"' * 5 + "'" * 7 + "-" * 3)

Points = Callable[[Index, Index], NDArray[np.uint32]]
"""The code points of some texts at some offsets; 0 outside of them."""


def punctuated(points: Points, a: Places, b: Places) -> tuple[Places, Places]:
    """The pairs of places with the marks that touch them, as far as they are the same on both sides."""
    before = _common(*(_marks(points, x.document, x.start, -1) for x in (a, b)))
    after = _common(*(_marks(points, x.document, x.end - 1, 1) for x in (a, b)))
    return Places(a.document, a.start - before, a.end + after), Places(b.document, b.start - before, b.end + after)


def _marks(points: Points, document: Index, at: Index, step: int) -> NDArray[np.uint32]:
    """The LONGEST characters that follow some in a direction, typographic variants made one; 0 for all but marks."""
    steps = step * np.arange(1, LONGEST + 1)
    found = points(np.repeat(document, LONGEST), (at[:, None] + steps).ravel())
    values = distinct(found)
    marks = np.array([_mark(chr(value)) for value in values.tolist()], np.uint32)
    return marks[np.searchsorted(values, found)].reshape(-1, LONGEST)


def _mark(character: str) -> int:
    """The code point of a mark's plain variant; 0 for what is none."""
    return 0 if character.isspace() or character.isalnum() else ord(character.translate(_ALIKE))


def _common(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> Index:
    """How many marks the rows begin with alike."""
    alike: Index = np.cumprod((a == b) & (a > 0), axis=1).sum(axis=1)
    return alike
