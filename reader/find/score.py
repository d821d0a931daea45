"""How well a term matches one title, and where: fzf's scores, one title at a time.

The scoring is that of fzf's FuzzyMatchV2 (github.com/junegunn/fzf, src/algo/algo.go), a Smith-Waterman alignment in
which every character of the term must occur and gaps cost. What it decides greedily is decided greedily here too,
since people who use fzf have its order in their fingers.
"""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from reader.find.pattern import Kind, Term
from reader.text.fold import fold, unaccent

MATCH: Final = 16
GAP_START: Final = -3
GAP_EXTENSION: Final = -1
BOUNDARY: Final = 8
BOUNDARY_AFTER_DELIMITER: Final = 9
BOUNDARY_AFTER_SPACE: Final = 10
CAMEL: Final = 7
CONSECUTIVE: Final = 4
FIRST_CHARACTER_FACTOR: Final = 2
"""fzf's weights, by the names of what they reward."""

DELIMITERS: Final = "/,:;|"
"""The characters after which fzf's default scheme sees a stronger word boundary."""

LONGEST_TITLE: Final = 1000
"""Characters of a title that are matched. The alignment costs its length times the query's; titles have about 60."""


class CharacterClass(IntEnum):
    """What a character is to the bonuses; those after NON_WORD may begin a word."""

    SPACE = 0
    NON_WORD = 1
    DELIMITER = 2
    LOWER = 3
    UPPER = 4
    LETTER = 5
    NUMBER = 6


def character_class(character: str) -> CharacterClass:
    """The class of one character."""
    if character in DELIMITERS:
        return CharacterClass.DELIMITER
    if character.isspace():
        return CharacterClass.SPACE
    category = unicodedata.category(character)
    if category == "Ll":
        return CharacterClass.LOWER
    if category == "Lu":
        return CharacterClass.UPPER
    if category[0] == "N":
        return CharacterClass.NUMBER
    return CharacterClass.LETTER if category[0] == "L" else CharacterClass.NON_WORD


_AFTER: Final = {
    CharacterClass.SPACE: BOUNDARY_AFTER_SPACE,
    CharacterClass.DELIMITER: BOUNDARY_AFTER_DELIMITER,
    CharacterClass.NON_WORD: BOUNDARY,
}


def bonus(before: CharacterClass, here: CharacterClass) -> int:
    """What matching a character is worth beyond MATCH, by its class and that of the character before it."""
    if here > CharacterClass.NON_WORD and before in _AFTER:
        return _AFTER[before]
    if here is CharacterClass.UPPER and before is CharacterClass.LOWER:
        return CAMEL
    if here is CharacterClass.NUMBER and before is not CharacterClass.NUMBER:
        return CAMEL
    if here is CharacterClass.SPACE:
        return BOUNDARY_AFTER_SPACE
    return BOUNDARY if here in (CharacterClass.NON_WORD, CharacterClass.DELIMITER) else 0


BONUS: Final = tuple(tuple(bonus(before, here) for here in CharacterClass) for before in CharacterClass)
"""bonus() by [class before][class]."""


class _Classes(dict[str, CharacterClass]):
    """character_class(), remembered."""

    def __missing__(self, character: str) -> CharacterClass:
        self[character] = found = character_class(character)
        return found


_CLASSES: Final = _Classes()


def bonuses(title: str) -> list[int]:
    """The bonus of each character of a title; the start counts as after a space."""
    before = CharacterClass.SPACE
    found = []
    for character in title:
        here = _CLASSES[character]
        found.append(BONUS[before][here])
        before = here
    return found


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term's score in a title and the offsets of the characters that it matched, ascending."""

    score: int
    positions: tuple[int, ...]


def clipped(title: str) -> str:
    """The part of a title that is matched."""
    return title[:LONGEST_TITLE]


def match(title: str, term: Term, *, key: str | None = None) -> TermMatch | None:
    """How a term matches a title, whatever its `inverse`; None if it does not.

    `key` spares folding: it is `fold(clipped(title))`.
    """
    title = clipped(title)
    if term.case_sensitive:
        key = unaccent(title)
    elif key is None:
        key = fold(title)
    text = term.text
    match term.kind:
        case Kind.FUZZY:
            return _fuzzy(title, key, text)
        case Kind.EXACT:
            start = _best_occurrence(title, key, text)
        case Kind.BEGINNING:
            start = _best_occurrence(title, key, text, least=BOUNDARY)
        case Kind.BOUNDARY:
            start = _bounded_occurrence(key, text)
        case Kind.PREFIX:
            start = _prefix_start(key, text)
            start = start if key.startswith(text, start) else -1
        case Kind.SUFFIX:
            start = _suffix_end(key, text) - len(text)
            start = start if start >= 0 and key.startswith(text, start) else -1
        case Kind.EQUAL:
            start = _prefix_start(key, text)
            start = start if key[start : _suffix_end(key, text)] == text else -1
    if start < 0:
        return None
    matched = range(start, start + len(text))
    if term.kind is Kind.EQUAL:
        return TermMatch(equal_score(len(text)), tuple(matched))
    return TermMatch(run_score(bonuses(title[: matched.stop])[start:]), tuple(matched))


def matches(title: str, term: Term, *, key: str | None = None) -> bool:
    """Whether a term matches a title, whatever its `inverse`; `key` as in match()."""
    if term.case_sensitive or key is None:
        return match(title, term, key=key) is not None
    if term.kind is not Kind.FUZZY:
        return term.text in key and match(title, term, key=key) is not None
    letters = iter(key)
    return all(letter in letters for letter in term.text)


