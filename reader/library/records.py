"""Files of records: JSON lines and JSON; one document a record."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

from reader.errors import UnreadableError
from reader.library import json_values
from reader.library.documents import Document, document, record_document
from reader.library.fields import NO_TEXT, TEXT_FIELDS, holds_parts, is_prose, is_title, tells
from reader.library.further import further_fields
from reader.library.json_values import parse
from reader.library.messages import chat
from reader.library.skipping import UP_TO_THERE, Skipped, capped
from reader.library.told import Told, day_of, share_told, told
from reader.positions import FileLines, Span
from reader.text.decoding import Decoded, decode

MAX_LINE_BYTES = 256 << 20
"""The longest line of a JSON lines file: beyond it, it is something else."""

DEEPEST = 8
"""Objects in one another in which arrays of records are looked for."""

WORTH_READING = 0.5
"""Of what is written in an object that nothing marks as a record: if less of it are texts, it is read as it is."""

_BETWEEN_RECORDS = " \t\r\n,"

Items = Iterator[Document | Skipped]


class _Record(NamedTuple):
    """A record in JSON, and where it stands."""

    value: Any
    span: Span
    title: str = ""
    """What it is called where it stands, if its own fields call it nothing."""
    is_numbered: bool = True
    """Whether it is one of several, though it may be the only one there."""


def json_lines(name: str, lines: Iterable[bytes | Decoded], text_field: str | None) -> Items:
    """One document a line of JSON, named by its line: `dump.jsonl#12`. Where the last one breaks off, it is shown as it
    stands."""

    def read() -> Items:
        for number, line in enumerate(lines, 1):
            shown = f"{name}#{number}"
            try:
                decoded = decode(line) if isinstance(line, bytes) else line
                if not decoded.text.lstrip("\ufeff").strip():
                    continue
                try:
                    value = parse(decoded.text)
                except UnreadableError as error:
                    yield from _last_line(shown, decoded, number, str(error))
                    continue
                where = FileLines(number, number, 0, number)
                yield _document(shown, value, _told(value, text_field), decoded, where, text_field=text_field)
            except UnreadableError as error:
                yield Skipped(shown, str(error))

    yield from capped(name, read())


def _last_line(name: str, decoded: Decoded, number: int, reason: str) -> Items:
    """A line that is not valid JSON: as a text if it is the last one and breaks off in a record."""
    text = decoded.text.removeprefix("\ufeff").strip()
    if text.startswith(("{", "[")) and not decoded.text.endswith("\n"):
        yield record_document(name, text, decoded, lines=FileLines(number, number, 1, number))
        reason += f"; it is shown as it stands, and records are {UP_TO_THERE}"
    yield Skipped(name, reason)


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, which may be larger than a text. Raises UnreadableError at one that is too long."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        if len(line) >= MAX_LINE_BYTES:
            raise UnreadableError(f"line {number:,} is longer than {MAX_LINE_BYTES >> 20} MB")
        yield line


def lines_in(whole: Decoded) -> Iterator[Decoded]:
    """The lines of a text: in UTF-16 they do not end with a byte."""
    for line in io.StringIO(whole.text, newline="\n"):
        yield replace(whole, text=line, replaced=min(whole.replaced, line.count("\ufffd")))


def json_records(name: str, decoded: Decoded, text_field: str | None) -> Items:
    """One document a record of a JSON document: an element of an array, also in objects, or else what stands under each
    name of an object whose names are those of texts or records, or all of it as one record. The messages of a chat are
    one document together.

    What is not JSON is tried as JSON lines, and read as far as it is JSON: the rest is shown as it is. What tells
    nothing is a text like any other.
    """
    try:
        value = parse(decoded.text)
    except UnreadableError as error:
        if _begins_with_records(decoded.text):
            yield from json_lines(name, lines_in(decoded), text_field)
        else:
            yield from _broken_off(name, decoded, text_field, str(error))
        return
    span = json_values.first(decoded.text), len(decoded.text.rstrip())
    found = _records(decoded.text, span, value, text_field) if isinstance(value, Mapping | list) else iter(())
    begun = [*islice(found, 2)]
    if not begun:
        yield document(name, decoded)
        return

    def read() -> Items:
        line, counted = 1, 0
        for number, record in enumerate(chain(begun, found), 1):
            shown = f"{name}#{number}" if record.is_numbered or len(begun) > 1 else name
            start, end = record.span
            line += decoded.text.count("\n", counted, start)
            counted = start
            try:
                said = _told(record.value, text_field)
                at = json_values.place(decoded.text, start, said.first)
                below, height = (decoded.text.count("\n", start, there) for there in (at, end))
                where = FileLines(line, line + below, 0, line + height)
                yield _document(shown, record.value, said, decoded, where, record.title, text_field)
            except UnreadableError as error:
                yield Skipped(shown, str(error))

    yield from capped(name, read())


def _broken_off(name: str, decoded: Decoded, text_field: str | None, reason: str) -> Items:
    """The records of what is not valid JSON to its end, then the rest as a text; one text where no record is whole."""
    whole, end = json_values.whole_part(decoded.text)
    found = json_records(name, replace(decoded, text=whole), text_field) if end else iter(())
    first = next(found, None)
    if not isinstance(first, Document) or first.name == name:
        yield document(name, decoded)
        return
    number = 1
    for item in chain((first,), found):
        number += item.count if isinstance(item, Skipped) else 1
        yield item
    if rest := decoded.text[end:].lstrip(_BETWEEN_RECORDS):
        line = decoded.text.count("\n", 0, len(decoded.text) - len(rest)) + 1
        lines = FileLines(line, line, 1, line + rest.count("\n"))
        yield record_document(f"{name}#{number}", rest.rstrip(), decoded, lines=lines)
    yield Skipped(name, f"{reason}; the rest is shown as it stands, and records are {UP_TO_THERE}")


def _begins_with_records(text: str) -> bool:
    """Whether the first line is a JSON object, and the next begins like one."""
    lines = (line for line in io.StringIO(text.removeprefix("\ufeff"), newline="\n") if line.strip())
    try:
        is_record = isinstance(parse(next(lines, "")), Mapping)
    except UnreadableError:
        return False
    return is_record and next(lines, "{").lstrip().startswith("{")


def _records(text: str, span: Span, value: Any, text_field: str | None, depth: int = DEEPEST) -> Iterator[_Record]:
    """The records in a value of JSON that is an array or an object, in their order; none if it tells nothing."""
    if isinstance(value, list):
        messages, others = ("", frozenset[int]()) if text_field else chat(value)
        if messages:
            yield _Record(messages, span, is_numbered=False)
        elif any(isinstance(held, Mapping | str) or told(held, text_field) for held in value):
            others = frozenset(range(len(value)))
        for number, (held, place) in enumerate(zip(value, json_values.spans(text, span[0]), strict=True)):
            if number in others:
                yield _Record(held, place)
        return
    is_story = any(_is_text(name, held) for name, held in value.items()) or (text_field and told(value, text_field))
    arrays = set() if is_story else {name for name, held in value.items() if _has_array(name, held, text_field, depth)}
    if arrays:
        beside = {name: held for name, held in value.items() if name not in arrays}
        said = told(beside, text_field)
        if said and (text_field or said.title or any(map(is_prose, said.text.split("\n")))):
            yield _Record(beside, span)
        parts = {name: held for name, held in value.items() if name in arrays}
    elif is_story or text_field or not depth or any(_describes(name, held) for name, held in value.items()):
        is_record = is_story or any(map(is_title, value)) or share_told(value) >= WORTH_READING
        if text_field or (is_record and told(value)):
            yield _Record(value, span, is_numbered=False)
        return
    else:
        parts = _of_a_kind(value)
    places = dict(json_values.named_spans(text, span[0]))
    for name, held in parts.items():
        if isinstance(held, Mapping | list) and (arrays or len(parts) == 1):
            yield from _records(text, places[name], held, text_field, depth - 1)
        elif len(parts) == 1:
            yield _Record(value, span, is_numbered=False)
        else:
            yield _Record(held, places[name], name)


def _of_a_kind(value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an object that nothing marks as a record, each of which is one; none where too little is told."""
    records = {name: held for name, held in value.items() if told({"": held})}
    if any(isinstance(held, Mapping) for held in records.values()):
        return records
    if share_told(value) < WORTH_READING:
        return {}
    return {name: held for name, held in value.items() if told([held])}  # short texts are what the long ones are


