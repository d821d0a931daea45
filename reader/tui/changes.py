"""What differs between two words that both texts say, with the marks and the breaks that belong to it.

Words are compared, and what separates them is in no step of an edit script. Here it is told which marks and blanks come
with the words that only one text says: taken out with them, they leave what the other text says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.positions import Span
from reader.text.punctuation import ALIKE

_TOKENS = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")

Change = tuple[Span, Span]
"""A span of the one text, and that which the other has instead; one of them may be empty."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A blank, a word or a mark."""

    start: int
    end: int
    said: str
    """Line ends as one newline, any other blank as one, a mark without its typography."""

    @property
    def is_word(self) -> bool:
        return self.said[0].isalnum()


def changes(here: str, there: str) -> list[Change]:
    """The changes from one text to another, of what stands between two words that both say.

    No word of the one is taken for one of the other. Where only one of them has words, these are one change; or two,
    around what separates the words of the other text, if that stands amid them.
    """
    some, others = _tokens(here), _tokens(there)
    has_words = any(each.is_word for each in some), any(each.is_word for each in others)
    if has_words == (False, True) and (found := _around(some, others)) is not None:
        return found
    if has_words == (True, False) and (found := _around(others, some)) is not None:
        return [(mine, its) for its, mine in found]
    first = _alike(some, others)
    last = _alike(some[first:][::-1], others[first:][::-1])
    found = [(_span(some, first, len(some) - last), _span(others, first, len(others) - last))]
    return [change for change in found if change != ((0, 0), (0, 0))]


def marks_differ(here: str, there: str) -> bool:
    """Whether two texts have other marks, whatever their words and but for typography."""
    one, other = (
        [each.said for each in _tokens(text) if not each.is_word and each.said.strip()] for text in (here, there)
    )
    return one != other


def _tokens(text: str) -> list[_Token]:
    found = (each.span() for each in _TOKENS.finditer(text))
    return [_Token(start, end, _said(text[start:end])) for start, end in found]


def _said(token: str) -> str:
    return ("\n" if "\n" in token else " ") if token.isspace() else token.translate(ALIKE)


def _around(gap: Sequence[_Token], more: Sequence[_Token]) -> list[Change] | None:
    """The changes from what separates two words to what has more words there; None if it does not separate these."""
    said, wanted = [each.said for each in more], [each.said for each in gap]
    over = len(more) - len(gap)
    first = _alike(gap, more)
    if said[first + over :] == wanted[first:]:
        return [(_span(gap, first, first), _span(more, first, first + over))]
    for at in range(1, over):
        if said[at : at + len(gap)] == wanted:
            before, behind = _span(more, 0, at), _span(more, at + len(gap), len(more))
            return [(_span(gap, 0, 0), before), (_span(gap, len(gap), len(gap)), behind)]
    return None


def _alike(some: Sequence[_Token], others: Sequence[_Token]) -> int:
    """How many tokens both begin with, up to a word."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one.is_word or one.said != other.said:
            break
        count += 1
    return count


def _span(tokens: Sequence[_Token], first: int, last: int) -> Span:
    start = tokens[first].start if first < len(tokens) else tokens[-1].end if tokens else 0
    return start, tokens[last - 1].end if first < last else start
