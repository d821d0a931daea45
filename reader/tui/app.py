"""The application: themes, the reading screen, and an orderly end whatever happens."""

import signal
from collections.abc import Sequence
from pathlib import Path

from textual.app import App

from reader.tui.screens.reading import ReadingScreen
from reader.tui.themes import DEFAULT_THEME, THEMES


class ReaderApp(App[None]):
    """The reader in a terminal."""

    TITLE = "Twicetold"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, paths: Sequence[Path], listed: Sequence[str] = ()) -> None:
        """Open what is below `paths`; `listed` are the names of the first files."""
        super().__init__()
        self.paths = paths
        self.failure: Exception | None = None
        """What ended the program, if it was not the user."""
        self._listed = listed

    def on_load(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT_THEME

    def get_default_screen(self) -> ReadingScreen:
        return ReadingScreen(self.paths, self._listed)

    def on_mount(self) -> None:
        if self.is_headless or self._loop is None:
            return
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                self._loop.add_signal_handler(number, self.exit)

    def on_resize(self) -> None:
        """Paint everything: a window dragged smaller and back has the old size, and none of the old characters."""
        self.screen.refresh()

    def _handle_exception(self, error: Exception) -> None:
        """End with the terminal restored and the error kept for a log, instead of a traceback on the screen."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failure = error
        self.exit(return_code=1)


def run(paths: Sequence[Path], listed: Sequence[str]) -> None:
    """Open the reader and return when the user quits.

    Raises what ended the program otherwise, after the terminal was restored.
    """
    app = ReaderApp(paths, listed)
    app.run()
    if app.failure is not None:
        raise app.failure
