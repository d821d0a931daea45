"""Finding in the whole library: the list, the preview, and the way on from hit to hit."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.config import cache_folder
from reader.library.background import analyse
from reader.tui.fitting import broken, fit_excerpt, fit_title
from reader.tui.screens.finder import FinderScreen
from tests.tui.driving import Driver, opened


def finder(driver: Driver) -> FinderScreen:
    screen = driver.app.screen
    assert isinstance(screen, FinderScreen)
    return screen


async def typed(driver: Driver, query: str) -> FinderScreen:
    """Open the finder and wait for all that a query finds."""
    await driver.press("F", *("space" if letter == " " else letter for letter in query))
    screen = finder(driver)
    await driver.until(lambda: screen.found.results is not None and screen.found.results.complete)
    await driver.until(lambda: screen.found.results is not None and screen.found.results.query == query)
    await driver.settle()
    return screen


def hit_texts(driver: Driver) -> list[str]:
    page = driver.screen.page
    assert page.content is not None
    return [page.content.text[start:end] for start, end in page.hits]


async def test_shows_articles_with_the_line_and_a_preview_with_every_hit(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "trawler const")
        assert screen.found.results.total == 2
        shown = driver.text("#found")
        assert "since the trawler Constance ran aground" in shown
        assert "first.txt:4" in shown and "second.txt:4" in shown
        content = screen.preview.content
        assert content is not None
        assert [content.text[start:end] for start, end in screen.preview.hits] == ["trawler", "Constance"]
        await driver.press("down")
        assert screen.preview.content.document == 1


async def test_what_is_shown_is_what_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    lines = ["The mill stands by the river and grinds what the farms of the valley bring.", *["Nothing here."] * 40]
    (folder / "mills.txt").write_text("\n".join([*lines, "A mill and a miller and a mill."]), encoding="utf-8")
    async with opened(folder) as driver:
        screen = await typed(driver, "mill")
        assert "mills.txt:42" in driver.text("#found")
        content = screen.preview.content
        assert content is not None and content.text.count("\n", 0, screen.preview.place) == 41
        await driver.press("enter")
        assert "hit 2/4" in driver.text("#status") and "line 42/42" in driver.text("#status")


async def test_escape_puts_everything_back(told_twice: Path) -> None:
    async with opened(told_twice, size=(80, 24)) as driver:
        await driver.press("j", "h", "enter", "2", "j", "j")
        reading = driver.screen
        before = driver.text()
        view, folded = reading.page.view(), set(reading.contents.outline.folded)
        await typed(driver, "barley")
        await driver.press("escape")
        assert driver.app.screen is reading
        assert driver.focused == "page"
        assert (reading.page.view(), reading.contents.outline.folded) == (view, folded)
        assert driver.text() == before


async def test_enter_opens_and_n_goes_on_through_the_library(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "lighthouse crowns")
        first = screen.found.place
        await driver.press("enter")
        assert driver.shown == first
        assert hit_texts(driver) == ["lighthouse", "crowns"]
        assert "hit 1/2" in driver.text() and "1 of 2 articles found" in driver.text()
        await driver.press("n")
        assert "hit 2/2" in driver.text()
        await driver.press("n")
        assert driver.shown != first and "hit 1/2 · 2 of 2 articles found" in driver.text()
        await driver.press("F")
        assert finder(driver).found.place == driver.shown  # that on the page, not the first
        await driver.press("up", "down", "enter", "N")
        assert driver.shown == first and "hit 2/2" in driver.text()
        await driver.press("escape", "n")
        assert not driver.screen.page.hits and "Nothing is searched for" in driver.text()


async def test_hits_in_the_fields_of_a_record_are_gone_to(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    rows = [
        {"title": f"The {thing}", "author": "Zelda Quill", "text": f"The keepers of the {thing} met. Zelda was there."}
        for thing in ("harbour", "bridge")
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    async with opened(folder) as driver:
        screen = await typed(driver, "zelda quill")
        assert "author: Zelda Quill" in driver.text("#found")
        fields = screen.preview.content.fields if screen.preview.content else ""
        first, *others = screen.preview.hits
        assert fields[slice(*first)] == "Zelda"
        await driver.press("enter")
        assert driver.screen.page.hits == (first, *others) and "hit 1/3" in driver.text()
        shown = driver.shown
        await driver.press("n", "n", "n")
        assert driver.shown != shown and "hit 1/3" in driver.text()
        await driver.press("N")
        assert driver.shown == shown and "hit 3/3" in driver.text()


async def test_hits_of_an_article_that_was_gone_to_otherwise_are_counted(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await typed(driver, "granite")
        await driver.press("enter")
        assert "hit 1/1" in driver.text("#status")
        await driver.press("right_square_bracket")
        await driver.until(lambda: "2 of 2 articles found" in driver.text("#status"))
        assert driver.text("#status").startswith("1 hit · 2 of 2")
        await driver.press("N")
        assert "hit 1/1" in driver.text("#status")
        await driver.press("n")
        assert driver.shown == (0, 0) and "From the last hit to the first." in driver.app.messages.text()


async def test_back_returns_to_where_the_finder_was_opened(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "j")
        view = driver.screen.page.view()
        await typed(driver, "barley")
        await driver.press("enter")
        assert driver.shown == (2, 0)
        await driver.press("ctrl+o")
        assert driver.shown == (0, 0) and driver.screen.page.view() == view


async def test_titles_follow_the_texts(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "harbcouncil")
        assert not screen.found.results.texts
        assert "By title" in driver.text("#found")
        await driver.press("enter")
        assert driver.shown[0] in (0, 1)
        screen = await typed(driver, "harbour")
        assert screen.found.place == screen.found.results.texts[0]
        await driver.press("tab")
        assert screen.found.place in screen.found.results.titles.places


async def test_a_word_that_does_not_occur_is_corrected(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "barlye ")
        assert screen.found.results.instead == "barley"
        assert "by “barley”" in driver.text("#found")
        await driver.press("enter")
        assert driver.shown == (2, 0) and set(hit_texts(driver)) == {"barley"}


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("doc:second lighthouse", {1}),
        ("in:repeats the", {0, 1}),
        ("title:scientists barley", {2}),
        ("the !granite", {2}),
        ("is:unread the", {0, 1, 2}),
        ("is:read the", set()),
        ("doc:sec light", {1}),
        ("doc:scnd light", set()),
    ],
)
async def test_fields_restrict_texts(told_twice: Path, query: str, documents: set[int]) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, query)
        assert {document for document, _ in screen.found.results.texts} == documents


async def test_conditions_alone_count_the_articles_that_meet_them(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for query, count in (("is:unread", 3), ("NOT granite", 1), ("!is:unread", 0)):
            await typed(driver, query)
            assert f"Find · {count} article" in driver.text() and "title" not in driver.text("#found")
            await driver.press("escape")


async def test_letters_and_regular_expressions(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "arle")
        assert not screen.found.results.texts
        await driver.press("alt+r")
        await driver.until(lambda: screen.found.results.complete and screen.found.results.texts == ((2, 0),))
        await driver.press("alt+r", *["backspace"] * 4, *"(nine|eleven)", "space", *"million")
        await driver.until(lambda: screen.found.results.complete and len(screen.found.results.texts) == 2)
        assert "×" not in driver.text("#found") and "works cost nine million" in driver.text("#found")


async def test_the_prompt_says_how_it_is_read(told_twice: Path) -> None:
    async with opened(told_twice, size=(50, 15)) as driver:
        await typed(driver, "arle")
        assert "esc cancel" in driver.text("#hints")
        for said in ("words", "letters", "regular expression"):
            assert driver.text("#finder").startswith("arle ") and driver.text("#finder").endswith(f" {said}")
            await driver.press("alt+r")
        assert driver.text("#finder").endswith(" words")
        await driver.press("alt+r", "escape", "F")
        assert driver.text("#finder").endswith(" letters")


async def test_nothing_found_says_so_and_enter_stays_until_there_may_be_something(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "xyzzyqqq")
        assert "Nothing was found" in driver.text("#found")
        assert screen.preview.content is None
        await driver.press("enter")
        assert driver.app.screen is screen
        await driver.press(*["backspace"] * 8)
        assert "doc:name" in driver.text("#found")
        await driver.press(*"zeppelin")
        await driver.until(lambda: "Nothing was found" in driver.text("#found"))
        driver.screen.catalogue.all_read = False  # there are files still to be read
        await driver.press("enter")
        (told_twice / "fourth.txt").write_text("A zeppelin passed over the old harbour at noon.\n", encoding="utf-8")
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: driver.app.screen is driver.screen and driver.shown == (1, 0))
        assert driver.screen.catalogue.all_read


async def test_what_a_query_cannot_mean_is_said_below_nothing(told_twice: Path) -> None:
    async with opened(told_twice, size=(60, 24)) as driver:
        await typed(driver, "in:repeats is:foo")
        said = " ".join(driver.text("#found").split())
        assert said.startswith(
            "Nothing was found. is:foo is no condition: there are in:repeats, is:unread, is:read, is:"
        )
        await driver.press("escape")
        await typed(driver, "is:seen ")
        lines = driver.text("#found").split("\n")
        assert lines[0].startswith("  is:seen is no condition") and 'In the text, by “"is seen"”' in lines
        assert any(line.startswith("› The harbour") for line in lines)
        await driver.press("down")
        found = finder(driver).found
        assert found.place == found.results.texts[1]
        await driver.press("escape")
        screen = await typed(driver, "lamp:harbour")
        await driver.until(lambda: "lamp:harbour was looked for as words" in " ".join(driver.text("#found").split()))
        await driver.press(*["backspace"] * 12, *"*harbour")
        await driver.until(lambda: driver.text("#found").startswith("  *harbour was looked for as harbour"))
        await driver.press("alt+r", "alt+r")
        await driver.press(*["backspace"] * 8, *"(harbour")
        said = "(harbour is no regular expression: missing ): (harbour By title, spelt otherwise › The harbour"
        await driver.until(lambda: said in " ".join(driver.text("#found").split()))
        assert screen.found.results is not None and not screen.found.results.texts
        await driver.press("backspace", "backspace", *"ur) c")  # half typed, what can mean nothing is not complained of
        await driver.until(lambda: "Nothing was found" not in driver.text("#found"))


async def test_titles_with_letters_here_and_there_are_left_out_beside_texts(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "tower")  # the letters of a word of the text, in the title of another
        assert screen.found.results.texts
        titles = driver.screen.catalogue.documents
        assert all("tower" in titles[d].articles[a].title.lower() for d, a in screen.found.results.titles.places)
        await driver.press("escape")
        await typed(driver, "harbcouncil")
        assert "By title, letters here and there" in driver.text("#found")
        await driver.press("escape")
        screen = await typed(driver, "doc:first harbcouncil")  # who says where means the words
        assert not screen.found.results.titles.places


async def test_enter_pressed_at_once_waits_for_the_hits(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.pilot.press("F", *"barley", "enter")
        await driver.until(lambda: driver.app.screen is driver.screen)
        await driver.until(lambda: driver.shown == (2, 0))


async def test_hits_follow_their_documents_when_others_go(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "barley")
        assert screen.found.place == (2, 0)
        (told_twice / "first.txt").unlink()
        (told_twice / "second.txt").unlink()
        list(analyse([told_twice]))
        driver.screen.following.show()
        assert "third.txt" not in driver.text("#found")  # where it stood in the list, nothing stands before it is found
        await driver.until(lambda: screen.found.place == (0, 0))
        assert "third.txt:1" in driver.text("#found")


async def test_words_are_found_again_after_the_index_was_deleted(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = await typed(driver, "trawler")
        shutil.rmtree(cache_folder())
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: driver.screen.catalogue.made == 2 and driver.screen.catalogue.compared)
        await driver.settle()
        assert screen.found.results is not None and screen.found.results.total == 2
        await driver.press("enter")
        assert driver.shown == (0, 0)
        assert hit_texts(driver) == ["trawler"]


async def test_hostile_text_in_a_hit_is_harmless(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a[b]\x1b.txt").write_text("Before \x1b]52;c;AAAA\x07 needle \u202e[/b] after.\n" * 3, encoding="utf-8")
    async with opened(folder) as driver:
        await typed(driver, "needle")
        text = driver.text()
        assert "needle" in text and "\x1b" not in text and "\u202e" not in text


@given(st.text(max_size=200), st.integers(0, 199), st.integers(1, 20), st.integers(5, 80))
def test_an_excerpt_fits_its_line_and_its_mark_is_in_it(text: str, start: int, length: int, cells: int) -> None:
    marks = [(start, min(start + length, len(text)))] if start < len(text) else []
    shown, moved = fit_excerpt(text, marks, cells)
    assert cell_len(shown) <= cells
    assert all(0 <= low < high <= len(shown) for low, high in moved)


async def test_what_was_looked_for_comes_back(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for query in ("barley", "trawler"):
            await typed(driver, query)
            await driver.press("enter")
        await driver.press("F", *"light", "ctrl+p", "ctrl+p")
        prompt = finder(driver).prompt
        assert prompt.value == "barley"
        await driver.press("ctrl+p")
        assert prompt.value == "barley"
        await driver.press("ctrl+n")
        assert prompt.value == "trawler"
        await driver.press("ctrl+n")
        assert prompt.value == "light"
        await driver.press("escape", "1", "slash", "ctrl+p")
        assert driver.screen.filter.prompt.value == ""


async def test_titles_spelt_otherwise_follow_in_contents(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("slash", *"scientxsts")
        contents = driver.text("#contents")
        assert "Spelt otherwise: scientists" in contents and "Scientists at" in contents
        assert driver.shown == (2, 0)
        await driver.press("enter")
        assert driver.focused == "page" and driver.shown == (2, 0)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (60, "A long story of many words that ends in Zelensky again"),
        (49, "A long story of many words that ends in Zelensky…"),
        (24, "…that ends in Zelensky…"),
        (10, "…Zelensky…"),
        (6, ""),
    ],
)
def test_the_part_of_a_title_with_its_marks_is_shown(cells: int, shown: str) -> None:
    title = "A long story of many words that ends in Zelensky again"
    found, matched = fit_title(title, range(40, 48), cells)
    assert cell_len(found) <= cells
    if cells > 9:
        assert found == shown
        assert "".join(found[at] for at in sorted(matched)) == "Zelensky"


@given(st.text(max_size=80), st.sets(st.integers(0, 79), max_size=6), st.integers(1, 40))
def test_any_title_fits_its_line(title: str, places: set[int], cells: int) -> None:
    matched = sorted(place for place in places if place < len(title))
    shown, kept = fit_title(title, matched, cells)
    assert cell_len(shown) <= cells
    assert all(0 <= at < len(shown) for at in kept) and len(kept) <= len(matched)


def test_room_that_is_left_behind_a_match_is_used() -> None:
    title = "North Korean troops don't realize drones are dangerous"
    at = title.index("drones")
    shown, matched = fit_title(title, range(at, at + 6), 14)
    assert shown == "…drones are…" and sorted(matched) == list(range(1, 7))


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (60, ["  is:marked  where you set a mark"]),
        (28, ["  is:marked  where you set a", "             mark"]),
        (20, ["  is:marked  where", "    you set a mark"]),
    ],
)
def test_what_is_said_of_a_term_hangs_where_it_began(cells: int, lines: list[str]) -> None:
    assert broken("  is:marked  where you set a mark", cells) == lines


def test_a_sentence_keeps_its_indent() -> None:
    assert broken("  It rained all day.", 12) == ["  It rained", "  all day."] and broken("", 12) == [""]
