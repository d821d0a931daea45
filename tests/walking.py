"""A random walk over every key that is bound, the same for the same seed: what no test would think of pressing."""

from collections.abc import Iterator
from random import Random

from reader.tui.keymaps import KEYMAPS, defaults

LEAVING = frozenset({"q", "Q", "ctrl+c", "ctrl+q", "ctrl+z"})
"""Keys that end or suspend the program, wherever they are typed."""

CHOOSING = frozenset({"app.commands", "app.close", "app.quit", "app.suspend"})
"""What these do may be to quit, too."""

LETTERS = "aeinorst"
"""Typed beside the keys, for prompts to have something to look for."""

RUN_SHARE = 0.25
"""How often a key is pressed several times in a row, as people do."""

LONGEST_RUN = 12


def bound_keys() -> list[str]:
    """Every key of every keymap that does not leave the program."""
    tables = [each for keymap in KEYMAPS for each in defaults(keymap)]
    keys = {key for each in tables for key in each.keys} - {
        key for each in tables if each.id in CHOOSING for key in each.keys
    }
    return sorted((keys | set(LETTERS)) - LEAVING)


def walk(seed: int, length: int) -> Iterator[str]:
    """That many keys in Textual's names."""
    random = Random(seed)
    keys = bound_keys()
    pressed = 0
    while pressed < length:
        key = random.choice(keys)
        times = random.randrange(2, LONGEST_RUN) if random.random() < RUN_SHARE else 1
        for _ in range(min(times, length - pressed)):
            yield key
            pressed += 1
