"""Selecting and copying."""

import shlex
from pathlib import Path

import pytest

from reader.cli.commandline import opening
from reader.cli.opening import what_to_open
from reader.errors import TwicetoldError
from reader.library.meant import meant
from reader.starting import STOPPED, Start, start_of
from reader.text.flow import ParagraphLines
from reader.tui.copying import citation, clipboard_tools
from reader.tui.selection import Selection, Unit
from tests.tui.conftest import OTHER, STORY
from tests.tui.driving import opened
from tests.tui.test_marking import line_here, to_line

TEXT = "one two three\nfour  five six\n\nseven"
FLOW = ParagraphLines(TEXT)


def test_a_selection_holds_whole_words_or_paragraphs() -> None:
    words = Selection(FLOW, 0, len(TEXT), Unit.WORDS, 5, 5)
    assert TEXT[slice(*words.span)] == "two"
    assert TEXT[slice(*words.by_word(1).by_word(1).span)] == "two three\nfour"
    assert TEXT[slice(*words.by_word(-1).span)] == "one two"
    assert TEXT[slice(*words.by_word(1).swapped().by_word(-1).by_word(-1).span)] == "one two three"
    assert TEXT[slice(*Selection(FLOW, 0, len(TEXT), Unit.LINES, 5, 16).span)] == "one two three\nfour  five six"
    line = Selection(FLOW, 0, len(TEXT), Unit.LINES, 5, 5)
    assert TEXT[slice(*line.by_unit(1).span)] == "one two three\nfour  five six"
    assert line.by_unit(1).by_unit(1).by_unit(1).span == (0, len(TEXT))
    assert line.by_unit(1).by_unit(1).by_unit(-1).by_unit(-1).by_unit(-1).span == line.span
    below = Selection(FLOW, 14, len(TEXT), Unit.LINES, 31, 31)  # of an article that begins at "four"
    assert TEXT[slice(*below.by_unit(-1).by_unit(-1).span)] == "four  five six\n\nseven"
    chinese = Selection(ParagraphLines("在2024年，港口。 又 กี่"), 0, 16, Unit.WORDS, 0, 0)
    said = []
    for _ in range(9):
        said.append(chinese.text[slice(*chinese.span)])
        chinese = chinese.by_word(1)
    assert said == ["在", *("在2024年，港口。 又 กี่"[:end] for end in (5, 6, 7, 8, 9, 10, 12, 16))]
    assert chinese.text[slice(*chinese.by_word(-1).by_word(-1).by_word(-1).span)] == "在2024年，港口"
    end = words
    for _ in range(20):
        end = end.by_word(1)
    assert TEXT[slice(*end.span)].endswith("seven")
    for _ in range(20):
        end = end.by_word(-1)
    assert TEXT[slice(*end.span)] == "one two"


def test_the_tools_of_the_system_come_first() -> None:
    def everything(name: str) -> str:
        return f"/usr/bin/{name}"

    def first(environment: dict[str, str], platform: str = "linux") -> str:
        found = clipboard_tools(environment, everything, platform)
        return found[0][0] if found else ""

    assert first({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}) == "wl-copy"
    assert first({"DISPLAY": ":0"}) == "xclip"
    assert first({"WSL_DISTRO_NAME": "Debian", "DISPLAY": ":0"}) == "clip.exe"
    assert first({}, "darwin") == "pbcopy"
    assert first({"SSH_CONNECTION": "1 2 3 4"}, "darwin") == ""
    assert first({}) == ""
    assert first({"TMUX": "/tmp/tmux-0/default,1,0", "DISPLAY": ":0"}) == "xclip"
    assert first({"TMUX": "/tmp/tmux-0/default,1,0", "SSH_CONNECTION": "1 2 3 4"}) == "tmux"
    assert clipboard_tools({"DISPLAY": ":0"}, lambda name: None, "linux") == []


def test_a_citation_names_everything() -> None:
    assert citation("Text.\n", "Title", "a.txt", 1200, 1200, "reader a.txt:1200") == (
        "“Text.”\n\n— Title\na.txt, line 1,200\nreader a.txt:1200\n"
    )


@pytest.fixture
def through_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.copying.clipboard_tools", lambda *_: ())


