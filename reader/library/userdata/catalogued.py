"""Documents of an open library as the user data knows them, and back."""

from reader.library.catalogue import Catalogue
from reader.library.database import to_blob
from reader.library.entries import DocumentEntry
from reader.library.userdata.documents import DocumentKey


def key_of(entry: DocumentEntry) -> DocumentKey:
    """What tells a document of a library from others; its text has not been looked at."""
    return DocumentKey(entry.file.path, entry.name.removeprefix(entry.file.name))


def find(catalogue: Catalogue, key: DocumentKey) -> int | None:
    """The number of a document in an open library; None if it is not there now."""
    row = catalogue.rows(_FIND, (to_blob(str(key.path)), to_blob(key.record)))
    return catalogue.number_of(row[0][0]) if row else None


_FIND = """
SELECT documents.id FROM documents JOIN files ON files.id = documents.file
WHERE files.path = ? AND documents.name = CAST(files.name || ? AS BLOB)
"""
