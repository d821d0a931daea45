"""What is meant in the command palette: far-fetched things are not done by enter, usual words are known."""

from collections.abc import Iterator

import pytest
from textual.dom import DOMNode

from reader.tui.commands import CHANGING, ELSEWHERE, FURTHER_WORDS, WITHOUT_KEYS, Command, Commands
from reader.tui.keys import PLACES


def every_command() -> Iterator[Command]:
    node = DOMNode()
    for table in (*(table for table, _ in PLACES), WITHOUT_KEYS):
        for id_, _, action, label in table:
            if label:
                yield Command(label, "", action, node, id_, words=FURTHER_WORDS.get(id_, ""))
    for name in ("nord", "twicetold-day"):
        yield Command(f"Theme: {name}", "", "", node, "app.theme", theme=name, words=FURTHER_WORDS["app.theme"])


COMMANDS = list(every_command())
IDS = {command.id for command in COMMANDS}


def called(query: str) -> list[str]:
    return [command.id for command in Commands(COMMANDS).meant(query).called]


def test_every_name_is_of_something_and_what_changes_something_has_no_other() -> None:
    assert {id_ for ids in ELSEWHERE.values() for id_ in ids} <= IDS
    assert set(FURTHER_WORDS) <= IDS and CHANGING <= IDS
    assert not CHANGING & set(FURTHER_WORDS)


@pytest.mark.parametrize("query", ["version", "wa", "w", "clear", "sp", "delete", "width", "u", "m", "rd", "lartic"])
def test_what_changes_something_is_not_meant_by_letters_here_and_there(query: str) -> None:
    assert not CHANGING & set(called(query))


def test_what_is_like_it_is_listed_apart() -> None:
    meant = Commands(COMMANDS).meant("artfound")
    assert not meant.called and "article.reset" in {command.id for command in meant.perhaps}
    assert Commands(COMMANDS).meant("thmee").perhaps[0].label.startswith("Theme: ")


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("export", "made.save"),
        ("settings", "app.where"),
        ("config", "app.where"),
        ("version", "app.where"),
        ("bookmark", "made.list"),
        ("compare", "read.side-by-side"),
        ("raw", "read.raw"),
        ("history", "read.back"),
        ("index", "app.look-again"),
        ("reload", "app.look-again"),
        ("fullscreen", "view.page-only"),
        ("zoom", "view.page-only"),
        ("wa", "app.kept"),
        ("sp", "read.side-by-side"),
        ("sibysi", "read.side-by-side"),
        ("split", "article.split"),
        ("undo", "article.undo"),
        ("read", "read.skipped"),
        ("colour", "app.theme"),
        ("$", "move.bottom"),
        ("set nu", "app.where"),
        ("!ls", "read.pipe"),
    ],
)
def test_usual_words_and_beginnings_of_words_are_known(query: str, id_: str) -> None:
    assert called(query)[0] == id_
