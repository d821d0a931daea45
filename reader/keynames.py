"""The names of keys as a user writes them, and as they arrive."""

import string
import unicodedata

_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "meta", "hyper"})

_SAME_KEY = {"ctrl+i": "tab", "ctrl+m": "enter"}
"""Most terminals send the same for both."""

_CHARACTERS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Names of characters that have a shorter name as keys."""


def _parts(key: str) -> tuple[list[str], str]:
    """The modifiers of a key, and what they are held with."""
    head = key[:-1] if key == "+" or key.endswith("++") else key[: key.rfind("+") + 1]
    return head.split("+")[:-1], key[len(head) :]


def _character_name(character: str) -> str:
    name = unicodedata.name(character, character).lower().replace(" ", "_").replace("-", "_")
    return _CHARACTERS.get(name, name)


_SIGNS = {_character_name(sign): sign for sign in string.punctuation}

_NAMES = frozenset(
    {
        *("space", "tab", "enter", "escape", "backspace", "delete", "insert"),
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        *(f"f{number}" for number in range(1, 25)),
        *_SIGNS,
    }
)


def key_name(key: str) -> str:
    """The name under which a key arrives: `(` is left_parenthesis."""
    modifiers, last = _parts(key)
    if len(last) == 1 and not last.isalnum():
        last = _character_name(last)
    named = "+".join((*sorted(modifiers), last))
    return _SAME_KEY.get(named, named)


def as_written(key: str) -> str:
    """A key as a user writes it: `(` for left_parenthesis."""
    modifiers, last = _parts(key)
    return "+".join((*modifiers, _SIGNS.get(last, last)))


def is_key(key: str) -> bool:
    """Whether there is such a key: a character or a name, with modifiers or without."""
    modifiers, last = _parts(key)
    is_known = last in _NAMES or (len(last) == 1 and not last.isspace())
    return is_known and _MODIFIERS.issuperset(modifiers)
