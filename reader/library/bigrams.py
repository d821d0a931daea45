"""Texts rewritten so that a full-text index parts them into words, and takes words for the same that readers do.

Letters in parts are put together, and all are folded as everywhere else. In scripts without spaces each run of
characters becomes its overlapping pairs and, last, its last character: the usual unit of retrieval in Chinese and
Japanese. Two characters or more are then found wherever they stand, as a phrase of pairs; a single one is found as the
beginning of a pair. Words that line ends divide stand there whole and in two. Texts in ASCII without such words are
left as they are.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import add

from reader.library.both_ways import both_ways
from reader.positions import Span
from reader.text.combining import compose, is_composed, span_at
from reader.text.combining import places_of as places_in_parts
from reader.text.fold_table import FOLD, is_composed_at_length
from reader.text.scripts import UNSPACED_RANGES

_UNSPACED = "".join(f"{chr(low)}-{chr(high - 1)}" for low, high in UNSPACED_RANGES)
_RUN = re.compile(f"[{_UNSPACED}]+")
_LAST_RUN = re.compile(rf"[{_UNSPACED}]+(?=\W*\Z)")
_PIECE = re.compile(r'"(?:[^"]|"")*"|(?:[0-9A-Za-z_\x1a]|[^\x00-\x7f])+')
"""Strings and barewords, as the grammar of FTS5 has them."""

_STAR = re.compile(r"\s*\*")


def spread(text: str) -> str:
    """The text as the index takes it."""
    return _spread(both_ways(text).text)


def _spread(text: str) -> str:
    letters = _letters(text)
    return letters if letters.isascii() else _RUN.sub(lambda run: f" {_pairs(run.group())} ", letters)


def _letters(text: str) -> str:
    """A text of one folded character for each letter; that of ASCII as it is, since the tokenizer knows its case."""
    if text.isascii():
        return text
    folded = FOLD(text)
    return folded if is_composed_at_length(text) else FOLD(compose(text))


def spread_query(query: str) -> str:
    """A query in the grammar of FTS5 that finds in rewritten texts what `query` says."""
    return query if query.isascii() else "".join(_spread_pieces(query))


def unspread(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of a rewritten text as spans of the text itself, those that overlap joined."""
    written = both_ways(text)
    found = _unspread(written.text, spans)
    if written.text is text:
        return found
    return overlapping_joined((written.place_of(low), written.place_of(high - 1) + 1) for low, high in found)


def _unspread(text: str, spans: Sequence[Span]) -> list[Span]:
    if text.isascii():
        return list(spans)
    starts = None if is_composed(text) else places_in_parts(text)
    places = places_of(_letters(text))
    found = ((places[start], places[end - 1] + 1) for start, end in spans)
    return overlapping_joined(span_at(starts, *span) if starts else span for span in found)


def overlapping_joined(spans: Iterable[Span]) -> list[Span]:
    """Spans ascending, those that overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def places_of(letters: str) -> "array[int]":
    """For each character of a rewritten text the place of the one that it came from in the text of letters."""
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
        if words.isascii():
            yield words
            continue
        phrase = _letters(words.strip('"')).replace('"', " ")
        last = _LAST_RUN.search(phrase)
        if last and len(last.group()) > 1:  # in the text more may follow: the last character by itself is no word
            yield f'"{_spread(phrase[: last.start()])} {" ".join(map(add, last.group(), last.group()[1:]))}"'
        else:
            yield f'"{_spread(phrase)}"{"*" if last and not _STAR.match(query, at) else ""}'
    yield query[at:]
