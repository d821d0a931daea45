"""Chats are called by those who speak in them, and by their days."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from reader.text.articles import Kind, articles
from reader.text.chats import is_chat

ANDROID = """12/31/23, 10:15 PM - Messages are end-to-end encrypted. No one outside of this chat can read them.
12/31/23, 10:16 PM - Anna Berg: Happy new year everybody! Where are you all tonight?
12/31/23, 10:17 PM - Bo: At the harbour, watching the fireworks with the kids.
1/1/24, 12:02 AM - Anna Berg: <Media omitted>
1/1/24, 12:05 AM - Carla: Happy new year! We are still on the ferry,
it is late again as always.
"""
IPHONE = """[31.12.23, 22:15:03] Anna Berg: Frohes neues Jahr! Wo seid ihr heute Abend alle?
[31.12.23, 22:16:10] Bo: Am Hafen, mit den Kindern beim Feuerwerk.
\u200e[31.12.23, 23:02:44] Anna Berg: \u200eBild weggelassen
"""
IRC = """--- Log opened Fri Jan 05 10:00:00 2024
10:15 -!- anna [~anna@host] has joined #harbour
10:15 < anna> hello, is the ferry running today?
10:16 <@bo> no, the engine failed again this morning
--- Day changed Sat Jan 06 2024
10:17 < anna> oh well, then i take the bus to the bridge
"""
BOT = """[2024-01-05 10:15:00] <anna> hello, is the ferry running today?
[2024-01-05 10:16:10] <bo> no, the engine failed again this morning
[2024-01-06 08:16:10] <anna> and today? any news of the engine?
"""
SLACK = """Anna Berg  10:15 AM
hello, is the ferry running today?
Bo Lund  10:16 AM
no, the engine failed again this morning
Anna Berg  10:20 AM
oh well, then I take the bus to the bridge
"""
WEECHAT = """2024-01-05 10:15:00\t-->\tanna (~anna@host) has joined #harbour
2024-01-05 10:15:20\tanna\thello, is the ferry running today?
2024-01-05 10:16:10\t@bo\tno, the engine failed again this morning
2024-01-06 08:16:10\tanna\tand today? any news of the engine?
"""
TURKISH = """[11.03.2024 ÖÖ 8:00:02] Aile: \u200eMesajlar ve aramalar uçtan uca şifrelidir.
[11.03.2024 ÖÖ 8:05:43] Ağabey: Feribot bu sabah yine geç kaldı.
\u200e[11.03.2024 ÖS 1:05:43] Şule Çınar: \u200egörüntü dahil edilmedi
[12.03.2024 ÖS 1:07:43] Ağabey: Kimse nedenini bilmiyordu,
ne yapalım?
"""
AMERICAN = """[3/11/24, 8:05:43\u202fAM] Anna: The ferry was late again.
[3/11/24, 8:06:43\u202fAM] +44 7700 900123: Nobody knew why.
[3/12/24, 1:05:43\u202fPM] Anna: So it was today.
"""
TELEGRAM = """Иван, [11.03.2024 08:22]
Паром сегодня снова опоздал.

Мама ❤️, [11.03.2024 08:24]
Никто не знал почему.

Иван, [12.03.2024 09:01]
И сегодня.
"""
DISCORD = """anna — 11/03/2024 8:24 AM
The ferry was late again.
bo_1 — 11/03/2024 8:25 AM
Nobody knew why.
anna — Yesterday at 9:01 AM
So it was today.
"""
SAVED = """[11/03/2024 8:24 AM] anna
The ferry was late again.

[11/03/2024 8:25 AM] bo_1
Nobody knew why.

[13/03/2024 8:25 AM] anna
So it was today.
"""
OF_DAYS = """Monday, March 11th
Anna Berg
  8:24 AM
The ferry was late again.
Bo
  8:25 AM
Nobody knew why.
Tuesday, March 12th
Anna Berg
  8:25 AM
