"""Chats are called by those who speak in them, and by their days."""

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
MANY = "".join(f"[10:1{at % 6}] Speaker {at % 6}: what was said here, number {at}\n" for at in range(13))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (ANDROID, "Anna Berg, Bo and Carla, 12/31/23 – 1/1/24"),
        (IPHONE, "Anna Berg and Bo, 31.12.23"),
        (IRC, "anna and bo, Jan 05 2024 – Jan 06 2024"),
        (BOT, "anna and bo, 2024-01-05 – 2024-01-06"),
        (SLACK, "Anna Berg and Bo Lund"),
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
