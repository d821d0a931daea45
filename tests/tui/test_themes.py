"""Themes: everything that is read can be read, and what is marked is told apart, with colours and without."""

from itertools import combinations, product
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from reader.config import config_file
from reader.library.choices import choose
from reader.tui.palette import INKS, OVERLAYS, PARTS, Palette, contrast, rule
from reader.tui.themes import DEFAULT_THEME, OWN_COLORS, THEMES
from tests.tui.driving import Driver, opened

LINES_AND_BLOCKS = range(0x2500, 0x25A0)
"""Borders, bars and blocks: not read."""

STATES = {
    "contents": (),
    "filter": ("slash", *"harb"),
    "hits": ("enter", "slash", *"the", "enter"),
    "repeats": ("enter", "j", "3"),
    "help": ("question_mark",),
}


def unreadable(driver: Driver, least: float) -> list[tuple[str, float]]:
    """Words on the screen, or on what lies over it, that stand out too little."""
    found = []
    screen = driver.app.screen
    shown = screen.children[0].region if screen.is_modal else screen.region
    for strip in screen._compositor.render_strips()[shown.y : shown.bottom]:
        for segment in strip.crop(shown.x, shown.right):
            read = "".join(each for each in segment.text if ord(each) not in LINES_AND_BLOCKS).strip()
            if read and (reached := _contrast_of(segment)) < least:
                found.append((read, round(reached, 2)))
    return found


def _contrast_of(segment: Segment) -> float:
    style = segment.style
    assert style is not None and style.color is not None and style.bgcolor is not None
    ink, below = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return contrast(below, ink)


def test_contrast() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


async def test_everything_on_the_screen_can_be_read(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        for theme in THEMES:
            driver.app.theme = theme.name
            await driver.settle()
            least = 7 if theme.name == "twicetold-contrast" else 4.5
            for name, keys in STATES.items():
                await driver.press(*keys)
                assert unreadable(driver, least) == [], (name, theme.name)
                await driver.press("escape", "escape", "1")


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *THEMES], ids=lambda theme: theme.name)
def test_every_theme_has_every_style(theme: Theme) -> None:
    colors = {**theme.to_color_system().generate(), **theme.variables}
    palette = Palette(colors, own=theme.ansi)
    for name, overlay in product(INKS, (None, *OVERLAYS)):
        style = palette.style(name, overlay)
        if not theme.ansi:
            assert _contrast_of(Segment("x", style)) >= (3 if name in PARTS else 4.5), (name, overlay)
    marks = (None, "hit", "hit-here", "target", "selected", "highlight")
    overlaid = [palette.style("page--text", overlay) for overlay in marks]
    lists = [palette.style("contents--article", overlay) for overlay in (None, "cursor", "cursor-focused")]
    if not theme.ansi:
        assert (
            min(contrast(Color.parse(rule(colors)), Color.parse(colors[pane])) for pane in ("background", "surface"))
            >= 3
        )
        grounds = [Color.from_rich_color(style.bgcolor) for style in overlaid if style.bgcolor]
        target, selected = grounds[marks.index("target")], grounds[marks.index("selected")]
        assert contrast(target, selected) >= 1.25, "what is selected in a passage that was jumped to"
    for styles in (overlaid, lists):
        assert len({str(style) for style in styles}) == len(styles)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_the_terminals_own_colours_are_told_apart_without_any(theme: str) -> None:
    palette = Palette(BUILTIN_THEMES[theme].to_color_system().generate(), own=True)
    assert all(style.bgcolor is None or style.bgcolor.is_default for style in map(palette.style, INKS))
    marks = (None, "hit", "hit-here", "target", "selected", "highlight")
    plain = [palette.style("page--text", overlay).without_color for overlay in marks]
    plain += [palette.style("repeats--here").without_color, palette.style("repeats--there").without_color]
    assert all(one != other for one, other in combinations(plain, 2))


async def test_no_color_means_none(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    config_file().parent.mkdir(parents=True)
    config_file().write_text('theme = "nord"\n', encoding="utf-8")
    async with opened(told_twice) as driver:
        assert driver.app.theme == OWN_COLORS
        await driver.press("question_mark")
        for strip in driver.app.screen._compositor.render_strips():
            filtered = strip.apply_filter(driver.app._filters[-1], Color(0, 0, 0))
            for style in (segment.style for segment in filtered if segment.style):
                assert style.color is None or style.color.is_default
                assert style.bgcolor is None or style.bgcolor.is_default


async def test_an_empty_no_color_means_nothing(told_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with opened(told_twice) as driver:
        assert driver.app.theme == DEFAULT_THEME
        assert not driver.app.no_color


async def test_the_theme_chosen_last_is_used_unless_the_settings_name_one(told_twice: Path) -> None:
    choose("theme", "dracula")
    async with opened(told_twice) as driver:
        assert driver.app.theme == "dracula"
    config_file().parent.mkdir(parents=True)
    config_file().write_text('theme = "nord"\n', encoding="utf-8")
    async with opened(told_twice) as driver:
        assert driver.app.theme == "nord"
    config_file().write_text("", encoding="utf-8")
    choose("theme", "gone")
    async with opened(told_twice) as driver:
        assert driver.app.theme == DEFAULT_THEME
