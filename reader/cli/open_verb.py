"""The verb `open`: the terminal reader, as without a verb."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from reader.cli.opening import open_library
from reader.cli.options import TextField


@click.command("open")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@TextField
def open_verb(paths: Sequence[str], text_field: str | None) -> None:
    """Open files and folders in the terminal reader (the default).

    \b
    reader open seeds
    reader seeds            the same
    reader                  the library that was open last, or this folder if none ever was
    reader dump.jsonl --text-field body
    """
    sys.exit(open_library([Path(path) for path in paths], text_field))
