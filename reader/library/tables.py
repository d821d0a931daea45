"""Tables: CSV, TSV and what else parts cells by a sign; one document a row."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.errors import UnreadableError
from reader.library.documents import MAX_BYTES, Document, document, record_document
from reader.library.fields import LONG_TEXT, TEXT_FIELDS, date_in, is_prose, tells_what_it_holds, text_rank
from reader.library.further import in_lines
from reader.library.skipping import Skipped, capped
from reader.library.told import Field, told_in
from reader.positions import FileLines
from reader.text.dates import date_of_value
from reader.text.decoding import Decoded

ROWS_LOOKED_AT = 20
"""Rows that tell whether a text is a table, and which of its columns holds text."""

LONGEST_NAME = 40
"""Characters of a column's name, where nothing else tells that a text is a table."""

DELIMITERS = "\t,;|"

_SAYS_DELIMITER = re.compile(r'"?sep=([^"\r\n])"?\r?\n', re.IGNORECASE)
"""The line before the table by which Excel is told what parts the cells."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_SENTENCE = re.compile(rf".{{{LONGEST_NAME}}}.*[.!…]\W*\Z|.*[。！]\W*\Z", re.DOTALL)
"""A text that is longer than a name and ends as a sentence. Questions may be the names of a questionnaire's columns."""

_LINK = re.compile(r"https?://\S+\Z")


@dataclass(frozen=True, slots=True)
class _Table:
    """What the beginning of a text says of it as a table."""

    start: int
    """Where its first row begins."""
    delimiter: str
    first: Sequence[str]
    """Its first row, which may name the columns; empty where it is no table."""
    sample: Sequence[Sequence[str]]
    """The rows after that, of which none is empty."""

    @property
    def names(self) -> list[str]:
        return [cell.strip().lower() for cell in self.first]

    @property
    def is_even(self) -> bool:
        """Whether each row has as many cells as the first, and more than one."""
        return len(self.first) > 1 and all(len(row) == len(self.first) for row in self.sample)

    def below(self, column: int) -> list[str]:
        """The cells of a column in the sample that are not empty."""
        return [row[column].strip() for row in self.sample if column < len(row) and row[column].strip()]


def is_table(text: str, text_field: str | None) -> bool:
    """Whether a text whose name does not say so is a table with a column of text.

    That column bears the name that is given or a usual one, and each row looked at has as many cells as the first.
    """
    table = _begun(io.StringIO(text, newline=""))
    wanted = {text_field.lower()} if text_field else {*TEXT_FIELDS}
    return bool(
        table.sample
        and table.is_even
        and wanted & {*table.names}
        and all(len(name) <= LONGEST_NAME for name in table.names)
    )


def rows(name: str, decoded: Decoded, text_field: str | None) -> Iterator[Document | Skipped]:
    """One document a row of a table; `table.csv#1` is the first row below the names of the columns, if it has them.

    A row tells what stands in the columns of text, and whatever else in it is to be read. A table without a column of
    text is a text like any other.
    """
    stream = io.StringIO(decoded.text, newline="")
    table = _begun(stream)
    columns, has_names = _text_columns(table, text_field)
    if not columns:
        if text_field:
            raise UnreadableError(f"no column {text_field!r}")
        yield document(name, decoded)
        return

    def read() -> Iterator[Document | Skipped]:
        passed = decoded.text.count("\n", 0, table.start)

        def counted() -> Iterator[str]:
            nonlocal passed
            stream.seek(table.start)
            for line in stream:
                passed += line.count("\n")
                yield line

        again = csv.reader(counted(), delimiter=table.delimiter)
        number = -1 if has_names else 0
        while True:
            number += 1
            shown = f"{name}#{number}"
            before = passed
            try:
                row = next(again)
                if number == 0 or not row:
                    continue
                fields = [*_fields(table, row, columns, has_names=has_names, is_chosen=text_field is not None)]
                said = told_in(fields, is_chosen=text_field is not None)
                if said is None:
                    yield Skipped(shown, "no text in this row")
                    continue
                heights = [cell.count("\n") for cell in row]
                at = before + 1
                top = at + sum(height for k, height in enumerate(heights) if (k,) < said.first)
                lines = FileLines(at, top, int(said.is_verbatim), at + sum(heights))
                date = date_in((field.name, field.text) for field in fields if not field.is_told)
                beside = ((field.name, field.text) for field in fields if field.path not in said.said)
                about = () if text_field else in_lines(beside)
                yield record_document(shown, said.text, decoded, said.title, lines=lines, date=date, fields=about)
            except StopIteration:
                return
            except csv.Error as error:
                yield Skipped(shown, f"not valid CSV: {error}")

    yield from capped(name, read())


