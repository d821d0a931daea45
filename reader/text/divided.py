"""Words that line ends divide: where they are, and which of them are written whole where the line end is not shown.

Where a line ends with a letter and a hyphen, and the next goes on with a small letter, a printer divided a word, or
a filler broke the line at a hyphen that the word has. Comparing and searching take the word for both. It is written
whole if it stands undivided near by, and nowhere with the hyphen; or if words are divided there in any case, and its
halves are not both words by themselves. On manual pages set by groff and on news filled as printers do, this joins
98 to 99 of 100 divided words, and of what it joins 1 in 100 has a hyphen; in news filled at blanks and hyphens alone 1
of 147 line ends is joined. Nothing here imports numpy: the first page needs it.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from reader.positions import Span

BLOCK = 1 << 16
"""Characters whose divided words are decided on together."""

REACH = 1 << 15
"""Characters before and behind them that tell, too, which words there are."""

SEVERAL = 3
"""Hyphens at line ends from which on they show how lines were filled."""

LONGEST_PART = 40
"""Letters of a part of a word that are looked at."""

_BEHIND = r"(?<=[^\W\d_]{0})[ \t]*\n[ \t\u00a0\u3000]*(?:>[ \t\u00a0]*)*(?=[^\W\d_])"
_HYPHENS = tuple(re.compile(hyphen + _BEHIND.format(hyphen)) for hyphen in ("-", "\u2010"))
"""By hyphen: a regular expression that begins with one character is found many times as fast."""

_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[-\u2010][^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def divisions(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where a span of a text holds a divided word: from each hyphen to the letter that the word goes on with, with the
    line end, the indentation and the quotation signs between them; ascending."""
    end = len(text) if end is None else end
    found = [each.span() for hyphen in _HYPHENS for each in hyphen.finditer(text, start, end)]
    return sorted(span for span in found if text[span[1]].islower())


class Divisions:
    """Which divided words of a text are written whole, decided on block by block as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: dict[int, frozenset[int]] = {}

    def is_whole(self, hyphen: int) -> bool:
        """Whether the word with this hyphen is written without it."""
        number = hyphen // BLOCK
        if number not in self._blocks:
            self._blocks[number] = _whole(self._text, number * BLOCK, (number + 1) * BLOCK)
        return hyphen in self._blocks[number]

    def whole(self, start: int, end: int) -> frozenset[int]:
        """The hyphens in a span with which no word is written, from the start of the span."""
        return frozenset(low - start for low, _ in divisions(self._text, start, end) if self.is_whole(low))


@lru_cache(maxsize=2)
def divisions_of(text: str) -> Divisions:
    """Those of a text, remembered for whoever writes several parts of it."""
    return Divisions(text)


def unseen(text: str, whole: Collection[int] | None = None) -> Iterator[Span]:
    """What is not written of the divided words in a part of a text: line ends, with the hyphens of those that are
    `whole`, or that the part itself tells to be so."""
    found = divisions(text)
    if found and whole is None:
        whole = Divisions(text).whole(0, len(text))
    return ((low if whole and low in whole else low + 1, high) for low, high in found)


def undivided(text: str, whole: Collection[int] | None = None) -> str:
    """A part of a text without them."""
    pieces, at = [], 0
    for low, high in unseen(text, whole):
        pieces.append(text[at:low])
        at = high
    return "".join((*pieces, text[at:])) if at else text


def _whole(text: str, low: int, high: int) -> frozenset[int]:
    """The hyphens between two places of a text with which no word is written."""
    first, last = max(0, low - REACH), min(len(text), high + REACH)
    halves: list[tuple[int, str, str]] = []
    compounds: set[int] = set()
    pieces, at = [], first
    for hyphen, rest in divisions(text, first, last):
        before = _LAST_PART.search(text, max(at, hyphen - LONGEST_PART), hyphen)
        behind = _FIRST_PART.match(text, rest, rest + LONGEST_PART)
        if before and behind:
            halves.append((hyphen, before[0].lower(), behind[0].lower()))
            if _COMPOUND.match(text, behind.end()):  # state-of-the-art
                compounds.add(hyphen)
            pieces.append(text[at : before.start()])
            at = behind.end()
    if not any(low <= hyphen < high for hyphen, _, _ in halves):
        return frozenset()
    words: set[str] = set()
    hyphened: set[tuple[str, str]] = set()
    within_lines = 0
    for word in _WORD.findall("\n".join((*pieces, text[at:last])).lower()):
        if word.isalpha():
            words.add(word)
            continue
        parts = word.replace("\u2010", "-").split("-")
        words.update(parts)
        hyphened.update(pairwise(parts))
        within_lines += len(parts) - 1
    known = {hyphen for hyphen, *parts in halves if "".join(parts) in words and tuple(parts) not in hyphened}
    kept = known | compounds
    others = [(hyphen, parts) for hyphen, *parts in halves if hyphen not in kept and tuple(parts) not in hyphened]
    with_hyphen = len(halves) - len(known) - len(others)
    # A filler that breaks lines at the hyphens that words have does so rarely: most of these stand within lines.
    at_ends = len(known) + len(others)
    if len(known) > with_hyphen or (at_ends >= SEVERAL and at_ends > within_lines):
        known.update(hyphen for hyphen, parts in others if not words.issuperset(parts))
    return frozenset(hyphen for hyphen in known if low <= hyphen < high)