@pytest.mark.usefixtures("through_the_terminal")
async def test_y_copies_the_paragraph_or_what_is_selected(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Engineers")
        await driver.press("y")
        assert driver.app.clipboard == STORY.split("\n")[1]
        assert any("OSC 52" in notice.message for notice in driver.app._notifications)
        await driver.press("v", "l", "l", "y")
        assert driver.app.clipboard == "Engineers found the"
        assert driver.screen.page.selected is None
        await driver.press("V", "5", "j", "k", "down", "h", "y")
        assert driver.app.clipboard.split("\n") == STORY.split("\n")[1:4]
        await driver.press("g", "V", "0", "2")
        assert driver.text("#status").endswith("  02")
        await driver.press("escape")
        assert not driver.text("#status").endswith("2") and driver.screen.page.selected is not None
        await driver.press("0", "2", "j")
        assert not driver.text("#status").endswith("2")
        assert "j a paragraph on" in driver.text("#hints") and "word" not in driver.text("#hints")
        await driver.press("y", "j", "j", "V", "y")
        assert driver.app.clipboard == STORY.split("\n")[2]
        await driver.press("v", "escape")
        assert driver.screen.page.selected is None
        await driver.press("v")
        assert "l a word on" in driver.text("#hints")
        await driver.press("q")  # closes what is open before it quits
        assert driver.screen.page.selected is None and driver.app.is_running
        assert driver.focused == "page"


@pytest.mark.usefixtures("through_the_terminal")
async def test_what_is_copied_with_its_source_opens_there(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Fishermen")
        await driver.press("Y")
        *text, _, _, _, command = driver.app.clipboard.strip().split("\n")
        assert f" {len(text[0].split())} words with the source" in driver.app.messages.text()
        assert command == f"reader {told_twice / 'first.txt'}:4"
    paths, start = start_of([Path(command.removeprefix("reader "))])
    async with opened(*paths, start=start) as driver:
        assert "Fishermen" in line_here(driver)
    library, start = what_to_open([told_twice, told_twice / "second.txt:4"], None)
    assert library.paths == [told_twice]
    async with opened(*library.paths, start=start) as driver:
        await driver.until(lambda: driver.focused == "page")
        assert driver.shown == (1, 0) and "Fishermen" in line_here(driver)


def test_a_file_whose_name_looks_like_a_line_is_itself(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    assert start_of([tmp_path / "a:12"]) == ([tmp_path / "a"], Start(tmp_path / "a", 12))
    (tmp_path / "a:12").write_text("x", encoding="utf-8")
    assert start_of([tmp_path / "a:12"]) == ([tmp_path / "a:12"], STOPPED)
    assert start_of([tmp_path / "b:12"]) == ([tmp_path / "b:12"], STOPPED)
    assert start_of([tmp_path / "a#5"]) == ([tmp_path / "a"], Start(tmp_path / "a", 1, "#5"))
    assert start_of([tmp_path / "a/in/side.txt:3"]) == ([tmp_path / "a"], Start(tmp_path / "a", 3, "/in/side.txt"))
    assert start_of([tmp_path / "b#5"]) == ([tmp_path / "b#5"], STOPPED)


def test_a_line_may_be_given_beside_other_paths(tmp_path: Path) -> None:
    (folder := tmp_path / "folder").mkdir()
    inside, outside = folder / "in.txt", tmp_path / "out.txt"
    for file in (inside, outside):
        file.write_text("x", encoding="utf-8")
    assert start_of([folder, tmp_path / "out.txt:0"]) == ([folder, outside], Start(outside, 1))
    for given, library, line in (
        (["folder", "out.txt:3"], [folder, outside], 3),
        (["folder/in.txt:3", "out.txt"], [inside, outside], 3),
        (["folder/in.txt:3", "folder"], [folder], 3),
        (["out.txt:3", "out.txt"], [outside], 3),
        (["folder", "out.txt"], [folder, outside], 0),
    ):
        found, start = what_to_open([tmp_path / name for name in given], None)
        assert (found.paths, start.line) == (library, line)
    with pytest.raises(TwicetoldError, match="at one place"):
        start_of([tmp_path / "out.txt:3", tmp_path / "out.txt:4"])
    for missing in ("gone.txt:3", "gone" * 5000):
        with pytest.raises(TwicetoldError, match="does not exist"):
            what_to_open([folder, tmp_path / missing], None)


@pytest.mark.usefixtures("through_the_terminal")
async def test_paragraphs_are_cited_from_the_first_line_to_the_last(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await to_line(driver, "Engineers")
        await driver.press("V", "j", "j", "Y")
        *_, source, command = driver.app.clipboard.strip().split("\n")
        assert source == "first.txt, lines 2-4" and command.endswith("first.txt:2")
        await driver.press("g", "Y")
        assert driver.app.clipboard.strip().split("\n")[-2] == "first.txt, line 1"


@pytest.mark.usefixtures("through_the_terminal")
async def test_what_is_copied_of_a_record_opens_at_the_record(tmp_path: Path) -> None:
    rows = [f'"{number}","{OTHER if number == 3 else STORY}"\r\n' for number in (1, 2, 3)]
    (tmp_path / "data.csv").write_text("id,text\r\n" + "".join(rows), encoding="utf-8", newline="")
    async with opened(tmp_path, text_field="text") as driver:
        await driver.press("G", "enter", "ctrl+d", "Y")
        command = driver.app.clipboard.strip().split("\n")[-1]
        assert command.startswith(f"reader --text-field text '{tmp_path / 'data.csv'}#3:")
    names, text_field = opening(shlex.split(command)[1:])
    paths, start = start_of(list(map(Path, names)))
    assert text_field == "text"
    assert paths == [tmp_path / "data.csv"] and start.record == "#3"
    async with opened(*paths, start=start) as driver:
        await driver.until(lambda: driver.focused == "page")
        assert driver.shown == (2, 0) and line_here(driver).startswith("Farmers in northern valleys")
    async with opened(*paths, start=Start(*paths, 1, "#9")) as driver:
        await driver.until(lambda: "There is no data.csv#9 in what is read." in driver.app.messages.text())
        assert driver.shown == (0, 0)
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8").split("\n")
    third, end = next(at for at, line in enumerate(lines, 1) if line.startswith('"3"')), len(lines)
    assert third > 4
    for line, shown, said in ((third, 2, ""), (third - 1, 1, ""), (end, 2, f"Line {end} holds no text that is read")):
        async with opened(*paths, start=Start(*paths, line)) as driver:
            await driver.until(lambda: driver.focused == "page")
            assert driver.shown == (shown, 0)
            found = meant(driver.screen.catalogue, f"data.csv:{line}")
            assert found.places == ([(shown, 0)] if line < end else [])
            assert said in driver.app.messages.text()


async def test_a_line_that_begins_an_article_behind_a_form_feed_opens_that(tmp_path: Path) -> None:
    text = f"{STORY}\n\n\f{OTHER}\n\n\f{STORY}\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    begun = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("\f")]
    assert len(begun) == 2
    for article, line in enumerate(begun, 1):
        async with opened(tmp_path / "a.txt", start=Start(tmp_path / "a.txt", line)) as driver:
            await driver.until(lambda: driver.focused == "page")
            assert [driver.shown] == meant(driver.screen.catalogue, f"a.txt:{line}").places == [(0, article)]
            assert line_here(driver).startswith((OTHER, STORY)[article - 1][:20])
            if article == 1:
                await driver.press("9", "9", "G", "0", *str(line), "G")
                assert driver.shown == (0, 1) and line_here(driver).startswith(OTHER[:20])


@pytest.mark.usefixtures("through_the_terminal")
async def test_the_mouse_selects(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        row = next(y for y, line in enumerate(driver.text("#page").split("\n")) if "Engineers" in line)
        x = driver.text("#page").split("\n")[row].index("Engineers")
        await driver.pilot.mouse_down(page, offset=(x, row + 1))
        await driver.pilot.hover(page, offset=(x + 9, row + 1))
        await driver.pilot.mouse_up(page, offset=(x + 9, row + 1))
        await driver.press("y")
        assert driver.app.clipboard == "Engineers"
        await driver.pilot.click(page, offset=(x, row + 1))
        await driver.settle()
        assert page.selected is None


async def test_what_is_clicked_stays_under_the_mouse(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page = driver.screen.page
        await driver.press("]", "enter", "space", "space")
        top, height = page.top, page.content_size.height
        lines = driver.text("#page").split("\n")
        for row in (0, height - 1):
            row = next(y for y in (row, row + 1, row - 1) if 0 <= y < height and lines[y].strip())
            x = lines[row].index(lines[row].split()[0])
            await driver.pilot.mouse_down(page, offset=(x, row + 1))
            await driver.pilot.hover(page, offset=(x + 4, row + 1))
            await driver.settle()
            assert (page.top, page.cursor) == (top, top + row)
            assert page.content is not None and page.selected is not None
            assert page.content.text[slice(*page.selected)] == lines[row][x : x + 4]
            await driver.pilot.mouse_up(page, offset=(x + 4, row + 1))
