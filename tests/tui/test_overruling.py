"""Articles put right by hand, the reasons for their starts, and saving."""

import re
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from reader.config import data_folder
from reader.library.loaded import LoadedDocument, load
from reader.library.retelling import alignments
from reader.library.saving import Doubt, doubt, file_name, folder_outside, free_name, write
from reader.library.userdata.catalogued import key_of
from reader.library.userdata.store import UserData
from reader.reuse.settings import Settings
from reader.text.explanation import Explanation
from reader.tui.screens.why import WhyScreen
from tests.tui.conftest import FERRY, MARKET, STORY
from tests.tui.driving import PATIENCE_SECONDS, Driver, opened


def spans(driver: Driver, document: int = 0) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in driver.screen.catalogue.documents[document].articles]


def said(driver: Driver) -> str:
    """The last message."""
    return str(list(driver.app._notifications)[-1].message)


def covers(driver: Driver) -> bool:
    """Whether the articles of the first document cover it, each character once."""
    found = spans(driver)
    ends = [end for _, end in found]
    return [start for start, _ in found] == [0, *ends[:-1]] and ends[-1] == driver.screen.catalogue.documents[
        0
    ].characters


async def test_every_line_like_the_one_under_the_cursor_starts_an_article(tmp_path: Path) -> None:
    verse = "The lamp is lit above the bay\nand nobody has come to say\nwhat the grey water took away\n"
    (tmp_path / "verse.txt").write_text("\n".join(f"Part {n}\n\n{verse * 3}" for n in range(1, 6)))
    async with opened(tmp_path) as driver:
        assert len(spans(driver)) == 1
        await driver.press("enter", "A", "S")
        assert said(driver) == "An article starts at 4 more lines that are like this one. A u undoes that."
        assert len(spans(driver)) == 5 and covers(driver)
        await driver.press("A", "S")
        assert said(driver).startswith("No other line that starts no article yet is like this one")
        await driver.press("A", "u")
        assert len(spans(driver)) == 1


async def test_articles_are_split_renamed_merged_and_left_as_found(seeds: Path) -> None:
    async with opened(seeds) as driver:
        before, count = spans(driver), driver.screen.catalogue.articles_in_all()
        await driver.press("enter", "]", "right_curly_bracket", "A", "s")
        assert driver.screen.catalogue.articles_in_all() == count + 1
        assert covers(driver)
        assert said(driver) == "Another article starts here now. A u undoes that."
        assert driver.shown == (0, 2)
        assert f"{count + 1} articles" in str(driver.screen.contents.border_title)
        await driver.press("A", "r", "ctrl+u", *"A rough start", "enter")
        assert "A rough start" in driver.text("#contents")
        assert "A rough start" in driver.text("#page")
        await driver.press("A", "r", "ctrl+u", *"Rougher", "enter", "A", "u")
        assert said(driver) == "The last step is undone." and "A rough start" in driver.text("#page")
        await driver.press("A", "0")
        assert spans(driver) == before and said(driver) == "The article is as it was found. A u undoes that."
        await driver.press("A", "u")
    async with opened(seeds) as driver:
        assert driver.shown == (0, 2)
        assert "A rough start" in driver.text("#contents")
        await driver.press("1", "slash", *"rough start", "enter")
        assert driver.shown == (0, 2)
        await driver.press("escape", "A", "u")
        assert said(driver).endswith("since the start. A 0 leaves the article as it was found.")
        await driver.press("A", "m")
        assert spans(driver) == before
        await driver.press("A", "m")
        assert driver.screen.catalogue.articles_in_all() == count - 1
        assert covers(driver)
        await driver.press("A", "0")
        assert spans(driver) == before
        await driver.press("A", "0")
        assert said(driver) == "The article is as it was found: nothing of it was put right."


