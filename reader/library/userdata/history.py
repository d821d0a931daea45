"""What was read: as spans of documents, and as sentences, which are known again wherever they turn up."""

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter

from reader.library.userdata.database import Database
from reader.library.userdata.spans import Spans, spans
from reader.positions import Span

MIN_BYTES = 40
"""Letters of a sentence that is known by itself, in UTF-8: 40 Latin or 14 Chinese ones. Shorter ones are told
everywhere, and are known by as many letters before them: "He nodded." after what was read before it."""

MAX_SENTENCE = 1000
"""Characters; what has no full stop for longer is cut here, so that one line of a megabyte is not one sentence."""

MAX_CONTEXT = 200
"""Characters among which there are MIN_BYTES letters, unless all is blanks and rules."""

MOSTLY = 0.9
"""Share of a sentence or an article that must be read for all of it to be: few read every caption."""

_BOUNDARY = re.compile(r"[\n.!?…。！？](?:(?<=[\n。！？])|[.!?…\"'”’»)\]]*(?=\s))")
_NOT_LETTERS = re.compile("[\\x00-/:-@\\[-`{-\xbf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\ufffd]+")
"""Spaces, punctuation and symbols, but not the marks that are part of letters in many scripts, as `\\W` is."""


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int]]:
    """(start, end, hash) of the sentences in `[start, end)`, short ones at its beginning left out.

    The hash, 63 bits, is of letters and digits alone: case, quotes, dashes and spaces of another copy do not matter.
    """
    before = b""
    for low, high in pieces(text, start, len(text) if end is None else end):
        said = letters(text[low:high]).casefold().encode("utf-8", "surrogatepass")
        data = said if len(said) >= MIN_BYTES else before + said
        if said and len(data) >= MIN_BYTES:
            yield low, high, int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1
        before = (before + said)[-MIN_BYTES:]


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return _NOT_LETTERS.sub("", text)


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences in `[start, end)`, or their parts on lines of their own, one after the other and without a gap."""
    for boundary in chain(_BOUNDARY.finditer(text, start, end), (None,)):
        stop = end if boundary is None else boundary.end()
        while start < stop:
            cut = min(stop, start + MAX_SENTENCE)
            yield start, cut
            start = cut


class History:
    """What was read. Documents go by their numbers, see `Documents.enter`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, document: int) -> Spans:
        """What was read of a document, in that document."""
        with self._database.reading() as connection:
            select = 'SELECT start, "end" FROM read_spans WHERE document = ? ORDER BY start'
            return Spans(tuple(connection.execute(select, (document,))))

    def read_everywhere(self) -> dict[int, Spans]:
        """What was read, by document."""
        with self._database.reading() as connection:
            rows = connection.execute(
                'SELECT document, start, "end" FROM read_spans ORDER BY document, start'
            ).fetchall()
        of_documents = groupby(rows, key=itemgetter(0))
        return {document: Spans(tuple(map(itemgetter(1, 2), of_one))) for document, of_one in of_documents}

    def recognised(self, text: str) -> Spans:
        """What of a text says what was read anywhere, sentence by sentence."""
        told = list(sentences(text))
        hashes = json.dumps([hashed for _, _, hashed in told])
        with self._database.reading() as connection:
            select = "SELECT hash FROM read_sentences WHERE hash IN (SELECT value FROM json_each(?))"
            known = {row[0] for row in connection.execute(select, (hashes,))}
        found: list[Span] = []
        before: int | None = None
        for start, end, hashed in told:
            if hashed not in known:
                before = None
                continue
            found.append((start if before is None else before, end))
            before = end
        return spans(found)

    def mark_read(self, document: int, text: str, start: int, end: int) -> None:
        """`[start, end)` of a document, whose text is `text`, was read."""
        start, end = max(0, start), min(end, len(text))
        if start >= end:
            return
        with self._database.writing() as connection:
            touching = 'document = ? AND start <= ? AND "end" >= ?'
            row = connection.execute(
                f'SELECT min(start), max("end") FROM read_spans WHERE {touching}',  # noqa: S608 - the line above
                (document, end, start),
            ).fetchone()
            low, high = (start, end) if row[0] is None else (min(start, row[0]), max(end, row[1]))
            connection.execute(f"DELETE FROM read_spans WHERE {touching}", (document, end, start))  # noqa: S608
            connection.execute("INSERT INTO read_spans VALUES (?, ?, ?)", (document, low, high))
            told = [
                (hashed,)
                for first, last, hashed in sentences(text, *_around(text, start, end))
                if min(last, high) - max(first, low) >= MOSTLY * (last - first)
            ]
            connection.executemany("INSERT INTO read_sentences VALUES (?) ON CONFLICT DO NOTHING", told)

    def replace(self, document: int, read: Spans) -> None:
        """What was read of a document is `read`, and nothing else; what is known of sentences stays."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM read_spans WHERE document = ?", (document,))
            connection.executemany("INSERT INTO read_spans VALUES (?, ?, ?)", [(document, *pair) for pair in read])

    def mark_unread(self, document: int, text: str, start: int, end: int) -> None:
        """`[start, end)` of a document shall count as unread, and so shall what it says wherever it turns up."""
        start, end = max(0, start), min(end, len(text))
        if start >= end:
            return
        with self._database.writing() as connection:
            for low, high in self.read(document):
                if low < end and start < high:
                    connection.execute("DELETE FROM read_spans WHERE document = ? AND start = ?", (document, low))
                    rest = [(document, *piece) for piece in ((low, start), (end, high)) if piece[0] < piece[1]]
                    connection.executemany("INSERT INTO read_spans VALUES (?, ?, ?)", rest)
            told = [
                (hashed,)
                for first, last, hashed in sentences(text, *_around(text, start, end))
                if first < end and start < last
            ]
            connection.executemany("DELETE FROM read_sentences WHERE hash = ?", told)


def _around(text: str, start: int, end: int) -> Span:
    """The lines that hold a span, with those before it by which its short sentences are known; or of very long ones as
    much as a few sentences."""
    before = max(0, start - MAX_CONTEXT)
    first = text.rfind("\n", max(0, before - 4 * MAX_SENTENCE), before) + 1
    last = text.find("\n", end, end + 4 * MAX_SENTENCE)
    return first or max(0, start - 4 * MAX_SENTENCE), last if last >= 0 else min(len(text), end + 4 * MAX_SENTENCE)
