"""Chats that are kept as records (Slack, Telegram, Discord, Facebook and the like), told as a chat in a text is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from reader.library.fields import is_title
from reader.text.chats import FEWEST_MESSAGES, LONGEST_MESSAGE

LEAST_SHARE = 0.8
"""Of the records in a list, those that are messages, for it to be a chat: others tell who came and who left."""

ASTRAY = 0.01
"""Messages that may stand out of the order of time, as where one was sent again."""

_TIMES = ("ts", "timestamp_ms", "timestamp", "datetime", "time", "date")
_SENDERS = ("user_profile", "sender_name", "sender", "from", "user", "username", "nick", "author")
_NAMES = ("real_name", "display_name", "nickname", "name", "username", "first_name", "id")
_TEXTS = ("text", "content", "message", "body", "msg")
"""Fields in which clients and their exports keep the parts of a message, the one that tells most first."""

_OF_MAIL = frozenset(("to", "cc", "recipients"))

_NO_NAME = re.compile(r"[:\n<>=()\[\]{}/\s]+")
LONGEST_NAME = 40
"""Characters of a name, and what does not stand in one, where `text.chats` looks for it."""

MILLISECONDS = 1e11
"""From here on seconds since 1970 would be after the year 5000."""


class Message(NamedTuple):
    """One message of a chat."""

    at: datetime
    who: str
    text: str

    def told(self) -> str:
        """As WhatsApp writes it into a text."""
        return f"[{self.at:%Y-%m-%d, %H:%M:%S}] {self.who}: {self.text}\n"


def chat(records: Sequence[Any]) -> tuple[str, frozenset[int]]:
    """The text of a chat that some records are, and which of them are no messages of it; "" if they are no chat.

    They are one if nearly all have a time, in order, a sender and a short text, and somebody speaks again.
    """
    found = {at: message for at, record in enumerate(records) if (message := _message(record))}
    if len(found) < max(FEWEST_MESSAGES, LEAST_SHARE * len(records)):
        return "", frozenset()
    messages = [*found.values()]
    speakers = Counter(message.who for message in messages)
    back = sum(after.at < before.at for before, after in pairwise(messages))
    forth = sum(after.at > before.at for before, after in pairwise(messages))
    is_in_order = min(back, forth) <= ASTRAY * len(messages)
    if (
        not is_in_order
        or len(speakers) == len(messages)
        or median(len(each.text) for each in messages) > LONGEST_MESSAGE
    ):
        return "", frozenset()
    text = "".join(message.told() for message in (messages if forth >= back else reversed(messages)))
    return text, frozenset(range(len(records))) - found.keys()


def _message(record: Any) -> Message | None:
    """The message that a record is, if it is one."""
    if not isinstance(record, Mapping) or any(map(is_title, record)) or not _OF_MAIL.isdisjoint(record):
        return None
    at = next(filter(None, (_moment(record.get(name)) for name in _TIMES)), None)
    who = next(filter(None, (_name(record.get(name)) for name in _SENDERS)), "")
    text = next(filter(None, ("".join(_pieces(record.get(name))).strip() for name in _TEXTS)), "")
    return Message(at, who, text) if at and who and text else None


def _moment(value: Any) -> datetime | None:
    """A moment in ISO 8601, or in seconds or milliseconds since 1970, then in UTC."""
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(value, str) and not value.replace(".", "", 1).isdecimal():
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=None) if len(value) > len("2024-01-05") else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and float(value) > 0:
            seconds = float(value) / (1000 if float(value) >= MILLISECONDS else 1)
            return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return None


def _name(value: Any) -> str:
    if isinstance(value, Mapping):
        return next(filter(None, (_name(value.get(name)) for name in _NAMES)), "")
    return _NO_NAME.sub(" ", value).strip()[:LONGEST_NAME].strip() if isinstance(value, str) else ""


def _pieces(value: Any) -> Iterator[str]:
    """The parts of a text in which links and the like are objects of their own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _pieces(value.get("text"))
    elif isinstance(value, list):
        for each in value:
            yield from _pieces(each)
