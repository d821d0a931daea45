"""Mojibake undone: UTF-8 that was read through a single-byte code page, whole or with its C1 controls dropped."""

import re
from collections import Counter
from collections.abc import Iterator

from reader.text.codepages import QUOTES_AND_DASHES, CodePage, title
from reader.text.evidence import culprit, looks_broken
from reader.text.repair_known import find_known
from reader.text.repair_lossy import LOST, Quotes, flag, letter, quote_or_dash, sign
from reader.text.replacement import Replacement, apply, compose


def find_repairs(text: str) -> tuple[Replacement, ...]:
    """What to replace to undo the mojibake, in order and disjoint; nothing for a text that is fine."""
    if not looks_broken(text):
        return ()
    repairs: list[Replacement] = []
    repaired = text
    for _ in range(MOST_LAYERS):
        suspect = culprit(repaired)
        found = _Repairer(repaired, suspect).replacements() if suspect else find_known(repaired)
        if not found:
            break
        repairs = compose(repairs, found, repaired) if repairs else found
        repaired = apply(text, repairs)
    return tuple(repairs)


MOST_LAYERS = 4
"""How often a text may have been broken, each time on top of the last: two is seen, three is a rumour."""

CONTEXT_CHARS = 40
"""How much of the line beside a broken character is looked at."""


class _Repairer:
    """One pass over a text that one page broke: what was decided on the left helps to decide on the right."""

    def __init__(self, text: str, suspect: CodePage) -> None:
        self.text = text
        self.suspect = suspect
        self.done: list[Replacement] = []
        self.quotes = Quotes()
        self.quotes_end = 0
        quotes = {
            left for left, found in suspect.candidates.items() if any(char in QUOTES_AND_DASHES for char in found)
        }
        self.quote_sequences = quotes
        self.dashes_are_spaced = sum(text.count(f" {left} ") for left in quotes) > 1
        self.letters: Counter[str] | None = None

    def replacements(self) -> list[Replacement]:
        reason = f"UTF-8 read as {title(self.suspect.name)}"
        decoded: dict[str, str | None] = {}
        end = 0
        for run in self.suspect.run.finditer(self.text):
            chosen = decoded.get(run.group())
            if chosen is not None:  # a run that was one exact unit before: most of what is broken much
                end = run.end()
                self.done.append(Replacement(run.start(), end, chosen, "exact", reason))
                continue
            for unit in self.suspect.unit.finditer(self.text, *run.span()):
                start, unit_end = unit.span()
                if start < end:  # taken with the one before: the second half of a flag
                    continue
                if unit.lastgroup == "exact":
                    end, kind = unit_end, "exact"
                    sequence = unit.group()
                    chosen = decoded.get(sequence)
                    if chosen is None:
                        chosen = self.suspect.decode(sequence)
                        if chosen is None:
                            continue
                        chosen = decoded[sequence] = chosen.replace("\ufeff", "")
                else:
                    kind = "inferred"
                    found = (
                        self._ruin(start, unit_end)
                        if unit.lastgroup == "ruin"
                        else self._lossy(unit.group(), start, unit_end)
                    )
                    if found is None:
                        continue
                    chosen, end = found
                self.done.append(Replacement(start, end, chosen, kind, reason))
        return self.done

    def _units(self) -> Iterator[re.Match[str]]:
        for run in self.suspect.run.finditer(self.text):  # a plain class of characters: many times faster to look for
            yield from self.suspect.unit.finditer(self.text, *run.span())

    def _ruin(self, start: int, end: int) -> tuple[str, int] | None:
        """A mark where a character was lost among others that were not; a lone letter may be one of the text's own."""
        before, after = self._before(start, 1)[-1:], self._unit_after(end)
        return (LOST, end) if before == LOST or (before.isalpha() and not before.isascii()) or after else None

    def _lossy(self, sequence: str, start: int, end: int) -> tuple[str, int] | None:
        """What to put for a sequence that lost bytes, and up to which offset."""
        lead = self.suspect.byte_of[sequence[0]]
        if lead == 0xF0:
            return self._emoji(sequence, end)
        if lead == 0xC2:  # only a no-break space leaves its lead alone, and it became a space or was trimmed
            return "", end
        candidates = self.suspect.candidates[sequence]
        before, after = self._before(start), self.text[end : end + CONTEXT_CHARS].split("\n", 1)[0]
        if sequence in self.quote_sequences:
            if "\n" in self.text[self.quotes_end : start]:
                self.quotes = Quotes()
            self.quotes_end = end
            following = self.suspect.unit.match(after)
            if following:
                exact = self.suspect.decode(following.group()) if following.lastgroup == "exact" else None
                after = (exact or LOST * following.end()) + after[following.end() :]
            return quote_or_dash(before, after, start, self.quotes, self.dashes_are_spaced), end
        if len(candidates) == 1:
            return candidates, end
        if after[:1] == " " and "\xa0" in self.suspect.byte_of:
            # The last byte may have been A0, a no-break space that became a space: Š and à above all.
            spaced = self.suspect.decode(sequence + "\xa0") or ""
            if spaced.isalpha() and lead == 0xC3:
                return spaced, end + (after[1:2] == " ")
            if spaced.isalpha() and after[1:2].islower() and not before[-1:].isalpha():
                return spaced, end + 1
        return sign(candidates, before) or letter(candidates, before, after, self._letters()) or LOST, end

    def _emoji(self, sequence: str, end: int) -> tuple[str, int]:
        following = self._unit_after(end)
        if len(following) == len(sequence) and following[:-1] == sequence[:-1]:
            both = flag(self.suspect.byte_of[sequence[-1]], self.suspect.byte_of[following[-1]])
            if both:
                return both, end + len(following)
        return LOST, end

    def _unit_after(self, end: int) -> str:
        match = self.suspect.unit.match(self.text, end)
        return match.group() if match else ""

    def _before(self, start: int, wanted: int = CONTEXT_CHARS) -> str:
        """The repaired text before an offset, back to the start of the line or at least `wanted` characters."""
        pieces: list[str] = []
        k = len(self.done) - 1
        while wanted > 0 and start > 0:
            left = self.done[k].end if k >= 0 else 0
            pieces.append(self.text[max(left, start - wanted) : start])
            wanted -= len(pieces[-1])
            if k < 0 or "\n" in pieces[-1]:
                break
            pieces.append(self.done[k].text)
            wanted -= max(1, len(pieces[-1]))
            start, k = self.done[k].start, k - 1
        return "".join(reversed(pieces)).rsplit("\n", 1)[-1]

    def _letters(self) -> Counter[str]:
        """The letters that are given back exactly."""
        if self.letters is None:
            self.letters = Counter()
            for unit in self._units():
                if unit.lastgroup == "exact":
                    self.letters.update(self.suspect.decode(unit.group()) or "")
        return self.letters
