"""What a page says about a story beside telling it: its headline, its day and where it comes from."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.text.dates import DATE, YEAR, find_date


class Story(NamedTuple):
    """Where a file itself says that a story starts, in characters of its text, and what it calls it."""

    start: int
    title: str
    date: str = ""
    """Its day as yyyy-mm-dd, if the file gives it."""
    is_sure: bool = True
    """Whether what stands there can be nothing but the beginning of a story; else the text must read like one."""


LONGEST_SOURCE = 60
"""Characters of the longest name of a newspaper; what is longer is a sentence."""

DATELINE = 90
"""Characters at the start of a lead in which a dateline with its date and agency stands."""

_WORD = r"[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w.'’-]*"
_PLACE = rf"(?:{_WORD},?\s){{0,5}}{_WORD}"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?:\s?\([^\n()]{{2,20}}\))?\s?[,:|—–-]?\s?(?i:{DATE})|(?i:{DATE})\s?[,:|—–-]\s?{_PLACE})\s*[.:—–-]*$"
)
"""Nothing but a place, each word with a capital, and a day."""

_SMALL = r"(?:and|for|of|the|in|de|da|di|van|von|и|из)"
_BYLINE = re.compile(rf"\s*(?i:by|автор:?|от)\s+{_WORD}(?:,?\s(?:{_SMALL}\s)*{_WORD}){{0,7}}\s*$")
"""Whose text it is, each name with a capital, and perhaps for whom or where."""

_HEADER = re.compile(r"\s*(?:title|headline|subject|заголовок|название|тема)\s*:\s*(\S[^\n]*)", re.IGNORECASE)
_NAME = re.compile(r"Name:\s*(\S[^\n]*)")
_PACKAGE = re.compile(r"Metadata-Version:\s")
"""How what is known of a Python package begins (core metadata 2.x)."""
_KEY = re.compile(r"\s*[\w-]{2,20}\s*:\s")
_SOURCE = re.compile(
    r"\s*(?:sources?|via|publication|источники?|издание)\s*:\s*(?:https?://(?:www\.)?)?([^\n/]{2,60})", re.IGNORECASE
)
_OWNER = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright)\s*(?:\(c\)|©)?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*(?:by\s|the\s)?([^\n.,|(]{2,60})",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\((Reuters|AP|AFP|CNN|UPI|TASS|Bloomberg|Xinhua|Interfax|ТАСС|Интерфакс|РИА Новости)\)")
_STAMP_DATE = re.compile(
    r"\s*(?:day|date|published|posted|first published|last updated|updated|modified|дата|опубликовано|обновлено)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"\s*(?:first |originally )?(?:published|posted|date)\b|\s*(?:опубликовано|дата|размещено)\b", re.IGNORECASE
)
_HANDLE = re.compile(r"[—–-]\s?([^\n—–]{1,80}?)\s*\(@\w{1,20}\)")


def header_title(lines: Iterable[str]) -> str:
    """The `Title:` of a block of `Key: value` lines at the top of a story, also of front matter, or the `Name:` of that
    of a package; empty without one."""
    wanted = _HEADER
    for number, line in enumerate(lines):
        if number == 0 and _PACKAGE.match(line):
            wanted = _NAME
        if found := wanted.match(line):
            return found[1].strip().strip("\"'")
        if not _KEY.match(line) and (number or line != "---"):
            break
    return ""


def story_source(lead: str, beside: Iterable[str]) -> str | None:
    """Where a story comes from: by its `Source:` line, its dateline's agency or its copyright."""
    around = list(beside)
    for pattern, lines in (
        (_SOURCE, around),
        (_AGENCY, [lead[:DATELINE], *filter(is_dateline, around)]),
        (_OWNER, around),
    ):
        for line in lines:
            found = pattern.match(line) if pattern is _SOURCE else pattern.search(line)
            if found and len(found[1].strip()) <= LONGEST_SOURCE:
                return found[1].strip(" .;")
    return None


def story_date(lead: str, beside: Iterable[str]) -> str | None:
    """The day of a story: of the line beside it that gives a date, or of its dateline."""
    for line in beside:
        if (_STAMP_DATE.match(line) or len(line) <= DATELINE) and (day := find_date(line)):
            return day
    return find_date(lead[:DATELINE])


def is_dateline(line: str) -> bool:
    """Whether a line is only a dateline, which stands above a lead instead of opening it."""
    return len(line) <= DATELINE and bool(YEAR.search(line) and _DATELINE.match(line))


def is_byline(line: str) -> bool:
    """Whether a line is only a byline, which stands above a story."""
    return bool(_BYLINE.match(line))


def heads_a_story(line: str) -> bool:
    """Whether a line of dates stands above the story that it dates (`Published on …`), not below (`Last updated …`)."""
    return bool(_HEADS.match(line))


def post_source(lines: Iterable[str]) -> str | None:
    """Who signed a post."""
    for line in lines:
        if found := _HANDLE.search(line):
            return found[1].strip()
    return None
