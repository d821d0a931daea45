"""Mojibake undone: UTF-8 that was read through a single-byte code page, whole or with its C1 controls dropped.

Whether a text is broken is decided for the whole of it. Each code page is asked how much of what could be its mojibake
reads as UTF-8 and how much does not: a text in Thai is full of letters that do not, a broken text has hardly one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reader.text.codepages import NAMES, CodePage, page, title
from reader.text.repair_lossy import LOST, QUOTES_AND_DASHES, Quotes, Style, flag, letter, quote_or_dash


@dataclass(frozen=True, slots=True)
class Replacement:
    """source[start:end] should read `text`; `kind` is "exact" if every byte was there, else "inferred"."""

    start: int
    end: int
    text: str
    kind: str
    reason: str


ENOUGH_EVIDENCE = 3
"""Points that convict: one sequence that no writer types, or three that might be anything."""

EXPLAINED_TO_UNEXPLAINED = 3
"""How many times more characters must read as broken UTF-8 than do not: broken texts lie far above, texts in a language
that uses the page's letters below."""

HOPELESS = 1000
"""Unexplained characters after which a page is given up early: its own language shows so many in a screenful."""


@dataclass(slots=True)
class Evidence:
    """What a whole text says for and against one page."""

    points: int = 0
    explained: int = 0
    unexplained: int = 0

    @property
    def convicts(self) -> bool:
        return self.points >= ENOUGH_EVIDENCE and self.explained >= EXPLAINED_TO_UNEXPLAINED * self.unexplained


def find_repairs(text: str) -> tuple[Replacement, ...]:
    """What to replace to undo the mojibake, in order and disjoint; nothing for a text that is fine."""
    if text.isascii() or not _gate().search(text):
        return ()
    best, best_evidence = None, Evidence()
    for name in NAMES:
        suspect = page(name)
        evidence = weigh(text, suspect)
        if evidence.convicts and evidence.explained > best_evidence.explained:
            best, best_evidence = suspect, evidence
    return tuple(_replacements(text, best)) if best else ()


@cache
def _gate() -> re.Pattern[str]:
    """A fast look for anything that could be mojibake of any page."""
    chars = {char for name in NAMES for char, byte in page(name).byte_of.items() if byte in (0xC2, 0xC3, 0xE2, 0xF0)}
    return re.compile("[" + "".join(map(re.escape, sorted(chars))) + "]")


def weigh(text: str, suspect: CodePage) -> Evidence:
    """How much of the text reads as UTF-8 broken by the page."""
    evidence = Evidence()
    for match in suspect.run.finditer(text):
        run = match.group()
        units = _parse(run, suspect)
        if units is None:
            evidence.unexplained += sum(map(str.isalpha, run))
            if evidence.unexplained > HOPELESS + evidence.explained:
                break
            continue
        if units:
            start, end = match.span()
            before, after = text[start - 1 : start] if start else "", text[end : end + 1]
            points = _points(units, before, after, suspect)
            if points is None:
                evidence.unexplained += len(run)
            else:
                evidence.explained += len(run)
                evidence.points += points
    return evidence


def _parse(run: str, suspect: CodePage) -> list[re.Match[str]] | None:
    """The run as broken characters; empty if it is only symbols, None if it is not broken UTF-8 of this page."""
    if not any(suspect.byte_of[char] >= 0xC0 or char.isalpha() for char in run):
        return []
    units = []
    position = 0
    while position < len(run):
        match = suspect.unit.match(run, position)
        if not match or (match.lastgroup == "exact" and suspect.decode(match.group()) is None):
            return None
        units.append(match)
        position = match.end()
    return units


def _points(units: list[re.Match[str]], before: str, after: str, suspect: CodePage) -> int | None:
    """How telling a run is; None if it is more likely a letter of the text's own language."""
    first = units[0]
    glued = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if first.lastgroup == "exact":
        decoded = suspect.decode(first.group()) or ""
        unnatural = not first.group().isalpha() or not decoded.isalpha() or len(units) > 2
        return 3 if unnatural or (glued and not suspect.is_latin) else 0
    candidates = suspect.candidates.get(first.group(), "")
    if QUOTES_AND_DASHES.intersection(candidates):
        if before.isalpha() and after.isalpha():
            return None if suspect.is_latin else 3
        return 3 if suspect.is_latin else 1
    return None if suspect.is_latin and glued else 0


def _replacements(text: str, suspect: CodePage) -> Iterator[Replacement]:
    units = list(suspect.unit.finditer(text))
    reason = f"UTF-8 read as {title(suspect.name)}"
    style = Style()
    for match in units:
        start, end = match.span()
        if match.lastgroup == "exact":
            style.letters.update(suspect.decode(match.group()) or "")
        elif text[start - 1 : start] == " " and text[end : end + 1] == " ":
            style.spaced_dashes += QUOTES_AND_DASHES.issubset(suspect.candidates.get(match.group(), ""))
    quotes = Quotes()
    previous_end = 0
    skip = False
    line_start = 0
    repaired_line = ""
    for index, match in enumerate(units):
        start, end = match.span()
        newline = text.rfind("\n", previous_end, start)
        if newline >= 0:
            quotes, line_start, repaired_line = Quotes(), newline + 1, ""
            repaired_line = text[line_start:start]
        else:
            repaired_line += text[previous_end:start]
        previous_end = end
        if skip:
            skip = False
            continue
        following = units[index + 1] if index + 1 < len(units) else None
        chosen, new_end, kind = _choose(text, match, following, repaired_line[-40:], quotes, style, suspect)
        if chosen is None:
            repaired_line += match.group()
            continue
        if following and new_end == following.end():
            skip = True
        repaired_line += chosen
        previous_end = new_end
        yield Replacement(start, new_end, chosen, kind, reason)


def _choose(
    text: str,
    match: re.Match[str],
    following: re.Match[str] | None,
    before: str,
    quotes: Quotes,
    style: Style,
    suspect: CodePage,
) -> tuple[str | None, int, str]:
    """What to put for one broken character, up to which offset, and whether it is exact."""
    sequence, end = match.group(), match.end()
    after = text[end : end + 40].split("\n", 1)[0]
    if match.lastgroup == "exact":
        decoded = suspect.decode(sequence)
        return (None if decoded is None else decoded.removeprefix("\ufeff")), end, "exact"
    lead = suspect.byte_of[sequence[0]]
    if lead >= 0xF0:
        if len(sequence) == 2 and following and following.start() == end and len(following.group()) == 2:
            both = flag(suspect.byte_of[sequence[1]], suspect.byte_of[following.group()[1]])
            if both:
                return both, following.end(), "inferred"
        return LOST, end, "inferred"
    if lead == 0xC2:  # only a no-break space leaves its lead alone, and it became a space or was trimmed
        return "", end, "inferred"
    candidates = suspect.candidates[sequence]
    if QUOTES_AND_DASHES.issubset(candidates):
        if following and following.start() == end:
            after = "\ufffc" * len(following.group()) + after[len(following.group()) :]
        return quote_or_dash(before, after, quotes, style), end, "inferred"
    if len(candidates) == 1:
        return candidates, end, "inferred"
    if after[:1] in "\xa0 ":
        spaced = suspect.decode(sequence + "\xa0") if "\xa0" in suspect.byte_of else None
        if spaced and spaced.isalpha() and after[1:2].islower() and lead != 0xC3:
            return spaced, end + 1, "inferred"
        if spaced and lead == 0xC3:
            return spaced, end + (after[1:2] == " "), "inferred"
    return letter(candidates, before, after, style), end, "inferred"
