"""The headless verbs; the module of each is imported when it is called or its help is asked for."""

import os
import sys
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from reader import __version__
from reader.cli.commandline import VERBS
from reader.cli.ending import INTERRUPTED, USAGE_ERROR, complain, let_go, tell

LOOKING = ("find", "show")
"""Verbs that are told what to look for."""


class Verbs(click.Group):
    """A group whose commands are imported late: a verb does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs by name."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb; None if there is none of that name."""
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Verbs, and beside them files, which the command opens without a verb."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`reader PATH…` opens a folder or files in the terminal reader.",
)
@click.version_option(__version__, "-V", "--version", prog_name="reader (Twicetold)", message="%(prog)s %(version)s")
def verbs() -> None:
    """Read piles of text in which things are told twice."""


def run() -> int:
    """Run the verb that the command line names; returns the exit status.

    A closed pipe and ctrl+c end it without a word: whoever did that knows.
    """
    from reader.errors import TwicetoldError
    from reader.library.numerics import set_up

    set_up()
    try:
        try:
            with verbs.make_context("reader", sys.argv[1:]) as context:
                verbs.invoke(context)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        except click.exceptions.Exit as end:
            status = end.exit_code
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        let_go(sys.stdout)
        return 0
    except click.ClickException as error:
        complain(error.format_message())
        if isinstance(error, click.UsageError) and error.ctx:
            tell(f"Try '{error.ctx.command_path} --help'.\n")
        if isinstance(error, click.NoSuchOption):
            if error.ctx and error.ctx.info_name in LOOKING:
                tell(f"What is looked for stands behind -- if it begins with -: {error.ctx.command_path} -- -word\n")
            for name in filter(_is_dashed_file, sys.argv[1:]):
                complain(f"{name} is a file or folder here: write ./{name}")
        return error.exit_code
    except TwicetoldError as error:
        complain(str(error))
        return USAGE_ERROR
    except (KeyboardInterrupt, click.Abort):
        let_go(sys.stdout)
        return INTERRUPTED


def _is_dashed_file(argument: str) -> bool:
    """Whether a part of the command line that looks like an option is the name of something in the current folder."""
    return argument.startswith("-") and os.path.lexists(argument)
