"""Keys as the user wants them: on the screen they do what they should, and what is wrong is said."""

from collections import Counter
from pathlib import Path

import pytest
from textual import events

from reader.config import config_file
from reader.keymap import key_name, rebind
from reader.settings import Settings, parse_settings
from reader.tui import keys as tables
from reader.tui.app import ReaderApp
from reader.tui.hints import HINTS
from reader.tui.keymaps import KEYMAPS, PLAIN, WAYS_OUT, bound_keys, defaults, settings_text
from reader.tui.screens.commands import commands_of
from reader.tui.screens.reading import ReadingScreen
from tests.tui.driving import Driver, opened


def configure(text: str) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text(text, encoding="utf-8")


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_every_key_does_one_thing_in_one_place(keymap: str) -> None:
    bound = Counter((key, place) for each in defaults(keymap) for key in each.keys for place in each.where)
    assert [once for once, count in bound.items() if count > 1] == []
    assert rebind(defaults(keymap), {})[1] == ()


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_keys_are_named_as_they_arrive(keymap: str) -> None:
    assert all(key == key_name(key) for each in defaults(keymap) for key in each.keys)


def test_every_key_has_its_place() -> None:
    placed = {row[0] for table, _ in tables.PLACES for row in table}
    named = [value for name, value in vars(tables).items() if name.isupper() and name not in ("PLACES", "CHOICES")]
    assert {row[0] for value in named if isinstance(value, tuple) for row in value} == placed


def test_the_plain_keymap_names_what_there_is() -> None:
    assert set(PLAIN) <= {each.id for each in defaults("vim")}


def test_hints_name_what_there_is() -> None:
    ids = {each.id for each in defaults("vim")}
    assert {id_ for hints in HINTS.values() for id_, _ in hints} <= ids


def test_the_written_settings_with_everything_uncommented_change_nothing() -> None:
    lines = [line.removeprefix("# ") if " = " in line else line for line in settings_text().split("\n")]
    settings, wrong = parse_settings("\n".join(lines))
    assert wrong == ()
    assert bound_keys(settings) == bound_keys(Settings())


async def test_the_palette_names_the_key_that_asks_before_the_one_that_answers(seeds: Path) -> None:
    configure('[keys]\n"article.split" = "x"\n"made.save" = "S"\n"save.text" = []\n')
    async with opened(seeds) as driver:
        keys = {command.label: command.keys for command in commands_of(driver.screen)}
        assert keys["This article is unread"] == "U u"
        assert keys["Split: another article starts here"] == "A x"
        assert keys["Save this article as plain text"] == ""
        assert keys["Save this article as Markdown"] == "S m"


async def test_chosen_keys_act_and_are_shown(seeds: Path) -> None:
    configure('[keys]\n"read.next-article" = "f8"\n"move.down" = []\n"contents.open" = ["o", "ctrl+j"]\n')
    async with opened(seeds) as driver:
        first = driver.shown
        await driver.press("j", "right_square_bracket")
        assert driver.shown == first
        await driver.press("f8")
        assert driver.shown != first
        assert "f8 next" in driver.text("#hints")
        assert "o open" in driver.text("#hints")
        await driver.press("o")
        assert driver.focused == "page"
        await driver.press("question_mark")
        assert "Down" not in driver.text().split("Half a page")[0].split("Next paragraph")[-1]
        await driver.press("escape")
        assert "config.toml" not in driver.text()


async def test_the_prompt_has_the_chosen_keys_too(seeds: Path) -> None:
    configure('[keys]\n"prompt.close" = "ctrl+g"\n"prompt.accept" = "ctrl+y"\n')
    async with opened(seeds) as driver:
        await driver.press("slash", *"gaza", "escape")
        assert driver.focused == "filter"
        await driver.press("ctrl+g")
        assert driver.focused == "contents"
        await driver.press("slash", *"gaza", "ctrl+y")
        assert driver.focused == "page"


