"""Contents of documents that hold one article each: a row for each, and what stands around it."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.tui.fitting import fit_name, head_kept
from reader.tui.outline import Row
from tests.tui.conftest import OTHER, STORY, page
from tests.tui.driving import Driver, opened


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """Three stories, each a file: the first below its date, the others the same one."""
    folder = tmp_path / "wire"
    folder.mkdir()
    texts = f"Published on March 3, 2019\n\nEarly barley\n\n{OTHER}", f"Lighthouse\n\n{STORY}", STORY
    for number, text in enumerate(texts, start=1):
        (folder / f"2019-wire-{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def lines(driver: Driver) -> list[str]:
    """The rows of contents as they are drawn, without what is right of them."""
    rows = driver.text("#contents").split("\n")[: driver.screen.contents.line_count()]
    return [row.rstrip(" ▐") for row in rows]


async def test_an_article_that_is_all_of_its_file_is_one_row_with_the_name_beside_it(wire: Path) -> None:
    async with opened(wire, size=(200, 30)) as driver:
        barley, lighthouse, tower = lines(driver)
        assert barley.split() == ["▸›", "Early", "barley", "2019-wire-00001.txt"]
        assert lighthouse.split()[:2] == ["Lighthouse", "2019-wire-00002.txt"] and lighthouse.endswith(".txt █")
        assert tower.split()[:2] == ["The", "harbour"] and driver.shown == (0, 1)
        await driver.press("j", "enter")
        assert driver.shown == (1, 0) and driver.focused == "page"


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_where_there_is_no_room_the_name_is_cut_before_its_end_or_left_out(
    wire: Path, size: tuple[int, int]
) -> None:
    async with opened(wire, size=size) as driver:
        rows = lines(driver)
        assert len(rows) == 3 and all(len(row) < size[0] for row in rows)
        assert "Lighthouse " in rows[1] and "00002" in rows[1] and "00003" not in rows[2]


async def test_what_stands_around_an_article_is_unfolded_and_folded(wire: Path) -> None:
    async with opened(wire) as driver:
        contents = driver.screen.contents
        await driver.press("l", "j")
        assert "▾" in lines(driver)[0] and "▾ 1 around the article" in lines(driver)[1]
        assert contents.line_count() == 5 and driver.shown == (0, 1)
        await driver.press("j")
        assert contents.row() == Row(0, 0, rest=True) and driver.shown == (0, 0)
        await driver.press("h")
        assert contents.line_count() == 3 and contents.row() == Row(0, 1) and driver.shown == (0, 1)
        await driver.press("l", "j", "enter")  # the line that says how much there is folds it, too
        assert contents.line_count() == 3 and contents.row() == Row(0, 1)
        await driver.press("l", "H")
        assert contents.line_count() == 3 and contents.row() == Row(0, 1)
        await driver.press("l", "j", "h", "L", "j", "l", "h")  # there is nothing around the second
        assert contents.line_count() == 3 and contents.row() == Row(1, 0)


async def test_what_was_unfolded_around_an_article_is_at_the_next_start(wire: Path) -> None:
    async with opened(wire) as driver:
        await driver.press("l")
        unfolded = lines(driver)
        assert len(unfolded) == 5
    async with opened(wire) as driver:
        assert lines(driver) == unfolded
        await driver.press("h")
    async with opened(wire) as driver:
        assert driver.screen.contents.line_count() == 3


async def test_an_empty_file_has_nothing_to_unfold(wire: Path) -> None:
    (wire / "2020.txt").touch()
    async with opened(wire) as driver:
        assert lines(driver)[-1].split() == ["2020.txt", "empty"]


async def test_the_mouse_unfolds_what_stands_around_an_article(wire: Path) -> None:
    async with opened(wire) as driver:
        contents = driver.screen.contents
        await driver.pilot.click("#contents", offset=(1, 1))
        assert contents.line_count() == 5
        await driver.pilot.click("#contents", offset=(8, 1))  # on its title
        assert contents.line_count() == 5 and contents.row() == Row(0, 1)
        await driver.pilot.click("#contents", offset=(1, 1))
        assert contents.line_count() == 3
        await driver.press("l", "H")
        await driver.pilot.click("#contents", offset=(1, 1))
        assert contents.line_count() == 5
        await driver.press("h")
        await driver.pilot.click("#contents", offset=(1, 2))
        assert contents.line_count() == 3 and driver.shown == (1, 0)


async def test_articles_and_documents_are_gone_through_while_all_is_folded(wire: Path) -> None:
    async with opened(wire) as driver:
        contents = driver.screen.contents
        await driver.press("H")
        for key, expected in (("right_square_bracket", 1), ("J", 2), ("left_square_bracket", 1), ("K", 0)):
            await driver.press(key)
            row = Row(expected, int(expected == 0))
            assert contents.row() == row and driver.shown == (row.document, row.article)
            assert contents.line_count() == 3
            assert [number for number, line in enumerate(lines(driver)) if "›" in line] == [expected]


async def test_what_the_filter_matched_is_marked_in_titles_and_in_names(wire: Path) -> None:
    async with opened(wire, size=(160, 30)) as driver:
        contents = driver.screen.contents

        def matched() -> list[str]:
            style = contents.style_of("contents--match", contents.cursor_overlay)
            return [segment.text for segment in contents.draw_line(0, 40) if segment.style == style]

        await driver.press("slash", *"barley")
        assert contents.row() == Row(0, 1) and len(contents.outline) == 1 and matched() == ["barley"]
        await driver.press("ctrl+u", *"doc:00002")
        assert len(contents.outline) == 1 and matched() == ["00002"]
        await driver.press("ctrl+u", *"doc:2019 | doc:zzz")
        assert len(contents.outline) == 3 and matched() == ["2019"]
        await driver.press("escape")
        assert len(contents.outline) == 3


async def test_by_repeats_each_row_says_how_much_of_it_is(wire: Path) -> None:
    async with opened(wire) as driver:
        await driver.press("O")
        first, second, last = lines(driver)
        assert first.endswith("%") and second.endswith("%") and last.endswith(" 0%") and "barley" in last
        assert driver.screen.contents.line_count() == 3


async def test_among_others_the_only_article_of_a_document_has_a_sign(wire: Path) -> None:
    (wire / "2019-wire-00004.txt").write_text("", encoding="utf-8")
    async with opened(wire) as driver:
        assert "·" not in lines(driver)[1] and "2019-wire-00004.txt" in lines(driver)[3]
    both = page(("Barley ripens", OTHER), ("Tower rebuilt", STORY))
    (wire / "2019-wire-00005.html").write_text(both, encoding="utf-8")
    async with opened(wire) as driver:
        rows = lines(driver)
        assert rows[0].startswith("▸›") and rows[1].startswith("·  Lighthouse")
        assert rows[4].startswith("▾ 2019") and rows[5].startswith("   Barley") and len(rows) == 7


async def test_a_document_that_gains_or_loses_an_article_gains_or_loses_its_heading(wire: Path) -> None:
    file = wire / "2019-wire-00002.html"
    file.write_text(page(("Tower rebuilt", STORY)), encoding="utf-8")
    (wire / "2019-wire-00002.txt").unlink()
    async with opened(wire) as driver:
        contents = driver.screen.contents
        await driver.press("j")
        tower, barley = ("Tower rebuilt", STORY), ("Barley ripens", OTHER)
        for text, rows, row in ((page(tower, barley), 5, Row(1, 0)), (page(tower), 3, Row(1, 0))):
            file.write_text(text, encoding="utf-8")
            driver.screen.following.start()  # as when a watcher sees it
            await driver.until(lambda rows=rows: contents.line_count() == rows and driver.analysed)
            await driver.settle()
            assert contents.row() == row and driver.shown == (1, 0)
            assert sum("›" in line for line in lines(driver)) == 1


async def test_an_article_that_is_split_has_a_heading_and_none_when_it_is_merged_again(wire: Path) -> None:
    async with opened(wire) as driver:
        contents = driver.screen.contents
        await driver.press("j", "2", "j", "j", "j", "A", "s")
        assert contents.line_count() == 5 and contents.row() == Row(1, 1)
        assert sum("›" in line for line in lines(driver)) == 1
        await driver.press("A", "u")
        assert contents.line_count() == 3 and contents.row() == Row(1, 0)


async def test_the_place_is_found_again_at_the_next_start(wire: Path) -> None:
    async with opened(wire) as driver:
        await driver.press("j", "j", "enter", "j", "j")
    async with opened(wire) as driver:
        await driver.until(lambda: driver.shown == (2, 0))
        assert driver.screen.contents.row() == Row(2, 0) and driver.screen.contents.line_count() == 3


@pytest.mark.parametrize(
    ("name", "matched", "cells", "expected"),
    [
        ("wire-00001.txt", [], 14, "wire-00001.txt"),
        ("wire-00001.txt", [], 12, "wire-00001"),
        ("wire-00001.txt", [9], 8, "…e-0000[1]"),
        ("wire-00001.txt", [0, 1], 8, "[wi]re-00…"),
        ("wire-00001.txt", [11, 12], 8, "…001.[tx]t"),
        ("wire.00001", [], 8, "…e.00001"),
        ("新聞-00001.txt", [2], 9, "…聞[-]00001"),
    ],
)
def test_a_name_is_cut_so_that_its_end_or_what_was_matched_is_seen(
    name: str, matched: list[int], cells: int, expected: str
) -> None:
    shown, places = fit_name(name, matched, cells)
    assert cell_len(shown) <= cells
    assert (
        "".join(f"[{character}]" if at in places else character for at, character in enumerate(shown)).replace("][", "")
        == expected
    )


@pytest.mark.parametrize(
    ("name", "head", "matched", "expected"),
    [
        ("courier-2026-01-05.txt", 4, [], "cour…6-01-05"),
        ("courier-2026-01-05.txt", 4, [0, 1, 17], "[co]ur…6-01-0[5]"),
        ("courier-2026-01-05.txt", 11, [], "courier-202…"),
        ("新聞新聞-2026-01-05.txt", 4, [], "新聞…6-01-05"),
    ],
)
def test_a_name_keeps_as_much_of_its_beginning_as_it_is_told(
    name: str, head: int, matched: list[int], expected: str
) -> None:
    shown, places = fit_name(name, matched, 12, head)
    drawn = "".join(f"[{character}]" if at in places else character for at, character in enumerate(shown))
    assert drawn.replace("][", "") == expected


def test_names_keep_their_beginnings_where_their_ends_are_the_same() -> None:
    papers = [f"{paper}-2026-01-05.txt" for paper in ("courier", "evening-post", "gazette")]
    for names in (papers, [f"minutes/2026-{month:02}-14.txt" for month in range(1, 9)]):
        head = head_kept(names, 12)
        assert len({fit_name(name, (), 12, head)[0] for name in names}) == len(names)
        assert bool(head) == (names is papers)
    assert head_kept(papers, 40) == 0


@pytest.mark.parametrize(
    ("name", "matched", "cells", "expected"),
    [
        ("attrs-26.1.0/licenses/LICENSE", [], 22, "attrs-26.1.0/…/LICENSE"),
        ("attrs-26.1.0/licenses/LICENSE", [0, 22], 18, "[a]ttrs-26.…/[L]ICENSE"),
        ("attrs-26.1.0/licenses/LICENSE", [13, 14, 15], 22, "attr…/[lic]enses/LICENSE"),
        ("attrs-26.1.0/docs/why.md", [], 22, "attrs-26.1.0/docs/why"),
        ("a/of/deployment-behind-a-proxy.rst", [], 16, "…-behind-a-proxy"),
    ],
)
def test_a_path_keeps_its_first_folder_and_its_file(name: str, matched: list[int], cells: int, expected: str) -> None:
    shown, places = fit_name(name, matched, cells)
    drawn = "".join(f"[{character}]" if at in places else character for at, character in enumerate(shown))
    assert drawn.replace("][", "") == expected and cell_len(shown) <= cells


def test_names_keep_their_first_folders_where_these_tell_them_apart() -> None:
    packages = [f"{name}/licenses/LICENSE" for name in ("attrs-26.1.0", "click-8.5.1", "flask-3.1.3")]
    pages = [f"flask-3.1.3/docs/{name}/index.rst" for name in ("deploying", "patterns", "tutorial")]
    assert [fit_name(name, (), 20, head_kept(packages, 20))[0] for name in packages] == [
        "attrs-26.1.…/LICENSE",
        "click-8.5.1…/LICENSE",
        "flask-3.1.3…/LICENSE",
    ]
    assert [fit_name(name, (), 20, head_kept(pages, 20))[0] for name in pages] == [
        "…ocs/deploying/index",
        "…docs/patterns/index",
        "…docs/tutorial/index",
    ]


async def test_titles_that_look_the_same_leave_room_for_the_names_of_their_files(tmp_path: Path) -> None:
    for number in range(1, 4):
        text = f"Protokoll der Vorstandssitzung des Vereins\n\n{STORY}"
        (tmp_path / f"sitzung 2026-0{number}-14.txt").write_text(text, encoding="utf-8")
    (tmp_path / "z.txt").write_text(f"Protokoll einer Begehung der alten Mühle am Bach\n\n{OTHER}", encoding="utf-8")
    async with opened(tmp_path, size=(120, 30)) as driver:
        rows = lines(driver)
        for number, row in enumerate(rows[:3], start=1):
            assert "Proto" in row and f"2026-0{number}-14" in row
        assert "Protokoll einer" in rows[3] and "z" not in rows[3]
        for size in ((80, 24), (50, 15)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            assert len(set(lines(driver))) == 4 and all("-14" in row for row in lines(driver)[:3])


async def test_programs_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder in ("json", "html"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").write_text(f"# Copyright\nNAME = {folder!r}\n", encoding="utf-8")
    async with opened(tmp_path) as driver:
        words = [next(word for word in row.split() if len(word) > 1) for row in lines(driver)]
        assert words == ["html/", "__init__.py", "json/", "__init__.py"]
        await driver.press("slash", *"init")
        assert [row.split()[-2:] for row in lines(driver)] == [["__init__.py", "html/"], ["__init__.py", "json/"]]


async def test_mails_of_one_subject_are_told_apart_by_day_and_sender(tmp_path: Path) -> None:
    mails = [
        f"From a@berg.org Mon Jan  {day} 10:00:00 2026\nFrom: {name} <a@berg.org>\n"
        f"Date: Mon, {day} Jan 2026 10:00:00 +0000\nMessage-ID: <{day}@berg.org>\nSubject: Heating in the hall\n"
        f"\n{text}\n"
        for day, name, text in ((5, "Ana Pires", STORY), (6, "Ole Holm", OTHER))
    ]
    (tmp_path / "archive.mbox").write_text("".join(mails), encoding="utf-8")
    async with opened(tmp_path) as driver:
        first, second = (row for row in lines(driver) if "Heat" in row)
        assert "01-05 Ana Pires" in first and "01-06 Ole Holm" in second
        await driver.pilot.resize_terminal(50, 15)
        await driver.settle()
        first, second = (row for row in lines(driver) if "Heating in the" in row)
        assert "2026-01-05 Ana Pires" in first or "01-05 Ana Pires" in first


async def test_an_article_that_is_read_and_on_the_page_has_both_signs(wire: Path) -> None:
    async with opened(wire) as driver:
        contents = driver.screen.contents
        contents.share_read_of = lambda document, article: 1.0
        contents.lines_changed()
        rows = lines(driver)
        assert "›" in rows[0] and "✓" in rows[0]
        assert all(row.count("✓") == 1 for row in rows)