def run_score(worth: list[int]) -> int:
    """The score of a run of matched characters with these bonuses."""
    first = worth[0]
    total = MATCH * len(worth) + FIRST_CHARACTER_FACTOR * first
    for here in worth[1:]:
        if here >= BOUNDARY:
            first = max(first, here)
        total += max(here, first, CONSECUTIVE)
    return total


def equal_score(length: int) -> int:
    """The score of a title that is the text, and of any that has it at the beginning of a word after a space."""
    return (MATCH + BOUNDARY_AFTER_SPACE) * length + BOUNDARY_AFTER_SPACE


def _prefix_start(key: str, text: str) -> int:
    """Where a title begins for a text: after its white space, unless the text begins with some."""
    return 0 if text[0].isspace() else len(key) - len(key.lstrip())


def _suffix_end(key: str, text: str) -> int:
    """Where a title ends for a text: before its white space, unless the text ends in some."""
    return len(key) if text[-1].isspace() else len(key.rstrip())


def _best_occurrence(title: str, key: str, text: str, *, least: int = 0) -> int:
    """The start of the first occurrence at a boundary, or else of the one whose first character is worth most.

    One whose first character is worth less than `least` is none.
    """
    best, best_worth = -1, least - 1
    start = key.find(text)
    while start >= 0:
        before = _CLASSES[title[start - 1]] if start else CharacterClass.SPACE
        worth = BONUS[before][_CLASSES[title[start]]]
        if worth > best_worth:
            best, best_worth = start, worth
        if worth >= BOUNDARY:
            break
        start = key.find(text, start + 1)
    return best


def _bounded_occurrence(key: str, text: str) -> int:
    """The start of the first occurrence with no word character on either side."""
    start = key.find(text)
    while start >= 0:
        end = start + len(text)
        before = _CLASSES[key[start - 1]] if start else CharacterClass.SPACE
        after = _CLASSES[key[end]] if end < len(key) else CharacterClass.SPACE
        if max(before, after) <= CharacterClass.DELIMITER:
            return start
        start = key.find(text, start + 1)
    return -1


def _fuzzy(title: str, key: str, text: str) -> TermMatch | None:
    """The best alignment of a text's characters, in order, to those of a title.

    A text that begins a word after a space and is whole has the highest score there is.
    """
    first: list[int] = []
    place = -1
    for character in text:
        place = key.find(character, place + 1)
        if place < 0:
            return None
        first.append(place)
    if len(text) == 1:
        return _single(key, text, bonuses(title))
    start = f" {key}".find(f" {text}")
    if start >= 0 and text[0].isalnum():
        return TermMatch(equal_score(len(text)), tuple(range(start, start + len(text))))
    return _align(key, text, bonuses(title), first)


def _single(key: str, character: str, worth: list[int]) -> TermMatch:
    """One character: its first place at a boundary, or else its most worthy."""
    best = -1
    place = key.find(character)
    while place >= 0:
        if best < 0 or worth[place] > worth[best]:
            best = place
        if worth[place] >= BOUNDARY:
            break
        place = key.find(character, place + 1)
    return TermMatch(MATCH + FIRST_CHARACTER_FACTOR * worth[best], (best,))


def _align(key: str, text: str, worth: list[int], first: list[int]) -> TermMatch:
    """Fill fzf's two matrices, the score and the length of the run that ends here, and walk back.

    `first[i]` is the earliest place at which `text[: i + 1]` has occurred; cells before it are zero.
    """
    width = key.rfind(text[-1]) + 1
    scores = [[0] * width for _ in text]
    runs = [[0] * width for _ in text]
    in_gap = False
    left = 0
    for j in range(first[0], width):
        if key[j] == text[0]:
            left = MATCH + FIRST_CHARACTER_FACTOR * worth[j]
            runs[0][j] = 1
            in_gap = False
        else:
            left = max(left + (GAP_EXTENSION if in_gap else GAP_START), 0)
            in_gap = True
        scores[0][j] = left
    for i in range(1, len(text)):
        character = text[i]
        above, above_runs, row, row_runs = scores[i - 1], runs[i - 1], scores[i], runs[i]
        in_gap = False
        left = 0
        for j in range(first[i], width):
            skipped = left + (GAP_EXTENSION if in_gap else GAP_START)
            matched = 0
            if key[j] == character:
                matched = above[j - 1] + MATCH
                here = joined = worth[j]
                run = above_runs[j - 1] + 1
                if run > 1:
                    run_worth = worth[j - run + 1]
                    if here >= BOUNDARY and here > run_worth:
                        run = 1
                    else:
                        joined = max(here, run_worth, CONSECUTIVE)
                if matched + joined < skipped:
                    matched += here
                    run = 0
                else:
                    matched += joined
                row_runs[j] = run
            in_gap = matched < skipped
            row[j] = left = max(matched, skipped, 0)
    last = scores[-1]
    best = max(range(first[-1], width), key=last.__getitem__)
    return TermMatch(last[best], _walk_back(scores, runs, first, best))


def _walk_back(scores: list[list[int]], runs: list[list[int]], first: list[int], end: int) -> tuple[int, ...]:
    """The places of the alignment that ends at `end`, preferring to stay within a run where scores tie."""
    places: list[int] = []
    i, j = len(scores) - 1, end
    prefer_match = True
    while i >= 0 and j >= 0:
        here = scores[i][j]
        diagonal = scores[i - 1][j - 1] if i and j >= first[i] else 0
        left = scores[i][j - 1] if j > first[i] else 0
        in_run = runs[i][j] > 1 or (i + 1 < len(scores) and j + 1 < len(runs[0]) and runs[i + 1][j + 1] > 0)
        if here > diagonal and (here > left or (here == left and prefer_match)):
            places.append(j)
            i -= 1
        prefer_match = in_run
        j -= 1
    return tuple(reversed(places))