So it was today.
"""
MANY = "".join(f"[10:1{at % 6}] Speaker {at % 6}: what was said here, number {at}\n" for at in range(13))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (ANDROID, "Anna Berg, Bo and Carla, 12/31/23 – 1/1/24"),
        (IPHONE, "Anna Berg and Bo, 31.12.23"),
        (IRC, "anna and bo, Jan 05 2024 – Jan 06 2024"),
        (BOT, "anna and bo, 2024-01-05 – 2024-01-06"),
        (SLACK, "Anna Berg and Bo Lund"),
        (WEECHAT, "anna and bo, 2024-01-05 – 2024-01-06"),
        (TURKISH, "Ağabey and Şule Çınar, 11.03.2024 – 12.03.2024"),
        (AMERICAN, "Anna and +44 7700 900123, 3/11/24 – 3/12/24"),
        (TELEGRAM, "Иван and Мама ❤️, 11.03.2024 – 12.03.2024"),
        (DISCORD, "anna and bo_1, 11/03/2024"),
        (SAVED, "anna and bo_1, 11/03/2024 – 13/03/2024"),
        (OF_DAYS, "Anna Berg and Bo, March 11 – March 12"),
        (MANY, "Speaker 0, Speaker 1, Speaker 2 and 3 more"),
    ],
)
def test_a_chat_is_called_by_its_speakers_and_days(text: str, title: str) -> None:
    assert [article.title for article in articles(text) if article.kind is Kind.ARTICLE] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "Breakfast 8:00\nOpening 9:00\nLunch 12:00\nDinner 18:30\n",
        "[2024-01-05 10:15:00] ERROR: no lamp\n[2024-01-05 10:16:00] INFO: a lamp\n" * 5,
        "[2024-01-05 10:15:00] app.ERROR: no lamp\n[2024-01-05 10:16:00] app.INFO: a lamp\n" * 5,
        "Published 10:15\nIt rained.\nUpdated 11:20\nIt snowed.\n" * 3,
        "At 10:15 the ferry left: it was late.\nThe next one left at 11:20.\n",
        "",
    ],
)
def test_what_only_tells_times_is_none(text: str) -> None:
    assert not is_chat(text)


def of_days(message: Callable[[datetime, str], str], day_line: str = "") -> str:
    """A chat of three days, each of enough messages to be an article."""
    lines: list[str] = []
    for day in range(3):
        begin = datetime(2024, 3, 12 + day, 8, 5, 1, tzinfo=UTC)
        lines += [format(begin, day_line)] if day_line else []
        lines += [message(begin + timedelta(minutes=7 * at), "AB"[at % 2]) for at in range(30)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (of_days(lambda at, who: f"[{at:%d/%m/%Y, %H:%M:%S}] {who}: The ferry\nwas late.\n\nSo be it."), True),
        (of_days(lambda at, who: f"{at:%d.%m.%y, %H:%M} - {who}: Die Fähre\nwar zu spät."), True),
        (of_days(lambda at, who: f"[{at:%d.%m.%Y} ÖÖ {at:%H:%M:%S}] {who}: Feribot geç kaldı."), True),
        (of_days(lambda at, who: f"{who} name, [{at:%d.%m.%Y %H:%M}]\nПаром опоздал.\n"), True),
        (of_days(lambda at, who: f"{at:%H:%M} <{who}> the ferry is late", "--- Day changed %a %b %d %Y"), True),
        (of_days(lambda at, who: f"{who}nna  {at:%H:%M}\nthe ferry is late", "%A, %B %d, %Y"), True),
        (of_days(lambda at, who: f"[{at:%m/%d/%y, %I:%M:%S\u202f%p}] {who}: The ferry was late."), True),
        (of_days(lambda at, who: f"{at:%H:%M} <{who}> the ferry is late"), False),
    ],
)
def test_a_chat_is_divided_by_its_days_and_never_else(text: str, days: bool) -> None:
    found = articles(text)
    dates = [f"2024-03-{day}" for day in (12, 13, 14)]
    assert [article.date for article in found] == (dates if days else [None])


def test_a_line_of_the_day_begins_it() -> None:
    text = of_days(lambda at, who: f"{at:%b %d %H:%M:%S} <{who}> the ferry is late", "**** BEGIN LOGGING AT %c")
    assert all(text.startswith("**** BEGIN", article.start) for article in articles(text))
    assert len(articles(text)) == 3


def test_stories_below_the_time_at_which_they_came_are_no_chat() -> None:
    assert not is_chat("Reuters 10:15\nIt rained. {0}\nAnsa 11:15\nIt snowed. {0}\n".format("And so it was. " * 50) * 4)
