"""Files of records: JSON lines, JSON, CSV and TSV; one document a record."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, TypeGuard

from reader.errors import UnreadableError
from reader.library.documents import MAX_BYTES, Document, document, record_document
from reader.library.fields import LONG_TEXT, NO_TEXT, TEXT_FIELDS, date_in, text_at, text_path, title_in
from reader.library.skipping import Skipped, why
from reader.positions import FileLines, Span
from reader.text.decoding import Decoded, decode

MAX_REPORTED = 50
"""Records of one file that are listed when they cannot be read; the rest are counted."""

MAX_LINE_BYTES = 256 << 20
"""The longest line of a JSON lines file: beyond it, it is something else."""

ROWS_LOOKED_AT = 20
"""Rows that tell whether a text is a table, and which of its columns holds text."""

_JSON = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,:\ufeff]*")
"""What stands between values in JSON."""

LONGEST_NAME = 40
"""Characters of a column's name, where nothing else tells that a text is a table."""

Items = Iterator[Document | Skipped]


def json_lines(name: str, stream: BinaryIO, text_field: str | None) -> Items:
    """One document a line of JSON, named by its line: `dump.jsonl#12`."""

    def read() -> Items:
        number = 0
        while line := stream.readline(MAX_LINE_BYTES):
            number += 1
            if len(line) >= MAX_LINE_BYTES:
                raise UnreadableError(f"line {number:,} is longer than {MAX_LINE_BYTES >> 20} MB")
            if not line.strip():
                continue
            shown = f"{name}#{number}"
            try:
                decoded = decode(line)
                yield _record(shown, _parse(decoded.text), decoded, text_field, FileLines(number, number, 0, number))
            except UnreadableError as error:
                yield Skipped(shown, str(error))

    yield from _reported(name, read())


def json_records(name: str, decoded: Decoded, text_field: str | None) -> Items:
    """One document an element of a JSON array, or of the first array of records in a JSON object.

    What is not JSON is tried as JSON lines and else is a text like any other.
    """
    try:
        value = _parse(decoded.text)
    except UnreadableError:
        if _begins_with_records(decoded.text):
            yield from json_lines(name, io.BytesIO(decoded.text.encode("utf-8", "replace")), text_field)
        else:
            yield document(name, decoded)
        return
    records = _records(value)
    if records is None:
        if isinstance(value, Mapping) and (text_field or text_path(value, text_field)):
            whole = _skipped(decoded.text, 0), len(decoded.text.rstrip())
            lines = next(_lines(decoded.text, (value,), iter((whole,)), text_field))
            yield _record(name, value, decoded, text_field, lines)
        else:
            yield document(name, decoded)
        return

    def read() -> Items:
        places = _lines(decoded.text, records, _spans(decoded.text, len(records)), text_field)
        for number, (record, lines) in enumerate(zip(records, places, strict=True), 1):
            try:
                yield _record(f"{name}#{number}", record, decoded, text_field, lines)
            except UnreadableError as error:
                yield Skipped(f"{name}#{number}", str(error))

    yield from _reported(name, read())


def _begins_with_records(text: str) -> bool:
    """Whether the first line is a JSON object, and the next begins like one."""
    lines = (line for line in io.StringIO(text.removeprefix("\ufeff"), newline="\n") if line.strip())
    try:
        is_record = isinstance(_parse(next(lines, "")), Mapping)
    except UnreadableError:
        return False
    return is_record and next(lines, "{").lstrip().startswith("{")


def is_table(text: str, text_field: str | None) -> bool:
    """Whether a text whose name does not say so is a table with a column of text.

    That column bears the name that is given or a usual one, and each row looked at has as many cells as the first.
    """
    _, columns, sample = _beginning(text.removeprefix("\ufeff"))
    wanted = {text_field.lower()} if text_field else {*TEXT_FIELDS}
    names = [column.strip().lower() for column in columns]
    return bool(
        len(names) > 1
        and sample
        and wanted & {*names}
        and all(len(name) <= LONGEST_NAME for name in names)
        and all(len(row) == len(names) for row in sample)
    )


def _beginning(text: str) -> tuple[str, list[str], list[list[str]]]:
    """What parts the cells of a table, its columns and its first rows; no columns where it is none."""
    csv.field_size_limit(MAX_BYTES >> 1)
    header = text[: text.find("\n") + 1 or len(text)]
    delimiter = max("\t,;|", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return delimiter, next(reader, []), [row for row in islice(reader, ROWS_LOOKED_AT) if row]
    except csv.Error:
        return delimiter, [], []


def rows(name: str, decoded: Decoded, text_field: str | None) -> Items:
    """One document a row of a table whose first row names the columns; `table.csv#1` is the first row after it.

    A table without a column of text is a text like any other.
    """
    text = decoded.text.removeprefix("\ufeff")
    delimiter, columns, sample = _beginning(text)
    column = _text_column(columns, sample, text_field)
    if column is None:
        if text_field:
            raise UnreadableError(f"no column {text_field!r}")
        yield document(name, decoded)
        return

    def read() -> Items:
        passed = 0

        def counted() -> Iterator[str]:
            nonlocal passed
            for line in io.StringIO(text, newline=""):
                passed += line.count("\n")
                yield line

        again = csv.reader(counted(), delimiter=delimiter)
        number = -1
        while True:
            number += 1
            shown = f"{name}#{number}"
            before = passed
            try:
                row = next(again)
                if number == 0 or not row:
                    continue
                if column >= len(row) or not row[column].strip():
                    yield Skipped(shown, "no text in this row")
                    continue
                others = [(columns[k], cell) for k, cell in enumerate(row[: len(columns)]) if k != column]
                above, after = (sum(cell.count("\n") for cell in cells) for cells in (row[:column], row[column:]))
                lines = FileLines(before + 1, before + 1 + above, record_end=before + 1 + above + after)
                yield record_document(shown, row[column], decoded, title_in(others), lines=lines, date=date_in(others))
            except StopIteration:
                return
            except csv.Error as error:
                yield Skipped(shown, f"not valid CSV: {error}")

    yield from _reported(name, read())


def _text_column(columns: Sequence[str], sample: Sequence[Sequence[str]], text_field: str | None) -> int | None:
    names = [column.strip().lower() for column in columns]
    for wanted in (text_field.lower(),) if text_field else TEXT_FIELDS:
        if wanted in names:
            return names.index(wanted)
    if text_field or len(names) < 2 or not sample:
        return None
    lengths = [sum(len(row[k]) for row in sample if k < len(row)) / len(sample) for k in range(len(names))]
    longest = max(range(len(names)), key=lengths.__getitem__)
    return longest if lengths[longest] >= LONG_TEXT else None


def _parse(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"not valid JSON: {why(error)}") from None
    except ValueError:  # of Python's integers
        raise UnreadableError("a number in it has too many digits") from None


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


def _lines(text: str, records: Sequence[Any], spans: Iterator[Span], text_field: str | None) -> Iterator[FileLines]:
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
        value, end = _JSON.raw_decode(text, at)
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
    others = [(key, value) for key, value in record.items() if key != path[0]]
    text = text_at(record, path)
    return record_document(name, text, decoded, title_in(others), lines=lines, date=date_in(others))


def _reported(name: str, items: Items) -> Items:
    """The items, with a count instead of a list where very many are skipped."""
    unlisted = skipped = 0
    for item in items:
        if isinstance(item, Skipped):
            skipped += 1
            if skipped > MAX_REPORTED:
                unlisted += 1
                continue
        yield item
    if unlisted:
        yield Skipped(name, f"{unlisted:,} more records that cannot be read")
