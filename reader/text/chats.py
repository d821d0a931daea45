"""Chats in files (WhatsApp, Telegram, Slack, Discord, IRC): who speaks in them, and on which days, by which they are
divided and called."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import numpy as np

from reader.text.dates import ANY_MONTH, days_of
from reader.text.logs import marks_by_day
from reader.text.marks import Marks
from reader.text.paragraphs import Paragraphs

FEWEST_MESSAGES = 3
"""Messages by which a text is told to be a chat: of two speakers at least, of whom one speaks again."""

LEAST_SHARE = 0.25
"""Of the lines that are not empty, those that begin a message: what is said may stand on lines below."""

LONGEST_MESSAGE = 500
"""Characters of a message, in the median: longer ones are stories below the time at which they came."""

BEGINNING = 2000
"""Characters in which the first message of a chat stands."""

NAMED = 3
"""Speakers that a title names, those who say most first."""

LONGEST_NAME = 28
"""Characters of a speaker in a title."""

_CLOCK = re.compile(r"\d[:.]\d\d")
_B = "[ \u00a0\u202f]"
"""A blank, also one that does not break, as it stands before AM."""

_HALF = rf"(?:[AaPp]\.?{_B}?[Mm]\b\.?|ÖÖ|ÖS|上午|下午|오전|오후)"
_TIME = rf"(?:{_HALF}{_B}?)?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:{_B}?{_HALF})?"
_DAY = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    r"|\d{1,2}\.?[ -][^\W\d_]{3,10}\.?[ -]\d{2,4}|[^\W\d_]{3,10}\.? \d{1,2}(?:,? \d{4})?)"
)
_AND_TIME = rf"(?:(?:at|à|um|в|saat|às|alle){_B})?{_TIME}"
_NAME = r"[^:\n<>=()\[\]{}/]{1,40}"
_NICK = r"[\w\[\]\\^{}|`]\S{0,31}"
_BELOW = r"[ ]*\n(?=[ ]*\S)"
_MESSAGE = re.compile(
    r"^[\u200e\u200f\ufeff]?(?:"
    rf"\[(?:(?P<day1>{_DAY}),?{_B})?{_AND_TIME}\][ ](?P<who1>{_NAME}):[ ]"  # [day, time] name: text
    rf"|(?P<day2>{_DAY}),?{_B}{_AND_TIME}{_B}[-–]{_B}(?P<who2>{_NAME}):[ ]"  # day, time - name: text
    rf"|\[?(?:(?P<day3>{_DAY})[T ])?{_TIME}\]?[ \t]{{1,4}}<[ @+%&~]?(?P<who3>[^>\s]{{1,32}})>[ \t]"  # time <name> text
    rf"|(?P<day4>{_DAY})[T ]{_TIME}\t[@+%&~]?(?P<who4>{_NICK})\t(?=[^\t\n]*\w [^\t\n]*$)"  # the same of WeeChat
    # What is said stands below, in Telegram, Discord, what is saved of it, and Slack:
    rf"|(?P<who5>{_NAME}),[ ]\[(?P<day5>{_DAY}),?{_B}{_AND_TIME}\]:?{_BELOW}"
    rf"|(?P<who6>{_NAME})[ ]—[ ](?:(?P<day6>{_DAY}),?{_B}|\w+{_B})?{_AND_TIME}{_BELOW}"
    rf"|\[(?P<day7>{_DAY}),?{_B}{_AND_TIME}\][ ](?P<who7>{_NAME}){_BELOW}"
    rf"|(?P<who8>[^\W\d_][\w .'’-]{{0,39}}?)(?:[ ]{{1,2}}\[?|\n[ ]*){_TIME}\]?{_BELOW})",
    re.MULTILINE,
)
_WHO = tuple(f"who{number}" for number in range(1, 9))
_WHEN = tuple(f"day{number}" for number in range(1, 8))
_SYSTEM = "\u200e"
"""Stands before what no speaker has written, as WhatsApp exports it."""

_DAY_LINE = re.compile(
    r"^(?:(?:--- (?:Log opened|Day changed)|\*{4} BEGIN LOGGING AT|Session Start:) (?:\w{3} )?(\w{3} \d\d)(?: [\d:]+)?"
    r" (\d{4})|[-—= ]*(?:[^\W\d_]+,? )?"
    rf"(\d{{1,2}}\.? (?:{ANY_MONTH})(?: \d{{4}})?|(?:{ANY_MONTH}) \d{{1,2}}(?:,? \d{{4}})?)"
    r"(?:st|nd|rd|th)?(?: г\.)?[-—= ]*)$",
    re.MULTILINE | re.IGNORECASE,
)
"""By which clients part days: those of IRC in their logs, and others between messages that tell only the time."""

_NO_NAME = re.compile(
    r"(?:\b|_)(?:error|err|info|warn|warning|debug|fatal|trace|notice|critical|severe|published|posted|updated|created"
    r"|modified|edited|date|time|at|опубликовано|обновлено)\b",
    re.IGNORECASE,
)
"""What stands in logs of programs, and beside the times of news, where a chat has a name."""


def is_chat(text: str) -> bool:
    """Whether a text is a chat."""
    if not _CLOCK.search(text, 0, BEGINNING) or not _MESSAGE.search(text, 0, BEGINNING):
        return False
    found = [*_MESSAGE.finditer(text)]
    speakers = Counter(map(_speaker, found))
    lines = sum(1 for line in text.split("\n") if line.strip())
    if not 1 < len(speakers) < len(found) or len(found) < max(FEWEST_MESSAGES, LEAST_SHARE * lines):
        return False
    sizes = [after - before for before, after in pairwise([*(message.start() for message in found), len(text)])]
    return median(sizes) <= LONGEST_MESSAGE and not any(map(_NO_NAME.search, speakers))


def days(text: str, spans: Paragraphs) -> Marks | None:
    """The marks at which the days of a chat begin, whose lines are `spans`; None if it has no two, or is not in their
    order. A line that only tells the day begins it."""
    parted = {_row(spans, line.start()): day for line, day in _day_lines(text, 0, len(text))}
    dated = [(_row(spans, at), day) for at, day in _days(text, 0, len(text))]
    told = [(row - 1 if row - 1 in parted else row, day) for row, day in dated] or [*parted.items()]
    return marks_by_day(spans, told, days_of({day for _, day in told}))


def chat_system(text: str) -> str:
    """Who is named in a chat for what nobody has written; "" if nobody is. It may be one of the speakers."""
    first = _MESSAGE.search(text)
    return _speaker(first) if first and text.startswith(_SYSTEM, first.end()) else ""


def chat_title(text: str, start: int, end: int, system: str = "") -> str:
    """Who speaks in a part of a chat, and its first and last day as they are written there; "" if nobody does."""
    written = (
        speaker
        for message in _MESSAGE.finditer(text, start, end)
        if (speaker := _speaker(message)) != system or not text.startswith(_SYSTEM, message.end())
    )
    speakers = [name for name, _ in Counter(written).most_common()]
    if not speakers:
        return ""
    shown = [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in speakers[:NAMED]]
    left = len(speakers) - len(shown)
    last = f"{left:,} more" if left else shown.pop()
    told = [day for _, day in _days(text, start, end)] or [day for _, day in _day_lines(text, start, end)]
    when = dict.fromkeys((told[0], told[-1])) if told else ()
    return ", ".join(filter(None, (" and ".join(filter(None, (", ".join(shown), last))), " – ".join(when))))


def _days(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where messages begin that tell their day, and the day as it is written."""
    for message in _MESSAGE.finditer(text, start, end):
        if day := next(filter(None, message.group(*_WHEN)), ""):
            yield message.start(), day


def _day_lines(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], str]]:
    for line in _DAY_LINE.finditer(text, start, end):
        yield line, " ".join(filter(None, line.groups()))


def _row(spans: Paragraphs, at: int) -> int:
    """The number of the line that begins at a place, or that comes next."""
    return int(np.searchsorted(spans.ends, at, side="right"))


def _speaker(message: re.Match[str]) -> str:
    name: str = next(filter(None, message.group(*_WHO)))
    return name.strip()
