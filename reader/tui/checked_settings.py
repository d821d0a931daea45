"""The settings as the terminal face takes them, and all that is wrong with them."""

from dataclasses import dataclass

from textual.theme import BUILTIN_THEMES

from reader.settings import LAST, Problem, Settings, load_settings
from reader.tui.keymaps import Bound, bound_keys
from reader.tui.themes import THEMES


@dataclass(frozen=True, slots=True)
class CheckedSettings:
    """Settings, the keys that they make, and what of them could not be used, in the order of the lines."""

    settings: Settings
    keys: Bound
    problems: tuple[Problem, ...]


def checked_settings() -> CheckedSettings:
    """Those of the user's file; defaults where that says nothing, or something wrong. An unknown theme is kept."""
    settings, problems = load_settings()
    keys, clashes = bound_keys(settings)
    problems += clashes
    if settings.theme not in (LAST, *BUILTIN_THEMES, *(theme.name for theme in THEMES)):
        message = f'there is no theme "{settings.theme}"; the command palette lists them'
        problems += (Problem(settings.lines.get("theme", 0), message),)
    return CheckedSettings(settings, keys, tuple(sorted(problems, key=lambda problem: problem.line)))
