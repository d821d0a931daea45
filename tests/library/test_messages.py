"""A chat in records is one document, which is divided as a chat in a text is."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reader.library.documents import Document
from reader.library.messages import chat
from reader.library.records import json_records
from reader.library.skipping import Skipped
from reader.text.articles import articles
from reader.text.decoding import decode

BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)
SAID = [
    (
        BEGIN + timedelta(hours=7 * number),
        ("Anna Berg", "Bo")[number % 2],
        f"The ferry is late by {number} hours.\nAgain!" * 3,
    )
    for number in range(9)
]


def slack() -> list[dict[str, Any]]:
    return [{"type": "message", "user": who, "ts": f"{at.timestamp():.6f}", "text": text} for at, who, text in SAID]


def telegram() -> dict[str, Any]:
    joined = {"id": 0, "type": "service", "date": f"{BEGIN:%FT%T}", "actor": "Bo", "action": "join"}
    messages = [
        {
            "id": n,
            "type": "message",
            "date": f"{at:%FT%T}",
            "from": who,
            "text": [text[:9], {"type": "bold", "text": text[9:]}],
        }
        for n, (at, who, text) in enumerate(SAID, 1)
    ]
    return {"name": "Ferries", "type": "private_chat", "id": 7, "messages": [joined, *messages]}


def discord() -> dict[str, Any]:
    messages = [
        {"id": str(n), "timestamp": at.isoformat(), "content": text, "author": {"id": "9", "name": who, "isBot": False}}
        for n, (at, who, text) in enumerate(SAID)
    ]
    return {"channel": {"id": "5"}, "messages": messages}


def facebook() -> dict[str, Any]:
    messages = [
        {"sender_name": who, "timestamp_ms": int(at.timestamp() * 1000), "content": text} for at, who, text in SAID
    ]
    return {"participants": [{"name": "Anna Berg"}, {"name": "Bo"}], "messages": messages[::-1]}


@pytest.mark.parametrize("kept", [slack, telegram, discord, facebook])
def test_messages_are_one_document_divided_by_days(kept: Any) -> None:
    items = [*json_records("chat.json", decode(json.dumps(kept()).encode()), None)]
    (document,) = (item for item in items if isinstance(item, Document))
    assert len([item for item in items if isinstance(item, Skipped)]) == (kept is telegram)
    text = document.clean.text
    assert text == "".join(f"[{at:%Y-%m-%d, %H:%M:%S}] {who}: {said}\n" for at, who, said in SAID)
    found = articles(text)
    assert [article.date for article in found] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert found[0].title == "Anna Berg and Bo, 2026-03-01"


def test_one_speaker_is_enough_where_records_say_so() -> None:
    text, others = chat([{"user": "U1", "ts": f"17700000{n:02}.0", "text": "The ferry is late."} for n in range(9)])
    assert text.startswith("[2026-02-02, 02:40:00] U1: The ferry is late.\n") and not others


@pytest.mark.parametrize(
    "change",
    [
        lambda n: {"title": f"The ferry is late by {n} hours"},
        lambda n: {"to": "anna@example.org"},
        lambda n: {"text": "The ferry was late again. " * 40},
        lambda n: {"ts": f"17700{n * 7 % 9}0000.0"},
        lambda n: {"ts": "2026-03-01"},
        lambda n: {"user": f"U{n}"},
        lambda n: {"user": None},
    ],
)
def test_other_records_are_documents_each(change: Any) -> None:
    records = [record | change(n) for n, record in enumerate(slack())]
    assert chat(records) == ("", frozenset())
    items = [*json_records("news.json", decode(json.dumps(records).encode()), None)]
    assert [item.name for item in items if isinstance(item, Document)] == [f"news.json#{n}" for n in range(1, 10)]


def test_a_field_that_was_chosen_is_read_alone() -> None:
    items = [*json_records("chat.json", decode(json.dumps(slack()).encode()), "text")]
    assert [item.clean.text for item in items if isinstance(item, Document)] == [text for _, _, text in SAID]
