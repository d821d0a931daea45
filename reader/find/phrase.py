"""Search inside a text: a phrase, a whole word, a regular expression; every hit as a span of the text as it is.

Accents are set aside as in the finder, however they are written, and case unless the phrase has an upper-case letter.
Regular expressions are those of regex.py and take the text as it is; one that cannot be read is searched for as it is
written. Words that line ends divide are found whole and with the hyphen, however they are shown.

    page = SearchedText("Café society.\\nCAFES")
    [span for spans in hits(page, Phrase("cafe")) for span in spans]  # [(0, 4), (14, 18)]
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import Final

from reader.find.both_forms import apart, forms, undivided
from reader.find.cancelling import checking, never
from reader.positions import Span
from reader.text.combining import compose, is_composed, places_of, span_at
from reader.text.divided import divisions
from reader.text.flow import Flow
from reader.text.fold import fold, unaccent
from reader.text.joined import Shown

BLOCK: Final = 1 << 17
"""Characters that are folded and searched between two looks whether to give up: about a millisecond."""

LONGEST_PHRASE: Final = 1000
"""Characters of a phrase that are searched for: a block is folded this much beyond its end, for what begins in it."""

LONGEST_LETTER: Final = 3
"""Characters of a letter that is written in parts."""


class Mode(StrEnum):
    """How a phrase is read."""

    LITERAL = "literal"
    WORD = "word"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What to look for."""

    text: str
    mode: Mode = Mode.LITERAL


@dataclass(frozen=True, slots=True)
class _Folded:
    """Some of a text, with one folded character for each letter."""

    text: str
    places: "array[int] | None"
    """Where each begins in what was folded, and the end of that; None where each is where it was."""

    def at(self, place: int) -> int:
        """The first letter that begins at a place of what was folded, or behind it."""
        return place if self.places is None else bisect_left(self.places, place)

    def splits(self, place: int) -> bool:
        """Whether a place between two letters stands within a ligature."""
        return self.places is not None and 0 < place < len(self.text) and self.places[place - 1] == self.places[place]

    def span(self, start: int, end: int) -> Span:
        """Letters [start, end) as a span of what was folded."""
        return (start, end) if self.places is None else span_at(self.places, start, end)


def _places(shown: Shown, low: int) -> "array[int] | None":
    """Where each character of what is shown stands behind a place of the text, and the end; None if all do where they
    would if nothing were left out."""
    if shown.places == (low,):
        return None
    places = array("q")
    for text, place in shown.pieces():
        places.extend(range(place - low, place - low + len(text)))
    places.append(places[-1] + 1)
    return places


