"""The verbs `where` and `doctor`: where things live, and what is wrong with the surroundings."""

import sys
from dataclasses import asdict

import click

from reader.cli.options import InColor
from reader.cli.output import Output

OneObject = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.command("where")
@OneObject
@InColor
@click.option("--settings", "prints", is_flag=True, help="Print all settings and keys, explained and commented out.")
@click.option(
    "--write-settings", "writes", is_flag=True, help="Write them where the settings are, unless there are any."
)
def where_verb(as_json: bool, color: str, prints: bool, writes: bool) -> None:
    """Say where settings, marks and notes, indexes and the log are, and how much is not read in what was indexed.

    \b
    reader where
    reader where --write-settings                    a file of settings to change
    reader where --settings | less                   what can be set, and the keys by their ids
    rm -r "$(reader where --json | jq -r .index)"     indexes can be made again at any time
    """
    from reader.config import places
    from reader.library.inventory import inventory

    if as_json + prints + writes > 1:
        raise click.UsageError("choose one of --json, --settings and --write-settings")
    out = Output(color)
    if prints or writes:
        _give_settings(out, writes)
        return
    found = {name: str(path) for name, path in places().items()}
    skipped = inventory()
    if as_json:
        out.record({**found, "skipped": asdict(skipped)})
        return
    for name, path in found.items():
        out.row(f"{name:<10} {path}")
    out.row(f"{'skipped':<10} {skipped.told()}")


def _give_settings(out: Output, writes: bool) -> None:
    """Print the commented settings, or write them and say where."""
    from reader.settings import write_new
    from reader.tui.keymaps import settings_text

    if not writes:
        out.text(settings_text())
        return
    try:
        out.row(str(write_new(settings_text())))
    except FileExistsError as error:
        message = f"{error.filename} is there already and was left alone; `reader where --settings` prints all settings"
        raise click.UsageError(message) from error
    except OSError as error:
        raise click.UsageError(f"{error.filename} cannot be written: {error.strerror}") from error


@click.command("doctor")
@OneObject
@InColor
def doctor_verb(as_json: bool, color: str) -> None:
    """Check versions, terminal, folders and tools, and say what to do about what is wrong.

    \b
    reader doctor
    reader doctor --json          to send with a bug report

    Exit status 1 if something keeps the reader from working as it should.
    """
    from reader.cli.health import State, examined

    out = Output(color)
    checks = list(examined())
    wrong = [check for check in checks if check.state is State.WRONG]
    if as_json:
        out.record({"healthy": not wrong, "checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            sign = {State.FINE: "ok", State.NOTE: "note", State.WRONG: "WRONG"}[check.state]
            out.row(f"{sign:<6} {check.what:<14} {check.found}", quiet=check.state is State.FINE)
            if check.advice:
                out.row(f"{'':<21} {check.advice}")
    sys.exit(1 if wrong else 0)