@pytest.mark.parametrize("keymap", KEYMAPS)
def test_a_way_out_stays_whatever_is_unbound(keymap: str) -> None:
    unbound = "".join(f'"{id_}" = []\n' for id_ in WAYS_OUT)
    settings, problems = parse_settings(f'keymap = "{keymap}"\n[keys]\n{unbound}')
    assert problems == ()
    keys, (problem,) = bound_keys(settings)
    assert keys["app.quit"] == bound_keys(Settings(keymap=keymap))[0]["app.quit"]
    assert "no key would be left to quit by" in problem.message and "still does" in problem.message
    quits = unbound.replace("[]", '"f12"', 1)
    keys, problems = bound_keys(parse_settings(f'keymap = "{keymap}"\n[keys]\n{quits}')[0])
    assert keys["app.quit"] == ("f12",) and keys["app.close"] == () and problems == ()


async def test_the_plain_keymap(seeds: Path) -> None:
    configure('keymap = "plain"\n')
    async with opened(seeds) as driver:
        first = driver.shown
        await driver.press("j", "J", "right_square_bracket")
        assert driver.shown == first
        await driver.press("alt+down")
        assert driver.shown != first
        assert "F1 keys" in driver.text("#hints") or "f1 keys" in driver.text("#hints")
        await driver.press("f1", "pagedown")
        assert "Next article" in driver.text()
        await driver.press("f1")
        await driver.press("f9")
        assert driver.screen.only_page


async def test_what_cannot_be_used_is_said_with_its_line_and_the_rest_holds(seeds: Path) -> None:
    configure(
        'theme = "no such \x1b[31m"\n'.replace("\x1b", "\\u001b")
        + '[page]\nmeasure = 7\nspacing = 2\n[keys]\n"read.fly" = "x"\n"read.raw" = "j"\n'
    )
    async with opened(seeds, size=(120, 40)) as driver:
        await driver.until(lambda: "config.toml" in driver.text())
        said = " ".join(driver.text().split())
        for line in (1, 3, 6, 7):
            assert f"config.toml:{line}:" in said, said
        assert "\x1b" not in said
        await driver.press("j")
        assert driver.screen.opening.raw
        assert driver.screen.settings.page.spacing == 2


async def test_the_measure_is_that_of_the_settings(seeds: Path) -> None:
    configure("[page]\nmeasure = 40\n")
    async with opened(seeds) as driver:
        assert driver.screen.page.measure == 40
        await driver.press("plus", "equals_sign")
        assert driver.screen.page.measure == 40


async def test_words_are_divided_if_the_settings_want_it(told_twice: Path) -> None:
    configure('[page]\nmeasure = 30\nhyphenate = "en"\njustify = true\n')
    async with opened(told_twice) as driver:
        lines = [line.rstrip(" ▐╺") for line in driver.text("#page").split("\n")]
        divided = [line for line in lines if line.endswith("-")]
        assert divided and {len(line.partition("┃ ")[2]) for line in divided} == {30}
        page = driver.screen.page
        assert page.content is not None and "-" not in page.content.text


async def test_paragraphs_and_repeats_are_those_of_the_settings(told_twice: Path) -> None:
    configure('[page]\nspacing = 0\nindent = 3\n[repeats]\nsort = "date"\nsimilarity = 0.99\nwords = 5\n')
    async with opened(told_twice) as driver:
        lines = [line for line in driver.text("#page").split("\n") if "Engineers" in line or "Fishermen" in line]
        assert len(lines) == 2 and all("   " in line.split("E")[0].split("F")[0] for line in lines)
        assert "by date" in driver.text() and "below 99%" in driver.text("#repeats")
        await driver.press("3", "O")
        assert driver.screen.repeats.wanted.sort == "document"