def _has_array(name: str, value: Any, text_field: str | None, depth: int) -> bool:
    """Whether a field of an object that is no record holds an array of records, in itself or in an object."""
    if isinstance(value, list):
        records = [held for held in value if isinstance(held, Mapping)]
        is_text = holds_parts(name) and not any(any(map(is_title, held)) for held in records)
        return not is_text and any(text_field or told(held) for held in records)
    if isinstance(value, Mapping) and depth and not any(_is_text(inner, held) for inner, held in value.items()):
        return any(_has_array(inner, held, text_field, depth - 1) for inner, held in value.items())
    return False


def _is_text(name: str, value: Any) -> bool:
    """Whether a field of an object is the text of a record."""
    pieces = value if isinstance(value, list) else [value]
    return name.lower() in TEXT_FIELDS and any(isinstance(piece, str) and piece.strip() for piece in pieces)


def _describes(name: str, value: Any) -> bool:
    """Whether a field tells that the object which has it is a record."""
    return tells(name) and value is not None and not isinstance(value, Mapping)


def _told(value: Any, text_field: str | None) -> Told:
    """What a record tells. Raises UnreadableError if that is nothing."""
    if said := told(value, text_field):
        return said
    if not isinstance(value, Mapping | list):
        raise UnreadableError("a record without fields")
    raise UnreadableError(f"no field {text_field!r} with text" if text_field else NO_TEXT)


def _document(
    name: str,
    value: Any,
    said: Told,
    decoded: Decoded,
    lines: FileLines,
    title: str = "",
    text_field: str | None = None,
) -> Document:
    date = day_of(value, said.path)
    fields = () if text_field else further_fields(value, said.said)
    return record_document(name, said.text, decoded, said.title or title, lines=lines, date=date, fields=fields)
