"""Other programs: the command palette, the editor at the line, a command that gets the text."""

import os
import sys
from pathlib import Path

import pytest

from reader.config import config_file
from reader.library.choices import chosen
from reader.tui.editors import Editor, chosen_editor
from reader.tui.screens.commands import CommandList, commands_of
from tests.tui.driving import opened


async def test_the_palette_finds_commands_of_every_pane_and_does_them(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("colon")
        assert "Next article" in driver.text()
        await driver.press(*"nexrep")
        assert "Next repeat" in driver.text()
        assert ")" in driver.text()
        await driver.press("escape", "colon", *"docum", "enter")
        assert driver.shown[0] == 1
        await driver.press("ctrl+p", *"only the page", "enter")
        assert driver.screen.only_page
        called = {"q!": "Quit", "wq": "Quit", "q": "Quit", "help": "Help: all keys", "w": "Notes and marks are kept"}
        for query, label in called.items():
            await driver.press("colon", *query)
            assert driver.text("CommandList").strip().startswith(label), query
            await driver.press("escape")
        await driver.press("colon", *"config", "enter")
        assert str(config_file()) in driver.app.messages.text()


async def test_the_palette_says_when_nothing_matches(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("colon", *"zqzqzq")
        assert "Nothing is called that" in driver.text()
        await driver.press("enter", "escape", "colon", *"artfound", "enter")
        assert "Nothing is called that. ↓ for what is like it" in driver.text("CommandList").split("\n")[0]
        await driver.press("down", "up")
        chosen_command = driver.app.screen.query_one(CommandList).chosen()
        assert chosen_command is not None and chosen_command.label.startswith("Leave the article")
        await driver.press("escape")
        assert driver.focused == "contents"


async def test_a_theme_is_chosen_and_remembered(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        before = driver.app.theme
        await driver.press("colon", *"theme", "up")
        await driver.until(lambda: driver.app.theme not in (before, "gruvbox"))
        await driver.press("escape")
        assert driver.app.theme == before and "theme" not in chosen()
        await driver.press("colon", *"gruvb", "enter")
        assert driver.app.theme == "gruvbox"
        assert chosen()["theme"] == "gruvbox"


async def test_themes_are_listed_by_name_and_the_present_one_is_marked(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("colon", *"them")
        lines = [line.strip(" │").split() for line in driver.text("CommandList").split("\n")]
        names = [line[1] for line in lines if line and line[0] == "Theme:"]
        assert len(names) > 10 and names == sorted(names)
        for _ in driver.app.available_themes:
            await driver.press("down")
            lines += [line.strip(" │").split() for line in driver.text("CommandList").split("\n")]
        assert {line[1] for line in lines if line[-2:] == ["in", "use"]} == {driver.app.theme}


async def test_the_text_on_the_page_is_piped_to_a_command(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "vertical_line", *"wc -l", "enter")
        await driver.until(lambda: "wc -l: done" in driver.text())
        assert driver.text("#output").strip() == "5"
        await driver.press("tab", *"no-such-command", "enter")
        await driver.until(lambda: "no-such-command cannot be started: no such file" in driver.text())
        assert "No output" not in driver.text()
        assert not driver.text("#output").strip()
        await driver.press("escape", "vertical_line")
        assert "no-such-command" in driver.text()
        await driver.press(*"true", "enter")
        await driver.until(lambda: "true: no output, done" in driver.text())
        await driver.press("ctrl+u", *"wc -w", "enter")
        await driver.until(lambda: "wc -w: done" in driver.text())
        await driver.press("tab", *"wc '", "enter")
        assert "This cannot be read" in driver.text() and not driver.text("#output").strip()
        await driver.press("escape")
        assert driver.focused == "page"


async def test_a_command_that_does_not_end_is_stopped(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.pilot.press("vertical_line", *"sleep 600", "enter")
        await driver.until(lambda: "Running" in driver.text())
        await driver.press("escape")
        assert "Stopped" in driver.text()
        await driver.press("escape")
        assert driver.focused == "contents"


async def test_hostile_output_is_harmless(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("vertical_line", *r"printf '\033[31mred\033]52;c;x\007'", "enter")
        await driver.until(lambda: "done" in driver.text())
        assert "red" in driver.text("#output")
        assert "\x1b" not in driver.text()


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vim", ["vim", "+7", "/a b.txt"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "/a b.txt"]),
        ("hx", ["hx", "/a b.txt:7"]),
        ("code --wait", ["code", "--wait", "--goto", "/a b.txt:7"]),
        ("kate", ["kate", "--line", "7", "/a b.txt"]),
        ("'/opt/my editor/thing'", ["/opt/my editor/thing", "/a b.txt"]),
    ],
)
def test_editors_and_their_ways_to_name_a_line(editor: str, expected: list[str]) -> None:
    chosen = chosen_editor({"EDITOR": editor})
    assert chosen is not None
    assert chosen.command("/a b.txt", 7) == expected


def test_which_editor() -> None:
    assert chosen_editor({"EDITOR": "vi", "VISUAL": "code"}) == Editor(("code",))
    assert chosen_editor({"EDITOR": "vi", "VISUAL": "'unclosed"}) == Editor(("vi",))
    assert Editor(("code",)).graphical
    assert not Editor(("vi",)).graphical
    assert Editor(("vi",)).command("-x", 1)[-1] == "./-x"


async def test_an_editor_with_a_window_is_started_at_the_source_line(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "code"
    fake.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said.part; mv {tmp_path}/said.part {tmp_path}/said\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("VISUAL", "code -r")
    async with opened(seeds) as driver:
        await driver.press("J", "enter", *["right_curly_bracket"] * 4, "e")
        await driver.until((tmp_path / "said").exists)
        page = driver.screen.page
        line = page.content.text.count("\n", 0, page.place) + 1
        document = driver.screen.catalogue.documents[1]
        assert (tmp_path / "said").read_text() == f"-r --goto {document.file.path}:{line}\n"
        assert line > 1


RECORDS = "id,text\n" + '1,"The boats came home.\n\nAll of them."\n' * 3
PAGE = f"<title>Boats</title>\n<body>\n<p>{'The boats came home. ' * 9}</p>\n\n<p>All\nof <b>them</b> did.</p>\n"


@pytest.mark.parametrize(("name", "text", "line"), [("t.csv", RECORDS, 4), ("t.html", PAGE, 5)])
async def test_an_editor_is_started_at_the_line_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, line: int
) -> None:
    fake = tmp_path / "code"
    fake.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said.part; mv {tmp_path}/said.part {tmp_path}/said\n')
    fake.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(fake))
    (tmp_path / name).write_text(text, encoding="utf-8")
    async with opened(tmp_path / name) as driver:
        await driver.press("enter", "2", "G", "e")
        await driver.until((tmp_path / "said").exists)
        assert (tmp_path / "said").read_text() == f"--goto {tmp_path / name}:{line}\n"


async def test_an_editor_that_is_not_there_is_named(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "zed")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    async with opened(told_twice) as driver:
        await driver.press("e")
        assert "zed cannot be started" in driver.text()
        (told_twice / "first.txt").unlink()
        await driver.press("e")
        assert "first.txt is not a file that an editor could open" in driver.text()


@pytest.mark.parametrize("pane", ["1", "2", "3"])
async def test_the_palette_lists_nothing_twice(told_twice: Path, pane: str) -> None:
    async with opened(told_twice) as driver:
        await driver.press(pane)
        labels = [command.label for command in commands_of(driver.screen)]
        assert "Go to twin" in labels and len(labels) == len(set(labels))
