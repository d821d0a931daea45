"""Indexes made for tests: of documents that are only spans and names, and of folders."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.entries import KINDS, AlignmentEntry
from reader.library.index_file import IndexFile, index_of
from reader.library.packing import pack
from reader.library.reading import ReadDocument, ReadFile
from reader.library.sources import SourceFile
from reader.library.storing import Store
from reader.reuse.copies import digest

ARTICLE_CHARACTERS = 100


def document(name: str, *kinds: str) -> ReadDocument:
    """A document of articles of 100 characters each."""
    text = ("word " * (ARTICLE_CHARACTERS // 5)) * len(kinds)
    articles = tuple(
        (100 * i, 100 * (i + 1), KINDS.index(kind), f"{name} {i}", i + 1, None, None) for i, kind in enumerate(kinds)
    )
    return ReadDocument(name, text, digest(text), pack(text), len(kinds), "utf-8", 1.0, 0, 0, b"", articles)


def catalogue_of(folder: Path, documents: Sequence[ReadDocument], *alignments: AlignmentEntry) -> Catalogue:
    """A catalogue of documents, one a file, numbered in their order; so are those of the alignments."""
    index = IndexFile(folder / "index.sqlite3")
    store = Store(index.path)
    with store.transaction():
        for position, made in enumerate(documents):
            file = SourceFile(Path(made.name), made.name, 0, 0)
            store.put(ReadFile(file, b"", (made,), ()), position)
        ids = [number for number, _ in store.documents()]
        store.put_alignments(
            [replace(a, a_document=ids[a.a_document], b_document=ids[a.b_document]) for a in alignments]
        )
    store.close()
    return Catalogue(index)


def indexed(*paths: Path) -> Catalogue:
    """A catalogue of what is below some paths, after it was indexed in this process."""
    index = index_of(paths)
    list(analyse(paths, index))
    return Catalogue(index)


def prose(name: str, text: str) -> ReadDocument:
    """A document that is one article."""
    articles = ((0, len(text), KINDS.index("article"), text[:40], 1, None, None),)
    return ReadDocument(name, text, digest(text), pack(text), text.count("\n") + 1, "utf-8", 1.0, 0, 0, b"", articles)


def contents_now(*paths: Path) -> object:
    """All that an index says of a library, after it was indexed in this process."""
    catalogue = indexed(*paths)
    try:
        return contents_of(catalogue)
    finally:
        catalogue.close()


def contents_of(catalogue: Catalogue) -> object:
    """All that an index says of a library, without the ids."""
    documents = []
    for number, entry in enumerate(catalogue.documents):
        text = catalogue.text(entry)
        facts = (entry.file.path, entry.file.size, entry.characters, entry.lines, entry.encoding, entry.repairs)
        alignments = [
            (a.a_document, a.a_start, a.a_end, a.b_document, a.b_start, a.b_end, a.similarity, a.cluster)
            for a in catalogue.alignments(number, 0, len(text))
        ]
        lists = list(entry.stories), list(entry.rest), list(entry.articles)
        documents.append((entry.name, entry.record, facts, text, lists, alignments))
    words = catalogue.rows("SELECT term, doc, cnt FROM vocabulary ORDER BY term")
    return documents, catalogue.skipped, catalogue.compared, words
