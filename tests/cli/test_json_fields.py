"""The man page lists the fields that are printed, and no others."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli.commandline import VERBS
from reader.cli.json_fields import JSON_FIELDS
from reader.cli.manual import man_page
from tests.cli.running import reader, records

STORY = (
    "May 3, 2024\r\n\r\nThe harbour council voted on Tuesday to rebuild the old lighthouse, which the gales of last "
    "winter had broken.\r\nIts lamp will burn again in spring, said the mayor, and the house will be a school.\r\n"
)
ARGUMENTS = {
    "articles": ("articles", "{news}", "--json"),
    "articles --why": ("articles", "{news}", "--why", "--json"),
    "doctor": ("doctor", "--json"),
    "export": ("export", "{news}", "--json"),
    "export --unique": ("export", "{news}", "--unique", "--to", "{unique}", "--json"),
    "find": ("find", "harbour", "{news}", "--json"),
    "index": ("index", "{news}", "--json"),
    "rebuild": ("rebuild", "{unique}", "--to", "{whole}", "--json"),
    "repeats": ("repeats", "{news}", "--json"),
    "repeats --by document": ("repeats", "{news}", "--by", "document", "--json"),
    "repeats --passim": ("repeats", "{news}", "--passim"),
    "show": ("show", "a?.txt:1", "{news}", "--json"),
    "where": ("where", "--json"),
}


def names(record: object, before: str = "") -> Iterator[str]:
    """The names of the fields of a record, and those of what they hold."""
    if isinstance(record, dict):
        for name, value in record.items():
            yield before + name
            yield from names(value, f"{before}{name}.")
    elif isinstance(record, list):
        for each in record:
            yield from names(each, before)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("fields")
    news = root / "news"
    news.mkdir()
    for name in ("a?.txt", "b.txt"):
        (news / name).write_bytes(STORY.encode())
    (news / "c.txt.gz").write_bytes(gzip.compress(STORY.encode())[:60])
    return {"news": news, "unique": root / "unique", "whole": root / "whole"}


@pytest.mark.parametrize("what", JSON_FIELDS)
def test_the_fields_named_are_those_printed(what: str, folders: dict[str, Path]) -> None:
    if what == "rebuild" and not folders["unique"].exists():
        reader(*(each.format(**folders) for each in ARGUMENTS["export --unique"]))
    result = reader(*(each.format(**folders) for each in ARGUMENTS[what]))
    printed = {name for record in records(result.stdout) for name in names(record)}
    documented = set(JSON_FIELDS[what])
    assert printed == documented, result.stderr


def test_every_verb_with_json_is_in_the_list() -> None:
    listed = {what.split()[0] for what in JSON_FIELDS}
    page = man_page().replace("\\-", "-")
    for verb in VERBS:
        has_json = "--json" in page.partition(f".SS reader {verb} [")[2].partition(".SS")[0]
        assert (verb in listed) == has_json, verb


def test_no_entry_of_the_man_page_is_empty() -> None:
    assert "\n\n" not in man_page()
