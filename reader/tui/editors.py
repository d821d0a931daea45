"""How to open a file at a line in the editors that people use."""

import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

PLUS, COLON, GOTO = ("+{line}", "{file}"), ("{file}:{line}",), ("--goto", "{file}:{line}")
LINE_OPTION, N_OPTION, FILE_ONLY = ("--line", "{line}", "{file}"), ("-n{line}", "{file}"), ("{file}",)

IN_TERMINAL: Mapping[tuple[str, ...], str] = {
    PLUS: "vi vim nvim view ex vis nano pico emacs emacsclient mg jed joe jove ne micro kak mcedit dte ed less most",
    COLON: "hx helix",
}

WITH_WINDOW: Mapping[tuple[str, ...], str] = {
    PLUS: "gvim mvim gedit gnome-text-editor pluma xed bbedit geany",
    COLON: "zed zeditor subl sublime_text lapce pulsar atom",
    GOTO: "code code-insiders codium vscodium cursor windsurf",
    LINE_OPTION: "idea pycharm webstorm goland kate kwrite mate",
    N_OPTION: "notepad++",
}
"""Arguments and the programs that take them; of one that is not named, only the file is known to be right."""

FORMS = {name: form for forms in (IN_TERMINAL, WITH_WINDOW) for form, names in forms.items() for name in names.split()}

GRAPHICAL = frozenset(name for names in WITH_WINDOW.values() for name in names.split())
"""These open a window of their own: the terminal stays with the reader."""

USUAL = ("nano", "vim", "vi")
"""Tried in this order when the environment names none."""


@dataclass(frozen=True, slots=True)
class Editor:
    """A program with its first arguments."""

    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The program without its folder."""
        return PurePath(self.words[0]).name.removesuffix(".exe")

    @property
    def graphical(self) -> bool:
        """Whether it has a window of its own."""
        return self.name in GRAPHICAL

    def command(self, file: str, line: int) -> list[str]:
        """The words that open a file at a 1-based line."""
        file = f"./{file}" if file.startswith(("-", "+")) else file
        form = FORMS.get(self.name, FILE_ONLY)
        return [*self.words, *(part.replace("{line}", str(line)).replace("{file}", file) for part in form)]


def chosen_editor(environment: Mapping[str, str]) -> Editor | None:
    """That of $VISUAL or $EDITOR, else a usual one; None if there is none."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = tuple(shlex.split(environment.get(name, "")))
        except ValueError:
            continue
        if words:
            return Editor(words)
    return next((Editor((name,)) for name in USUAL if shutil.which(name)), None)
