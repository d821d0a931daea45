"""Whether a text is mojibake, and of which code page: decided for the whole of it.

Each page is asked how much of what could be its mojibake reads as UTF-8 and how much does not. A text in Thai is full
of Thai letters that do not; one that was broken by TIS-620 has hardly any. To convict, there must also be something
that no one writes: © after an accented capital, a Thai letter in the middle of an English word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reader.text.codepages import NAMES, QUOTES_AND_DASHES, CodePage, page

DAMNING = 3
"""Points of a sequence that no one writes; one that could be anything has one or none."""

ENOUGH_POINTS = 3
"""Points that convict."""

EXPLAINED_TO_UNEXPLAINED = 3
"""How many times more characters must read as broken UTF-8 than do not: broken texts lie far above, texts in a language
that uses the page's letters below."""

FEW = 2
"""Lost bytes that are no evidence against a page which loses few."""

SAMPLE_RUNS = 300
"""Distinct runs after which a page that explains less than half is given up."""

ENOUGH_RUNS = 3000
"""Distinct runs after which the verdict on a page no longer changes."""

LONGEST_RUN = 400
"""Characters of a run that are weighed together: longer ones are Chinese, or made to cost time."""

WINDOW_CHARS = 32_000
BUDGET_CHARS = 250_000
BUDGET_SHARE = 16
"""The evidence is taken from windows that start where something looks broken, together at most a quarter million or
the sixteenth part of the text, whichever is more: all of any ordinary document, and never most of the time."""

Run = tuple[str, str, str]
"""Characters beyond ASCII that stand together, with the character before and the few after."""


@dataclass(slots=True)
class Evidence:
    """What a text says for and against one page, in points and characters."""

    points: int = 0
    explained: int = 0
    ruined: int = 0
    unexplained: int = 0
    lost: int = 0
    """Units that lack bytes 80 to 9F."""
    kept: int = 0
    """Bytes 80 to 9F that are there."""

    @property
    def net(self) -> int:
        """What speaks for this page rather than another one that convicts as well."""
        return self.explained - self.ruined - self.unexplained

    @property
    def convicts(self) -> bool:
        return (
            self.points >= ENOUGH_POINTS
            and self.explained >= EXPLAINED_TO_UNEXPLAINED * self.unexplained
            and self.explained >= self.ruined
        )

    def fits(self, suspect: CodePage) -> bool:
        """Whether as many bytes 80 to 9F are gone as the page has no characters for."""
        return suspect.loses_most or self.lost <= self.kept + FEW


def looks_broken(text: str) -> bool:
    """Whether there is anything in the text that could be mojibake: a fast test that most fine text fails."""
    return not text.isascii() and bool(_gate().search(text))


def culprit(text: str) -> CodePage | None:
    """The page that the text's UTF-8 was read through, or None if the text is fine as it is."""
    if not looks_broken(text):
        return None
    runs = Counter(_runs(text))
    present = set("".join(run for _, run, _ in runs))
    best, best_evidence = None, Evidence()
    for name in NAMES:
        suspect = page(name)
        if suspect.leads.isdisjoint(present):
            continue
        evidence = weigh(runs, suspect)
        if evidence.convicts and evidence.fits(suspect) and evidence.net > best_evidence.net:
            best, best_evidence = suspect, evidence
    return best


def weigh(runs: Counter[Run], suspect: CodePage) -> Evidence:
    """How much of the runs reads as UTF-8 broken by the page."""
    evidence = Evidence()
    for seen, ((before, run, after), count) in enumerate(runs.items()):
        if seen == ENOUGH_RUNS or (seen == SAMPLE_RUNS and evidence.explained < evidence.unexplained):
            break
        for part in suspect.run.finditer(run):
            start, end = part.span()
            _weigh_run(
                part.group(), run[start - 1 : start] or before, run[end : end + 1] or after, count, suspect, evidence
            )
    return evidence


def _weigh_run(run: str, before: str, after: str, count: int, suspect: CodePage, evidence: Evidence) -> None:
    if not suspect.broken_run.fullmatch(run):
        evidence.unexplained += count * len(run)
        return
    units = list(suspect.unit.finditer(run))
    if not units:
        return
    points = _points(units, before, after, suspect)
    if points == 0 and suspect.is_latin and run == suspect.quote_lead and before.isalpha() and after[:1].isalpha():
        return  # âge, pâte: a letter of many languages that may have been an apostrophe
    if points is None:
        evidence.unexplained += count * len(run)
        return
    exact = ruined = lost = 0
    for unit in units:
        if unit.lastgroup == "exact":
            exact += unit.end() - unit.start()
            continue
        lost += suspect.byte_of[run[unit.start()]] != 0xC2  # a no-break space alone loses A0
        if unit.lastgroup == "ruin":
            ruined += unit.end() - unit.start()
    if ruined and not exact:
        evidence.unexplained += count * len(run)
        return
    evidence.points += count * points
    evidence.ruined += count * ruined
    evidence.lost += count * lost
    evidence.kept += count * sum(1 for char in run if suspect.byte_of[char] < 0xA0)
    evidence.explained += count * (len(run) - ruined)


