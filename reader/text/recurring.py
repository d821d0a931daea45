"""Lines of one form that come again and again, as somebody puts them around stories: EXHIBIT A, EXHIBIT B; 1 of 8
DOCUMENTS; [Title]; a place and a day; END.

Which form it is does not matter: what counts is that it comes at the top of the text and then once for every story, or
once below each, and that what it divides reads like different stories.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from reader.text.chapters import LATEST
from reader.text.dates import MONTHS, find_date
from reader.text.marks import LONGEST_HEAD_LINE, MOST_HEAD_LINES, Mark, Marks, with_tops
from reader.text.metadata import is_byline
from reader.text.paragraphs import Paragraphs, paragraphs
from reader.text.punctuation import QUOTES, STOPS

FEWEST = 3
"""Lines of a form from which it is one."""

MOST_FORMS = 16
"""Forms that are held against the other cues: in a text that tells everything three times each short line is one."""

CLOSED_SHARE = 0.8
"""Share of the stories above such lines that must end where a sentence does: heads of printed pages stand anywhere."""

SHORTEST_STORY = 300
"""Characters of what such lines divide, in the median."""

SHORTEST_ENTRY = 100
"""The same of days in the order of time: what a diary tells of one may be a sentence."""

TELLING, USUAL, WEAK = 0.03, 0.2, 0.45
"""Mean chance of a new story, by the other cues, that lines must have: those with a day, or with a number among at
least `TELLING_WORDS` words; those of other forms; and those that are all the same or only begin alike, or stand neither
at the top of the text nor at its end. In single texts (licences, manuals, documentation) those of the first sort had at
most .03, others .20, but for lists of several licences."""

DIARY: Final = "diary"
"""The kind of marks that are days in the order of time."""

TELLING_WORDS = 4

FEWEST_WORDS = 3
"""Words of a line that names a story."""

_PAIRS = {"[": "]", "(": ")", "{": "}", "<": ">", "*": "*", "=": "=", "_": "_", "«": "»", "—": "—", "-": "-"}
_CLOSERS = frozenset((*STOPS, *QUOTES, ":", ")"))
_WORD = re.compile(r"\w+")
_COUNTED = re.compile(r"\d|\b(?:[IVXLC]+|[A-Z])\b")
"""What counts in a line, but for months: a number, Arabic or Roman, or a single letter."""
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_ROMAN = re.compile(r"[IVXLC]{1,7}|[A-Z]")
_NUMBERED = re.compile(r"(?:№|#)?\(?[0-9]{1,3}[.)]\s\S")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_TAG = re.compile(r"<[^<>]*>|^(?:[A-Z]{2}\s{2,}|(?:title|headline|subject)\s*:)", re.IGNORECASE)
_KEY = re.compile(r"[A-Z]{2}\s{2,}|\w[\w -]{0,18}\w:")
_CODE = re.compile(r"[A-ZА-Я][A-ZА-Я-]+\b|\w[\w -]{0,18}\w:")
"""A word in capitals, or a key with a colon."""


def _forms(line: str) -> Iterator[str]:
    """The forms of a line: what it is like but for its numbers, how it begins, what it stands in."""
    words = _WORD.findall(line)
    if not words:
        return
    yield f"= {_alike(line)}"
    if _has_month(words):
        yield f"day {_WORD.sub(_shape, line)}"
    if line[-1] == _PAIRS.get(line[0]):
        yield f"in {line[0]}"
    if _NUMBERED.match(line):
        yield "numbered"
    elif _ADDRESS.match(line):
        yield "address"
    elif line[-1] not in STOPS:
        if code := _CODE.match(line):
            yield f"begins {code[0]}"
        if len(words) > 2:
            yield f"begins {' '.join(map(str.lower, words[:2]))}"


def _alike(line: str) -> str:
    """A line without its numbers and months."""
    counts = _COUNTED.search(line) or _has_month(_WORD.findall(line))
    return _WORD.sub(_masked, line) if counts else line.lower()


def _has_month(words: Sequence[str]) -> bool:
    return not MONTHS.keys().isdisjoint(map(str.lower, words))


def _masked(word: re.Match[str]) -> str:
    found = word[0]
    if found.isdecimal() or _ROMAN.fullmatch(found):
        return "0"
    return "M" if found.lower() in MONTHS else found.lower()


def _shape(word: re.Match[str]) -> str:
    masked = _masked(word)
    return masked if masked in "0M" else "A" if word[0][0].isupper() else "a"


def short_lines(text: str, spans: Paragraphs) -> dict[int, str]:
    """The paragraphs that are as short as lines at the head of a story."""
    rows = np.flatnonzero(spans.ends - spans.starts <= LONGEST_HEAD_LINE)
    columns = (rows.tolist(), spans.starts[rows].tolist(), spans.ends[rows].tolist())
    return {i: text[start:end] for i, start, end in zip(*columns, strict=True)}


def recurring(text: str, spans: Paragraphs, lines: Mapping[int, str]) -> list[Marks]:
    """For each form of the `lines` that may divide a text, the marks that it makes; first those of diaries, then the
    form that says most, and the commonest."""
    heads = head_lines(lines)
    # Without a short line at the top or at the end, only the same line can stand between stories.
    ends_short = not {0, len(spans) - 1}.isdisjoint(lines)
    by_form: dict[str, list[int]] = {}
    for i, line in lines.items():
        for form in _forms(line) if ends_short else (f"= {line}",):
            by_form.setdefault(form, []).append(i)
    found: dict[tuple[int, ...], float] = {}
    diaries: list[Marks] = []
    for form, rows_of_form in by_form.items():
        if len(rows_of_form) >= FEWEST:
            if form.startswith(("day ", "= ")) and (diary := _diary(text, spans, lines, heads, rows_of_form)):
                diaries.append(diary)
            places, agreement = _starts(rows_of_form, heads, len(spans))
            starts = tuple(places)
            if len(starts) >= FEWEST and _divide(text, spans, lines, starts):
                found[starts] = min(found.get(starts, 1), max(agreement, _agreement(form)))
    kinds = sorted(found.items(), key=lambda kind: (kind[1], -len(kind[0])))[:MOST_FORMS]
    return diaries + [
        Marks("form", tuple(Mark(start, "form") for start in starts), False, agreement=agreement)
        for starts, agreement in kinds
    ]


def alike(text: str, start: int) -> list[int]:
    """Where all short paragraphs start that are like the one at a character, itself among them: the same but for their
    numbers if there are any, else those that begin alike, stand in the same brackets or the like. Empty if it is long
    or like no other."""
    spans = paragraphs(text)
    lines = short_lines(text, spans)
    row = int(np.searchsorted(spans.starts, start, side="right")) - 1
    if row not in lines:
        return []
    forms = {i: set(_forms(line)) for i, line in lines.items()}
    for form in _forms(lines[row]):
        if len(rows := [i for i, own in forms.items() if form in own]) > 1:
            return [int(at) for at in spans.starts[rows]]
    return []


def named(marks: Marks, lines: Mapping[int, str]) -> Marks:
    """The same marks with what the lines below them call the stories, where the marks do not."""
    titles = names(lines, [mark.start for mark in marks.marks])
    return replace(
        marks,
        marks=tuple(
            mark if mark.title else replace(mark, title=title) for mark, title in zip(marks.marks, titles, strict=True)
        ),
    )


def head_lines(lines: Mapping[int, str]) -> frozenset[int]:
    """Those of some lines that may stand at the head of a story: short ones that are no sentences, and days."""
    return frozenset(
        i
        for i, line in lines.items()
        if len(line) <= LONGEST_HEAD_LINE and (line[-1] not in STOPS or _MONTH.search(line.lower()))
    )


def _agreement(form: str) -> float:
    kind, _, rest = form.partition(" ")
    words = _WORD.findall(rest)
    counts = not {"0", "M"}.isdisjoint(words)
    if kind == "day" or (kind == "=" and counts and len(words) >= TELLING_WORDS):
        return TELLING
    return WEAK if (kind == "=" and not counts) or (kind == "begins" and rest.islower()) else USUAL


def _starts(rows: Sequence[int], heads: frozenset[int], count: int) -> tuple[list[int], float]:
    """Where stories start with lines at `rows` at their heads, or at their ends, or between them; and the agreement
    that this needs at least."""
    first, after = rows[0], count - 1 - rows[-1]
    if first <= MOST_HEAD_LINES and heads.issuperset(range(first)):
        return with_tops(rows, heads), 0
    if after <= MOST_HEAD_LINES and heads.issuperset(range(rows[-1] + 1, count)):
        return [0, *(row + 1 + after for row in rows[:-1])], 0
    return [0, *(row + 1 for row in rows if row + 1 < count)], WEAK


def _diary(
    text: str, spans: Paragraphs, lines: Mapping[int, str], heads: frozenset[int], rows: Sequence[int]
) -> Marks | None:
    """The marks of lines that tell days in the order of time, or against it, each above what was written on it; None
    if the days are in no order, begin late or stand below."""
    if not find_date(lines[rows[0]]):
        return None
    days = [day for row in rows if (day := find_date(lines[row]))]
    if len(days) < len(rows) or len({*days}) < FEWEST or days not in (sorted(days), sorted(days, reverse=True)):
        return None
    starts = with_tops(rows, heads)
    late = int(spans.starts[rows[0]]) > LATEST * len(text)
    if late or rows[-1] == len(spans) - 1 or not _divide(text, spans, lines, starts, SHORTEST_ENTRY):
        return None
    marks = (
        Mark(start, DIARY, lines[row].strip("#*_ ") if row == start else "", day)
        for start, row, day in zip(starts, rows, days, strict=True)
    )
    return Marks(DIARY, tuple(marks), False, agreement=0)


def _divide(
    text: str, spans: Paragraphs, lines: Mapping[int, str], starts: Sequence[int], shortest: int = SHORTEST_STORY
) -> bool:
    """Whether what lies between is as long as stories are, and begins where something else has ended."""
    parts = np.diff([*spans.starts[list(starts)].tolist(), len(text)])
    if float(np.median(parts)) < shortest:
        return False
    closed = [start - 1 in lines or text[int(spans.ends[start - 1]) - 1] in _CLOSERS for start in starts if start]
    return sum(closed) >= CLOSED_SHARE * len(closed)


def names(lines: Mapping[int, str], starts: Sequence[int]) -> list[str]:
    """What the lines at the heads of stories call them; "" where none does.

    A name is the first line of a few words that comes once: what comes again, days, bylines and addresses are not."""
    times = Counter(_alike(line) for line in lines.values() if len(line) <= LONGEST_HEAD_LINE)
    return [_name([*_head(lines, start)], times) for start in starts]


def is_number(line: str) -> bool:
    """Whether a line is nothing but a number, Arabic or Roman."""
    number = line.rstrip(".")
    return number.isdecimal() or bool(_ROMAN.fullmatch(number))


def _head(lines: Mapping[int, str], start: int) -> Iterator[str]:
    for i in range(start, start + MOST_HEAD_LINES + 1):
        line = lines.get(i, "")
        if not line or len(line) > LONGEST_HEAD_LINE:
            return
        yield line


def _name(head: Sequence[str], times: Mapping[str, int]) -> str:
    for line in head:
        name = _bare(line)
        words = _WORD.findall(name)
        known = times[_alike(line)] > 1 or _KEY.match(name) or _ADDRESS.match(name) or is_byline(name)
        if len(words) >= FEWEST_WORDS and not known and not any(word.lower() in MONTHS for word in words):
            return f"{head[0].rstrip('.')}. {name}" if line != head[0] and is_number(head[0]) else name
    return head[0].rstrip(",") if head and _CODE.match(head[0]) and len(_WORD.findall(head[0])) > 1 else ""


def _bare(line: str) -> str:
    """A line without what it stands in."""
    return _TAG.sub("", line).strip("[](){}<>*_= ").strip()
