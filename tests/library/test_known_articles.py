"""Articles taken from an index are those that would be found."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.background import analyse
from reader.library.database import open_to_write
from reader.library.index_file import index_of, place_of
from reader.library.loaded import LoadedDocument, load
from reader.text.articles import Article, Kind

LOOKED_FOR = Article(0, 1, Kind.RESIDUE, "looked for")

RECORDS = '{"title": "First", "text": "One went to sea."}\n{"text": ""}\n{"text": "A\\ud800b it is."}\n'


@pytest.fixture
def library(tmp_path: Path, seeds: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for path in sorted(seeds.glob("*.txt"))[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "rows.jsonl").write_text(RECORDS, encoding="utf-8")
    return folder


def found(*paths: Path) -> dict[str, Sequence[object]]:
    return {item.name: item.articles for item in load(paths) if isinstance(item, LoadedDocument)}


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.loaded.articles", lambda text, stories: (LOOKED_FOR,))


def made(library: Path) -> dict[str, Sequence[object]]:
    """What is found without an index, which is made after that."""
    expected = found(library)
    list(analyse([library]))
    return expected


def test_articles_of_an_index_are_those_of_the_files(library: Path, request: pytest.FixtureRequest) -> None:
    expected = made(library)
    assert sum(map(len, expected.values())) > 12
    request.getfixturevalue("looked_for")
    assert found(library) == expected


@pytest.mark.usefixtures("looked_for")
def test_a_file_that_has_changed_is_looked_through(library: Path) -> None:
    made(library)
    first, second, *_ = sorted(library.glob("*.txt"))
    before = first.stat()
    data = first.read_bytes()
    first.write_bytes(data.swapcase())  # as long, and of the same time
    os.utime(first, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = found(library)
    assert again[first.name] == (LOOKED_FOR,) and len(again[second.name]) > 1


@pytest.mark.usefixtures("looked_for")
@pytest.mark.parametrize("change", ["UPDATE state SET value = 'another' WHERE key = 'program'", "DROP TABLE articles"])
def test_an_index_of_another_program_or_damaged_tells_nothing(library: Path, change: str) -> None:
    made(library)
    with closing(open_to_write(index_of([library]).path)) as connection:
        connection.execute(change)
    assert all(articles == (LOOKED_FOR,) for articles in found(library).values())


def test_no_index_is_made(library: Path) -> None:
    found(library)
    assert not place_of([library]).parent.exists()