def _points(units: list[re.Match[str]], before: str, after: str, suspect: CodePage) -> int | None:
    """How telling a run is; None if it is more likely a letter of the text's own language."""
    first = units[0]
    sequence = first.group()
    glued = (before.isascii() and before.isalpha()) or (after[:1].isascii() and after[:1].isalpha())
    if first.lastgroup == "exact":
        if not sequence.isalpha():
            return 0 if sequence[1] in _CLOSING and len(sequence) == 2 else DAMNING
        if (glued and not suspect.is_latin) or len(sequence) >= _LONG:
            return DAMNING
        if suspect.is_latin and sequence[0].isupper() and before.islower():  # a capital inside a word
            return DAMNING
        return 0 if (suspect.decode(sequence) or "").isalpha() else 1
    candidates = suspect.candidates.get(sequence, "")
    if any(char in QUOTES_AND_DASHES for char in candidates):
        return _points_of_quote(sequence, before, after, suspect)
    if not suspect.is_latin:
        return 0
    if not sequence.isalpha():
        return DAMNING
    if sequence.isupper() and before.islower():
        return DAMNING
    return None if glued and not sequence.isupper() else 0


_LONG = 6
"""Letters in a row that read as UTF-8 and are not chance."""

_CLOSING = "”“’‘»«›‹…–—´΄˝¨\xa0"
"""What may follow a letter in fine text: ÊTRE”, Β΄."""

_STOPS = frozenset(".,!?;:")

_APOSTROPHE_TAIL = re.compile(r"(?:s|t|d|m|re|ve|ll)(?![^\W\d_])")
"""English letters after an apostrophe, to the end of the word."""


def _points_of_quote(sequence: str, before: str, after: str, suspect: CodePage) -> int | None:
    following = after[:1]
    if before.isalpha() and following.isalpha():
        if before.islower() and _APOSTROPHE_TAIL.match(after):
            return 0 if suspect.is_latin else DAMNING
        return 0 if suspect.is_latin or sequence in _SCIENTIFIC else DAMNING
    if before and before in _STOPS:
        return DAMNING
    if suspect.is_latin:
        alone = not before.isalnum() and not following.isalnum()
        return DAMNING if alone or (sequence.islower() and following.isupper()) else 0
    return 0 if sequence in _SCIENTIFIC else 1


_SCIENTIFIC = frozenset("β")
"""Letters that stand alone in English text: TGF-β, the β subunit."""


BEYOND_ASCII = re.compile(f"[^\x00-\x7f]{{1,{LONGEST_RUN}}}")


def _runs(text: str) -> Iterator[Run]:
    """The runs of the text's suspicious windows."""
    budget = max(BUDGET_CHARS, len(text) // BUDGET_SHARE)
    hit = _gate().search(text)
    end = 0
    while hit and budget > 0:
        start = max(end, hit.start() - WINDOW_CHARS // 2)
        end = min(len(text), start + WINDOW_CHARS)
        budget -= end - start
        for match in BEYOND_ASCII.finditer(text, start, end):
            yield text[max(0, match.start() - 1) : match.start()], match.group(), text[match.end() : match.end() + 3]
        hit = _gate().search(text, end)


@cache
def _gate() -> re.Pattern[str]:
    """Matches somewhere in every text that could be convicted, in few others, and fast.

    It looks for symbols after a lead character, for C1 controls, and for the leads of quotes and dashes where no letter
    stands, for accented capitals inside words, and for the commonest leads of pages that are not Latin beside ASCII.
    """
    pages = [page(name) for name in NAMES]
    lossy = [one for one in pages if any(QUOTES_AND_DASHES[0] in found for found in one.candidates.values())]
    leads = _class(char for one in pages for char in one.leads if char not in "«»…")
    symbols = _class(
        char
        for one in pages
        for char, byte in one.byte_of.items()
        if byte < 0xC0 and not char.isalpha() and char not in _CLOSING + _UNREMARKABLE
    )
    latin = _class(char for one in lossy if one.is_latin for char in _chars(one, (0xE2,)))
    others = _class(char for one in lossy if not one.is_latin for char in _chars(one, _COMMON_LEADS))
    spaces = _class({char for one in pages for char in _chars(one, (0xC2,))} - {"В"})  # В is Russian for "in"
    # The leading class is what makes the search fast: it runs over all other characters in a tight loop.
    capitals = _class(char for one in pages if one.is_latin for char in _chars(one, (0xC3, 0xC4, 0xC5)))
    quotes = _class(char for one in pages for char in _chars(one, (0xE2,)))
    seconds = _class(char for one in pages for char in _chars(one, (0x80,)) if not char.isspace())
    any_of = "".join(part[1:-1] for part in (symbols, latin, others, spaces, capitals, quotes))
    return re.compile(
        f"[{any_of}\x80-\x9f](?:(?<=[\x80-\x9f])|(?<={leads}{symbols})"
        f"|(?<={latin})(?:(?<![^\\W_].)(?![^\\W_])|(?<=[.,!?;:].)|(?=[A-Z]))"
        f"|(?<={others})(?:(?<=[A-Za-z].)|(?=[A-Za-z]))"
        f"|(?<=[a-z]{capitals})"
        f"|(?<={quotes})(?={seconds})"
        f"|(?<={spaces})(?=[\xa0\xad]))",
        re.DOTALL,
    )


_UNREMARKABLE = "\xad·،؛؟\u200c\u200d\u200e\u200f"
"""Further symbols that follow letters in fine Greek, Arabic, Persian and hyphenated text."""

_COMMON_LEADS = (0xC2, 0xC3, 0xC4, 0xC5, 0xE2, 0xF0)
"""The first bytes of Latin letters, signs, punctuation and emoji."""


def _class(chars: Iterable[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(set(chars))) + "]"


def _chars(one: CodePage, bytes_: Iterable[int]) -> str:
    return "".join(char for char, byte in one.byte_of.items() if byte in bytes_)
