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
    reader news/ news/a.txt:12        at line 12 of a file: alone, or in what else is opened
    reader rows.csv#5 seeds           at a record, by its number; rows.csv:26 is the one on line 26 of the file
    reader pack.zip/a.txt:12          at a line of a member of an archive; rows.csv#5:2 is one of a record
    reader dump.jsonl --text-field body
    git log | reader        what is piped in; - is that beside other paths

    In a folder, hidden files and folders are left out, and links followed, but not to what the system makes up.
    """
    sys.exit(open_library([Path(path) for path in paths], text_field))
