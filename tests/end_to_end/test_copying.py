"""Copying in a real terminal, without any tool of the system: through OSC 52, harmless."""

from pathlib import Path

from tests.end_to_end.terminal import terminal


def test_what_is_copied_reaches_the_clipboard_of_the_terminal(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "story.txt").write_text("A harbour was rebuilt \x1b[31m in spring.\n", encoding="utf-8")
    with terminal("copying", tmp_path) as screen:
        screen._run("set-option", "-s", "set-clipboard", "on")
        screen.type("unset DISPLAY WAYLAND_DISPLAY")
        screen.press("Enter")
        screen.reader(texts / "story.txt")
        screen.until_shown("A harbour was rebuilt")
        screen.press("y")
        screen.until_shown("OSC 52")
        screen.until(lambda: "harbour" in screen._run("show-buffer"))
        copied = screen._run("show-buffer")
        assert copied.startswith("A harbour was rebuilt ␛[31m in spring.")
        assert "\x1b" not in copied
