"""What several verbs take: paths, the form of the output, how records are read."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from math import isnan
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from reader.cli.ending import NOTHING_FOUND, USAGE_ERROR
from reader.cli.output import Color, await_pipe, clear_progress, diagnose, progress
from reader.errors import TwicetoldError
from reader.library.loaded import LoadedDocument, load
from reader.library.skipping import Skipped, skipped_and_begun
from reader.library.sources import is_there, read_with
from reader.plurals import plural
from reader.starting import start_of

COMMANDLINE = click.core.ParameterSource.COMMANDLINE

Value = TypeVar("Value")

_MISSING = "reader.missing"
"""In the context of a verb: whether some of the paths are not there."""

SHOWN_EVERY = 50
"""Documents between two lines of progress."""


class Readable(click.Path):
    """What there is to read: a file, a folder, or `-`."""

    def convert(
        self, value: "str | os.PathLike[str]", param: click.Parameter | None, ctx: click.Context | None
    ) -> "str | bytes | os.PathLike[str]":
        """The path; a usage error if there is none, or if standard input is closed. Raises TwicetoldError if there is
        nothing of that name.

        What is there and cannot be read is skipped, so that the others are read.
        """
        if _named(self, str(value), param, ctx) == "-" and not sys.stdin:
            self.fail("standard input is closed: pipe in what - stands for, or name a file", param, ctx)
        if not is_there(Path(value)) and not (param and param.callback is _those_there):
            raise TwicetoldError(_missing(Path(value)))
        return super().convert(value, param, ctx)


def _missing(path: Path) -> str:
    """Why there is nothing of a name."""
    if file := start_of([path])[1].file:
        return f"'{path}' is a place in {file}. Name the file; `reader PLACE` and `reader show PLACE PATH` take one."
    return f"'{path}' does not exist."


def _those_there(ctx: click.Context, param: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths at which there is something, where others keep nothing back; the verb ends with the status of an error
    all the same. Raises TwicetoldError if there is nothing at any."""
    missing = [path for path in paths if not is_there(path)]
    for path in missing[:-1] if len(missing) == len(paths) else missing:
        diagnose(_missing(path))
    if missing and len(missing) == len(paths):
        raise TwicetoldError(_missing(missing[-1]))
    ctx.meta[_MISSING] = bool(missing)
    return tuple(path for path in paths if path not in missing)


class Writable(click.Path):
    """What is to be written: a file or a folder."""

    def convert(
        self, value: "str | os.PathLike[str]", param: click.Parameter | None, ctx: click.Context | None
    ) -> "str | bytes | os.PathLike[str]":
        """The path; a usage error for an empty name, which would be that of the current folder."""
        return super().convert(_named(self, value, param, ctx), param, ctx)


class Folder(Writable):
    """A folder to write into."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(
        self, value: "str | os.PathLike[str]", param: click.Parameter | None, ctx: click.Context | None
    ) -> "str | bytes | os.PathLike[str]":
        """The path; a usage error for -, which stands for standard output elsewhere."""
        if str(value) == "-":
            self.fail("- stands for standard output, but files are written here: name a folder", param, ctx)
        return super().convert(value, param, ctx)


class Name(click.types.StringParamType):
    """A name of any letters."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; a usage error if there is nothing of it, which would be taken for none given."""
        name: str = super().convert(_named(self, value, param, ctx), param, ctx)
        return name


def _named(
    kind: "click.ParamType[Any]", value: Value, param: click.Parameter | None, ctx: click.Context | None
) -> Value:
    if value == "":
        kind.fail("the name is empty", param, ctx)
    return value


class Likeness(click.FloatRange):
    """A similarity from 0 to 1."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; a usage error for any other, and for what is none (nan), which no limit holds off."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value} is no number", param, ctx)
        return number


READABLE = Readable(readable=False, path_type=Path, allow_dash=True)

Paths = click.argument("paths", nargs=-1, required=True, type=READABLE, metavar="PATH…")
PathsThere = click.argument("paths", nargs=-1, required=True, type=READABLE, metavar="PATH…", callback=_those_there)
SomePathsThere = click.argument("paths", nargs=-1, type=READABLE, metavar="[PATH…]", callback=_those_there)
AsJson = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
AsCsv = click.option(
    "--csv",
    "as_csv",
    is_flag=True,
    help="A table; names that a spreadsheet would compute begin with ./ in it, and other texts with an apostrophe.",
)
InColor = click.option(
    "--color",
    type=click.Choice([color.value for color in Color]),
    default=Color.AUTO.value,
    help="Style the listing: auto does on a terminal, unless NO_COLOR is set.",
)
TextField = click.option(
    "--text-field",
    type=Name(),
    metavar="NAME",
    help="Field or column of records that alone is read, a text or a list of texts; content.body is a field in a "
    "field. Without it all texts of a record are.",
)


def loaded(
    paths: Sequence[Path],
    text_field: str | None,
    given: Sequence[Path] | None = None,
    heard: Callable[[Skipped], None] = lambda skipped: None,
) -> Iterator[LoadedDocument]:
    """The documents; what is skipped, or that there are none, is said on standard error, and `heard`. `given` is what
    was named, where that is read from elsewhere."""
    await_pipe(paths)
    count = 0
    for item in load(paths, text_field=text_field, heard=diagnose):
        if isinstance(item, Skipped):
            say_skipped([item])
            heard(item)
            continue
        yield item
        count += 1
        if count % SHOWN_EVERY == 0:
            progress(f"{plural(count, 'document')}…")
    clear_progress()
    if not count:
        diagnose(nothing_to_read(given or paths))


def say_skipped(skipped: Sequence[Skipped]) -> None:
    """Say what is not read and why."""
    for line in told_skipped(skipped):
        diagnose(line)


def told_skipped(skipped: Sequence[Skipped], most: int | None = None) -> Iterator[str]:
    """What is not read and why, naming at most so many."""
    for item in skipped[:most]:
        yield f"{'' if item.is_begun else 'skipped '}{item.name}: {item.reason}"
    if most is not None and len(skipped) > most:
        yield f"skipped {sum(skipped_and_begun(skipped[most:])):,} more: `reader index` names all"


def nothing_to_read(paths: Sequence[Path]) -> str:
    """That there are no documents."""
    return f"there is nothing to read in {', '.join(map(str, paths))}"


def refuse_idle(where: str, *options: str) -> None:
    """Raise a usage error if one of some options was given that say nothing `where` they are now."""
    context = click.get_current_context()
    for parameter in context.command.params:
        named = next((option for option in options if option in parameter.opts), None)
        if named and context.get_parameter_source(parameter.name or "") is COMMANDLINE:
            raise click.UsageError(f"{named} says nothing {where}")


def keep_out_of(paths: Sequence[Path], target: Path) -> None:
    """Raise a usage error if what is written to `target` would be found below `paths`."""
    if around := read_with(paths, target):
        message = f"{target} is in {around}, which would read it the next time: name a place outside of it"
        raise click.UsageError(message if target.resolve() != around.resolve() else f"{target} is what is read")


def choose_one(**chosen: bool) -> None:
    """Raise a usage error if several of some options were given, of which each says how things are listed."""
    if sum(chosen.values()) > 1:
        *names, last = (f"--{name}" for name in chosen)
        raise click.UsageError(f"choose one of {', '.join(names)} and {last}")


def finish(found: bool) -> NoReturn:
    """End with the status that says whether anything was found, or that something that was named is not there."""
    if click.get_current_context().meta.get(_MISSING):
        sys.exit(USAGE_ERROR)
    sys.exit(0 if found else NOTHING_FOUND)