async def test_the_finder_has_the_chosen_keys(told_twice: Path) -> None:
    configure('[keys]\n"finder.section" = "f4"\n"finder.down" = "f5"\n')
    async with opened(told_twice) as driver:
        await driver.press("F")
        hints = driver.text("#hints")
        assert "f4 texts, titles" in hints and "f5 preview" in hints and "esc cancel" in hints
        await driver.press(*"Constance", "f5", "tab")
        assert driver.focused == "finder"


async def test_the_keys_after_a_key_that_asks_are_chosen_like_all_others(seeds: Path) -> None:
    configure('[keys]\n"mark.article-read" = "f"\n"article.merge" = []\n')
    async with opened(seeds) as driver:
        await driver.press("enter", "U")
        assert "f  This article was read" in driver.text()
        await driver.press("r")
        assert "counts as read" not in driver.text()
        await driver.press("U", "f")
        assert "The article counts as read." in driver.text()
        await driver.press("A")
        assert "Split" in driver.text() and "Merge" not in driver.text()
        await driver.press("escape", "colon", *"article is unread", "enter")
        assert "The article counts as unread." in driver.text()


async def test_notices_name_the_chosen_keys(told_twice: Path) -> None:
    configure('[keys]\n"read.find" = "f4"\n"read.search" = []\n')
    async with opened(told_twice) as driver:
        await driver.press("n")
        assert "Nothing is searched for. f4 searches the library." in " ".join(driver.text().split())


async def test_a_click_on_a_hint_does_what_its_key_does(told_twice: Path) -> None:
    async with opened(told_twice) as driver:

        async def click(label: str) -> None:
            await driver.pilot.click("#hints", offset=(driver.text("#hints").index(label), 0))
            await driver.settle()

        first = driver.shown
        await click("next")
        assert driver.shown != first and driver.focused == "contents"
        await click("filter")
        assert driver.focused == "filter"
        await driver.press(*"barley")
        await click("cancel")
        assert driver.focused == "contents" and driver.screen.filter.prompt is None
        await click("find in all")
        assert driver.focused == "finder"
        await click("cancel")
        assert driver.app.screen is driver.screen
        await driver.pilot.click("#hints", offset=(len(driver.text("#hints")) + 2, 0))
        assert driver.app.screen is driver.screen


def test_no_two_parts_of_the_reading_screen_have_an_action_of_the_same_name() -> None:
    ours = [part for part in ReadingScreen.__mro__ if part.__module__.startswith("reader.")]
    actions = Counter(name for part in ours for name in vars(part) if name.startswith("action_"))
    assert len(ours) > 3
    assert [name for name, count in actions.items() if count > 1] == []


async def test_labels_in_help_stand_below_each_other(seeds: Path) -> None:
    async with opened(seeds, size=(50, 15)) as driver:
        await driver.press("f1")
        await driver.until(lambda: "Keys" in driver.text())
        seen: list[str] = []
        for _ in range(12):
            seen += driver.text().split("\n")
            await driver.press("space")
        at = next(number for number, line in enumerate(seen) if "Most repeated first" in line)
        assert seen[at + 1].index("least repeated") == seen[at].index("Most repeated")


async def test_the_hints_stay_while_another_window_has_the_focus(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("2")
        hints = driver.text("#hints")
        assert "next repeat" in hints
        driver.app.post_message(events.AppBlur())
        await driver.until(lambda: driver.app.focused is None)
        await driver.settle()
        assert driver.text("#hints") == hints
        driver.app.post_message(events.AppFocus())
        await driver.until(lambda: driver.focused == "page")
        await driver.press("1")
        assert driver.text("#hints") != hints


async def test_the_hints_are_there_where_another_window_has_the_focus_from_the_start(seeds: Path) -> None:
    app = ReaderApp([seeds], [])
    app.set_reactive(ReaderApp.app_focus, False)
    async with app.run_test(size=(120, 36)) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: driver.focused == "contents")
        await driver.until(lambda: "filter" in driver.text("#hints"))
