"""Leaving the reader for a moment: the editor at the line that is read, and the article given to a command."""

from __future__ import annotations

import os
import subprocess
from threading import Thread
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader.library.file_lines import file_line
from reader.tui.ending import uninterrupted
from reader.tui.safe import safe_line

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.tui.screens.three_panes import ThreePanes


class Outside:
    """Other programs on what is on the page."""

    def __init__(self, screen: ThreePanes) -> None:
        self._screen = screen
        self._last_command = ""

    def _say(self, message: str, *, warning: bool = True) -> None:
        self._screen.notify(safe_line(message), severity="warning" if warning else "information", markup=False)

    def edit(self, document: DocumentEntry) -> None:
        """Open the file of the document on the page in the user's editor, at the line of the cursor."""
        from reader.tui.editors import chosen_editor

        path = document.file.path
        if not path.is_file() or self._screen.session.was_piped(path):
            self._say(f"{document.name} is not a file that an editor could open.")
            return
        editor = chosen_editor(os.environ)
        if editor is None:
            self._say("No editor was found. Set $EDITOR to the one that you like.")
            return
        command = editor.command(str(path), self._file_line(document))
        if editor.graphical:
            self._start(command)
        else:
            self._lend_terminal(command)

    def _file_line(self, document: DocumentEntry) -> int:
        """1-based line of the file on which the cursor is."""
        content = self._screen.page.content
        if content is None or content.article is None:
            return 1
        return file_line(document, content.text, max(content.start, self._screen.page.place))

    def _start(self, command: list[str]) -> None:
        quiet = subprocess.DEVNULL
        try:
            process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
        except OSError as error:
            self._say(f"{command[0]} cannot be started: {(error.strerror or str(error)).lower()}.")
            return
        Thread(target=process.wait, daemon=True).start()  # nobody else asks how it ended
        self._say(f"Opened in {command[0]}.", warning=False)

    def _lend_terminal(self, command: list[str]) -> None:
        try:
            with self._screen.app.suspend(), uninterrupted():
                status = subprocess.run(command, check=False).returncode  # noqa: S603
        except OSError as error:
            self._say(f"{command[0]} cannot be started: {(error.strerror or str(error)).lower()}. Set $EDITOR.")
        except SuspendNotSupported:
            self._say("This terminal cannot be lent to an editor. Set $EDITOR to one with a window of its own.")
        else:
            if status:
                self._say(f"{command[0]} ended with status {status}.")
        self._screen.refresh(layout=True)

    def pipe(self) -> None:
        """Ask for a command and show what it says of the text on the page."""
        from reader.tui.screens.pipe import PipeScreen

        content = self._screen.page.content
        if content is not None:
            text = content.text[content.start : content.end]
            self._screen.app.push_screen(PipeScreen(text, self._last_command), self._piped)

    def _piped(self, command: str | None) -> None:
        self._last_command = command or self._last_command
