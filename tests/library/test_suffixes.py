"""What the names of documents say of their format."""

import pytest

from reader.library.suffixes import name_as_title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("json/__init__.py", "__init__.py"),
        ("src/Main.JAVA", "Main.JAVA"),
        ("logs/web-1.log.gz", "web-1.log.gz"),
        ("build/Makefile", "Makefile"),
        ("code.zip/setup.cfg", "setup.cfg"),
        ("table.csv", "table.csv"),
        ("table.csv#3", ""),
        ("notes/2026-01-01.md", ""),
        ("letter.txt", ""),
        ("README", ""),
    ],
)
def test_a_document_whose_format_knows_no_titles_is_called_as_its_file(name: str, title: str) -> None:
    assert name_as_title(name) == title
