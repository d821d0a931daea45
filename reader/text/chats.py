"""Chats in files (WhatsApp, IRC, Slack): who speaks in them, and on which days, which is what they are called."""

import re
from collections import Counter

FEWEST_MESSAGES = 3
"""Messages by which a text is told to be a chat: of two speakers at least, of whom one speaks again."""

LEAST_SHARE = 0.25
"""Of the lines that are not empty, those that begin a message: what is said may stand on lines below."""

BEGINNING = 2000
"""Characters in which the first message of a chat stands."""

NAMED = 3
"""Speakers that a title names, those who say most first."""

LONGEST_NAME = 28
"""Characters of a speaker in a title."""

_CLOCK = re.compile(r"\d[:.]\d\d")
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u00a0\u202f]?[AaPp]\.?[ ]?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_NAME = r"[^:\n<>=()\[\]{}/]{1,40}"
_MESSAGE = re.compile(
    rf"^[\u200e\ufeff]?(?:\[(?:(?P<day1>{_DAY}),?[ ])?{_TIME}\][ ](?P<who1>{_NAME}):[ ]"  # [day, time] name: text
    rf"|(?P<day2>{_DAY}),?[ ]{_TIME}[ ][-–][ ](?P<who2>{_NAME}):[ ]"  # day, time - name: text
    rf"|\[?(?:(?P<day3>{_DAY})[T ])?{_TIME}\]?[ \t]{{1,4}}<[ @+%&~]?(?P<who3>[^>\s]{{1,32}})>[ ]"  # time <name> text
    rf"|(?P<who4>[^\W\d_][\w .'’-]{{0,39}}?)[ ]{{1,2}}\[?{_TIME}\]?[ ]*\n(?=\S))",  # name time, and the text below
    re.MULTILINE,
)
_DAY_LINE = re.compile(r"^--- (?:Log opened|Day changed) \w{3} (\w{3} \d\d)(?: [\d:]+)? (\d{4})$", re.MULTILINE)
"""By which IRC clients part days."""

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
    speakers = Counter(map(_speaker, _MESSAGE.finditer(text)))
    messages = speakers.total()
    lines = sum(1 for line in text.split("\n") if line.strip())
    is_of_people = 1 < len(speakers) < messages and not any(map(_NO_NAME.search, speakers))
    return is_of_people and messages >= max(FEWEST_MESSAGES, LEAST_SHARE * lines)


def chat_title(text: str, start: int, end: int) -> str:
    """Who speaks in a part of a chat, and its first and last day as they are written there; "" if nobody does."""
    messages = [*_MESSAGE.finditer(text, start, end)]
    speakers = [name for name, _ in Counter(map(_speaker, messages)).most_common()]
    if not speakers:
        return ""
    shown = [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in speakers[:NAMED]]
    left = len(speakers) - len(shown)
    last = f"{left:,} more" if left else shown.pop()
    days = [day for message in messages if (day := message["day1"] or message["day2"] or message["day3"])]
    days = days or [" ".join(day.groups()) for day in _DAY_LINE.finditer(text, start, end)]
    when = dict.fromkeys((days[0], days[-1])) if days else ()
    return ", ".join(filter(None, (" and ".join(filter(None, (", ".join(shown), last))), " – ".join(when))))


def _speaker(message: re.Match[str]) -> str:
    return (message["who1"] or message["who2"] or message["who3"] or message["who4"]).strip()
