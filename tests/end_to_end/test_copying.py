"""Copying in a real terminal, without any tool of the system: by tmux or through OSC 52, harmless."""

from pathlib import Path

from tests.end_to_end.terminal import terminal


def test_what_is_copied_reaches_the_clipboard_of_the_terminal(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "story.txt").write_text("A harbour was rebuilt \x1b[31m in spring.\n", encoding="utf-8")
    with terminal("copying", tmp_path) as screen:

        def copied() -> str:
            return screen._run("show-buffer") if screen._run("list-buffers") else ""

        def copies(message: str) -> None:
            screen.reader(texts / "story.txt")
            screen.until_shown("article 1/1")
            screen.press("y")
            screen.until_shown(message)
            screen.until(lambda: "harbour" in copied())
            assert copied().startswith("A harbour was rebuilt ␛[31m in spring.")
            assert "\x1b" not in copied()
            screen.press("Q")
            screen.until_shown("status=0")

        screen.type("unset DISPLAY WAYLAND_DISPLAY")
        screen.press("Enter")
        copies("words by tmux.")
        screen._run("delete-buffer")
        screen._run("set-option", "-s", "set-clipboard", "on")  # as it comes it is external: only tmux may copy
        screen.type("unset TMUX; clear")
        screen.press("Enter")
        screen.until(lambda: "status" not in screen.screen())
        copies("Asked the terminal to copy")
