"""The application: settings, themes, the reading screen, and an orderly end whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter

from reader import __version__
from reader.config import CONFIG_NAME, places
from reader.library.choices import choose, chosen
from reader.library.index_file import index_of
from reader.library.overruled import OverruledCatalogue
from reader.library.spooling import Spool
from reader.starting import STOPPED, Start
from reader.tui import collecting
from reader.tui.checked_settings import checked_settings
from reader.tui.ending import Ending, enduring
from reader.tui.in_order import all_handled, arrived
from reader.tui.keymaps import naming_key, use_chosen_keys
from reader.tui.keys import PROGRAM, bindings
from reader.tui.line_cache import forget_drawn
from reader.tui.line_view import LineView
from reader.tui.messages import TalkingApp
from reader.tui.palette import rule
from reader.tui.safe import safe_line
from reader.tui.screens.reading import ReadingScreen
from reader.tui.session import Session
from reader.tui.themes import DEFAULT_THEME, OWN_COLORS, THEMES
from reader.tui.unseen import Unseen

if TYPE_CHECKING:
    from textual.actions import ActionParseResult  # a string at runtime

PROBLEMS_SECONDS = 30
"""How long it is said what is gone, or what of the settings could not be used."""

COOKED_ENTER = "ctrl+j"
"""What enter is that is pressed before the terminal is the program's: until then it gives lines (ICRNL of termios)."""

SWITCH_SECONDS = 0.0005
"""How long a thread that computes may keep the interpreter when the screen's thread wants it; Python's 5 ms, several
times in a frame, are seen."""


_UNSEEN = Unseen()


