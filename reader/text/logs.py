"""Logs: texts whose lines are records of a moment, or of an address. They tell no stories, but have days.

Which program wrote a log does not matter: what counts is that most of its lines begin with a moment, or tell one near
their beginning, as access logs and JSON do. Stack traces, which are indented, go with the record above, as do the lines
around them that name the error.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median

import numpy as np

from reader.text.dates import MONTHS, date_of_value, days_of
from reader.text.marks import Mark, Marks
from reader.text.paragraphs import Paragraphs

FEWEST_RECORDS = 5
"""Records by which a text is told to be a log."""

SAMPLE = 200
"""Places, evenly spread, behind which the next line is looked at."""

SPACING = 50
"""Characters from one of them to the next, at least: few lines of a log are shorter."""

GOLDEN = 0.6180339887
"""Of the text from one of them to the next, around its end: multiples of it meet no period of the lines (Weyl 1916)."""

REACH = 1 << 13
"""Characters within which a line ends: longer ones are no records."""

HOPELESS = 20
"""Other lines at first after which no records are looked for."""

SHORTEST_TOLD = 15
"""Characters that a record tells besides its moment: what is only a date or the time stands above a story."""

RECORD_SHARE = 0.6
"""Of the lines that are neither indented nor next to one that is, those that must be records: in 4,356 stories of
newspapers, files of many and 6,296 of 6,297 web pages less than .02 are, in logs of 17 programs .9 and more."""

LONGEST_RECORD = 800
"""Characters of a record, in the median: where each line is longer, it may be a whole story behind its date."""

HEAD = 100
"""Characters of a line within which its moment stands."""

FEWEST_OF_A_DAY = 300
"""Characters of a day, in the median, for each day to be an article: a few lines a day are read on in one piece."""

ASTRAY = 0.01
"""Records that may stand under another day than their own, as some do around midnight. Where more do, as in the logs of
several machines one after the other, days divide nothing."""

_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_MOMENT = re.compile(
    rf"(?P<y1>\d{{4}})[-/.](?P<m1>\d\d)[-/.](?P<d1>\d\d)[T ,_]{{1,2}}\d\d:?\d\d"  # ISO 8601 and the like
    rf"|(?P<d2>\d{{1,2}})[-/ ](?P<m2>{_MONTH})[-/ ](?P<y2>\d{{4}})[: ,]{{1,2}}{_TIME}"  # access logs
    rf"|(?P<m3>{_MONTH})\s{{1,2}}(?P<d3>\d{{1,2}}),?\s(?:(?P<y3>\d{{4}}),?\s)?\d{{1,2}}:\d\d:\d\d"  # syslog, ctime
    r"(?:\.\d+)?(?:\s[A-Z]{3,4})?(?:\s(?P<y4>\d{4})\b)?"
    rf"|(?P<other>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}),?\s{_TIME}"
    rf"|\b[DIWEF](?P<m5>\d\d)(?P<d5>\d\d)\s{_TIME}\.\d"  # glog
    r"|\b(?P<y6>\d\d)(?P<m6>\d\d)(?P<d6>\d\d)\s{1,2}\d{1,2}:?\d\d:?\d\d\b"
    r"|(?<![\w.])(?P<since>1\d{9})(?:\.\d{3,9}\b|\d{3}\b|\b)"  # seconds since 1970
)
_FIGURES = re.compile(r"\d\D\d\d|\d{10}")
"""Stand in every moment, and are sought several times as fast."""
_BEGINS = re.compile(
    rf"[\[(<]?(?:{_TIME}\b(?![.,]?\s?[ap]\.?m)"  # a time of day
    r"|\s*\d+\.\d{3,6}\]"  # seconds since the kernel was started
    r"|\d{1,3}(?:\.\d{1,3}){3}\b)"  # an address
)


def is_log(text: str) -> bool:
    """Whether the lines of a text are records."""
    records: list[int] = []
    others = 0
    seen: set[int] = set()
    for number in range(min(SAMPLE, len(text) // SPACING)):
        start = _next_line(text, int(len(text) * (number * GOLDEN % 1))) if number else 0
        if start in seen or _is_indented(text, start):
            continue
        seen.add(start)
        end = _end(text, start, REACH)
        told = _BEGINS.match(text, start) or _moment(text, start)
        if told and end - start - len(told[0]) >= SHORTEST_TOLD:
            records.append(end - start)
        elif not _is_indented(text, end + 1) and not _is_indented(text, text.rfind("\n", 0, max(start - 1, 0)) + 1):
            others += 1
            if others == HOPELESS and not records:
                return False
    most = max(FEWEST_RECORDS, RECORD_SHARE * (len(records) + others))
    return len(records) >= most and median(records) <= LONGEST_RECORD


def days(text: str, spans: Paragraphs) -> Marks | None:
    """The marks at which the days of a log begin, whose lines are `spans`; None if it has no two, or is not in their
    order.

    Lines that tell no day, such as stack traces, belong to the day above, and those at the top to the first.
    """
    dated: list[tuple[int, str]] = []
    undated = 0
    known: dict[str, str] = {}
    for row, start in enumerate(spans.starts.tolist()):
        if start and _is_indented(text, start - 1):
            continue
        if moment := _moment(text, start):
            title, day = _day(moment)
            known[title] = day
            dated.append((row, title))
        else:
            undated += _BEGINS.match(text, start) is not None
    if undated > len(dated):
        return None
    return marks_by_day(spans, dated, known | days_of(title for title, day in known.items() if not day))


def marks_by_day(spans: Paragraphs, dated: Iterable[tuple[int, str]], known: Mapping[str, str]) -> Marks | None:
    """The marks at which days begin, of the lines at some rows each on its day as it is written there; None if there
    are no two, they are short or not in their order. `known` are days as yyyy-mm-dd, by how they are written."""
    first: dict[str, int] = {}
    starts: list[int] = []
    astray = count = 0
    for row, day in dated:
        count += 1
        number = first.setdefault(day, len(first))
        if number == len(starts):
            starts.append(row if starts else 0)
        astray += number < len(starts) - 1
    if len(starts) < 2 or astray > ASTRAY * count:
        return None
    edges = np.append(spans.starts[starts], spans.ends[-1])
    if float(np.median(np.diff(edges))) < FEWEST_OF_A_DAY:
        return None
    marks = (Mark(row, "day", day, known.get(day, "")) for row, day in zip(starts, first, strict=True))
    return Marks("day", tuple(marks), True)


def _is_indented(text: str, start: int) -> bool:
    return text.startswith((" ", "\t"), start)


def _next_line(text: str, at: int) -> int:
    """Where the next line that is not empty begins; 0 if it is far."""
    start = text.find("\n", at, at + REACH) + 1
    while start and text.startswith("\n", start) and start < at + REACH:
        start += 1
    return start


def _end(text: str, start: int, reach: int) -> int:
    """Where a line ends, or how far it was looked at."""
    newline = text.find("\n", start, start + reach)
    return newline if newline >= 0 else min(start + reach, len(text))


def _moment(text: str, start: int) -> re.Match[str] | None:
    """The first moment that the beginning of a line tells."""
    end = _end(text, start, HEAD)
    return _MOMENT.search(text, start, end) if _FIGURES.search(text, start, end) else None


def _day(moment: re.Match[str]) -> tuple[str, str]:
    """The day of a moment as people write it, and as yyyy-mm-dd, "" if the year is not told or the order in doubt."""
    told = {name: value for name, value in moment.groupdict().items() if value}
    if "other" in told:
        return told["other"], ""
    if "since" in told:
        day = date_of_value(int(told["since"])) or ""
        return day, day
    parts = {name[0]: value for name, value in told.items()}
    month = int(parts["m"]) if parts["m"].isdecimal() else MONTHS[parts["m"].lower()]
    if "y" not in parts:
        return f"{_MONTH.split('|')[month - 1] if 1 <= month <= 12 else month} {int(parts['d'])}", ""
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    try:
        day = date(year, month, int(parts["d"])).isoformat()
    except ValueError:
        return f"{year}-{month:02}-{parts['d']}", ""
    return day, day
