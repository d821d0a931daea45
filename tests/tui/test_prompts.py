"""Prompts that are asked for in the middle of something else: a key is never the one that ends the program."""

import asyncio
from pathlib import Path

import pytest
from textual import events

from reader.tui.app import ReaderApp
from reader.tui.panes.note import NoteEditor
from reader.tui.panes.prompt import Prompt
from reader.tui.threads import take_in
from tests.tui.driving import opened


async def test_a_note_that_a_click_left_is_gone_back_to(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"half")
        await driver.pilot.click("#page", offset=(5, 8))
        assert driver.screen.focused is driver.screen.page
        await driver.press("a", *"done")
        editor = driver.screen.query_one(NoteEditor)
        assert driver.screen.focused is editor and editor.text == "halfdone"


async def test_a_prompt_may_be_asked_for_while_it_is_being_closed(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for key, id_ in (("a", "note"), ("slash", "search")):
            await driver.press("2", key, "escape", key, "escape", key)
            prompts = list(driver.screen.query(f"#{id_}"))
            assert len(prompts) == 1 and driver.screen.focused is prompts[0]
            await driver.press("escape")
            await driver.until(lambda id_=id_: not driver.screen.query(f"#{id_}"))  # type: ignore[misc]


async def test_what_is_typed_replaces_the_filter_that_was_left_and_an_arrow_keeps_it(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("slash", *"barley", "enter", "1", "slash")
        prompt = driver.screen.filter.prompt
        assert prompt is not None and driver.screen.focused is prompt
        assert prompt.value == prompt.selected_text == "barley"
        await driver.press(*"light")
        assert prompt.value == "light"
        await driver.press("enter", "1", "slash", "right", *"house")
        assert prompt.value == "lighthouse"
        assert driver.screen.contents.outline.hits() >= 1


async def test_a_second_filter_comes_back_to_where_it_was_begun(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("slash", *"barley", "enter", "j", "1")
        view = driver.screen.page.view()
        await driver.press("slash", *"light")
        assert driver.shown == (0, 0)
        await driver.press("escape")
        assert driver.shown == (2, 0) and driver.screen.page.view() == view
        row = driver.screen.contents.row()
        assert row and (row.document, row.article) == (2, 0) and driver.focused == "contents"
        await driver.press("slash", *"barley", "enter", "1", "slash", *"light", "enter", "ctrl+o")
        assert driver.shown == (2, 0) and driver.screen.page.view() == view


async def test_contents_show_where_one_is_though_the_filter_did_not_find_it(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("slash", *"barley", "enter")
        for key, place, rows in (("left_square_bracket", (1, 0), 2), ("right_square_bracket", (2, 0), 1)):
            await driver.press(key)
            contents = driver.screen.contents
            row = contents.row()
            assert driver.shown == place and row and (row.document, row.article) == place
            assert len(contents.outline) == rows and "1 found" in str(contents.border_title)
        await driver.press("left_square_bracket", "1", "j", "j")
        assert driver.shown == (2, 0) and len(driver.screen.contents.outline) == 1


async def test_what_a_thread_found_for_a_closed_layer_is_dropped(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "right_parenthesis", "X")
        beside = driver.app.screen
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen is driver.screen and not beside.is_attached)
        taken: list[str] = []
        for widget, found in ((beside, "late"), (driver.screen, "in time")):
            await asyncio.to_thread(take_in, widget, taken.append, found)
        assert taken == ["in time"]


async def test_every_line_that_is_pasted_comes_into_a_prompt(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for key in ("F", "slash", "colon"):
            await driver.press("2", key)
            prompt = driver.app.focused
            assert isinstance(prompt, Prompt)
            driver.app.post_message(events.Paste("grey \u202egranite\r\nand a\nlamp\n"))
            await driver.until(lambda prompt=prompt: prompt.value == "grey \ufffdgranite and a lamp")  # type: ignore[misc]
            await driver.press("escape")


async def test_the_program_is_left_for_the_shell_from_wherever_one_is(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []
    monkeypatch.setattr(ReaderApp, "action_suspend_process", lambda app: left.append(type(app.screen).__name__))
    async with opened(told_twice) as driver:
        for keys in ("", "F", "colon", "question_mark", "B", "i"):
            await driver.press(*filter(None, [keys]), "ctrl+z", "escape")
    assert left == ["ReadingScreen", "FinderScreen", "CommandPalette", "HelpScreen", "MarksScreen", "DocumentCard"]


async def test_a_letter_with_alt_is_a_key_and_never_typed(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for key, id_ in (("a", "note"), ("slash", "search"), ("F", "query")):
            await driver.press("2", key, "x", "alt+z", "y")
            editor = driver.app.focused
            assert (editor.text if isinstance(editor, NoteEditor) else editor.value) == "xy", id_  # type: ignore[union-attr]
            await driver.press("escape")
