"""Two texts beside each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.library.userdata.store import UserData
from reader.reuse.alignment import diff
from reader.text.flow import Flow
from reader.tui.beside import Row, Said, changes, places, rows
from reader.tui.beside_text import cut, joined
from reader.tui.changes import marks_differ
from reader.tui.differences import SAME
from reader.tui.panes.beside import Beside
from reader.tui.screens.side_by_side import SideBySide
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import opened

SOME_WORDS = ["the", "cat", "sat\n", "on.", "a", "red", "mat,", "and\n", "日本語", "then", "abcdefghijklmnop", "again"]
WORDS = st.lists(st.sampled_from(SOME_WORDS), max_size=40).map(" ".join)


def beside(here: str, there: str, width: int) -> list[Row]:
    return rows(Said.note(here), Said.note(there), diff(here, there), width)


def text_of(row: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for text, _ in row)


def test_what_both_say_stands_on_the_same_row() -> None:
    here = "The tower will be raised again in grey granite from the Harrow quarry with a lamp"
    there = (
        "The tower will, so it was said on a Monday, be raised again in grey granite from the Harrow quarry with a lamp"
    )
    found = beside(here, there, 24)
    for word in ("tower", "raised", "granite", "Harrow", "lamp"):
        assert [word in text_of(row.here) for row in found] == [word in text_of(row.there) for row in found]


def test_a_paragraph_of_one_side_leaves_the_other_free() -> None:
    found = beside("One is here.\nTwo is there.", "One is here.\nA new one altogether stands.\nTwo is there.", 40)
    new = next(row for row in found if "altogether" in text_of(row.there))
    assert new.here == ()
    assert changes(found) == [found.index(new)]


def test_signs_that_both_have_are_marked_on_neither_side() -> None:
    found = beside("# Daily note 12\n\n## Todo today", "# Daily note 4\n\n## Todo today", 40)
    pieces = [piece for row in found for side in (row.here, row.there) for piece in side]
    assert [text for text, kind in pieces if kind != SAME] == ["12", "4"]
    assert [text_of(row.here) for row in found if row.here] == ["# Daily note 12", "## Todo today"]


def sides(found: list[Row]) -> list[tuple[str, str]]:
    return [(text_of(row.here), text_of(row.there)) for row in found]


def test_signs_by_themselves_do_not_put_the_words_of_both_out_of_step() -> None:
    here = "The master said the tug – the only one left on this coast – was withdrawn.\n\nFishermen were not told of it"
    there = here.replace(" –", ",").replace("only one", "only-one")
    found = sides(beside(here, there, 40))
    assert [here.split()[:1] for here, _ in found] == [there.split()[:1] for _, there in found]
    assert [not here for here, _ in found] == [False, False, True, False]


def test_a_side_that_waits_for_the_other_is_told_from_a_blank_line_of_its_text() -> None:
    here = "All were saved, the coast guard said, and the ship was left on the rocks."
    there = "All were saved.\n\nThe coast guard said, and the ship was left on the rocks."
    one, other = (Said(Flow(text), 0, len(text)) for text in (here, there))
    found = rows(one, other, diff(here, there), 40)
    assert [row.waits for row in found] == [(False, False), (True, False), (False, False), (False, False)]
    same = rows(other, other, diff(there, there), 40)
    assert not any(any(row.waits) for row in same) and [row.here for row in same].count(()) == 1


def test_lines_of_a_table_follow_each_other() -> None:
    table = "Today:\n\n| what | when |\n|---|---|\n| bread | {} |\n"
    here, there = (Said(Flow(text, is_markdown=True), 0, len(text)) for text in (table.format(11), table.format(3)))
    found = rows(here, there, diff(here.text, there.text), 40)
    assert [text_of(row.here) for row in found] == ["Today:", "", "| what | when |", "|---|---|", "| bread | 11 |"]


@given(WORDS, WORDS, st.integers(2, 30))
def test_each_side_says_all_it_says_within_its_width(here: str, there: str, width: int) -> None:
    if not diff(here, there):
        return
    found = beside(here, there, width)
    for said, side in ((here, [row.here for row in found]), (there, [row.there for row in found])):
        assert "".join("".join(text_of(row) for row in side).split()) == "".join(said.split())
        assert all(cell_len(text_of(row)) <= width for row in side)


@given(WORDS, WORDS, st.integers(2, 30), st.integers(31, 90))
def test_differences_are_those_of_the_texts_whatever_the_width(here: str, there: str, narrow: int, wide: int) -> None:
    edits = diff(here, there)
    for width in (narrow, wide):
        found = beside(here, there, width)
        assert len(changes(found)) == len(places(edits))
        assert all(found[at].differs for at in changes(found))


@given(WORDS)
def test_the_same_text_does_not_differ(text: str) -> None:
    assert not changes(beside(text, text, 20))
    assert all(kind == SAME for row in beside(text, text, 20) for _, kind in (*row.here, *row.there))


async def test_side_by_side_from_difference_to_difference_and_back(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "j", "j", "j")
        view = driver.screen.page.view()
        await driver.press("X")
        view_of = driver.app.screen.query_one(Beside)
        text = driver.text()
        assert "first.txt" in text and "second.txt" in text
        assert "difference 1/2" in text
        await driver.press("n")
        assert "nine" in text_of(view_of.rows[view_of.cursor].here)
        assert "eleven" in text_of(view_of.rows[view_of.cursor].there)
        for whole in ("whole articles", "alike"):
            await driver.press("w")
            await driver.until(lambda: not view_of.comparing)
            assert whole in driver.text() and "difference 2/2" in driver.text()
            assert "eleven" in text_of(view_of.rows[view_of.cursor].there)
        await driver.press("N")
        assert view_of.cursor == view_of.changes[0]
        await driver.press("w")
        assert "whole articles" in driver.text()
        await driver.press("escape")
        assert not isinstance(driver.app.screen, SideBySide)
        assert driver.screen.page.view() == view
        await driver.press("X", "enter")
        assert driver.shown[0] == 1


async def test_side_by_side_opens_at_the_line_that_is_read(tmp_path: Path) -> None:
    lines = [
        f"Keeper {n} of the lighthouse wrote {n * n} letters about the lamp of year {1_700 + n}." for n in range(60)
    ]
    for name, last in (("a.txt", "granite"), ("b.txt", "marble")):
        text = "\n".join([f"The {last} tower is told of here.", *lines, f"In the end it was of {last} once more."])
        (tmp_path / name).write_text(text, encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("enter", *"40G")
        page = driver.screen.page
        read = (tmp_path / "a.txt").read_text(encoding="utf-8")[slice(*page.line_span(page.cursor))]
        await driver.press("X")
        view = driver.app.screen.query_one(Beside)
        await driver.until(lambda: not view.comparing)
        row = text_of(view.rows[view.cursor].here)
        assert row and read.startswith(row[:20])
        await driver.press("n")
        assert "granite" in text_of(view.rows[view.cursor].here)


async def test_a_note_is_made_and_the_twin_is_read_where_one_stands(told_twice: Path) -> None:
    async with opened(told_twice, size=(50, 15)) as driver:
        await driver.press("enter", "X", "n", "a", *"so much", "enter", "tab", "a", *"how much", "enter")
        here, there = UserData.open().annotations.all()
        texts = [(told_twice / name).read_text(encoding="utf-8") for name in ("first.txt", "second.txt")]
        lines = [text.rstrip("\n").split("\n")[-1] for text in texts]
        assert [text[note.start : note.end] for text, note in zip(texts, (here, there), strict=True)] == lines
        await driver.press("enter")
        page = driver.screen.page
        assert driver.shown[0] == 1
        assert "eleven" in texts[1][slice(*page.line_span(page.cursor))]
        second = told_twice / "second.txt"
        second.write_text("It was a Monday.\n\n" + texts[1].replace("two thirds", "all"), encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: driver.analysed)
        await driver.press("X")
        assert [note.lost for note in UserData.open().annotations.all()] == [False, False]


async def test_either_side_has_its_name_where_there_is_little_room(tmp_path: Path) -> None:
    for name in ("evening-post-2026-01-05.txt", "evening-post-2026-01-06.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    async with opened(tmp_path, size=(50, 15)) as driver:
        await driver.press("enter", "X")
        await driver.until(lambda: "alike" in driver.text("#status"))
        heading = driver.text().split("\n")[0]
        assert "2026-01-05" in heading and "2026-01-06" in heading


async def test_side_by_side_one_goes_from_twin_to_twin_and_takes_and_notes_what_either_says(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.copying.clipboard_tools", lambda *_: ())
    (told_twice / "fourth.txt").write_text(STORY.replace("grey granite", "red brick"), encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("enter", "X")
        view = driver.app.screen.query_one(Beside)

        def names() -> list[str]:
            return [word for word in driver.text().split("\n")[0].split() if word.endswith(".txt")]

        first = names()
        await driver.press("J")
        await driver.until(lambda: not view.comparing)
        assert first[0] == names()[0] == "first.txt" and {*first, *names()} == {"first.txt", "second.txt", "fourth.txt"}
        await driver.press("J")
        assert "This is the last twin." in driver.app.messages.text()
        await driver.press("K")
        await driver.until(lambda: not view.comparing)
        assert names() == first
        for _ in view.changes:
            await driver.press("n")
        assert "This is the last difference. J goes to the next twin." in driver.app.messages.text()
        await driver.press("y")
        assert driver.app.clipboard == STORY.strip()
        await driver.press("tab", "y")
        assert driver.app.clipboard != STORY.strip() and driver.app.clipboard[:30] == STORY[:30]
        await driver.press("a", *"better", "escape", "a", *" told", "enter")
        (note,) = UserData.open().annotations.all()
        data = UserData.open()
        assert note.label == "better told" and data.documents.key(note.document).path.name == first[1]
        assert driver.focused == "beside"
        await driver.press("question_mark")
        assert "Side by side" in driver.text() and "Next twin" in driver.text()
        await driver.press("escape", "F", "e", "G")
        said = "“Find in the whole library” is done on the reading screen, to which esc goes back."
        assert said in driver.app.messages.text() and "your editor" in driver.app.messages.text()
        assert "“End" not in driver.app.messages.text()  # which it does here
        await driver.press("a", *"or not")
        driver.app.leave()  # as when the terminal is closed
    assert [each.note for each in UserData.open().annotations.all()] == ["better told", "draft: or not"]


@given(WORDS, WORDS, st.integers(2, 30))
def test_every_character_of_the_rows_is_searched_where_it_stands(here: str, there: str, width: int) -> None:
    found = beside(here, there, width)
    content = joined(found)
    for number, row in enumerate(found):
        for side, pieces in enumerate((row.here, row.there)):
            start, said = content.offsets[side][number], text_of(pieces)
            assert (start >= 0) == bool(said)
            if said:
                assert content.text[start : start + len(said)] == said
                assert content.row_of(start) == content.row_of(start + len(said) - 1) == number
                hits = [(max(0, start - 3), start), (start, start + 2), (start + 2, start + len(said) + 3)]
                parts = list(cut(pieces, content.marks(number, side, len(said), hits, hits[1])))
                assert "".join(text for text, _, _ in parts) == said
                assert "".join(text for text, _, overlay in parts if overlay == "hit-here") == said[:2]


async def test_both_sides_are_searched(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "X")
        view = driver.app.screen.query_one(Beside)
        await driver.until(lambda: not view.comparing)
        first = view.cursor
        await driver.press("slash", *"granite")
        assert "hit 1/2" in driver.text("#status") and [len(set(view.hits))] == [2]
        await driver.press("escape")
        assert view.cursor == first and not view.hits
        await driver.burst("slash", *"eleven million", "enter", "n")
        assert view.hits and "eleven" in text_of(view.rows[view.cursor].there)
        assert "It is the only hit." in driver.app.messages.text()
        await driver.press("w")
        await driver.until(lambda: not view.comparing and bool(view.hits))
        assert "hit 1/1" in driver.text("#status")
        await driver.press("right_parenthesis", "escape")
        assert not view.hits and isinstance(driver.app.screen, SideBySide)
        await driver.press("slash", *"nowhere", "enter")
        assert "nowhere: not found on either side." in driver.app.messages.text()
        await driver.press("escape", "escape")
        assert not isinstance(driver.app.screen, SideBySide)


async def test_two_tellings_in_one_line_of_one_article(tmp_path: Path) -> None:
    again = STORY.replace("nine million", "eleven million")
    (tmp_path / "one.txt").write_text(" ".join(f"{STORY}{OTHER}{again}".split()) + "\n", encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("2", "right_parenthesis", "X")
        view = driver.app.screen.query_one(Beside)
        await driver.until(lambda: not view.comparing)
        first = text_of(view.rows[view.cursor].here), text_of(view.rows[view.cursor].there)
        assert sorted("eleven" in text for text in first) == [False, True]
        assert "0% in" in driver.text() and "one.txt" in driver.text()
        await driver.press("w")
        await driver.until(lambda: not view.comparing)
        assert "what stands around them" in driver.text() and view.changes
        sides = [
            "".join(map(text_of, column)) for column in zip(*((row.here, row.there) for row in view.rows), strict=True)
        ]
        assert sorted("eleven" in side for side in sides) == [False, True]  # neither holds the other's passage
        assert all("barley" in side for side in sides)


async def test_two_articles_of_one_document_are_told_apart_where_there_is_little_room(seeds: Path) -> None:
    async with opened(seeds, size=(50, 15)) as driver:
        await driver.press("slash", *"korean drones", "enter", "right_parenthesis", "x")
        await driver.until(lambda: "Page ≠ line " in driver.text())
        await driver.press("x", "X")
        await driver.until(lambda: "alike" in driver.text("#status"))
        heading = driver.text().split("\n")[0]
        assert isinstance(driver.app.screen, SideBySide)
        one, other = driver.app.screen._lines
        repeats = driver.screen.repeats
        assert repeats.shown is not None and (comparison := repeats.comparison_of(repeats.shown)) is not None
        assert (
            one != other == comparison.line and f"line {one} · North" in heading and f"line {other} · North" in heading
        )
        assert "000_" in driver.text("#status")
        assert driver.text("#hints").split()[-4:] == ["?", "keys", "esc", "back"]


def test_lines_of_chinese_begin_and_end_as_those_of_the_page_do() -> None:
    here = "港口委员会周二投票决定，重建去年冬天被风暴摧毁的旧灯塔。工程师们发现，地基完好（据说如此），塔将再次升起。"
    for width in range(6, 40):
        for row in beside(here, here.replace("周二", "周三"), width):
            for said in (text_of(row.here), text_of(row.there)):
                assert not said.startswith(("，", "。", "）")) and not said.endswith("（")


async def test_side_by_side_follows_files_that_change(told_twice: Path) -> None:
    file = told_twice / "second.txt"
    file.write_text(STORY, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("enter", "X")
        view = driver.app.screen.query_one(Beside)
        assert "100% alike" in driver.text()
        (told_twice / "another.txt").write_text(OTHER, encoding="utf-8")  # the others have other numbers now
        file.write_text("It was a Monday in the harbour.\n" + STORY.replace("nine million", "eleven million"), "utf-8")
        driver.screen.following.start()
        await driver.until(lambda: "eleven" in driver.text() and "99% alike" in driver.text())
        await driver.press("a", *"how many", "enter", "enter")
        assert driver.screen.catalogue.documents[driver.shown[0]].name == "second.txt"
        await driver.press("ctrl+o", "X", "a", *"who says")
        (told_twice / "first.txt").write_text("The town.\n" + STORY, encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: driver.analysed)
        await driver.press("enter")
        (_, note) = UserData.open().annotations.all()
        (noted,) = (line for line in STORY.split("\n") if "nine million" in line)
        assert ("The town.\n" + STORY)[note.start : note.end] == noted and not note.lost
        file.write_text(OTHER, encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: driver.analysed and "as it was before it changed on disk" in driver.text())
        file.unlink()
        driver.screen.following.start()
        await driver.until(lambda: driver.analysed)
        assert "as it was before it changed on disk" in driver.text() and any(
            "eleven" in text_of(row.there) for row in view.rows
        )
        await driver.press("y", "enter")
        assert "second.txt is gone or empty." in driver.app.messages.text()


async def test_where_only_punctuation_differs_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "two.txt").write_text(STORY.replace(", ", " – "), encoding="utf-8")
    (tmp_path / "three.txt").write_text(STORY.replace("’", "'"), encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "X")
        said = []
        for _ in range(2):
            await driver.until(lambda: "0 differences in words" in driver.text("#status"))
            said.append("punctuation differs" in driver.text("#status"))
            await driver.press("J")
        assert sorted(said) == [False, True]


def test_signs_are_told_from_typography() -> None:
    assert marks_differ("slow train, if it runs;", "slow train – if it runs! –")
    assert not marks_differ("“It’s – so”", '"It\'s - so"')


async def test_of_what_is_moved_the_other_half_is_named_and_gone_to(tmp_path: Path) -> None:
    first, *others = STORY.strip().split("\n")
    (tmp_path / "one.txt").write_text("\n".join([first, *others]) + "\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("\n".join([*others, first]) + "\n", encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "X")
        view = driver.app.screen.query_one(Beside)
        await driver.until(lambda: not view.comparing)
        row = view.cursor
        assert "moved: right line 5" in driver.text("#status")
        await driver.press("m")
        assert view.cursor > row and "moved: left line 1" in driver.text("#status")
        await driver.press("m")
        assert view.cursor == row


async def test_a_note_on_the_other_half_is_about_what_is_moved(tmp_path: Path) -> None:
    first, *others = STORY.strip().split("\n")
    (tmp_path / "one.txt").write_text("\n".join([first, *others]) + "\n", encoding="utf-8")
    others[-1] = others[-1].rstrip(".") + " at last, as was said on Monday."
    (tmp_path / "two.txt").write_text("\n".join([*others, first]) + "\n", encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "X", "m")
        view = driver.app.screen.query_one(Beside)
        assert text_of(view.rows[view.cursor].there).startswith(first[:20])
        await driver.press("a", *"moved", "enter")
        (note,) = UserData.open().annotations.all()
        data, text = UserData.open(), (tmp_path / "two.txt").read_text(encoding="utf-8")
        assert data.documents.key(note.document).path.name == "two.txt" and text[note.start : note.end] == first