class ReaderApp(TalkingApp):
    """The reader in a terminal."""

    BINDINGS = bindings(PROGRAM)

    TITLE = "Twicetold"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        paths: Sequence[Path],
        listed: Sequence[str] = (),
        start: Start = STOPPED,
        text_field: str | None = None,
        gone: str = "",
        spool: Spool | None = None,
    ) -> None:
        """Open what is below `paths`, records by a `text_field`, the first file at the `start`; `listed` are the names
        of the first files, `gone` what is said of those that are not there, and `spool` holds what was piped in."""
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # set but empty means nothing (no-color.org); Textual takes it for a wish
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        self.paths = paths
        checked = checked_settings()
        self.settings, self.keys, self.problems = checked.settings, checked.keys, checked.problems
        self.failure: Exception | None = None
        """What ended the program, if it was not the user."""
        self._gone = gone
        self._listed = listed
        self._leaving = False
        self._spool = spool
        self._start = start
        self._text_field = text_field
        self._warned = False
        """Whether it was said that something will be lost, when the user wanted to quit."""
        self._said_unbound: set[str] = set()
        """Keys of which it was said that they do nothing."""
        self._typed_ahead: list[events.Key] | None = []
        """Keys that came before there were panes to act on; None once there are."""

    async def on_event(self, event: events.Event) -> None:
        if self._typed_ahead is not None and isinstance(event, events.Key):
            self._typed_ahead.append(events.Key("enter", "\r") if event.key == COOKED_ENTER else event)
        elif isinstance(event, events.Key) and not event.is_forwarded:
            await self._press(event)
        else:
            await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """The reading screen acts on the article under the cursor of contents, though keys come faster than frames."""
        if self._notifications:
            self.take_seen_away()
        if isinstance(default_namespace, ReadingScreen):
            default_namespace.settle()
        return await super().run_action(action, default_namespace, namespaces)

    async def _press(self, key: events.Key) -> None:
        """Act on a key, and only then on those after it: they may be meant for a prompt that it opens or closes."""
        await arrived(self.screen)  # what a layer that has been closed asked of it
        screen = self.screen
        is_digit = (key.character or "").isdecimal()
        if isinstance(screen, ReadingScreen) and not is_digit:
            screen.end_digits(goes_to_line=key.key in self.keys["move.bottom"])
        target = self.focused or screen
        count = target.count if isinstance(target, LineView) else ""
        await super().on_event(key)
        if isinstance(target, LineView) and count == target.count and not is_digit:
            target.take_count()  # it is for the next key, whether that makes use of it or not
        if key.is_forwarded and isinstance(screen, ReadingScreen) and isinstance(target, LineView):
            self._say_unbound(key)
        if key.is_forwarded and not target.check_consume_key(key.key, key.character):
            await all_handled(target)
        await arrived(screen)
        if self.screen is not screen:
            await all_handled(self.screen)

    def _say_unbound(self, key: events.Key) -> None:
        """Say of a key that does nothing that it does not, once for each."""
        typed = key.is_printable or key.key.startswith("ctrl+")
        bound = (
            each
            for _, bindings in self.screen._modal_binding_chain
            for each in bindings.key_to_bindings.get(key.key, ())
        )
        if typed and key.key not in self._said_unbound and not any(bound):
            self._said_unbound.add(key.key)
            name = self.get_key_display(Binding(key.key, ""))
            way = naming_key(self, "app.help", " {} lists the keys.")
            self.notify(safe_line(f"{name} does nothing here.{way}"), markup=False, timeout=2)

    async def on_ready(self) -> None:
        typed, self._typed_ahead = self._typed_ahead or [], None
        for key in typed:
            await self.on_event(key)

    def on_load(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._wanted_theme()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return (*super().get_line_filters(), _UNSEEN)

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return {**variables, "rule": variables["panel"] if self.current_theme.ansi else rule(variables)}

    def _wanted_theme(self) -> str:
        """The theme of the settings, else the one that was chosen last, else the first; none if no colour is wanted."""
        if self.no_color:
            return OWN_COLORS
        wanted = self.settings.theme
        if wanted in self.available_themes:
            return wanted
        last = chosen().get("theme", "")
        return last if last in self.available_themes else DEFAULT_THEME

    def get_default_screen(self) -> ReadingScreen:
        index = self._spool.index if self._spool else index_of(self.paths, self._text_field)
        catalogue = OverruledCatalogue(index)
        session = Session(self.paths, index, catalogue, self._listed, self.settings, self._start, self._spool)
        return ReadingScreen(session)

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self._say_problems()
        if self.is_headless or self._loop is None:
            return
        self.call_after_refresh(collecting.set_aside)
        self.set_timer(collecting.SETTLED_SECONDS, collecting.set_aside)
        self.set_interval(collecting.RETURN_SECONDS, self._give_back)
        if self._leaving:
            self.exit()  # it was told so before there was anything to leave

    def get_driver_class(self) -> type[Driver]:
        return enduring(super().get_driver_class())

    def leave(self) -> None:
        """End as if the user had quit; may be called from any thread, and before the program has begun."""
        self._leaving = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has been closed: it has ended
                self._loop.call_soon_threadsafe(self.exit)

    async def action_quit(self) -> None:
        """End as the user wishes; where something would be lost by that, once they wish it again."""
        screens = (screen for screen in self.screen_stack if isinstance(screen, ReadingScreen))
        lost = "".join(screen.lost_at_end() for screen in screens)
        if lost and not self._warned:
            self._warned = True
            self.notify(f"{lost} To quit once more quits.", severity="warning", timeout=PROBLEMS_SECONDS, markup=False)
        else:
            self.exit()

    def pop_screen(self) -> AwaitComplete:
        closed = self.screen
        popped = super().pop_screen()
        forget_drawn(closed)
        return popped

    def _give_back(self) -> None:
        for screen in self.screen_stack:
            forget_drawn(screen)
        self.run_worker(collecting.give_back, thread=True, group="memory")

    def action_theme(self, name: str) -> None:
        """Choose a theme, now and for the next start."""
        self.theme = name
        choose("theme", name)
        if self.settings.theme in self.available_themes:
            self.notify(f"{CONFIG_NAME} names another theme: this one holds until the end.", markup=False)

    def action_where(self) -> None:
        """Say where the settings are, and how one comes by them, and where all else is."""
        paths = places()
        settings = paths.pop("settings")
        way = "" if settings.exists() else " is not there yet: `reader where --write-settings` writes it"
        lines = (f"{safe_line(f'{name}: {path}').capitalize()}" for name, path in paths.items())
        said = "\n".join((f"Settings of {self.TITLE} {__version__}: {safe_line(str(settings))}{way}", *lines))
        self.notify(said, markup=False, timeout=PROBLEMS_SECONDS)

    def action_kept(self) -> None:
        """Whoever wants to write the file, as in an editor, need not."""
        way = naming_key(self, "made.save", " {} saves the article or the notes as a file.")
        self.notify(f"Nothing to write: notes and marks are kept as they are made.{way}", markup=False)

    def _say_problems(self) -> None:
        """Say once what is gone, and what of the settings could not be used; for everything else the defaults hold."""
        if self._gone:
            self.notify(safe_line(self._gone), severity="warning", timeout=PROBLEMS_SECONDS, markup=False)
        if not self.problems:
            return
        lines = "\n".join(safe_line(str(problem)) for problem in self.problems)
        self.notify(lines, severity="warning", timeout=PROBLEMS_SECONDS, markup=False)

    def on_resize(self) -> None:
        """Paint everything: a window dragged smaller and back has the old size, and none of the old characters."""
        self.screen.refresh()

    def exit(self, *arguments: Any, **options: Any) -> None:
        self._leaving = True
        super().exit(*arguments, **options)

    def panic(self, *renderables: RenderableType) -> None:
        """End as after any mistake, for one in a thread of Textual's own."""
        if self.is_headless:
            super().panic(*renderables)
            return
        lines = [segment.text for each in renderables for segment in self.console.render(each)]
        self._handle_exception(RuntimeError("".join(lines)))

    def _handle_exception(self, error: Exception) -> None:
        """End with the terminal restored and the error kept for a log, instead of a traceback on the screen.

        Keys that were typed after the one that quits find a screen that is half gone: nothing of theirs is a mistake.
        """
        if self._leaving:
            return
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failure = error
        self.exit(return_code=1)


def run(
    paths: Sequence[Path],
    listed: Sequence[str],
    start: Start = STOPPED,
    text_field: str | None = None,
    gone: str = "",
    spool: Spool | None = None,
) -> int:
    """Open the reader, at a line of a document if one is given, and say what is `gone`; `spool` holds what was piped
    in. Returns the exit status when it ends.

    That is 0 if the user quit, and tells the signal if one ended it. Raises what ended the program otherwise, after the
    terminal was restored.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    app = ReaderApp(paths, listed, start, text_field, gone, spool)
    ending = Ending(app.leave)
    ending.listen()
    try:
        app.run()
        if app.failure is not None:
            raise app.failure
    except Exception:
        if not ending.status:
            raise  # else it could not do without its terminal
    return ending.status
