"""Searching the page, and the source as it is on disk."""

import json
from pathlib import Path

import pytest
from textual import events

from tests.tui.driving import Driver, opened


def hit_texts(driver: Driver) -> list[str]:
    page = driver.screen.page
    return [page.content.text[start:end] for start, end in page.hits]


async def test_search_goes_to_the_first_hit_and_marks_all(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]", "enter", "slash", *"korea")
        page = driver.screen.page
        assert set(hit_texts(driver)) == {"Korea"}
        assert len(page.hits) > 10
        assert "hit 1/" in driver.text()
        await driver.press("enter", "n", "n")
        assert driver.focused == "page"
        assert f"hit 3/{len(page.hits)}" in driver.text()
        start = page.hits[2][0]
        assert page.cursor == page.line_of(start)
        await driver.press("N", "N", "N")
        assert f"hit {len(page.hits)}/{len(page.hits)}" in driver.text()
        await driver.press("escape")
        assert not page.hits


async def test_a_search_without_hits_says_so_while_one_types(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]", "enter", "slash", *"korez")
        assert "no hits" in driver.text()
        await driver.press("backspace", "a")
        assert "hit 1/" in driver.text()
        assert "no hits" not in driver.text()


async def test_escape_goes_back_to_where_the_search_began(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]", "enter", "space", "j")
        before = driver.screen.page.view()
        await driver.press("slash", *"north korea")
        assert hit_texts(driver) and driver.screen.page.view() != before
        await driver.press("escape")
        assert driver.screen.page.view() == before
        assert not driver.screen.page.hits
        assert driver.focused == "page"


