"""Notes: what is written is what is kept, however it comes to be written."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.userdata.records import Kind
from reader.library.userdata.store import UserData
from reader.tui.bars import KeyHints
from reader.tui.panes.note import NoteEditor
from reader.tui.screens.finder import FinderScreen
from reader.tui.screens.marks import MarksScreen
from reader.tui.screens.pipe import PipeScreen
from tests.tui.conftest import FERRY, MARKET, OTHER, STORY
from tests.tui.driving import opened


def kept() -> list[tuple[Kind, str]]:
    """What is in the file of the user, while the reader has it open."""
    return [(each.kind, each.label) for each in UserData.open().annotations.all()]


async def test_a_highlight_becomes_the_note_that_is_written_on_it(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a")
        assert "Note on “The harbour" in driver.text("#note") and "(empty: highlights)" in driver.text("#note")
        assert "›" in driver.text("#page")
        await driver.press("enter")
        assert kept() == [(Kind.HIGHLIGHT, "")]
        await driver.press("a")
        assert "(empty: removes it)" in driver.text("#note")
        await driver.press(*"hello", "enter")
        assert kept() == [(Kind.NOTE, "hello")]
        assert "✎" in driver.text("#page") and "✎ hello" in driver.text("#status")
        await driver.press("B")
        assert "hello" in driver.text("#marks") and "▌" not in driver.text("#marks")


async def test_a_note_that_another_reader_removed_meanwhile_is_kept_anew(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", "enter", "a")
        other = UserData.open()
        other.annotations.remove(other.annotations.all()[0].number)
        await driver.press(*"still here", "enter")
        assert kept() == [(Kind.NOTE, "still here")]


async def test_keys_typed_ahead_are_acted_on_in_their_order(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2")
        await driver.burst("a", *"one", "ctrl+j", *"twos", "backspace", "enter")
        await driver.until(lambda: kept() == [(Kind.NOTE, "one\ntwo")])
        await driver.burst(
            "a", "ctrl+u", "backspace", "ctrl+u", *"second", "left", "X", "enter", "right_curly_bracket", "a"
        )
        await driver.until(lambda: driver.focused == "note")
        await driver.burst(*"third", "enter", *"jj")
        await driver.until(lambda: kept() == [(Kind.NOTE, "seconXd"), (Kind.NOTE, "third")])


async def test_a_note_that_is_left_waits_where_it_was_begun(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2")
        await driver.burst("a", *"not yet", "escape", "a", *", or now", "ctrl+s")
        await driver.until(lambda: kept() == [(Kind.NOTE, "not yet, or now")])
        await driver.press("a", *"?", "escape", "right_curly_bracket", "a")
        assert driver.screen.query_one(NoteEditor).text == ""
        await driver.press(*"more", "escape", "left_curly_bracket", "a")
        assert driver.screen.query_one(NoteEditor).text == "not yet, or now?"
        await driver.press("ctrl+u", "escape", "a")  # an empty one is no draft, and what is kept stays
        assert driver.screen.query_one(NoteEditor).text == "not yet, or now"
        await driver.press("escape", "right_curly_bracket", "a", "enter")
        await driver.until(lambda: kept() == [(Kind.NOTE, "not yet, or now"), (Kind.NOTE, "more")])


async def test_a_note_is_left_as_a_draft_by_going_elsewhere(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "v", "l", "a", *"whose harbour")
        driver.app.app_focus = False
        await driver.settle()
        assert driver.screen.query("#note")  # another window is not elsewhere
        driver.app.app_focus = True
        await driver.settle()
        await driver.press(*"?")
        await driver.pilot.click(driver.screen.contents, offset=(8, 3))
        await driver.settle()
        assert not driver.screen.query("#note") and driver.focused == "contents"
        assert "The note is a draft. a at its place goes on with it." in driver.app.messages.text()
        await driver.press("1", "g", "enter", "a")
        assert driver.screen.query_one(NoteEditor).text == "whose harbour?"
        await driver.press("enter")
        (note,) = UserData.open().annotations.all()
        assert STORY[note.start : note.end] == "The harbour" and note.draft is None
        await driver.press("right_curly_bracket", "a", *"who says", "escape", "a", *"?", "escape", "Q")
    assert [each.note for each in UserData.open().annotations.all()] == ["whose harbour?", "draft: who says?"]


async def test_what_a_note_may_be_is_cut_with_a_sign_where_there_is_no_room(told_twice: Path) -> None:
    async with opened(told_twice, size=(28, 15)) as driver:
        await driver.press("2", "a")
        assert driver.text("#note").strip() == "Note on “The harbour cou…"


async def test_what_is_typed_is_kept_meanwhile(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"half a though")
        await driver.until(lambda: kept() == [(Kind.NOTE, "half a though")])
        assert [each.note for each in UserData.open().annotations.all()] == ["draft: half a though"]
        await driver.press("t", "enter")
        await driver.until(lambda: [each.note for each in UserData.open().annotations.all()] == ["half a thought"])


async def test_drafts_wait_for_the_next_session_where_their_words_are_then(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press(
            "2", "a", *"kept", "enter", "a", *", not quite", "escape", "right_curly_bracket", "a", *"new"
        )
        driver.app.leave()  # as when the terminal is closed: nobody had the time to press a key
    with (told_twice / "first.txt").open("r+", encoding="utf-8") as file:
        text = file.read()
        file.seek(0)
        file.write("A line that was not there.\n" + text)
    async with opened(told_twice) as driver:
        await driver.until(lambda: "✎ draft: new" in driver.text("#status"))
        await driver.press("a", *"er", "enter", "B")
        assert [line.strip() for line in driver.text("#marks").split("\n") if "kept" in line] == [
            "kept",
            "draft: kept, not quite",
        ]
        await driver.press("slash", *"draft", "enter", "a", "backspace", "enter")
        assert kept() == [(Kind.NOTE, "kept, not quit"), (Kind.NOTE, "newer")]
        await driver.press("a", *"e", "escape", "B", "j", "d", "escape", "a")  # what is deleted is not gone on with
        assert driver.screen.query_one(NoteEditor).text == "kept, not quit"


async def test_what_is_typed_ahead_goes_to_the_prompt_that_is_being_opened(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter")
        await driver.burst("A", "r", "ctrl+u", *"A rough start", "enter")
        await driver.until(lambda: driver.screen.catalogue.documents[0].articles[0].title == "A rough start")
        await driver.burst("slash", *"lighth", "backspace", *"house", "enter")
        assert driver.screen.search.query == "lighthouse" and driver.focused == "page"
        await driver.burst("F", *"barly", "left", "e")
        assert isinstance(driver.app.screen, FinderScreen) and driver.app.screen.prompt.value == "barley"
        await driver.press("escape")
        await driver.burst("colon", *"jump", "escape", "vertical_line", *"wc -ll", "backspace", "enter")
        assert isinstance(driver.app.screen, PipeScreen)
        await driver.until(lambda: driver.text("#output").split() == [str(len(STORY.split("\n")) - 1)])


async def test_notes_and_marks_in_a_file_that_is_gone_are_listed_and_saved_until_it_comes_back(
    told_twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.txt").write_text("A text that is told in no other place.\n", encoding="utf-8")
    async with opened(elsewhere) as driver:
        await driver.press("enter", "a", *"of another library", "enter")
    (elsewhere / "other.txt").unlink()
    async with opened(told_twice) as driver:
        await driver.press("enter", "a", *"ask Kolb", "enter", "m", "k")
        assert driver.shown == (0, 0)
        (told_twice / "first.txt").rename(tmp_path / "first.txt")
        driver.screen.following.start()
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 2)
        await driver.press("B")
        listed = driver.text("#marks")
        assert "ask Kolb" in listed and "The harbour council" in listed and "of another library" not in listed
        assert [line.split() for line in listed.split("\n") if "first.txt" in line] == [
            ["k", "first.txt", "gone"],
            ["✎", "first.txt", "gone"],
        ]
        await driver.press("enter")
        assert isinstance(driver.app.screen, MarksScreen)
        assert "first.txt is gone." in driver.app.messages.text()
        await driver.press("escape", "apostrophe", "k")
        assert "is not set" not in driver.app.messages.text()
        await driver.press("s", "n", "ctrl+u", *"kept.md", "enter")
        saved = (tmp_path / "kept.md").read_text(encoding="utf-8")
        assert saved.startswith("# Notes\n\n## first.txt\n\n> The harbour council") and "Mark k" in saved
        assert f"> {STORY.split(chr(10))[0]}\n>\n> — first.txt, gone\n\nask Kolb\n" in saved
        (tmp_path / "first.txt").rename(told_twice / "first.txt")
        driver.screen.following.start()
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 3)
        await driver.press("B", "enter")
        assert driver.shown == (0, 0) and "✎" in driver.text("#page")


async def test_what_was_deleted_comes_back_the_last_first(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"first", "enter", "m", "k", "right_curly_bracket", "a", *"second", "enter")
        before = UserData.open().annotations.all()
        await driver.press("B")
        assert "brings back" not in driver.text() and "undo" not in driver.text("#hints")
        listed = driver.text("#marks")
        await driver.press("j", "d", "k", "d", "d")
        await driver.until(lambda: kept() == [])
        assert "Nothing is marked here." in driver.text("#marks") and "u brings back" in driver.text()
        await driver.press("u", "u")
        await driver.until(lambda: len(kept()) == 2)
        await driver.press("escape", "B", "u")
        assert driver.text("#marks") == listed
        after = UserData.open().annotations.all()
        assert [replace(each, number=0) for each in after] == [replace(each, number=0) for each in before]
        await driver.press("u")  # there is nothing left to bring back
        assert driver.text("#marks") == listed and "brings back" not in driver.text()


async def test_a_note_emptied_on_the_page_comes_back_through_the_list(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"first", "enter", "a", "ctrl+u", "enter")
        assert kept() == [] and "Removed. B u brings it back." in driver.app.messages.text()
        await driver.press("B", "u")
        assert kept() == [(Kind.NOTE, "first")] and "first" in driver.text("#marks")


async def test_a_letter_that_was_set_elsewhere_meanwhile_stays_there(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "m", "k", "B", "d", "escape", "right_curly_bracket", "m", "k", "B", "u")
        assert "It cannot come back" in driver.app.messages.text()
        marks = UserData.open().annotations.all()
        assert len(marks) == 1 and marks[0].start > 0


async def test_a_list_without_entries_says_in_full_how_one_is_made(told_twice: Path) -> None:
    async with opened(told_twice, size=(50, 15)) as driver:
        await driver.burst("B", "d")  # which would hide repeats on the screen below
        assert not driver.screen.has_class("-no-repeats")
        assert " ".join(driver.text("#marks").split()) == "Nothing is marked here. m sets a mark. a writes a note."
        hints = driver.app.screen.query_one(KeyHints).render().plain
        assert hints.split() == ["esc", "close"]
        await driver.press("escape", "2", "a", *"first", "enter", "B", "slash", *"zzz")
        assert "Nothing in the list has these letters." in driver.text("#marks")
        await driver.press("tab")
        assert "esc close" in driver.app.screen.query_one(KeyHints).render().plain


async def test_escape_ends_the_filter_of_the_list_and_then_the_list(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"first", "enter", "B", "slash", *"zz", "escape")
        assert isinstance(driver.app.screen, MarksScreen) and "first" in driver.text("#marks")
        await driver.press("escape")
        assert driver.app.screen is driver.screen


async def test_saved_notes_say_who_tells_it_again(told_twice: Path, tmp_path: Path) -> None:
    (told_twice / "second.txt").write_text(
        OTHER + "\n" + (told_twice / "second.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (told_twice / "third.txt").unlink()
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"copied", "enter")
        await driver.press("s", "n", "ctrl+u", *str(tmp_path / "notes.md"), "enter")
    (said,) = re.findall(r"(?m)^> Told again: (.*)$", (tmp_path / "notes.md").read_text(encoding="utf-8"))
    assert re.fullmatch(r"second\.txt, line 5 \(9\d% alike\)", said)


async def test_saved_notes_name_nobody_who_tells_only_some_words_of_their_paragraph(
    told_twice: Path, tmp_path: Path
) -> None:
    *lines, last = STORY.strip().split("\n")
    for name, words, other in (("first", last.split(), MARKET), ("second", last.split()[:5], FERRY)):
        told = "\n".join([" ".join(lines), " ".join(words), other])
        (told_twice / f"{name}.txt").write_text(told, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("2", "a", *"whole", "enter", *"02G", "a", *"cut", "enter")
        await driver.press("s", "n", "ctrl+u", *str(tmp_path / "notes.md"), "enter")
    whole, cut_off = re.split(r"(?m)^whole$", (tmp_path / "notes.md").read_text(encoding="utf-8"))
    assert "Told again: second.txt" in whole and "Told again" not in cut_off
