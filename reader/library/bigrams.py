"""Texts rewritten so that a full-text index parts them into words, and takes words for the same that readers do.

Letters in parts are put together, and ё becomes е, as most Russian is spelt. In scripts without spaces each run of
characters becomes its overlapping pairs and, last, its last character: the usual unit of retrieval in Chinese and
Japanese. Two characters or more are then found wherever they stand, as a phrase of pairs; a single one is found as the
beginning of a pair. Other texts are left as they are.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from operator import add

from reader.text import combining
from reader.text.combining import compose
from reader.text.scripts import UNSPACED_RANGES

_UNSPACED = "".join(f"{chr(low)}-{chr(high - 1)}" for low, high in UNSPACED_RANGES)
_RUN = re.compile(f"[{_UNSPACED}]+")
_REWRITTEN = re.compile(f"[ЁёЀѐ{_UNSPACED}{combining.COMBINING}]")
_LAST_RUN = re.compile(rf"[{_UNSPACED}]+(?=\W*\Z)")
_PIECE = re.compile(r'"(?:[^"]|"")*"|(?:[0-9A-Za-z_\x1a]|[^\x00-\x7f])+')
"""Strings and barewords, as the grammar of FTS5 has them."""

Span = tuple[int, int]

_STAR = re.compile(r"\s*\*")


def spread(text: str) -> str:
    """The text as the index takes it."""
    if text.isascii() or not _REWRITTEN.search(text):
        return text
    return _RUN.sub(lambda run: f" {_pairs(run.group())} ", _spelt(text))


def _spelt(text: str) -> str:
    return compose(text).replace("ё", "е").replace("Ё", "Е")


def spread_query(query: str) -> str:
    """A query in the grammar of FTS5 that finds in rewritten texts what `query` says."""
    return query if query.isascii() else "".join(_spread_pieces(_spelt(query)))


def unspread(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of a rewritten text as spans of the text itself, those that overlap joined."""
    if text.isascii():
        return list(spans)
    letters = compose(text)
    starts = None if letters is text else combining.places_of(text)
    places = places_of(letters)
    joined: list[Span] = []
    for start, end in spans:
        start, end = places[start], places[end - 1] + 1
        if starts:
            start, end = starts[start], starts[end]
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


def places_of(letters: str) -> "array[int]":
    """For each character of a rewritten text the place of the one in the composed text that it came from."""
    places = array("q")
    at = 0
    for run in _RUN.finditer(letters):
        start, end = run.span()
        places.extend(range(at, start))
        places.append(start)  # the space before
        for place in range(start, end - 1):
            places.extend((place, place + 1, place + 1))
        places.extend((end - 1, end - 1))
        at = end
    places.extend(range(at, len(letters)))
    return places


def _pairs(run: str) -> str:
    return " ".join([*map(add, run, run[1:]), run[-1]])


def _spread_pieces(query: str) -> Iterator[str]:
    at = 0
    for piece in _PIECE.finditer(query):
        yield query[at : piece.start()]
        at = piece.end()
        words = piece.group()
        if not _RUN.search(words):
            yield words
            continue
        phrase = words[1:-1] if words.startswith('"') else words
        last = _LAST_RUN.search(phrase)
        if not last:
            yield f'"{spread(phrase)}"'
        elif len(last.group()) > 1:  # in the text more may follow: the last character by itself is no word
            yield f'"{spread(phrase[: last.start()])} {" ".join(map(add, last.group(), last.group()[1:]))}"'
        else:
            yield f'"{spread(phrase)}"{"" if _STAR.match(query, at) else "*"}'
    yield query[at:]
