"""What an index has found to be told twice, where texts and articles are those that were compared for it."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from reader.library.database import BORDERS, BROKEN, COMPARED
from reader.library.index_file import program_fingerprint
from reader.library.known_articles import index_to_read
from reader.library.loaded import LoadedDocument
from reader.library.storing import state
from reader.reuse.copies import digest
from reader.reuse.places import Alignment, Place


def known_alignments(
    paths: Sequence[Path], loaded: Sequence[LoadedDocument], text_field: str | None = None
) -> tuple[Alignment, ...] | None:
    """What comparing all documents of some paths, read by a `text_field`, with `Settings()` comes to; documents are
    numbered as in `loaded`. None if the index does not have it, as where articles were put right, now or when it was
    compared."""
    with index_to_read(paths, text_field) as connection:
        try:
            return None if connection is None else _known(connection, loaded)
        except (*BROKEN, TypeError, KeyError):
            return None


def _known(connection: sqlite3.Connection, loaded: Sequence[LoadedDocument]) -> tuple[Alignment, ...] | None:
    if not state(connection, COMPARED) or state(connection, "program") != program_fingerprint():
        return None
    if state(connection, BORDERS):
        return None
    rows = connection.execute(_DOCUMENTS).fetchall()
    if [key for _, key in rows] != [digest(document.text) for document in loaded]:
        return None
    starts: dict[int, list[int]] = {document: [] for document, _ in rows}
    for document, start in connection.execute(_STARTS):
        starts[document].append(start)
    if [*starts.values()] != [[article.start for article in document.articles] for document in loaded]:
        return None
    number = {document: at for at, (document, _) in enumerate(rows)}
    return tuple(
        Alignment(Place(number[a], a0, a1), Place(number[b], b0, b1), similarity, cluster, bool(loose))
        for a, a0, a1, b, b0, b1, similarity, cluster, loose in connection.execute(_ALIGNMENTS)
    )


_DOCUMENTS = """
SELECT documents.id, digest FROM files JOIN documents ON documents.file = files.id
ORDER BY files.position, documents.record
"""

_STARTS = """
SELECT documents.id, start FROM documents
JOIN articles ON articles.id >= first_article AND articles.id < first_article + stories + rest ORDER BY articles.id
"""

_ALIGNMENTS = """
SELECT a_document, a_start, a_end, b_document, b_start, b_end, similarity, cluster, loose FROM alignments ORDER BY rowid
"""
"""As they were found: ordered by place."""
