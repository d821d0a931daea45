"""Keymaps, and the keys that the user chose, put in the place of those that widgets declare."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from reader.keymap import KeyDefault, rebind
from reader.keynames import as_written
from reader.settings import Problem, Settings, default_text
from reader.tui.keys import EVERYWHERE, PLACES

Bound = Mapping[str, tuple[str, ...]]
"""Keys by the id of what they do."""

PLAIN: Mapping[str, str] = {
    "move.down": "down",
    "move.up": "up",
    "move.page-down": "pagedown,space",
    "move.page-up": "pageup",
    "move.half-down": "shift+pagedown",
    "move.half-up": "shift+pageup",
    "move.top": "home",
    "move.bottom": "end",
    "contents.fold": "left",
    "contents.unfold": "right",
    "contents.fold-all": "shift+left",
    "contents.unfold-all": "shift+right",
    "page.next-passage": "f4",
    "page.previous-passage": "shift+f4",
    "page.next-paragraph": "ctrl+down",
    "page.previous-paragraph": "ctrl+up",
    "read.next-article": "ctrl+pagedown,alt+down",
    "read.previous-article": "ctrl+pageup,alt+up",
    "repeats.fold": "left",
    "repeats.unfold": "right",
    "repeats.next-twin": "shift+down",
    "repeats.previous-twin": "shift+up",
    "beside.next": "n,f3",
    "beside.previous": "N,shift+f3",
    "beside.search": "ctrl+f,slash",
    "beside.next-twin": "shift+down",
    "beside.previous-twin": "shift+up",
    "beside.help": "f1",
    "read.next-document": "shift+down",
    "read.previous-document": "shift+up",
    "read.back": "alt+left,backspace",
    "read.search": "ctrl+f,slash",
    "read.next-hit": "f3",
    "read.previous-hit": "shift+f3",
    "read.raw": "f8",
    "view.contents": "f6",
    "view.repeats": "f7",
    "view.page-only": "f9",
    "app.commands": "f2,ctrl+p",
    "app.redraw": "f5,ctrl+l",
    "app.help": "f1",
    "app.close": "f10",
    "app.quit": "ctrl+q",
    "overlay.close": "escape,enter,f1,f10,ctrl+c",
    "overlay.down": "down",
    "overlay.up": "up",
    "overlay.page-down": "pagedown,space",
    "overlay.page-up": "pageup",
    "overlay.top": "home",
    "overlay.bottom": "end",
}
"""Arrows and F-keys, for those who know neither less nor vim; what is not named here has its usual keys."""

KEYMAPS: Mapping[str, Mapping[str, str]] = {"vim": {}, "plain": PLAIN}


def defaults(keymap: str) -> list[KeyDefault]:
    """What every key does in a keymap."""
    other = KEYMAPS[keymap]
    return [
        KeyDefault(id_, tuple(other.get(id_, keys).split(",")), where)
        for table, where in PLACES
        for id_, keys, _, _ in table
    ]


WAYS_OUT = ("app.quit", "app.close", "app.quit-twice", "app.interrupt")
"""What ends the program, one of which must have a key."""


def bound_keys(settings: Settings) -> tuple[Bound, tuple[Problem, ...]]:
    """The keys of the chosen keymap as the user changed them, and what was wrong with that. The ways out keep theirs
    where no key would be left to quit by."""
    known, chosen = defaults(settings.keymap), settings.keys
    keys, problems = rebind(known, chosen)
    if any(keys[id_] for id_ in WAYS_OUT):
        return keys, problems
    keys, problems = rebind(known, {id_: wanted for id_, wanted in chosen.items() if id_ not in WAYS_OUT})
    kept = next((id_ for id_ in WAYS_OUT if keys[id_]), None)
    line = max((chosen[id_].line for id_ in WAYS_OUT if id_ in chosen), default=0)
    still = f": {as_written(keys[kept][0])} still does" if kept else f": give {WAYS_OUT[0]} one"
    return keys, (*problems, Problem(line, f"no key would be left to quit by{still}"))


def settings_text() -> str:
    """A file of settings with all defaults and all keys, commented out."""
    return default_text((each.id, each.keys) for each in defaults("vim") if not each.id.startswith("count."))


class KeyedApp(App[None]):
    """An application whose keys can be chosen."""

    keys: Bound = {}
    """By id; what has none keeps those that its widget declares."""

    def key_of(self, id_: str) -> str:
        """The first key that does something, as the screen shows it; empty if none does."""
        keys = self.keys.get(id_, ())
        return self.get_key_display(Binding(keys[0], "")) if keys else ""


def naming_key(node: DOMNode, id_: str, sentence: str) -> str:
    """A sentence with the key that does something in the place of `{}`; empty if no key does."""
    key = node.app.key_of(id_) if isinstance(node.app, KeyedApp) else ""
    return sentence.replace("{}", key) if key else ""


def task_of(app: App[Any], key: str) -> str:
    """What a key does on the reading screen, as help says it; empty if it does nothing there."""
    if not isinstance(app, KeyedApp):
        return ""
    rows = (row for table, where in PLACES if where & EVERYWHERE for row in table)
    return next((label for id_, _, _, label in rows if label and key in app.keys.get(id_, ())), "")


def use_chosen_keys(node: DOMNode) -> None:
    """Give a widget or screen the keys that the user chose, whatever it declares. Call it when it is mounted."""
    if isinstance(node.app, KeyedApp):
        node._bindings = rebound(node._bindings, node.app.keys)


def rebound(declared: BindingsMap, keys: Bound) -> BindingsMap:
    """Bindings with the keys of `keys`, which come before those of bindings without an id."""
    bindings = [binding for _, binding in declared]
    moved = {binding.id: binding for binding in bindings if binding.id in keys}
    by_key: dict[str, list[Binding]] = {}
    for id_, binding in moved.items():
        for key in keys[id_ or ""]:
            by_key.setdefault(key, []).append(binding.with_key(key))
    chosen = set(by_key)
    for binding in _others(bindings, chosen, keys):
        by_key.setdefault(binding.key, []).append(binding)
    return BindingsMap.from_keys(by_key)


def _others(bindings: Iterable[Binding], chosen: set[str], keys: Bound) -> Iterable[Binding]:
    return (binding for binding in bindings if binding.id not in keys and binding.key not in chosen)
