"""The repeats pane."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from reader.library.fulltext import FullText
from reader.library.queries import Passage, Twin
from reader.library.vocabulary import nearest
from reader.tui.listing import Described, Entry, Listing
from tests.tui.conftest import OTHER, STORY, page
from tests.tui.driving import opened


async def test_the_way_back_leads_to_the_same_twin(told_twice: Path) -> None:
    text = (told_twice / "first.txt").read_text(encoding="utf-8")
    for number, word in enumerate(("twelve", "seven", "eight")):
        changed = text.replace("nine million", f"{word} million")
        (told_twice / f"z{number}.txt").write_text(changed, encoding="utf-8")
    async with opened(told_twice) as driver:
        repeats, page = driver.screen.repeats, driver.screen.page
        await driver.press("3", "J", "J")
        twin, view = repeats.chosen().twin, page.view()
        assert twin != repeats.listing.first.twin
        await driver.press("enter")
        assert driver.shown == (twin.document, 0)
        await driver.press("ctrl+o")
        assert driver.shown == (0, 0)
        assert (driver.focused, page.view(), repeats.chosen().twin) == ("repeats", view, twin)
        await driver.press("J")
        assert repeats.chosen().twin not in (twin, repeats.listing.first.twin)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_names_that_begin_alike_are_told_apart_by_their_ends(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(3):
        name = f"dispatches-of-the-northern-news-service-from-the-harbour-of-eastmere-{number:03}.html"
        (folder / name).write_text(page(("Tower rebuilt", STORY), ("Barley ripens", OTHER)), encoding="utf-8")
    async with opened(folder, size=size) as driver:
        assert all(f"-{number:03}" in driver.text("#contents") for number in range(3))
        await driver.press("3")
        assert "eastmere-001" in driver.text("#repeats")
        await driver.press("J", "J")
        assert "eastmere-002" in driver.text("#repeats")


async def test_the_order_and_the_least_similarity_are_changed_by_keys(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("3", "O")
        assert "by date" in driver.text()
        await driver.press("O", "O")
        assert driver.screen.repeats.wanted.sort == "similarity"
        await driver.press("0", "2", "0", "full_stop")
        assert "below 100%" in " ".join(driver.text("#repeats").split())
        assert "differences" not in driver.text("#hints") and "go there" not in driver.text("#hints")
        assert driver.screen.repeats.chosen() is None
        await driver.press("0", "2", "0", "comma")
        assert driver.screen.repeats.chosen() is not None and "differences" in driver.text("#hints")
        await driver.press("2", "R", "x")
        assert "Differences are shown on the text, not on the source. R shows it again." in driver.app.messages.text()
        await driver.press("R", "3", "9", "}", "9", "}", "9", "}", "9", "}", "9", "}", "9", "}")
        assert "under 500 words" in " ".join(driver.text("#repeats").split())


async def test_thresholds_that_were_changed_are_said(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        assert "≥" not in driver.text()
        await driver.press("3", "4", "full_stop")
        assert "≥20% alike" in driver.text()
        await driver.press("4", "comma", "right_curly_bracket")
        assert "≥10 words" in driver.text() and "% alike" not in driver.text()
        await driver.press("left_curly_bracket")
        assert "≥" not in driver.text()


async def test_w_goes_round_the_scopes(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("w")
        assert driver.screen.repeats.chosen() is not None
        await driver.press("w")
        assert driver.screen.repeats.chosen() is None
        assert "in others" in driver.text("#repeats")
        assert "Only repeats in this document." in driver.app.messages.text()
        await driver.press("2")
        for key in ("x", "X", "enter"):
            await driver.press(key)
            assert "Left out: 1 in others. w lists more." in driver.app.messages.text()
            assert "told again." not in driver.app.messages.text() and "No repeated" not in driver.app.messages.text()
        await driver.press("w")
        assert driver.screen.repeats.chosen() is not None


async def test_the_words_shared_are_said(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        assert "94 of 97 words" in driver.text("#repeats")


async def test_the_line_is_the_one_where_the_twin_begins(told_twice: Path) -> None:
    first, second = told_twice / "first.txt", told_twice / "second.txt"
    first.write_text("".join(first.read_text(encoding="utf-8").splitlines(keepends=True)[2:]), encoding="utf-8")
    second.write_text(f"{OTHER}\n{second.read_text(encoding='utf-8')}", encoding="utf-8")
    (told_twice / "third.txt").unlink()
    async with opened(told_twice) as driver:
        await driver.until(lambda: "line\N{NO-BREAK SPACE}7" in driver.text("#repeats"))


async def test_an_article_without_repeats_shows_its_nearest_and_goes_there(seeds: Path) -> None:
    async with opened(seeds) as driver:
        screen, text = driver.screen, FullText(driver.screen.catalogue)
        for number in range(len(screen.catalogue.documents)):
            for article in driver.stories(number):
                screen.opening.open(number, article)
                await driver.settle()
                if not screen.page.content.passages and nearest(screen.catalogue, text, number, article):
                    break
            else:
                continue
            break
        before = driver.shown
        await driver.until(lambda: "Nearest" in driver.text("#repeats"))
        await driver.press("3")
        assert "open" in driver.text("#hints") and "twin" not in driver.text("#hints")
        await driver.press("j", "enter")
        assert driver.shown != before
        assert driver.focused == "page"
        await driver.press("ctrl+o")
        assert driver.shown == before


async def test_thousands_of_twins_are_listed_without_being_described(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 90, 0, 90, 0.9, False) for number in range(3000))
        passage = Passage(0, 90, 0, twins)
        described: set[Entry] = set()

        def describe(entry: Entry) -> Described:
            described.add(entry)
            return Described("second.txt", "A title", None)

        repeats.describe = describe
        repeats.show(Listing(tuple(Entry(0, passage, each) for each in twins)), "")
        await driver.press("3", "j", "j", "space", "G", "k")
        assert repeats.chosen() is not None and repeats.chosen().twin == twins[-2]
        assert 0 < len({entry.twin for entry in described}) < 200


async def test_stock_phrases_open_and_fold(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 90, 0, 90, 0.9, False) for number in range(9))
        passage = Passage(0, 90, 0, twins)
        entries = tuple(Entry(0, passage, each) for each in twins)
        repeats.show(Listing(entries[:1], stock=entries[1:]), "")
        assert "1 stock phrase, 8 twins" in driver.text("#repeats")
        await driver.until(lambda: " words" in driver.text("#repeats"))
        rows = repeats.line_count()
        await driver.press("3", "G", "enter")
        assert repeats.line_count() == rows + 8
        await driver.press("enter")
        assert repeats.line_count() == rows


async def test_twins_are_gone_through_past_their_texts_in_every_order_and_scope(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 90, 0, 90, 0.9 - number / 10, False) for number in range(4))
        passage = Passage(0, 90, 0, twins)
        across = tuple(Entry(0, passage, each) for each in twins)
        for listing in (
            Listing(across),
            Listing(across[::-1]),
            Listing(across[:2], across[2:]),
            Listing((), across),
            Listing((), (), across),
        ):
            listed = [*listing.across, *listing.within, *listing.stock]
            repeats.show(listing, "")
            await driver.press("3")
            seen = [repeats.chosen()]
            for _ in listed[1:]:
                await driver.press("J")
                seen.append(repeats.chosen())
                assert repeats._row_at(repeats.cursor) == repeats._shown_row
            assert seen == listed
            await driver.press("J", "j", "K")  # there is none after it; from amid its text to the one before
            assert repeats.chosen() == listed[-2]
            await driver.press(*["K"] * (len(listed) - 2))
            assert repeats.chosen() == listed[0]
        assert driver.shown[0] == 0  # the keys of documents: not here
        await driver.press("2", "J")
        assert driver.shown[0] == 1


async def test_the_text_of_the_next_twin_is_in_view(told_twice: Path) -> None:
    async with opened(told_twice, size=(80, 24)) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 300, 0, 300, 0.9, False) for number in range(30))
        passage = Passage(0, 300, 0, twins)
        repeats.show(Listing(tuple(Entry(0, passage, each) for each in twins)), "")
        await driver.press("3")
        for _ in range(20):
            await driver.press("J")
            await driver.until(lambda: len(repeats._detail) > 1)
            height = repeats.content_size.height
            first, last = repeats.cursor, repeats.cursor + len(repeats._detail)
            assert repeats.top <= first
            assert last < repeats.top + height or first <= repeats.top + 1


async def test_the_text_of_a_twin_at_the_lower_edge_comes_into_view(told_twice: Path) -> None:
    async with opened(told_twice, size=(120, 24)) as driver:
        repeats = driver.screen.repeats
        twins = tuple(Twin(1, number, number + 100, 0, 100, 0.9, False) for number in range(30))
        repeats.show(Listing(tuple(Entry(0, Passage(0, 100, 0, twins), each) for each in twins)), "")
        await driver.until(lambda: len(repeats._detail) > 1)
        await driver.press("3", "g")
        for key in (*["j"] * 60, "G"):
            shown = repeats.shown
            await driver.press(key)
            if repeats.shown is not shown:
                await driver.until(lambda: len(repeats._detail) > 1)
                assert repeats._row_at(repeats.cursor) == repeats._shown_row
                assert repeats.top <= repeats.cursor
                assert repeats.cursor + len(repeats._detail) < repeats.top + repeats.content_size.height
        assert repeats.chosen().twin == twins[-1]


def with_stock(across: int, stock: int) -> Listing:
    """So many twins in another document, and of a stock phrase so many."""
    twins = tuple(Twin(1, number, number + 300, 0, 300, 0.9, False) for number in range(across + stock))
    passage = Passage(0, 300, 0, twins)
    entries = [Entry(0, passage, each) for each in twins]
    return Listing(tuple(entries[:across]), stock=tuple(entries[across:]))


@pytest.mark.parametrize("stock", [3, 60])
@pytest.mark.parametrize("key", ["enter", "l"])
async def test_stock_phrases_at_the_lower_edge_come_into_view_when_they_are_unfolded(
    told_twice: Path, stock: int, key: str
) -> None:
    async with opened(told_twice, size=(120, 24)) as driver:
        repeats = driver.screen.repeats
        repeats.show(with_stock(30, stock), "")
        await driver.press("3", "G")
        *_, last = driver.text("#repeats").split("\n")
        assert "▸ 1 stock phrase" in last
        await driver.press(key)
        lines = driver.text("#repeats").split("\n")
        fold = next(at for at, line in enumerate(lines) if "▾ 1 stock phrase" in line)
        below = [line for line in lines[fold + 1 :] if "90%" in line]
        assert len(below) == min(stock, repeats.content_size.height - 1)
        assert repeats.cursor == repeats.top + fold


async def test_stock_phrases_are_folded_from_among_them(told_twice: Path) -> None:
    async with opened(told_twice, size=(120, 24)) as driver:
        repeats = driver.screen.repeats
        repeats.show(with_stock(30, 60), "")
        await driver.press("3", "l", "J", "J")
        await driver.until(lambda: len(repeats._detail) > 1)
        assert repeats.chosen() is repeats.listing.stock[1]
        await driver.press("j", "h")
        *_, last = driver.text("#repeats").split("\n")
        assert "▸ 1 stock phrase" in last and repeats.cursor == repeats.line_count() - 1
        await driver.press("g", "h")  # they are folded already
        assert repeats.chosen() is repeats.listing.first
        await driver.press("l")  # from wherever one is
        assert "▾ 1 stock phrase" in driver.text("#repeats")
        assert repeats._rows[repeats._row_at(repeats.cursor)].folds


async def test_stock_phrases_with_nothing_above_them_stay_open(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        repeats.show(with_stock(0, 5), "")
        await driver.press("3", "h", "g", "enter")
        assert "▾ 1 stock phrase" in driver.text("#repeats")
        assert driver.text("#repeats").count("90%") == 5


async def test_twins_in_one_document_are_told_apart_by_their_lines_and_words(told_twice: Path) -> None:
    (told_twice / "second.txt").write_text("Above.\n\n" + f"{OTHER}\n\n" * 2, encoding="utf-8")
    (told_twice / "third.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    async with opened(told_twice) as driver:
        entries = tuple(
            Entry(0, Passage(0, end, 0, ()), Twin(document, start, start + 90, 0, end, 0.9, False))
            for document, start, end in ((1, 0, 90), (1, 8, 90), (1, 8, 40), (2, 0, 90))
        )
        driver.screen.repeats.show(Listing(entries), "")
        await driver.until(lambda: "line\N{NO-BREAK SPACE}" in driver.text("#repeats"))
        rows = [line for line in driver.text("#repeats").split("\n") if "90%" in line]
        assert ["second.txt:1" in rows[0], "second.txt:3" in rows[1], "second.txt:3" in rows[2]] == [True] * 3
        assert len(set(rows)) == 4 and "third.txt:" not in rows[3]


async def test_a_twin_in_the_article_on_the_page_is_called_by_its_line(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        entry = Entry(0, Passage(0, 60, 0, ()), Twin(0, 70, 130, 0, 60, 0.9, True))
        driver.screen.repeats.show(Listing(within=(entry,)), "")
        await driver.until(lambda: " words" in driver.text("#repeats"))
        (row,) = [line for line in driver.text("#repeats").split("\n") if "90% " in line]
        assert "90% line 1 " in row and " words" in row


async def test_counts_that_may_grow_are_those_so_far(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(told_twice) as driver:
        assert "Repeats · 1 document" in driver.text() and "so far" not in driver.text()
        monkeypatch.setattr(driver.screen.catalogue, "compared", False)
        driver.screen.twins.show()
        await driver.settle()
        assert "Repeats · 1 document so far" in driver.text()
        driver.screen.repeats.refine(replace(driver.screen.repeats.wanted, scope="within"))
        await driver.until(lambda: "Repeats · here · none so far" in driver.text())


async def test_counts_that_have_no_room_are_summed_up(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        repeats = driver.screen.repeats
        passage = Passage(0, 300, 0, ())
        across = tuple(
            Entry(0, passage, Twin(1 + number % 2, number, 300, 0, 300, 0.9, False)) for number in range(1200)
        )
        within = tuple(Entry(0, passage, Twin(0, number, 300, 0, 300, 0.9, True)) for number in range(251))
        repeats.show(Listing(across[:3], within[:2]), "")
        assert "Repeats · 2 documents · 2 within" in driver.text()
        repeats.styles.width = repeats.styles.min_width = 40
        await driver.until(lambda: repeats.outer_size.width == 40)
        repeats.show(Listing(across, within), "", so_far=True)
        assert "Repeats · 2 documents so far " in driver.text()


@pytest.mark.parametrize("size", [(120, 36), (50, 15)])
async def test_twins_of_several_passages_stand_below_the_lines_and_the_beginning_of_each(
    told_twice: Path, size: tuple[int, int]
) -> None:
    async with opened(told_twice, size=size) as driver:
        await driver.press("enter", "3")
        repeats = driver.screen.repeats
        later = STORY.index("\n") + 1
        entries = [
            Entry(0, passage, twin)
            for passage in (Passage(0, 300, 0, ()), Passage(later, later + 100, 1, ()))
            for twin in (Twin(at, 0, 300, passage.start, passage.end, 0.9, False) for at in (1, 2))
        ]

        def rows(*listed: Entry) -> list[str]:
            repeats.show(Listing(listed), "")
            width = repeats.content_size.width
            drawn = [repeats.draw_line(line, width) for line in range(repeats.line_count())]
            lines = ["".join(segment.text for segment in segments) for segments in drawn]
            return [line.strip() for line in lines if line.startswith((" line", "  90%"))]

        first, one, other, second, *again = rows(*entries)
        assert first.startswith("lines 1–3 · The harbour council") and second.startswith("line 2 · Engineers found")
        assert [line[:3] for line in (one, other, *again)] == ["90%"] * 4
        await driver.press("J", "J")
        assert repeats.shown is entries[2] and "line 2 · Engineers found" in driver.text("#repeats")
        assert [line[:3] for line in rows(*entries[:2])] == ["90%"] * 2, "there is only one"
        repeats.wanted = replace(repeats.wanted, sort="date")
        assert [line[:3] for line in rows(*entries)] == ["90%"] * 4, "they are not in order"
        assert "by date" in driver.text()


async def test_twins_that_are_looked_for_are_counted_as_those_so_far(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slowly(*arguments: object) -> Iterator[Twin]:
        yield Twin(2, 0, 90, 0, 90, 0.5, False)
        go_on.wait()

    async with opened(told_twice) as driver:
        monkeypatch.setattr("reader.library.tellings.Tellings.further_twins", slowly)
        monkeypatch.setattr("reader.tui.twins.SHOWN_SECONDS", 0)
        driver.screen.twins.show()
        try:
            await driver.until(lambda: "2 documents so far" in driver.text())
        finally:
            go_on.set()
        await driver.until(lambda: "so far" not in driver.text())
        assert "Repeats · 2 documents" in driver.text()


@pytest.mark.parametrize("keys", [("3", "J", "K"), ("x",)])
async def test_the_status_follows_the_page_to_a_passage(seeds: Path, keys: tuple[str, ...]) -> None:
    async with opened(seeds) as driver:
        page = driver.screen.page
        await driver.press("slash", *"korean drones", "enter", "right_parenthesis", "G")
        end = page.place
        await driver.press(*keys)
        await driver.until(lambda: page.place != end)
        await driver.settle()
        assert page.content is not None
        line = page.content.text.count("\n", 0, page.place) + 1
        assert f"line {line}/" in driver.text("#status")


async def test_what_is_near_is_not_looked_for_while_one_types(
    told_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def nearest(catalogue: object, text: object, document: int, *arguments: int, **options: object) -> list[Twin]:
        looked.append(document)
        return []

    monkeypatch.setattr("reader.library.vocabulary.nearest", nearest)
    monkeypatch.setattr("reader.tui.twins.TYPING_REST_SECONDS", 1000)
    async with opened(told_twice) as driver:
        await driver.press("slash", *"scien")
        await driver.until(lambda: driver.shown[0] == 2)
        twins = driver.screen.twins
        await driver.until(lambda: twins._rest is not None and twins._rest._interval > 1)  # a short rest is over
        assert not looked
        await driver.press("enter", "K", "J")
        await driver.until(lambda: looked == [2])
