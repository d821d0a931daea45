"""Files of records: JSON lines and JSON; one document a record."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, TypeGuard

from reader.errors import UnreadableError
from reader.library.documents import Document, document, record_document
from reader.library.fields import NO_TEXT, beside, date_in, text_at, text_path, title_in
from reader.library.skipping import Skipped, capped, why
from reader.positions import FileLines, Span
from reader.text.decoding import Decoded, decode

MAX_LINE_BYTES = 256 << 20
"""The longest line of a JSON lines file: beyond it, it is something else."""


def _whole_number(digits: str) -> float:
    """A number that may have more digits than Python reads: it is then no more than very large."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


_JSON, _LENIENT_JSON = json.JSONDecoder(), json.JSONDecoder(parse_int=_whole_number)
"""The second one takes twice as long where there are many numbers."""

_BETWEEN = re.compile(r"[\s,:\ufeff]*")
"""What stands between values in JSON."""

Items = Iterator[Document | Skipped]


def json_lines(name: str, lines: Iterable[bytes | Decoded], text_field: str | None) -> Items:
    """One document a line of JSON, named by its line: `dump.jsonl#12`."""

    def read() -> Items:
        for number, line in enumerate(lines, 1):
            shown = f"{name}#{number}"
            try:
                decoded = decode(line) if isinstance(line, bytes) else line
                if decoded.text.lstrip("\ufeff").strip():
                    where = FileLines(number, number, 0, number)
                    yield _record(shown, _parse(decoded.text), decoded, text_field, where)
            except UnreadableError as error:
                yield Skipped(shown, str(error))

    yield from capped(name, read())


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
    """One document an element of a JSON array, or of the first array of records in a JSON object.

    What is not JSON is tried as JSON lines and else is a text like any other.
    """
    try:
        value = _parse(decoded.text)
    except UnreadableError:
        if _begins_with_records(decoded.text):
            yield from json_lines(name, lines_in(decoded), text_field)
        else:
            yield document(name, decoded)
        return
    records = _records(value)
    if records is None:
        if isinstance(value, Mapping) and (text_field or text_path(value, text_field)):
            whole = _skipped(decoded.text, 0), len(decoded.text.rstrip())
            lines = next(_places(decoded.text, (value,), iter((whole,)), text_field))
            yield _record(name, value, decoded, text_field, lines)
        else:
            yield document(name, decoded)
        return

    def read() -> Items:
        places = _places(decoded.text, records, _spans(decoded.text, len(records)), text_field)
        for number, (record, lines) in enumerate(zip(records, places, strict=True), 1):
            try:
                yield _record(f"{name}#{number}", record, decoded, text_field, lines)
            except UnreadableError as error:
                yield Skipped(f"{name}#{number}", str(error))

    yield from capped(name, read())


def _begins_with_records(text: str) -> bool:
    """Whether the first line is a JSON object, and the next begins like one."""
    lines = (line for line in io.StringIO(text.removeprefix("\ufeff"), newline="\n") if line.strip())
    try:
        is_record = isinstance(_parse(next(lines, "")), Mapping)
    except UnreadableError:
        return False
    return is_record and next(lines, "{").lstrip().startswith("{")


def _parse(text: str) -> Any:
    text = text.removeprefix("\ufeff")
    try:
        try:
            return _JSON.decode(text)
        except json.JSONDecodeError:
            raise
        except ValueError:  # of Python's integers
            return _LENIENT_JSON.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"not valid JSON: {why(error)}") from None


def _records(value: Any) -> Sequence[Any] | None:
    """The records of a JSON document, or None if it is not a collection of them."""
    if isinstance(value, list):
        return value if any(isinstance(item, Mapping | str) for item in value) else None
    if isinstance(value, Mapping):
        for item in value.values():
            if _are_records(item):
                return item
    return None


def _are_records(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and bool(value) and all(isinstance(record, Mapping) for record in value)


def _places(text: str, records: Sequence[Any], spans: Iterator[Span], text_field: str | None) -> Iterator[FileLines]:
    """Where records stand in JSON, which have some spans, and their texts."""
    line, counted = 1, 0
    for record, (start, end) in zip(records, spans, strict=True):
        at = start
        for key in text_path(record, text_field) if isinstance(record, Mapping) else ():
            members = _values(text, at)
            at = next((at for (_, name), ((at, _), _) in zip(members, members, strict=True) if name == key), start)
        line += text.count("\n", counted, start)
        yield FileLines(line, line + text.count("\n", start, at), 0, line + text.count("\n", start, end))
        counted = start


def _spans(text: str, count: int) -> Iterator[Span]:
    """Where the records of a JSON document stand, as many as `_records` found."""
    start = _skipped(text, 0)
    if text[start] == "{":
        listed = (at for (at, _), value in _values(text, start) if _are_records(value) and len(value) == count)
        start = next(listed)
    return (span for span, _ in _values(text, start))


def _values(text: str, start: int) -> Iterator[tuple[Span, Any]]:
    """The elements of a valid JSON array, or the names and values of an object, in turn, with their spans."""
    at = _skipped(text, start + 1)
    while text[at] not in "]}":
        try:
            value, end = _JSON.raw_decode(text, at)
        except ValueError:  # of Python's integers
            value, end = _LENIENT_JSON.raw_decode(text, at)
        yield (at, end), value
        at = _skipped(text, end)


def _skipped(text: str, at: int) -> int:
    """The offset of the next value, or of the end of what holds it."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _record(name: str, record: Any, decoded: Decoded, text_field: str | None, lines: FileLines) -> Document:
    if isinstance(record, str):
        return record_document(name, record, decoded, lines=lines)
    if not isinstance(record, Mapping):
        raise UnreadableError("a record without fields")
    path = text_path(record, text_field)
    if not path:
        raise UnreadableError(f"no field {text_field!r} with text" if text_field else NO_TEXT)
    others = [*beside(record, path)]
    text = text_at(record, path)
    return record_document(name, text, decoded, title_in(others), lines=lines, date=date_in(others))
