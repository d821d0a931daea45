"""Files of records: whatever is to be read in one is found on the pages."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.documents import Document
from reader.library.records import json_lines, json_records
from reader.library.skipping import Skipped
from reader.library.tables import rows
from reader.text.decoding import Decoded, decode

RAIN = "It rained for so long that the harbour and the market beside it stood under water for days, they said."
LAMP = "The keeper of the lighthouse climbed the stairs each evening and lit the lamp, as his father had done before."


def whole(text: str) -> Decoded:
    return Decoded(text, "utf-8", 1.0, 0)


def read(value: Any, text_field: str | None = None) -> list[tuple[str, str, str]]:
    """The name, the title and the text of what a JSON file holds."""
    found = [*json_records("a.json", whole(json.dumps(value, indent=1)), text_field)]
    assert not any(isinstance(item, Skipped) for item in found)
    return [(item.name, item.title, item.source) for item in found if isinstance(item, Document)]


def line(value: Any) -> str:
    """The text of a line of JSON."""
    ((found,),) = (json_lines("a.jsonl", [json.dumps(value).encode()], None) for _ in range(1))
    assert isinstance(found, Document)
    return found.source


def test_an_object_of_texts_is_several_called_by_their_keys() -> None:
    assert read({"key 0": RAIN, "key 1": LAMP, "key 2": "Fog"}) == [
        ("a.json#1", "key 0", RAIN),
        ("a.json#2", "key 1", LAMP),
        ("a.json#3", "key 2", "Fog"),
    ]
    assert read({"one": {"text": "It rained."}, "two": {"title": "Snow", "text": "It snowed."}}) == [
        ("a.json#1", "one", "It rained."),
        ("a.json#2", "Snow", "It snowed."),
    ]
    assert read({"one": [RAIN, "Fog"], "two": ["It snowed."]}) == [
        ("a.json#1", "one", f"{RAIN}\nFog"),
        ("a.json#2", "two", "It snowed."),
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda records: {"articles": records},
        lambda records: {"status": "ok", "data": {"total": 2, "articles": records}},
        lambda records: {"response": {"data": {"content": records}}, "took": 0.1},
        lambda records: {"text": "", "records": records},
        lambda records: {"train": records[:1], "test": records[1:]},
        lambda records: {"tags": [{"id": 1}], "hits": {"hits": [{"_source": record} for record in records]}},
        lambda records: {"query": {"pages": {str(at): record for at, record in enumerate(records)}}},
        lambda records: {"data": {"first": records[0], "second": records[1]}},
    ],
)
def test_records_are_found_in_whatever_holds_them(wrap: Any) -> None:
    assert read(wrap([{"title": "A", "text": RAIN}, {"title": "B", "text": LAMP}])) == [
        ("a.json#1", "A", RAIN),
        ("a.json#2", "B", LAMP),
    ]


def test_what_stands_beside_records_is_one() -> None:
    feed = {"title": "The Gazette", "description": "News of the harbour.", "items": [{"title": "A", "body": RAIN}]}
    assert read(feed) == [("a.json#1", "The Gazette", "News of the harbour."), ("a.json#2", "A", RAIN)]
    counted = {"summary": ["News of the harbour.", 3], "items": [{"title": "A", "body": RAIN}]}
    assert read(counted) == [("a.json#1", "", "News of the harbour.\n3"), ("a.json#2", "A", RAIN)]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (
            {"title": "T", "summary": "Short.", "text": RAIN, "author": "Somebody", "url": "https://a.example"},
            f"Short.\n{RAIN}",
        ),
        ({"text": "It rained.", "notes": LAMP}, f"It rained.\n{LAMP}"),
        ({"question": "Who lit the lamp?", "answer": "His father"}, "Who lit the lamp?\nHis father"),
        ({"paragraphs": [{"text": RAIN}, {"text": "Fog"}]}, f"{RAIN}\nFog"),
        ({"title": "T", "text": RAIN, "comments": [{"by": "A", "text": "Indeed"}]}, f"{RAIN}\nIndeed"),
        ({"text": RAIN, "parts": [{"title": "Lamp", "text": LAMP}, {"title": "no text"}]}, f"{RAIN}\nLamp\n{LAMP}"),
        ({"title": "T", "headline": "Other", "text": RAIN}, f"Other\n{RAIN}"),
        ({"title": "T", "headline": "T", "excerpt": f"{RAIN[:30]}…", "text": RAIN}, RAIN),
        ({"text": RAIN, "body_html": f"<div><p>{RAIN}</p></div>"}, RAIN),
        ({"content": {"rendered": "<p>One &amp; two</p>\n<p>Three</p>"}}, "One & two\nThree"),
        ({"text": "Of <p> and </p> and &amp;"}, "Of <p> and </p> and &amp;"),
        ({"text": {"en": "Fog", "de": "Nebel"}}, "Fog\nNebel"),
        ({"text": [["Fog"], ["Rain", "Snow"]]}, "Fog\nRain\nSnow"),
        ({"text": 42}, "42"),
        ({"text": None, "title": "Only a title", "url": "https://a.example", "size": 3}, "Only a title"),
        ([RAIN, "Fog", 3], f"{RAIN}\nFog\n3"),
        ({"text": RAIN, "picture": "A" * 500, "links": [f"https://a.example/{'x' * 90}"]}, RAIN),
    ],
)
def test_all_that_a_record_tells_is_one_text(record: Any, text: str) -> None:
    assert line(record) == text
    assert [said for _, _, said in read([record])] == [text]


def fields(value: Any) -> tuple[str, ...]:
    """What is kept of a line of JSON beside its text."""
    (found,) = json_lines("a.jsonl", [json.dumps(value).encode()], None)
    assert isinstance(found, Document)
    return found.fields


@pytest.mark.parametrize(
    ("record", "kept"),
    [
        ({"text": RAIN}, ()),
        (
            {"title": "T", "author": "Anna", "url": "https://a.example", "text": RAIN, "kicker": "Harbour\n news"},
            ("author: Anna", "url: https://a.example", "kicker: Harbour news"),
        ),
        ({"text": RAIN, "views": 3, "paid": False, "none": None, "empty": " "}, ("views: 3", "paid: false")),
        ({"text": RAIN, "tags": ["a", "b"], "g": {"at": [1.5, {"x": 2}]}}, ("tags: a, b", "g.at: 1.5", "g.at.x: 2")),
        ({"text": RAIN, "parts": [{"text": LAMP, "by": "A"}, {"by": "B"}]}, ("parts.by: A, B",)),
        ({"title": "T", "headline": "T", "excerpt": f"{RAIN[:30]}…", "text": RAIN}, ()),
        ({"text": RAIN, "picture": "A" * 500}, (f"picture: {'A' * 150}…",)),
        ({"text": RAIN, **{f"f{at}": at for at in range(30)}}, (*(f"f{n}: {n}" for n in range(24)), "6 more fields")),
        ([RAIN, "Fog", 3], ()),
    ],
)  # fmt: skip
def test_what_a_record_says_beside_its_text_is_kept_in_lines(record: Any, kept: tuple[str, ...]) -> None:
    assert fields(record) == kept


def test_a_field_that_is_chosen_stands_alone() -> None:
    ((found,),) = [[*json_lines("a.jsonl", [b'{"body": "It rained.", "author": "Anna"}'], "body")]]
    assert isinstance(found, Document) and not found.fields


ROWS = [{"title": "A", "text": RAIN, "tags": ["x", "y"]}, {"title": "B", "text": LAMP}, {"title": "C", "text": "Fog."}]


@pytest.mark.parametrize("wrap", ["{0}", '{{"status": {{"ok": 1}}, "data": {{"found": {0}}}}}'])
@pytest.mark.parametrize("indent", [None, 1])
def test_of_an_array_that_breaks_off_whole_records_are_read_and_the_rest_is_shown(
    wrap: str, indent: int | None
) -> None:
    text = wrap.format(json.dumps(ROWS, indent=indent, ensure_ascii=False))
    sources = [row["text"] for row in ROWS]
    ends = [text.index("}", text.index(str(source))) + 1 for source in sources]
    for cut in range(ends[0], ends[2]):
        *found, said = json_records("a.json", whole(text[:cut]), None)
        count = sum(cut >= end for end in ends)
        assert isinstance(said, Skipped) and said.name == "a.json" and said.is_begun
        assert all(isinstance(item, Document) for item in found)
        shown = [item.source for item in found if isinstance(item, Document)]
        assert shown[:count] == sources[:count]
        assert "".join(shown[count:]) == text[ends[count - 1] : cut].lstrip(" \n,").rstrip()
        assert [item.name for item in found] == [f"a.json#{at + 1}" for at in range(len(found))]


@pytest.mark.parametrize("text", ['{"text": "It rai', "[", '["', '[{"text": "It', '{"a": {"b": 1}, "c": "d', "x [1]"])
def test_where_no_record_is_whole_all_is_shown_as_it_is(text: str) -> None:
    ((found,),) = [[*json_records("a.json", whole(text), None)]]
    assert isinstance(found, Document) and (found.name, found.source) == ("a.json", text)


def test_what_follows_a_broken_place_keeps_its_lines() -> None:
    text = f'[\n{{"text": "{RAIN}"}},\n\n{{"text": }},\n{{"text": "{LAMP}"}}\n]\n'
    _, rest, said = json_records("a.json", whole(text), None)
    assert isinstance(rest, Document) and rest.source == text[text.index('{"text": }') :].rstrip()
    assert rest.lines.of(1) == 4 and isinstance(said, Skipped) and "line 4" in said.reason


def test_a_name_that_is_given_twice_hides_nothing() -> None:
    ((found,),) = [[*json_records("a.json", whole('{"text": "It rained.", "text": "It snowed."}'), None)]]
    assert isinstance(found, Document) and found.source == "It rained.\nIt snowed."


@pytest.mark.parametrize(
    "value", [{}, [], {"text": ""}, {"a": None}, [[1, 2], [3]], {"title": "T", "x": "y"}, 7, "It rained."]
)
def test_what_tells_nothing_is_shown_as_it_is(value: Any) -> None:
    assert read(value) == [("a.json", "", json.dumps(value, indent=1))]


def test_what_tells_little_beside_its_data_is_shown_as_it_is() -> None:
    package = {
        "name": "harbour",
        "description": "A program that tells when the lamp is lit.",
        "scripts": {"x": "y" * 200},
    }
    assert read(package) == [("a.json", "", json.dumps(package, indent=1))]


@pytest.mark.parametrize("record", [{}, {"text": None}, {"text": " "}, {"id": "x", "raw": "y"}, 7, None, [], [1]])
def test_a_record_that_tells_nothing_is_named(record: Any) -> None:
    *found, skipped = json_records("a.json", whole(json.dumps([{"text": RAIN}, record])), None)
    assert len(found) == 1 and isinstance(skipped, Skipped) and skipped.name == "a.json#2"


def test_values_in_one_another_without_end_are_read() -> None:
    for begin, end in (("[", "]"), ('{"a":', "}"), ('{"a":[', "]}")):
        text = f"{begin * 300}{json.dumps(RAIN)}{end * 300}"
        (found,) = json_records("a.json", whole(text), None)
        assert isinstance(found, Document) and found.source == RAIN


NAMES = st.sampled_from(
    ["text", "summary", "title", "data", "items", "comments", "url", "key 0", "key 1", "x", "content"]
)
PLAIN = st.sampled_from([None, 3, 0.5, True, "", " ", "word", "https://a.example"])


@st.composite
def values(draw: st.DrawFn) -> tuple[Any, list[str]]:
    """A value of JSON, and the texts that stand in it, each another one."""
    told: list[str] = []

    def text(long: bool) -> str:
        number = len(told)
        told.append(f"Story {number} tells {'what the keeper saw that day ' * 4 * long}of ship {number}.")
        return told[-1]

    shape = draw(
        st.recursive(
            st.one_of(PLAIN, st.sampled_from(["<long>", "<short>"])),
            lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
            max_leaves=12,
        )
    )

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(held) for held in value]
        if isinstance(value, dict):
            return {name: filled(held) for name, held in value.items()}
        return text(value == "<long>") if value in ("<long>", "<short>") else value

    return filled(shape), told


def shown(found: Iterator[Document | Skipped]) -> str:
    return "\n".join(f"{item.title}\n{item.source}" for item in found if isinstance(item, Document))


@given(values())
def test_every_text_of_a_file_is_on_its_pages(given: tuple[Any, list[str]]) -> None:
    value, told = given
    for written in (json.dumps(value), json.dumps(value, indent=1)):
        pages = shown(json_records("a.json", whole(written), None))
        assert not [text for text in told if text not in pages]


@given(st.lists(values(), max_size=4))
def test_every_text_of_lines_is_on_their_pages(given: list[tuple[Any, list[str]]]) -> None:
    lines = [json.dumps(value).encode() for value, _ in given]
    pages = shown(json_lines("a.jsonl", lines, None))
    assert not [text for _, told in given for text in told if text not in pages]


@given(st.lists(st.lists(st.sampled_from(["", "word", "3", "<text>"]), min_size=3, max_size=4), max_size=6))
def test_every_text_of_a_table_is_on_its_pages(cells: list[list[str]]) -> None:
    told: list[str] = []
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["title", "text", "x"])
    for row in cells:
        for at, cell in enumerate(row):
            if cell == "<text>":
                told.append(f"Story {len(told)} tells of ship {len(told)}.")
                row[at] = told[-1]
        writer.writerow(row)
    pages = shown(rows("a.csv", decode(stream.getvalue().encode()), None))
    assert not [text for text in told if text not in pages]
