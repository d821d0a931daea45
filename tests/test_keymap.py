"""Keys that the user chose: unknown ids and clashes are reported, and every key does one thing in one place."""

import pytest

from reader.keymap import KeyDefault, key_name, rebind
from reader.keynames import as_written
from reader.settings import ChosenKeys, default_text, parse_settings

EVERYWHERE = frozenset({"contents", "page", "repeats"})
DEFAULTS = (
    KeyDefault("move.down", ("j", "down"), EVERYWHERE),
    KeyDefault("contents.open", ("enter",), frozenset({"contents"})),
    KeyDefault("page.jump", ("enter",), frozenset({"page"})),
    KeyDefault("page.next", ("right_parenthesis",), EVERYWHERE),
    KeyDefault("prompt.next", ("down",), frozenset({"prompt"})),
)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("j", "j"),
        ("J", "J"),
        ("é", "é"),
        (")", "right_parenthesis"),
        ("/", "slash"),
        ("+", "plus"),
        ("-", "minus"),
        ("_", "underscore"),
        ("@", "at"),
        ("\\", "backslash"),
        ("ctrl+x", "ctrl+x"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl+i", "tab"),
        ("ctrl+/", "ctrl+slash"),
        ("ctrl++", "ctrl+plus"),
        ("f1", "f1"),
    ],
)
def test_names_of_keys(key: str, name: str) -> None:
    assert key_name(key) == name


def test_without_choices_everything_is_as_it_was() -> None:
    bound, problems = rebind(DEFAULTS, {})
    assert bound == {default.id: default.keys for default in DEFAULTS}
    assert problems == ()


def test_a_free_key() -> None:
    bound, problems = rebind(DEFAULTS, {"page.next": ChosenKeys((">", "x"), 3), "move.down": ChosenKeys((), 4)})
    assert bound["page.next"] == ("greater_than_sign", "x")
    assert bound["move.down"] == ()
    assert problems == ()


def test_an_id_that_there_is_not() -> None:
    bound, (problem,) = rebind(DEFAULTS, {"page.fly": ChosenKeys(("x",), 7)})
    assert problem.line == 7
    assert '"page.fly"' in problem.message
    assert "page.fly" not in bound


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3", '2: the keys of "page.next" should be "x", or ["x", "y"], or [] for none'),
        ('["ctrl+"]', '2: "ctrl+" is not a key; write x, X, /, f1, ctrl+x, alt+left, space …'),
        ('["x", "notakey"]', '2: "notakey" is not a key; write x, X, /, f1, ctrl+x, alt+left, space …'),
        ('"hyber+x"', '2: "hyber+x" is not a key; write x, X, /, f1, ctrl+x, alt+left, space …'),
    ],
)
def test_what_is_no_key_leaves_those_that_are_usual(written: str, said: str) -> None:
    settings, _ = parse_settings(f"[keys]\npage.next = {written}")
    bound, problems = rebind(DEFAULTS, settings.keys)
    assert [problem.told("c.toml") for problem in problems] == [f"c.toml:{said}"]
    assert bound["page.next"] == ("right_parenthesis",)


def test_an_id_that_there_is_not_is_no_better_with_a_key_that_there_is_not() -> None:
    settings, _ = parse_settings('[keys]\n"page.fly" = 5')
    _, (problem,) = rebind(DEFAULTS, settings.keys)
    assert problem.message.startswith('"page.fly" is not something a key can do')


def test_all_that_a_key_is_taken_from_is_said_at_once() -> None:
    _, (problem,) = rebind(DEFAULTS, {"page.next": ChosenKeys(("enter",), 2)})
    assert problem.message.split(":")[0] == '"enter" does page.next and so no longer contents.open, page.jump'


@pytest.mark.parametrize("key", ["]", "?", '"', "\\", "+", "ctrl+]", "ctrl++", "shift+left", "f1", "é"])
def test_keys_are_written_as_the_signs_on_them(key: str) -> None:
    assert as_written(key_name(key)) == key
    assert parse_settings(default_text([("a.b", (key_name(key),))]).replace('# "', '"'))[0].keys["a.b"].keys == (key,)


def test_a_key_that_did_something_else_is_taken_from_it() -> None:
    bound, (problem,) = rebind(DEFAULTS, {"page.next": ChosenKeys(("j",), 2)})
    assert bound["page.next"] == ("j",)
    assert bound["move.down"] == ("down",)
    assert (problem.line, problem.message.split(":")[0]) == (2, '"j" does page.next and so no longer move.down')


def test_two_choices_of_one_key() -> None:
    chosen = {"page.next": ChosenKeys((")", "ctrl+m"), 2), "page.jump": ChosenKeys(("enter",), 3)}
    bound, (problem,) = rebind(DEFAULTS, chosen)
    assert bound["page.jump"] == ("enter",)
    assert bound["page.next"] == ("right_parenthesis",)
    assert bound["contents.open"] == ("enter",)
    assert (problem.line, problem.message.split(":")[0]) == (2, '"enter" does page.jump and so no longer page.next')


def test_swapped_keys_do_not_clash() -> None:
    bound, problems = rebind(DEFAULTS, {"page.next": ChosenKeys(("j",), 1), "move.down": ChosenKeys((")",), 2)})
    assert (bound["page.next"], bound["move.down"]) == (("j",), ("right_parenthesis",))
    assert problems == ()


def test_one_key_may_do_two_things_in_two_places() -> None:
    bound, problems = rebind(DEFAULTS, {"page.jump": ChosenKeys(("x",), 1), "contents.open": ChosenKeys(("x",), 2)})
    assert bound["page.jump"] == bound["contents.open"] == ("x",)
    assert problems == ()