def _fields(
    table: _Table, row: Sequence[str], columns: Sequence[int], *, has_names: bool, is_chosen: bool
) -> Iterator[Field]:
    """The cells of a row; those beyond the last column are a part of its text, in which the sign stood."""
    last = len(table.first) - 1
    cells = [*row[:last], table.delimiter.join(row[last:])] if len(row) > last else row
    for k, cell in enumerate(cells):
        name = table.first[k] if has_names else ""
        is_more = text_rank(name) is not None or is_prose(cell) or (k == last and len(row) > len(table.first))
        if cell.strip():
            yield Field((k,), (), name, cell, k in columns or (not is_chosen and is_more))


def _begun(stream: io.StringIO) -> _Table:
    """What the beginning of a text says of it: the sign that parts cells, where nothing names it, is the one that the
    first line has most of, unless only another one makes rows of as many cells."""
    csv.field_size_limit(MAX_BYTES >> 1)
    start = 1 if stream.read(1) == "\ufeff" else 0
    stream.seek(start)
    line = stream.readline()
    if says := _SAYS_DELIMITER.match(line):
        return _parted(stream, start + says.end(), says[1])
    bare = _QUOTED.sub("", line)
    likely = sorted(DELIMITERS, key=bare.count, reverse=True)
    tables = [_parted(stream, start, sign) for sign in likely if sign in bare or sign == likely[0]]
    return next((table for table in tables if table.is_even), tables[0])


def _parted(stream: io.StringIO, start: int, delimiter: str) -> _Table:
    stream.seek(start)
    reader = csv.reader(stream, delimiter=delimiter)
    try:
        return _Table(start, delimiter, next(reader, []), [row for row in islice(reader, ROWS_LOOKED_AT) if row])
    except csv.Error:
        return _Table(start, delimiter, [], [])


def _text_columns(table: _Table, text_field: str | None) -> tuple[list[int], bool]:
    """The columns that hold the text, none if none does, and whether the first row names them.

    They bear the name that is given, else a usual one; else it is the column with the longest texts.
    """
    longest = -1
    if len(table.first) > 1 and table.sample:
        lengths = [sum(map(len, table.below(k))) / len(table.sample) for k in range(len(table.first))]
        longest = max(range(len(lengths)), key=lengths.__getitem__)
        longest = longest if lengths[longest] >= LONG_TEXT else -1
    if longest >= 0 and not text_field and _is_row(table, longest):
        return [longest], False
    for wanted in (text_field.lower(),) if text_field else TEXT_FIELDS:
        if wanted in table.names:
            return [k for k, each in enumerate(table.names) if each == wanted], True
    return [longest] if longest >= 0 and not text_field else [], True


def _is_row(table: _Table, text_column: int) -> bool:
    """Whether the first row is one like those below it, and names no columns.

    It then has a text where they have theirs, or goes before the next in what else it says. A name that tells what its
    column holds is none of a row, unless the rows below say the same.
    """
    cells = [cell.strip() for cell in table.first]
    if any(tells_what_it_holds(cell) and cell not in table.below(k) for k, cell in enumerate(cells)):
        return False
    text = cells[text_column]
    if len(text) >= LONG_TEXT or _SENTENCE.match(text):
        return True
    others = (_goes_on(cell, table.below(k)) for k, cell in enumerate(cells) if k != text_column)
    return bool(text) and not text.isdecimal() and any(others)


def _goes_on(cell: str, below: Sequence[str]) -> bool:
    """Whether a cell is of a kind with those below it: a link, a day, or the number before the next."""
    if not below:
        return False
    if cell.isdecimal() and below[0].isdecimal():
        return len(cell) < LONGEST_NAME and int(cell) + 1 == int(below[0])
    return any(is_kind(cell) and all(map(is_kind, below)) for is_kind in (_LINK.match, date_of_value))
