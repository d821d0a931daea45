"""Passages end with their punctuation: the quotes, brackets and full stops that both tellings have; and begin with the
signs before the first word of a line, as of a heading, a quote or an item."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reader.reuse.places import Index, Places, distinct
from reader.text.punctuation import ALIKE

LONGEST = 4
"""Marks looked at on either side of a passage."""

LONGEST_SIGNS = 12
"""Signs and blanks looked at between the beginning of a line and its first word, as in "  > - [ ] "."""

Points = Callable[[Index, Index], NDArray[np.uint32]]
"""The code points of some texts at some offsets; 0 outside of them."""


def punctuated(points: Points, a: Places, b: Places) -> tuple[Places, Places]:
    """The pairs of places with the marks that touch them and the signs before them on their lines, as far as they are
    the same on both sides."""
    before = _common(*(_marks(points, x.document, x.start, -LONGEST) for x in (a, b)))
    before = np.maximum(before, _signs(*(_marks(points, x.document, x.start, -LONGEST_SIGNS) for x in (a, b))))
    after = _common(*(_marks(points, x.document, x.end - 1, LONGEST) for x in (a, b)))
    return Places(a.document, a.start - before, a.end + after), Places(b.document, b.start - before, b.end + after)


_WORD, _LINE, _BLANK = 0, 1, 2
"""Stand for what is no mark: for a letter or digit, for the beginning or end of a line, for another blank."""


def _marks(points: Points, document: Index, at: Index, count: int) -> NDArray[np.uint32]:
    """So many characters after some, or before them if `count` is negative, typographic variants made one."""
    steps = np.sign(count) * np.arange(1, abs(count) + 1)
    found = points(np.repeat(document, len(steps)), (at[:, None] + steps).ravel())
    values = distinct(found)
    marks = np.array([_mark(chr(value)) for value in values.tolist()], np.uint32)
    return marks[np.searchsorted(values, found)].reshape(-1, len(steps))


def _mark(character: str) -> int:
    """The code point of a mark's plain variant, or what stands for a character that is none."""
    if character in "\0\n":
        return _LINE
    if character.isspace():
        return _BLANK
    return _WORD if character.isalnum() else ord(character.translate(ALIKE))


def _common(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> Index:
    """How many marks the rows begin with alike."""
    alike: Index = np.cumprod((a == b) & (a > _BLANK), axis=1).sum(axis=1)
    return alike


def _signs(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> Index:
    """How far before a word the signs begin that stand there on its line and are the same on both sides; else 0."""
    alike = np.cumprod((a == b) & (a > _WORD), axis=1).astype(np.bool_)
    line = alike & (a == _LINE)
    within = np.cumsum(line, axis=1) == 0
    reach = np.where(within & (a > _BLANK), np.arange(1, a.shape[1] + 1), 0).max(axis=1)
    signs: Index = np.where(line.any(axis=1), reach, 0)
    return signs
