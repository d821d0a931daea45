"""Folders of documents against folders found the slow way, and their rows in contents."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.folders import Folders
from tests.tui.conftest import FERRY, MARKET, MUSEUM, OTHER, STORY, page
from tests.tui.driving import Driver, opened

SlowFolder = tuple[str, tuple[int, int], bool]


def slow_folders(names: Sequence[str]) -> list[SlowFolder]:
    """(path, span, whether it has a row) of all folders, each before what is in it."""
    chains = [list(accumulate(name.split("/")[:-1], "{}/{}".format)) for name in names]
    found = []
    for document, chain in enumerate(chains):
        for path in chain:
            if document and path in chains[document - 1]:
                continue
            end = document
            while end < len(chains) and path in chains[end]:
                end += 1
            found.append((path, (document, end)))
    return [
        (path, span, span != (0, len(names)) and span not in [other for _, other in found[at + 1 :]])
        for at, (path, span) in enumerate(found)
    ]


@st.composite
def nested(draw: st.DrawFn, count: int | None = None) -> list[str]:
    """Names of documents in folders, in the order of a walk or in none."""
    folders = st.lists(st.sampled_from(["a", "aa", "b"]), max_size=3)
    least, most = (0, 8) if count is None else (count, count)
    drawn = draw(st.lists(folders, min_size=least, max_size=most))
    paths = sorted(drawn) if draw(st.booleans()) else drawn
    return ["/".join([*path, f"{number}.txt"]) for number, path in enumerate(paths)]


@given(nested(), st.integers(0, 8))
def test_folders_are_those_of_the_slow_list_also_if_documents_come_later(names: list[str], at: int) -> None:
    folders, expected = Folders(), slow_folders(names)
    folders.add(names[:at])
    folders.add(names[at:])
    assert folders.count == len(names)
    numbers = range(len(folders.paths))
    assert [(folders.paths[each], folders.span(each), folders.has_row(each)) for each in numbers] == expected
    assert list(folders.with_rows()) == [each for each, (_, _, has_row) in enumerate(expected) if has_row]
    for document in range(len(names)):
        around = [each for each, (_, span, has_row) in enumerate(expected) if has_row and document in range(*span)]
        assert list(folders.around(document)) == around[::-1]
        for outer, inner in pairwise(around):
            assert next(folders.outside(inner)) == outer
        if around:
            assert "".join(map(folders.label, around)) == f"{folders.paths[around[-1]]}/"


@given(nested(), st.integers(0, 8))
def test_a_row_that_a_folder_has_it_keeps_when_documents_come(names: list[str], at: int) -> None:
    folders = Folders()
    folders.add(names[:at])
    before = set(folders.with_rows())
    folders.add(names[at:])
    assert before <= set(folders.with_rows())


def test_a_folder_that_holds_all_has_no_row_and_one_in_it_is_called_by_its_path() -> None:
    folders = Folders()
    folders.add(["x/a/1", "x/a/2"])
    assert not list(folders.with_rows())
    folders.add(["x/b/c/3", "x/4"])
    assert [(folders.label(each), folders.span(each)) for each in folders.with_rows()] == [
        ("x/a/", (0, 2)),
        ("x/b/c/", (2, 3)),
    ]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Five documents: one in no folder at each end, and three in folders, one of which holds only another."""
    folder = tmp_path / "shelf"
    texts = {
        "barley.txt": OTHER,
        "north/ferry.txt": FERRY,
        "north/quay/market.html": page(("Market opens", MARKET), ("Tower rebuilt", STORY)),
        "south/hall/museum.txt": MUSEUM,
        "tower.txt": STORY,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rows(driver: Driver) -> list[str]:
    """How the rows of contents begin."""
    drawn = driver.text("#contents").split("\n")[: driver.screen.contents.line_count()]
    return [row[:14].rstrip() for row in drawn]


UNFOLDED = [
    "·› Scientists",
    "▾ north/",
    "  ·  An island",
    "  ▾ quay/",
    "    ▾ market.h",
    "       Market",
    "       Tower r",
    "▾ south/hall/",
    "  ·  Visitors",
    "·  The harbour",
]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_documents_stand_below_their_folders_which_say_how_many_they_hold(
    shelf: Path, size: tuple[int, int]
) -> None:
    async with opened(shelf, size=size) as driver:
        assert rows(driver) == UNFOLDED
        drawn = driver.text("#contents").split("\n")
        assert [drawn[line].rstrip(" ▐")[-2:] for line in (1, 3, 7)] == [" 2", " 1", " 1"]
        assert "north/quay" not in driver.text("#contents")


async def test_a_library_of_one_folder_has_no_rows_of_folders(shelf: Path) -> None:
    async with opened(shelf / "north" / "quay") as driver:
        assert rows(driver) == ["▾ market.html", " › Market open", "   Tower rebui"]
    async with opened(shelf / "north" / "quay" / "market.html", shelf / "north" / "quay") as driver:
        assert not driver.screen.contents.outline.folder_rows


async def test_the_page_stays_while_the_cursor_is_on_a_folder(shelf: Path) -> None:
    async with opened(shelf) as driver:
        contents = driver.screen.contents
        await driver.press("j")
        assert contents.folder() is not None and contents.row() is None
        assert driver.shown == (0, 0) and rows(driver) == UNFOLDED
        await driver.press("J", "k", "J")  # from the document on the page
        assert driver.shown == (2, 0) and contents.cursor == 5


async def test_folders_are_folded_and_unfolded_by_the_keys_of_documents(shelf: Path) -> None:
    async with opened(shelf) as driver:
        contents = driver.screen.contents
        await driver.press("j", "h")
        folded = rows(driver)
        assert folded == [*UNFOLDED[:1], "▸ north/", *UNFOLDED[7:]] and contents.cursor == 1
        await driver.press("h")  # it is in no other
        assert rows(driver) == folded and contents.cursor == 1
        for key in ("l", "enter"):
            await driver.press(key)
            assert rows(driver) == UNFOLDED and contents.cursor == 1
            await driver.press("enter")
            assert rows(driver) == folded and contents.cursor == 1
        assert driver.shown == (0, 0)


async def test_folding_goes_from_the_article_to_the_outermost_folder(shelf: Path) -> None:
    async with opened(shelf) as driver:
        contents = driver.screen.contents
        await driver.press("G", "k", "k", "k")
        assert rows(driver)[contents.cursor] == "     › Tower r"
        cursors = []
        for _ in range(4):
            await driver.press("h")
            cursors.append(rows(driver)[contents.cursor])
        assert cursors == ["    ▸› market.", "  ▸› quay/", "▸› north/", "▸› north/"]
        assert driver.shown == (2, None)


async def test_going_to_an_article_unfolds_the_folders_in_which_it_is(shelf: Path) -> None:
    async with opened(shelf) as driver:
        contents = driver.screen.contents
        await driver.press("H", "H")
        assert rows(driver) == ["·› Scientists", "▸ north/", "▸ south/hall/", "·  The harbour"]
        await driver.press("J", "J")
        assert rows(driver)[1:7] == [*UNFOLDED[1:5], "     › Market", UNFOLDED[6]] and contents.cursor == 5
        assert rows(driver)[7:] == ["▸ south/hall/", "·  The harbour"]
        await driver.press("k", "k", "h")
        assert rows(driver)[3:5] == ["  ▸› quay/", "▸ south/hall/"] and driver.shown == (2, None)
        await driver.press("right_square_bracket")
        assert driver.shown == (2, 0) and rows(driver)[contents.cursor] == "     › Market"


async def test_all_is_folded_in_two_steps_and_unfolded_in_one(shelf: Path) -> None:
    async with opened(shelf) as driver:
        contents = driver.screen.contents
        await driver.press("G", "k", "H")
        assert rows(driver)[1:6] == [*UNFOLDED[1:4], "    ▸ market.h", UNFOLDED[7]]
        assert rows(driver)[contents.cursor] == "  ·› Visitors"
        await driver.press("H")
        assert rows(driver)[contents.cursor] == "▸› south/hall/" and len(rows(driver)) == 4
        await driver.press("L")
        assert len(rows(driver)) == 10 and rows(driver)[contents.cursor] == "▾ south/hall/"


async def test_the_mouse_folds_and_unfolds_folders_and_what_is_in_them(shelf: Path) -> None:
    async with opened(shelf) as driver:
        for x in (1, 12):
            await driver.pilot.click("#contents", offset=(x, 2))
            assert rows(driver)[1:3] == ["▸ north/", "▾ south/hall/"]
            await driver.pilot.click("#contents", offset=(x, 2))
            assert rows(driver) == UNFOLDED
        await driver.pilot.click("#contents", offset=(5, 5))  # on the sign of the document
        assert rows(driver)[4:6] == ["    ▸› market.", "▾ south/hall/"]


async def test_by_repeats_and_among_hits_there_are_paths_and_then_all_is_as_before(shelf: Path) -> None:
    async with opened(shelf, size=(200, 36)) as driver:
        contents = driver.screen.contents
        await driver.press("j", "j", "j", "h")
        before, cursor = rows(driver), contents.cursor
        assert "  ▸ quay/" in before
        for keys in (("O",), ("slash", *"tower")):
            await driver.press(*keys)
            assert "▾ north/quay/market.html" in driver.text("#contents") and not contents.outline.folder_rows
            await driver.press(*(("O", "O") if keys == ("O",) else ("escape",)))
            assert rows(driver) == before and contents.cursor == cursor


async def test_what_is_folded_is_at_the_next_start(shelf: Path) -> None:
    async with opened(shelf) as driver:
        await driver.press("j", "j", "j", "h")
        folded = rows(driver)
        assert folded[3] == "  ▸ quay/"
    async with opened(shelf) as driver:
        await driver.until(lambda: rows(driver)[3:5] == folded[3:5])
        await driver.press("H", "H")
        assert len(rows(driver)) == 4
    async with opened(shelf) as driver:
        await driver.until(lambda: len(rows(driver)) == 4)
        await driver.press("L")
    async with opened(shelf) as driver:
        assert len(rows(driver)) == 10


async def test_the_cursor_stays_where_it_is_when_folders_get_rows(shelf: Path) -> None:
    (shelf / "barley.txt").rename(shelf / "north" / "barley.txt")
    (shelf / "tower.txt").unlink()
    (shelf / "south" / "hall" / "museum.txt").rename(shelf / "museum.txt")
    (shelf / "museum.txt").rename(shelf.parent / "museum.txt")
    async with opened(shelf) as driver:
        contents = driver.screen.contents
        assert rows(driver)[0] == "·› Scientists"  # all is in one folder, which has another
        await driver.press("j", "j", "j")
        before = contents.row()
        assert before is not None
        (shelf.parent / "museum.txt").rename(shelf / "south" / "museum.txt")
        driver.screen.following.start()  # as when a watcher sees it
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 4 and driver.analysed)
        await driver.settle()
        assert rows(driver)[0] == "▾ north/" and rows(driver)[-2] == "▾ south/"
        assert contents.row() == before and contents.top == 0


async def test_folded_folders_stay_folded_when_documents_have_other_numbers(shelf: Path) -> None:
    async with opened(shelf) as driver:
        await driver.press("j", "h")
        (shelf / "a.txt").write_text(MUSEUM.replace("glass", "iron"), encoding="utf-8")
        driver.screen.following.start()
        await driver.until(lambda: len(driver.screen.catalogue.documents) == 6 and driver.analysed)
        await driver.settle()
        assert rows(driver)[1:4] == ["·› Scientists", "▸ north/", "▾ south/hall/"]


async def test_a_folder_may_be_called_anything(shelf: Path) -> None:
    (shelf / "north").rename(shelf / "\x1b]2;owned\x07\ttab\nline\u202e")
    async with opened(shelf) as driver:
        assert "▾ ␛]2;owned␇    tab␊line" in driver.text("#contents")
        assert not {"\x1b", "\x07", "\u202e"} & set(driver.text("#contents"))
