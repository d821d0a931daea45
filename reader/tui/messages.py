"""What the program says in passing: few messages at once, beside what one reads, and a list of all that were said."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from time import time
from typing import Any

from textual.dom import DOMNode
from textual.notifications import Notification, Notify
from textual.widget import Widget
from textual.widgets._toast import Toast  # which Textual shows by itself and gives no other name

from reader.plurals import plural
from reader.tui.keymaps import KeyedApp, naming_key
from reader.tui.safe import crop_at_word

MOST_STANDING, LINES_EACH = 3, 8
"""Messages on the screen at once, and lines of the screen that each should leave free for what one reads; a further
one takes the place of the oldest."""

MOST_LINES, MOST_CELLS = 4, 240
"""A message on the screen has at most so many lines, each of at most so many cells; the list has all of it."""

SEEN_SECONDS = 1.0
"""After this long the next key takes a message away; a key that was typed ahead does not."""

KEPT = 200
"""Messages in the list; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the program."""

    at: datetime
    text: str
    """Harmless; may have several lines."""


class Messages:
    """All that was said since the start, the last first."""

    def __init__(self) -> None:
        self._said: deque[Said] = deque(maxlen=KEPT)

    def add(self, text: str) -> None:
        """Note what is said now, unless it is what was said last."""
        if not self._said or self._said[0].text != text:
            self._said.appendleft(Said(datetime.now().astimezone(), text))

    def text(self) -> str:
        """All of them, each with the time of day."""
        return "\n".join(f"{said.at:%H:%M:%S}  {said.text}".replace("\n", "\n" + " " * 10) for said in self._said)


def shortened(text: str, way: str) -> str:
    """A message as it stands beside the page: whole, or cut between lines or words and with a `way` to the rest."""
    lines = text.split("\n")
    shown = [crop_at_word(line, MOST_CELLS) for line in lines]
    if len(shown) > MOST_LINES:
        rest = len(shown) - MOST_LINES + 1
        return "\n".join(shown[: MOST_LINES - 1]) + f"\n… and {plural(rest, 'more line')}.{way}"
    return "\n".join(shown) + (way if shown != lines else "")


class TalkingApp(KeyedApp):
    """An application that keeps what it says, and says little at once."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.messages = Messages()

    def push_screen(self, *arguments: Any, **options: Any) -> Any:
        """Open a layer, which no message covers that was said before: they are in the list."""
        if self._notifications:
            self.clear_notifications()
        return super().push_screen(*arguments, **options)

    def _on_notify(self, event: Notify) -> None:
        """Show a message, unless it is on the screen already, and in the place of an old one if there are many."""
        event.prevent_default()
        self.messages.add(event.notification.message)
        text = shortened(event.notification.message, naming_key(self, "app.messages", " {} shows all."))
        standing = sorted(self._notifications, key=lambda each: each.severity != "information")
        if any(each.message == text for each in standing):
            return
        most = max(1, min(MOST_STANDING, self.size.height // LINES_EACH))
        for old in standing[: max(0, len(standing) - most + 1)]:
            self._take_away(old)
        event.notification = replace(event.notification, message=text)
        super()._on_notify(event)

    def _take_away(self, old: Notification) -> None:
        self._unnotify(old, refresh=False)
        for toast in self.screen.query(Toast):
            if toast._notification is old and isinstance(toast.parent, Widget):
                toast.parent.remove()

    def take_seen_away(self) -> None:
        """Let messages that have been seen go from the screen, since the user goes on; warnings stay."""
        for old in list(self._notifications):
            if old.severity == "information" and time() - old.raised_at >= SEEN_SECONDS:
                self._take_away(old)


def note(node: DOMNode, text: str) -> None:
    """Put a message into the list without showing it."""
    if isinstance(node.app, TalkingApp):
        node.app.messages.add(text)
