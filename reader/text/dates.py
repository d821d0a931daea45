"""Dates as newspapers write them, and as data hold them."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime

_ENGLISH = "january february march april may june july august september october november december"
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
MONTHS = {name: number for names in (_ENGLISH, _RUSSIAN) for number, name in enumerate(names.split(), 1)}
MONTHS |= {name[:3]: number for number, name in enumerate(_ENGLISH.split(), 1)} | {"sept": 9}
"""The number of each month by its name in small letters."""

_OTHER_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mär apr mai jun jul aug sep okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil aoû sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago set oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen febbr mar apr mag giu lug ago setiembre ott nov dic",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "январь февр март апрель май июнь июль август сент октябрь нояб декабрь",
)
"""Months in German, French, Spanish and Italian, and short or as they are named in Russian: in whole dates only, for
some are other words as well."""

_NUMBER_OF_MONTH = {name: number for names in _OTHER_MONTHS for number, name in enumerate(names.split(), 1)} | MONTHS

_BLANK = r"\s{1,2}"
"""Between the parts of a date: also a no-break space, alone or beside a space (`&nbsp; `), and what aligns columns."""

_ENGLISH_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
MONTH = rf"(?:{_ENGLISH_MONTH}|{'|'.join(_RUSSIAN.split())})"
"""A month's name in a pattern that ignores case."""

_WEEKDAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?{_BLANK}"
    rf"|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье),?{_BLANK})?"
)
_TIME = (
    rf"(?:,?{_BLANK}(?:at{_BLANK}|в{_BLANK})?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?"
    rf"(?:\s{{0,2}}[ap]\.?m\.?)?(?:{_BLANK}\(?[a-z]{{2,5}}\)?)?)?"
)
_DAY_FIRST = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:{_BLANK}of)?{_BLANK}{MONTH},?{_BLANK}\d{{4}}(?:\s{{0,2}}г(?:ода|\.)?)?"
_MONTH_FIRST = rf"{_ENGLISH_MONTH}{_BLANK}\d{{1,2}}(?:st|nd|rd|th)?,?{_BLANK}\d{{4}}"
_NUMBERS = r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}"

DATE = rf"(?:{_WEEKDAY}(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_NUMBERS}){_TIME})"
"""A whole date with its weekday and time, in a pattern that ignores case."""

ANY_MONTH = "|".join(sorted(_NUMBER_OF_MONTH, key=len, reverse=True))
"""The name of a month, whole or short, in a pattern that ignores case: of whole dates only."""

_FIND = re.compile(
    rf"(?<!\w)(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|[.°ºª])?(?:{_BLANK}(?:of|de))?{_BLANK}(?P<m1>(?:{ANY_MONTH})\b\.?)"
    rf",?(?:{_BLANK}del?)?{_BLANK}(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_ENGLISH_MONTH}){_BLANK}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?{_BLANK}(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4}))(?!\d)",
    re.IGNORECASE,
)

YEAR = re.compile(r"\d{4}")
"""Stands in every date, and is sought ten times as fast."""

_ISO = re.compile(r"\s*(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
"""A date from the year down (ISO 8601), also with strokes or dots."""

_IN_NAME = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)([-_]?)(\d\d)\2(\d\d)(?!\d)")
"""A day in a name, since there are newspapers: 1844-03-12, 1844_03_12 or 18440312."""

_CTIME = re.compile(
    r"\s*(?:[a-z]{3},?\s)?(?P<m>[a-z]{3})\s{1,2}(?P<d>\d{1,2})\s\d{1,2}:\d\d(?::\d\d)?\s(?:\S{1,6}\s)?(?P<y>\d{4})\s*\Z",
    re.IGNORECASE,
)
"""A moment as `ctime` of C writes it, also with its zone, as in data of Twitter."""

_THREE_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
"""A day and a month in either order, and the year."""

SINCE_1970 = (631_152_000, 4_102_444_800)
"""Seconds from 1990 up to 2100: what counts less is not likely to be a moment, but a year, an age or a number."""


def find_date(text: str) -> str | None:
    """The first whole date in a text, as yyyy-mm-dd; numbers with dots are read day first."""
    if not YEAR.search(text):
        return None
    for match in _FIND.finditer(text):
        for form in "1234":
            if day := match[f"d{form}"]:
                try:
                    return date(int(match[f"y{form}"]), _month(match[f"m{form}"]), int(day)).isoformat()
                except ValueError:
                    break
    return None


def date_in_name(name: str) -> str:
    """The day that the name of a file gives, as yyyy-mm-dd: of a member of an archive its own before that of the
    archive; "" if there is none, or if two differ, for then it tells a time or something else."""
    for part in reversed(name.split("/")):
        days = set()
        for year, _, *others in _IN_NAME.findall(part):
            with suppress(ValueError):
                days.add(date(int(year), *map(int, others)).isoformat())
        if days:
            return days.pop() if len(days) == 1 else ""
    return ""


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _NUMBER_OF_MONTH.get(name.lower().rstrip("."), 0)


def date_of_value(value: object) -> str | None:
    """The day that a value in data stands for, as yyyy-mm-dd: ISO 8601, RFC 5322, a date as newspapers or `ctime` write
    it, or seconds, milliseconds, microseconds or nanoseconds since 1970, then in UTC. None for any other."""
    if isinstance(value, str):
        if iso := _ISO.match(value):
            year, _, month, day, *short = iso.groups()
            try:
                return date(int(year), *map(int, (month, day) if month else short)).isoformat()
            except ValueError:
                pass
        if found := find_date(value) or _day_of_ctime(value):
            return found
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    low, high = SINCE_1970
    for unit in (1, 1_000, 1_000_000, 1_000_000_000):
        if low * unit <= value < high * unit:
            return datetime.fromtimestamp(value / unit, UTC).date().isoformat()
    return None


def _day_of_ctime(value: str) -> str | None:
    found = _CTIME.match(value)
    try:
        return date(int(found["y"]), _month(found["m"]), int(found["d"])).isoformat() if found else None
    except ValueError:
        return None


def days_of(written: Iterable[str]) -> dict[str, str]:
    """Days as one text writes them, each as yyyy-mm-dd, "" where it is in doubt.

    Numbers with dots are read day first, others as those of the text allow of which one is more than twelve.
    """
    days = {each: _THREE_NUMBERS.fullmatch(each) for each in written}
    numbers = [(int(found[1]), int(found[3])) for found in days.values() if found and found[2] != "."]
    is_day_first = any(first > 12 for first, _ in numbers)
    is_known = is_day_first != any(second > 12 for _, second in numbers)

    def day_of(each: str, found: re.Match[str] | None) -> str:
        if not found:
            return date_of_value(each) or ""
        if not is_known and found[2] != ".":
            return ""
        day, month = (1, 3) if is_day_first or found[2] == "." else (3, 1)
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        try:
            return date(year, int(found[month]), int(found[day])).isoformat()
        except ValueError:
            return ""

    return {each: day_of(each, found) for each, found in days.items()}