async def test_what_is_told_twice_is_parted_by_articles_that_were_put_right(tmp_path: Path) -> None:
    texts = {"one.txt": STORY + FERRY, "two.txt": MARKET + STORY.replace("nine", "eleven") + FERRY}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def told(driver: Driver) -> list[tuple[int, int, int, int]]:
        found = driver.screen.catalogue.alignments(0, 0, len(texts["one.txt"]))
        return [(each.a_start, each.a_end, each.b_start, each.b_end) for each in found]

    async with opened(tmp_path) as driver:
        assert len(told(driver)) == 1
        for number, text in enumerate(texts.values()):
            line = text.count("\n", 0, text.index(FERRY)) + 1
            await driver.press("enter", *f"0{line}G", "A", "s", "1", "G")
            assert len(spans(driver, number)) == 2
        await driver.until(lambda: driver.analysed and len(told(driver)) == 2)
        found = alignments([each for each in load([tmp_path]) if isinstance(each, LoadedDocument)], Settings())
        assert told(driver) == [(each.a.start, each.a.end, each.b.start, each.b.end) for each in found]
        assert [texts["one.txt"][start] for start, *_ in told(driver)] == ["T", "A"]
        await driver.press("2", "A", "u")
        await driver.until(lambda: driver.analysed and len(told(driver)) == 1)


