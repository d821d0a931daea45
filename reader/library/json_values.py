"""JSON read with the places of its values."""

import json
import re
from collections.abc import Iterator
from typing import Any

from reader.errors import UnreadableError
from reader.library.fields import Path
from reader.library.skipping import why
from reader.positions import Span

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
"""A string, or what opens or closes a value that holds others."""

_BETWEEN = re.compile(r"[\s,:\ufeff]*")
"""What stands between values in JSON."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; what it gives under one name several times is a list, for nothing is to be lost."""
    made = dict(pairs)
    if len(made) < len(pairs):
        several: dict[str, list[Any]] = {}
        for name, value in pairs:
            several.setdefault(name, []).append(value)
        made.update((name, values) for name, values in several.items() if len(values) > 1)
    return made


def _whole_number(digits: str) -> float:
    """A number that may have more digits than Python reads: it is then no more than very large."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


_JSON = json.JSONDecoder(object_pairs_hook=_members)
_LENIENT_JSON = json.JSONDecoder(object_pairs_hook=_members, parse_int=_whole_number)
"""The second one takes twice as long where there are many numbers."""


def parse(text: str) -> Any:
    """The value of a JSON text. Raises UnreadableError if it is none."""
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


class _Open:
    """An array or object that is not closed yet, and where the last of what is whole in it ends, 0 if nothing is."""

    def __init__(self, sign: str) -> None:
        self.is_array = sign == "["
        self.end = 0


def whole_part(text: str) -> tuple[str, int]:
    """A text that is not valid JSON as far as it is, closed there, and where that is; ("", 0) if nothing is whole.

    It goes to the end of the last whole element of the outermost array that has one, or else of what an object holds.
    """
    start = text.startswith("\ufeff")
    try:
        _LENIENT_JSON.decode(text[start:])
        return "", 0
    except json.JSONDecodeError as error:
        broken = start + error.pos
    except (RecursionError, ValueError):
        return "", 0
    around: list[_Open] = []
    for token in _TOKEN.finditer(text, 0, broken):
        sign = token[0]
        if sign in "[{":
            around.append(_Open(sign))
        elif sign in "]}":
            around.pop()
            if not around:  # something follows the value
                return text[: token.end()], token.end()
            around[-1].end = token.end()
        elif around and around[-1].is_array:
            around[-1].end = token.end()
    begun = [at for at, each in enumerate(around) if each.end]
    if not begun:
        return "", 0
    kept = next((at for at in begun if around[at].is_array), begun[0])
    end = around[kept].end
    return text[:end] + "".join("]" if each.is_array else "}" for each in reversed(around[: kept + 1])), end


def spans(text: str, start: int) -> Iterator[Span]:
    """Where the elements of a valid JSON array stand, in turn."""
    return (span for span, _ in _values(text, start))


def named_spans(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The names in a valid JSON object, and where their values stand, in turn."""
    values = _values(text, start)
    return ((name, span) for (_, name), (span, _) in zip(values, values, strict=True))


def first(text: str) -> int:
    """Where the value of a JSON text begins."""
    return _skipped(text, 0)


def place(text: str, start: int, path: Path) -> int:
    """Where the value begins to which names and numbers lead in a valid one; as far as they do lead there."""
    for step in path:
        if isinstance(step, str) and text[start] == "{":
            start = next((at for name, (at, _) in named_spans(text, start) if name == step), start)
        elif isinstance(step, int) and text[start] == "[":
            start = next((at for number, (at, _) in enumerate(spans(text, start)) if number == step), start)
    return start


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
