"""What a record or a mail says beside what is to be read of it: its short fields, each in one line with its name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from reader.library.fields import Path
from reader.text.mails import fields_of_head

LONGEST = 160
"""Characters of a field that are kept: what is longer and no text is data, as pictures and numbers are."""

MOST = 24
"""Fields of a record that are kept, as they stand above its text; further ones are counted."""


def further_fields(record: Any, told: Collection[Path]) -> tuple[str, ...]:
    """The fields of a record of JSON that are not told: `geo.place: Holm`. `told` are the ways to all that is."""
    return in_lines(_leaves(record, frozenset(told)))


def fields_above(text: str) -> tuple[str, ...]:
    """The fields of a mail, by the text of the residue right above it; none if that holds no headers of a mail."""
    return in_lines(fields_of_head(text).items())


def in_lines(fields: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Names and what stands under them, one line a name, without what is empty."""
    values: dict[str, list[str]] = {}
    for name, value in fields:
        if plain := " ".join(value[: LONGEST * 2].split()):
            values.setdefault(name, []).append(plain)
    lines = [_cut(f"{name}: {', '.join(held)}" if name else ", ".join(held)) for name, held in values.items()]
    return (*lines[:MOST], *([f"{len(lines) - MOST:,} more fields"] if len(lines) > MOST else ()))


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _leaves(record: Any, told: frozenset[Path]) -> Iterator[tuple[str, str]]:
    """What is written in a record outside of some fields, with the names that lead there."""
    waiting: list[tuple[Path, Any]] = [((), record)]
    while waiting:
        path, value = waiting.pop()
        if path in told:
            continue
        if isinstance(value, Mapping):
            waiting += reversed([((*path, name), held) for name, held in value.items()])
        elif isinstance(value, list):
            waiting += reversed([((*path, at), held) for at, held in enumerate(value)])
        elif value is not None:
            name = ".".join(step for step in path if isinstance(step, str))
            yield name, str(value).lower() if isinstance(value, bool) else str(value)
