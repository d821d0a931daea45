"""Documents of an open library as the user data knows them, and back."""

import json
import os
from collections.abc import Iterable

from reader.library.catalogue import Catalogue
from reader.library.database import to_blob
from reader.library.entries import DocumentEntry
from reader.library.userdata.documents import DocumentKey, Documents


def key_of(entry: DocumentEntry) -> DocumentKey:
    """What tells a document of a library from others; its text has not been looked at."""
    return DocumentKey(entry.file.path, entry.name.removeprefix(entry.file.name))


def find(catalogue: Catalogue, key: DocumentKey) -> int | None:
    """The number of a document in an open library; None if it is not there now."""
    row = catalogue.rows(_FIND, (to_blob(str(key.path)), to_blob(key.record)))
    return catalogue.number_of(row[0][0]) if row else None


def find_all(catalogue: Catalogue, known: Documents, numbers: Iterable[int]) -> dict[int, int]:
    """Where known documents are in an open library, by their numbers; those that are not there now are left out.

    One whose file was moved or renamed is known by its text, as `Documents.enter` knows it: the last of several, in a
    document that is not itself known. That takes one scan of the documents of the library.
    """
    found: dict[int, int] = {}
    gone: dict[str, int] = {}
    for number in numbers:
        key = known.key(number)
        document = find(catalogue, key)
        if document is not None:
            found[number] = document
        elif not os.path.lexists(key.path):  # else the same text elsewhere is a copy
            text = key.content.hex().upper()
            gone[text] = max(number, gone.get(text, number))
    if gone:
        for row, text in catalogue.rows(_FIND_TEXTS, (json.dumps(list(gone)),)):
            document = catalogue.number_of(row)
            if document is not None and known.number_at(key_of(catalogue.documents[document])) is None:
                found.setdefault(gone[text], document)
    return found


_FIND_TEXTS = "SELECT id, hex(digest) FROM documents WHERE hex(digest) IN (SELECT value FROM json_each(?)) ORDER BY id"

_FIND = """
SELECT documents.id FROM documents JOIN files ON files.id = documents.file
WHERE files.path = ? AND documents.name = CAST(files.name || ? AS BLOB)
"""
