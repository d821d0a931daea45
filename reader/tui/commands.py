"""Which commands are meant by what is typed in the palette: those that are called that, and those that only might be.

Enter does the first that is called what was typed. What has only its letters here and there is listed further down,
and is done by nobody who has not gone to it; what changes something is called by whole beginnings of its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from textual.dom import DOMNode

from reader.find.fuzzy import positions, search, stands_in
from reader.find.pattern import Pattern, parse
from reader.find.titles import Titles
from reader.tui.keys import ARTICLE_CHOICES, READ_CHOICES, Keys

WITHOUT_KEYS: Keys = (
    ("app.where", "", "app.where", "Where the settings are, and all else"),
    ("app.kept", "", "app.kept", "Notes and marks are kept as they are made"),
)
"""What is found in the command palette only."""

ELSEWHERE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("q", "q!", "qa", "qa!", "quit", "exit", "wq", "wq!", "wqa", "x", "xa"), ("app.quit",)),
    **dict.fromkeys(("h", "help"), ("app.help",)),
    **dict.fromkeys(("w", "w!", "wa", "wa!", "wall", "up", "update"), ("app.kept", "made.save")),
    **dict.fromkeys(("e", "edit"), ("read.edit",)),
    **dict.fromkeys(("sp", "vs", "vsp", "vsplit", "diffsplit"), ("read.side-by-side",)),
    **dict.fromkeys(("ve", "ver", "version", "se", "set"), ("app.where",)),
    **dict.fromkeys(("ls", "files", "buffers"), ("pane.contents",)),
    **dict.fromkeys(("ma", "marks"), ("made.list",)),
    **dict.fromkeys(("noh", "nohlsearch"), ("app.escape",)),
    **dict.fromkeys(("on", "only"), ("view.page-only",)),
    **dict.fromkeys(("mes", "messages"), ("app.messages",)),
    "n": ("read.next-article",),
    "!": ("read.pipe",),
    "$": ("move.bottom",),
}
"""What vim and less call some commands, which are the first ones listed for it; by the ids of their keys."""

FURTHER_WORDS: dict[str, str] = {
    "move.top": "top beginning first",
    "move.bottom": "bottom last",
    "contents.order": "sort",
    "repeats.order": "sort",
    "page.jump": "duplicate copy",
    "repeats.jump": "duplicate copy",
    "read.back": "history undo return",
    "read.forward": "history redo",
    "read.search": "find highlight",
    "read.find": "search grep everywhere fulltext",
    "read.card": "information encoding statistics properties metadata",
    "read.skipped": "errors ignored missing",
    "read.scope": "across within filter",
    "read.differences": "compare changes",
    "read.side-by-side": "compare diff columns window",
    "read.raw": "raw original bytes",
    "read.edit": "vim nano",
    "read.pipe": "shell run",
    "read.next-unread": "new",
    "read.mark-read": "seen done",
    "pane.contents": "focus files documents articles tree",
    "pane.page": "focus text",
    "pane.repeats": "focus duplicates copies",
    "view.contents": "sidebar toggle panel",
    "view.repeats": "sidebar toggle panel",
    "view.page-only": "fullscreen full screen zoom maximize maximise distraction zen focus",
    "page.wider": "width measure margin",
    "page.narrower": "width measure margin",
    "page.measure": "width measure reset",
    "pane.wider": "width resize bigger larger",
    "pane.narrower": "width resize smaller",
    "app.commands": "palette",
    "app.redraw": "clear refresh",
    "app.look-again": "reload refresh reindex index rescan",
    "app.messages": "log notifications history",
    "app.kept": "write saved autosave",
    "app.help": "keyboard shortcuts bindings manual legend",
    "app.where": "configuration preferences options keymap shortcuts about version folder index data",
    "app.suspend": "background shell",
    "app.theme": "color colour colorscheme appearance skin",
    "made.list": "bookmarks annotations highlights delete remove list",
    "made.mark": "bookmark",
    "made.note": "annotate annotation comment",
    "made.copy": "yank clipboard",
    "made.cite": "quote citation cite reference clipboard yank",
    "made.save": "export write download",
    "made.overrule": "correct fix revert boundary",
    "save.markdown": "export write",
    "save.text": "export write",
    "save.notes": "export write annotations",
    "article.rename": "title headline",
    "article.why": "explain",
}
"""What else somebody may call a command, by the id of its key. It is not shown, and what changes something has none."""

CHANGING = frozenset(
    {
        *(id_ for id_, _, action, _ in (*ARTICLE_CHOICES, *READ_CHOICES) if action not in ("rename", "why")),
        *("app.close", "app.quit", "app.quit-twice", "app.interrupt"),
    }
)
"""Ids of what changes something at once, or ends the program."""

LEAST_LETTERS = 3
"""What changes something, or the theme, is not meant by fewer: vim has commands of one or two that are other things."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done."""

    label: str
    keys: str
    """As they are shown; empty if no key does it. Of the theme that is in use, that it is."""
    action: str
    node: DOMNode
    """What acts."""
    id: str = ""
    """Of its keys."""
    theme: str = ""
    """The one that it chooses."""
    words: str = ""
    """What else it may be called."""

    @property
    def kind_length(self) -> int:
        """Characters of what it is called, up to a colon: of what fits as well the shorter is likelier, but of themes
        none is."""
        return len(self.label.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Meant:
    """The commands for what was typed, best first."""

    called: Sequence[Command]
    """Those that are called that, by a name or a beginning of its words."""
    perhaps: Sequence[Command] = ()
    """Those that only might be meant."""
    pattern: Pattern | None = None


class Commands:
    """All that can be done, to be found by a few letters."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = commands
        self._titles = Titles([f"{command.label} {command.words}".strip() for command in commands])

    def meant(self, query: str) -> Meant:
        """What is meant by a query without spaces around it; everything in its order for an empty one."""
        if not query:
            return Meant(self._commands)
        pattern = parse(query)
        elsewhere = ELSEWHERE.get(query) or ELSEWHERE.get(_name_of(query), ())
        named = [command for id_ in elsewhere for command in self._commands if command.id == id_]
        ranked: list[tuple[tuple[int, bool, float, int, int], Command]] = []
        for hit in search(self._titles, pattern, limit=len(self._commands)).hits:
            command = self._commands[hit.index]
            title = self._titles.titles[hit.index]
            is_typo = hit.tier == "typo" and not positions(title, pattern)
            level = self._level(command, pattern, is_typo=is_typo)
            if level is not None and command.id not in elsewhere:
                aside = command.id in CHANGING and not command.label.lower().startswith(query.lower())
                ranked.append(((level, aside, -hit.score, command.kind_length, hit.index), command))
        ranked.sort(key=lambda each: each[0])
        called = [command for (level, *_), command in ranked if level < _PERHAPS]
        return Meant([*named, *called], [command for (level, *_), command in ranked if level >= _PERHAPS], pattern)

    def _level(self, command: Command, pattern: Pattern, *, is_typo: bool) -> int | None:
        """How near a command is, 0 the nearest; None if it has the letters only with what is not shown of it."""
        label, title = command.label, f"{command.label} {command.words}"
        written = pattern.as_written()
        if _begins_words(label, written):
            level = 0
        elif _begins_words(title, written):
            level = 1
        elif stands_in(label, pattern) or (_shortens(label, pattern) and not is_typo):
            level = 2
        else:
            return _PERHAPS + is_typo if is_typo or positions(label, pattern) else None
        is_short = len(pattern.query) < LEAST_LETTERS
        far_fetched = is_short or level > 0 if command.id in CHANGING else is_short and command.theme
        return _PERHAPS if far_fetched else level


def _name_of(query: str) -> str:
    """What vim would call a command with something behind it that it sets, or that a shell should run."""
    return "!" if query.startswith("!") else "set" if query.startswith(("set ", "se ")) else ""


_PERHAPS = 3
"""The level from which on a command only might be meant."""


def _runs(text: str, pattern: Pattern) -> list[tuple[int, int]]:
    """Half-open runs of the letters that a pattern finds in a text."""
    found = positions(text, pattern)
    starts, ends = [at for at in found if at - 1 not in found], [at + 1 for at in found if at + 1 not in found]
    return list(zip(starts, ends, strict=True))


def _begins_words(text: str, pattern: Pattern) -> bool:
    """Whether a pattern matches a text, and each run of letters that it finds there begins a word."""
    runs = _runs(text, pattern)
    return bool(runs) and not any(start and text[start - 1].isalnum() for start, _ in runs)


def _shortens(text: str, pattern: Pattern) -> bool:
    """Whether what a pattern finds in a text are beginnings of words that follow each other, as "sibysi" are those of
    "side by side"."""
    runs = _runs(text, pattern)
    gaps = (text[end:start] for (_, end), (start, _) in pairwise(runs))
    return _begins_words(text, pattern) and all(_REST_OF_WORD.fullmatch(gap) for gap in gaps)


_REST_OF_WORD = re.compile(r"\w*\W+")
