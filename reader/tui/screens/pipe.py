"""A command and what it says of the text on the page."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from reader.errors import TwicetoldError
from reader.library.piping import Command
from reader.tui.keys import OVERLAY, bindings
from reader.tui.panes.output import OutputLines
from reader.tui.panes.prompt import Prompt
from reader.tui.safe import safe_line
from reader.tui.screens.layer import Layer
from reader.tui.threads import take_in


class PipeScreen(Layer[str]):
    """Asks for a command, runs it on a text, shows its output; gives back the command that was run last."""

    BINDINGS = bindings(OVERLAY[:1], typing=True)

    DEFAULT_CSS = """
    PipeScreen > Vertical { width: 90%; max-width: 110; height: 80%; }
    PipeScreen OutputLines { height: 1fr; background: $surface; }
    """

    def __init__(self, text: str, command: str) -> None:
        super().__init__()
        self._text = text
        self._command = command
        self._command_running: Command | None = None
        self._prompt = Prompt("pipe", "wc -w", command)
        self._prompt.select_on_focus = True  # what is typed replaces the command before
        self._output = OutputLines()

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Pipe the text to a command")
            box.border_subtitle = Content("enter runs · esc closes")
            yield self._prompt
            yield self._output

    def on_mount(self) -> None:
        self._say("It gets the text as input, no shell.")
        self.set_focus(self._prompt)

    def _say(self, message: str) -> None:
        self._output.border_title = Content(safe_line(message))

    @on(Prompt.Accepted)
    def _run(self) -> None:
        line = self._prompt.value
        self._stop()
        self._output.show("")
        try:
            self._command_running = command = Command(line)
        except TwicetoldError as error:
            self._say(str(error))
            return
        self._command = line
        self._say("Running… (esc stops it)")
        self.run_worker(lambda: self._work(command, line), thread=True, group="pipe")

    def _work(self, command: Command, line: str) -> None:
        try:
            output = command.run(self._text)
        except TwicetoldError as error:
            take_in(self, self._show, command, "", str(error))
        else:
            ending = output.ending if output.text else f"no output, {output.ending}"
            take_in(self, self._show, command, output.text, f"{line}: {ending}")

    def _show(self, command: Command, text: str, message: str) -> None:
        if command is not self._command_running:
            return
        self._command_running = None
        self._output.show(text)
        self._say(message)
        if text:
            self.set_focus(self._output)

    def _stop(self) -> bool:
        running, self._command_running = self._command_running, None
        if running is not None:
            running.stop()
        return running is not None

    @on(Prompt.Cancelled)
    def action_dismiss_or_stop(self) -> None:
        """Stop the command that runs, else close."""
        if self._stop():
            self._say("Stopped.")
        else:
            self.dismiss(self._command)

    async def action_dismiss(self, result: str | None = None) -> None:
        self.action_dismiss_or_stop()
