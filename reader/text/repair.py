"""Mojibake undone: UTF-8 that was read through a single-byte code page, whole or with its C1 controls dropped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.text.codepages import QUOTES_AND_DASHES, CodePage, title
from reader.text.evidence import culprit
from reader.text.repair_lossy import LOST, Quotes, Style, flag, letter, quote_or_dash


@dataclass(frozen=True, slots=True)
class Replacement:
    """source[start:end] should read `text`; `kind` is "exact" if every byte was there, else "inferred"."""

    start: int
    end: int
    text: str
    kind: str
    reason: str


def find_repairs(text: str) -> tuple[Replacement, ...]:
    """What to replace to undo the mojibake, in order and disjoint; nothing for a text that is fine."""
    suspect = culprit(text)
    return tuple(_Repairer(text, suspect).replacements()) if suspect else ()


CONTEXT_CHARS = 40
"""How much of the line beside a broken character is looked at."""


class _Repairer:
    """One pass over a text that one page broke: what was decided on the left helps to decide on the right."""

    def __init__(self, text: str, suspect: CodePage) -> None:
        self.text = text
        self.suspect = suspect
        self.units = list(suspect.unit.finditer(text))
        self.style = Style()
        self.quotes = Quotes()
        self.decoded: dict[str, str | None] = {}
        for unit in self.units:
            if unit.lastgroup == "exact":
                self.style.letters.update(self._decode(unit.group()) or "")
            elif self._is_quote(unit) and text[unit.start() - 1 : unit.start()] == text[unit.end() : unit.end() + 1] == " ":
                self.style.spaced_dashes += 1

    def replacements(self) -> Iterator[Replacement]:
        reason = f"UTF-8 read as {title(self.suspect.name)}"
        before, end = "", 0
        index = 0
        while index < len(self.units):
            unit = self.units[index]
            index += 1
            between = self.text[end : unit.start()]
            line_break = between.rfind("\n")
            if line_break >= 0:
                self.quotes = Quotes()
                before = between[line_break + 1 :]
            else:
                before = before[-CONTEXT_CHARS:] + between
            following = self.units[index] if index < len(self.units) else None
            if following and following.start() != unit.end():
                following = None
            chosen, end, kind = self._choose(unit, following, before)
            if chosen is None:
                before += unit.group()
                continue
            if following and end == following.end():
                index += 1
            before += chosen
            yield Replacement(unit.start(), end, chosen, kind, reason)

    def _choose(self, unit: re.Match[str], following: re.Match[str] | None, before: str) -> tuple[str | None, int, str]:
        """What to put for a unit (None: leave it), up to which offset, and whether that is exact."""
        sequence, end = unit.group(), unit.end()
        if unit.lastgroup == "exact":
            return self._decode(sequence), end, "exact"
        if unit.lastgroup == "ruin":
            touches = before[-1:] == LOST or (before[-1:].isalpha() and not before[-1:].isascii()) or following
            return (LOST if touches else None), end, "inferred"
        lead = self.suspect.byte_of[sequence[0]]
        if lead == 0xF0:
            return self._emoji(sequence, end, following)
        if lead == 0xC2:  # only a no-break space leaves its lead alone, and it became a space or was trimmed
            return "", end, "inferred"
        candidates = self.suspect.candidates[sequence]
        after = self.text[end : end + CONTEXT_CHARS].split("\n", 1)[0]
        if self._is_quote(unit):
            if following:
                after = LOST * len(following.group()) + after[len(following.group()) :]
            return quote_or_dash(before, after, self.quotes, self.style), end, "inferred"
        if len(candidates) == 1:
            return candidates, end, "inferred"
        if after[:1] == " ":
            return self._before_space(sequence, candidates, before, after, end)
        return letter(candidates, before, after, self.style), end, "inferred"

    def _before_space(self, sequence: str, candidates: str, before: str, after: str, end: int) -> tuple[str, int, str]:
        """A letter whose last byte was A0, a no-break space that became a space: Š and à above all."""
        spaced = self._decode(sequence + "\xa0") if "\xa0" in self.suspect.byte_of else None
        if spaced and spaced.isalpha():
            if self.suspect.byte_of[sequence[0]] == 0xC3:
                return spaced, end + (after[1:2] == " "), "inferred"
            if after[1:2].islower() and not before[-1:].isalpha():
                return spaced, end + 1, "inferred"
        return letter(candidates, before, after, self.style) or LOST, end, "inferred"

    def _emoji(self, sequence: str, end: int, following: re.Match[str] | None) -> tuple[str | None, int, str]:
        if following:
            letters = (sequence[-1], following.group()[-1])
            both = flag(*(self.suspect.byte_of[char] for char in letters))
            if both and sequence[:-1] == following.group()[:-1]:
                return both, following.end(), "inferred"
        return LOST, end, "inferred"

    def _is_quote(self, unit: re.Match[str]) -> bool:
        return any(char in QUOTES_AND_DASHES for char in self.suspect.candidates.get(unit.group(), ""))

    def _decode(self, sequence: str) -> str | None:
        if sequence not in self.decoded:
            decoded = self.suspect.decode(sequence)
            self.decoded[sequence] = None if decoded is None else decoded.replace("\ufeff", "")
        return self.decoded[sequence]
