"""Documents of an open library as the user data knows them, and back."""

from collections.abc import Sequence
from pathlib import Path

from reader.library.catalogue import Catalogue
from reader.library.database import to_blob
from reader.library.entries import DocumentEntry
from reader.library.sources import STDIN
from reader.library.userdata.documents import DocumentKey


def key_of(entry: DocumentEntry) -> DocumentKey:
    """What tells a document of a library from others; its text has not been looked at."""
    path = entry.file.path
    return DocumentKey(path if path == STDIN else path.absolute(), entry.name.removeprefix(entry.file.name))


def find(catalogue: Catalogue, paths: Sequence[Path], key: DocumentKey) -> int | None:
    """The number of a document in the library that was opened with `paths`; None if it is not there now."""
    for path in _spellings(paths, key.path):
        row = catalogue.rows(_FIND, (to_blob(str(path)), to_blob(key.record)))
        if row and (number := catalogue.number_of(row[0][0])) is not None:
            return number
    return None


def _spellings(paths: Sequence[Path], path: Path) -> list[Path]:
    """A path as listing the library may have spelt it: from where each of its folders was given."""
    found = [path]
    for top in paths:
        if path == top.absolute():
            found.append(top)
        elif path.is_relative_to(top.absolute()):
            found.append(top / path.relative_to(top.absolute()))
    return found


_FIND = """
SELECT documents.id FROM documents JOIN files ON files.id = documents.file
WHERE files.path = ? AND documents.name = CAST(files.name || ? AS BLOB)
"""
