"""Documents of an open library as the user data knows them, and back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import TwicetoldError
from reader.library.catalogue import Catalogue
from reader.library.database import FIND, to_blob
from reader.library.entries import DocumentEntry
from reader.library.userdata.documents import DocumentKey

if TYPE_CHECKING:
    from reader.library.userdata.kept import Kept


def key_of(entry: DocumentEntry) -> DocumentKey:
    """What tells a document of a library from others; its text has not been looked at."""
    return DocumentKey(entry.file.path, entry.name.removeprefix(entry.file.name))


def find(catalogue: Catalogue, key: DocumentKey) -> int | None:
    """The number of a document in an open library; None if it is not there now."""
    row = catalogue.rows(FIND, (to_blob(str(key.path)), to_blob(key.record)))
    return catalogue.number_of(row[0][0]) if row else None


def find_all(kept: Kept, numbers: Iterable[int]) -> dict[int, int]:
    """Where known documents are in an open library, by their numbers; those that are not there now are left out.

    One whose file was moved or renamed is known by its text, as `Documents.enter` knows it: the last of several, in a
    document that is not itself known; if the text was edited, too, in a file of the same name. That takes a scan or two
    of the documents of the library.
    """
    catalogue, known = kept.texts.catalogue, kept.data.documents
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
    if edited := set(gone.values()) - found.keys():
        found.update(_find_edited(kept, edited))
    return found


def _find_edited(kept: Kept, numbers: set[int]) -> dict[int, int]:
    """`find_all` for documents whose texts are nowhere: they may have been edited after their files were moved."""
    catalogue, known = kept.texts.catalogue, kept.data.documents
    names = {_named(known.key(number)) for number in numbers}
    files = {to_blob(name).hex().upper() for name, _ in names}
    found: dict[int, int] = {}
    for (row,) in catalogue.rows(_FIND_NAMES, (json.dumps(sorted(files)),)):
        with suppress(TwicetoldError, IndexError):  # it changed meanwhile, and comes again
            document = catalogue.number_of(row)
            entry = None if document is None else catalogue.documents[document]
            if document is None or entry is None or _named(key := key_of(entry)) not in names:
                continue
            if known.number_at(key) is None:
                number = known.known_as(key, kept.texts.text(entry))
                if number in numbers:
                    found.setdefault(number, document)
    return found


def _named(key: DocumentKey) -> tuple[str, str]:
    """What a document keeps when its file is moved: the name of that, and which of its records it is."""
    return key.path.name, key.record


_FIND_TEXTS = "SELECT id, hex(digest) FROM documents WHERE hex(digest) IN (SELECT value FROM json_each(?)) ORDER BY id"

_FIND_NAMES = """
SELECT documents.id FROM documents JOIN files ON files.id = documents.file
WHERE hex(replace(files.path, rtrim(files.path, replace(files.path, '/', '')), '')) IN (SELECT value FROM json_each(?))
ORDER BY documents.id
"""
"""`rtrim` takes all but slashes from the end of a path, and leaves the folder that the name is in."""
