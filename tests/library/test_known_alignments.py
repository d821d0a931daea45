"""What an index has found to be told twice is what comparing its texts comes to."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.background import analyse
from reader.library.database import COMPARED, open_to_write
from reader.library.index_file import index_of
from reader.library.known_alignments import known_alignments
from reader.library.loaded import LoadedDocument, load
from reader.library.retelling import alignments
from reader.library.userdata.documents import DocumentKey
from reader.library.userdata.store import UserData
from reader.reuse.settings import Settings


@pytest.fixture
def library(tmp_path: Path, seeds: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for path in sorted(seeds.glob("*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
    list(analyse([folder]))
    return folder


def documents(library: Path) -> Sequence[LoadedDocument]:
    return [item for item in load([library]) if isinstance(item, LoadedDocument)]


def test_what_is_known_is_what_would_be_found(library: Path) -> None:
    loaded = documents(library)
    found = alignments(loaded, Settings())
    assert found and known_alignments([library], loaded) == found


def test_nothing_is_known_of_other_paths(library: Path) -> None:
    assert known_alignments([library / "one.txt"], documents(library)) is None


def test_nothing_is_known_of_a_text_that_has_changed(library: Path) -> None:
    first, *_ = sorted(library.glob("*.txt"))
    first.write_bytes(first.read_bytes() + b"\nOne more line.\n")
    assert known_alignments([library], documents(library)) is None


def test_nothing_is_known_of_what_was_not_compared(library: Path) -> None:
    with closing(open_to_write(index_of([library]).path)) as connection:
        connection.execute("UPDATE state SET value = 0 WHERE key = ?", (COMPARED,))
    assert known_alignments([library], documents(library)) is None


def test_nothing_is_known_of_articles_that_were_put_right(library: Path) -> None:
    document = next(each for each in documents(library) if len(each.articles) > 1)
    with closing(UserData.open()) as data:
        number = data.documents.enter(DocumentKey(document.file.path), document.text)
        data.overrides.merge(number, document.text, document.articles[1].start)
    assert known_alignments([library], documents(library)) is None
    list(analyse([library]))
    assert known_alignments([library], documents(library)) is None
    with closing(UserData.open()) as data:
        (override,) = data.overrides.of(number)
        data.overrides.remove(override.number)
    assert known_alignments([library], documents(library)) is None, "the index is parted by what was put right"
    list(analyse([library]))
    loaded = documents(library)
    assert known_alignments([library], loaded) == alignments(loaded, Settings())


def test_nothing_is_known_where_the_index_is_damaged(library: Path) -> None:
    index_of([library]).path.write_bytes(b"no index")
    assert known_alignments([library], documents(library)) is None
