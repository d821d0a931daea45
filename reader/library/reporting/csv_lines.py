"""Lines of CSV that a spreadsheet shows as they are: it computes what begins like a formula."""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless_name(name: str) -> str:
    """A name that no spreadsheet takes for a formula, and that is still a path to the same file."""
    return f"./{name}" if name.startswith(_FORMULA) else name


def harmless_text(text: str) -> str:
    """A text behind an apostrophe, if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_line(row: Iterable[object]) -> str:
    """A row with its line end."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()


def csv_record(record: dict[str, object]) -> str:
    """A record whose first value is the name of its document, as a row."""
    name, *others = record.values()
    cells = (harmless_text(value) if isinstance(value, str) else value for value in others)
    return csv_line([harmless_name(str(name)), *cells])
