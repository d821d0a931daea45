"""Regular expressions that cannot hang: RE2's, one line at a time.

RE2 (github.com/google/re2) takes time in proportion to the text whatever the expression, within bounded memory, and
lets other threads run meanwhile. It has no look-around and no back references.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import re2  # type: ignore[import-not-found,import-untyped,unused-ignore]

from reader.positions import Span
from reader.text.joined import Shown

SPANS: Final = 10_000
"""Hits that are handed over together at most, where a block has more."""


_BY_LINE: Final = "(?m)"
"""Before each expression: ^ and $ are the ends of lines."""


def compiled(expression: str) -> Any | None:
    """The expression, with smart case; None where RE2 cannot read it."""
    try:
        return _compile(expression)
    except (re2.error, UnicodeEncodeError):
        return None


def fault(expression: str) -> str:
    """What keeps RE2 from reading an expression, in its words, as "missing ]: [te"; empty if nothing does."""
    try:
        _compile(expression)
    except UnicodeEncodeError:
        return "a character that is none"
    except re2.error as error:
        said = error.args[0] if error.args else ""
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return said.replace(_BY_LINE, "", 1)
    return ""


def _compile(expression: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.never_nl = True
    options.case_sensitive = expression != expression.lower()
    return re2.compile(f"{_BY_LINE}{expression}", options)


def matches(blocks: Iterable[Shown], regex: Any, start: int, end: int) -> Iterator[list[Span]]:
    """The spans that begin in [start, end) and are not empty, ascending, in lists of a block's; the blocks are a text
    piece by piece, each of whole lines as they are shown."""
    for shown in blocks:
        spans = []
        for match in regex.finditer(_encodable(shown.text)):
            if match.start() == match.end():
                continue
            span = shown.place_of(match.start()), shown.place_of(match.end() - 1) + 1
            if span[0] >= end:
                break
            if span[0] >= start:
                spans.append(span)
                if len(spans) == SPANS:
                    yield spans
                    spans = []
        yield spans


def _encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 does not have, replaced one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text
