"""What the names of documents say of their format."""

import pytest

from reader.library.suffixes import name_as_title, numbered


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("json/__init__.py", "__init__.py"),
        ("src/Main.JAVA", "Main.JAVA"),
        ("logs/web-1.log.gz", "web-1.log.gz"),
        ("build/Makefile", "Makefile"),
        ("code.zip/setup.cfg", "setup.cfg"),
        ("table.csv", "table.csv"),
        ("Harbour Lights/S01E03.en.srt", "S01E03.en.srt"),
        ("table.csv#3", ""),
        ("notes/2026-01-01.md", ""),
        ("letter.txt", ""),
        ("README", ""),
    ],
)
def test_a_document_whose_format_knows_no_titles_is_called_as_its_file(name: str, title: str) -> None:
    assert name_as_title(name) == title


def test_a_number_stands_before_what_tells_the_format() -> None:
    names = ("a.b/same.txt", "a.b/same", "day.csv.gz", ".profile", "v1.2.TXT.XZ")
    assert [numbered(name, 2) for name in names] == [
        "a.b/same~2.txt",
        "a.b/same~2",
        "day~2.csv.gz",
        ".profile~2",
        "v1.2~2.TXT.XZ",
    ]
