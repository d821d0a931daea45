"""The file of settings: what can be used is used, and everything else is named with its line."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import config_file
from reader.settings import LARGEST_BYTES, ChosenKeys, Settings, default_text, load_settings, parse_settings, write_new


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_settings(text)[1]]


def test_no_file_means_defaults() -> None:
    assert load_settings() == (Settings(), ())


def test_what_is_set() -> None:
    settings, wrong = parse_settings(
        'theme = "nord"\r\nkeymap = "plain"\r\n'
        "[page]\nmeasure = 80 # wide\njustify = true\n"
        '[repeats]\nsimilarity = 0.5\nscope = "across"\n'
        "[reading]\nrecord = false\nseconds = 1\n"
        '[keys]\n"page.jump" = ["enter", "ctrl+j"]\npage.raw = "("\nread.back = []\n'
    )
    assert wrong == ()
    assert (settings.theme, settings.keymap) == ("nord", "plain")
    assert (settings.page.measure, settings.page.justify, settings.page.spacing) == (80, True, 1)
    assert (settings.repeats.similarity, settings.repeats.scope) == (0.5, "across")
    assert (settings.reading.record, settings.reading.seconds) == (False, 1)
    assert settings.keys == {
        "page.jump": ChosenKeys(("enter", "ctrl+j"), 13),
        "page.raw": ChosenKeys(("(",), 14),
        "read.back": ChosenKeys((), 15),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\nmeasure = 80",
            '2: "measure" is not a setting; here you can set theme, keymap, page, repeats, reading, keys',
        ),
        ("[page]\nmeasure = 5", '2: "page.measure" should be a whole number, 20 to 240'),
        ("[page]\nmeasure = true", '2: "page.measure" should be a whole number, 20 to 240'),
        ("[page]\n\njustify = 1", '3: "page.justify" should be true or false'),
        ("page = 3", '1: "page" is a table: write [page] on a line of its own'),
        ("keymap = 'emacs'", '1: "keymap" should be one of "vim", "plain"'),
        ("theme = ' '", '1: "theme" should be a name in quotes'),
        ("[reading]\nsimilarity = nan", '2: "reading.similarity" should be a number, 0 to 1'),
        (
            "[colours]\nred = 1",
            '1: "colours" is not a setting; here you can set theme, keymap, page, repeats, reading, keys',
        ),
        (
            '\n[colours."x"]\nred = 1',
            '2: "colours" is not a setting; here you can set theme, keymap, page, repeats, reading, keys',
        ),
        (
            "colours.red.x = 1",
            '1: "colours" is not a setting; here you can set theme, keymap, page, repeats, reading, keys',
        ),
        ("\n[[page]]\nmeasure = 1", '2: "page" is a table: write [page] on a line of its own'),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, expected: str) -> None:
    assert problems(text) == [f"config.toml:{expected}"]
    assert parse_settings(text)[0] == Settings()


def test_one_mistake_does_not_spoil_the_rest() -> None:
    settings, wrong = parse_settings("[page]\nmeasure = 1\nspacing = 2\n")
    assert settings.page.spacing == 2
    assert [problem.line for problem in wrong] == [2]


def test_what_is_not_toml_is_named_with_its_line() -> None:
    settings, (wrong,) = parse_settings("theme = 'x'\n[page\nmeasure = 1")
    assert settings == Settings()
    assert wrong.line == 2
    assert "nothing of the file is used" in wrong.message
    _, (deep,) = parse_settings("a = " + "[" * 100_000)
    assert "in another too many times" in deep.message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"theme = 'x'\nkeymap = '\xff'")
    settings, (wrong,) = load_settings(tmp_path / "config.toml")
    assert (settings, wrong.line) == (Settings(), 2)
    settings, (wrong,) = load_settings(tmp_path)
    assert (settings, wrong.line) == (Settings(), 0)
    (tmp_path / "config.toml").write_bytes(b"#" * (LARGEST_BYTES + 1))
    settings, (wrong,) = load_settings(tmp_path / "config.toml")
    assert (settings, wrong.line) == (Settings(), 0) and "more than" in wrong.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_file_without_an_end_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name in ("pipe", "link"):
        settings, (wrong,) = load_settings(tmp_path / name)
        assert settings == Settings() and "no regular file" in wrong.message


@given(st.text(alphabet="[]=\"'.#\n truefals0123abcdekymp+", max_size=120))
def test_nothing_stops_it(text: str) -> None:
    parse_settings(text)


def test_the_written_default_changes_nothing_and_can_be_uncommented() -> None:
    keys = [("page.jump", ("enter",)), ("read.back", ("ctrl+o", "alt+left"))]
    path = write_new(default_text(keys))
    assert path == config_file()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_settings() == (Settings(), ())
    with pytest.raises(FileExistsError):
        write_new("")
    lines = [line.removeprefix("# ") if " = " in line else line for line in default_text(keys).split("\n")]
    settings, wrong = parse_settings("\n".join(lines))
    assert wrong == ()
    assert (settings.page, settings.repeats, settings.reading) == (
        Settings().page,
        Settings().repeats,
        Settings().reading,
    )
    assert {id_: chosen.keys for id_, chosen in settings.keys.items()} == dict(keys)


@pytest.mark.parametrize(
    ("text", "line"), [("theme = [", 1), ('keymap = "vim"\ntheme = [\n  "a",\n\n', 3), ("a =\nb = 1\n", 1)]
)
def test_a_file_that_breaks_off_is_named_with_its_line(text: str, line: int) -> None:
    settings, problems = parse_settings(text)
    assert settings == Settings() and [problem.line for problem in problems] == [line]


def test_a_number_without_end_is_no_setting() -> None:
    settings, problems = parse_settings("[page]\nmeasure = " + "9" * 5000)
    assert settings == Settings() and len(problems) == 1