async def test_what_is_told_twice_is_parted_alike_after_the_file_was_edited(tmp_path: Path) -> None:
    path, other = tmp_path / "one.txt", tmp_path / "two.txt"
    path.write_text(STORY + FERRY, encoding="utf-8")
    other.write_text(MARKET + STORY.replace("nine", "eleven") + FERRY, encoding="utf-8")

    def told(driver: Driver) -> int:
        return len(driver.screen.catalogue.alignments(0, 0, len(STORY + FERRY)))

    async with opened(tmp_path) as driver:
        for before in (STORY, MARKET + STORY):
            line = before.count("\n") + 1
            await driver.press("enter", *f"0{line}G", "A", "s", "1", "G")
        await driver.until(lambda: driver.analysed and told(driver) == 2)
        path.write_text(STORY + FERRY + "Nothing else is known.\n", encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: driver.analysed and len(spans(driver)) == 2 and told(driver) == 2)
    path.write_text(STORY + FERRY + "Nothing else is known by now.\n", encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.until(lambda: driver.analysed and len(spans(driver)) == 2 and told(driver) == 2)


async def test_what_was_put_right_holds_after_the_file_was_edited(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "A", "r", "ctrl+u", *"A rough start", "enter")
        await driver.press("right_curly_bracket", "right_curly_bracket", "A", "s")
        assert len(spans(driver)) == 2
    path = told_twice / "first.txt"
    path.write_text("Something new comes first.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.until(lambda: len(spans(driver)) == 2)
        text = path.read_text(encoding="utf-8")
        assert text[spans(driver)[1][0] :].startswith("The tower will be raised")
        assert "A rough start" in driver.text("#contents")


async def test_what_no_longer_fits_is_said_and_holds_again_with_its_text(told_twice: Path) -> None:
    path = told_twice / "first.txt"
    text = path.read_text(encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("enter", "right_curly_bracket", "right_curly_bracket", "A", "s")
        await driver.press("A", "r", "ctrl+u", *"The tower", "enter")
        assert "The tower" in driver.text("#contents")
    path.write_text("Nothing of that is left. " * 20, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.until(lambda: "no longer fits" in "".join(str(n.message) for n in driver.app._notifications))
        assert "the title “The tower” in first.txt" in said(driver) and "a split in first.txt" in said(driver)
        assert said(driver).endswith("They are kept, and hold again if the text comes back.")
        assert "The tower" not in driver.text("#contents")
    path.write_text(text, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.until(lambda: len(spans(driver)) == 2)
        assert "The tower" in driver.text("#contents")


async def test_what_another_reader_puts_right_is_shown(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.screens.overruling.OTHERS_SECONDS", 0.01)
    async with opened(told_twice) as driver:
        await driver.press("enter", "A", "r", "ctrl+u", *"Mine", "enter")
        entries = driver.screen.catalogue.documents
        text = (told_twice / "second.txt").read_text(encoding="utf-8")
        with closing(UserData.open()) as other:
            number = other.documents.enter(key_of(entries[1]), text)
            other.overrides.rename(number, text, 0, "Theirs")
            other.overrides.split(number, text, text.index("The tower will"))
        await driver.until(lambda: len(spans(driver, 1)) == 2)
        assert "Mine" in driver.text("#contents") and "Theirs" in driver.text("#contents")
        with closing(UserData.open()) as other:
            for each in other.overrides.of(number):
                other.overrides.remove(each.number)
        await driver.until(lambda: len(spans(driver, 1)) == 1)
        assert "Mine" in driver.text("#contents") and "Theirs" not in driver.text("#contents")


async def test_why_an_article_starts_here(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter", "]", "A", "w")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        assert "An article starts here." in driver.text()
        await driver.press("escape")
        assert driver.focused == "page"


async def test_why_a_story_of_a_web_page_starts_here(tmp_path: Path) -> None:
    told = "<p>The council agreed on Friday to rebuild it, nine years after the storm. Nobody was against it.</p>" * 2
    body = "".join(f"<article><h2>A new {subject}</h2>{told}</article>" for subject in ("bridge", "harbour"))
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "]", "A", "w")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        assert "separator: element" in driver.text()


async def test_an_article_is_saved_and_nothing_is_replaced_unless_that_is_wanted(
    told_twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = "# Lantern\n\n- the **lamp** burns\n- the keeper sleeps\n"
    (told_twice / "z.md").write_text(own, encoding="utf-8")
    async with opened(told_twice) as driver:
        await driver.press("enter", "s", "t", "ctrl+u", *"kept.txt", "enter")
        assert "granite" in (tmp_path / "kept.txt").read_text(encoding="utf-8")
        (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
        await driver.press("s", "m", "ctrl+u", *"kept.txt", "enter")
        assert driver.focused == "ask"
        assert driver.text("#hints").split() == ["⏎", "save", "esc", "cancel"]
        assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "mine"
        assert said(driver) == "There is such a file already: ⏎ again replaces it."
        await driver.press("enter")
        assert (tmp_path / "kept.txt").read_text(encoding="utf-8").startswith("# ")
        assert f"Saved as {tmp_path / 'kept.txt'}." == said(driver) and driver.focused == "page"
        await driver.press("A", "r")
        await driver.pilot.click(driver.screen.contents, offset=(8, 2))
        await driver.settle()
        assert driver.focused == "contents" and not driver.screen.query("#ask")
        await driver.press("g", "j", "enter")
        await driver.press("a", *"well", "enter", "j", "m", "k", "s", "n", "enter")
        saved = (tmp_path / "notes.md").read_text(encoding="utf-8")
        assert saved.index("well") < saved.index("Mark k") and saved.count("> — ") == 2
        await driver.press(*"1G", "enter", *"sm", "ctrl+u", *"own.md", "enter")
        saved = (tmp_path / "own.md").read_text(encoding="utf-8")
        assert re.sub(r"(?m)^\*.*z\\?\.md:1\*\n\n", "", saved) == own


async def test_what_is_saved_is_not_read_with_the_library_unless_the_user_wants_it(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(told_twice)
    async with opened(Path()) as driver:
        await driver.press("enter", "s", "t", "enter")
        saved = list(Path.home().glob("*.txt"))
        assert len(saved) == 1 and "granite" in saved[0].read_text(encoding="utf-8")
        assert len(list(told_twice.iterdir())) == 3
        assert f"Saved as {saved[0]}." in driver.app.messages.text()
        assert "is read with the library" not in driver.app.messages.text()
        await driver.press("s", "t", "ctrl+u", *"first.txt", "enter", "enter")  # a text that is read is not replaced
        assert said(driver) == "There is such a file already: choose another name."
        await driver.press("ctrl+u", *"here.txt", "enter")
        assert "⏎ again saves it there" in said(driver) and not (told_twice / "here.txt").exists()
        await driver.press("enter")
        assert f"Saved as {told_twice / 'here.txt'}. It is read with the library" in driver.app.messages.text()


def test_a_folder_outside_of_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, work = tmp_path / "library", tmp_path / "work"
    library.mkdir()
    work.mkdir()
    monkeypatch.chdir(work)
    assert folder_outside([library]) == work
    assert folder_outside([tmp_path]) == Path.home()
    kept = folder_outside([tmp_path, Path.home()])
    assert kept.is_dir() and kept.is_relative_to(data_folder())


def test_names_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("", encoding="utf-8")
    assert free_name(str(tmp_path / "a.md")) == str(tmp_path / "a 2.md")
    assert "already" in write(str(tmp_path / "a.md"), "x")
    assert write(str(tmp_path / "no" / "a.md"), "x") == f"Not saved: there is no folder {tmp_path / 'no'}."
    assert doubt([], str(tmp_path / "no" / "a.md")) is Doubt.NO_FOLDER
    assert doubt([], str(tmp_path / "a.md" / "no" / "b.md")) is None  # no folder can be made there
    if Path("/proc/self").is_dir():  # a folder in which the system lets nobody make a file
        assert write("/proc/a.md", "x") == "Not saved: no file can be made in /proc."
    assert write(str(tmp_path), "x") == f"Not saved: {tmp_path} is a folder. Give the file a name in it."
    assert write(str(tmp_path / "a.md"), "x", replace=True) == ""
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("a.md", "x\n")]
    within_a_file = tmp_path / "a.md" / "b.md"
    assert write(str(within_a_file), "x") == f"Not saved: {within_a_file}: not a directory."


def test_a_name_is_cut_between_words() -> None:
    title = "Granite from the quarry at Storvik: who pays for the lamp? And for the tower"
    assert file_name(title, ".md") == "Granite from the quarry at Storvik who pays for the lamp And.md"
    assert file_name("Quarry " * 30, ".txt") == " ".join(["Quarry"] * 8) + ".txt"


@pytest.mark.parametrize("keys", [["escape"], ["]"], ["question_mark"]])
async def test_why_does_not_come_up_when_one_has_gone_on(
    seeds: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    asked, told = Event(), Event()

    def explain(*_: object, **__: object) -> Explanation:
        asked.set()
        told.wait(PATIENCE_SECONDS)
        return Explanation(())

    monkeypatch.setattr("reader.text.explanation.explain", explain)
    async with opened(seeds) as driver:
        await driver.press("enter", "]")
        await driver.app._press_keys(["A", "w"])
        await driver.until(asked.is_set)
        await driver.app._press_keys(keys)
        told.set()
        await driver.settle()
        assert not isinstance(driver.app.screen, WhyScreen)


async def test_why_says_that_nothing_was_weighed(tmp_path: Path) -> None:
    record = "2024-03-04 06:{:02}:01 web-1 app: The harbour was closed until the storm had passed.\n"
    (tmp_path / "a.log").write_text("".join(map(record.format, range(40))), encoding="utf-8")
    async with opened(tmp_path) as driver:
        await driver.press("enter", "right_curly_bracket", "A", "w")
        await driver.until(lambda: isinstance(driver.app.screen, WhyScreen))
        assert "Nothing was weighed. The lines of this text are\nrecords of a log" in driver.text("Static")


async def test_why_knows_what_the_user_decided(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter", "]", "right_curly_bracket", "A", "s", "A", "w")
        await driver.until(lambda: isinstance(driver.app.screen, WhyScreen))
        assert "You said so: an article starts here. By itself the program" in driver.text("Static")
        await driver.press("escape", "A", "u", "A", "w")
        await driver.until(lambda: isinstance(driver.app.screen, WhyScreen))
        assert "You said so" not in driver.text("Static")


async def test_a_folder_that_is_not_there_is_made_when_it_is_asked_for_again(seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "sub" / "a.md"
    async with opened(seeds) as driver:
        await driver.press("enter", "s", "m", "ctrl+u", *str(path), "enter")
        assert said(driver) == "There is no such folder: ⏎ again makes it." and not path.parent.exists()
        await driver.press("enter")
        assert said(driver) == f"Saved as {path}."
        assert path.read_text(encoding="utf-8").startswith("# ")


async def test_what_can_be_done_hangs_under_itself_where_it_is_wider_than_the_screen(seeds: Path) -> None:
    async with opened(seeds, size=(30, 24)) as driver:
        await driver.press("2", "A")
        lines = driver.text().split("\n")
        at = next(at for at, line in enumerate(lines) if line.startswith(" m  Merge"))
        assert re.match(r" {4}\S", lines[at + 1]) and lines[at + 2].startswith(" s  Split")
        assert "esc cancels" in lines[-1]