class SearchedText:
    """A text, and its folded form as far as it was prepared.

    What is not is folded anew by each search: to keep it takes longer than to make it, for the memory is new.
    """

    def __init__(self, text: str, flow: Flow | None = None) -> None:
        """Where `flow` joins lines of the text, it is searched as it is shown."""
        self.text = text
        self._flow = flow
        self._blocks: dict[int, _Folded] = {}
        self._composed: set[int] = set()
        """Blocks in which each letter is known to be one character."""

    def folded(self, block: int, *, case_sensitive: bool, as_shown: bool = False) -> _Folded:
        """A block, and after it as many letters as a phrase may have, its divided words whole unless it is wanted
        `as_shown`."""
        if not case_sensitive and not as_shown and block in self._blocks:
            return self._blocks[block]
        low = block * BLOCK
        high = min(low + BLOCK + LONGEST_PHRASE * LONGEST_LETTER, len(self.text))
        divided = [] if as_shown else divisions(self.text, low, high)
        shown = undivided(self._shown(low, high), divided)
        part = shown.text
        folded = self._fold(part, case_sensitive=case_sensitive)
        if block in self._composed or self._is_composed(part):
            self._composed.add(block)
            return _Folded(folded, _places(shown, low))
        within, places = places_of(part), _places(shown, low)
        if places is not None:
            within = array("q", map(places.__getitem__, within))
        return _Folded(self._fold(compose(part), case_sensitive=case_sensitive), within)

    def _shown(self, start: int, end: int) -> Shown:
        return self._flow.shown(start, end) if self._flow else Shown(self.text[start:end], (0,), (start,))

    def blocks(self, start: int, end: int) -> Iterator[Shown]:
        """[start, end) in pieces of whole lines, and of whole paragraphs where lines are joined."""
        if self._flow:
            for low, high in pairwise((start, *self._flow.cuts(start, end), end)):
                yield self._flow.shown(low, high)
            return
        while start < end:
            begin = self.text.rfind("\n", 0, start) + 1
            stop = self.text.find("\n", min(start + BLOCK, len(self.text)))
            start = len(self.text) if stop < 0 else stop + 1
            yield Shown(self.text[begin:start], (0,), (begin,))

    def _is_composed(self, part: str) -> bool:
        if len(self.text) <= BLOCK:
            return is_composed(part)
        from reader.text.fold_table import is_composed_at_length

        return is_composed_at_length(part)

    def _fold(self, part: str, *, case_sensitive: bool) -> str:
        if len(self.text) <= BLOCK:
            return unaccent(part) if case_sensitive else fold(part)
        from reader.text.fold_table import FOLD, UNACCENT  # numpy is not loaded for short texts

        return UNACCENT(part) if case_sensitive else FOLD(part)

    def prepare(self, is_cancelled: Callable[[], bool] = never) -> None:
        """Fold the whole text ahead of the first search. Raises Cancelled when `is_cancelled` says so."""
        check = checking(is_cancelled)
        for block in range(-(-len(self.text) // BLOCK)):
            check()
            self._blocks[block] = self.folded(block, case_sensitive=False)


def hits(
    page: SearchedText,
    phrase: Phrase,
    *,
    start: int = 0,
    end: int | None = None,
    is_cancelled: Callable[[], bool] = never,
) -> Iterator[list[Span]]:
    """The hits that begin in [start, end), ascending, apart from each other and never empty, as they are found.

    Raises Cancelled when `is_cancelled` says so.
    """
    end = len(page.text) if end is None else end
    found = _regex_hits(page, phrase, start, end) if phrase.mode is Mode.REGEX else None
    if found is None:
        found = _literal_hits(page, phrase, start, end)
    check = checking(is_cancelled)
    check()
    for spans in found:
        check()
        if spans:
            yield spans


@dataclass(frozen=True, slots=True)
class Nearest:
    """Some of the hits in a text: those around a place, without a gap."""

    spans: list[Span]
    before: int = 0
    """How many hits come before them."""
    has_more: bool = False
    """Whether others come after them."""


def nearest(blocks: Iterable[list[Span]], place: int, most: int) -> Nearest:
    """At most so many hits, half of them before a place if there are as many, of those that `hits` finds."""
    spans: list[Span] = []
    before = 0
    for block in blocks:
        spans += block
        if (excess := len(spans) - most) > 0:
            passed = min(excess, max(0, bisect_left(spans, (place,)) - most // 2))
            del spans[:passed]
            before += passed
            if passed < excess:
                return Nearest(spans[:most], before, has_more=True)
    return Nearest(spans, before)


def unreadable(phrase: Phrase) -> str:
    """Why a phrase is not read as its mode says but searched for as it is written; empty if it is."""
    if phrase.mode is not Mode.REGEX:
        return ""
    from reader.find.regex import fault

    return fault(phrase.text[:LONGEST_PHRASE])


def _regex_hits(page: SearchedText, phrase: Phrase, start: int, end: int) -> Iterator[list[Span]] | None:
    """The hits of a regular expression; None if it is none."""
    from reader.find.regex import compiled, matches  # only who searches so loads RE2

    expression = compiled(phrase.text[:LONGEST_PHRASE])
    if expression is None:
        return None
    forms_of = (forms(page.text, shown) for shown in page.blocks(start, end))
    return (
        spans for each in forms_of for spans in _of_forms([matches((form,), expression, start, end) for form in each])
    )


def _of_forms(found: list[Iterator[list[Span]]]) -> Iterator[list[Span]]:
    """The hits in a block that were found in each of its forms."""
    return found[0] if len(found) == 1 else iter((apart(chain.from_iterable(chain(*found))),))


def _literal_hits(page: SearchedText, phrase: Phrase, start: int, end: int) -> Iterator[list[Span]]:
    text = compose(phrase.text[:LONGEST_PHRASE])
    case_sensitive = text != text.lower()
    wanted = unaccent(text) if case_sensitive else fold(text)
    if not wanted:
        return
    as_shown = wanted.startswith("-") or wanted.endswith("-")  # it asks for the hyphen itself
    optional = None if as_shown else _with_hyphens_optional(wanted)
    free = start
    while free < end:
        block = free // BLOCK
        base, stop = block * BLOCK, min((block + 1) * BLOCK, end)
        folded = page.folded(block, case_sensitive=case_sensitive, as_shown=as_shown)
        divided = {high: low for low, high in divisions(page.text, base, stop)}
        joints = {folded.at(high - base) for high in divided}
        pattern = optional if divided else None
        last = folded.at(stop - base)
        spans = []
        while found := _next(folded.text, wanted, pattern, joints, folded.at(free - base), last):
            first, behind = folded.span(*found)
            span = base + first, divided.get(base + behind, base + behind)
            is_split = folded.splits(found[0]) or folded.splits(found[1])
            if phrase.mode is not Mode.WORD or (_is_word(page.text, span) and not is_split):
                spans.append(span)
                free = span[1]
            else:
                free = span[0] + 1
        free = max(free, stop)
        yield spans


def _with_hyphens_optional(wanted: str) -> re.Pattern[str] | None:
    """What finds a phrase also without its hyphens; None if it has none."""
    parts = wanted.split("-")
    return re.compile("(-?)".join(map(re.escape, parts))) if len(parts) > 1 else None


def _next(
    text: str, wanted: str, pattern: re.Pattern[str] | None, joints: Set[int], start: int, last: int
) -> Span | None:
    """Where a phrase is found first that begins in [start, last): by a pattern, without a hyphen only at joints."""
    if pattern is None:
        place = text.find(wanted, start, last + len(wanted) - 1)
        return None if place < 0 else (place, place + len(wanted))
    while (found := pattern.search(text, start)) and found.start() < last:
        if all(found[number] or found.start(number) in joints for number in range(1, pattern.groups + 1)):
            return found.span()
        start = found.start() + 1
    return None


def _is_word(text: str, span: Span) -> bool:
    """Whether no letter, digit or underscore touches a span from outside."""
    around = text[max(span[0] - 1, 0) : span[0]] + text[span[1] : span[1] + 1]
    return not any(character.isalnum() or character == "_" for character in around)
