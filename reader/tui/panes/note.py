"""A few lines to write a note in, above the page, which stays in sight."""

from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from reader.library.userdata.records import Annotation
from reader.text.controls import sanitise
from reader.tui.in_order import act_at_once
from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import NOTE, bindings
from reader.tui.panes.prompt import Closable, is_alt
from reader.tui.safe import crop, crop_at_word, safe_line

TYPED_SECONDS = 1.0
"""What was typed is told so often: a program that is killed loses no more."""

LEAST_ABOUT = 12
"""Characters of what a note is about that are named at least; where there is no room for more, nothing else is."""

MOST_ABOUT = 200
"""Characters of it that may be named."""

_KEPT = "\n\t"


class NoteEditor(TextArea, Closable):
    """Grows with what is written.

    | key | does |
    |---|---|
    | enter | keep it; an empty one highlights, or removes what was there |
    | ctrl+j | a new line; shift+enter too where the terminal tells it from enter |
    | esc | leave it as a draft, as going elsewhere does; an empty one is none |
    """

    BINDINGS = bindings(NOTE, typing=True)

    DEFAULT_CSS = """
    NoteEditor { height: auto; min-height: 1; max-height: 12; padding: 0 1; background: $panel; }
    NoteEditor .text-area--cursor-line { background: $panel; }
    """

    @dataclass
    class Written(Message):
        """The note is finished."""

        text: str

    @dataclass
    class Typed(Message):
        """There is something that was not typed yet a second ago."""

        editor: "NoteEditor"
        text: str
        """Empty if it is kept already."""

    @dataclass
    class Left(Message):
        """The note is left unfinished."""

        text: str
        """Empty if nothing was typed that is not kept already."""

    def __init__(self, before: Annotation | None, draft: str, about: str) -> None:
        """`before`: the note or highlight that is written on, if there is one already; `draft`: what was typed about
        it and not kept; `about`: the text that it is about, or its beginning."""
        self._before = sanitise(before.label, keep=_KEPT) if before else ""
        self._about = safe_line(" ".join(about.split()))
        self._asked = f" (empty: {'removes it' if before else 'highlights'})"
        super().__init__(draft or self._before, id="note", compact=True)
        self._is_told_soon = False
        self.move_cursor(self.document.end)

    def on_mount(self) -> None:
        use_chosen_keys(self)

    def on_resize(self) -> None:
        room = self.wrap_width  # else it goes on in a line that is not shown
        about = crop_at_word(self._about, room - len("Note on “”") - len(self._asked))
        is_named = len(about) >= min(LEAST_ABOUT, len(self._about))
        self.placeholder = f"Note on “{about}”{self._asked}" if is_named else crop(f"Note on “{self._about}”", room)

    def on_text_area_changed(self) -> None:
        if not self._is_told_soon:
            self._is_told_soon = True
            self.set_timer(TYPED_SECONDS, self._tell_typed)

    def _tell_typed(self) -> None:
        self._is_told_soon = False
        if not self.closing:
            self.post_message(self.Typed(self, self.unkept))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing while it is being closed: its styles are taken from it before its place on the screen is."""
        return [Strip.blank(crop.width)] * crop.height if self.closing else super().render_lines(crop)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        return not is_alt(key) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        """What a key was given to do comes before the character that it types."""
        given = any(binding.id for binding in self._bindings.key_to_bindings.get(event.key, ()))
        if given or not self.check_consume_key(event.key, event.character):
            await act_at_once(self, event)
        if is_alt(event.key):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.text = sanitise(event.text.replace("\r\n", "\n").replace("\r", "\n"), keep=_KEPT)

    def action_new_line(self) -> None:
        self.insert("\n")

    def action_accept(self) -> None:
        self.post_message(self.Written(self.text))

    @property
    def unkept(self) -> str:
        """What was typed; empty if that is kept already."""
        return "" if self.text == self._before else self.text

    def action_cancel(self) -> None:
        self.post_message(self.Left(self.unkept))

    def on_blur(self) -> None:
        """Somebody went elsewhere; another window of the desktop is not elsewhere."""
        if self.app.app_focus and not self.closing:
            self.action_cancel()
