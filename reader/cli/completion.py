"""Completion in bash, zsh and fish: verbs, options, files, and after `show` the titles of articles."""

import os
import sys
from pathlib import Path

import click
from click.shell_completion import BashComplete, CompletionItem, ShellComplete, get_completion_class
from click.shell_completion import add_completion_class as known_as

from reader.cli.commandline import COMPLETING

PROGRAM = "reader"

MOST_TITLES = 40
"""Titles that are offered: about a screen."""

SHELLS = ("bash", "fish", "zsh")


@known_as
class Bash(BashComplete):
    """Completion in bash, where each completion is quoted so that a title is one word; files come beside the rest."""

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' line
    COMPREPLY=()
    for line in $(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete $1); do
        case $line in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            *) COMPREPLY+=("$(printf %%q "${line#*,}")") ;;
        esac
    done
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def source(self) -> str:
        """The script; which bash there is does not matter to write it."""
        return ShellComplete.source(self)


def script(shell: str) -> str:
    """What a shell reads to complete the command."""
    from reader.cli.verbs import verbs

    found = get_completion_class(shell)
    assert found is not None
    return found(verbs, {}, PROGRAM, COMPLETING).source().strip() + "\n"


def complete(instruction: str) -> int:
    """Answer a shell that asks by `instruction`, such as `bash_complete`; returns the exit status."""
    from reader.cli.verbs import verbs

    shell, _, what = instruction.partition("_")
    found = get_completion_class(shell)
    if found is None or what not in ("complete", "source"):
        return 1
    if what == "source":
        sys.stdout.write(script(shell))
        return 0
    sys.stdout.write(found(verbs, {}, PROGRAM, COMPLETING).complete() + "\n")
    return 0


def titles(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Titles of the library that was open last: those that begin as typed, else those that have the letters."""
    from reader.library.catalogue import Catalogue
    from reader.library.index_file import index_of, release
    from reader.library.recent import LibraryGoneError, default_library
    from reader.text.controls import painted

    try:
        index = index_of(*default_library(Path.cwd())[:2])
        catalogue = Catalogue(index)
    except (OSError, LibraryGoneError):
        return []
    known = [title.title for some in catalogue.titles() for title in some]
    catalogue.close()
    release(index)
    typed = incomplete.casefold()
    found = [title for title in known if title.casefold().startswith(typed)]
    if not found:
        from reader.find.fuzzy import search
        from reader.find.pattern import parse
        from reader.find.titles import Titles

        found = [known[hit.index] for hit in search(Titles(known), parse(incomplete), limit=MOST_TITLES).hits]
    return [CompletionItem(painted(title)) for title in found[:MOST_TITLES]]


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS), default=lambda: Path(os.environ.get("SHELL", "bash")).name)
def completion_verb(shell: str) -> None:
    """Print the script that completes `reader` in a shell.

    \b
    reader completion bash > ~/.local/share/bash-completion/completions/reader
    reader completion zsh > ~/.zfunc/_reader          with that folder in fpath
    reader completion fish > ~/.config/fish/completions/reader.fish

    It completes verbs, options and files, and after `reader show` the titles of the library that was open last.
    """
    sys.stdout.write(script(shell))