async def test_a_search_that_is_cancelled_changes_nothing(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("F", *"lighthouse crowns", "enter", "n")
        for typed in ("", "the"):
            await driver.press("slash", *typed, "escape")
            assert "hit 2/2 · 1 of 2 articles found" in driver.text("#status")
        await driver.press("slash", *"storm", "backspace", *("backspace",) * 4, "enter", "n")
        assert "hit 1/2 · 2 of 2 articles found" in driver.text("#status")
        await driver.press("slash", *"the ", "enter")
        before = driver.text("#status")
        await driver.press("slash", *"storm", "escape")
        assert set(hit_texts(driver)) == {"the ", "The "} and driver.text("#status") == before
        await driver.press("n")
        assert driver.text("#status") != before and "found" not in driver.text("#status")


async def test_what_is_typed_at_once_goes_to_its_hit_and_back_again(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2")
        view = driver.screen.page.view()
        await driver.burst("slash", *"granite", "enter")
        await driver.until(lambda: driver.screen.search.prompt is None)
        assert hit_texts(driver) == ["granite"] and driver.text("#status").startswith("hit 1/1")
        assert driver.screen.page.view() != view and "not found" not in driver.app.messages.text()
        await driver.press("ctrl+o")
        assert driver.screen.page.view() == view
        await driver.press("G", "right_square_bracket", "5", "0", "percent_sign")
        for shown in ((1, 0), (0, 0), (0, 0)):
            await driver.press("ctrl+o")
            assert driver.shown == shown
        assert driver.screen.page.view() == view


async def test_going_round_an_end_is_said(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "slash", *"the ", "enter")
        assert "hit 1/" in driver.text() and "From the" not in driver.app.messages.text()
        await driver.press("N")
        assert driver.app.messages.text().count("From the first hit to the last.") == 1
        await driver.press("n")
        assert driver.app.messages.text().count("From the last hit to the first.") == 1
        await driver.press("n")
        assert driver.app.messages.text().count("From the") == 2


async def test_a_lone_hit_has_no_way_round(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "slash", *"granite", "enter", "n")
        assert "It is the only hit." in driver.app.messages.text() and "From the" not in driver.app.messages.text()


async def test_a_hit_is_found_across_wrapped_lines(seeds: Path) -> None:
    async with opened(seeds, size=(80, 24)) as driver:
        await driver.press("]", "enter", "slash", *"experience with drones and working with russians")
        assert hit_texts(driver) == ["experience with drones and working with Russians"]


async def test_words_and_regular_expressions(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]", "enter", "slash", *"said")
        literal = len(driver.screen.page.hits)
        await driver.press("alt+r")
        assert driver.screen.search.mode == "word"
        await driver.press("alt+r", *["backspace"] * 4, *"sa(id|ys)")
        assert driver.screen.search.mode == "regex"
        assert {text.lower() for text in hit_texts(driver)} <= {"said", "says"}
        assert len(driver.screen.page.hits) >= literal


async def test_the_prompt_says_how_it_is_read_and_the_status_line_what_is_wrong(told_twice: Path) -> None:
    async with opened(told_twice, size=(80, 24)) as driver:
        prompt = "#search"
        await driver.press("2", "slash", *"coun[te")
        assert driver.text(prompt) == "coun[te"
        await driver.press("alt+r")
        assert driver.text(prompt).startswith("coun[te ") and driver.text(prompt).endswith(" whole words")
        assert "regex:" not in driver.text("#status")
        await driver.press("alt+r")
        assert driver.text(prompt).endswith(" regular expression")
        assert " regular expression" in driver.text()  # all of it is in the window
        assert "regex: missing ]: [te · no hits" in driver.text("#status")
        await driver.press("enter")
        assert "It is no regular expression: missing ]: [te." in driver.app.messages.text()
        await driver.press("slash", *"coun")
        assert driver.text(prompt).endswith(" regular expression") and "regex:" not in driver.text("#status")
        await driver.press(*"x" * 60)
        assert "x" * 20 in driver.text(prompt) and "regular" not in driver.text(prompt)


async def test_alt_with_a_letter_is_never_typed(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "slash", "a")
        for key in ("r", "q"):  # as it is made of escape and a letter: with a character
            driver.app.post_message(events.Key(f"alt+{key}", key))
            await driver.settle()
        assert driver.screen.search.prompt.value == "a"
        assert driver.screen.search.mode == "word"


async def test_a_search_goes_on_in_the_next_article(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]", "enter", "slash", *"russia", "enter")
        before = driver.screen.page.hits
        await driver.press("]")
        after = driver.screen.page.hits
        assert after and after != before
        content = driver.screen.page.content
        assert all(content.start <= start < content.end for start, _ in after)


async def test_a_search_without_hits_says_so(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("2", "slash", *"zebra")
        await driver.settle()
        await driver.press("enter", "n", "n")
        assert driver.text().count("zebra: not found in this") == 1


async def test_n_without_a_search_says_what_to_do(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("enter", "n")
        assert "/ searches" in driver.text()
        await driver.press("n", "n")
        assert driver.text().count("/ searches") == 1  # no second toast while it is there


async def test_the_source_is_shown_as_it_is_on_disk_and_back(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page = driver.screen.page
        assert "haven’t" in driver.text("#page")
        await driver.press("enter", "j", "j")
        view = page.view()
        await driver.press("R")
        assert "havenโt" in driver.text("#page")
        assert "source, unrepaired · R shows the text again" in driver.text("#page")
        assert "Source" in str(driver.screen.page.border_title)
        await driver.press("j", "k", "R")
        assert "haven’t" in driver.text("#page")
        assert page.view()[0] == view[0]


async def test_a_search_that_found_nothing_is_told_once_and_ends_with_escape(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]", "enter", "slash", *"korez", "enter")
        assert "korez: not found in this article." in driver.app.messages.text()
        assert "no hits" not in driver.text("#status")
        await driver.press("z", "escape", "n")
        assert not driver.screen.only_page  # what is not seen is no layer of its own
        assert not driver.screen.search.query and "Nothing is searched for." in driver.app.messages.text()


async def test_what_is_not_seen_is_not_painted_and_parts_no_word(tmp_path: Path) -> None:
    """A zero-width space stands between words of Khmer; a word joiner, and a mark of direction, within words."""
    (tmp_path / "khmer.txt").write_text(
        "ខ្ញុំ\u200bទៅ\u200bផ្សារ។ A word\u2060joiner, a mark\u200eed word.\n", encoding="utf-8"
    )
    async with opened(tmp_path) as driver:
        drawn = driver.text()
        assert "ខ្ញុំទៅផ្សារ" in drawn and "wordjoiner" in drawn and "marked" in drawn
        assert not {"\ufffd", "\u200b", "\u2060", "\u200e"}.intersection(drawn)
        for query, found in (("ទៅ\u200bផ្សារ",) * 2, ("wordj", "word\u2060j"), ("marked", "mark\u200eed")):
            await driver.press("2", "slash")
            driver.app.post_message(events.Paste(query))
            await driver.settle()
            assert hit_texts(driver) == [found]
            await driver.press("escape")


@pytest.mark.parametrize("most", [4, 5])
async def test_all_hits_can_be_gone_through_however_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("reader.tui.searching.MOST_HITS", most)
    lines = [f"2024-05-01 10:00:{second:02} INFO worker: job {second * 7919} done" for second in range(40)]
    (tmp_path / "worker.log").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def hit() -> str:
        return driver.text("#status").split(" · ")[0].strip()

    async with opened(tmp_path) as driver:
        await driver.press("2", "G", "slash", *"INFO", "enter")
        assert hit() == "hit 40/40"
        for number in range(39, 0, -1):
            await driver.press("N")
            assert hit().startswith(f"hit {number}/"), hit()
        assert hit() == f"hit 1/{most}+"
        for number in range(2, 41):
            await driver.press("n")
            assert hit().startswith(f"hit {number}/"), hit()
            assert f"line {number}/40" in driver.text("#status")
        await driver.press("g", "slash", *"INFO", "enter")
        assert hit() == f"hit 1/{most}+"


async def test_what_a_record_says_beside_its_text_is_searched_too(tmp_path: Path) -> None:
    row = '{"text": "It rained for days on Anna.", "author": "Anna Berg", "place": "Holm"}'
    (tmp_path / "a.jsonl").write_text(f"{row}\n")
    async with opened(tmp_path) as driver:
        await driver.press("2", "slash", *"anna")
        page = driver.screen.page
        fields = page.content.fields
        assert [fields[start:end] if end <= 0 else page.content.text[start:end] for start, end in page.hits] == [
            "Anna"
        ] * 2
        assert "hit 2/2" in driver.text()
        await driver.press("enter", "n")
        assert "hit 1/2" in driver.text() and page.hits[0] == (8 - len(fields), 12 - len(fields))
        here = page.style_of("page--facts", "hit-here")
        assert [each.text for each in page.draw_line(page.line_of(page.hits[0][0]), 80) if each.style == here] == [
            "Anna"
        ]
        await driver.press("slash", "ctrl+u", *"holm", "enter")
        assert "hit 1/1" in driver.text()


async def test_a_field_that_is_gone_to_comes_into_view(tmp_path: Path) -> None:
    row = {"text": "\n".join(f"It rained on day {day} of the flood." for day in range(90)), "author": "Anna Berg"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    async with opened(tmp_path) as driver:
        await driver.press("2", "G", "slash", *"anna berg", "enter")
        assert "author: Anna Berg" in driver.text("#page") and "hit 1/1" in driver.text()
